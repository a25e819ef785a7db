//! What is wrong with a TOML file, in fields: the reader's words are English.

use crate::coded;
use crate::near::near;

/// A file that is not TOML, or not of the shape that is wanted. Lines and columns are counted from 1.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TomlFault {
    /// A field that must be there is not.
    #[error("line {line}: missing field `{field}`")]
    Missing {
        /// Where the table begins that lacks it.
        line: u64,
        /// Which.
        field: String,
    },
    /// A field that nobody knows.
    #[error("line {line}, column {column}: unknown field `{field}`, expected {known}")]
    Unknown {
        /// Where.
        line: u64,
        /// Where in the line.
        column: u64,
        /// Which.
        field: String,
        /// What there may be.
        known: String,
    },
    /// A field that nobody knows, but almost.
    #[error(
        "line {line}, column {column}: unknown field `{field}`; did you mean `{nearest}`? Possible are {known}"
    )]
    Misspelt {
        /// Where.
        line: u64,
        /// Where in the line.
        column: u64,
        /// Which.
        field: String,
        /// The one that is nearest.
        nearest: String,
        /// What there may be.
        known: String,
    },
    /// A value of another type, or no TOML at all.
    #[error("line {line}, column {column}: {detail}")]
    Syntax {
        /// Where.
        line: u64,
        /// Where in the line.
        column: u64,
        /// In the reader's words.
        detail: String,
    },
}

coded!(TomlFault {
    Self::Missing { line, field } => "toml-missing" { line: line.to_string(), field: field }
    Self::Unknown { line, column, field, known } => "toml-unknown" {
        line: line.to_string(), column: column.to_string(), field: field, known: known,
    }
    Self::Misspelt { line, column, field, nearest, known } => "toml-misspelt" {
        line: line.to_string(), column: column.to_string(), field: field, nearest: nearest, known: known,
    }
    Self::Syntax { line, column, .. } => "toml-syntax" { line: line.to_string(), column: column.to_string() }
});

impl TomlFault {
    /// What the TOML reader said of `text`.
    pub fn of(text: &str, error: &toml::de::Error) -> Self {
        let (line, column) = place(text, error.span().map_or(0, |span| span.start));
        // The reader tells these two in words alone; in other words they are told as syntax.
        let quoted = |after: &str| {
            let rest = error.message().strip_prefix(after)?;
            rest.split_once('`')
                .map(|(field, rest)| (field.to_owned(), rest.to_owned()))
        };
        if let Some((field, _)) = quoted("missing field `") {
            return Self::Missing { line, field };
        }
        if let Some((field, rest)) = quoted("unknown field `") {
            let names: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let known = known.join(", ");
            let nearest = near(&field, names, 1).first().map(ToString::to_string);
            return match nearest {
                Some(nearest) => Self::Misspelt {
                    line,
                    column,
                    field,
                    nearest,
                    known,
                },
                None => Self::Unknown {
                    line,
                    column,
                    field,
                    known,
                },
            };
        }
        Self::Syntax {
            line,
            column,
            detail: error.message().to_owned(),
        }
    }
}

/// Line and column of a byte of a text, counted from 1; a character of several bytes is one column.
pub fn place(text: &str, byte: usize) -> (u64, u64) {
    let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    let line = before.split(|&b| b == b'\n').count() as u64;
    let begun = before.iter().rev().take_while(|&&b| b != b'\n');
    (
        line,
        1 + begun.filter(|&&b| b & 0xC0 != 0x80).count() as u64,
    )
}

#[cfg(test)]
mod tests {
    use super::TomlFault;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Shape {
        #[expect(dead_code, reason = "read by the reader alone")]
        id: String,
        #[expect(dead_code, reason = "read by the reader alone")]
        count: Option<u32>,
    }

    fn fault(text: &str) -> TomlFault {
        TomlFault::of(text, &toml::from_str::<Shape>(text).unwrap_err())
    }

    #[test]
    fn faults_have_a_place_and_a_name() {
        assert_eq!(
            fault("count = 3\n"),
            TomlFault::Missing {
                line: 1,
                field: "id".to_owned()
            }
        );
        assert_eq!(
            fault("id = '店'\n name = 3\n"),
            TomlFault::Unknown {
                line: 2,
                column: 2,
                field: "name".to_owned(),
                known: "`id`, `count`".to_owned()
            }
        );
        assert_eq!(
            fault("id = '店'\ncuont = 3\n"),
            TomlFault::Misspelt {
                line: 2,
                column: 1,
                field: "cuont".to_owned(),
                nearest: "count".to_owned(),
                known: "`id`, `count`".to_owned()
            }
        );
        for text in ["id = 3\n", "id = '店' x\n", "id = [\n"] {
            let fault = fault(text);
            assert!(
                matches!(fault, TomlFault::Syntax { line: 1 | 2, .. }),
                "{fault}"
            );
        }
        let TomlFault::Syntax { column, .. } = fault("id = '店' x\n") else {
            panic!("not told as syntax")
        };
        assert_eq!(column, 10);
    }
}
