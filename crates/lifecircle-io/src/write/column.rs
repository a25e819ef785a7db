//! Columns of layers: each declared once, with everything that schema, rows, styles and documentation say of it.

use std::fmt::Write as _;

use lifecircle_core::area::{Division, Level};
use lifecircle_core::metric::Unit;
use lifecircle_core::rules::Rule;

use crate::layer::{Field, Kind, Row, Schema, Shape, Value};
use lifecircle_texts::Lang;

/// Where a name holds the id of a rule.
const RULE: &str = "{rule}";
/// Where it holds the name of a level of areas.
const LEVEL: &str = "{level}";

/// What columns may stand once for each of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spread<'a> {
    /// The rules of a check.
    pub(crate) rules: &'a [Rule],
    /// The levels of areas, where there are some.
    pub(crate) levels: &'a [Level],
}

impl<'a> Spread<'a> {
    /// Rules, and the levels of a city where it is divided.
    pub(crate) fn of(rules: &'a [Rule], division: Option<&'a Division>) -> Self {
        let levels = division.map_or(&[][..], |division| division.levels.rows());
        Self { rules, levels }
    }

    /// Rules, and no levels.
    pub(crate) fn of_rules(rules: &'a [Rule]) -> Self {
        Self::of(rules, None)
    }
}

/// What a column stands for each of.
#[derive(Clone, Copy, Debug)]
enum Each {
    /// The rules of a kind.
    Rule(fn(&Rule) -> bool),
    /// The levels of areas.
    Level,
}

impl Each {
    /// The numbers of those that have the column.
    fn numbers(self, spread: Spread) -> Vec<usize> {
        match self {
            Self::Rule(has) => {
                let rules = spread.rules.iter().enumerate();
                rules
                    .filter(|(_, rule)| has(rule))
                    .map(|(number, _)| number)
                    .collect()
            }
            Self::Level => (0..spread.levels.len()).collect(),
        }
    }

    /// The name of a column for one of them.
    fn named(self, name: &str, number: usize, spread: Spread) -> String {
        match self {
            Self::Rule(_) => name.replace(RULE, &spread.rules[number].id),
            Self::Level => name.replace(LEVEL, &spread.levels[number].name),
        }
    }

    /// What people call one of them.
    fn label(self, number: usize, spread: Spread<'_>, lang: Lang) -> &str {
        match self {
            Self::Rule(_) => {
                let rule = &spread.rules[number];
                lang.name(&rule.en, &rule.zh)
            }
            Self::Level => &spread.levels[number].name,
        }
    }
}

/// What the values of a column may be besides values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Missing {
    /// Every row has a value.
    Never,
    /// A row may have none.
    Null,
    /// The same, and GeoJSON leaves it out: most rows have none.
    LeftOut,
}

/// What a column is called, holds and means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    /// Its name; with `{rule}` for the id of a rule where there is one column per rule.
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// The unit of its numbers.
    pub(crate) unit: Option<&'static str>,
    /// What missing values are.
    pub(crate) missing: Missing,
    /// What people call it, in English and Chinese.
    alias: [&'static str; 2],
    /// What its values mean, in one sentence.
    pub(crate) about: &'static str,
    /// What it stands for each of, `None` for a column that stands once.
    each: Option<Each>,
    /// Whether a map shows it under the pointer.
    shown: bool,
}

/// A column, and what makes its value of a row: `F` is a function of the layer's source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<F> {
    pub(crate) head: Head,
    value: F,
}

impl<F> Column<F> {
    /// A column that stands once, never without a value.
    pub(crate) fn new(
        name: &'static str,
        kind: Kind,
        alias: [&'static str; 2],
        about: &'static str,
        value: F,
    ) -> Self {
        let head = Head {
            name,
            kind,
            unit: None,
            missing: Missing::Never,
            alias,
            about,
            each: None,
            shown: false,
        };
        Self { head, value }
    }

    /// The same with a unit.
    pub(crate) fn unit(mut self, unit: &'static str) -> Self {
        self.head.unit = Some(unit);
        self
    }

    /// The same where a row may have no value.
    pub(crate) fn missing(mut self, missing: Missing) -> Self {
        self.head.missing = missing;
        self
    }

    /// One column for each rule of that kind.
    pub(crate) fn per_rule(mut self, rules: fn(&Rule) -> bool) -> Self {
        self.head.each = Some(Each::Rule(rules));
        self
    }

    /// One column for each level of areas.
    pub(crate) fn per_level(mut self) -> Self {
        self.head.each = Some(Each::Level);
        self
    }

    /// The same, shown under the pointer.
    pub(crate) fn shown(mut self) -> Self {
        self.head.shown = true;
        self
    }
}

/// Every rule.
pub(crate) fn each(_: &Rule) -> bool {
    true
}

/// Rules in minutes.
pub(crate) fn in_time(rule: &Rule) -> bool {
    rule.limit.unit() == Unit::Time
}

/// Rules in metres.
pub(crate) fn in_metres(rule: &Rule) -> bool {
    rule.limit.unit() == Unit::Length
}

/// Columns as a layer of some rules and levels has them: neighbours that come once per rule stand together, rule by rule.
fn expanded<'c, F>(columns: &'c [Column<F>], spread: Spread) -> Vec<(&'c Column<F>, usize)> {
    let mut cells = Vec::new();
    let kind = |column: &Column<F>| column.head.each.map(|each| std::mem::discriminant(&each));
    for group in columns.chunk_by(|a, b| kind(a) == kind(b)) {
        let mut own: Vec<(usize, usize)> = Vec::new();
        for (position, column) in group.iter().enumerate() {
            let numbers = column
                .head
                .each
                .map_or_else(|| vec![0], |each| each.numbers(spread));
            own.extend(numbers.into_iter().map(|number| (number, position)));
        }
        own.sort_unstable();
        cells.extend(
            own.into_iter()
                .map(|(number, position)| (&group[position], number)),
        );
    }
    cells
}

