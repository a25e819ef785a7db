#!/usr/bin/env bash
# Compares `lifecircle check` with the oracle on every extract of a folder, or on random towns.
# usage: verify.sh FOLDER [OPTIONS OF CHECK THAT THE ORACLE HAS TOO: --profile, --gates, --legs, --rules, --extent]
#        verify.sh --towns [HOW MANY, 200] [SEED, 1]
#        verify.sh --planted FOLDER | --planted --towns [HOW MANY] [SEED]
# --planted holds `lifecircle compare` against the oracle instead, for outlets that open, close and move there (planted.py).
# A file NAME.options beside NAME.osm.pbf holds options of its own.
# LIFECIRCLE: a binary to test instead of building one; PYTHON: an interpreter that has requirements.txt.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
binary=${LIFECIRCLE:-$root/target/release/lifecircle}
python=${PYTHON:-$work/venv/bin/python}
if [ -z "${LIFECIRCLE:-}" ]; then
    cargo build --release -q --manifest-path "$root/Cargo.toml" -p lifecircle-cli
fi
if [ -z "${PYTHON:-}" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" -q install -r "$here/requirements.txt"
fi
planted=
outlets=4
if [ "$1" = --planted ]; then planted=1; shift; fi
if [ "$1" = --towns ]; then
    folder=$work/towns
    outlets=1
    "$python" "$here/random_towns.py" write "$folder" "${2:-200}" "${3:-1}"
    set --
else
    folder=$1; shift
fi
status=0
for file in "$folder"/*.osm.pbf; do
    name=$(basename "$file" .osm.pbf)
    # Many places in one file, and a region without homes: minutes of Python for nothing new.
    case $name in mosaic_*|*rheinneckar*) echo "$name: skipped"; continue;; esac
    own=()
    if [ -f "$folder/$name.options" ]; then read -r -a own <"$folder/$name.options"; fi
    options=("${own[@]}" "$@")
    if [ -n "$planted" ]; then
        "$python" "$here/planted.py" "$binary" "$file" "${options[@]}" -n "$outlets" || status=1
        continue
    fi
    "$binary" check "$file" "${options[@]}" -q --layers residences -o "$work/$name" >/dev/null
    "$python" "$here/oracle.py" "$file" "${options[@]}" --quiet -o "$work/$name.json"
    if "$python" "$here/compare.py" "$work/$name/residences.geojson" "$work/$name.json" -n 3 >"$work/report"; then
        echo "$name: $(head -n 1 "$work/report"), agree"
    else
        echo "$name: differs (${options[*]})"; sed 's/^/    /' "$work/report"; status=1
    fi
    rm -rf "${work:?}/$name" "$work/$name.json"
done
exit $status
