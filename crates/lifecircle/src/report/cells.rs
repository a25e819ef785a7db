//! How tables of a report are put together.

use lifecircle_core::coverage::{Shares, Split};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::{milli_to_people, ms_to_minutes, percent, u64_to_f64};
use lifecircle_core::walk::HORIZON_MS;
use lifecircle_io::draw::Bounds;
use lifecircle_io::report::{Block, Cell, Column, Kind, Row, Table, Words};
use lifecircle_io::style::rule_text;
use lifecircle_texts::{Lang, text};

use crate::Check;

/// A walk that is longer than anybody looked for.
const BEYOND: &str = "> 60";
/// How far around a place the map shows, in degrees.
const AROUND: f64 = 0.003;

/// A text of the catalogue without values.
pub(super) fn words(key: &str) -> Words {
    Words::of(|lang| text!(lang, key))
}

/// A rule with its limit.
pub(super) fn rule_words(rule: &Rule) -> Words {
    Words::of(|lang| rule_text(rule, lang))
}

/// A rule without its limit.
pub(super) fn rule_name(rule: &Rule) -> Words {
    both(&rule.en, &rule.zh)
}

/// A name that data carries in both languages.
pub(super) fn both(en: &str, zh: &str) -> Words {
    Words::of(|lang: Lang| lang.name(en, zh).to_owned())
}

/// A text that begins with a capital, as sentences and captions do.
pub(super) fn capital(words: &Words) -> Words {
    Words::of(|lang| {
        let text = words.in_lang(lang);
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    })
}

/// A sentence or more.
pub(super) fn paragraph(words: &Words) -> Block {
    Block::Paragraph(capital(words))
}

/// An empty table.
pub(super) fn table(id: impl Into<String>, caption: &Words) -> Table {
    Table {
        id: id.into(),
        caption: capital(caption),
        columns: Vec::new(),
        rows: Vec::new(),
        in_print: None,
    }
}

/// Adds a column that is called by a key of the catalogue.
pub(super) fn column(table: &mut Table, id: &str, kind: Kind, key: &str) {
    named_column(table, id, kind, words(key));
}

/// Adds a column that is called otherwise.
pub(super) fn named_column(table: &mut Table, id: &str, kind: Kind, label: Words) {
    table.columns.push(Column {
        id: id.to_owned(),
        label,
        kind,
    });
}

/// Adds a row about nothing on the map.
pub(super) fn row(table: &mut Table, cells: Vec<Cell>) {
    row_at(table, cells, None);
}

/// Adds a row about a place.
pub(super) fn row_at(table: &mut Table, cells: Vec<Cell>, place: Option<Bounds>) {
    debug_assert_eq!(cells.len(), table.columns.len(), "`{}`", table.id);
    table.rows.push(Row { cells, place });
}

pub(super) fn count(count: u64) -> Cell {
    Cell::Number(u64_to_f64(count))
}

pub(super) fn people(milli: u64) -> Cell {
    Cell::Number(milli_to_people(milli))
}

/// A share in percent; nothing of nothing.
pub(super) fn share(part: u64, whole: u64) -> Cell {
    number(percent(part, whole))
}

pub(super) fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, Cell::Number)
}

/// A walk in minutes; beyond the horizon it is only told that it is.
pub(super) fn minutes(ms: u32) -> Cell {
    if ms >= HORIZON_MS {
        Cell::Text(BEYOND.to_owned())
    } else {
        Cell::Number(ms_to_minutes(ms))
    }
}

pub(super) fn name(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

/// A text where there is one.
pub(super) fn named(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, name)
}

/// Longitude and latitude.
pub(super) fn position(at: LonLat) -> [Cell; 2] {
    [Cell::Number(at.lon), Cell::Number(at.lat)]
}

/// What the map shows of a place that is a point.
pub(super) fn around(at: LonLat) -> Bounds {
    [
        at.lon - AROUND,
        at.lat - AROUND,
        at.lon + AROUND,
        at.lat + AROUND,
    ]
}

/// What is counted where one number must do: people, or homes where nobody is known to live anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// People, in thousandths.
    People,
    /// Homes.
    Homes,
    /// Points that stand in for homes.
    Points,
}

impl Counted {
    /// What a check can be told by.
    pub(super) fn of(check: &Check) -> Self {
        if check.city().residences().kind.is_sampled() {
            Self::Points
        } else if check.summary().people_milli > 0 {
            Self::People
        } else {
            Self::Homes
        }
    }

    pub(super) fn is_people(self) -> bool {
        self == Self::People
    }

    /// What texts choose by.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Homes => "homes",
            Self::Points => "points",
        }
    }

    pub(super) fn split(self, shares: &Shares) -> Split {
        match self {
            Self::People => shares.people_milli,
            Self::Homes | Self::Points => shares.homes,
        }
    }

    /// The key that a column of homes is called by.
    pub(super) fn homes_key(self) -> &'static str {
        match self {
            Self::Points => "report-column-points",
            Self::People | Self::Homes => "report-column-homes",
        }
    }
}
