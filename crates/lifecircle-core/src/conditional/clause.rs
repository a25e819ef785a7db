//! One text of conditional access: `no @ (22:00-06:00); private @ (Su)`.

use crate::hours::Hours;
use crate::osm::conditional::is_known;

/// A value, and when it holds.
#[derive(Clone, Debug)]
pub(super) struct Clause<T> {
    pub(super) value: Box<str>,
    pub(super) when: T,
}

/// The clauses of `foot:conditional` (`by_foot`) or `access:conditional`, `None` where anything in the text is not
/// understood: half of it would say what nobody wrote.
pub(super) fn parse(text: &str, by_foot: bool) -> Option<Vec<Clause<Hours>>> {
    let parts = split(text)?;
    let parts = parts.into_iter().filter(|part| !part.trim().is_empty());
    let clauses: Option<Vec<_>> = parts.map(|part| clause(part, by_foot)).collect();
    clauses.filter(|clauses| !clauses.is_empty())
}

fn clause(part: &str, by_foot: bool) -> Option<Clause<Hours>> {
    let (value, condition) = part.split_once('@')?;
    let (value, condition) = (value.trim(), condition.trim());
    let bare = condition
        .strip_prefix('(')
        .map_or(Some(condition), |rest| {
            rest.strip_suffix(')').map(str::trim)
        })?;
    if !is_known(value, by_foot) {
        return None;
    }
    Some(Clause {
        value: value.into(),
        when: Hours::parse(bare).ok()?,
    })
}

/// The text at its semicolons, but for those within brackets or quotes; `None` where these are not closed.
fn split(text: &str) -> Option<Vec<&str>> {
    let (mut depth, mut is_quoted, mut start) = (0u32, false, 0);
    let mut parts = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.checked_sub(1)?,
            ';' if !is_quoted && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    (depth == 0 && !is_quoted).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_values_and_times() {
        for (text, values) in [
            ("no @ (22:00-06:00)", vec!["no"]),
            ("no @ 22:00-06:00", vec!["no"]),
            ("yes @ (Mo-Fr 08:00-18:00; Sa 09:00-12:00)", vec!["yes"]),
            (
                "no @ (22:00-06:00); private @ (Su) ;",
                vec!["no", "private"],
            ),
            (
                "destination @ (06:30-08:30);destination @ (16:30-18:30)",
                vec!["destination", "destination"],
            ),
            ("no @ (Mar 15 - Sep 15)", vec!["no"]),
            ("yes @ (sunrise-sunset)", vec!["yes"]),
        ] {
            let found = parse(text, false).unwrap_or_else(|| panic!("{text}"));
            let found: Vec<&str> = found.iter().map(|clause| &*clause.value).collect();
            assert_eq!(found, values, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_as_a_whole_says_nothing() {
        for text in [
            "",
            " ; ",
            "no",
            "no @",
            "no @ ()",
            "no @ (22:00-06:00",
            "no @ 22:00-06:00)",
            "no @ (wet)",
            "yes @ delivery",
            "no @ (weight > 3.5)",
            "no @ (22:00-06:00 AND wet)",
            "no @ (22:00-06:00); yes @ (wet)",
            "sometimes @ (22:00-06:00)",
            "no @ (25:00-26:00)",
            "no @ \"22:00",
        ] {
            assert!(parse(text, false).is_none(), "{text}");
        }
    }
}
