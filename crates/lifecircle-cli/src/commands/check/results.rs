//! The files of `check -o`.

use std::path::Path;

use lifecircle_core::coverage::{CheckInput, Coverage, Summary};
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::metric::Gates;
use lifecircle_core::network::StreetNetwork;
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::cache::{AreaNote, FileNote};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{
    self, CheckLayer, Folder, LayerContents, LayerFiles, ManifestInput, Reports,
};
use serde_json::{Value, json};

use crate::args::{CheckArgs, GatesArg};
use crate::city::City;
use crate::gapfiles;
use crate::lang::Lang;
use crate::show;

/// Everything that is written with `-o`.
pub(super) struct Results<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) city: &'a City,
    pub(super) lang: Lang,
    pub(super) input: CheckInput<'a>,
    pub(super) summary: &'a Summary,
    pub(super) runs: &'a [(Gates, Coverage)],
    pub(super) layers: &'a [CheckLayer],
    pub(super) formats: &'a [Format],
}

impl Results<'_> {
    pub(super) fn write(
        &self,
        mut folder: Folder,
        network: &StreetNetwork,
        table: &CategoryTable,
        own_rules: Option<&str>,
    ) -> anyhow::Result<()> {
        folder.add("summary.json", self.summary().as_bytes())?;
        folder.add("manifest.json", self.manifest(table, own_rules)?.as_bytes())?;
        let shapes = StreetShapes::new(network, &self.city.built.streets);
        let contents = LayerContents {
            input: self.input,
            coverage: &self.runs[0].1,
            network,
            shapes: &shapes,
            table,
            attribution: self.city.extract.attribution(),
            options: AreaOptions::default(),
            map: None,
        };
        let files = LayerFiles {
            layers: self.layers,
            formats: self.formats,
            crs: &Crs::wgs84(),
        };
        let written = gapfiles::add(&mut folder, contents, files, self.lang)?;
        folder.commit()?;
        if let Some(results) = &self.args.output {
            gapfiles::tell_left_over(results, &written, self.lang);
        }
        Ok(())
    }

    /// `summary.json`.
    pub(super) fn summary(&self) -> String {
        let reports = Reports {
            read: self.city.extract.origin.report,
            network: self.city.network.report,
            build: self.city.built.report,
        };
        let attribution = self.city.extract.attribution();
        write::summary(self.input, self.summary, reports, self.gates(), attribution)
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
        let walking = self.input.walking;
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
