//! One module per command.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod completions;
mod given;
pub(crate) mod inspect;
pub(crate) mod matrix;
pub(crate) mod network;
pub(crate) mod rules;
pub(crate) mod synth;

use std::path::Path;

/// The folder of a file that is to be written, found fit before the work begins.
fn folder_of(output: &Path) -> anyhow::Result<&Path> {
    let folder = output.parent().filter(|p| !p.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    anyhow::ensure!(
        folder.is_dir(),
        "{}: its folder does not exist: make it first, or choose another with -o",
        output.display()
    );
    anyhow::ensure!(
        std::fs::metadata(output).map_or(true, |meta| meta.is_file()),
        "{} is no regular file: choose another name with -o",
        output.display()
    );
    Ok(folder)
}
