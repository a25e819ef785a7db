//! What is wrong with a TOML file, in fields: the reader's words are English.

use crate::coded;

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
    Self::Syntax { line, column, .. } => "toml-syntax" { line: line.to_string(), column: column.to_string() }
});

impl TomlFault {
    /// What the TOML reader said of `text`.
    pub(crate) fn of(text: &str, error: &toml::de::Error) -> Self {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let before = text.as_bytes().get(..start).unwrap_or_default();
        let line = before.split(|&b| b == b'\n').count() as u64;
        let begun = before.iter().rev().take_while(|&&b| b != b'\n');
        // A character of several bytes is one column.
        let column = 1 + begun.filter(|&&b| b & 0xC0 != 0x80).count() as u64;
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
            let known = rest.split('`').skip(1).step_by(2);
            let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
            return Self::Unknown {
                line,
                column,
                field,
                known: known.join(", "),
            };
        }
        Self::Syntax {
            line,
            column,
            detail: error.message().to_owned(),
        }
    }
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
