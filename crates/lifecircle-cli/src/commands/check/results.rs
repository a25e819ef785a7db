//! The files of `check -o`.

use std::path::Path;

use lifecircle_core::coverage::{CheckInput, Coverage, Summary};
use lifecircle_core::gap::gap_map;
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::metric::Gates;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::Observer;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::cache::{AreaNote, FileNote};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{self, Folder, ManifestInput, Reports};
use serde_json::{Value, json};

use crate::args::{CheckArgs, GatesArg};
use crate::city::City;
use crate::gapfiles::{self, GapFiles};
use crate::lang::Lang;
use crate::show;

/// The folder of results, and the one of the gap map inside it: dropped in this order, so that after
/// a failure neither is left.
pub(super) struct Folders {
    gaps: Folder,
    results: Folder,
}

impl Folders {
    pub(super) fn open(path: &Path) -> Result<Self, write::WriteError> {
        let results = Folder::open(path)?;
        Ok(Self {
            gaps: Folder::open(&path.join("gaps"))?,
            results,
        })
    }
}

/// Everything that is written with `-o`.
pub(super) struct Results<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) city: &'a City,
    pub(super) network: &'a StreetNetwork,
    pub(super) lang: Lang,
    pub(super) input: CheckInput<'a>,
    pub(super) summary: &'a Summary,
    pub(super) runs: &'a [(Gates, Coverage)],
}

impl Results<'_> {
    pub(super) fn write(
        &self,
        mut folders: Folders,
        table: &CategoryTable,
        own_rules: Option<&str>,
        observer: &dyn Observer,
    ) -> anyhow::Result<()> {
        let attribution = self.city.extract.attribution();
        let coverage = &self.runs[0].1;
        let folder = &mut folders.results;
        folder.add(
            "residences.geojson",
            write::residences(self.input, coverage, attribution).as_bytes(),
        )?;
        folder.add(
            "facilities.geojson",
            write::facilities(&self.city.facilities, table, attribution).as_bytes(),
        )?;
        let reports = Reports {
            read: self.city.extract.origin.report,
            network: self.city.network.report,
            build: self.city.built.report,
        };
        let summary = write::summary(self.input, self.summary, reports, self.gates(), attribution);
        folder.add("summary.json", summary.as_bytes())?;
        folder.add("manifest.json", self.manifest(table, own_rules)?.as_bytes())?;
        let written = self.add_gaps(&mut folders.gaps, table, observer)?;
        folders.gaps.ready()?;
        folders.results.commit()?;
        folders.gaps.commit()?;
        if let Some(results) = &self.args.output {
            gapfiles::tell_left_over(&results.join("gaps"), &written, self.lang);
        }
        Ok(())
    }

    fn add_gaps(
        &self,
        folder: &mut Folder,
        table: &CategoryTable,
        observer: &dyn Observer,
    ) -> anyhow::Result<Vec<String>> {
        let shapes = StreetShapes::new(self.network, &self.city.built.streets);
        let coverage = &self.runs[0].1;
        let options = AreaOptions::default();
        let map = gap_map(
            self.input,
            coverage,
            self.network,
            &shapes,
            options,
            observer,
        )?;
        let files = GapFiles {
            city: self.city,
            shapes: &shapes,
            table,
            input: self.input,
            coverage,
            map: &map,
            formats: &[Format::GeoJson],
            crs: &Crs::wgs84(),
            lang: self.lang,
        };
        files.add(folder)
    }

    /// How the modes of `--gates all` compare, `None` for a single mode.
    fn gates(&self) -> Option<Value> {
        if self.runs.len() < 2 {
            return None;
        }
        let homes = self.input.residences.count();
        let mode = |(gates, coverage): &(Gates, Coverage)| {
            let flips = show::flips(&self.runs[0].1, coverage, homes);
            let value = json!({ "covered": flips.covered, "better_than_tagged": flips.better, "worse_than_tagged": flips.worse });
            (gates.word().to_owned(), value)
        };
        Some(
            self.runs
                .iter()
                .map(mode)
                .collect::<serde_json::Map<_, _>>()
                .into(),
        )
    }

    fn manifest(&self, table: &CategoryTable, own_rules: Option<&str>) -> anyhow::Result<String> {
        let (args, recipe) = (self.args, &self.city.recipe);
        let origin = &self.city.extract.origin;
        let walking = self.input.walks.walking();
        let gates = if args.gates == GatesArg::All {
            "all"
        } else {
            walking.gates.word()
        };
        let options = json!({
            "profile": walking.profile.name,
            "speed_mm_per_h": walking.speed.mm_per_h(),
            "crossing_delay_ms": walking.crossing_delay_ms,
            "gates": gates,
            "max_snap_mm": recipe.max_snap_mm,
            "trunk": !recipe.build.no_trunk,
            "ferries": recipe.ferries,
            "extent": recipe.extent.as_ref().map(AreaNote::name),
            "residences": self.input.residences.kind.word(),
            "facilities_replaced": args.city.replace,
        });
        let mut manifest = ManifestInput {
            data_date: self.city.extract.date(),
            options: options
                .as_object()
                .cloned()
                .unwrap_or_default()
                .into_iter()
                .collect(),
            rules: rules_value(self.input.pack, table),
            attribution: self.city.extract.attribution().to_owned(),
            ..ManifestInput::default()
        };
        manifest.add(
            "extract",
            Path::new(&origin.name),
            origin.bytes,
            &origin.digest,
        );
        let mut add = |role: &str, note: &FileNote| {
            manifest.add(role, Path::new(&note.name), note.bytes, &note.digest);
        };
        if let Some(list) = &recipe.facilities {
            add("facilities", list);
        }
        if args.city.residences != "auto" {
            add(
                "residences",
                &FileNote::of(Path::new(&args.city.residences))?,
            );
        }
        if let Some(AreaNote::File(file)) = &recipe.extent {
            add("extent", file);
        }
        if own_rules.is_some() {
            add("rules", &FileNote::of(Path::new(&args.rules))?);
        }
        Ok(write::manifest(&manifest, env!("CARGO_PKG_VERSION")))
    }
}

/// The pack as it was understood.
fn rules_value(pack: &RulePack, table: &CategoryTable) -> Value {
    let rule = |rule: &lifecircle_core::rules::Rule| {
        let (name, value) = match rule.limit {
            lifecircle_core::rules::Limit::TimeMs(ms) => ("limit_ms", ms),
            lifecircle_core::rules::Limit::LengthMm(mm) => ("limit_mm", mm),
        };
        json!({
            "id": rule.id,
            "categories": table.ids(rule.categories),
            name: value,
            "min_count": rule.min_count,
            "weight": rule.weight,
        })
    };
    json!({ "id": pack.id, "rules": pack.rules.iter().map(rule).collect::<Vec<_>>() })
}
