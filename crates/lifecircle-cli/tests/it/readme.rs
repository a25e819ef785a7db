//! The README shows what the program prints.

use crate::run::lifecircle;

#[test]
fn the_table_in_the_readme_is_the_demo_s() {
    let readme = include_str!("../../../../README.md");
    let shown = readme
        .split_once("$ cargo run --release -- check\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(table, _)| table);
    assert_eq!(
        shown,
        Some(lifecircle(["check", "--lang", "en"]).done().as_str())
    );
}
