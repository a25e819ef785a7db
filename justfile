# The same steps as .ci/run; `just ci` is what must pass before a change lands.

default: ci

ci:
    bash .ci/run

fmt:
    cargo fmt --all

clippy:
    cargo clippy --workspace --all-targets --locked -- -D warnings

test:
    cargo test --workspace

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items

# The graph and the searches build alone, with and without threads.
layers:
    cargo clippy -p lifecircle-graph --locked -- -D warnings
    cargo clippy -p lifecircle-graph --no-default-features --locked -- -D warnings

deny:
    cargo deny check licenses bans sources

bench:
    cargo bench -p lifecircle-benches

# The demo city inside the binary, as data/README.md says.
demo:
    cargo run --release -- synth --km2 5 --seed 28 -o data/demo.osm.pbf
