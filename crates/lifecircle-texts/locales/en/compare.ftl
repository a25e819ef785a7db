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
