//! A check held against an earlier one: what is lost, rule by rule.

use std::path::{Path, PathBuf};

use lifecircle_core::comparison::{Loss, Points, loss};
use lifecircle_core::coverage::{Shares, Split};
use lifecircle_io::results::{Manifest, Totals};

use super::comparable::{Matter, Mismatch, Mismatches, mismatches};
use crate::{Check, Compared, Error};

/// An earlier check, as its folder tells it.
#[derive(Clone, Debug)]
pub struct Baseline {
    folder: PathBuf,
    manifest: Manifest,
    totals: Totals,
}

/// A check held against an earlier one.
#[derive(Clone, Debug)]
pub struct Against {
    /// By all rules together, and then by each rule that both have.
    pub rows: Vec<AgainstRow>,
    /// Whether shares are of people; else of homes, since one of the two knows no people.
    pub is_by_people: bool,
    /// What the two do not have in common, and was allowed.
    pub allowed: Vec<Mismatch>,
}

/// What is lost by one rule.
#[derive(Clone, Copy, Debug)]
pub struct AgainstRow {
    /// The rule, `None` for all together.
    pub rule: Option<usize>,
    /// By verdict, then: people in thousandths, or homes.
    pub before: Split,
    /// By verdict, now.
    pub after: Split,
    /// What is lost, as [`loss`] defines it.
    pub loss: Loss,
}

impl Baseline {
    /// The check that was written into a folder. Manifest and summary are enough.
    ///
    /// # Errors
    /// [`Error::Results`] where the folder does not hold these.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Ok(Self {
            folder: folder.to_owned(),
            manifest: Manifest::read(folder)?,
            totals: Totals::read(folder)?,
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Against {
    /// The rows in which more is lost than so many points.
    pub fn missed(&self, most: Points) -> impl Iterator<Item = &AgainstRow> {
        self.rows.iter().filter(move |row| row.loss.exceeds(most))
    }
}

impl Check {
    /// Holds this check against an earlier one, by people, or by homes where one of them knows none.
    ///
    /// # Errors
    /// [`Error::Incomparable`] where the two differ in something that is not allowed to; [`Error::Open`] where the file of the
    /// rules is gone.
    ///
    /// # Complexity
    /// That of [`Check::summary`].
    pub fn against(&self, baseline: &Baseline, allowed: &[Matter]) -> Result<Against, Error> {
        let manifest = self.manifest(Compared::default())?;
        let manifest = Manifest::from(manifest.document(env!("CARGO_PKG_VERSION")));
        let found = admitted(&baseline.manifest, &manifest, allowed)?;
        let summary = self.summary();
        let (was, joint) = (&baseline.totals, summary.joint.exact);
        // A point is no person.
        let is_sampled = was.is_sampled || self.city().residences().kind.is_sampled();
        let has_people = |shares: &Shares| shares.people_milli.total() > 0;
        let is_by_people = !is_sampled && has_people(&was.joint) && has_people(&joint);
        let row = |rule, before: Shares, after: Shares| {
            let of = |shares: Shares| {
                if is_by_people {
                    shares.people_milli
                } else {
                    shares.homes
                }
            };
            let (before, after) = (of(before), of(after));
            AgainstRow {
                rule,
                before,
                after,
                loss: loss(before, after),
            }
        };
        let rules = self.rules().iter().zip(&summary.rules).enumerate();
        let rules = rules.filter_map(|(number, (rule, sums))| {
            let before = was.rules.iter().find(|own| own.0 == rule.id)?.1;
            Some(row(Some(number), before, sums.shares.exact))
        });
        let rows = std::iter::once(row(None, was.joint, joint)).chain(rules);
        Ok(Against {
            rows: rows.collect(),
            is_by_people,
            allowed: found,
        })
    }
}

/// What two results do not have in common, where all of it is allowed.
pub(crate) fn admitted(
    before: &Manifest,
    after: &Manifest,
    allowed: &[Matter],
) -> Result<Vec<Mismatch>, Error> {
    let found = mismatches(before, after);
    let is_refused = |mismatch: &&Mismatch| !allowed.contains(&mismatch.matter());
    let refused: Vec<Mismatch> = found.iter().filter(is_refused).cloned().collect();
    if refused.is_empty() {
        return Ok(found);
    }
    Err(Error::Incomparable(Mismatches(refused)))
}
