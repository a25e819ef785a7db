//! The `lifecircle` command: arguments in, tables and files out. No algorithm lives here.
#![allow(
    clippy::print_stderr,
    reason = "messages for people go to stderr; stdout carries data only"
)]

mod args;
mod bench;
mod commands;
mod help;
mod lang;
mod layer_files;
mod maps;
mod problem;
mod progress;
mod recipe;
mod show;
#[cfg(unix)]
mod signals;
mod usage;

use std::process::ExitCode;

use clap::FromArgMatches;

use args::{Cli, Command};
use lang::Lang;

/// Wrong input or usage.
const WRONG: u8 = 2;

fn main() -> ExitCode {
    #[cfg(unix)]
    signals::watch();
    let lang = lang::detect(std::env::args_os());
    let matches = help::command(lang).try_get_matches();
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return usage::refuse(&error, lang),
    };
    match run(cli, lang) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{}", problem::told(&error, lang));
            ExitCode::from(WRONG)
        }
    }
}

fn run(cli: Cli, lang: Lang) -> anyhow::Result<ExitCode> {
    if let Some(threads) = cli.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build_global()
            .map_err(|_| problem::problem!("threads-failed"))?;
    }
    match cli.command {
        Command::Check(args) => commands::check::run(&args, lang, cli.quiet),
        Command::Explain(args) => commands::explain::run(&args, lang, cli.quiet),
        Command::Inspect(args) => commands::inspect::run(&args, lang, cli.quiet),
        Command::Network(args) => commands::network::run(&args, lang, cli.quiet),
        Command::Rules { action } => commands::rules::run(&action, lang),
        Command::Categories { lists, json } => commands::categories::run(&lists, json, lang),
        Command::Init(args) => commands::init::run(&args, lang, cli.quiet),
        Command::Synth(args) => commands::synth::run(&args, lang, cli.quiet),
        Command::Matrix(args) => commands::matrix::run(&args, lang, cli.quiet),
        Command::Gaps(args) => commands::gaps::run(&args, lang, cli.quiet),
        Command::Sites(args) => commands::sites::run(&args, lang, cli.quiet),
        Command::Scenario { action } => commands::scenario::run(&action, lang, cli.quiet),
        Command::Verify(args) => commands::verify::run(&args, lang, cli.quiet),
        Command::Compare(args) => commands::compare::run(&args, lang, cli.quiet),
        Command::Obstacles(args) => commands::obstacles::run(&args, lang, cli.quiet),
        Command::Report(args) => commands::report::run(&args, lang, cli.quiet),
        Command::Census(args) => commands::census::run(&args, lang, cli.quiet),
        Command::Audit(args) => commands::audit::run(&args, lang, cli.quiet),
        Command::Isochrone(args) => commands::isochrone::run(&args, lang, cli.quiet),
        Command::Bench(args) => commands::bench::run(&args, lang, cli.quiet),
        Command::Completions { shell } => commands::completions::run(shell, lang),
        Command::Manual { folder } => commands::manual::run(&folder, lang),
        Command::Help { command } => {
            help::print(&command, lang)??;
            Ok(ExitCode::SUCCESS)
        }
    }
}
