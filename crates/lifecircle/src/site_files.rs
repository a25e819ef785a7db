//! Sites as files: a layer with styles, a summary, whom they serve, and what went in.

use std::path::Path;

use lifecircle_core::area::{GroupPart, Level};
use lifecircle_core::site::Gain;
use lifecircle_core::units::{milli_to_people, mm_to_m, ms_to_minutes, u64_to_f64};
use lifecircle_io::style::LayerStyle;
use lifecircle_io::write::{
    self, Folder, ManifestInput, SitePart, SiteRow, covering_csv, site_layer, site_parts,
};
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::output::add_styles;
use crate::{CandidateChoice, Compared, Error, LayerFileOptions, Objective, Sites};

fn people(gain: Gain) -> Value {
    json!({ "people": milli_to_people(gain.people_milli), "homes": gain.homes })
}

fn part(part: GroupPart) -> Value {
    json!({ "people": milli_to_people(part.people_milli), "homes": part.homes })
}

/// People times milliseconds, in thousandths, as people times minutes.
fn minutes(milli_ms: u64) -> f64 {
    u64_to_f64(milli_ms) / 1000.0 / 60_000.0
}

impl Sites {
    /// Writes `sites.json`, `covering.csv`, `manifest.json`, whom each site serves by area and stratum, the layer of sites and
    /// its styles into a folder: all of them, or none. Tells their names.
    ///
    /// # Errors
    /// [`Error`] where something cannot be written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// Linear in the pairs of candidates and homes.
    pub fn write(&self, folder: &Path, options: &LayerFileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| self.add_to(staged, options))
    }

    /// The same into a folder that is not committed yet.
    ///
    /// # Errors
    /// As with [`Sites::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        options: &LayerFileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.check.city();
        let attribution = city.provenance().attribution();
        let rows: Vec<SiteRow> = self.rows().collect();
        folder.add_manifest(self.manifest()?.document(env!("CARGO_PKG_VERSION")));
        let mut files = vec![("sites.json", self.json().into_bytes())];
        let ids = &city.residences().id;
        let mut pairs = Vec::new();
        // Into memory: nothing can go wrong there.
        covering_csv(&mut pairs, &self.candidates.rows, &self.covering, |home| {
            ids[home].to_string()
        })
        .unwrap_or_default();
        files.push(("covering.csv", pairs));
        if city.division().is_some() {
            let mut parts = Vec::new();
            site_parts(&mut parts, &self.all_parts()).unwrap_or_default();
            files.push(("site_parts.csv", parts));
        }
        let mut names = vec![write::MANIFEST.to_owned()];
        for (name, bytes) in files {
            folder.add(name, &bytes)?;
            names.push(name.to_owned());
        }
        for &format in &options.formats {
            let name = format!("sites.{}", format.ending());
            site_layer(
                &rows,
                format,
                &options.crs,
                attribution,
                folder.create(&name)?,
            )?;
            names.push(name);
        }
        names.extend(add_styles(
            folder,
            "sites",
            LayerStyle::Sites,
            options.lang,
        )?);
        Ok(names)
    }

    /// Whom each site adds, by the parts of every level.
    fn all_parts(&self) -> Vec<SitePart<'_>> {
        let mut all = Vec::new();
        let levels = self.levels();
        for (number, level) in levels.iter().enumerate() {
            for (row, parts) in self.rows().zip(self.parts(number)) {
                for (part, sums) in parts.into_iter().enumerate() {
                    if sums.homes > 0 {
                        all.push(SitePart {
                            rank: row.rank,
                            site: &row.candidate.id,
                            level: &level.name,
                            part: level.areas.get(part).map(|area| area.id.as_str()),
                            sums,
                        });
                    }
                }
            }
        }
        all
    }

    fn levels(&self) -> &[Level] {
        let division = self.check.city().division();
        division.map_or(&[], |division| division.levels.rows())
    }

    /// `sites.json`: the sites, what each adds and why, and how good the choice is.
    pub fn json(&self) -> String {
        let (plan, options) = (&self.plan, &self.options);
        let city = self.check.city();
        let worth = |value: u64| match options.objective {
            Objective::Minutes => minutes(value),
            Objective::People | Objective::WorstArea => milli_to_people(value),
        };
        let curve = plan
            .curve
            .iter()
            .map(|&(count, gain)| json!({ "sites": count, "added": people(gain) }));
        let moved = plan
            .moved
            .iter()
            .map(|&own| self.candidates.rows[own].id.as_str());
        let parts: Vec<_> = (0..self.levels().len())
            .map(|own| self.parts(own))
            .collect();
        let site = |row: SiteRow| self.site_value(&row, &parts);
        let value = json!({
            "extract": city.provenance().origin.name,
            "categories": city.categories().ids(self.categories),
            "jointly": options.jointly,
            "objective": options.objective.word(),
            "candidates": self.candidates.count(),
            "candidates_unconnected": self.candidates.unconnected().count(),
            "candidates_reaching": plan.reaching,
            "covered": people(plan.covered),
            "lacking": people(plan.lacking),
            "covered_by_movable": people(plan.today),
            "value": worth(plan.value),
            "bound": worth(plan.bound),
            "is_best": plan.is_best,
            "sites": self.rows().map(site).collect::<Vec<Value>>(),
            "moved": moved.collect::<Vec<_>>(),
            "curve": curve.collect::<Vec<Value>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }

    /// A site; `parts` are those of every level, of every site.
    fn site_value(&self, row: &SiteRow, parts: &[Vec<Vec<GroupPart>>]) -> Value {
        let site = row.site;
        let gaps = row.gaps.iter().map(|&(rank, sums)| {
            let mut value = part(sums);
            value["rank"] = rank.into();
            value
        });
        let nearest = row.nearest.zip(site.nearest).map(|(outlet, found)| {
            json!({ "id": outlet.id, "name": outlet.name, "minutes": ms_to_minutes(found.ms) })
        });
        let levels = self.levels().iter().zip(parts).map(|(level, parts)| {
            let own = parts[row.rank - 1].iter().enumerate();
            let own = own
                .filter(|(_, sums)| sums.homes > 0)
                .map(|(number, &sums)| {
                    let mut value = part(sums);
                    value["part"] = level.areas.get(number).map(|area| area.id.as_str()).into();
                    value
                });
            (level.name.clone(), own.collect::<Vec<_>>().into())
        });
        json!({
            "rank": row.rank,
            "id": row.candidate.id,
            "name": row.name,
            "kind": row.candidate.kind.word(),
            "lon": row.candidate.at.lon,
            "lat": row.candidate.at.lat,
            "cost": milli_to_people(row.candidate.cost_milli),
            "cost_per_person": row.cost_per_person(),
            "alone": people(site.alone),
            "added": people(site.marginal),
            "added_unknown": people(site.unknown),
            "added_from_nothing": people(site.from_nothing),
            "total": people(site.cumulative),
            "saved_person_minutes": minutes(site.saved_milli_ms),
            "gap_areas": gaps.collect::<Vec<Value>>(),
            "nearest_outlet": nearest,
            "levels": levels.collect::<Map<String, Value>>(),
        })
    }

    /// `manifest.json`: everything that decides the sites, so that a rerun gives the same bytes. In a folder it also names what is
    /// written beside it.
    ///
    /// # Errors
    /// [`Error::Open`] where the file of the rules is gone.
    pub fn manifest_json(&self) -> Result<String, Error> {
        Ok(write::manifest(
            &self.manifest()?,
            env!("CARGO_PKG_VERSION"),
        ))
    }

    fn manifest(&self) -> Result<ManifestInput, Error> {
        let mut manifest = self.check.manifest(Compared::default())?;
        if let Some(list) = &self.list {
            manifest.add(
                "candidates",
                Path::new(&list.name),
                list.bytes,
                &list.digest,
            );
        }
        let options = self.manifest_options().into_iter();
        let named = options.map(|(name, value)| (name.to_owned(), value));
        manifest.options.extend(named);
        Ok(manifest)
    }

    /// What was asked for; what is not the default only where it is not.
    fn manifest_options(&self) -> Vec<(&'static str, Value)> {
        let options = &self.options;
        let candidates = match &options.candidates {
            CandidateChoice::Streets(_) => "streets",
            CandidateChoice::Gaps => "gaps",
            CandidateChoice::Buildings => "buildings",
            CandidateChoice::File(_) | CandidateChoice::Rows(_) => "list",
        };
        let ids = self.check.city().categories().ids(self.categories);
        let mut told: Vec<(&'static str, Value)> = vec![
            ("sites_categories", ids.into()),
            ("sites_count", options.count.into()),
            ("sites_candidates", candidates.into()),
            ("sites_objective", options.objective.word().into()),
            ("sites_jointly", options.jointly.into()),
            (
                "sites_time_limit_s",
                options.time_limit.as_secs_f64().into(),
            ),
        ];
        if let CandidateChoice::Streets(points) = options.candidates {
            told.push(("sites_street_step_m", mm_to_m(points.step_mm).into()));
            told.push(("sites_street_points", points.most.into()));
        }
        if let Some(rule) = &options.only {
            told.push(("sites_only", rule.as_str().into()));
        }
        if let Some(milli) = options.budget_milli {
            told.push(("sites_budget", milli_to_people(milli).into()));
        }
        if let Some(mm) = options.spacing_mm {
            told.push(("sites_spacing_m", mm_to_m(mm).into()));
        }
        if let Some(level) = &options.level {
            told.push(("sites_level", level.as_str().into()));
            told.push(("sites_one_per_area", options.one_per_area.into()));
        }
        if !options.movable.is_empty() {
            told.push(("sites_movable", options.movable.clone().into()));
        }
        if !options.weights.is_empty() {
            let weights = options.weights.iter();
            let weights = weights.map(|own| {
                let factor = milli_to_people(own.factor_milli.into());
                (own.part.clone(), factor.into())
            });
            told.push(("sites_weights", weights.collect::<Map<_, _>>().into()));
        }
        told
    }
}
