#!/usr/bin/env bash
# Times `lifecircle check FILE` beside the bare pass over the same file, in turns, as whole processes.
# usage: benches/compare.sh FILE [ROUNDS]     prints medians and the ratio
set -euo pipefail
cd "$(dirname "$0")/.."
file=$1 rounds=${2:-7}
cargo build --release -q -p lifecircle-cli -p lifecircle-benches
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
once() { # name command…
    local name=$1; shift
    /usr/bin/time -a -o "$work/$name" -f '%e %M' "$@" >/dev/null
}
for _ in $(seq "$((rounds + 1))"); do
    once bare target/release/bare_pass "$file"
    once check target/release/lifecircle check --quiet "$file"
done
median() { tail -n +2 "$work/$1" | awk -v c="$2" '{print $c}' | sort -n | awk '{v[NR]=$1} END {print v[int((NR+1)/2)]}'; }
bytes=$(stat -c %s "$file")
awk -v name="$(basename "$file")" -v bytes="$bytes" -v bare="$(median bare 1)" -v check="$(median check 1)" \
    -v bare_kb="$(median bare 2)" -v check_kb="$(median check 2)" -v rounds="$rounds" 'BEGIN {
    printf "%s, %d bytes, medians of %d rounds in turns, %s threads\n", name, bytes, rounds, "all";
    printf "bare pass %.3f s (%d MB peak)\ncheck     %.3f s (%d MB peak)\n", bare, bare_kb / 1024, check, check_kb / 1024;
    printf "ratio %.2f; memory bound 8 x file + 60 MB = %d MB\n", check / bare, 8 * bytes / 1e6 + 60;
}'
