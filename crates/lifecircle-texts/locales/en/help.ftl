### `--help`: what each command does, what each option means, examples.

## Headings and what stands beside options

help-usage = Usage: { $usage }
help-arguments = Arguments
help-options = Options
help-commands = Commands
help-default = [default: { $value }]
help-possible = [possible values: { $values }]
help-any-options = [OPTIONS]
help-any-command = COMMAND

## Commands

about-lifecircle = Can the people of every home walk to a convenience store in 5 minutes, a food market in 10, a supermarket in 15?
about-check = Check every home of a city against a rule pack
about-inspect = Tell what an extract holds, and what to beware of
about-network = Build the network of an extract once, as a file that every command takes in its place
about-init = Write a city file by looking at a folder: what each file is, its columns, its coordinates
about-categories = List the kinds of facility that are known, with the lists they belong to
about-rules = List, show or validate rule packs
about-rules-list = Names of the built-in rule packs, and the ids of their rules
about-rules-show = Print a rule pack as TOML, to copy and change
about-rules-validate = Check a rule file without running anything
about-synth = Draw a synthetic city and write it as .osm.pbf
about-matrix = Walking times between many places, as a table
about-gaps = Where people lack what: homes, streets and areas beyond the limits, ranked by people
about-sites = Where new outlets serve most people: sites, what each really adds, and how good any choice can be
about-scenario = What would be if: compare a city with the same under a scenario
about-scenario-diff = Who gains and who loses by scenarios: homes and people covered before and after, by rule and area
about-obstacles = What stands between homes and outlets that exist: gates, missing links, rails without a bridge, ranked by people
about-census = Who has what: outlets by category and area, and which formats people have within reach
about-explain = Why one home passes or not: nearest facilities, the way there street by street, and what would change it
about-audit = What would make the results wrong: streets that do not join, places cut off, duplicates, what looks too empty
about-isochrone = What people reach from places, as areas or as stretches of street
about-bench = Time every step on this machine, and compare with an earlier run
about-completions = Print a completion script for a shell
about-manual = Write the manual pages of all commands into a folder
about-help = Print this help, or that of a command

## Placeholders

placeholder-candidates = streets|gaps|buildings|FILE
placeholder-weights = PART=FACTOR,…
placeholder-categories = CATEGORY,…
placeholder-cost = COST
placeholder-duration = TIME
placeholder-ids = ID,…
placeholder-objective = OBJECTIVE
placeholder-area = AREA
placeholder-auto-file = auto|FILE
placeholder-command = COMMAND
placeholder-dir = DIR
placeholder-epsg = EPSG
placeholder-gates = GATES
placeholder-engine = ENGINE
placeholder-profile = PROFILE
placeholder-shape = SHAPE
placeholder-file = FILE
placeholder-formats = FORMAT,…
placeholder-id = ID
placeholder-km2 = KM2
placeholder-lang = LANG
placeholder-time = TIME
placeholder-country = COUNTRY
placeholder-home = ID|LON,LAT|ADDRESS
placeholder-lon-lat = LON,LAT
placeholder-layers = LAYER,…
placeholder-legs = LEGS
placeholder-links = LINKS
placeholder-metres = METRES
placeholder-plazas = PLAZAS
placeholder-minutes = MINUTES
placeholder-minutes-list = MINUTES,…
placeholder-kinds = KIND,…
placeholder-name = NAME
placeholder-boundaries = FILE#LEVEL
placeholder-strata = FILE#COLUMN
placeholder-text = TEXT
placeholder-size = SIZE
placeholder-frame = FRAME
placeholder-map-layers = LAYER,…
placeholder-profiles = PROFILE,…
placeholder-level = LEVEL
placeholder-file-name = FILE|NAME
placeholder-homes = HOMES
placeholder-policy = POLICY
placeholder-number-file = NUMBER|FILE
placeholder-paths = PATHS
placeholder-system = SYSTEM
placeholder-list = LIST
placeholder-scenario = FILE
placeholder-lists = LISTS
placeholder-name-file = NAME|FILE
placeholder-number = N
placeholder-places = homes|facilities|CATEGORY|FILE
placeholder-rule = RULE
placeholder-seconds = SECONDS
placeholder-seed = SEED
placeholder-share = SHARE
placeholder-shell = SHELL
placeholder-speed = SPEED
placeholder-square-metres = SQUARE_METRES

