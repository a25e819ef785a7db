#!/usr/bin/env bash
# Builds the book in both languages into target/book: chapters from here, the reference from docs, a page for each command
# from its --help, example programs as they are.
# usage: docs/book/build.sh        MDBOOK: the program, where it is not on the PATH
set -euo pipefail
cd "$(dirname "$0")/../.."
mdbook=${MDBOOK:-mdbook}
cargo build -q -p lifecircle-cli --locked
lifecircle=${CARGO_TARGET_DIR:-target}/debug/lifecircle
for lang in en zh; do
    work=target/book/$lang.src
    rm -rf "$work" && mkdir -p "$work"
    cp -r docs/book/$lang/. "$work"
    mkdir -p "$work/src/reference" "$work/src/code" "$work/src/commands"
    cp -r docs/*.md docs/pictures "$work/src/reference"
    cp examples/*.rs "$work/src/code"
    # The commands of the program's own help, in its order.
    "$lifecircle" help --lang $lang | sed -n '/^Commands:\|^命令/,/^$/p' | sed -n 's/^  \([a-z]\+\) .*/\1/p' | while read -r name; do
        [ "$name" = help ] && continue
        { printf '# lifecircle %s\n\n```text\n' "$name"; "$lifecircle" help "$name" --lang $lang; printf '```\n'; } >"$work/src/commands/$name.md"
        printf -- '- [%s](commands/%s.md)\n' "$name" "$name" >>"$work/src/SUMMARY.md"
    done
    "$mdbook" build -d "$PWD/target/book/$lang" "$work"
done
