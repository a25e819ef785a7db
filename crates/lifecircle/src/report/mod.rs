//! A check as a document that explains itself: what it says, in both languages, for a page, a workbook or a text document.

mod areas;
mod cells;
mod completeness;
mod files;
mod gaps;
mod headlines;
mod hours;
mod method;
mod obstacles;
mod quality;
mod sites;

use lifecircle_core::isochrone::AreaOptions;
pub use lifecircle_io::report::{
    Block, Cell, Column, Headline, Kind, Report, Row, Section, SectionId, Table, Words, printed,
};
use lifecircle_texts::text;

use self::cells::{Counted, paragraph, words};
pub use self::files::TextDocument;

use crate::words as said;
use crate::{Census, CensusOptions, Check, Error, Gaps, Obstacles, Sites};

/// What a report tells besides the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOptions {
    /// The title; `None`: what the report is of.
    pub title: Option<String>,
    /// How many new outlets are proposed for each rule; 0 for none.
    pub sites: usize,
    /// How many obstacles are told; with 0 none are looked for.
    pub obstacles: usize,
}

impl Default for ReportOptions {
    /// Three new outlets a rule, and the ten greatest obstacles.
    fn default() -> Self {
        Self {
            title: None,
            sites: 3,
            obstacles: 10,
        }
    }
}

/// A report, with the answers that it is made of.
#[derive(Debug)]
pub struct CityReport {
    check: Check,
    document: Report,
    gaps: Gaps,
    sites: Vec<Sites>,
    obstacles: Option<Obstacles>,
}

impl Check {
    /// Everything that a report says: headlines, areas, gaps, what would close them, what is within reach, hours, the
    /// quality of the data, and how it was worked out.
    ///
    /// Gaps, sites and obstacles are those whenever facilities are open, also where the check is of a time.
    ///
    /// ```
    /// use lifecircle::{CheckOptions, City, CityOptions, Lang, ReportOptions, Source};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let check = City::open(Source::Demo, &CityOptions::default())?.check(&CheckOptions::default())?;
    /// let report = check.report(&ReportOptions { obstacles: 0, ..ReportOptions::default() })?;
    /// assert!(report.workbook(Lang::En)?.starts_with(b"PK"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As with [`City::check`](crate::City::check), [`Check::gaps`], [`Check::sites`], [`Check::obstacles`] and
    /// [`City::census`](crate::City::census).
    ///
    /// # Complexity
    /// That of gaps, of sites for each rule that somebody lacks, of obstacles and of a census.
    pub fn report(&self, options: &ReportOptions) -> Result<CityReport, Error> {
        let whenever = self.whenever()?;
        let census = self.census()?;
        let gaps = whenever.gaps(AreaOptions::default())?;
        let proposed = sites::propose(gaps.check(), options.sites)?;
        let blocked = obstacles::look(gaps.check(), options.obstacles)?;
        let counted = Counted::of(self);
        let sections = vec![
            section(
                SectionId::Headlines,
                "report-headlines",
                headlines::blocks(self, counted),
            ),
            section(SectionId::Map, "report-map", vec![how_to_read(counted)]),
            section(
                SectionId::Areas,
                "report-areas",
                areas::blocks(self, counted),
            ),
            section(SectionId::Gaps, "report-gaps", gaps::blocks(&gaps, counted)),
            section(
                SectionId::Sites,
                "report-sites",
                sites::blocks(self, &proposed),
            ),
            section(
                SectionId::Obstacles,
                "report-obstacles",
                obstacles::blocks(&blocked, counted),
            ),
            section(
                SectionId::Completeness,
                "report-completeness",
                completeness::blocks(&census, counted),
            ),
            section(SectionId::Hours, "report-hours", hours::blocks(self)),
            section(SectionId::Quality, "report-quality", quality::blocks(self)),
            section(SectionId::Method, "report-method", method::blocks(self)?),
        ];
        let document = Report {
            title: self.title(options),
            facts: self.facts(),
            sections,
            attribution: Words::of(|lang| self.city().provenance().attribution_text(lang)),
            version: env!("CARGO_PKG_VERSION"),
        };
        Ok(CityReport {
            check: self.clone(),
            document,
            gaps,
            sites: proposed
                .into_iter()
                .filter_map(sites::Proposed::found)
                .collect(),
            obstacles: blocked.found(),
        })
    }

    /// What is within reach, by the same walks.
    fn census(&self) -> Result<Census, Error> {
        let asked = self.check_options();
        self.city().census(&CensusOptions {
            gates: asked.gates,
            walker: asked.walker,
            kernel: asked.kernel,
            ..CensusOptions::default()
        })
    }

    fn title(&self, options: &ReportOptions) -> Words {
        if let Some(title) = &options.title {
            return Words::name(title);
        }
        let city = self.city();
        let key = if city.provenance().synthetic {
            "report-title-synthetic"
        } else {
            "report-title"
        };
        Words::of(|lang| text!(lang, key, place = said::place(city, lang)))
    }

    fn facts(&self) -> Vec<Words> {
        let city = self.city();
        vec![
            Words::of(|lang| said::data_of(city, lang)),
            Words::of(|lang| said::walker(&self.pack().rules, self.walking(), lang)),
            Words::of(|lang| said::contents(city, self.summary(), lang)),
        ]
    }
}

impl CityReport {
    /// What it says.
    pub fn document(&self) -> &Report {
        &self.document
    }

    /// The check that it is of.
    pub fn check(&self) -> &Check {
        &self.check
    }

    /// The gaps that it tells.
    pub fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// The sites that it proposes, of one rule each.
    pub fn sites(&self) -> &[Sites] {
        &self.sites
    }

    /// The obstacles that it tells; `None` where none were looked for.
    pub fn obstacles(&self) -> Option<&Obstacles> {
        self.obstacles.as_ref()
    }
}

fn section(id: SectionId, heading: &str, blocks: Vec<Block>) -> Section {
    Section {
        id,
        heading: words(heading),
        blocks,
    }
}

fn how_to_read(counted: Counted) -> Block {
    paragraph(&words(match counted {
        Counted::People => "report-map-read",
        Counted::Homes => "report-map-homes",
        Counted::Points => "report-map-points",
    }))
}
