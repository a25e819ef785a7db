### What commands print when all went well: tables, progress, closing lines.

## Numbers of things

count-homes = { $count ->
    [one] { $count } home
   *[other] { $count } homes
}
count-points = { $count ->
    [one] { $count } sampled point
   *[other] { $count } sampled points
}
count-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
count-facilities = { $count ->
    [one] { $count } facility
   *[other] { $count } facilities
}
count-places = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
count-streets = { $count ->
    [one] { $count } street
   *[other] { $count } streets
}
count-nodes = { $count ->
    [one] { $count } node
   *[other] { $count } nodes
}
count-ways = { $count ->
    [one] { $count } way
   *[other] { $count } ways
}
count-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
count-areas = { $count ->
    [one] { $count } area
   *[other] { $count } areas
}
measure-speed = { $speed } m/s
measure-seconds = { $seconds } s

## Words of every table

list-comma = { $first }, { $rest }
unknown = unknown
verdict-covered = covered
verdict-not-covered = not covered
verdict-unknown = unknown
reason-unreachable = no street in reach
reason-island = on an island of the street network
reason-no-data = no such facility in the data
reason-edge = the data ends within the limit
reason-hours = opening hours not known
reason-count = { $count } ({ $reason })
unknown-for = Unknown for { $rule }: { $reasons }
rule-name = { $name } { $limit }
rule-name-times = { $name } { $limit } × { $times }
all-together = all together
warning-line = ! { $what }
attribution-synthetic = synthetic data, not OpenStreetMap
at-line = At { $time } ({ $holidays }): { $open } facilities open, { $closed } closed, { $unknown } unknown
at-holidays = public holidays of { $country }
at-no-country = public holidays not known
hours-report = Opening hours: { $told } facilities tell them, { $assumed } have those of the city file, { $missing } tell none, { $malformed } cannot be read
hours-gates = Gates and ways by the clock: { $gates } gates, { $ways } ways; { $changed } not as tagged then, { $unknown } not known then, { $malformed } cannot be read
hours-malformed = Not read: { $first }
week-head = Covered in each hour, percent of people by all rules together (a range where hours are not known); ordinary days from { $first } to { $last }, { $holidays }
week-legend = Each column is a rule, each mark an hour from 00 to 23: ▁ hardly anybody covered, █ nearly everybody
week-title = People covered in each hour of the week
week-unknown = not known
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun

## Files that were written

files-written = { $folder }: { $files }
gaps-left-over = { $folder }: { $count ->
    [one] a file of an earlier run with other rules, layers or formats is still there: { $first }
   *[other] { $count } files of an earlier run with other rules, layers or formats are still there, such as { $first }
}

## Progress

progress-lists = reading lists
progress-read = reading
progress-build = building
progress-snap = connecting
progress-search = searching
progress-walks = preparing
progress-isochrones = drawing
progress-write = writing
progress-gap-map = gap map
progress-census = census
progress-sites = sites
progress-audit = auditing
progress-obstacles = looking for obstacles
progress-synth = drawing
progress-bench = benchmarking

## check

