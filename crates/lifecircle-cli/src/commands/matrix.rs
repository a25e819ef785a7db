//! `lifecircle matrix`: walking times between many places, as a table.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{KernelChoice, Matrix, MatrixOptions, PlaceSet};
use lifecircle_core::units::ms_to_minutes_text;
use lifecircle_io::write::{MatrixFormat, MatrixWriter, place, waiting_file};
use lifecircle_texts::text;

use crate::args::MatrixArgs;
use crate::lang::Lang;
use crate::problem::problem;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &MatrixArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let name = || args.output.display().to_string();
    let format = MatrixFormat::of(&args.output)
        .ok_or_else(|| problem!("matrix-ending", file = &args.output))?;
    let plan = args.walk.plan(args.file.as_deref())?;
    let categories = plan.options.category_table()?;
    let to = if args.all_homes { "homes" } else { &args.to };
    let options = MatrixOptions {
        from: PlaceSet::named(&args.from, &categories)?,
        to: PlaceSet::named(to, &categories)?,
        limit_ms: args.minutes,
        gates: plan.gates(),
        walker: None,
        kernel: KernelChoice::Auto,
    };
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let progress = Progress::new(lang, quiet);
    let city = super::given::open(&plan, &progress, lang)?;
    let matrix = city.matrix(&options)?;
    let out = BufWriter::new(waiting.as_file());
    let (from, to) = (&matrix.from().ids, &matrix.to().ids);
    let attribution = city.provenance().attribution();
    let mut writer = MatrixWriter::new(format, out, from, to, attribution).with_context(name)?;
    let kernel = matrix
        .for_each(|start, rows| Ok::<_, lifecircle::Error>(writer.rows(start, &rows)?))
        .with_context(name)?;
    let (walks, mut out) = writer.finish().with_context(name)?;
    out.flush().with_context(name)?;
    drop(out);
    progress.finish();
    place(waiting, &args.output).with_context(name)?;
    if args.verbose {
        eprintln!("{}", show::kernel(kernel, lang));
    }
    let shifted = [matrix.from(), matrix.to()].map(|places| places.warning.clone());
    let mut shifted: Vec<_> = shifted.into_iter().flatten().collect();
    shifted.dedup();
    eprint!("{}", show::other_warnings(&city, &shifted, lang));
    tell(args, lang, walks, &matrix);
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}

/// How much was written, and which places have no street.
fn tell(args: &MatrixArgs, lang: Lang, walks: u64, matrix: &Matrix) {
    let places = |n: usize| text!(lang, "count-places", count = n);
    let line = text!(
        lang,
        "matrix-written",
        file = &args.output,
        walks = walks,
        minutes = ms_to_minutes_text(args.minutes),
        from = places(matrix.from().ids.len()),
        to = places(matrix.to().ids.len())
    );
    eprintln!("{line}");
    for (option, far) in [
        ("--from", matrix.from().far_count()),
        ("--to", matrix.to().far_count()),
    ] {
        if far > 0 {
            eprintln!(
                "{}",
                text!(lang, "matrix-far", option = option, count = far)
            );
        }
    }
}
