# Sourced by run.sh and polygons.sh: the virtual environments, the programs, and how the harness is started.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
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

install_python() { # groups of the venv `graph`; `routers` has one of its own
    local python=${PYTHON:-python3} group
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "$python is older than 3.11: set PYTHON to a newer one" >&2
        exit 2
    }
    make_venv graph "$python"
    for group in "$@"; do install_group graph "$group"; done
    if make_venv routers "${PYTHON312:-python3.12}"; then
        install_group routers routers
    else
        echo "not installed: valhalla, osrm (no Python 3.12: set PYTHON312 to one)" >&2
    fi
}

start_harness() { # program arguments…
    local program=$1 target=${CARGO_TARGET_DIR:-$root/target}
    shift
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    PYTHONDONTWRITEBYTECODE=1 "$here/.venv/graph/bin/python" "$here/harness/$program" \
        --bin "$target/release" --venvs "$here/.venv" --work "$work" "$@"
}
