//! Whether two results can be compared: by the same rules, for the same walkers, of the same area.

use std::fmt;

use lifecircle_core::coded;
use lifecircle_core::metric::Gates;
use lifecircle_io::results::Manifest;
use serde_json::Value;

/// Options that add to a result and change no verdict; and those that are matters of their own.
const WITHOUT_EFFECT: [&str; 5] = ["profiles", "doubt", "area", "extent", "residences"];

/// What two results must have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// The rules.
    Rules,
    /// Who walks, how, and by which streets.
    Options,
    /// The study area, and where the data is said to end.
    Area,
    /// What stands for homes: buildings, points, or a list.
    Homes,
    /// The tables of categories and people.
    Tables,
    /// The version of the files.
    Format,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Rules,
        Self::Options,
        Self::Area,
        Self::Homes,
        Self::Tables,
        Self::Format,
    ];

    /// Its word on a command line and in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Options => "options",
            Self::Area => "area",
            Self::Homes => "homes",
            Self::Tables => "tables",
            Self::Format => "format",
        }
    }

    /// The matter of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.word() == word)
    }
}

/// Something that two results do not have in common.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// Packs of rules.
    #[error("other rules: {before} and {after}")]
    Packs {
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// One rule of a pack of the same name.
    #[error("the rule `{rule}` is another")]
    Rule {
        /// Its id.
        rule: String,
    },
    /// An option.
    #[error("other options: `{name}` is {before} and {after}")]
    Option {
        /// Its name in manifests.
        name: String,
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// The study area.
    #[error("another study area: {before} and {after}")]
    Area {
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// What stands for homes.
    #[error("other homes: {before} and {after}")]
    Homes {
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// The tables of categories and people.
    #[error("other tables of categories and people")]
    Tables,
    /// The version of the files.
    #[error("results of another version of the files: {before} and {after}")]
    Format {
        /// Before.
        before: u64,
        /// After.
        after: u64,
    },
}

coded!(Mismatch {
    Self::Packs { before, after } => "mismatch-packs" { before: before, after: after }
    Self::Rule { rule } => "mismatch-rule" { rule: rule }
    Self::Option { name, before, after } => "mismatch-option" { name: name, before: before, after: after }
    Self::Area { before, after } => "mismatch-area" { before: before, after: after }
    Self::Homes { before, after } => "mismatch-homes" { before: before, after: after }
    Self::Tables => "mismatch-tables" {}
    Self::Format { before, after } => "mismatch-format" { before: before.to_string(), after: after.to_string() }
});

impl Mismatch {
    /// What it is a matter of.
    pub fn matter(&self) -> Matter {
        match self {
            Self::Packs { .. } | Self::Rule { .. } => Matter::Rules,
            Self::Option { .. } => Matter::Options,
            Self::Area { .. } => Matter::Area,
            Self::Homes { .. } => Matter::Homes,
            Self::Tables => Matter::Tables,
            Self::Format { .. } => Matter::Format,
        }
    }
}

/// Everything that stands in the way of comparing two results: never nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatches(pub Vec<Mismatch>);

impl Mismatches {
    /// The words of the matters, each once, between commas.
    pub fn matters(&self) -> String {
        let mut matters: Vec<Matter> = self.0.iter().map(Mismatch::matter).collect();
        matters.sort_unstable();
        matters.dedup();
        let words: Vec<&str> = matters.into_iter().map(Matter::word).collect();
        words.join(",")
    }
}

impl fmt::Display for Mismatches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&told.join("; "))
    }
}

/// What two manifests do not have in common.
pub(crate) fn mismatches(before: &Manifest, after: &Manifest) -> Vec<Mismatch> {
    let mut found = Vec::new();
    if before.format() != after.format() {
        found.push(Mismatch::Format {
            before: before.format(),
            after: after.format(),
        });
    }
    // What an earlier version does not tell is a matter of the version.
    if before.tables() != after.tables() && before.format() == after.format() {
        found.push(Mismatch::Tables);
    }
    rules(before, after, &mut found);
    options(before, after, &mut found);
    let homes = [before, after].map(|side| shown(side.option("residences")));
    let [before_homes, after_homes] = homes;
    if before_homes != after_homes {
        found.push(Mismatch::Homes {
            before: before_homes,
            after: after_homes,
        });
    }
    let [before, after] = [before, after].map(area);
    if before != after {
        found.push(Mismatch::Area { before, after });
    }
    found
}

fn rules(before: &Manifest, after: &Manifest, found: &mut Vec<Mismatch>) {
    let [was, now] = [before.rules(), after.rules()];
    if was == now {
        return;
    }
    let ids = |rules: &[lifecircle_io::results::ManifestRule]| -> Vec<String> {
        rules.iter().map(|rule| rule.id.clone()).collect()
    };
    if before.pack() == after.pack() && ids(&was) == ids(&now) {
        let others = was.iter().zip(&now).filter(|(was, now)| was != now);
        found.extend(others.map(|(rule, _)| Mismatch::Rule {
            rule: rule.id.clone(),
        }));
        return;
    }
    let told =
        |manifest: &Manifest, ids: Vec<String>| format!("{} ({})", manifest.pack(), ids.join(", "));
    found.push(Mismatch::Packs {
        before: told(before, ids(&was)),
        after: told(after, ids(&now)),
    });
}

fn options(before: &Manifest, after: &Manifest, found: &mut Vec<Mismatch>) {
    let sides = [before, after].map(Manifest::options);
    let mut names: Vec<&String> = sides.iter().flatten().flat_map(|own| own.keys()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        if WITHOUT_EFFECT.contains(&name.as_str()) {
            continue;
        }
        let [was, now] = [before, after].map(|side| effective(name, shown(side.option(name))));
        if was != now {
            found.push(Mismatch::Option {
                name: name.clone(),
                before: was,
                after: now,
            });
        }
    }
}

/// What an option means for the verdicts: of all gates the first are shown, the others are there to be compared.
fn effective(name: &str, value: String) -> String {
    if name == "gates" && value == "all" {
        return Gates::ALL[0].word().to_owned();
    }
    value
}

/// An option as a person reads it; a dash for one that is not there.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Area and extent, with the digests of the files that say them.
fn area(manifest: &Manifest) -> String {
    let names = ["area", "extent"].map(|name| shown(manifest.option(name)));
    let inputs = manifest.inputs();
    let files = inputs
        .iter()
        .filter(|file| file.role == "area" || file.role == "extent");
    let digests: Vec<&str> = files
        .map(|file| &file.sha256[..file.sha256.len().min(12)])
        .collect();
    let [area, extent] = names;
    let told = [area, extent].into_iter().filter(|name| name != "–");
    let told: Vec<String> = told.chain(digests.into_iter().map(str::to_owned)).collect();
    if told.is_empty() {
        "–".to_owned()
    } else {
        told.join(" ")
    }
}