check-synthetic = { $name } (SYNTHETIC)
check-data-of = { $name } · data of { $date }
check-no-date = { $name } · data of unknown date
check-homes-buildings = { $homes } (mapped dwellings)
check-homes-all-buildings = { $homes } (mapped dwellings and buildings of no other known use)
check-homes-points = { $points } along streets in residential areas (too few dwellings are mapped)
check-homes-street-points = { $points } along residential streets (no dwellings and no residential areas are mapped)
check-homes-own = { $homes } (own list)
check-auto-by-area = homes chosen by the buildings of the study area
check-auto-by-all = homes chosen by all buildings read
check-length = { $km } km of walkable streets
check-walker = { $pack } · { $profile } { $speed } · gates { $gates }
check-crossings = each crossing { $seconds }
check-no-crossings = no waiting at crossings
profile-adult = adult
profile-elderly = elderly
profile-child = child
profile-stroller = stroller
profile-wheelchair = wheelchair
gates-tagged = as tagged (in and out, never through)
gates-open = open to all
gates-closed = closed to visitors
check-column-covered = covered
check-column-not-covered = not covered
check-column-unknown = unknown
check-column-tighter = limit −10 %
check-column-looser = limit +10 %
check-column-median = median min
check-column-p90 = 90 % min
check-row-homes = homes
check-row-people = people
check-row-points = points
check-long-legs-homes = { $count ->
    [one] { $count } home is 100 m or more from its street: { $longest }
   *[other] { $count } homes are 100 m or more from their street; longest: { $longest }
}
check-long-legs-points = { $count ->
    [one] { $count } sampled point is 100 m or more from its street: { $longest }
   *[other] { $count } sampled points are 100 m or more from their street; longest: { $longest }
}
check-edge-unknown = where the data ends is not known (no box in the file, no cut end): give it with --extent
area-margin = homes of { $name } near its border may be judged wrongly: the rules need { $metres } m of data around it, and { $missing }
area-margin-short = { $metres } m are missing in the { $side }
area-margin-outside = { $percent } % of area and margin lie outside of the data
area-margin-cut-ends = { $count ->
    [one] { $count } street is cut off within them
   *[other] { $count } streets are cut off within them
}
area-margin-west = west
area-margin-south = south
area-margin-east = east
area-margin-north = north
extent-inferred = the file has no box: from its ways its data is taken to end at { $bounds } (west, south, east, north), and homes near there are unknown rather than not covered; if you know where it was cut, give it with --extent W,S,E,N|FILE, or cut it with `osmium extract --set-bounds`
extent-inferred-empty = the file has no box, and its ways tell none ({ $bounds }: west, south, east, north): every street is taken to be where the data ends, and what is missing is unknown rather than not covered; if you know where it was cut, give it with --extent W,S,E,N|FILE, or cut it with `osmium extract --set-bounds`
check-no-homes = no homes: neither dwellings nor streets in residential areas are in the data; give a list with --residences
check-far-list = { $far } of { $all } rows of { $name } are more than { $metres } m from any street (row { $rows }): is it the right city, and { $system } the right coordinate system?
check-far-list-told = { $far } of { $all } rows of { $name } are more than { $metres } m from any street (row { $rows }): are they in this city? The list does not say its coordinate system and was read as { $system }
list-shifted = { $better ->
    [none] the places of { $name }, read as { $declared }, lie about { $metres } m { $direction } of where streets and names have them: no system known here puts them right
   *[other] the places of { $name }, read as { $declared }, lie about { $metres } m { $direction } of where streets and names have them: `{ $better }` puts them right
}
check-target-missed = target missed: { $reached } % of the people are covered by all rules together, and { $wanted } % are asked for
gates-column-gates = gates
gates-column-covered = homes covered by all rules
gates-column-differ = verdicts that differ from tagged
gates-column-better = better
gates-column-worse = worse
legs-column-legs = streets joined to
legs-column-better = better
legs-column-worse = worse
legs-nearest = nearest
legs-around = around
legs-clear = clear
legs-changed = { $homes } homes, { $people } people
legs-further = Homes joined to more than one street around them: { $homes }
legs-cleared = Joined to another street than the nearest, since water, rails, a motorway or a wall is in between: { $homes } homes, { $facilities } facilities; joined through such all the same, since no other is near: { $homes_left } homes, { $facilities_left } facilities
plazas-column-plazas = plazas
plazas-around = around
plazas-cross = cross
plazas-changed = Homes with another verdict or another walk: { $homes }
plazas-crossed = Plazas walked across: { $crossed } of { $plazas }, on { $ways } ways
plazas-not-whole = Plazas walked around, since a part of them is missing in the extract: { $plazas }
plazas-thinned = Plazas with so many entrances and corners that not all are joined to each other: { $plazas }
thin-mapping-none = { $category }: none for { $homes } and { $people }; one per { $plausible } people would be plausible: probably thinly mapped, so “not covered” may mean “not mapped”
thin-mapping = { $category }: { $count } for { $homes } and { $people }; one per { $plausible } people would be plausible, that is { $times } times as many: probably thinly mapped, so “not covered” may mean “not mapped”
thin-mapping-points = { $category }: { $count } for { $points }: probably thinly mapped, so “not covered” may mean “not mapped”

