//! `lifecircle matrix`: walking times between many places, as a table.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use lifecircle_core::coverage::{KernelChoice, Matrix, Stops, rows_by_size};
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::place::{CategorySet, CategoryTable};
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::units::{ms_to_minutes_text, narrow};
use lifecircle_io::read::{self, Place};
use lifecircle_io::write::{MatrixFormat, MatrixWriter, place, waiting_file};

use crate::args::MatrixArgs;
use crate::city::{City, category_table, check_extent, city_and_network};
use crate::lang::Lang;
use crate::progress::Progress;
use crate::show;

pub(crate) fn run(args: &MatrixArgs, lang: Lang, quiet: bool) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    let name = || args.output.display().to_string();
    let format = MatrixFormat::of(&args.output).with_context(|| {
        format!(
            "{}: a matrix is written as .parquet, .arrow or .csv: end the name of -o with one of them",
            name()
        )
    })?;
    let (from, to) = (
        Which::of(&args.from, &table)?,
        Which::of(if args.all_homes { "homes" } else { &args.to }, &table)?,
    );
    let walking = args.walk.walking()?;
    let options = args.walk.city.options(&table, walking)?;
    let waiting = waiting_file(super::folder_of(&args.output)?).with_context(name)?;
    let progress = Progress::new(lang, quiet);
    let (city, network) = city_and_network(args.file.as_deref(), &table, options, &progress)?;
    if args.walk.city.streets.extent.is_some() {
        check_extent(&city.network)?;
    }
    let (origins, destinations) = (from.places(&city, &network), to.places(&city, &network));
    let at_hand = at_hand(&from, &origins, &to, &destinations, &city);
    let matrix = Matrix::new(
        &city.built,
        walking,
        &origins.stops,
        &destinations.stops,
        &at_hand,
        args.minutes,
        KernelChoice::Auto,
    );
    progress.stage(Stage::Search, origins.ids.len() as u64);
    let out = BufWriter::new(waiting.as_file());
    let attribution = city.extract.attribution();
    let mut writer = MatrixWriter::new(format, out, &origins.ids, &destinations.ids, attribution)
        .with_context(name)?;
    rows_by_size(&matrix, |start, rows| {
        progress.advance(rows.len() as u64);
        writer.rows(start, &rows)
    })
    .with_context(name)?;
    let (walks, mut out) = writer.finish().with_context(name)?;
    out.flush().with_context(name)?;
    drop(out);
    progress.finish();
    place(waiting, &args.output).with_context(name)?;
    if args.verbose {
        eprintln!("{}", show::kernel(matrix.kernel(), lang));
    }
    tell(args, lang, walks, &origins, &destinations);
    eprintln!("{}", city.extract.attribution_in(lang));
    Ok(ExitCode::SUCCESS)
}

/// How much was written, and which places have no street.
fn tell(args: &MatrixArgs, lang: Lang, walks: u64, origins: &Places, destinations: &Places) {
    let minutes = ms_to_minutes_text(args.minutes);
    let number = |n: usize| show::grouped(n as u64);
    let (from, to) = (number(origins.ids.len()), number(destinations.ids.len()));
    let (file, walks) = (args.output.display(), show::grouped(walks));
    eprintln!(
        "{}",
        match lang {
            Lang::En =>
                format!("{file}: {walks} walks of up to {minutes} min from {from} to {to} places"),
            Lang::Zh => format!("{file}：{from} 处至 {to} 处，{minutes} 分钟内共 {walks} 条"),
        }
    );
    for (what, places) in [("--from", origins), ("--to", destinations)] {
        let far = (0..places.ids.len()).filter(|&p| places.stops.of(p).is_empty());
        let far = far.count();
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

/// A set of places, as typed.
#[derive(PartialEq)]
enum Which {
    Homes,
    Facilities(Option<CategorySet>),
    List(Vec<Place>),
}

impl Which {
    fn of(text: &str, table: &CategoryTable) -> anyhow::Result<Self> {
        let category = |c: &lifecircle_core::place::Category| c.id == text || c.zh == text;
        match text {
            "homes" => Ok(Self::Homes),
            "facilities" => Ok(Self::Facilities(None)),
            _ => {
                if let Some(found) = table.categories().iter().position(category) {
                    return Ok(Self::Facilities(Some(CategorySet::of(found))));
                }
                if !Path::new(text).exists() {
                    let known: Vec<&str> =
                        table.categories().iter().map(|c| c.id.as_str()).collect();
                    bail!(
                        "`{text}` is neither homes, facilities, a file, nor a category; the categories are: {}",
                        known.join(", ")
                    );
                }
                Ok(Self::List(read::places(Path::new(text))?))
            }
        }
    }

    fn places(&self, city: &City, network: &StreetNetwork) -> Places {
        match self {
            Self::Homes => Places {
                ids: city.residences.id.iter().map(ToString::to_string).collect(),
                stops: Stops::of_residences(&city.residences),
                ranks: Vec::new(),
            },
            Self::Facilities(wanted) => {
                let rows = (0..).zip(&city.facilities.rows);
                let meets = |set: CategorySet| wanted.is_none_or(|w| set.meets(w));
                let own: Vec<_> = rows.filter(|(_, f)| meets(f.categories)).collect();
                Places {
                    ids: own.iter().map(|(_, f)| f.id.clone()).collect(),
                    stops: Stops::new(
                        own.iter().map(|(_, f)| {
                            f.access.iter().filter_map(|a| a.snap).collect::<Vec<_>>()
                        }),
                    ),
                    ranks: own.iter().map(|&(rank, _)| rank).collect(),
                }
            }
            Self::List(rows) => {
                let index = SnapIndex::new(network, &city.built.streets, city.recipe.max_snap_mm);
                Places {
                    ids: rows.iter().map(|row| row.id.clone()).collect(),
                    stops: Stops::new(rows.iter().map(|row| index.point(row.at))),
                    ranks: Vec::new(),
                }
            }
        }
    }
}

/// Places on the streets, and for facilities their ranks.
struct Places {
    ids: Vec<String>,
    stops: Stops,
    ranks: Vec<u32>,
}

/// Pairs that are no walk apart: a place and itself, a home and a facility inside it.
fn at_hand(
    from: &Which,
    origins: &Places,
    to: &Which,
    destinations: &Places,
    city: &City,
) -> Vec<(u32, u32)> {
    // Ranks increase, so a rank's position is found by halving.
    let position = |places: &Places, rank: u32| {
        let found = places.ranks.binary_search(&rank).ok();
        found.map(narrow)
    };
    let inside = |facilities: &Places| -> Vec<(u32, u32)> {
        let homes = 0..city.residences.count();
        let pairs = homes.flat_map(|home| {
            let ranks = city.residences.zero_of(home).iter();
            ranks.map(move |&rank| (narrow(home), rank))
        });
        pairs
            .filter_map(|(home, rank)| Some((home, position(facilities, rank)?)))
            .collect()
    };
    match (from, to) {
        (Which::Homes, Which::Facilities(_)) => inside(destinations),
        (Which::Facilities(_), Which::Homes) => {
            let pairs = inside(origins).into_iter();
            pairs.map(|(home, facility)| (facility, home)).collect()
        }
        (Which::Facilities(_), Which::Facilities(_)) => (0..)
            .zip(&origins.ranks)
            .filter_map(|(origin, &rank)| Some((origin, position(destinations, rank)?)))
            .collect(),
        (from, to) if from == to => (0..narrow(origins.ids.len())).map(|i| (i, i)).collect(),
        _ => Vec::new(),
    }
}
