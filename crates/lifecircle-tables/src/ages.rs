//! Age groups that columns are named after: `0-3岁`, `60岁以上`, `age_0_3`, `65+`.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// People from one age to another, both in full years and included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AgeBand {
    /// The least age.
    pub from: u8,
    /// The greatest age, `None` without end.
    pub to: Option<u8>,
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}-{to}", self.from),
            None => write!(f, "{}+", self.from),
        }
    }
}

/// Words around the ages that say nothing more.
const FILLERS: [&str; 9] = [
    "人口", "人数", "周岁", "岁", "ages", "age", "years", "people", "人",
];
/// Words for ages without end.
const OPEN: [&str; 7] = ["及以上", "以上", "+", "andover", "andolder", "plus", "over"];
/// Between two ages.
const BETWEEN: [&str; 6] = ["-", "_", "~", "至", "到", "–"];

impl AgeBand {
    /// The group that a column's name says, `None` for all other names.
    pub fn of(name: &str) -> Option<Self> {
        let mut text: String = name.nfkc().collect::<String>().to_lowercase();
        text.retain(|c| !c.is_whitespace());
        for filler in FILLERS {
            text = text.replace(filler, "");
        }
        let text = text.trim_matches('_');
        if let Some(open) = OPEN.iter().find_map(|word| text.strip_suffix(word)) {
            let from = age(open.trim_end_matches('_'))?;
            return Some(Self { from, to: None });
        }
        let (from, to) = BETWEEN.iter().find_map(|sign| text.split_once(sign))?;
        let (from, to) = (age(from)?, age(to)?);
        (from <= to).then_some(Self { from, to: Some(to) })
    }
}

fn age(text: &str) -> Option<u8> {
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&age| digits && age <= 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_age_groups() {
        let cases = [
            ("0-3岁", "0-3"),
            ("０～３周岁人口", "0-3"),
            ("age_0_3", "0-3"),
            ("Ages 15–64", "15-64"),
            ("60岁以上", "60+"),
            ("60岁及以上人口", "60+"),
            ("65+", "65+"),
            ("age_60_plus", "60+"),
            ("18至59岁", "18-59"),
        ];
        for (name, band) in cases {
            assert_eq!(
                AgeBand::of(name).map(|b| b.to_string()).as_deref(),
                Some(band),
                "{name}"
            );
        }
        for name in [
            "人口",
            "id",
            "60",
            "3-0",
            "lon_2",
            "2020-2021",
            "a-b",
            "",
            "-",
        ] {
            assert_eq!(AgeBand::of(name), None, "{name}");
        }
    }
}
