//! `lifecircle completions SHELL`.

use std::process::ExitCode;

use crate::lang::Lang;

pub(crate) fn run(shell: clap_complete::Shell, lang: Lang) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut crate::help::command(lang),
        "lifecircle",
        &mut script,
    );
    crate::show::print(&String::from_utf8(script)?)?;
    Ok(ExitCode::SUCCESS)
}
