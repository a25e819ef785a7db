//! Tables of what is not there yet, told by the names of their files and columns, and by their titles.

/// Words in names of files.
const FILES: [&str; 6] = ["规划", "闲置", "候选", "备选", "拟建", "planned"];
/// Words in names of columns that only sites have.
const COLUMNS: [&str; 7] = [
    "拟设",
    "拟建",
    "拟选",
    "规划业态",
    "规划用途",
    "改造造价",
    "planned",
];
/// Words in titles.
const TITLES: [&str; 6] = [
    "规划网点",
    "规划商业网点",
    "备选清单",
    "候选",
    "拟建",
    "planned sites",
];

/// Whether a file lists sites that are planned, not there: by its name in small letters, the names of its columns, or
/// what stands above these.
pub fn is_of_planned_sites(name: &str, columns: &[String], notes: &[String]) -> bool {
    let says = |text: &str, words: &[&str]| {
        let text = text.to_lowercase();
        words.iter().any(|word| text.contains(word))
    };
    says(name, &FILES)
        || columns.iter().any(|column| says(column, &COLUMNS))
        || notes.iter().any(|note| says(note, &TITLES))
}

#[cfg(test)]
mod tests {
    use super::is_of_planned_sites;

    #[test]
    fn by_file_column_or_title() {
        let is = |name: &str, columns: &[&str], notes: &[&str]| {
            let own = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
            is_of_planned_sites(name, &own(columns), &own(notes))
        };
        assert!(is("规划网点", &[], &[]));
        assert!(is("清单", &["名称", "类型", "拟设业态"], &[]));
        assert!(is("sites", &["name"], &["运河示范区规划商业网点备选清单"]));
        assert!(!is(
            "网点底数",
            &["名称", "业态"],
            &["运河规划示范区商业网点底数"]
        ));
    }
}
