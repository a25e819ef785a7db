//! A city that `lifecircle network` has built before: what it can answer, and what it must refuse.

use std::path::Path;

use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_core::osm::OsmData;
use lifecircle_core::place::{CategoryTable, OwnFacility, OwnResidence, facilities, residences};
use lifecircle_core::snap::SnapIndex;
use lifecircle_core::units::mm_to_m;
use lifecircle_io::cache::{CachedCity, CityCache, Label, Recipe};

use crate::city::{City, CityOptions, MAX_SNAP_MM, choice, people_table, tables_digest};

/// Loads a city; lists of the user's are connected to its streets.
pub(crate) fn city(
    file: &Path,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<City> {
    Ok(load(file, table, options, observer)?.0)
}

/// The same, with the walkable ways it was built from.
pub(crate) fn city_and_network(
    file: &Path,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<(City, StreetNetwork)> {
    let (city, cache) = load(file, table, options, observer)?;
    Ok((city, cache.network()?))
}

fn load(
    file: &Path,
    table: &CategoryTable,
    options: CityOptions,
    observer: &dyn Observer,
) -> anyhow::Result<(City, CityCache)> {
    observer.stage(Stage::Read, 0);
    let cache = CityCache::open(file)?;
    let label = cache.label();
    check_fit(file, label, &options)?;
    let mut recipe = label.recipe.clone();
    let mut city = cache.city(table.categories().len())?;
    let replaced = options.facilities.filter(|_| options.replace);
    if replaced.is_some() || options.residences.is_some() {
        observer.stage(Stage::Snap, 0);
        let network = cache.network()?;
        let lists = Lists {
            network: &network,
            max_snap_mm: recipe.max_snap_mm,
            table,
        };
        if let Some(own) = replaced {
            recipe.facilities = Some(own.note);
            lists.replace_facilities(&own.rows, &mut city);
        }
        if let Some(rows) = options.residences {
            lists.replace_residences(rows, &mut city)?;
        }
    }
    let city = City {
        extract: label.origin.clone().into(),
        recipe,
        network: cache.facts(),
        built: city.built,
        facilities: city.facilities,
        residences: city.residences,
    };
    Ok((city, cache))
}

/// Puts lists of the user's in the place of what the extract had.
struct Lists<'a> {
    network: &'a StreetNetwork,
    max_snap_mm: u32,
    table: &'a CategoryTable,
}

impl Lists<'_> {
    fn replace_facilities(&self, rows: &[OwnFacility], city: &mut CachedCity) {
        let index = SnapIndex::new(self.network, &city.built.streets, self.max_snap_mm);
        // Nothing of an extract is asked for where all facilities are the user's.
        city.facilities = facilities(&OsmData::default(), self.table, rows, true, &index);
        // Only elements of the extract can be inside a dwelling.
        city.residences.zero.clear();
        city.residences.first_zero.fill(0);
    }

    fn replace_residences(
        &self,
        rows: Vec<OwnResidence>,
        city: &mut CachedCity,
    ) -> anyhow::Result<()> {
        let index = SnapIndex::new(self.network, &city.built.streets, self.max_snap_mm);
        city.residences = residences(
            &OsmData::default(),
            self.network,
            &people_table()?,
            &choice(Some(rows)),
            &city.facilities,
            &index,
        );
        Ok(())
    }
}

/// An error where a city made otherwise is asked for.
///
/// Options that are not given are those of the cache; who walks is always asked for.
fn check_fit(file: &Path, label: &Label, options: &CityOptions) -> anyhow::Result<()> {
    let (name, has) = (file.display(), &label.recipe);
    let origin = &label.origin.name;
    let (asked, wanted) = misfits(has, options);
    anyhow::ensure!(
        label.tables == tables_digest(),
        "{name}: was made with other tables of categories and people than this program's: `{}` makes it again",
        command(origin, has)
    );
    let made_with = Some(flags(has)).filter(|flags| !flags.is_empty());
    let made_with = made_with.unwrap_or_else(|| "no option".to_owned());
    anyhow::ensure!(
        asked.is_empty(),
        "{name} does not fit {}: it was made with {made_with}; `{}` makes one that does, or give the .osm.pbf itself",
        asked.join(", "),
        command(origin, &wanted),
    );
    Ok(())
}

/// The options asked for that a recipe is not of, and the recipe that would be.
fn misfits(has: &Recipe, options: &CityOptions) -> (Vec<String>, Recipe) {
    let mut wanted = has.clone();
    let mut asked: Vec<String> = Vec::new();
    if let Some((area, _)) = &options.extent
        && has.extent.as_ref() != Some(area)
    {
        wanted.extent = Some(area.clone());
        asked.push(format!("--extent {}", area.name()));
    }
    let switches = [
        ("--ferries", options.ferries, &mut wanted.ferries),
        (
            "--no-trunk",
            options.build.no_trunk,
            &mut wanted.build.no_trunk,
        ),
    ];
    for (name, given, own) in switches {
        if given && !*own {
            *own = true;
            asked.push(name.to_owned());
        }
    }
    if let Some(mm) = options.max_snap_mm.filter(|&mm| mm != has.max_snap_mm) {
        wanted.max_snap_mm = mm;
        asked.push(format!("--max-snap {}", mm_to_m(mm)));
    }
    if let Some(profile) = options.profile {
        if options.build.step_free != has.build.step_free {
            wanted.build.step_free = options.build.step_free;
            asked.push(format!("--profile {profile}"));
        }
        if options.build.crossings != has.build.crossings {
            wanted.build.crossings = options.build.crossings;
            let some = if wanted.build.crossings {
                "above 0"
            } else {
                "0"
            };
            asked.push(format!("--crossing-delay {some}"));
        }
    }
    let beside = options.facilities.as_ref().filter(|_| !options.replace);
    if let Some(own) = beside.filter(|own| has.facilities.as_ref() != Some(&own.note)) {
        wanted.facilities = Some(own.note.clone());
        asked.push(format!("--facilities {} without --replace", own.note.name));
    }
    (asked, wanted)
}

/// The options of `lifecircle network` that a recipe stands for; empty for the defaults.
pub(crate) fn flags(recipe: &Recipe) -> String {
    let mut flags = Vec::new();
    if let Some(area) = &recipe.extent {
        flags.push(format!("--extent {}", area.name()));
    }
    let switches = [
        ("--ferries", recipe.ferries),
        ("--no-trunk", recipe.build.no_trunk),
        ("--step-free", recipe.build.step_free),
        ("--crossings", recipe.build.crossings),
    ];
    flags.extend(switches.iter().filter(|s| s.1).map(|s| s.0.to_owned()));
    if recipe.max_snap_mm != MAX_SNAP_MM {
        flags.push(format!("--max-snap {}", mm_to_m(recipe.max_snap_mm)));
    }
    if let Some(list) = &recipe.facilities {
        flags.push(format!("--facilities {}", list.name));
    }
    flags.join(" ")
}

fn command(origin: &str, recipe: &Recipe) -> String {
    let flags = flags(recipe);
    let space = if flags.is_empty() { "" } else { " " };
    format!("lifecircle network {origin}{space}{flags} -o NEW.lcn")
}
