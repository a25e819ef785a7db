//! Answers as files: layers with their styles, summary and manifest.

use std::io::Write;
use std::path::Path;

use lifecircle_core::area::StudyArea;
use lifecircle_core::coverage::Flips;
use lifecircle_core::gap::GapMap;
use lifecircle_core::isochrone::AreaOptions;
use lifecircle_core::network::{PlazaReport, Plazas};
use lifecircle_core::observer::Stage;
use lifecircle_core::place::Legs;
use lifecircle_core::units::milli_to_people;
use lifecircle_io::layer::{Crs, Format, LayerWriter, Row};
use lifecircle_io::read::Reject;
use lifecircle_io::style::{self, LayerStyle};
use lifecircle_io::write::{
    self, CheckLayer, Folder, IsochroneFacts, IsochroneShape, LayerContents, LayerFiles,
    ManifestInput, Remarks, WeekWords, area_row, isochrone_schema, network_row, street_rows,
    write_layers,
};
use lifecircle_texts::{Lang, say};
use serde_json::{Map, Value, json};

use crate::layer_files::write_whole;
use crate::lists::ImportReport;
use crate::{
    AtTime, Check, City, CityWeek, Counted, Error, Gaps, Isochrones, LayerFileOptions,
    LegsCompared, Origin, PlazasCompared, ProfileCheck, Reached,
};

/// What is written of a check, and how.
#[derive(Clone, Debug)]
pub struct FileOptions {
    /// The layers; what lists and OpenStreetMap have of each other is left out where no list was conflated.
    pub layers: Vec<CheckLayer>,
    /// How areas are drawn.
    pub areas: AreaOptions,
    /// Formats, coordinates and language.
    pub files: LayerFileOptions,
    /// Whether a QGIS project of the layers lies beside them; none where no layer is in a format that it opens.
    pub project: bool,
}

impl Default for FileOptions {
    /// Every layer as GeoJSON.
    fn default() -> Self {
        Self {
            layers: CheckLayer::ALL.into(),
            areas: AreaOptions::default(),
            files: LayerFileOptions::default(),
            project: false,
        }
    }
}

/// Further checks that a summary compares with one.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared<'a> {
    /// Of the same city through other gates.
    pub gates: &'a [Check],
    /// For several kinds of people.
    pub profiles: &'a [ProfileCheck],
}

impl Check {
    /// Writes layers, styles, summary and manifest into a folder: all of them, or none. Tells the names of layers and
    /// styles.
    ///
    /// # Errors
    /// [`Error`] where something cannot be drawn or written; nothing in the folder was changed then.
    ///
    /// # Complexity
    /// That of [`Check::gaps`] for the layers of gaps, and linear in what is written.
    pub fn write(&self, folder: &Path, options: &FileOptions) -> Result<Vec<String>, Error> {
        write_whole(folder, |staged| {
            self.add_to(staged, Compared::default(), options)
        })
    }

    /// The same into a folder that is not committed yet; the summary tells what was compared.
    ///
    /// # Errors
    /// As with [`Check::write`].
    pub fn add_to(
        &self,
        folder: &mut Folder,
        compared: Compared,
        options: &FileOptions,
    ) -> Result<Vec<String>, Error> {
        folder.add("summary.json", self.summary_json(compared).as_bytes())?;
        self.add_rejects(folder, options.files.lang)?;
        let manifest = ManifestInput {
            asked: Some(self.asked(options)),
            ..self.manifest(compared)?
        };
        folder.add_manifest(manifest.document(env!("CARGO_PKG_VERSION")));
        if let Some(week) = self.week() {
            self.add_week(folder, week, options.files.lang)?;
        }
        if let Some(table) = self.strata_csv() {
            folder.add("strata.csv", &table)?;
        }
        self.add_layers(folder, None, options)
    }

    /// The week as a table and as a curve.
    fn add_week(&self, folder: &mut Folder, week: &CityWeek, lang: Lang) -> Result<(), Error> {
        let ids = self.rule_ids();
        folder.add("hours.csv", write::week_csv(&week.sums, &ids).as_bytes())?;
        if let Some(division) = self.city().division() {
            let mut table = Vec::new();
            // Into memory: nothing can go wrong there.
            write::week_areas_csv(&mut table, &division.levels, &week.by_area, &ids)
                .unwrap_or_default();
            folder.add("hours_areas.csv", &table)?;
        }
        let rules = self.rules().iter().zip(&week.sums.rules);
        let curves = rules.map(|(rule, hours)| (lang.name(&rule.en, &rule.zh), hours.as_slice()));
        let curves: Vec<_> = curves.collect();
        let words = WeekWords::of(lang);
        let picture = write::week_svg(&week.sums.joint, &curves, &words);
        Ok(folder.add("hours.svg", picture.as_bytes())?)
    }

    pub(crate) fn rule_ids(&self) -> Vec<String> {
        self.rules().iter().map(|rule| rule.id.clone()).collect()
    }

