#!/usr/bin/env bash
# Runs the same job in our kernels and in other tools, in turns, and prints one table of ratios.
# usage: benches/peers/run.sh FILE.osm.pbf [--rounds N] [--only pandana,scipy] [--sample N] [--threads N]
#        benches/peers/run.sh --self-test
# Needs cargo and Python 3.11 or newer; Valhalla and OSRM want PYTHON312 (python3.12) beside it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

# Installs one group of pinned packages into a virtual environment, once per content of its list.
install_group() { # venv group
    local list="$here/requirements/$2.txt" stamp="$here/.venv/$1/$2.installed"
    cmp -s "$list" "$stamp" && return
    if "$here/.venv/$1/bin/pip" install -q --disable-pip-version-check --only-binary :all: \
        -r "$list" -c "$here/requirements/constraints.txt" >"$here/.venv/$1/$2.log" 2>&1; then
        cp "$list" "$stamp"
    else
        echo "not installed: $2 ($(grep -m1 ERROR "$here/.venv/$1/$2.log" || echo 'see its log in .venv'))" >&2
    fi
}

make_venv() { # venv python
    [ -x "$here/.venv/$1/bin/pip" ] && return
    "$2" -m venv "$here/.venv/$1" 2>/dev/null
}

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "$python is older than 3.11: set PYTHON to a newer one" >&2
    exit 2
}
make_venv graph "$python"
for group in graph pandana cityseer; do install_group graph "$group"; done
if make_venv routers "${PYTHON312:-python3.12}"; then
    install_group routers routers
else
    echo "not installed: valhalla, osrm (no Python 3.12: set PYTHON312 to one)" >&2
fi

cd "$root"
cargo build --release -q -p lifecircle-benches --bin export_graph --bin kernels
target=${CARGO_TARGET_DIR:-$root/target}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PYTHONDONTWRITEBYTECODE=1 "$here/.venv/graph/bin/python" "$here/harness" \
    --bin "$target/release" --venvs "$here/.venv" --work "$work" "$@"
