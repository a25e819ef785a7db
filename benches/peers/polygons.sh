#!/usr/bin/env bash
# Draws 15-minute walking areas with our command and with other tools, in turns: how fast, and how right.
# usage: benches/peers/polygons.sh FILE.osm.pbf [--origins N] [--rounds N] [--only valhalla,hulls]
#        benches/peers/polygons.sh FILE.osm.pbf --overlay=LON,LAT    # a picture of one origin instead
#        benches/peers/polygons.sh --self-test
# Needs cargo and Python 3.11 or newer; Valhalla wants PYTHON312 (python3.12) beside it.
source "$(dirname "$0")/setup.sh"
install_python graph drawing
(cd "$root" && cargo build --release -q -p lifecircle-benches -p lifecircle-cli --bin export_graph --bin lifecircle)
start_harness polygons.py "$@"
