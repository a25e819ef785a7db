### Words on maps and in QGIS styles.

drawn-covered = covered
drawn-not-covered = not covered
drawn-unknown = unknown
drawn-within = within the limit
drawn-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
drawn-ground-farmland = fields
drawn-ground-built = built-up land
drawn-ground-wood = wood
drawn-ground-sand = sand
drawn-ground-park = park, green
drawn-ground-water = water
drawn-ground-railway = railway
drawn-gap-1 = up to 1.5 × the limit
drawn-gap-2 = up to 2 × the limit
drawn-gap-3 = up to 3 × the limit
drawn-gap-4 = beyond 3 × the limit
drawn-gap-5 = none within the hour
measure-minutes = { $minutes } min
drawn-rank = rank { $first }–{ $last }
drawn-rank-open = rank { $first } and below
drawn-legend = Legend
drawn-north = N
measure-metres = { $length } m
measure-kilometres = { $length } km
drawn-title-isochrones = Walking isochrones
drawn-title-residences = Homes
drawn-title-facilities = Facilities
drawn-not-connected = not connected to a street
drawn-doubtful = doubtful
drawn-facility = facility
drawn-title-gap-streets = Gap streets
drawn-title-gap-areas = Gap areas
drawn-title-sites = Sites
drawn-site-listed = on the list
drawn-site-street = on a street
drawn-site-gap = in the middle of a gap area
drawn-site-outlet = an outlet that stays
drawn-site-retail = a shop building
drawn-site-commercial = an office or commercial building
drawn-site-industrial = an industrial building
drawn-site-warehouse = a warehouse
drawn-site-empty = empty premises
drawn-title-delta = Before and after
drawn-became-gained = gained
drawn-became-lost = lost
drawn-became-covered = covered both times
drawn-became-uncovered = covered neither time
drawn-title-service-areas = Service areas
drawn-title-areas = Areas
drawn-title-conflation = Lists and OpenStreetMap
drawn-title-audit = Audit
drawn-title-audit-lines = Audit, lines
drawn-found-closed = one says it is closed
drawn-found-category = other category
drawn-found-moved = moved
drawn-found-renamed = renamed
drawn-found-both = both have it
drawn-found-only-list = only in the list
drawn-found-only-osm = only in OpenStreetMap

## The map of isochrones

map-isochrones-title = Within { $minutes } minutes on foot
map-isochrones-subtitle = along the streets of { $place }
map-on-foot = On foot
map-start = start

## Maps of a check and of gaps

map-check-title-rule = Who has it within reach: { $rule }
map-check-subtitle-rule = people at home by their walk to the nearest; { $place }
map-check-title = Who has everything within reach
map-check-subtitle = { $rules }; { $place }
map-gaps-title-rule = Where people lack: { $rule }
map-gaps-subtitle-rule = people at home beyond the limit, and areas ranked by people; { $place }
map-gaps-subtitle-rule-points = sampled points beyond the limit, and areas ranked by points; { $place }
map-gaps-title = Where people lack at least one service on foot
map-gaps-subtitle = { $rules }; { $place }
map-streets = inhabited street, same colours
map-people = People at home
map-homes = Homes
map-points = Sampled points
map-areas-by-people = Gap areas by people
map-areas-by-points = Gap areas by sampled points
map-area = gap area
map-areas-shown = { $shown } of { $all }
map-rank = rank
map-serves = facility that serves

## The map of one home

map-routes-title = The way from { $home }
map-routes-subtitle = { $verdict }; to the nearest facility of each rule; { $place }
map-home = home
map-no-walk = none within the hour

## The map of sites

map-sites-title = Sites for { $what }
map-sites-subtitle = { $count ->
    [one] one site, { $added } people more covered; { $place }
   *[other] { $count } sites, { $added } people more covered; { $place }
}
map-sites = Sites
map-homes-gained = covered by these sites
map-label-gained = +{ $people }

map-ground = Ground
project-title = Everyday services on foot: { $place }
map-study-area = study area: { $name }
map-labels-beyond = { $count ->
    [one] { $count } numbered place lies beyond the frame of the map
   *[other] { $count } numbered places lie beyond the frame of the map
}
map-labels-untold = { $count ->
    [one] { $count } numbered place has no room on the map for what is told of it
   *[other] { $count } numbered places have no room on the map for what is told of them
}
map-ground-left-out = { $count ->
    [one] { $count } piece of water, green or built-up land has no closed outline in the extract and is not drawn
   *[other] { $count } pieces of water, green or built-up land have no closed outline in the extract and are not drawn
}
map-cut = outside of the data
map-no-ground = no base map in this file
map-broken-coast = the coastline is broken: the sea is not shown
map-straight-coast = the coastline goes straight on where the data ends
map-label-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
map-label-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}
map-data-of = data of { $date }
map-speed = walking at { $speed } m/s
drawn-share-top = { $least } % and more covered
drawn-share = { $least }–{ $most } % covered
drawn-share-none = no homes

drawn-title-obstacles = Obstacles
drawn-title-obstacle-links = Obstacles, links
drawn-doubt = doubtful: a link may be missing
