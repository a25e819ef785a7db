//! The tables of docs/files.md are those of the columns.

use std::path::Path;

use super::layer_tables;

/// Set to anything, the tables are written into the file instead of being compared with it.
const BLESS: &str = "LIFECIRCLE_BLESS";

#[test]
fn the_tables_of_columns_are_those_of_the_code() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/files.md");
    let told = std::fs::read_to_string(&file).unwrap();
    let mut right = told.clone();
    for (layer, table) in layer_tables() {
        let (begin, end) = (format!("<!-- columns: {layer} -->\n"), "<!-- end -->\n");
        let start = right.find(&begin).map(|at| at + begin.len());
        let start = start.unwrap_or_else(|| panic!("no table of {layer}: add `{begin}{end}`"));
        let length = right[start..].find(end).expect("the table has an end");
        right.replace_range(start..start + length, &table);
    }
    if std::env::var_os(BLESS).is_some() {
        std::fs::write(&file, right).unwrap();
        return;
    }
    assert!(
        told == right,
        "docs/files.md differs from the columns: {BLESS}=1 cargo test -p lifecircle-io tables_of_columns writes it anew"
    );
}
