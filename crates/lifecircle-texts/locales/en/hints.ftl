### The way out of an error by an option of the command: `hint-` and the code of the error.

hint-area-resolution = the option is --resolution
hint-area-cap = give --off-street at least as many metres as --resolution, or a finer --resolution
hint-area-memory = give --resolution { $coarser } or more
hint-layer-geojson-crs = leave --crs out, or end the name of the file with .parquet, .fgb or .csv
hint-layer-outside = give --crs { $fits }, or leave --crs out
hint-write-folder = choose another folder with -o
hint-draw-no-font = --font takes the file of a font, --svg needs none, and --lang en no Chinese one
hint-draw-renderer = ask for --svg
hint-input-element-id = with --replace your list stands alone, and may have any ids
hint-input-no-rows = a table has a row of names and below it a row for each place
hint-input-network = `lifecircle network FILE.osm.pbf -o NEW.lcn` makes a network
hint-other-tables = `{ $command }` makes it again
hint-misfits = { $asked } does not fit: it was made with { $made_with }; `{ $command }` makes one that does, or give the .osm.pbf itself
hint-no-options = no option
hint-crossing-delay-above = --crossing-delay above 0
hint-undeclared = say it behind the name: { $list }@gcj02 (AMap, Tencent), @bd09 (Baidu), @wgs84, @cgcs2000 or @EPSG:4547
hint-extent-elsewhere = the area is that of --extent
hint-no-rule = --only takes the id of a rule
hint-no-pack = `lifecircle rules list` tells all of them
hint-scenario-legs = leave out --legs around
hint-levels-of-network = give polygon files with --boundaries, or check the extract itself
hint-no-levels = give polygon files with --boundaries
hint-sites-too-few = ask for fewer with --count, or give more candidates with --candidates
hint-sites-no-site = give --count of at least 1
hint-sites-budget = raise --budget, or leave it out
hint-sites-no-areas = give polygon files with --boundaries
hint-sites-none-reaches = give candidates nearer to homes that lack one: `lifecircle gaps` tells where these are
hint-sites-no-buildings = give the extract itself (.osm.pbf), or a table of places with --candidates
hint-sites-no-ground = give --by a level of areas
hint-sites-no-part = give --weight an area of --boundaries or a stratum of --strata, by name or id
hint-sites-part-twice = give --weight LEVEL:PART=FACTOR
hint-sites-repeated = give every row of --candidates an id of its own
hint-no-home = { $example ->
    [none] ids are those of residences.geojson
   *[other] ids are those of residences.geojson, for example { $example }
}
hint-rules = compare with `lifecircle rules show huaian-2023`
hint-counted-beyond = give { $origin } itself with the area and the counts, or a network of it made without an area (`lifecircle network { $origin } -o NEW.lcn`), which is then asked about the area; a total of the area alone can be shared out here

hint-no-surroundings = give the .osm.pbf itself
hint-doubt-at-time = leave out --at or --doubt
hint-no-address = ids are those of residences.geojson; --home also takes a place lon,lat
hint-several-homes = give --home the id of the one that is meant, or more words of its address
hint-addresses-not-kept = give { $extract } itself for addresses, an id of residences.geojson, or a place lon,lat
