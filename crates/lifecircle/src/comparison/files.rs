//! A comparison as files: a document, layers with styles, and a manifest.

use std::path::Path;

use lifecircle_core::comparison::{Cause, CauseAmounts, ComparedChange, ComparisonRow};
use lifecircle_core::coverage::{Amount, Change, Shares};
use lifecircle_core::observer::Observer;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::{milli_to_people, mm_to_m};
use lifecircle_io::style::LayerStyle;
use lifecircle_io::write::{
    ComparisonSink, Folder, MANIFEST, OutletChange, RESULTS_VERSION, changed_outlets_layer,
    comparison_layer,
};
use serde_json::{Map, Value, json};

use super::held::{ComparedLevel, Comparison};
use crate::delta::{amount_value, shares_value};
use crate::layer_files::write_whole;
use crate::output::add_styles;
use crate::{Edition, Error, LayerFileOptions};

impl Comparison {
    /// Writes `comparison.json`, `manifest.json`, the layers of homes and of outlets that changed and their styles into a folder: all
    /// of them, or none. Tells their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in homes and rules.
    pub fn write(
        &self,
        folder: &Path,
        options: &LayerFileOptions,
        observer: &dyn Observer,
    ) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options, observer))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Self::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &LayerFileOptions,
        observer: &dyn Observer,
    ) -> Result<Vec<String>, Error> {
        let mut names = vec!["comparison.json".to_owned(), MANIFEST.to_owned()];
        folder.add("comparison.json", self.json().as_bytes())?;
        folder.add_manifest(self.manifest());
        for &format in &options.formats {
            let sink = ComparisonSink {
                format,
                crs: &options.crs,
                observer,
            };
            let [homes, outlets] =
                ["comparison", "outlets"].map(|layer| format!("{layer}.{}", format.ending()));
            comparison_layer(self.contents(), sink, folder.create(&homes)?)?;
            changed_outlets_layer(self.contents(), sink, folder.create(&outlets)?)?;
            names.extend([homes, outlets]);
        }
        let homes = LayerStyle::Comparison {
            pack: self.pack(),
            is_sampled: self.after().findings().is_sampled,
        };
        names.extend(add_styles(folder, "comparison", homes, options.lang)?);
        let outlets = LayerStyle::ChangedOutlets;
        names.extend(add_styles(folder, "outlets", outlets, options.lang)?);
        Ok(names)
    }

    /// What went in: both results, as their own manifests have it.
    fn manifest(&self) -> Value {
        let side = |edition: &Edition| {
            let mut document = edition.manifest.document().clone();
            if let Some(map) = document.as_object_mut() {
                map.shift_remove("outputs");
                map.shift_remove("asked");
            }
            document
        };
        json!({
            "tool": "lifecircle",
            "version": env!("CARGO_PKG_VERSION"),
            "format": RESULTS_VERSION,
            "attribution": self.after().manifest.attribution(),
            "inputs": [],
            "options": { "same_place_m": mm_to_m(self.pairing().same_place_mm) },
            "rules": self.after().manifest.document()["rules"],
            "before": side(self.before()),
            "after": side(self.after()),
        })
    }

    /// `comparison.json`: everything that is compared.
    pub fn json(&self) -> String {
        let pairs = &self.pairing().homes;
        let outlets = OutletChange::ALL.iter().zip(self.outlet_changes());
        let outlets = outlets.map(|(change, count)| (change.word().to_owned(), count.into()));
        let allowed = self.allowed().iter().map(
            |mismatch| json!({ "matter": mismatch.matter().word(), "what": mismatch.to_string() }),
        );
        let levels = self.levels().iter().map(|level| self.level_value(level));
        let whole = self.whole();
        let value = json!({
            "before": side_value(self.before()),
            "after": side_value(self.after()),
            "not_in_common": allowed.collect::<Vec<_>>(),
            "same_place_m": mm_to_m(self.pairing().same_place_mm),
            "causes_by": if self.is_by_reruns() { "reruns" } else { "nearest_outlets" },
            "homes": {
                "both": pairs.both.len(),
                "of_these_by_place": pairs.by_place,
                "vanished": pairs.gone.len(),
                "new": pairs.new.len(),
            },
            "outlets": outlets.collect::<Map<_, _>>(),
            "joint": change_value(&whole.joint),
            "rules": self.rules_value(whole),
            "levels": levels.collect::<Vec<_>>(),
            "attribution": self.after().manifest.attribution(),
        });
        format!("{value:#}\n")
    }

    fn level_value(&self, level: &ComparedLevel) -> Value {
        let value = |row: &ComparisonRow| json!({ "joint": change_value(&row.joint), "rules": self.rules_value(row) });
        let mut areas = Vec::new();
        let mut outside = Value::Null;
        for row in &level.rows {
            let mut sums = value(&row.sums);
            if let Some((id, name)) = &row.area {
                sums["id"] = id.as_str().into();
                sums["name"] = name.as_str().into();
                areas.push(sums);
            } else {
                outside = sums;
            }
        }
        json!({ "level": level.name, "areas": areas, "outside": outside })
    }

    fn rules_value(&self, row: &ComparisonRow) -> Map<String, Value> {
        let rules = self.rules().iter().zip(&row.rules);
        let value =
            |(rule, change): (&Rule, &ComparedChange)| (rule.id.clone(), change_value(change));
        rules.map(value).collect()
    }
}

fn side_value(edition: &Edition) -> Value {
    let findings = edition.findings();
    let people: u64 = findings.people_milli.iter().sum();
    json!({
        "name": edition.name(),
        "version": edition.manifest.version(),
        "data_date": edition.manifest.document()["data_date"],
        "homes": findings.home_ids.len(),
        "people": milli_to_people(people),
        "outlets": findings.outlets.len(),
    })
}

fn change_value(compared: &ComparedChange) -> Value {
    let change: &Change = &compared.change;
    let causes = |amounts: &CauseAmounts| -> Map<String, Value> {
        let told = Cause::ALL.iter().zip(amounts);
        let told = told.filter(|(_, amount)| **amount != Amount::default());
        told.map(|(cause, amount)| (cause.word().to_owned(), amount_value(*amount)))
            .collect()
    };
    let shares = |shares: Shares| shares_value(&shares);
    json!({
        "before": shares(compared.all_before()),
        "after": shares(compared.all_after()),
        "gained": amount_value(change.gained),
        "gained_by": causes(&compared.gained_by),
        "lost": amount_value(change.lost),
        "lost_by": causes(&compared.lost_by),
        "people_more": milli_to_people(change.more_milli),
        "people_fewer": milli_to_people(change.fewer_milli),
        "vanished": shares(compared.vanished),
        "new": shares(compared.new),
    })
}
