//! How results look: colours and classes shared by pictures and QGIS, and QGIS style files.
//!
//! Colours of one set are told apart by people with any of the three colour vision deficiencies, on
//! white and on light grey, and by how dark they are or by a mark where no colours are printed; the tests hold them to it
//! by simulation.

mod home;
mod layers;
mod palette;
mod project;
#[cfg(test)]
mod project_tests;
mod qml;
#[cfg(test)]
mod qml_tests;
mod renderer;
#[cfg(test)]
mod sight_tests;
mod symbol;
mod words;

pub use home::{
    AREA_FILL, AREA_RIM, BORDER, BUILDING_RIM, HomeClass, HomeMark, dot_rim, ground, ground_text,
    home, home_mark, home_rim, home_text,
};
pub use layers::LayerStyle;
pub use palette::{
    Colour, GAP_STREET_CLASSES, MAX_BANDS, OUTLET, RANK_CLASSES, band, gap_street, rank, rule,
    verdict,
};
pub use project::{Project, ProjectLayer, qgs};
pub use qml::qml;
use words::SITE_KINDS;
pub use words::{
    became_text, fate_text, finding_text, gap_street_text, list_text, minutes_text,
    outlet_change_text, rank_text, rule_text, site_kind_text, verdict_text,
};
