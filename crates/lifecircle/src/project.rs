//! The layers of a check as one QGIS project.

use lifecircle_io::layer::Format;
use lifecircle_io::style::{self, Project, ProjectLayer};
use lifecircle_io::write::{CheckLayer, Folder};
use lifecircle_texts::text;

use crate::{Check, Error, LayerFileOptions};

/// The file of the project.
pub const PROJECT_FILE: &str = "lifecircle.qgs";

/// The formats that a project opens, those that QGIS draws fastest first; a table has no shapes.
const OPENED: [Format; 3] = [Format::FlatGeobuf, Format::GeoJson, Format::GeoParquet];

/// The format in which a project opens the layers that are written in some formats, where it opens one.
pub fn project_format(formats: &[Format]) -> Option<Format> {
    OPENED.into_iter().find(|own| formats.contains(own))
}

/// The layers from the top of the map down, and whether each is switched on: those that would hide the others are not.
const ORDER: [(CheckLayer, bool); CheckLayer::ALL.len()] = [
    (CheckLayer::Facilities, true),
    (CheckLayer::Residences, true),
    (CheckLayer::GapAreas, true),
    (CheckLayer::GapStreets, true),
    (CheckLayer::Conflation, false),
    (CheckLayer::Areas, false),
    (CheckLayer::ServiceAreas, false),
];

impl Check {
    /// Adds a project of the layers that are written, in the first of their formats that QGIS opens; tells the file's name.
    pub(crate) fn add_project(
        &self,
        folder: &mut Folder,
        written: &[CheckLayer],
        files: &LayerFileOptions,
    ) -> Result<Option<String>, Error> {
        let Some(format) = project_format(&files.formats) else {
            return Ok(None);
        };
        let (city, lang) = (self.city(), files.lang);
        let layers = ORDER.into_iter().filter(|(own, _)| written.contains(own));
        let layers = layers.map(|(layer, is_shown)| ProjectLayer {
            style: self.layer_style(layer),
            file: format!("{}.{}", layer.name(), format.ending()),
            crs: files.crs.of_layer(format),
            is_shown,
        });
        let place = &city.provenance().origin.name;
        let project = Project {
            title: text!(lang, "project-title", place = place),
            attribution: city.provenance().attribution(),
            bounds: self.inhabited(),
            layers: layers.collect(),
        };
        folder.add(PROJECT_FILE, style::qgs(&project, lang).as_bytes())?;
        Ok(Some(PROJECT_FILE.to_owned()))
    }
}