    /// Every row of the user's lists that is not used, and why; nothing without lists.
    fn add_rejects(&self, folder: &mut Folder, lang: Lang) -> Result<(), Error> {
        let imports = self.city().imports();
        if imports.iter().all(|list| list.is_carried) {
            return Ok(());
        }
        let mut out = Vec::new();
        let rows = imports.iter().flat_map(unused);
        let words = |row: &Reject| [say(lang, &row.place), say(lang, &row.reason)];
        // Into memory: nothing can go wrong there.
        write::rejects(&mut out, rows, &words).unwrap_or_default();
        Ok(folder.add("rejects.csv", &out)?)
    }

    fn add_layers(
        &self,
        folder: &mut Folder,
        map: Option<&GapMap>,
        options: &FileOptions,
    ) -> Result<Vec<String>, Error> {
        let city = self.city();
        let contents = LayerContents {
            input: self.input(),
            coverage: self.coverage(),
            index: &city.snap_index()?,
            shapes: city.shapes()?,
            table: city.categories(),
            attribution: city.provenance().attribution(),
            options: options.areas,
            map,
            divided: self.divided(),
            states: self.at().map(|at| at.states.as_slice()),
            doubts: self.doubts(),
        };
        let is_conflated = city.facilities().conflation.is_some();
        let mut layers = options.layers.clone();
        let is_divided = city.division().is_some();
        layers.retain(|layer| match layer {
            CheckLayer::Conflation => is_conflated,
            CheckLayer::Areas => is_divided,
            // Stretches and service areas know of no time.
            CheckLayer::GapStreets | CheckLayer::GapAreas | CheckLayer::ServiceAreas => {
                self.at().is_none()
            }
            _ => true,
        });
        let files = LayerFiles {
            layers: &layers,
            formats: &options.files.formats,
            crs: &options.files.crs,
        };
        let observer = &*city.observer;
        observer.stage(Stage::Write, 0);
        let mut names = write_layers(contents, files, observer, |name| folder.create(name))?;
        for &layer in &layers {
            let style = self.layer_style(layer);
            names.extend(add_styles(folder, layer.name(), style, options.files.lang)?);
        }
        if options.project {
            names.extend(self.add_project(folder, &layers, &options.files)?);
        }
        Ok(names)
    }

    /// How a layer looks in QGIS.
    pub(crate) fn layer_style(&self, layer: CheckLayer) -> LayerStyle<'_> {
        let city = self.city();
        LayerStyle::Check {
            layer,
            pack: &self.pack().rules,
            levels: city.division().map_or(&[], |d| d.levels.rows()),
            homes: city.residences().kind,
            doubt: self.doubts().is_some(),
        }
    }

    /// `summary.json`: totals, shares, reasons, and what was dropped on the way.
    pub fn summary_json(&self, compared: Compared) -> String {
        let city = self.city();
        let reports = city.reports();
        let table = city.categories();
        let warnings = self.warnings();
        let remarks = Remarks {
            warnings: warnings.iter().map(|w| w.value(table)).collect(),
            gates: (!compared.gates.is_empty()).then(|| self.compared(compared.gates)),
            profiles: (!compared.profiles.is_empty()).then(|| {
                compared
                    .profiles
                    .iter()
                    .map(|run| run.value(self))
                    .collect()
            }),
            legs: self.legs().map(legs_value),
            plazas: (city.recipe().plazas != Plazas::default())
                .then(|| plazas_value(reports.network.plazas, self.plazas())),
            lists: city.imports().iter().map(ImportReport::value).collect(),
            population: city.counted().map(Counted::value),
            area: city.area().map(|area| area_value(area, city)),
            levels: self.levels_value(),
            at: self.at().map(AtTime::value),
            week: self.week().map(|week| week.value(&self.rule_ids())),
            doubtful: self.doubts_value(),
            probable_links: city.probable_links(),
            attribution: city.provenance().attribution(),
        };
        write::summary(self.input(), self.summary(), reports, remarks)
    }

    /// How checks through other gates compare with this one.
    fn compared(&self, others: &[Self]) -> Value {
        let mode = |run: &Self| {
            let flips = self.flips(run);
            let value = json!({
                "covered": flips.covered,
                "better_than_tagged": flips.better,
                "worse_than_tagged": flips.worse,
            });
            (run.walking().gates.word().to_owned(), value)
        };
        let runs = std::iter::once(self).chain(others);
        runs.map(mode).collect::<Map<_, _>>().into()
    }
}

/// Adds the style of a layer: the one that QGIS takes by itself in that language, the other language beside it. Tells
/// their names.
pub(crate) fn add_styles(
    folder: &mut Folder,
    layer: &str,
    style: LayerStyle,
    lang: Lang,
) -> Result<[String; 2], Error> {
    let other = lang.other();
    let names = [
        format!("{layer}.qml"),
        format!("{layer}.{}.qml", other.word()),
    ];
    for (name, lang) in names.iter().zip([lang, other]) {
        folder.add(name, style::qml(style, lang).as_bytes())?;
    }
    Ok(names)
}

