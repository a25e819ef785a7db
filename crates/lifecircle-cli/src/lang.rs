//! Which language: that of `--lang`, else the locale's.

use std::ffi::OsString;

pub(crate) use lifecircle_texts::Lang;

/// `--lang` where it is given (help needs it before the arguments are parsed), else the locale.
pub(crate) fn detect(arguments: impl Iterator<Item = OsString>) -> Lang {
    let mut arguments = arguments.filter_map(|a| a.into_string().ok()).skip(1);
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--lang") {
            Some("") => arguments.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        if let Some(lang) = value.as_deref().and_then(Lang::from_word) {
            return lang;
        }
    }
    sys_locale::get_locale().map_or(Lang::En, |locale| Lang::of_locale(&locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_locale() {
        let detect = |args: &[&str]| detect(args.iter().map(OsString::from));
        assert_eq!(detect(&["lifecircle", "check", "--lang", "zh"]), Lang::Zh);
        assert_eq!(detect(&["lifecircle", "--lang=zh", "check"]), Lang::Zh);
        assert_eq!(detect(&["lifecircle", "--lang=en"]), Lang::En);
    }
}
