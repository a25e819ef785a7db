//! What becomes of homes and people from one check to another: gained and lost, by rule and area.

use std::path::Path;
use std::sync::OnceLock;

use lifecircle_core::area::{Level, LevelArea};
use lifecircle_core::coverage::{
    Amount, Change, DeltaRow, Shares, Side, Split, delta, delta_by_group,
};
use lifecircle_core::observer::Stage;
use lifecircle_core::rules::Rule;
use lifecircle_core::units::milli_to_people;
use lifecircle_io::style::LayerStyle;
use lifecircle_io::write::{DeltaContents, Folder, delta_layer};
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::output::add_styles;
use crate::{Check, Compared, Error, LayerFileOptions, Scenario};

/// Two checks of the same homes by the same rules, and what becomes of homes and people from one to the other.
#[derive(Debug)]
pub struct Delta {
    before: Check,
    after: Check,
    whole: DeltaRow,
    /// By area.
    areas: OnceLock<Vec<Vec<DeltaRow>>>,
}

impl Check {
    /// What scenarios would change, one upon the other.
    ///
    /// # Errors
    /// As with [`Check::with`].
    ///
    /// # Complexity
    /// That of [`Check::with`], and linear in homes and rules.
    pub fn delta(&self, scenarios: &[Scenario]) -> Result<Delta, Error> {
        Delta::between(self.clone(), self.with_all(scenarios)?)
    }
}

impl Delta {
    /// Compares two checks.
    ///
    /// # Errors
    /// [`Error::NotComparable`] where they are of other homes, or by other rules.
    ///
    /// # Complexity
    /// Linear in homes and rules.
    pub fn between(before: Check, after: Check) -> Result<Self, Error> {
        let homes = [&before, &after].map(|check| check.city().residences());
        let is_same_rules = before.rules() == after.rules();
        if !is_same_rules || homes[0].id != homes[1].id {
            return Err(Error::NotComparable);
        }
        let whole = delta(side(&before), side(&after));
        Ok(Self {
            before,
            after,
            whole,
            areas: OnceLock::new(),
        })
    }

    /// The check before.
    pub fn before(&self) -> &Check {
        &self.before
    }

    /// The check after.
    pub fn after(&self) -> &Check {
        &self.after
    }

    /// What becomes of all homes.
    pub fn whole(&self) -> &DeltaRow {
        &self.whole
    }

    /// What becomes of the homes of each area of every level, smallest areas first as in
    /// [`City::division`](crate::City::division); the last row of a level is of the homes in none of its areas. Nothing
    /// where the city is not divided.
    ///
    /// # Complexity
    /// Linear in homes and rules, per level, once.
    pub fn areas(&self) -> &[Vec<DeltaRow>] {
        self.areas.get_or_init(|| {
            let groupings = self.before.city().division().map_or(&[][..], |d| &d.homes);
            let rows = |grouping| delta_by_group(side(&self.before), side(&self.after), grouping);
            groupings.iter().map(rows).collect()
        })
    }

    /// Writes `delta.json`, `manifest.json`, the layer of homes and its styles into a folder: all of them, or none. Tells
    /// their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in homes and rules.
    pub fn write(&self, folder: &Path, options: &LayerFileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Delta::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &LayerFileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.after.city();
        let observer = &*city.observer;
        observer.stage(Stage::Write, 0);
        let mut names = vec!["delta.json".to_owned(), "manifest.json".to_owned()];
        folder.add("delta.json", self.json().as_bytes())?;
        let manifest = self.after.manifest(Compared::default())?;
        folder.add_manifest(manifest.document(env!("CARGO_PKG_VERSION")));
        let contents = DeltaContents {
            input: [self.before.input(), self.after.input()],
            coverage: [self.before.coverage(), self.after.coverage()],
            attribution: city.provenance().attribution(),
        };
        for &format in &options.formats {
            let name = format!("delta.{}", format.ending());
            delta_layer(
                contents,
                format,
                &options.crs,
                folder.create(&name)?,
                observer,
            )?;
            names.push(name);
        }
        let style = LayerStyle::Delta {
            pack: &self.before.pack().rules,
            homes: city.residences().kind,
        };
        names.extend(add_styles(folder, "delta", style, options.lang)?);
        Ok(names)
    }

    /// `delta.json`: everything that is compared.
    pub fn json(&self) -> String {
        let city = self.after.city();
        let table = city.categories();
        let scenario = |scenario: &Scenario| {
            json!({
                "file": scenario.note().name,
                "name": scenario.said().name,
                "date": scenario.said().date,
            })
        };
        let warnings = self.after.warnings();
        let levels = city.division().map_or(&[][..], |d| d.levels.rows());
        let levels = levels.iter().zip(self.areas()).rev();
        let value = json!({
            "extract": city.provenance().origin.name,
            "scenarios": city.scenarios().iter().map(scenario).collect::<Vec<_>>(),
            "homes": city.residences().count(),
            "joint": change_value(&self.whole.joint),
            "rules": self.rules_value(&self.whole),
            "levels": levels.map(|(level, rows)| self.level_value(level, rows)).collect::<Vec<_>>(),
            "warnings": warnings.iter().map(|w| w.value(table)).collect::<Vec<_>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }

    fn level_value(&self, level: &Level, rows: &[DeltaRow]) -> Value {
        let area = |(area, row): (&LevelArea, &DeltaRow)| {
            json!({
                "id": area.id,
                "name": area.name,
                "joint": change_value(&row.joint),
                "rules": self.rules_value(row),
            })
        };
        let none = rows.last().cloned().unwrap_or_default();
        json!({
            "level": level.name,
            "areas": level.areas.iter().zip(rows).map(area).collect::<Vec<_>>(),
            "outside": { "joint": change_value(&none.joint), "rules": self.rules_value(&none) },
        })
    }

    fn rules_value(&self, row: &DeltaRow) -> Map<String, Value> {
        let rules = self.before.rules().iter().zip(&row.rules);
        let value = |(rule, change): (&Rule, &Change)| (rule.id.clone(), change_value(change));
        rules.map(value).collect()
    }
}

fn side(check: &Check) -> Side<'_> {
    Side {
        coverage: check.coverage(),
        people_milli: &check.city().residences().people_milli,
    }
}

fn change_value(change: &Change) -> Value {
    json!({
        "before": shares_value(&change.before),
        "after": shares_value(&change.after),
        "gained": amount_value(change.gained),
        "lost": amount_value(change.lost),
        "people_more": milli_to_people(change.more_milli),
        "people_fewer": milli_to_people(change.fewer_milli),
    })
}

/// Homes and people, for documents.
pub(crate) fn amount_value(amount: Amount) -> Value {
    json!({ "homes": amount.homes, "people": milli_to_people(amount.people_milli) })
}

/// Homes and people by verdict, for documents.
pub(crate) fn shares_value(shares: &Shares) -> Value {
    let split = |split: &Split, number: fn(u64) -> Value| {
        json!({
            "covered": number(split.covered),
            "not_covered": number(split.not_covered),
            "unknown": number(split.unknown),
        })
    };
    json!({
        "homes": split(&shares.homes, Value::from),
        "people": split(&shares.people_milli, |milli| milli_to_people(milli).into()),
    })
}
