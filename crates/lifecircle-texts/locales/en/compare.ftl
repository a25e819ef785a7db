### Results held against each other: `check --against`, `compare`, `verify`.

## An earlier check

placeholder-matters = MATTER,…
arg-against = Hold the result against the folder of an earlier one, and exit with 1 if more is lost than --max-loss
arg-max-loss = How many percentage points of all people a rule may lose, as 0.5%
arg-allow = What the two results may differ in; otherwise such results are refused
possible-allow-rules = the rules
possible-allow-options = who walks and how: profile, speed, gates, legs and the like
possible-allow-area = the study area, or where the data ends
possible-allow-homes = what stands for homes: buildings, points, or a list
possible-allow-tables = the tables of categories and people
possible-allow-format = the version of the files
hint-incomparable = if that is meant, add --allow { $matters }

against-head-people = Against the earlier result, by people:
against-head-homes = Against the earlier result, by homes (one of the two knows no people):
against-column-before = covered then
against-column-now = covered now
against-column-unknown-before = unknown then
against-column-unknown-now = unknown now
against-column-loss = lost (points)
against-lost-people = lost too much: { $rule } lost { $loss } percentage points of the people ({ $before } covered then, { $after } now), and { $most } are allowed
against-lost-homes = lost too much: { $rule } lost { $loss } percentage points of the homes ({ $before } covered then, { $after } now), and { $most } are allowed
compare-allowed = ! not the same in both results: { $what }

## Two results

about-compare = Hold two results against each other: who is gained and lost, where and why
placeholder-result = RESULT
arg-compare-before = The earlier result: a folder written by `check -o`, or an extract, a network or a city file
arg-compare-after = The later result: the same
arg-compare-output = Folder for comparison.json, manifest.json and the layers of homes and of outlets that changed, with QGIS styles
arg-compare-by = The level of areas to show, or `all`: levels that both results have
arg-same-place = Homes under different ids that are at most so far apart are the same, and what moved no farther has not moved
examples-compare = Examples:
      lifecircle compare out/2026q2 out/2026q3                     two folders of `check -o`
      lifecircle compare old.osm.pbf new.osm.pbf --by all          two extracts, by area
      lifecircle compare old.osm.pbf new.osm.pbf -o changes/ --png changes.png
compare-no-level = no level `{ $level }` in both results; both have: { $known }
compare-title-comparison = What became of homes
compare-title-outlets = Outlets that changed
compare-home-new = new home
compare-home-vanished = home no longer there
compare-outlet-new = new outlet
compare-outlet-closed = closed outlet
compare-outlet-moved = moved outlet
compare-outlet-serves = outlet of another kind
compare-side-before = before: { $name } · { $homes } · { $people } people · { $outlets }
compare-side-after = after: { $name } · { $homes } · { $people } people · { $outlets }
compare-homes = homes in both: { $both } (of these paired by place: { $by_place }); no longer there: { $vanished }; new: { $new }
compare-outlets = outlets: new { $new }, closed { $closed }, moved { $moved }, of another kind { $serves }
compare-column-by = by
compare-column-new = new homes
compare-column-vanished = homes gone
compare-column-unknown = unknown
compare-column-change = change
compare-column-cause = why
compare-column-homes = homes
compare-causes-by-reruns = Why (each change searched by itself):
compare-causes-by-outlets = Why (by the nearest outlets and the walks to them):
compare-cause-new = a new outlet
compare-cause-closed = an outlet closed
compare-cause-moved = an outlet moved
compare-cause-network = streets, gates, or the end of the data
compare-cause-home = the home stands elsewhere
compare-cause-rules = other rules
compare-cause-options = other walkers
compare-cause-people = other people
compare-cause-several = several together
compare-map-title = What changed: { $what }
compare-map-title-of = What changed in { $place }: { $what }
compare-title-of = What changed in { $place }
compare-map-subtitle = { $before } → { $after }

## Verified results

about-verify = Tell whether a folder of results is as it was written, and whether its inputs give the same values again
arg-verify-folder = The folder that a command has written
arg-verify-file = The extract, network or city file that a check was of: the values are made again and compared
arg-inputs = A folder in which the inputs lie, found by their names; that of FILE is looked through too
examples-verify = Examples:
      lifecircle verify out/                                   the digests of all files
      lifecircle verify out/ city.osm.pbf --inputs tables/     and the values, made again
verify-files-same = files: all { $all } as they were written
verify-files-differ = files: { $same } of { $all } as they were written
verify-missing = missing: { $name }
verify-changed = changed: { $name }
verify-extra = not of these results: { $name }
verify-version = The results were written by version { $version }; this is { $this }.
verify-values-same = values: all { $count } files come out of the inputs again, byte for byte
verify-values-differ = values: { $differing } of { $all } files differ from what the inputs give
verify-file = { $name }: { $count ->
    [one] { $count } difference
   *[other] { $count } differences
}
verify-file-not-there = { $name }: the folder does not have it
verify-file-not-anew = { $name }: the inputs do not give it
verify-value = { $place }: { $there } here, { $anew } from the inputs
verify-nothing = nothing
verify-bytes = other bytes of the same values, or no table
verify-give-inputs = values: not looked at; give the extract, and where the other inputs lie, to have them made again
verify-digests-alone = values: not looked at; only what `check` writes can be made again
