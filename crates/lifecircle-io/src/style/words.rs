//! Words of legends, in both languages.

use lifecircle_core::coverage::Verdict;

use super::RANK_CLASSES;

/// The language of a picture or a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// 中文.
    Zh,
}

impl Lang {
    /// The text in this language.
    pub fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

/// A verdict in a legend.
pub fn verdict_text(verdict: Verdict, lang: Lang) -> &'static str {
    match verdict {
        Verdict::Covered => lang.pick("covered", "已覆盖"),
        Verdict::NotCovered => lang.pick("not covered", "未覆盖"),
        Verdict::Unknown => lang.pick("unknown", "未知"),
    }
}

/// A gap street's class in a legend; classes beyond 5 read as unknown.
pub fn gap_street_text(class: u8, lang: Lang) -> &'static str {
    match class {
        1 => lang.pick("up to 1.5 × the limit", "不超过限值 1.5 倍"),
        2 => lang.pick("up to 2 × the limit", "1.5–2 倍"),
        3 => lang.pick("up to 3 × the limit", "2–3 倍"),
        4 => lang.pick("beyond 3 × the limit", "3 倍以上"),
        5 => lang.pick("none within the hour", "一小时内无设施"),
        _ => lang.pick("unknown", "未知"),
    }
}

/// A walking time in a legend; `minutes` may have a fraction.
pub fn minutes_text(minutes: f64, lang: Lang) -> String {
    format!("{minutes}{}", lang.pick(" min", " 分钟"))
}

/// A class of ranks in a legend (index into [`RANK_CLASSES`]; beyond them the open one).
pub fn rank_text(class: usize, lang: Lang) -> String {
    let (first, last) = RANK_CLASSES[class.min(RANK_CLASSES.len() - 1)];
    match (lang, last) {
        (Lang::En, u32::MAX) => format!("rank {first} and below"),
        (Lang::Zh, u32::MAX) => format!("第 {first} 名及以后"),
        (Lang::En, _) => format!("rank {first}–{last}"),
        (Lang::Zh, _) => format!("第 {first}–{last} 名"),
    }
}
