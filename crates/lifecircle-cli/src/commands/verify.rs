//! `lifecircle verify`: whether a folder of results is as it was written, and comes out of its inputs again.

use std::process::ExitCode;
use std::sync::Arc;

use lifecircle::{Inputs, Observer, ResultFolder};

use crate::args::VerifyArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

/// Something differs.
const DIFFERS: u8 = 1;

pub(crate) fn run(args: &VerifyArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let results = ResultFolder::open(&args.folder)?;
    let digests = results.digests()?;
    let is_asked = args.file.is_some() || !args.inputs.is_empty();
    let values = if is_asked || results.needs_no_files() {
        let progress = Progress::new(lang, quiet);
        let observer: Arc<dyn Observer + Send> = progress.clone();
        let inputs = Inputs {
            source: args.file.clone(),
            folders: args.inputs.clone(),
        };
        let values = results.values(&inputs, &observer);
        progress.finish();
        Some(values?)
    } else {
        None
    };
    let mut text = show::digests(&digests, lang);
    text.push_str(&match &values {
        Some(values) => show::values(values, lang),
        None => show::no_values(results.is_repeatable(), lang),
    });
    show::print(&text)?;
    let is_same = digests.is_clean() && values.is_none_or(|values| values.different.is_empty());
    Ok(if is_same {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(DIFFERS)
    })
}
