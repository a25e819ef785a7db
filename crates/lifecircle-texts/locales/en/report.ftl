### What a report says: headings, sentences, captions, columns.

report-title = Walking reach of homes: { $place }
report-title-synthetic = Walking reach of homes: { $place } (synthetic)

## Headings

report-headlines = At a glance
report-map = Map
report-areas = By area
report-gaps = Where people lack something
report-sites = What would close the gaps: new outlets
report-obstacles = What would close the gaps: opening the way
report-completeness = What is within reach
report-hours = When things are open
report-quality = How good the data is
report-method = How this was worked out

## At a glance

report-sentence-rule = { $known ->
    [all] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } can walk to the nearest { $name } within { $limit }, and { $not_covered } cannot. It is known for all of them.
   *[other] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } can walk to the nearest { $name } within { $limit }, { $not_covered } cannot, and for { $unknown } it cannot be told: { $reasons }.
}
report-sentence-times = { $known ->
    [all] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } can walk to { $times } different places of the kind “{ $name }” within { $limit }, and { $not_covered } cannot. It is known for all of them.
   *[other] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } can walk to { $times } different places of the kind “{ $name }” within { $limit }, { $not_covered } cannot, and for { $unknown } it cannot be told: { $reasons }.
}
report-sentence-joint = { $known ->
    [all] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } have everything that the rules ask for within reach, and { $not_covered } lack at least one thing. It is known for all of them.
   *[other] Of every 100 { $who ->
        [people] people
        [homes] homes
       *[points] sampled points
    }, { $covered } have everything that the rules ask for within reach, { $not_covered } lack at least one thing, and for { $unknown } it cannot be told: { $reasons }.
}
report-fewer-than-one = fewer than 1
report-more-than-99 = more than 99
report-counts = Covered: { $covered }; not covered: { $not_covered }; unknown: { $unknown }.
report-people-in-homes = { $people } in { $homes }
report-doubtful = Of the others, { $doubtful } are doubtful: one link that the map probably lacks would change the verdict.
report-doubtful-none = Nobody’s verdict hangs on a link that the map probably lacks.
report-at = Outlets count only where they are open at { $time } ({ $holidays }). Gaps, new outlets and obstacles below are told whenever outlets are open.
report-coverage = Covered, not covered, unknown
report-walks = The walk to the nearest, and what other limits would change
report-reasons = Homes of unknown verdict, by reason
report-limits-note = The limits are sharp, the data is not: the table tells what would change if every limit were a tenth shorter or longer.

## The map

report-map-read = Every dot is a home: its colour tells whether everything, or what one rule asks for, is within reach, and its size how many people live there. What is unknown is hatched or grey, never left out. Numbers are the ranks of gap areas in the tables below.
report-map-homes = Every dot is a home: its colour tells whether everything, or what one rule asks for, is within reach. What is unknown is hatched or grey, never left out. Numbers are the ranks of gap areas in the tables below.
report-map-points = Every dot is a point along a street that stands in for homes: its colour tells whether everything, or what one rule asks for, is within reach. What is unknown is hatched or grey, never left out. Numbers are the ranks of gap areas in the tables below.

## By area

report-areas-none = The city was not divided into areas. Boundaries, or the administrative areas of the extract, would tell where people lack most.
report-areas-note = An area’s percentages are of its own people. Homes outside of all areas stand in the last row where there are any.
report-areas-note-homes = An area’s percentages are of its own homes. Homes outside of all areas stand in the last row where there are any.
report-level-rules = { $level }, rule by rule

## Gaps

report-gaps-none = Nobody lacks anything: there is no gap area.
report-gaps-unknown = Nobody is known to lack anything, so there is no gap area; but it is unknown for { $unknown }.
report-gaps-note = A gap area is a group of homes that one well-placed outlet could serve (one of each kind that is lacking, where all rules are looked at together). Areas are ranked by people; the gain is what an outlet in the middle would really add, homes around it included.
report-gaps-joint = Gap areas, all rules together
report-gaps-rule = Gap areas: { $rule }
report-gaps-head = { $what }: { $areas } with { $who }.

## Sites

report-sites-none = No new outlets were looked for.
report-sites-needless = { $rule }: nobody lacks it, so no new outlet is proposed.
report-sites-not = { $rule }: { $why }.
report-sites-rule = New outlets: { $rule }
report-sites-note = Places along streets where new outlets would serve most people not served yet, chosen one after the other; what each adds is counted beyond those before it. They tell where to look, not which lot to buy.
report-sites-sum = { $rule }: with { $count ->
    [one] one new outlet ({ $category })
   *[other] { $count } new outlets ({ $category })
}, { $added } more are covered than the { $covered } covered today.
report-sites-bound = No other choice of as many could add more than { $bound } people; this one adds { $share } % of that.
report-sites-best = No other choice of as many adds more.