## How searches ran

kernel-bounded = kernel: a bounded search per origin (origins are few, or far apart)
kernel-sweep = kernel: sweeps over 32 neighbouring origins at once (origins are many)
engine-reverse = engine: from { $facilities }, which is less work than from { $homes } on { $nodes }
engine-forward = engine: from { $homes } on { $nodes }, to { $facilities }

## One home

explain-nearest = the nearest home is { $home }, { $away } away
explain-called = { $address } is { $home }
explain-called-beside = { $address } lies beside { $home }, { $away } away: no home holds that address
home-head = { $home } · { $people } · { $verdict }
home-head-point = { $home } (sampled point) · { $verdict }
home-entrance = entrance node/{ $node }
home-nearest-point = its nearest point
home-way-in = { $from }: { $metres } to way/{ $way }{ $note }
home-no-way-in = { $from }: no street in reach
home-note-compound = {" "}(inside a compound: enclosed by gates and walls)
home-note-private = {" "}(private)
home-verdict = { $rule }: { $verdict }
home-verdict-because = { $rule }: { $verdict } ({ $reason })
home-cut-end = the data ends within { $walk }
home-none-near = none within 60 minutes
home-without-name = without name
home-spare = { $walk } to spare
home-too-far = { $walk } too far
home-facility = { $name } ({ $id }): { $walk }, { $slack }; { $count } within the limit
home-facility-by-length = { $name } ({ $id }): { $walk }, { $time }, { $slack }; { $count } within the limit
home-other = { $name } ({ $id }) { $walk }
home-others = next: { $others }
home-walked = { $walked } walked
home-detour = { $walked } walked, { $straight } as the crow flies: { $times } times as far
home-between = the straight line runs through { $what } (way/{ $way })
home-between-water = water
home-between-railway = a railway
home-between-motorway = a motorway
home-between-wall = a wall or fence
home-between-building = a building
home-leg-out = { $metres } to the street
home-leg-in = { $metres } to the door
home-street-unnamed = a way without name (way/{ $way })
home-stairs = {" "}(steps)
home-through-gate = through the gate node/{ $gate } onto { $street }
home-stretch = { $metres }, { $time }
home-opened = with all private ways and gates open: { $walk }, through { $through }; still too far
home-opened-passes = with all private ways and gates open it would pass: { $walk }, through { $through }
home-linked = with a link of { $metres } that the map may lack at { $place }, joining { $streets }, it would pass: { $walk } to { $name } ({ $id }); look whether one can walk there
turn-start = { $towards } along { $street }: { $walk }
turn-straight = straight on: { $street }, { $walk }
turn-slight-left = bear left: { $street }, { $walk }
turn-left = turn left: { $street }, { $walk }
turn-slight-right = bear right: { $street }, { $walk }
turn-right = turn right: { $street }, { $walk }
turn-back = turn back: { $street }, { $walk }
compass-n = north
compass-ne = north-east
compass-e = east
compass-se = south-east
compass-s = south
compass-sw = south-west
compass-w = west
compass-nw = north-west

## inspect

