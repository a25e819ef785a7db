#!/usr/bin/env bash
# Builds the archive of a release: the program, manual pages and completions in it, and what must come with it.
# usage: .github/release/archive.sh [TARGET]        the machine's own target without one
# Writes target/dist-archives/lifecircle-VERSION-TARGET.tar.gz and its .sha256. The same commit gives the same archive on the same toolchain.
set -euo pipefail
cd "$(dirname "$0")/../.."
host=$(rustc -vV | sed -n 's/^host: //p')
target=${1:-$host}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name=lifecircle-$version-$target
out=target/dist-archives
# The largest that the program may be, in bytes: somebody downloads it over a phone.
most=40000000

cargo build --profile dist --locked -p lifecircle-cli --target "$target"
binary=target/$target/dist/lifecircle
[ -f "$binary" ] || binary=$binary.exe
size=$(wc -c <"$binary")
if [ "$size" -gt "$most" ]; then
    echo "$binary has $size bytes, more than $most" >&2
    exit 1
fi

rm -rf "${out:?}/$name" && mkdir -p "$out/$name"
cp "$binary" README.md README.zh.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$out/$name"
# Only a program that runs here can tell its manual; another target takes that of this machine.
tell=$binary
if [ "$target" != "$host" ]; then
    cargo build --profile dist --locked -p lifecircle-cli
    tell=target/dist/lifecircle
fi
"$tell" manual "$out/$name/man/man1" --lang en 2>/dev/null
"$tell" manual "$out/$name/man/zh_CN/man1" --lang zh 2>/dev/null
mkdir -p "$out/$name/completions"
for shell in bash zsh fish powershell elvish; do
    "$tell" completions "$shell" --lang en >"$out/$name/completions/lifecircle.$shell"
done
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" \
    -C "$out" -cf - "$name" | gzip -9n >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
rm -rf "${out:?}/$name"
echo "$out/$name.tar.gz: $size bytes the program, $(wc -c <"$out/$name.tar.gz") packed"