/// The columns of one layer, ready to make its rows.
pub(crate) struct Table<F> {
    schema: Schema,
    /// Per column, what makes its value, and the number of the rule or level that it is of (0 where it is of none).
    cells: Vec<(F, usize)>,
}

impl<F: Copy> Table<F> {
    /// The columns of a layer for some rules and levels.
    pub(crate) fn new(
        columns: &[Column<F>],
        spread: Spread,
        name: &str,
        shape: Shape,
        attribution: &str,
    ) -> Self {
        let cells = expanded(columns, spread);
        let mut schema = Schema::new(name, shape, attribution);
        let field = |&(column, number): &(&Column<F>, usize)| Field {
            name: name_of(&column.head, number, spread),
            kind: column.head.kind,
            sparse: column.head.missing == Missing::LeftOut,
        };
        schema.fields = cells.iter().map(field).collect();
        let cells = cells.iter().map(|(column, rule)| (column.value, *rule));
        Self {
            schema,
            cells: cells.collect(),
        }
    }

    /// What its file says of it.
    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// A row: `value` calls what makes a value, for a rule.
    pub(crate) fn row(
        &self,
        geometry: geo_types::Geometry<f64>,
        value: impl Fn(F, usize) -> Value,
    ) -> Row {
        let values = self.cells.iter().map(|&(make, rule)| value(make, rule));
        Row {
            geometry,
            values: values.collect(),
        }
    }
}

/// A column as people see it: its name in the file, its name in a language, whether a map shows it under the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Alias {
    pub(crate) field: String,
    pub(crate) name: String,
    pub(crate) shown: bool,
}

/// The name of a column in the file.
fn name_of(head: &Head, number: usize, spread: Spread) -> String {
    match head.each {
        None => head.name.to_owned(),
        Some(each) => each.named(head.name, number, spread),
    }
}

/// The columns of a layer of some rules and levels, as people see them.
pub(crate) fn aliases<F>(columns: &[Column<F>], spread: Spread, lang: Lang) -> Vec<Alias> {
    let alias = |(column, number): (&Column<F>, usize)| {
        let head = &column.head;
        let [en, zh] = head.alias;
        let name = lang.name(en, zh);
        let name = head.each.map_or_else(
            || name.to_owned(),
            |each| {
                let between = lang.name(": ", "：");
                format!("{}{between}{name}", each.label(number, spread, lang))
            },
        );
        Alias {
            field: name_of(head, number, spread),
            name,
            shown: head.shown,
        }
    };
    expanded(columns, spread).into_iter().map(alias).collect()
}

/// The columns as the rows of a table in Markdown; `R` stands for each rule, `L` for each level.
pub(crate) fn documented<F>(columns: &[Column<F>]) -> String {
    let mut text = "| column | | in Chinese | |\n|---|---|---|---|\n".to_owned();
    for Column { head, .. } in columns {
        let name = head.name.replace(RULE, "R").replace(LEVEL, "L");
        let kind = match head.kind {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Integer => "integer",
            Kind::Flag => "true or false",
            Kind::Texts => "texts",
            Kind::Numbers => "numbers",
            Kind::Places => "places",
        };
        let unit = head.unit.map_or(String::new(), |unit| format!(", {unit}"));
        let missing = match head.missing {
            Missing::Never => "",
            Missing::Null => ", or null",
            Missing::LeftOut => ", or none",
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "| `{name}` | {kind}{unit}{missing} | {} | {} |",
            head.alias[1], head.about
        );
    }
    text
}