inspect-made-with = made with
inspect-date = data of
inspect-box = box (w, s, e, n)
inspect-writer = written by
inspect-elements = nodes / ways
inspect-missing = missing way nodes
inspect-access = walkable ways: open / private / closed
inspect-length = walkable length
inspect-private = … tagged private / enclosed by gates
inspect-streets = streets
inspect-components = components / small / islands
inspect-gates = gates: private passages / closed
inspect-cut = cut ends: missing / box / assumed
inspect-homes = homes
inspect-points = sampled points
inspect-homes-buildings = { $count } (buildings)
inspect-homes-all-buildings = { $count } (all buildings of no other known use)
inspect-homes-points = { $count } (along streets)
inspect-homes-own = { $count } (own)
inspect-people = people (estimated)
inspect-left-out = building=yes left out
inspect-unclosed = buildings not closed, no homes
inspect-areas = residential areas in part / left out / rings left out
check-unclosed = { $count } { $count ->
    [one] way with building is not closed and counts as no home
   *[other] ways with building are not closed and count as no homes
}
check-areas = residential areas: { $part } used in part, { $out } left out, with { $rings } rings that do not close in the file
inspect-merged = duplicates merged / doubtful
inspect-few-dwellings = fewer than 50 dwellings are mapped: points along streets stand in for homes
inspect-no-date = the file does not tell the date of its data
inspect-no-ways = the file holds no walkable way

## network

network-written = { $file }: { $streets }, { $homes }, { $facilities }, { $bytes } · { $attribution }

## rules

role-extract = extract of OpenStreetMap
role-network = network
role-facilities = list of facilities
role-residences = list of homes
role-population = people by zone
role-boundaries = boundaries
role-planned = planned sites: nothing that is there, not used
role-unknown = not recognised
init-seen = { $file }: { $what }
init-told = { $system } ({ $why })
init-unclear = coordinate system unclear ({ $why })
init-unknown-system = coordinate system unknown
init-figures = { $system }: { $near } % within 30 m of a street, { $matched } names in place
init-ask = { $file }: which coordinate system? wgs84, gcj02, bd09, cgcs2000, EPSG:n (Enter: later)
init-head = Made by looking (lifecircle init). Paths are seen from this file; what is said on the command line goes before.
init-homes = auto: all buildings where those of a known type hold less than two thirds of the floor area
init-fill-in = Only you can say it: put the coordinate system in place of ?
init-written = { $file } written
init-open = Still open, marked with ? in the file: the coordinates of { $files }
check-buildings-left-out = { $count ->
    [one] 1 building of unknown use left out
   *[other] { $count } buildings of unknown use left out
}
import-rows = { $name } ({ $how }): { $rows } rows = { $used } used + { $rejected } rejected + { $duplicates } duplicates
import-others = { " " }+ { $count } that are not asked for
system-said = { $system }, as “{ $words }” says
import-detected = { $system }, as streets and names tell
import-reject-cell = { $place }, { $column } `{ $value }`: { $reason }
import-reject = { $place }, `{ $value }`: { $reason }
import-more = … and { $count } more: rejects.csv has them all (-o)
import-in-earlier = { $count ->
    [one] 1 row is in an earlier list already and is left out
   *[other] { $count } rows are in an earlier list already and are left out
}
people-counted = { $counted } people were counted; { $placed } shared out by floor area, { $factor } × the estimate there
zones-without-homes = { $count ->
    [one] 1 zone has no home, its people are nowhere: { $names }
   *[other] { $count } zones have no home, their people are nowhere: { $names }
}
zones-without-outline = { $count ->
    [one] 1 row of the table has no outline: { $names }
   *[other] { $count } rows of the table have no outline: { $names }
}
outlines-without-row = { $count ->
    [one] 1 outline has no row in the table: { $names }
   *[other] { $count } outlines have no row in the table: { $names }
}
zones-untold = { $count ->
    [one] 1 zone tells neither people nor households: { $names }
   *[other] { $count } zones tell neither people nor households: { $names }
}
homes-outside-zones = { $count ->
    [one] 1 home lies in no zone; its people ({ $people }) are estimated
   *[other] { $count } homes lie in no zone; their people ({ $people }) are estimated
}
class-basic = basic
class-quality = quality
class-device = device
class-care = care
rules-valid = { $name }: valid: { $rules }

