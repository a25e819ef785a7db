//! `--help` in both languages: the command line as `args` declares it, with the catalogue's texts.

use std::ffi::OsString;
use std::fmt::Write;

use clap::builder::{PossibleValue, StyledStr};
use clap::{Arg, ArgAction, Command, CommandFactory};
use lifecircle_texts::{Lang, fill, has, text};

use crate::args::Cli;
use crate::problem::{Problem, problem};

/// Options that every command has: they stand below its own.
const OF_EVERY_COMMAND: [&str; 3] = ["lang", "threads", "quiet"];
/// Behind every option in the order of its declaration.
const LAST: usize = 1000;

/// The command with help in a language.
pub(crate) fn command(lang: Lang) -> Command {
    let command = translate(Cli::command(), "", lang);
    let mut built = command.clone();
    built.build();
    with_usage(command, &mut built, lang)
}

/// The help of a command given by its words, none for the whole program's.
pub(crate) fn print(words: &[String], lang: Lang) -> Result<std::io::Result<()>, Problem> {
    let mut command = command(lang);
    command.build();
    let mut found = &mut command;
    for word in words {
        found = found
            .find_subcommand_mut(word)
            .ok_or_else(|| problem!("usage-unknown-command", given = word.as_str()))?;
    }
    let page = found.render_long_help().to_string();
    Ok(crate::show::print(&page))
}

/// The usage line of the command that is typed.
pub(crate) fn usage_of(arguments: impl Iterator<Item = OsString>, lang: Lang) -> String {
    let mut command = command(lang);
    command.build();
    let words = arguments.skip(1).filter_map(|a| a.into_string().ok());
    // What follows the first word that is a command may be a command of its own.
    for word in words {
        if let Some(below) = command.find_subcommand(&word) {
            command = below.clone();
        }
    }
    usage(&command.render_usage(), lang)
}

/// `path` is empty for the program itself, else the words of the command joined by `-`.
fn translate(command: Command, path: &str, lang: Lang) -> Command {
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|a| a.get_id().to_string())
        .collect();
    let commands: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let command = arguments.iter().fold(command, |command, id| {
        command.mut_arg(id, |arg| argument(arg, path, lang))
    });
    let command = commands.iter().fold(command, |command, name| {
        let path = if path.is_empty() {
            name.clone()
        } else {
            format!("{path}-{name}")
        };
        command.mut_subcommand(name, |command| translate(command, &path, lang))
    });
    let name = if path.is_empty() { "lifecircle" } else { path };
    let examples = format!("examples-{name}");
    let command = command
        .about(text!(lang, &format!("about-{name}")))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading(text!(lang, "help-commands"))
        .subcommand_value_name(text!(lang, "help-any-command"))
        .help_template(template(lang))
        .args(flags(lang));
    if has(lang, &examples) {
        command.after_help(text!(lang, &examples))
    } else {
        command
    }
}

fn template(lang: Lang) -> String {
    let usage = text!(lang, "help-usage", usage = "{usage}");
    format!("{{about-with-newline}}\n{usage}\n\n{{all-args}}{{after-help}}")
}

/// `--help` and `--version`, which every command has.
fn flags(lang: Lang) -> [Arg; 2] {
    let heading = text!(lang, "help-options");
    let flag = |id: &'static str, short: char, action: ArgAction| {
        Arg::new(id)
            .short(short)
            .long(id)
            .action(action)
            .display_order(LAST + 1)
            .help_heading(heading.clone())
    };
    [
        flag("help", 'h', ArgAction::Help).help(text!(lang, "arg-help")),
        flag("version", 'V', ArgAction::Version).help(text!(lang, "arg-version")),
    ]
}

/// The first of a text for this command alone and one for all, by key.
fn nearest(lang: Lang, kind: &str, path: &str, id: &str) -> Option<String> {
    let own = format!("{kind}-{path}-{id}");
    let shared = format!("{kind}-{id}");
    let key = [own, shared].into_iter().find(|key| has(lang, key))?;
    Some(fill(lang, &key, &[]))
}

fn argument(arg: Arg, path: &str, lang: Lang) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let heading = if arg.is_positional() {
        "help-arguments"
    } else {
        "help-options"
    };
    let mut arg = arg.help_heading(text!(lang, heading));
    if OF_EVERY_COMMAND.contains(&id.as_str()) {
        arg = arg.display_order(LAST);
    }
    let Some(mut help) = nearest(lang, "arg", path, &id) else {
        return arg;
    };
    if arg.get_action().takes_values() {
        let names = arg.get_value_names().unwrap_or_default().iter();
        let slugs = names.map(|name| name.to_lowercase().replace('_', "-"));
        let names: Vec<String> = slugs
            .map(|slug| text!(lang, &format!("placeholder-{slug}")))
            .collect();
        arg = arg.value_names(names).hide_default_value(true);
        if let Some(value) = default(&arg, &id, path, lang) {
            help.push(' ');
            help.push_str(&text!(lang, "help-default", value = value));
        }
        let long = possible(&arg, &id, &help, lang);
        arg = arg.hide_possible_values(true);
        if let Some((short, long)) = long {
            return arg.help(short).long_help(long);
        }
    }
    arg.help(help)
}

fn default(arg: &Arg, id: &str, path: &str, lang: Lang) -> Option<String> {
    let values = arg.get_default_values().iter();
    let values: Vec<String> = values.map(|v| v.to_string_lossy().into_owned()).collect();
    let told = nearest(lang, "default", path, id);
    told.or_else(|| (!values.is_empty()).then(|| values.join(",")))
}

/// The help of an option that takes one of several words: on one line, and with a line for each word.
fn possible(arg: &Arg, id: &str, help: &str, lang: Lang) -> Option<(String, String)> {
    let values = arg.get_possible_values();
    if values.is_empty() {
        return None;
    }
    let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
    let listed = text!(lang, "help-possible", values = names.join(", "));
    let short = format!("{help} {listed}");
    let key = |name: &str| format!("possible-{id}-{name}");
    if names.iter().any(|name| !has(lang, &key(name))) {
        return Some((short.clone(), short));
    }
    let widest = names.iter().map(|name| name.len()).max().unwrap_or(0);
    let mut long = help.to_owned();
    for name in names {
        let what = text!(lang, &key(name));
        let _ = write!(long, "\n- {name:<widest$}  {what}");
    }
    Some((short, long))
}

/// Says in the usage line, too, where options and commands go.
fn with_usage(command: Command, built: &mut Command, lang: Lang) -> Command {
    let usage = usage(&built.render_usage(), lang);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |own| match built.find_subcommand_mut(name) {
            Some(built) => with_usage(own, built, lang),
            None => own,
        })
    });
    command.override_usage(usage)
}

/// A usage line of clap's without its heading, its one English word in the language.
pub(crate) fn usage(line: &StyledStr, lang: Lang) -> String {
    let line = line.to_string();
    let line = line.trim();
    let bare = line.strip_prefix("Usage:").unwrap_or(line).trim_start();
    bare.replace("[OPTIONS]", &text!(lang, "help-any-options"))
}
