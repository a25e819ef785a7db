//! `lifecircle manual FOLDER`: its help as manual pages.

use std::path::Path;
use std::process::ExitCode;

use clap::Command;
use clap_mangen::Man;
use lifecircle::Folder;

use crate::lang::Lang;
use crate::layer_files::Target;

pub(crate) fn run(folder: &Path, lang: Lang) -> anyhow::Result<ExitCode> {
    let target = Target::open(Some(folder))?;
    let mut command = crate::help::command(lang);
    command.build();
    let written = target.write(|folder| {
        let mut names = Vec::new();
        add(folder, &command, "lifecircle", &mut names)?;
        anyhow::Ok(names)
    })?;
    if let Some(written) = written {
        written.tell(lang);
    }
    Ok(ExitCode::SUCCESS)
}

/// The page of a command, and those of the commands below it.
fn add(
    folder: &mut Folder,
    command: &Command,
    name: &str,
    names: &mut Vec<String>,
) -> anyhow::Result<()> {
    let mut page = Vec::new();
    Man::new(command.clone().name(name.to_owned())).render(&mut page)?;
    let file = format!("{name}.1");
    folder.add(&file, &page)?;
    names.push(file);
    for below in command.get_subcommands() {
        add(
            folder,
            below,
            &format!("{name}-{}", below.get_name()),
            names,
        )?;
    }
    Ok(())
}