## synth

synth-written = { $file }: { $nodes }, { $ways }, { $homes }, { $facilities }, { $bytes } (synthetic, not OpenStreetMap)

## matrix

matrix-written = { $file }: { $walks ->
    [one] { $walks } walk
   *[other] { $walks } walks
} of up to { $minutes } min from { $from } to { $to }
matrix-far = { $count ->
    [one] 1 place of { $option } has no street within reach (--max-snap): no walk is written for it
   *[other] { $count } places of { $option } have no street within reach (--max-snap): no walk is written for them
}

## gaps

gaps-head = Gap areas, { $what }: { $areas }, { $homes }, { $people } not covered
gaps-head-points = Gap areas, { $what }: { $areas }, { $points } not covered
gaps-unknown-homes = { $count ->
    [one] { $count } home more has no verdict: it is unknown whether it is covered.
   *[other] { $count } homes more have no verdict: it is unknown whether they are covered.
}
gaps-unknown-points = { $count ->
    [one] { $count } sampled point more has no verdict: it is unknown whether it is covered.
   *[other] { $count } sampled points more have no verdict: it is unknown whether they are covered.
}
gaps-all-rules = all rules together
gaps-column-area = area
gaps-column-people = people
gaps-column-site-gain = site gains
gaps-column-homes = homes
gaps-column-points = points
gaps-column-excess = median excess
gaps-column-middle = middle
gaps-none-within-hour = none in an hour
gaps-nearest = nearest now: { $name }, { $time }
gaps-lacking = { $people } lack { $name }
gaps-lacking-points = { $points } points lack { $name }
gaps-more = … and { $count } more (--top)

## isochrone

isochrone-written = { $file }: { $minutes } minutes from { $places }
isochrone-left-out = left out: { $what }
png-missing-glyphs = warning: no font of this machine has these characters, shown as …, or their names left out: { $characters }
map-note = note: { $what }

## bench

bench-column-step = step
bench-column-median = median
bench-column-range = min – max
bench-column-rate = rate
bench-column-ratio = × yardstick
bench-column-settled = settled
bench-yardstick = yardstick
bench-subject = { $name }: { $sizes }
bench-machine = { $cpu }, { $cores ->
    [one] 1 core
   *[other] { $cores } cores
}, { $threads ->
    [one] 1 thread
   *[other] { $threads } threads
}, { $rounds ->
    [one] 1 round
   *[other] { $rounds } rounds
}
bench-peak = { $machine }, { $megabytes } MB peak
bench-synthetic = synthetic { $km2 } km2, seed { $seed }
bench-same = no regression ({ $file }, { $allowed } %)
bench-worse = regressed ({ $file }, { $allowed } %)
bench-new = is new
bench-gone = is gone
bench-changed = { $what }: { $before } before, { $now } now
bench-ratio = { $now } × { $yardstick } (was { $before }): { $change } %
bench-ratio-short = { $now } × { $yardstick } (was { $before }): { $change } %, not judged: under { $least } ms
bench-rate = { $rate } { $unit }/s
bench-size = { $number } { $unit }
bench-unit-b = B
bench-unit-nodes = nodes
bench-unit-segments = segments
bench-unit-streets = streets
bench-unit-states = states
bench-unit-facilities = facilities
bench-unit-homes = homes
bench-unit-searches = searches
bench-unit-labels = labels
bench-unit-isochrones = isochrones
bench-unit-polygons = polygons
bench-unit-homes-rules = homes × rules

## Tables by area.

