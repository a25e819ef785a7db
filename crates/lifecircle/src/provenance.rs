//! Where a city comes from, and what every result made from it must say.

use lifecircle_core::osm::FileExtent;
use lifecircle_core::units::{decimicro_to_degrees, nano_to_decimicro};
use lifecircle_io::cache::Origin;
use lifecircle_io::report::Words;
use lifecircle_io::write::{ATTRIBUTION, Reports, SYNTHETIC};
use lifecircle_texts::{Lang, text};

use crate::City;

/// The writer of synthetic files names itself so in the header.
const SYNTHETIC_WRITER: &str = "lifecircle-synth";

/// An extract, as far as results tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// What identifies the extract.
    pub origin: Origin,
    /// Whether it is drawn, not mapped.
    pub synthetic: bool,
    /// What the city is called, where a city file says so.
    pub name: Option<Words>,
}

impl From<Origin> for Provenance {
    fn from(origin: Origin) -> Self {
        let synthetic = origin.header.writer.starts_with(SYNTHETIC_WRITER);
        Self {
            origin,
            synthetic,
            name: None,
        }
    }
}

impl Provenance {
    /// The attribution of everything made from it.
    pub fn attribution(&self) -> &'static str {
        if self.synthetic {
            SYNTHETIC
        } else {
            ATTRIBUTION
        }
    }

    /// The same as a person reads it: that nothing is mapped is told in their language.
    pub fn attribution_text(&self, lang: Lang) -> String {
        attribution_text(self.attribution(), lang)
    }

    /// The date of the data, `2023-02-20`, where the file tells it.
    pub fn date(&self) -> Option<String> {
        let date = time::OffsetDateTime::from_unix_timestamp(self.origin.header.date_s?)
            .ok()?
            .date();
        let (year, month) = (date.year(), u8::from(date.month()));
        Some(format!("{year:04}-{month:02}-{:02}", date.day()))
    }

    /// The box of the file's header in degrees: west, south, east, north.
    pub fn bbox_deg(&self) -> Option<[f64; 4]> {
        let FileExtent::Header(nano) = self.origin.header.extent else {
            return None;
        };
        let degrees = |nano: i64| nano_to_decimicro(nano).map(decimicro_to_degrees);
        let all: Option<Vec<f64>> = nano.into_iter().map(degrees).collect();
        all?.try_into().ok()
    }
}

impl City {
    /// What it is called, where a city file says so.
    pub fn name(&self) -> Option<&Words> {
        self.parts.provenance.name.as_ref()
    }

    /// Says what it is called; before anybody else has a handle.
    pub(crate) fn be_called(&mut self, name: &Words) {
        self.change(|parts| parts.provenance.name = Some(name.clone()));
    }

    /// The counts of the stages before a check.
    pub(crate) fn reports(&self) -> Reports {
        Reports {
            read: self.provenance().origin.report,
            network: self.facts().report,
            build: self.built().report,
        }
    }
}

/// An attribution of this program's files as a person reads it.
pub(crate) fn attribution_text(attribution: &str, lang: Lang) -> String {
    if attribution == SYNTHETIC {
        text!(lang, "attribution-synthetic")
    } else {
        attribution.to_owned()
    }
}
