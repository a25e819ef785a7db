//! What a list is compared with, and how it is weighed.

use super::grid::StreetGrid;
use super::names::{Names, SAME_M, offsets_m};
use super::streets::Sample;
use super::{Doubt, Evidence, Figures, Known, Seen, Verdict};
use crate::datum::Datum;
use crate::geodesy::LonLat;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer};
use crate::osm::OsmData;
use crate::place::{CategoryTable, FacilityCandidates, FacilitySites, OwnList};

/// Matches by name that decide.
const MATCHES: u64 = 3;
/// Matches for other systems that are put down to chance, per match for one.
const CHANCE_MATCHES: u64 = 4;

/// The streets of an extract and its named places: what lists are weighed on. Made once for all lists.
pub struct Ground<'a> {
    streets: StreetGrid<'a>,
    names: Names,
}

impl<'a> Ground<'a> {
    /// The ground of a network, with the places of its extract that have names.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` in the segments, linear in the places.
    pub fn new<'p>(
        network: &'a StreetNetwork,
        places: impl IntoIterator<Item = Known<'p>>,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        Ok(Self {
            streets: StreetGrid::of(network, observer)?,
            names: Names::of(places),
        })
    }

    /// The same for an extract that no city was made of yet: its named places are what may be facilities.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` in segments and places.
    pub fn of_extract(
        data: &OsmData,
        network: &'a StreetNetwork,
        table: &CategoryTable,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let candidates = FacilityCandidates::of(data, table, observer)?;
        let sites = FacilitySites::of(&candidates, table, OwnList::default(), observer)?;
        Self::new(network, sites.named(), observer)
    }

    /// What streets and names say of a list of places; rows that are no degrees must be left out.
    ///
    /// The same for any order of the rows.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` for `n` places, and some 200 000 looks at streets.
    pub fn weigh(&self, list: &[Seen], observer: &dyn Observer) -> Result<Evidence, Cancelled> {
        let places: Vec<LonLat> = list.iter().map(|seen| seen.at).collect();
        let sample = Sample::of(&self.streets, &places, observer)?;
        let fits = sample.fits(&self.streets);
        let by_streets = sample.verdict(&self.streets, &fits, observer)?;
        let mut evidence = self.by_names(list);
        for (figures, fit) in evidence.figures.iter_mut().zip(&fits) {
            figures.looked_at = sample.len() as u64;
            figures.near = fit.near as u64;
            figures.median_m = fit.median_m;
        }
        evidence.verdict = match (by_streets, evidence.named()) {
            (Verdict::Clear(datum), _) if evidence.is_denied(datum) => {
                Verdict::Unclear(Doubt::AtOdds)
            }
            (Verdict::Clear(datum), _) | (_, Some(datum)) => Verdict::Clear(datum),
            (doubt, None) => doubt,
        };
        Ok(evidence)
    }

    /// What names alone say: for outlines, whose corners lie on no street. Each is seen at its middle.
    ///
    /// # Complexity
    /// `O(n log n)` for `n` outlines.
    pub fn weigh_outlines(&self, list: &[Seen]) -> Evidence {
        let mut evidence = self.by_names(list);
        evidence.verdict = match evidence.named() {
            Some(datum) => Verdict::Clear(datum),
            None => Verdict::Unclear(Doubt::Nameless),
        };
        evidence
    }

    /// The evidence of the names, its verdict left open.
    fn by_names(&self, list: &[Seen]) -> Evidence {
        let mut offsets: [Vec<[f64; 2]>; 3] = Default::default();
        for (known, seen) in self.names.shared(list) {
            for (datum, offsets) in Datum::ALL.iter().zip(&mut offsets) {
                let moved: Vec<LonLat> = seen.iter().map(|&at| datum.to_wgs84(at)).collect();
                offsets_m(known, &moved, offsets);
            }
        }
        let figures = |which: usize| {
            let lies_on = |[x, y]: &&[f64; 2]| x * x + y * y <= SAME_M * SAME_M;
            Figures {
                datum: Datum::ALL[which],
                looked_at: 0,
                near: 0,
                median_m: None,
                namesakes: offsets[which].len() as u64,
                matched: offsets[which].iter().filter(lies_on).count() as u64,
            }
        };
        Evidence {
            figures: [0, 1, 2].map(figures),
            verdict: Verdict::Unclear(Doubt::Nameless),
            middle: middle(list),
            offsets_m: offsets,
        }
    }
}

impl Evidence {
    /// The system that the names speak for.
    fn named(&self) -> Option<Datum> {
        let matched = |which: usize| self.figures[which].matched;
        (0..3).find_map(|which| {
            let others = (0..3).filter(|&other| other != which).map(matched);
            let others = others.max().unwrap_or(0);
            let decides = matched(which) >= MATCHES && matched(which) >= CHANCE_MATCHES * others;
            decides.then_some(Datum::ALL[which])
        })
    }

    /// Whether the names speak against a system: two for another already, and more than for this.
    fn is_denied(&self, datum: Datum) -> bool {
        let own = self.figures_of(datum).matched;
        let most = self.figures.iter().map(|figures| figures.matched).max();
        most.is_some_and(|most| most > own.max(1))
    }
}

/// The middle one of the places by longitude, and by latitude.
fn middle(list: &[Seen]) -> LonLat {
    let of = |pick: fn(&Seen) -> f64| {
        let mut all: Vec<f64> = list.iter().map(pick).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(0.0)
    };
    LonLat {
        lon: of(|seen| seen.at.lon),
        lat: of(|seen| seen.at.lat),
    }
}