areas-title = by { $level }: { $count ->
    [one] one area
   *[other] { $count } areas
}
areas-column-homes = homes
areas-column-people = people
areas-column-rule = rule
areas-column-median = half walk ≤ min
areas-column-worst = worst tenth ≥ min
areas-column-gini = Gini
areas-outside = outside of all
strata-title = by { $level }: { $count ->
    [one] 1 stratum
   *[other] { $count } strata
}
strata-none = not told
week-column-mean = mean
week-column-least = least (first such hour)
week-column-most = most (first such hour)
gaps-column-part = of
areas-sharing = { $count ->
    [one] two areas share ground; what stands there belongs to the smaller one
   *[other] { $count } pairs of areas share ground; what stands there belongs to the smaller one
}: { $first }
areas-crossing = { $count ->
    [one] one area lies partly outside of the area it belongs to
   *[other] { $count } areas lie partly outside of the areas they belong to
}: { $first }
areas-without-outline = { $count ->
    [one] one area has no usable outline, so nothing belongs to it
   *[other] { $count } areas have no usable outline, so nothing belongs to them
}: { $first }

## census

census-whole-city = whole city
census-all-outlets = all outlets
census-sheet-outlets = outlets
census-sheet-categories = categories
census-sheet-within = within { $minutes } min
census-sheet-presence = presence
census-sheet-gaps = lacking
census-sheet-notes = notes
census-column-level = level
census-column-area-id = area id
census-column-area = area
census-column-category = format
census-column-class = class
census-column-outlets = outlets
census-column-services = services
census-column-density = per 10,000
census-column-staffed = staffed
census-column-unstaffed = unstaffed
census-column-lockers = lockers
census-column-chain = chain
census-column-single = single
census-column-unknown-brand = unknown
census-column-chain-share = chain share
census-column-lacking = lacking
census-column-outlets-here = outlets here
census-column-people-lacking = people without
census-column-homes-lacking = homes without
census-column-within = ≤ { $minutes } min
census-column-unknown-reach = unknown
census-column-presence = here
census-column-basic = basic
census-column-quality = quality
census-column-all-basic = all basic
census-column-mean-basic = basic each
presence-present = present
presence-within_reach = within reach
presence-missing = missing
census-outlets-title = Outlets: { $outlets }, each once ({ $staffed } staffed, { $unstaffed } unstaffed, { $lockers } lockers); services: { $services }, an outlet once for each format
census-by-services = outlets by number of services: { $list }
census-by-services-part = { $services }: { $outlets }
census-reach-title = Within reach: share of { $people } people with an outlet of the format within so many minutes’ walk
census-completeness = { $class }: { $present } of { $formats } formats here; within { $minutes } min { $share } of people have all, a person has { $mean } on average
census-areas-title = by { $level }, within { $minutes } min: { $count ->
    [one] one area
   *[other] { $count } areas
}
census-gaps-title = Lacking, most people first: formats that people have not within { $minutes } min
census-gaps-more = … and { $count } more
census-nothing-lacking = nothing is lacking: every format is within reach of everybody, or it is not known
census-note-outlets = An outlet counts once as an outlet, and once for each format that it serves as a service. Unstaffed: machines that sell and shops without staff; lockers are counted apart.
census-note-chain = Chain: an outlet with staff whose brand or name is a known chain's, or whose brand another outlet of the city has too. Single: a brand of its own, or none as the list says. The chain share is that of the outlets whose brand is known; unknown ones are left out and counted.
census-note-reach = Within reach: by walking time to the nearest outlet, wherever it stands; presence and what is lacking are told for { $minutes } min. Unknown: the data ends within the limit, holds no outlet of the format, or no street is near the home.

## audit

