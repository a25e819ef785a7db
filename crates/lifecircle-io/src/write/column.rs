//! Columns of layers: each declared once, with everything that schema, rows, styles and documentation say of it.

use std::fmt::Write as _;

use lifecircle_core::metric::Unit;
use lifecircle_core::rules::Rule;

use crate::layer::{Field, Kind, Row, Schema, Shape, Value};
use lifecircle_texts::Lang;

/// Where a name holds the id of a rule.
const RULE: &str = "{rule}";

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
    /// The rules that have one, `None` for a column that stands once.
    rules: Option<fn(&Rule) -> bool>,
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
            rules: None,
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
        self.head.rules = Some(rules);
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

/// Columns as a layer of some rules has them: neighbours that come once per rule stand together, rule by rule.
fn expanded<'c, F>(columns: &'c [Column<F>], rules: &[Rule]) -> Vec<(&'c Column<F>, usize)> {
    let mut cells = Vec::new();
    for group in columns.chunk_by(|a, b| a.head.rules.is_some() == b.head.rules.is_some()) {
        if group[0].head.rules.is_none() {
            cells.extend(group.iter().map(|column| (column, 0)));
            continue;
        }
        for (number, rule) in rules.iter().enumerate() {
            let own = group
                .iter()
                .filter(|column| column.head.rules.is_some_and(|has| has(rule)));
            cells.extend(own.map(|column| (column, number)));
        }
    }
    cells
}

/// The columns of one layer, ready to make its rows.
pub(crate) struct Table<F> {
    schema: Schema,
    /// Per column, what makes its value, and the rule that it is of (0 where it is of none).
    cells: Vec<(F, usize)>,
}

impl<F: Copy> Table<F> {
    /// The columns of a layer for some rules.
    pub(crate) fn new(
        columns: &[Column<F>],
        rules: &[Rule],
        name: &str,
        shape: Shape,
        attribution: &str,
    ) -> Self {
        let cells = expanded(columns, rules);
        let mut schema = Schema::new(name, shape, attribution);
        schema.fields = cells
            .iter()
            .map(|(column, rule)| Field {
                name: rules.get(*rule).map_or_else(
                    || column.head.name.to_owned(),
                    |rule| column.head.name.replace(RULE, &rule.id),
                ),
                kind: column.head.kind,
                sparse: column.head.missing == Missing::LeftOut,
            })
            .collect();
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

/// The columns of a layer of some rules, as people see them.
pub(crate) fn aliases<F>(columns: &[Column<F>], rules: &[Rule], lang: Lang) -> Vec<Alias> {
    let alias = |(column, number): (&Column<F>, usize)| {
        let head = &column.head;
        let [en, zh] = head.alias;
        let name = lang.name(en, zh);
        let (field, name) = match rules.get(number).filter(|_| head.rules.is_some()) {
            None => (head.name.to_owned(), name.to_owned()),
            Some(rule) => {
                let between = lang.name(": ", "：");
                let label = lang.name(&rule.en, &rule.zh);
                let field = head.name.replace(RULE, &rule.id);
                (field, format!("{label}{between}{name}"))
            }
        };
        let shown = head.shown;
        Alias { field, name, shown }
    };
    expanded(columns, rules).into_iter().map(alias).collect()
}

/// The columns as the rows of a table in Markdown; `R` stands for each rule.
pub(crate) fn documented<F>(columns: &[Column<F>]) -> String {
    let mut text = "| column | | in Chinese | |\n|---|---|---|---|\n".to_owned();
    for Column { head, .. } in columns {
        let name = head.name.replace(RULE, "R");
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
