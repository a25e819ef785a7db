#!/usr/bin/env bash
# Runs the same job in our kernels and in other tools, in turns, and prints one table of ratios.
# usage: benches/peers/run.sh FILE.osm.pbf [--rounds N] [--only pandana,scipy] [--sample N] [--threads N]
#        benches/peers/run.sh --self-test
# Needs cargo and Python 3.11 or newer; Valhalla and OSRM want PYTHON312 (python3.12) beside it.
source "$(dirname "$0")/setup.sh"
install_python graph pandana cityseer
(cd "$root" && cargo build --release -q -p lifecircle-benches --bin export_graph --bin kernels)
start_harness __main__.py "$@"
