//! Words made comparable.

use unicode_normalization::UnicodeNormalization;

/// A word without what people write differently: NFKC, small letters, simplified characters, letters and digits alone.
///
/// # Complexity
/// Linear in the text.
pub(super) fn plain(text: &str) -> String {
    let folded = text.nfkc().flat_map(char::to_lowercase);
    let letters: String = folded.filter(|c| c.is_alphanumeric()).collect();
    if letters.is_ascii() {
        letters
    } else {
        hanconv::t2s(letters)
    }
}

/// The text, if there is one beside space.
pub(super) fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn case_width_script_and_signs_do_not_matter() {
        assert_eq!(plain("ＦＲＥＳＨ Store"), plain("fresh_store"));
        assert_eq!(plain("菜市場"), plain(" 菜市场 "));
        assert_eq!(plain("生鲜超市（菜店）"), plain("生鮮超市(菜店)"));
        assert_ne!(plain("超市"), plain("菜市"));
    }
}