## Options of every command

arg-help = Print help
arg-version = Print version
arg-lang = Language of tables and messages
default-lang = the locale's
possible-lang-en = English
possible-lang-zh = Chinese
arg-threads = Threads to work with
default-threads = one per processor
arg-quiet = No progress on stderr

## What a city is made of

arg-file = OpenStreetMap extract (.osm.pbf) or what `lifecircle network` made of it; without it the built-in synthetic demo city
arg-network-file = OpenStreetMap extract (.osm.pbf); without it the built-in synthetic demo city
arg-bench-file = OpenStreetMap extract (.osm.pbf); without it the built-in synthetic demo city
arg-rules = Rule pack: a built-in name (see `lifecircle rules list`) or a TOML file
arg-extent = Where the data is complete, instead of the file's own box: w,s,e,n or a .poly or GeoJSON file
arg-max-snap = Farthest a home or facility may be from a street, in metres
default-max-snap = 200
arg-boundaries = Tell results by area: polygons of one level, as districts.geojson#district@gcj02; once for each level
arg-profiles = Check for several kinds of people and tell whose verdict changes; the first is shown in full. Old people are counted for `elderly`, small children for `child`, where ages are known
arg-strata = Tell results by strata too: a column of a table with the ids of homes, or of a map, as homes.csv#kind or quarters.geojson#kind@gcj02; once for each column
arg-by = The level of areas to show, or `all`; without --boundaries or a city file, the `admin_level` of the extract's own areas
arg-population = How many people there are: a total, a table of zones with outlines, or a raster (.tif); shared out by floor area
default-population = as tags, lists and floor areas tell
arg-init-paths = Folders and files: an extract, and the tables and boundaries that belong to it
arg-init-output = The city file
default-init-output = city.toml in the first folder
arg-init-coordinates = Coordinate system of the files that neither say nor show it: wgs84, gcj02, bd09, cgcs2000, EPSG:n
default-init-coordinates = asked on a terminal, else marked
arg-init-force = Write over a city file that is there
arg-policy = Which counts where lists and extract both have a place
default-policy = union
possible-policy-union = both, duplicates merged
possible-policy-list-wins = the list's row; what the extract alone has counts too
possible-policy-list-only = the list's rows alone
possible-policy-osm-wins = the extract's place; what the list alone has counts too
arg-homes = Which buildings of the extract are homes
default-homes = typed
possible-homes-typed = those whose type says so, and building=yes on residential land
possible-homes-all = also building=yes elsewhere, of no other use, as large as a dwelling
possible-homes-auto = all where the typed ones hold less than two thirds of the floor area
arg-area = Count the homes of an area alone: a polygon file (FILE#NAME for one of several, FILE@gcj02 for its coordinates), or the name or relation/ID of an administrative area of the extract
default-area = everywhere
arg-categories = Kinds of facility beside the basic four: built-in lists (`seed`, `national`) or TOML files, separated by commas
arg-categories-lists = Lists: `basic`, `seed`, `national`, or TOML files; all that are built in unless told otherwise
arg-categories-json = Print everything that is known of each as JSON
arg-legs = Streets that homes and facilities are joined to
default-legs = nearest
possible-legs-nearest = the nearest alone
possible-legs-around = homes of the extract without mapped entrances also those on other sides of them, up to 15 m farther, with no wall, water or building in between; `check` tells what that changes
possible-legs-clear = the nearest with no water, rails, motorway or wall in between; where there is none, the nearest; `check` tells what that changes
arg-plazas = How open squares are walked: areas of highway=pedestrian and the like, place=square, and parks and gardens with foot=yes
default-plazas = around
possible-plazas-around = along their outlines, where these are streets
possible-plazas-cross = straight across as well, between the streets that end there, around buildings, water, walls and holes; `check` tells what that changes
arg-no-trunk = Keep walkers off trunk roads
arg-ferries = Let walkers use ferries (at walking speed)
default-profile = adult
default-crossing-delay = 0
default-rules = huaian-2023
default-gates = tagged
arg-profile = Who walks: speed on the level, time on stairs, step-free or not
possible-profile-adult = an adult
possible-profile-elderly = an elderly person
possible-profile-child = somebody with a small child
possible-profile-stroller = somebody who pushes a stroller
possible-profile-wheelchair = a wheelchair user
arg-speed = Speed on the level instead of the profile's, as 1.25m/s or 4.5km/h
arg-crossing-delay = Seconds lost at each mapped crossing of a primary…tertiary road and at signals
arg-residences = Homes: `auto` (dwellings, or points where few are mapped), or a CSV/GeoJSON file with id, lon, lat, people
arg-facilities = Own facilities, added to OpenStreetMap's: CSV/GeoJSON with id, name, category, lon, lat
arg-scenario = What would be if: a scenario file, TOML or GeoJSON (docs/scenarios.md); several come one upon the other
arg-replace = Use only the facilities of --facilities
arg-gates = Compounds and gates: what visitors may enter
possible-gates-tagged = in and out of private ground, never through
possible-gates-open = private ways and gates are open to all
possible-gates-closed = nobody enters private ground that is not their own
arg-at = Only facilities open at this time count, as "Tue 22:00" or "2026-10-01 09:00" (holidays count on dates)
arg-hours = Also check each hour of an ordinary week; with an output folder as hours.csv and hours.svg
arg-country = Whose public holidays count, as CN or ES; in China CN unless said
possible-gates-all = all three, with the homes whose verdict changes
arg-verbose = Say on stderr how the searches ran

## check

arg-check-output = Folder for summary.json, manifest.json, and layers with QGIS styles: homes, facilities, gaps, service areas
arg-layers = Only these layers: residences, facilities, gap_streets, gap_areas, service_areas, conflation
default-layers = all
arg-check-json = Print summary.json instead of the table
arg-engine = Search from homes or from facilities; the results are the same
possible-engine-auto = whichever needs fewer searches
possible-engine-forward = from every home
possible-engine-reverse = from every facility
arg-min-coverage = Exit with 1 unless this share of people is covered by all rules together, as 90%
arg-home = Say why for one home: its id, as way/123, a place lon,lat, or words of its address

## network

arg-network-output = The file to write
arg-step-free = For walkers who need it step-free: what `check --profile wheelchair` takes, and no other profile
arg-crossings = Streets end at crossings: what `check --crossing-delay` takes, and no check without it

## rules

arg-name = Built-in name or file
arg-rules-validate-file = The file

## synth

arg-km2 = Size of the city in square kilometres
arg-seed = Another seed draws another city
arg-synth-output = The file to write

## matrix

arg-from = Where walks start: `homes`, `facilities`, a category, or a CSV/GeoJSON file with id, lon, lat
arg-to = Where they end: `homes`, `facilities`, a category, or a CSV/GeoJSON file with id, lon, lat
arg-all-homes = Walks to every home, the same as `--to homes`
arg-matrix-output = The file to write: .parquet, .arrow or .csv
arg-minutes = Longest walk that is written, in minutes

## gaps

arg-folder = Folder for the layers of homes, of streets and areas in a gap, and of service areas, with QGIS styles
arg-format = Formats of the layers: geojson, parquet, fgb, csv
arg-only = The rule that the table and the map show, by its id (see `lifecircle rules list`)
default-only = all together
arg-top = Areas in the table

## sites

arg-category = What every site holds one of, by id (see `lifecircle categories`); people count who then meet all rules that ask for these
arg-sites-count = How many sites at most
arg-candidates = Where outlets could be: `streets` (points of the streets in reach of homes that lack one), `gaps` (middles of gap areas), `buildings` (of the extract: shops, offices, works, warehouses, empty premises), or a table with lon, lat and of use id, name, cost
arg-objective = What makes a choice good
possible-objective-people = most people newly covered
possible-objective-minutes = most people × minutes by which walks get shorter, at most the limit each
possible-objective-worst-area = always the area with the smallest share of people covered (--by)
arg-jointly = Count only people who then meet all rules of the pack
arg-budget = What all sites may cost together, in the unit of the table's costs
arg-spacing = How far apart any two sites are at least, as the crow flies
arg-sites-by = The level of areas or strata by which the people of each site are told, and that of --objective worst-area and --one-per-area; without --boundaries or a city file, the `admin_level` of the extract's own areas
arg-sites-weight = How much the people of an area or stratum count in the choice, as `PART=2`; others count 1
arg-one-per-area = At most one site in each area
arg-movable = Outlets that may be moved, by their ids; each adds one to the number of sites
arg-time-limit = How long a proof is looked for that no choice is better; only a finished one changes the result
arg-sites-output = Folder for sites.json, covering.csv (which candidate covers which home, for other solvers), site_parts.csv (whom each site serves by area and stratum), manifest.json and the layer of sites with QGIS styles

## scenario

arg-scenario-diff-output = Folder for delta.json, manifest.json and the layer of homes before and after, with QGIS styles
arg-scenario-diff-scenario = What would be if: a scenario file, TOML or GeoJSON (docs/scenarios.md); several come one upon the other, and all together are compared with the city as it is

## obstacles

arg-obstacles-only = The rule that people are counted by who gain, by its id (see `lifecircle rules list`)
default-obstacles-only = any
arg-kinds = Kinds of obstacles to look for
default-kinds = all
arg-obstacles-top = Obstacles that are told
arg-obstacles-output = Folder for obstacles.json and the layers of obstacles and links, with QGIS styles
arg-doubt = Tell which homes are doubtful: their verdict would change with one link of at most 25 m that the map probably lacks
arg-links = Links between streets that are walked
possible-links-tagged = those of the map
possible-links-probable = also those of at most 25 m that the map probably lacks

## census

arg-census-output = Folder for census.json, census.csv, census.xlsx, and layers of areas and homes
arg-census-format = Formats: csv and xlsx are tables; geojson, parquet and fgb are layers

## explain

arg-explain-home = The home: its id, as way/123; a place lon,lat, of which the nearest home is taken; or words of its address, as "Calle Mayor 12"
arg-explain-json = One JSON document instead of the text
arg-explain-output = Write the walks as a layer: .geojson, .parquet, .fgb or .csv

## audit

arg-audit-output = Folder for audit.json and the layers of findings, with QGIS styles
arg-audit-only = Kinds of findings to look for
default-audit-only = all
arg-audit-top = Findings on the screen

## isochrone

arg-point = Where to walk from: lon,lat in degrees; may be given several times
arg-from-file = Walk from every place of a table with id, lon, lat; FILE@gcj02 says its coordinate system
arg-every-home = Walk from every home
arg-limits = Limits in minutes
arg-shape = What is drawn
possible-shape-area = polygons: everything within a short walk off the streets reached
possible-shape-network = one line feature per origin and limit
possible-shape-streets = one feature per stretch of street, with its times
arg-bands = Rings between one limit and the next instead of everything within each
arg-off-street = Longest walk off the streets, in metres
arg-least-hole = Holes smaller than this are filled, in square metres
arg-layer = The file to write, by its ending: .geojson, .parquet, .fgb or .csv
default-layer = GeoJSON to stdout

## Drawing

arg-resolution = Metres between the nodes of the raster that areas are drawn on
arg-crs = Coordinates of .parquet, .fgb and .csv, as EPSG:4547 (CGCS2000) or EPSG:32628 (UTM)
default-crs = WGS 84
arg-png = Also draw a map as a PNG file
arg-svg = Also draw a map as an SVG file
arg-pdf = Also draw a map as a PDF file, with its fonts; several maps are its pages
arg-title = The title of the map, in place of what it shows
arg-size = How large the map is: screen (1600 × 1200 px), a4, a3, or width and height in px as 1200x900
arg-frame = What the map shows: people (where most people live), all, or west,south,east,north in degrees
arg-map-layers = What the map shows; everything if not given
possible-map-layers-ground = water, green, railways, built-up land, buildings
possible-map-layers-streets = all streets
possible-map-layers-names = names of streets, places, water and green
possible-map-layers-stretches = inhabited streets beyond the limit, or within reach
possible-map-layers-areas = areas
possible-map-layers-homes = people at home
possible-map-layers-outlets = facilities that serve
possible-map-layers-labels = numbers of areas, and what is told of them
possible-map-layers-border = the border of the study area
possible-map-layers-cut = where the data ends
arg-font = A font file (.ttf, .otf, .ttc) for characters that the built-in font lacks, before those of this machine

## bench

arg-synthetic = A synthetic city of this many square kilometres instead of a file
arg-rounds = How often every step runs; medians are compared
arg-baseline = What `lifecircle bench --json` printed earlier, to compare with
arg-max-regression = How much slower than the baseline a step may be, as 10%

## inspect, completions, help

arg-qgis = Write a QGIS project as well, lifecircle.qgs, which opens all layers with their styles
arg-json = One JSON document instead of a table
arg-shell = Which shell
arg-manual-folder = The folder for lifecircle.1, lifecircle-check.1 and the others; `man -l FILE` shows one
arg-command = The command

## Examples

examples-lifecircle = Examples:
      lifecircle check                                the built-in demo city
      lifecircle check city.osm.pbf -o out/           a city, with GeoJSON for QGIS
      lifecircle check city.osm.pbf -o out/ --format parquet --crs EPSG:4547   in CGCS2000 metres
      lifecircle check city.osm.pbf --min-coverage 90%   exit code 1 when missed
      lifecircle check city.osm.pbf --at "Tue 22:00"  what is open then; --hours for the whole week
      lifecircle inspect city.osm.pbf                 what the extract holds
      lifecircle network city.osm.pbf -o city.lcn     built once: check city.lcn starts at once

    Exit codes: 0 done (and target met), 1 target missed, 2 wrong input or usage, 130 and 143 ended by SIGINT and SIGTERM.
examples-network = Examples:
      lifecircle network city.osm.pbf -o city.lcn     once
      lifecircle check city.lcn                       many times, without reading the extract again
      lifecircle check city.lcn --residences homes.csv   own homes are connected to its streets

    The options given here hold for every check of the file. An option that does not fit it is refused.
examples-matrix = Examples:
      lifecircle matrix city.osm.pbf -o walks.parquet                  homes to facilities
      lifecircle matrix city.osm.pbf --to market -o walks.csv          homes to food markets
      lifecircle matrix city.osm.pbf --from sites.csv --all-homes -o walks.arrow

    One row per pair within --minutes: from_id, to_id, walk_ms (milliseconds, legs included).
examples-gaps = Examples:
      lifecircle gaps city.osm.pbf                                 the worst areas, as a table
      lifecircle gaps city.osm.pbf -o gaps/ --png gaps.png         layers for QGIS, and a map
      lifecircle gaps city.osm.pbf --only market --png market.png  one rule's map
      lifecircle gaps city.osm.pbf -o gaps/ --format parquet,csv --crs EPSG:4547

    An area holds homes that one new facility at its middle would cover. People in all areas add up to
    the people not covered in summary.json.
examples-sites = Examples:
      lifecircle sites city.osm.pbf --category market --count 10             ten sites on the streets
      lifecircle sites city.osm.pbf --category market --candidates gaps      the best middle of a gap area
      lifecircle sites city.osm.pbf --category market --count 5 --candidates plots.csv --budget 900 --spacing 300
      lifecircle sites city.osm.pbf --category market --count 3 --candidates buildings --png sites.png
      lifecircle sites city.osm.pbf --category market --strata homes.csv#era --by era --weight old=2
      lifecircle sites city.osm.pbf --category market --count 10 -o sites/   layers for QGIS, pairs for other solvers
examples-scenario = Examples:
      lifecircle scenario diff city.osm.pbf --scenario market.toml    who gains and who loses

    check, gaps, isochrone, matrix and census take --scenario too, and answer for the city as it would be.
examples-scenario-diff = Examples:
      lifecircle scenario diff city.osm.pbf --scenario market.toml              by rule
      lifecircle scenario diff city.osm.pbf --scenario market.toml --by all     and by area
      lifecircle scenario diff city.lcn --scenario market.toml --scenario bridge.toml -o out/

    A scenario is a text file of what changes:
      { "[[add]]" }
      name = "New market"
      category = "market"
      at = "119.0212,33.5971@gcj02"

      { "[[close]]" }
      id = "node/123"

      { "[[open]]" }
      id = "node/456"
    Outlets can also be moved ([[move]]) and changed ([[change]]), gates and ways shut ([[shut]]), ways drawn ([[link]])
    and people changed ([[people]]): docs/scenarios.md has every key. Gained are those who are covered afterwards and
    were not before.
examples-obstacles = Examples:
      lifecircle obstacles city.osm.pbf --only market           the 20 that keep most people from a market
      lifecircle obstacles city.osm.pbf --kinds gate,passage    gates and closed ways alone
      lifecircle obstacles city.osm.pbf -o obstacles/           layers for QGIS, and a scenario for each

    Each is told as what the map probably lacks or as a barrier, by what lies in between, with the people whom a rerun covers
    when it alone is opened. Its scenario in obstacles.json can be given to `lifecircle check --scenario`. The full rules are in
    docs/obstacles.md.
examples-census = Examples:
      lifecircle census city.osm.pbf --categories seed            outlets, services, what is within reach
      lifecircle census city.osm.pbf --categories seed --by all   and by the extract's own areas
      lifecircle census city.osm.pbf --categories seed,national --boundaries circles.geojson#circle -o out/
      lifecircle census city.toml --minutes 10,15 --json          one JSON document

    An outlet counts once as an outlet and once for each format that it serves as a service; the sums of a level and
    what is outside of its areas are those of the city. docs/census.md says what every number means.
examples-explain = Examples:
      lifecircle explain city.osm.pbf --home way/123                    legs, verdicts, and the way to the nearest facilities
      lifecircle explain city.lcn --home 119.02,33.59                   the home nearest to a place
      lifecircle explain city.osm.pbf --home "Calle Mayor 12"           the home of an address
      lifecircle explain city.lcn --home way/123 -o walks.geojson       the walks as a layer
      lifecircle explain city.lcn --home way/123 --json                 everything, for programs
examples-audit = Examples:
      lifecircle audit city.osm.pbf                               the 20 findings that touch most people
      lifecircle audit city.osm.pbf -o out/                       all of them, as audit.json and layers
      lifecircle audit city.osm.pbf --only crossing,loose_end     missing links of the street network alone
      lifecircle audit city.osm.pbf --boundaries wards.geojson    areas that look too empty, by these wards

    docs/audit.md says what each kind is, by which rule it is found, and whose people it counts.
examples-isochrone = Examples:
      lifecircle isochrone city.osm.pbf --from -15.43,28.12 > walk.geojson
      lifecircle isochrone city.osm.pbf --from 119.01,33.6 --minutes 5,10,15 -o walk.geojson --png walk.png
      lifecircle isochrone city.osm.pbf --all-homes --minutes 15 -o homes.parquet
      lifecircle isochrone city.osm.pbf --from-file shops.csv --shape streets -o streets.fgb

    One feature per origin and limit, cumulative unless --bands is given. People, homes and facilities are
    counted by walking time, legs included, never by polygons. An origin that cannot be used is told on
    stderr; exit code 2 when none can.
examples-bench = Examples:
      lifecircle bench city.osm.pbf                         a table
      lifecircle bench --synthetic 25 --json > base.json    a baseline
      lifecircle bench --synthetic 25 --baseline base.json --max-regression 10%

    Every step is compared by its ratio to a yardstick that ran in the same round (the bare
    pass over the file, a textbook search), so that a slower machine is no regression. Work
    counts (states settled, arcs relaxed, labels queued) must be the same. Steps of less than
    a millisecond are told, and never fail a run.
    Exit codes: 0 no regression, 1 regression, 2 wrong input or usage.
