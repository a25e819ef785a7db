### What the command refuses, and places that it leaves out.

init-exists = { $file } is there already: --force writes over it, -o writes another
folder-missing = { $file }: its folder does not exist: make it first, or choose another folder
output-not-regular = { $file } is no regular file: choose another name
layer-ending = { $file }: a layer is written as .geojson, .parquet, .fgb or .csv: end the name of -o with one of them
geojson-crs-stdout = GeoJSON knows WGS 84 only (RFC 7946): for { $crs } write -o FILE.parquet, .fgb or .csv
geojson-crs-file = { $file }: GeoJSON knows WGS 84 only (RFC 7946): for { $crs } write .parquet, .fgb or .csv
geojson-crs-format = GeoJSON knows WGS 84 only (RFC 7946): for { $crs } add --format parquet, fgb or csv
qgis-format = A QGIS project opens layers with shapes: add geojson, parquet or fgb to --format
format-unknown = `{ $format }` is no format: give geojson, parquet, fgb or csv
layer-unknown = `{ $layer }` is no layer: give some of { $known }
matrix-ending = { $file }: a matrix is written as .parquet, .arrow or .csv: end the name of -o with one of them
picture-ending = { $file }: end the name of { $option } with .{ $ending }
picture-too-many = a picture shows at most { $most } origins, not { $count }: give fewer, or leave out --png, --svg and --pdf
picture-size = screen, a4, a3, or width and height from 400 to 8000 px, as 1200x900
picture-frame = people, all, or west,south,east,north in degrees
network-already = { $file } is a network already: give the .osm.pbf it was made from
network-over-extract = { $file } would be written over the extract it is made from: choose another name with -o
threads-failed = the threads cannot be started: give fewer with --threads
synth-area = a city of { $km2 } km2 cannot be drawn; choose an area from { $least } to { $most } km2
synth-encode = a block of the city cannot be encoded (`{ $detail }`)

## Origins of isochrones

no-origin = no origin: give --from lon,lat, --from-file FILE or --all-homes
no-usable-origin = no origin can be used{ $failures }
origin-failure = { $origin }: { $why }
origin-row = { $file }, `{ $id }`
origin-shape = write lon,lat in degrees, as --from -15.43,28.12
origin-number = { $name } `{ $given }` is not a number of degrees
origin-no-streets = the data holds no street
origin-swapped = longitude and latitude look swapped: { $meant } lies in the data; longitude comes first
origin-no-street-near = no street within { $reach } m; the nearest is { $nearest } m away (is it in water, or raise --max-snap)
origin-no-street-far = no street within { $reach } km
origin-outside = lies { $away } km outside the data, which spans lon { $west } to { $east }, lat { $south } to { $north }
origin-homes = { $count ->
    [one] 1 home has no street within { $reach } m (--max-snap)
   *[other] { $count } homes have no street within { $reach } m (--max-snap)
}
origin-nothing-within = nothing is reached within { $minutes } min; the street is { $metres } m away

## bench

bench-baseline-unreadable = { $file }: the baseline cannot be read ({ $reason }); is the path right?
bench-baseline-not-json = { $file } is no JSON: give what `lifecircle bench --json` printed
bench-baseline-foreign = { $file }: is no document of `lifecircle bench --json` in format { $format }: make it again with this version
bench-baseline-other-data = { $file }: was made from other data ({ $name }): bench the same file
bench-baseline-threads = { $file }: was made with { $before } threads, this run with { $now }: give --threads
bench-is-network = { $file }: is a network that `lifecircle network` made, and bench times reading too: give the .osm.pbf it was made from
bench-unreadable = { $file }: cannot be read ({ $reason }); is the path right?
scenario-diff-none = no scenario is given: name one with --scenario FILE
sites-worst-needs-level = the objective worst-area needs areas: name their level with --by
