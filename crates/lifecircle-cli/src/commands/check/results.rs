//! The files of `check -o`.

use std::path::Path;

use lifecircle::{AreaOptions, Check};
use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;
use lifecircle_io::cache::{AreaNote, FileNote};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{self, CheckLayer, Folder, LayerFiles, ManifestInput, Reports};
use serde_json::{Value, json};

use crate::args::{CheckArgs, GatesArg};
use crate::gapfiles;
use crate::lang::Lang;

/// Everything that is written with `-o`.
pub(super) struct Results<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) runs: &'a [Check],
    pub(super) layers: &'a [CheckLayer],
    pub(super) formats: &'a [Format],
    pub(super) lang: Lang,
}

impl Results<'_> {
    pub(super) fn write(&self, mut folder: Folder) -> anyhow::Result<()> {
        folder.add("summary.json", self.summary().as_bytes())?;
        folder.add("manifest.json", self.manifest()?.as_bytes())?;
        let contents = gapfiles::contents(&self.runs[0], None, AreaOptions::default())?;
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
        let check = &self.runs[0];
        let city = check.city();
        let reports = Reports {
            read: city.provenance().origin.report,
            network: city.facts().report,
            build: city.built().report,
        };
        let attribution = city.provenance().attribution();
        write::summary(
            check.input(),
            check.summary(),
            reports,
            self.gates(),
            attribution,
        )
    }

    /// How the modes of `--gates all` compare, `None` for a single mode.
    fn gates(&self) -> Option<Value> {
        if self.runs.len() < 2 {
            return None;
        }
        let mode = |run: &Check| {
            let gates = run.walking().gates;
            let flips = self.runs[0].flips(run);
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

    fn manifest(&self) -> anyhow::Result<String> {
        let check = &self.runs[0];
        let (args, city) = (self.args, check.city());
        let recipe = city.recipe();
        let origin = &city.provenance().origin;
        let walking = check.walking();
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
            "residences": city.residences().kind.word(),
            "facilities_replaced": city.list_replaces(),
        });
        let mut manifest = ManifestInput {
            data_date: city.provenance().date(),
            options: options
                .as_object()
                .cloned()
                .unwrap_or_default()
                .into_iter()
                .collect(),
            rules: rules_value(&check.pack().rules, city.categories()),
            attribution: city.provenance().attribution().to_owned(),
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
        if let Some(list) = city.residence_list() {
            add("residences", list);
        }
        if let Some(AreaNote::File(file)) = &recipe.extent {
            add("extent", file);
        }
        if let Some(file) = &check.pack().file {
            add("rules", &FileNote::of(file)?);
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