/// The rows of a list that are not used.
fn unused(list: &ImportReport) -> impl Iterator<Item = (&str, &Reject)> {
    let rows = list.rejects.iter().chain(&list.duplicates);
    rows.map(|row| (list.note.file.name.as_str(), row))
}

/// The study area, and who is left out.
fn area_value(area: &StudyArea, city: &City) -> Value {
    let left_out = city.left_out();
    json!({
        "name": area.name,
        "homes_left_out": left_out.homes,
        "people_left_out": milli_to_people(left_out.people_milli),
    })
}

/// What joining places to other streets than the nearest changed.
fn legs_value(legs: LegsCompared) -> Value {
    let mut value = match legs.legs {
        Legs::Clear => json!({
            "homes_moved": legs.cleared.homes_moved,
            "homes_left": legs.cleared.homes_left,
            "facilities_moved": legs.cleared.facilities_moved,
            "facilities_left": legs.cleared.facilities_left,
        }),
        Legs::Around | Legs::Nearest => {
            json!({ "homes_with_further_ways_in": legs.homes_with_further })
        }
    };
    value["nearest"] = json!({ "covered": legs.covered_by_nearest });
    value[legs.legs.word()] = flips_value(legs.flips, "nearest");
    value
}

/// The squares that are walked across, and what that changed where it was looked at.
fn plazas_value(report: PlazaReport, compared: Option<PlazasCompared>) -> Value {
    let mut value = json!({
        "plazas": report.plazas,
        "crossed": report.crossed,
        "ways_across": report.ways_across,
        "not_whole": report.not_whole,
        "thinned": report.thinned,
    });
    if let Some(compared) = compared {
        value["homes_changed"] = compared.homes_changed.into();
        value["around"] = json!({ "covered": compared.covered_around });
        value["cross"] = flips_value(compared.flips, "around");
    }
    value
}

/// How verdicts differ from those of another check.
fn flips_value(flips: Flips, other: &str) -> Value {
    let changed = |homes: u64, people| json!({ "homes": homes, "people": milli_to_people(people) });
    let mut value = json!({ "covered": flips.covered });
    value[format!("better_than_{other}")] = changed(flips.better, flips.better_people_milli);
    value[format!("worse_than_{other}")] = changed(flips.worse, flips.worse_people_milli);
    value
}

impl Gaps {
    /// Adds layers and styles to a folder that is not committed yet; tells their names.
    ///
    /// # Errors
    /// As with [`Check::write`].
    pub fn add_to(&self, folder: &mut Folder, options: &FileOptions) -> Result<Vec<String>, Error> {
        self.check().add_layers(folder, Some(self.map()), options)
    }
}

impl Isochrones {
    /// Writes the layer of all isochrones; `nothing` hears of each origin whose street is too far for a limit in ms.
    ///
    /// # Errors
    /// [`Error::Layer`] where it cannot be written, or a cancelled run.
    ///
    /// # Complexity
    /// That of [`Isochrones::for_each`].
    pub fn write_layer<W: Write + Send>(
        &self,
        format: Format,
        crs: &Crs,
        out: W,
        mut nothing: impl FnMut(&Origin, u32),
    ) -> Result<W, Error> {
        let city = self.city();
        let schema = isochrone_schema(self.drawn(), city.provenance().attribution());
        let mut writer = LayerWriter::new(format, out, schema, crs)?;
        let (streets, shapes) = (&city.built().streets, city.shapes()?);
        let rows = |origin: &Origin, reached: Reached| -> (Vec<Row>, Option<u32>) {
            let mut rows = Vec::new();
            for isochrone in &reached.isochrones {
                let facts = IsochroneFacts {
                    id: &origin.id,
                    limit_ms: isochrone.limit_ms,
                    beyond_ms: isochrone.beyond_ms,
                    counts: isochrone.counts,
                    unknown: reached.unknown,
                };
                let lines = &isochrone.stretches;
                match self.drawn() {
                    IsochroneShape::Area if isochrone.area.is_empty() => {}
                    IsochroneShape::Area => rows.push(area_row(&facts, &isochrone.area)),
                    IsochroneShape::Network => {
                        rows.extend(network_row(&facts, lines, streets, shapes));
                    }
                    IsochroneShape::Streets => {
                        rows.extend(street_rows(&facts, lines, streets, shapes));
                    }
                }
            }
            (rows, reached.nothing_within_ms)
        };
        self.for_each(rows, |origin, (rows, limit_ms)| {
            if let Some(limit_ms) = limit_ms {
                nothing(origin, limit_ms);
            }
            Ok::<_, Error>(writer.rows(&rows)?)
        })?;
        Ok(writer.finish()?.1)
    }
}
