//! What a report says, whatever it is written as.

use lifecircle_texts::Lang;

use crate::draw::Bounds;

/// A text in every language of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// In English.
    pub en: String,
    /// In Chinese.
    pub zh: String,
}

impl Words {
    /// The same text of each language.
    pub fn of(say: impl Fn(Lang) -> String) -> Self {
        Self {
            en: say(Lang::En),
            zh: say(Lang::Zh),
        }
    }

    /// A name, which is the same in every language.
    pub fn name(name: &str) -> Self {
        Self::of(|_| name.to_owned())
    }

    /// The text in a language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        lang.name(&self.en, &self.zh)
    }
}

/// A document in sections.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it is of.
    pub title: Words,
    /// Below the title: place, date of the data, rules, walker.
    pub facts: Vec<Words>,
    /// In reading order.
    pub sections: Vec<Section>,
    /// Whose the data is.
    pub attribution: Words,
    /// Version of the program.
    pub version: &'static str,
}

/// What a section is about; writers place maps by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SectionId {
    /// Shares of homes and people, by rule.
    Headlines,
    /// The map.
    Map,
    /// Shares by area.
    Areas,
    /// Where the gaps are, ranked.
    Gaps,
    /// What closes them: new outlets.
    Sites,
    /// What closes them: gates, links.
    Obstacles,
    /// What is within reach, by category.
    Completeness,
    /// What is open when.
    Hours,
    /// How good the data is.
    Quality,
    /// Rules, speeds, assumptions, dates, digests.
    Method,
}

impl SectionId {
    /// Its word in anchors and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Headlines => "headlines",
            Self::Map => "map",
            Self::Areas => "areas",
            Self::Gaps => "gaps",
            Self::Sites => "sites",
            Self::Obstacles => "obstacles",
            Self::Completeness => "completeness",
            Self::Hours => "hours",
            Self::Quality => "quality",
            Self::Method => "method",
        }
    }
}

/// A heading and what stands below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// What it is about; each once in a report.
    pub id: SectionId,
    /// Its heading.
    pub heading: Words,
    /// In reading order.
    pub blocks: Vec<Block>,
}

/// A piece of a section.
#[derive(Clone, Debug)]
pub enum Block {
    /// A sentence or more.
    Paragraph(Words),
    /// Something to beware of.
    Warning(Words),
    /// Large numbers side by side.
    Headlines(Vec<Headline>),
    /// A table.
    Table(Table),
}

/// A share that is read from across the room: what it is of, by homes and by people.
#[derive(Clone, Debug)]
pub struct Headline {
    /// The rule, or all together.
    pub label: Words,
    /// Covered, not covered, unknown, doubtful; people where they are known, else homes. In percent; the first three add
    /// up to 100, and doubtful are some of the others.
    pub covered_pct: f64,
    /// See `covered_pct`.
    pub not_covered_pct: f64,
    /// See `covered_pct`.
    pub unknown_pct: f64,
    /// `None` where nobody asked.
    pub doubtful_pct: Option<f64>,
    /// The same as a sentence with homes and people.
    pub sentence: Words,
}

/// Rows below named columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Unique in a report, of letters and underscores: names sheets' anchors and the page's tables.
    pub id: String,
    /// Above the table; names the sheet of a workbook, where it is shortened.
    pub caption: Words,
    /// At least one.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Row>,
    /// How many of the rows stand in a text document, where a workbook has the others; `None`: all of them. With 0 the
    /// table is not there at all.
    pub in_print: Option<usize>,
}

impl Table {
    /// Whether its rows are ranked, the greatest first: then its first column says the place of each.
    pub(crate) fn is_ranked(&self) -> bool {
        let first = self.columns.first();
        first.is_some_and(|column| column.id == "rank")
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Unique in the table: the name of the value in files.
    pub id: String,
    /// The header.
    pub label: Words,
    /// What its numbers are.
    pub kind: Kind,
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers.
    Count,
    /// People; whole in print, in thousandths in files.
    People,
    /// Percent, with one decimal in print.
    Percent,
    /// Minutes, with one decimal in print.
    Minutes,
    /// Metres, whole in print.
    Metres,
    /// Degrees of WGS-84, with six decimals.
    Degrees,
    /// Any other number, with two decimals in print.
    Number,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// One per column.
    pub cells: Vec<Cell>,
    /// What it is about on the map: the map moves there when the row is chosen.
    pub place: Option<Bounds>,
}

/// A value of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known or nothing applies.
    Empty,
    /// A text that is translated.
    Words(Words),
    /// A text that is the same in every language: a name, an id.
    Text(String),
    /// A number in the unit of its column.
    Number(f64),
}