## Obstacles

report-obstacles-not = No obstacles were looked for.
report-obstacles-legs = Obstacles are not looked for where homes are joined to all streets around them.
report-obstacles-none = No gate, closed way or missing link was found that keeps anybody from an outlet that exists.
report-obstacles-sum = The obstacles that keep most people from outlets that exist, of { $found } looked at. Each was opened alone, and everything worked out again: people are those who are covered then. People of several do not add up.
report-obstacles-gates = Only gates and closed ways were looked for: what lies around the streets is not known in a network made before.
report-obstacles-table = Obstacles

## Completeness

report-formats = Categories within reach
report-formats-note = The share of people who have at least one outlet of the category within so many minutes’ walk, wherever it stands.
report-formats-note-homes = The share of homes that have at least one outlet of the category within so many minutes’ walk, wherever it stands.
report-formats-areas = { $level }: percent of people with an outlet within { $minutes } min
report-formats-areas-homes = { $level }: percent of homes with an outlet within { $minutes } min
report-lacking = What is lacking, most people first
report-within = ≤ { $minutes } min, %
report-within-unknown = unknown, %

## Hours

report-hours-not = Opening hours were not asked for: outlets count whenever they are open. { $known } of { $all } outlets tell their hours.
report-hours-note = Percent who have everything within reach in each hour of an ordinary week from { $first } to { $last } ({ $holidays }). What is not known counts as not covered here; the table of all hours tells it apart.
report-hours-week = Covered by all rules together, hour by hour, %
report-hours-table = Every hour of the week, rule by rule

## Data

report-dropped = What was left out, or understood in part
report-dropped-none = Nothing was left out.
report-network = The network of streets
report-lists = Lists that were read
report-conflation = Lists against OpenStreetMap
report-edge-known = It is known where the data ends; homes whose answer lies beyond that are unknown.
report-edge-unknown = It is not known where the data ends: homes near its edge may be judged wrongly.
report-area-left-out = Counted are the homes of { $name }; { $homes } with { $people } around it are left out.

## Method

report-method-walk = Walks follow the streets to the nearest outlet and back the same way: from every entrance of a home along streets, paths, crossings and stairs that are open to the walker, legs from door to street included. Times are whole milliseconds; nobody’s walk is rounded before it is compared with the limit.
report-method-unknown = A home is unknown, not “not covered”, where the data ends before the limit is walked, where no street is near, or where the data holds no such outlet at all.
report-method-people = People are those of lists or counts where these are given; else they are estimated from the floor area of homes.
report-method-points = Too few dwellings are mapped to know where people live: points along streets stand in for homes, and nobody is counted.
report-method-snap = A place may be { $snap } from its street.
report-method-where = Every sentence of the walking model and its sources: docs/walking-model.md. Every column of the files: docs/files.md.
report-rules = Rules
report-options = Options
report-inputs = What went in

## Columns

report-column-rule = rule
report-column-percent-covered = covered, %
report-column-percent = { $what }, %
report-column-verdict = { $what }: { $verdict }
report-column-people-covered = people covered
report-column-people-not-covered = people not covered
report-column-people-unknown = people unknown
report-column-people-doubtful = people doubtful
report-column-homes-covered = homes covered
report-column-homes-not-covered = homes not covered
report-column-homes-unknown = homes unknown
report-column-homes-doubtful = homes doubtful
report-column-outlets = outlets
report-column-median = half walk at most, min
report-column-p90 = nine in ten walk at most, min
report-column-worst = the farthest tenth walks at least, min
report-column-gini = Gini of walking time
report-column-tighter = covered with limits −10 %, %
report-column-looser = covered with limits +10 %, %
report-column-area = area
report-column-id = id
report-column-people = people
report-column-homes = homes
report-column-points = sampled points
report-column-rank = rank
report-column-gain = an outlet there would add, people
report-column-excess-minutes = beyond the limit (median), min
report-column-excess-metres = beyond the limit (median), m
report-column-lon = longitude
report-column-lat = latitude
report-column-nearest = nearest today
report-column-nearest-minutes = walk there, min
report-column-lacking = people lacking { $name }
report-column-place = place
report-column-alone = alone, people
report-column-added = adds, people
report-column-added-homes = adds, homes
report-column-total = together, people
report-column-saved = saves, person-minutes
report-column-gap-areas = serves gap areas
report-column-kind = kind
report-column-nature = most likely
report-column-what = what it is
report-column-joint = covered by all rules then, people
report-column-advice = what to do
report-column-elements = on the map
report-column-category = category
report-column-class = class
report-column-presence = here
report-column-day = day
report-column-hour = hour
report-column-counted = what
report-column-number = number
report-column-file = file
report-column-role = role
report-column-form = form
report-column-system = coordinates
report-column-rows = rows
report-column-used = used
report-column-rejected = rejected
report-column-duplicates = duplicates
report-column-others = not asked for
report-column-limit = limit
report-column-unit = unit
report-column-least = at least
report-column-option = option
report-column-value = value
report-column-bytes = bytes
report-column-sha256 = SHA-256
report-unit-minutes = min
report-unit-metres = m
report-none-within-hour = none in an hour

