//! What is said of a command line that cannot be meant: clap finds it, the catalogue says it.

use std::error::Error as _;
use std::process::ExitCode;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use lifecircle_texts::{Lang, text};

use crate::{WRONG, help, problem};

/// Tells what clap found, and gives the exit code; help that was asked for is printed and is no error.
pub(crate) fn refuse(error: &Error, lang: Lang) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Nobody is there to be told of a closed pipe.
            let _ = error.print();
            ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(WRONG))
        }
        _ => {
            eprintln!("{}", told(error, lang));
            ExitCode::from(WRONG)
        }
    }
}

fn told(error: &Error, lang: Lang) -> String {
    let mut lines = vec![text!(lang, "error-line", what = what(error, lang))];
    for tip in tips(error, lang) {
        lines.push(format!("  {tip}"));
    }
    let usage = match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(usage)) => help::usage(usage, lang),
        // A wrong value is told without.
        _ => help::usage_of(std::env::args_os(), lang),
    };
    lines.push(String::new());
    lines.push(text!(lang, "help-usage", usage = usage));
    lines.push(String::new());
    lines.push(text!(lang, "usage-more"));
    lines.join("\n")
}

/// The words of a part of what clap found, separated by commas.
fn part(error: &Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => Some(texts.join(", ")),
        ContextValue::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn what(error: &Error, lang: Lang) -> String {
    let part = |kind| part(error, kind).unwrap_or_default();
    let option = part(ContextKind::InvalidArg);
    let value = part(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => {
            text!(lang, "usage-value-missing", option = option)
        }
        ErrorKind::InvalidValue => {
            text!(lang, "usage-invalid-value", value = value, option = option)
        }
        ErrorKind::ValueValidation => {
            let source = error.source();
            match source.and_then(|source| problem::said(source, lang)) {
                Some(why) => text!(
                    lang,
                    "usage-invalid-value-because",
                    value = value,
                    option = option,
                    why = why
                ),
                None => text!(lang, "usage-invalid-value", value = value, option = option),
            }
        }
        ErrorKind::UnknownArgument => text!(lang, "usage-unknown-argument", given = option),
        ErrorKind::InvalidSubcommand => {
            let given = part(ContextKind::InvalidSubcommand);
            text!(lang, "usage-unknown-command", given = given)
        }
        ErrorKind::ArgumentConflict => {
            let other = part(ContextKind::PriorArg);
            if other.is_empty() || other == option {
                text!(lang, "usage-twice", option = option)
            } else {
                text!(lang, "usage-conflict", option = option, other = other)
            }
        }
        ErrorKind::MissingRequiredArgument => text!(lang, "usage-missing", what = option),
        ErrorKind::MissingSubcommand => {
            let command = part(ContextKind::InvalidSubcommand);
            let known = part(ContextKind::ValidSubcommand);
            text!(
                lang,
                "usage-command-missing",
                command = command,
                known = known
            )
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            text!(lang, "usage-value-count", option = option)
        }
        ErrorKind::InvalidUtf8 => text!(lang, "usage-not-utf8"),
        _ => text!(lang, "usage-other"),
    }
}

/// What may have been meant.
fn tips(error: &Error, lang: Lang) -> Vec<String> {
    let mut tips = Vec::new();
    if let Some(values) = part(error, ContextKind::ValidValue).filter(|v| !v.is_empty()) {
        tips.push(text!(lang, "usage-possible-values", values = values));
    }
    let similar = [
        (ContextKind::SuggestedArg, "usage-similar-argument"),
        (ContextKind::SuggestedValue, "usage-similar-value"),
        (ContextKind::SuggestedSubcommand, "usage-similar-command"),
    ];
    for (kind, key) in similar {
        if let Some(found) = part(error, kind) {
            let tip = text!(lang, key, found = found);
            tips.push(text!(lang, "usage-tip", what = tip));
        }
    }
    tips
}
