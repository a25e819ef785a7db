//! `lifecircle report`: everything that is known of a city, as a page, as a workbook and as a text document.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{CheckOptions, LevelChoice, MapOptions, ReportOptions};
use lifecircle_io::write::{Waiting, place, waiting_file};
use lifecircle_texts::text;

use crate::args::ReportArgs;
use crate::lang::Lang;
use crate::maps;
use crate::progress::Progress;
use crate::show;

/// A file that is to be written, and where it waits until all of them are.
struct Asked<'a> {
    file: &'a Path,
    waiting: Waiting,
}

impl<'a> Asked<'a> {
    /// The place for a file is found fit before the work begins.
    fn new(file: Option<&'a Path>, option: &str, ending: &str) -> anyhow::Result<Option<Self>> {
        let Some(file) = file else {
            return Ok(None);
        };
        maps::has_ending(file, option, ending)?;
        let folder = super::folder_of(file)?;
        let waiting = waiting_file(folder).with_context(|| file.display().to_string())?;
        Ok(Some(Self { file, waiting }))
    }

    fn name(&self) -> String {
        self.file.display().to_string()
    }

    fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.waiting.write_all(bytes).with_context(|| self.name())
    }

    fn place(self) -> anyhow::Result<()> {
        let name = self.name();
        place(self.waiting, self.file).context(name)
    }
}

pub(crate) fn run(args: &ReportArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    // Everything the user typed is checked before the long work begins.
    let mut plan = args.ruled.plan(args.file.as_deref())?;
    plan.hours.country = args.country.or(plan.hours.country);
    plan.options.surroundings = args.obstacles > 0 || args.doubt;
    plan.options.base_map = args.output.is_some() || args.docx.is_some();
    if plan.options.strata.is_empty() {
        plan.options.levels.get_or_insert(LevelChoice::AdminIfAny);
    }
    let options = CheckOptions {
        at: args.at,
        week: args.hours,
        hours: plan.hours.clone(),
        doubt: args.doubt,
        ..plan.check_options()?
    };
    let mut page = Asked::new(args.output.as_deref(), "-o", "html")?;
    let mut xlsx = Asked::new(args.xlsx.as_deref(), "--xlsx", "xlsx")?;
    let mut docx = Asked::new(args.docx.as_deref(), "--docx", "docx")?;
    let maps = MapOptions {
        lang,
        font: maps::font(args.font.as_deref())?,
        ..MapOptions::default()
    };
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let check = city.check(&options)?;
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let report = check.report(&ReportOptions {
        title: args.title.clone(),
        sites: number(args.sites),
        obstacles: number(args.obstacles),
    })?;
    if let Some(page) = &mut page {
        let name = page.name();
        let mut out = BufWriter::new(&mut page.waiting);
        report.page(lang, &mut out)?;
        out.flush().context(name)?;
    }
    if let Some(xlsx) = &mut xlsx {
        xlsx.write(&report.workbook(lang)?)?;
    }
    if let Some(docx) = &mut docx {
        let document = report.text_document(&maps)?;
        docx.write(&document.bytes)?;
        maps::tell_missing(&document.missing_glyphs, lang);
    }
    progress.finish();
    let written = page.into_iter().chain(xlsx).chain(docx);
    for asked in written {
        let name = asked.name();
        asked.place()?;
        eprintln!("{}", text!(lang, "report-written", file = name));
    }
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}
