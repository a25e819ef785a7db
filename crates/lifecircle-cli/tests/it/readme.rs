//! The READMEs show what the program prints.

use crate::run::lifecircle;

/// What stands between a command and the end of its block.
fn shown<'a>(readme: &'a str, command: &str) -> Option<&'a str> {
    let (_, rest) = readme.split_once(command)?;
    rest.split_once("```").map(|(table, _)| table)
}

#[test]
fn the_table_in_the_readme_is_the_demo_s() {
    let readme = include_str!("../../../../README.md");
    let table = lifecircle(["check", "--lang", "en"]).done();
    assert_eq!(
        shown(readme, "$ cargo run --release -- check\n"),
        Some(table.as_str())
    );
}

#[test]
fn the_chinese_readme_shows_the_chinese_table() {
    let readme = include_str!("../../../../README.zh.md");
    let table = lifecircle(["check", "--lang", "zh"]).done();
    assert_eq!(
        shown(readme, "$ cargo run --release -- check --lang zh\n"),
        Some(table.as_str())
    );
}
