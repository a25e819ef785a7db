//! What a manifest tells of a check: inputs, options, rules, and what a rerun needs besides.

use std::path::Path;

use lifecircle_core::hours::Country;
use lifecircle_core::network::Plazas;
use lifecircle_core::place::{CategoryTable, HomesChoice, Legs, ListPolicy};
use lifecircle_core::rules::{Limit, Rule, RulePack};
use lifecircle_io::cache::{AreaNote, FileNote};
use lifecircle_io::write::{self, ManifestInput, Sha256Hex};
use serde_json::{Map, Value, json};

use crate::options::note;
use crate::output::{Compared, FileOptions};
use crate::tables::DEMO;
use crate::verify::files_value;
use crate::{Check, Error, Links};

impl Check {
    /// `manifest.json`: everything that decides the results, so that a rerun gives the same bytes. In a folder it also names what is
    /// written beside it.
    ///
    /// # Errors
    /// [`Error::Open`] where the file of the rules is gone.
    pub fn manifest_json(&self, compared: Compared) -> Result<String, Error> {
        let manifest = self.manifest(compared)?;
        Ok(write::manifest(&manifest, env!("CARGO_PKG_VERSION")))
    }

    /// The same before it is a text.
    pub(crate) fn manifest(&self, compared: Compared) -> Result<ManifestInput, Error> {
        let city = self.city();
        let (recipe, origin) = (city.recipe(), &city.provenance().origin);
        let mut manifest = ManifestInput {
            city: city.name().cloned(),
            data_date: city.provenance().date(),
            extent: city.facts().report.extent,
            options: self.options(compared).into_iter().collect(),
            tables: Some(city.parts.tables.digest().to_string()),
            rules: rules_value(&self.pack().rules, city.categories()),
            attribution: city.provenance().attribution().to_owned(),
            ..ManifestInput::default()
        };
        let name = Path::new(&origin.name);
        manifest.add("extract", name, origin.bytes, &origin.digest);
        let mut add = |role: &str, note: &FileNote| {
            manifest.add(role, Path::new(&note.name), note.bytes, &note.digest);
        };
        // Several lists are told one by one.
        let inputs = &city.parts.inputs;
        if let Some(list) = &recipe.facilities
            && inputs.iter().all(|(role, _)| *role != "facilities")
        {
            add("facilities", list);
        }
        if let Some(list) = city.residence_list() {
            add("residences", list);
        }
        if let Some(AreaNote::File(file)) = &recipe.extent {
            add("extent", file);
        }
        for (role, file) in inputs {
            add(role, file);
        }
        if let Some(file) = &self.pack().file {
            add("rules", &note(file)?);
        }
        Ok(manifest)
    }

    /// What a rerun needs that neither inputs nor options tell.
    pub(crate) fn asked(&self, files: &FileOptions) -> Value {
        let (city, options) = (self.city(), self.check_options());
        let is_demo = city.provenance().origin.digest == Sha256Hex::of(DEMO);
        let pack = self.pack();
        let rules = match &pack.file {
            Some(file) => json!({ "file": file.file_name().map(|name| name.to_string_lossy()) }),
            None => json!({ "name": pack.rules.id }),
        };
        let defaults = options.hours.defaults.iter();
        json!({
            // Nothing of a network that was made before: it stands for its extract.
            "source": if is_demo { "demo" } else { "extract" },
            "city": city.parts.asked,
            "rules": rules,
            "country": options.hours.country.map(Country::code),
            "hours": defaults.map(|(category, hours)| json!([category, hours])).collect::<Vec<_>>(),
            "week": options.week,
            "compare_streets": options.compare_streets,
            "files": files_value(files),
        })
    }

    fn options(&self, compared: Compared) -> Map<String, Value> {
        let (city, walking) = (self.city(), self.walking());
        let recipe = city.recipe();
        let gates = if compared.gates.is_empty() {
            walking.gates.word()
        } else {
            "all"
        };
        let mut options = vec![
            ("profile", walking.profile.name.into()),
            ("speed_mm_per_h", walking.speed.mm_per_h().into()),
            ("crossing_delay_ms", walking.crossing_delay_ms.into()),
            ("gates", gates.into()),
            ("max_snap_mm", recipe.max_snap_mm.into()),
            ("trunk", (!recipe.build.no_trunk).into()),
            ("ferries", recipe.ferries.into()),
            ("extent", recipe.extent.as_ref().map(AreaNote::name).into()),
            ("residences", city.residences().kind.word().into()),
            ("facilities_replaced", city.list_replaces().into()),
        ];
        // Named where it is not the default, as manifests of before have it.
        if !compared.profiles.is_empty() {
            let names = compared.profiles.iter().map(|run| run.profile.name);
            options.push(("profiles", names.collect::<Vec<_>>().into()));
        }
        if recipe.legs != Legs::default() {
            options.push(("legs", recipe.legs.word().into()));
        }
        if recipe.plazas != Plazas::default() {
            options.push(("plazas", recipe.plazas.word().into()));
        }
        if recipe.homes != HomesChoice::default() {
            options.push(("homes", recipe.homes.word().into()));
        }
        if let Some(area) = city.area() {
            options.push(("area", area.name.as_str().into()));
        }
        if recipe.policy != ListPolicy::default() {
            options.push(("policy", recipe.policy.word().into()));
        }
        if city.probable_links().is_some() {
            options.push(("links", Links::Probable.word().into()));
        }
        if self.doubts().is_some() {
            options.push(("doubt", true.into()));
        }
        if let Some(at) = self.at() {
            options.push(("at", at.clock.moment().to_string().into()));
            options.push(("country", at.country.map(Country::code).into()));
        }
        let named = options.into_iter();
        named
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }
}

/// The pack as it was understood.
fn rules_value(pack: &RulePack, table: &CategoryTable) -> Value {
    let rule = |rule: &Rule| {
        let (name, value) = match rule.limit {
            Limit::TimeMs(ms) => ("limit_ms", ms),
            Limit::LengthMm(mm) => ("limit_mm", mm),
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