audit-title = { $count ->
    [one] One finding that would make results wrong
   *[other] { $count } findings that would make results wrong; the { $shown } that touch most people:
}
audit-head = { $rank }. { $kind } · { $people } people in { $homes } · { $place }
audit-whole-city = whole city
audit-column-kind = kind
audit-column-findings = findings
audit-column-people = most people
audit-column-homes = most homes
audit-advice = { $kind }: { $advice }
audit-not-looked = Not looked for: { $kinds }: { $why }.
audit-kind-shifted_list = shifted list
audit-kind-rare_category = rare category
audit-kind-few_homes = few homes
audit-kind-few_people = few people
audit-kind-far_place = far from streets
audit-kind-cut_leg = cut off from its street
audit-kind-island = island
audit-kind-crossing = crossing that does not join
audit-kind-loose_end = end beside a street
audit-kind-duplicate = possible duplicate
audit-do-shifted_list = declare the coordinate system that the list is in, and read it again.
audit-do-rare_category = add a list of these facilities, or map them; until then “not covered” may mean “not mapped”.
audit-do-few_homes = compare with an aerial image; map the buildings, or give a list of homes or counted people.
audit-do-few_people = check storeys and counts of these homes, or give counted people.
audit-do-far_place = map the street or path that leads there, or correct the position.
audit-do-cut_leg = map the entrance, the path to it or the gate on the way; the option that joins homes to the streets around them may help until then.
audit-do-island = join the way to the street beside it where one can walk from one to the other.
audit-do-crossing = give both ways a common node where one can walk from one to the other, or a bridge or layer where one cannot.
audit-do-loose_end = draw the way on to the street where one can walk there, or give its last node noexit=yes.
audit-do-duplicate = delete one of the two, or give them different names where both exist.

## Several profiles in one run.

profiles-column-profile = who walks
profiles-column-speed = speed
profiles-column-homes = homes covered
profiles-column-counted = people counted
profiles-column-better = better than the first
profiles-column-worse = worse than the first
profiles-everybody = all
profiles-missing = { $count ->
    [one] one home is a point on steps, where not all of them can be
   *[other] { $count } homes are points on steps, where not all of them can be
}

## sites

sites-head = Sites for { $what }: { $candidates } candidates, { $reaching } of them in reach of homes that lack it
sites-step = , street points at most { $step } m apart
sites-before = People covered before: { $covered }, not covered or unknown: { $lacking }
sites-column-place = place
sites-column-alone = alone
sites-column-added = adds
sites-column-total = in all
sites-column-saved = person-min
sites-column-cost = cost (per person)
sites-column-at = lon,lat
sites-cost = { $cost } ({ $each })
sites-after = People covered with all of them: { $covered } (+{ $added })
sites-best = No other choice is better (proved): { $value }
sites-bound = No choice gains more than { $bound } people; this one gains { $value }, { $share } % of that
sites-bound-weighted = No choice gains more than { $bound } people as they are weighed; this one gains { $value }, { $share } % of that
sites-nobody-lacks = Nobody lacks it: no site adds anything
sites-column-homes = homes
sites-column-people = people
sites-column-part = of
sites-reasons = Why:
sites-reason-gaps = of gap areas { $gaps }
sites-reason-nothing = { $people } had none within an hour
sites-reason-nearest = nearest now: { $name }, { $time }
sites-reason-alone = none within an hour now
sites-bound-minutes = No choice saves more than { $bound } person-minutes; this one saves { $value }, { $share } % of that
sites-moved = { $count ->
    [0] All outlets that may be moved stay; they cover { $today } people where they are
   *[other] Outlets moved away: { $ids }; those that may be moved cover { $today } people where they are
}
sites-curve = People gained by number of sites: { $curve }
sites-unconnected = ! { $count ->
    [one] { $count } candidate has no street in reach and is left out: { $ids }
   *[other] { $count } candidates have no street in reach and are left out, among them { $ids }
}
sites-idle = ! { $count ->
    [one] { $count } candidate is within the limit of no home that lacks an outlet
   *[other] { $count } candidates are within the limit of no home that lacks an outlet
}
sites-unused = ! { $count ->
    [one] { $count } row of the list of candidates cannot be used:
   *[other] { $count } rows of the list of candidates cannot be used:
}

## scenarios

