#!/usr/bin/env bash
# Compares `lifecircle check` with the oracle on every extract of a folder.
# usage: verify.sh FOLDER [OPTIONS OF CHECK THAT THE ORACLE HAS TOO: --profile, --gates, --rules]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
folder=$1; shift
cargo build --release -q --manifest-path "$root/Cargo.toml" -p lifecircle-cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q install -r "$here/requirements.txt"
status=0
for file in "$folder"/*.osm.pbf; do
    name=$(basename "$file" .osm.pbf)
    # Many places in one file, and a region without homes: minutes of Python for nothing new.
    case $name in mosaic_*|*rheinneckar*) echo "$name: skipped"; continue;; esac
    "$root/target/release/lifecircle" check "$file" "$@" -q -o "$work/$name" >/dev/null
    "$work/venv/bin/python" "$here/oracle.py" "$file" "$@" -o "$work/$name.json" >/dev/null 2>&1
    if "$work/venv/bin/python" "$here/compare.py" "$work/$name/residences.geojson" "$work/$name.json" -n 3 >"$work/report"; then
        echo "$name: $(head -n 1 "$work/report"), agree"
    else
        echo "$name: differs"; sed 's/^/    /' "$work/report"; status=1
    fi
done
exit $status
