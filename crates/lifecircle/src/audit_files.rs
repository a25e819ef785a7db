//! An audit as files: `audit.json`, layers and their styles.

use std::path::Path;

use lifecircle_core::audit::AuditFinding;
use lifecircle_core::observer::Stage;
use lifecircle_core::units::{milli_to_people, round_degrees};
use lifecircle_io::style::LayerStyle;
use lifecircle_io::write::{AuditContents, AuditLayer, Folder, element_link};
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::output::add_styles;
use crate::{Audit, Error, LayerFileOptions};

impl Audit {
    /// Writes `audit.json`, layers and styles into a folder: all of them, or none. Tells their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in the findings.
    pub fn write(&self, folder: &Path, options: &LayerFileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Audit::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &LayerFileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.city();
        let contents = AuditContents {
            findings: self.findings(),
            lang: options.lang,
            attribution: city.provenance().attribution(),
        };
        let observer = &*city.observer;
        observer.stage(Stage::Write, 0);
        let mut names = vec!["audit.json".to_owned()];
        folder.add("audit.json", self.json().as_bytes())?;
        for layer in AuditLayer::ALL {
            for &format in &options.formats {
                let name = format!("{}.{}", layer.name(), format.ending());
                let out = folder.create(&name)?;
                contents.layer(layer, format, &options.crs, out, observer)?;
                names.push(name);
            }
            let homes = city.residences().kind;
            let style = LayerStyle::Audit { layer, homes };
            names.extend(add_styles(folder, layer.name(), style, options.lang)?);
        }
        Ok(names)
    }

    /// `audit.json`: how many findings of each kind that was asked for, what was not looked for, and every finding, its sentence in English.
    pub fn json(&self) -> String {
        let city = self.city();
        let origin = &city.provenance().origin;
        let table = city.categories();
        let kinds = self.kinds().iter().map(|&kind| {
            let (findings, homes, people_milli) = self.of_kind(kind);
            let reason = self.not_looked().iter().find(|skipped| skipped.0 == kind);
            let what = json!({
                "findings": findings,
                "most_people": milli_to_people(people_milli),
                "most_homes": homes,
                "not_looked_for": reason.map(|(_, why)| why.to_string()),
            });
            (kind.word().to_owned(), what)
        });
        let warnings = self.warnings();
        let value = json!({
            "extract": { "name": origin.name, "sha256": origin.digest.to_string() },
            "homes": city.residences().count(),
            "homes_kind": city.residences().kind.word(),
            "kinds": kinds.collect::<Map<String, Value>>(),
            "findings": (1_u64..).zip(self.findings()).map(finding).collect::<Vec<_>>(),
            "warnings": warnings.iter().map(|w| w.value(table)).collect::<Vec<_>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }
}

fn finding((rank, finding): (u64, &AuditFinding)) -> Value {
    let at = finding.at.map(|at| [at.lon, at.lat].map(round_degrees));
    let links = finding.elements.iter().copied().map(element_link);
    json!({
        "rank": rank,
        "kind": finding.kind.word(),
        "people": milli_to_people(finding.people_milli),
        "homes": finding.homes,
        "at": at,
        "elements": links.collect::<Vec<_>>(),
        "text": finding.what.to_string(),
    })
}