delta-head = { $file } · { $homes }
delta-scenario = With “{ $name }”: { $count ->
    [one] one change
   *[other] { $count } changes
}
delta-scenario-dated = With “{ $name }” of { $date }: { $count ->
    [one] one change
   *[other] { $count } changes
}
delta-column-before = covered before
delta-column-gained = gained
delta-column-lost = lost
delta-column-after = covered after
delta-column-was = before
delta-column-now = after
delta-column-homes = homes
delta-moved = All rules together: homes that stay covered have { $more } people more and { $fewer } fewer.
delta-unchanged = { $count ->
    [one] Nothing changes in one of them.
   *[other] Nothing changes in { $count } of them.
}
link-through = { $scenario }, line { $line }: the link runs through { $what } ({ $way }); it counts as it is drawn
link-not-looked = { $scenario }, line { $line }: what the link runs through was not looked at, since a network made before does not hold water, rails, walls and buildings

## obstacles

obstacles-title = { $shown ->
    [0] Nothing was found that keeps homes from { $rule } by a gate, a closed way or a missing link.
    [1] What stands between homes and { $rule }: one obstacle, of { $found } looked at. People are those whom a rerun covers with it opened.
   *[other] What stands between homes and { $rule }: the { $shown } obstacles that keep most people from it, of { $found } looked at. People are those whom a rerun covers with that obstacle alone opened.
}
obstacles-any-rule = what the rules ask for
obstacles-column-kind = kind
obstacles-column-nature = most likely
obstacles-column-people = people
obstacles-column-homes = homes
obstacles-column-joint = all rules
obstacles-column-at = lon,lat
obstacles-about = { $rank }. { $what }.
obstacles-between = In between: { $what }.
obstacles-others = { $count ->
    [one] One other obstacle would give about the same homes the same.
   *[other] { $count } other obstacles would give about the same homes the same.
}
obstacles-natures = Of these the map probably lacks something at { $map }, and something is in the way at { $barrier }. People of several do not add up: some homes gain by more than one.
obstacles-not-run = ! { $count ->
    [one] One more obstacle might give as much as the last of these and was not run.
   *[other] { $count } more obstacles might give as much as the last of these and were not run.
}
obstacles-no-surroundings = ! Only gates and closed ways were looked for: a network made before does not hold what lies around its streets. The extract itself tells the rest.
obstacle-kind-gate = gate
obstacle-kind-passage = closed way
obstacle-kind-crossing = crossing
obstacle-kind-dead_end = dead end
obstacle-kind-island = island
obstacle-kind-gap = gap
obstacle-kind-across = no bridge
obstacle-kind-plaza = square
obstacle-nature-map = map incomplete
obstacle-nature-barrier = barrier
obstacle-do-gate = Find out who may open it, and when; if everybody may pass today, say so in the map (access or foot of the gate).
obstacle-do-passage = Find out who may open it to walkers; if everybody walks there today, say so in the map (access or foot of the way).
obstacle-do-crossing = Where one can walk from one to the other, give both ways a common node in the map.
obstacle-do-dead_end = Where one can walk on, draw the way on to the street; else give its last node noexit=yes.
obstacle-do-island = Join the way to the street beside it in the map where one can walk from one to the other.
obstacle-do-gap = Where one can walk across, draw the link or the crossing; if not, plan one.
obstacle-do-across = Plan a bridge, an underpass or a level crossing; if there is one, draw it.
obstacle-do-plaza = People walk across: draw the lines that they take, or have squares walked across.
obstacle-do-barrier = Work to plan: a way through what is in between. If there is one already, draw it.

## doubt

doubt-column-not-covered = people not covered
doubt-column-people = of them doubtful
doubt-column-homes = homes doubtful
doubt-column-share = share
doubt-note = Doubtful: one link of at most 25 m that the map probably lacks would change the verdict, of { $links } such links. No verdict was changed. People not covered are those of the table above; doubtful homes may also be unknown ones.
links-probable = { $count ->
    [0] The map lacks no link of at most 25 m that can be told; streets are as tagged.
    [one] One link of at most 25 m that the map probably lacks is walked here.
   *[other] { $count } links of at most 25 m that the map probably lacks are walked here.
}