## What was left out

report-dropped-way_node_refs_missing = nodes of ways that are not in the file
report-dropped-unknown_blobs = blocks of an unknown kind
report-dropped-walkable_ways_without_geometry = walkable ways without any node in the file
report-dropped-unknown_access_values_read_as_open = access values that nobody knows, read as open
report-dropped-building_yes_left_out = buildings of unknown use that count as no homes
report-dropped-building_yes_with_business = of these, with a shop, an office or the like
report-dropped-dwellings_without_geometry = dwellings without any node in the file
report-dropped-dwellings_with_incomplete_outline = dwellings with an incomplete outline
report-dropped-outer_ways_of_dwelling_relations = outlines of dwellings that count once, with their relation
report-dropped-dwellings_replaced_by_points = dwellings that points along streets stand in for
report-dropped-links_too_long_for_points = links too long to sample points along
report-dropped-buildings_not_closed = buildings whose outline is not closed
report-dropped-residential_areas_in_part = residential areas of which a part is missing
report-dropped-residential_areas_left_out = residential areas left out
report-dropped-residential_rings_left_out = rings of residential areas that do not close
report-dropped-homes_with_assumed_levels = homes whose storeys were assumed
report-dropped-homes_with_told_people = homes whose people a list or a tag tells
report-dropped-facilities_gone = outlets closed, vacant or gone
report-dropped-facilities_without_geometry = outlets without any node in the file
report-dropped-facilities_merged = duplicates of outlets, merged
report-dropped-facilities_doubtful = outlets that count on thin grounds
report-dropped-facilities_unconnected = outlets without a street in reach
report-dropped-list_rows_closed = rows of lists that say closed

## The network

report-network-walkable_km = walkable streets, km
report-network-private_km = of these private, km
report-network-enclosed_km = of these enclosed by gates and walls, km
report-network-walkable_ways = walkable ways
report-network-plaza_outlines = outlines of squares
report-network-streets = streets from junction to junction
report-network-streets_too_long = streets too long to count
report-network-components = parts that do not join
report-network-small_components = of these shorter than 2 km
report-network-islands = of these not cut off by the end of the data
report-network-pieces = pieces open to all
report-network-enclosed_pieces = of these enclosed
report-network-private_passages = private passages
report-network-closed_barriers = closed barriers
report-network-cut_ends_missing_node = streets cut off where a node is missing
report-network-cut_ends_outside = streets cut off at the edge of the data
report-network-cut_ends_assumed = streets taken to be cut off

## What went in

report-role-extract = extract of OpenStreetMap
report-role-facilities = list of outlets
report-role-residences = list of homes
report-role-population = counted people
report-role-zones = people by zone
report-role-boundaries = boundaries
report-role-strata = kinds of homes
report-role-scenario = scenario
report-role-categories = categories
report-role-extent = where the data ends
report-role-rules = rules
report-role-area = study area
report-role-city_file = city file

## Workbook and text document

report-sheet-overview = overview
report-first-rows = The first { $shown } of { $all } rows; the workbook has them all.
report-columns-part = { $caption } ({ $part } of { $parts })
report-page-of = Page { $page } of { $pages }
report-map-joint = Who has everything within reach, and gap areas by rank
report-map-rule = Who has it within reach: { $rule }

## The command

about-report = Everything about a city as a report: shares, maps, gaps and what would close them, hours, quality, method
arg-report-output = The report as one page that any browser opens, without a network: maps to click, tables to sort, both languages
arg-xlsx = The report as a workbook: a sheet for each table
arg-docx = The report as a text document with maps
arg-report-title = The title of the report, in place of what it is of
arg-report-sites = New outlets that are proposed for each rule; 0 for none
arg-report-obstacles = Obstacles that are told; with 0 none are looked for
arg-report-hours = Also tell each hour of an ordinary week
report-written = { $file } written
examples-report = Examples:
      lifecircle report city.toml -o report.html                           one page for the meeting
      lifecircle report city.toml -o report.html --docx report.docx --xlsx report.xlsx    three files of the same numbers
      lifecircle report city.osm.pbf --docx report.docx --lang zh          in Chinese
      lifecircle report city.osm.pbf --xlsx report.xlsx --hours --doubt    with the week, and who is doubtful

    Without areas of its own the city is told by the administrative areas of the extract, where it holds some. What stands in a
    report, and where each number is from: docs/report.md.
