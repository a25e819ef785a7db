//! Two languages, chosen by `--lang`, else by the locale.

pub(crate) mod help;

use std::ffi::OsString;

/// The language of everything a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// English.
    En,
    /// 中文.
    Zh,
}

impl Lang {
    /// `--lang` where it is given (help needs it before the arguments are parsed), else the locale.
    pub(crate) fn detect(arguments: impl Iterator<Item = OsString>) -> Self {
        let mut arguments = arguments.filter_map(|a| a.into_string().ok()).skip(1);
        while let Some(argument) = arguments.next() {
            let value = match argument.strip_prefix("--lang") {
                Some("") => arguments.next(),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None => None,
            };
            match value.as_deref() {
                Some("zh") => return Self::Zh,
                Some("en") => return Self::En,
                _ => {}
            }
        }
        match sys_locale::get_locale() {
            Some(locale) if locale.to_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// The same for pictures and styles.
    pub(crate) fn drawn(self) -> lifecircle_io::style::Lang {
        match self {
            Self::En => lifecircle_io::style::Lang::En,
            Self::Zh => lifecircle_io::style::Lang::Zh,
        }
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::En => Self::Zh,
            Self::Zh => Self::En,
        }
    }

    /// The text in this language.
    pub(crate) fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_beats_the_locale() {
        let detect = |args: &[&str]| Lang::detect(args.iter().map(OsString::from));
        assert_eq!(detect(&["lifecircle", "check", "--lang", "zh"]), Lang::Zh);
        assert_eq!(detect(&["lifecircle", "--lang=zh", "check"]), Lang::Zh);
        assert_eq!(detect(&["lifecircle", "--lang=en"]), Lang::En);
    }
}
