//! Obstacles as files: `obstacles.json`, layers and their styles.

use std::path::Path;

use lifecircle_core::gap::Scope;
use lifecircle_core::observer::Stage;
use lifecircle_core::site::Gain;
use lifecircle_core::units::{milli_to_people, mm_to_m, round_degrees};
use lifecircle_io::style::LayerStyle;
use lifecircle_io::write::{Folder, ObstacleContents, ObstacleLayer, ToldObstacle, element_link};
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::obstacles::ObstacleRow;
use crate::output::add_styles;
use crate::{Error, LayerFileOptions, Obstacles};

impl Obstacles {
    /// Writes `obstacles.json`, layers and styles into a folder: all of them, or none. Tells their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in the rows.
    pub fn write(&self, folder: &Path, options: &LayerFileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Obstacles::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &LayerFileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.check().city();
        let told = self.rows().map(|row| ToldObstacle {
            rank: row.rank,
            obstacle: row.obstacle,
            gains: row.gains,
            others: row.others,
            lang: options.lang,
        });
        let told: Vec<ToldObstacle> = told.collect();
        let contents = ObstacleContents {
            rows: &told,
            rules: self.check().rules(),
            attribution: city.provenance().attribution(),
        };
        let observer = &*city.observer;
        observer.stage(Stage::Write, 0);
        let mut names = vec!["obstacles.json".to_owned()];
        folder.add("obstacles.json", self.json().as_bytes())?;
        for layer in ObstacleLayer::ALL {
            for &format in &options.formats {
                let name = format!("{}.{}", layer.name(), format.ending());
                contents.layer(layer, format, &options.crs, folder.create(&name)?, observer)?;
                names.push(name);
            }
            let style = LayerStyle::Obstacles {
                layer,
                pack: &self.check().pack().rules,
                homes: city.residences().kind,
            };
            names.extend(add_styles(folder, layer.name(), style, options.lang)?);
        }
        Ok(names)
    }

    /// `obstacles.json`: every row, its sentence in English, and the scenario that opens it.
    pub fn json(&self) -> String {
        let city = self.check().city();
        let rules = self.check().rules();
        let rows = self.rows().map(|row| self.row(row));
        let counted_by = match self.scope() {
            Scope::Joint => None,
            Scope::Rule(rule) => Some(rules[rule].id.as_str()),
        };
        let origin = &city.provenance().origin;
        let value = json!({
            "extract": { "name": origin.name, "sha256": origin.digest.to_string() },
            "homes_kind": city.residences().kind.word(),
            "rule": counted_by,
            "found": self.found(),
            "reruns": self.reruns(),
            "not_run": self.not_run(),
            "surroundings_known": !self.knows_no_surroundings(),
            "obstacles": rows.collect::<Vec<Value>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }

    fn row(&self, row: ObstacleRow) -> Value {
        let gain = |gain: Gain| json!({ "people": milli_to_people(gain.people_milli), "homes": gain.homes });
        let rules = self.check().rules().iter().zip(&row.gains.rules);
        let rules = rules.map(|(rule, own)| (rule.id.clone(), gain(*own)));
        let obstacle = row.obstacle;
        let place = |at: lifecircle_core::geodesy::LonLat| [at.lon, at.lat].map(round_degrees);
        let links = obstacle.elements.iter().copied().map(element_link);
        json!({
            "rank": row.rank,
            "kind": obstacle.kind.word(),
            "nature": obstacle.nature.word(),
            "between": obstacle.between.map(|hindered| hindered.hindrance.to_string()),
            "at": place(obstacle.at),
            "line": obstacle.line.map(|line| line.map(place)),
            "gap_m": mm_to_m(obstacle.gap_mm),
            "walk": obstacle.walk.map(|walk| walk.to_string()),
            "gain": gain(row.gains.any),
            "all_rules": gain(row.gains.joint),
            "rules": rules.collect::<Map<String, Value>>(),
            "others": row.others,
            "elements": links.collect::<Vec<_>>(),
            "scenario": row.scenario(),
            "text": obstacle.what.to_string(),
        })
    }
}
