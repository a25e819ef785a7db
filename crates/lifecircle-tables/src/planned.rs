//! Tables of what is not there yet, told by the names of their files.

/// Words in such names.
const WORDS: [&str; 5] = ["规划", "闲置", "候选", "拟建", "planned"];

/// Whether a file of this name, in small letters, lists sites that are planned, not there.
pub fn is_of_planned_sites(name: &str) -> bool {
    WORDS.iter().any(|word| name.contains(word))
}
