//! `lifecircle matrix`: walking times between many places, as a table.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use lifecircle::{CategoryTable, KernelChoice, Matrix, MatrixOptions, PlaceSet};
use lifecircle_core::units::ms_to_minutes_text;
use lifecircle_io::write::{MatrixFormat, MatrixWriter, place, waiting_file};

use crate::args::MatrixArgs;
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &MatrixArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let name = || args.output.display().to_string();
    let format = MatrixFormat::of(&args.output).with_context(|| {
        format!(
            "{}: a matrix is written as .parquet, .arrow or .csv: end the name of -o with one of them",
            name()
        )
    })?;
    let categories = CategoryTable::built_in();
    let to = if args.all_homes { "homes" } else { &args.to };
    let options = MatrixOptions {
        from: PlaceSet::named(&args.from, &categories)?,
        to: PlaceSet::named(to, &categories)?,
        limit_ms: args.minutes,
        gates: args.walk.gates,
        walker: None,
        kernel: KernelChoice::Auto,
    };
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let progress = Progress::new(lang, quiet);
    let city = args.walk.city.open(args.file.as_deref(), &progress)?;
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
    tell(args, lang, walks, &matrix);
    eprintln!("{}", show::attribution(&city, lang));
    Ok(ExitCode::SUCCESS)
}

/// How much was written, and which places have no street.
fn tell(args: &MatrixArgs, lang: Lang, walks: u64, matrix: &Matrix) {
    let minutes = ms_to_minutes_text(args.minutes);
    let number = |n: usize| show::grouped(n as u64);
    let (from, to) = (
        number(matrix.from().ids.len()),
        number(matrix.to().ids.len()),
    );
    let (file, walks) = (args.output.display(), show::grouped(walks));
    eprintln!(
        "{}",
        match lang {
            Lang::En =>
                format!("{file}: {walks} walks of up to {minutes} min from {from} to {to} places"),
            Lang::Zh => format!("{file}：{from} 处至 {to} 处，{minutes} 分钟内共 {walks} 条"),
        }
    );
    for (what, far) in [
        ("--from", matrix.from().far_count()),
        ("--to", matrix.to().far_count()),
    ] {
        if far > 0 {
            eprintln!(
                "{}",
                match lang {
                    Lang::En => format!(
                        "{far} places of {what} have no street within reach (--max-snap): no walk is written for them"
                    ),
                    Lang::Zh => format!(
                        "{what} 中有 {far} 处在 --max-snap 范围内没有道路：不写出其步行时间"
                    ),
                }
            );
        }
    }
}
