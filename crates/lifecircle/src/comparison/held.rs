//! Two results held against each other.

use std::sync::OnceLock;

use lifecircle_core::comparison::{
    AreaRow, Causes, ComparisonRow, Pairing, causes, compare, compare_by_area,
};
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::rules::{Rule, RulePack};
use lifecircle_io::report::Words;
use lifecircle_io::write::{ComparisonContents, OutletChange, changed_outlet_places};

use super::against::admitted;
use super::comparable::{Matter, Mismatch};
use super::edition::Edition;
use super::reruns;
use crate::provenance::attribution_text;
use crate::{Check, Error, Lang};

/// Homes and outlets so near are where they were, in mm, unless somebody says otherwise.
const SAME_PLACE_MM: u32 = 10_000;

/// How results are compared.
#[derive(Clone, Debug)]
pub struct ComparisonOptions {
    /// Homes under different ids that are at most so far apart are one; homes and outlets that moved no farther are where they
    /// were. In mm.
    pub same_place_mm: u32,
    /// What the two may differ in.
    pub allowed: Vec<Matter>,
}

impl Default for ComparisonOptions {
    /// Ten metres, and nothing may differ.
    fn default() -> Self {
        Self {
            same_place_mm: SAME_PLACE_MM,
            allowed: Vec::new(),
        }
    }
}

/// Two results held against each other: who is gained and lost, and why.
#[derive(Debug)]
pub struct Comparison {
    before: Edition,
    after: Edition,
    allowed: Vec<Mismatch>,
    pairing: Pairing,
    causes: Causes,
    is_by_reruns: bool,
    whole: ComparisonRow,
    levels: OnceLock<Vec<ComparedLevel>>,
}

/// The sums of a level that both results have.
#[derive(Clone, Debug)]
pub struct ComparedLevel {
    /// What it is called.
    pub name: String,
    /// The areas, and last the homes in none.
    pub rows: Vec<AreaRow>,
}

impl Comparison {
    /// Compares two results.
    ///
    /// Where both are checks at hand, by the same rules and categories, of the same walkers and at no time in particular, causes are told by searching the first city again
    /// with each change alone; else by the nearest outlets and the walks to them.
    ///
    /// # Errors
    /// [`Error::Incomparable`] where they differ in something that is not allowed to; as with [`City::check`](crate::City::check).
    ///
    /// # Complexity
    /// `O(n log n)` in homes and outlets; for checks at hand up to five checks besides.
    pub fn between(
        mut before: Edition,
        mut after: Edition,
        options: &ComparisonOptions,
    ) -> Result<Self, Error> {
        let allowed = admitted(&before.manifest, &after.manifest, &options.allowed)?;
        let of_both = |rule: &&Rule| after.pack.rules.iter().any(|own| own.id == rule.id);
        let ids: Vec<String> = (before.pack.rules.iter().filter(of_both))
            .map(|rule| rule.id.clone())
            .collect();
        if ids.is_empty() {
            return Err(Error::NotComparable);
        }
        before.keep_rules(&ids);
        after.keep_rules(&ids);
        let findings = (&before.findings, &after.findings);
        let pairing = Pairing::of(findings.0, findings.1, options.same_place_mm);
        let differs = |matter| allowed.iter().any(|own| own.matter() == matter);
        // Searched again by the rules, walkers and categories of the first.
        let kept = [Matter::Rules, Matter::Options, Matter::Tables];
        let is_searched = !kept.into_iter().any(differs);
        let alone = match (&before.check, &after.check) {
            (Some(was), Some(now)) if is_searched => reruns::alone(was, now, &pairing)?,
            _ => None,
        };
        let causes = causes(
            findings.0,
            findings.1,
            &pairing,
            alone.as_deref(),
            differs(Matter::Options),
        );
        let whole = compare(findings, &pairing, &causes);
        Ok(Self {
            allowed,
            pairing,
            causes,
            is_by_reruns: alone.is_some(),
            whole,
            levels: OnceLock::new(),
            before,
            after,
        })
    }

    /// Compares two checks.
    ///
    /// # Errors
    /// As with [`Self::between`].
    pub fn of_checks(
        before: Check,
        after: Check,
        options: &ComparisonOptions,
    ) -> Result<Self, Error> {
        let (before, after) = (Edition::of_check(before)?, Edition::of_check(after)?);
        Self::between(before, after, options)
    }

    /// The first result.
    pub fn before(&self) -> &Edition {
        &self.before
    }

    /// The second result.
    pub fn after(&self) -> &Edition {
        &self.after
    }

    /// What the city is called: as the second result has it, else as the first.
    pub fn city(&self) -> Option<Words> {
        self.after.city().or_else(|| self.before.city())
    }

    /// What the two do not have in common, and was allowed.
    pub fn allowed(&self) -> &[Mismatch] {
        &self.allowed
    }

    /// Which homes and outlets are the same.
    pub fn pairing(&self) -> &Pairing {
        &self.pairing
    }

    /// Why homes are gained and lost.
    pub fn causes(&self) -> &Causes {
        &self.causes
    }

    /// Whether causes are told by searching again, not by the nearest outlets.
    pub fn is_by_reruns(&self) -> bool {
        self.is_by_reruns
    }

    /// Whose the data is, as a person reads it.
    pub fn attribution_text(&self, lang: Lang) -> String {
        attribution_text(self.after.manifest.attribution(), lang)
    }

    /// The rules that both have.
    pub fn rules(&self) -> &[Rule] {
        self.after.rules()
    }

    pub(super) fn pack(&self) -> &RulePack {
        &self.after.pack
    }

    /// What becomes of all homes.
    pub fn whole(&self) -> &ComparisonRow {
        &self.whole
    }

    /// The same by area, for every level that both results have, largest areas first.
    ///
    /// # Complexity
    /// Linear in homes and rules, per level, once.
    pub fn levels(&self) -> &[ComparedLevel] {
        self.levels.get_or_init(|| {
            let findings = (&self.before.findings, &self.after.findings);
            let names = self.after.findings.levels.iter().rev();
            let levels = names.filter_map(|level| {
                let rows = compare_by_area(findings, &self.pairing, &self.causes, &level.name)?;
                let name = level.name.clone();
                Some(ComparedLevel { name, rows })
            });
            levels.collect()
        })
    }

    /// How many outlets are new, closed, moved, or serve as something else.
    pub fn outlet_changes(&self) -> [usize; 4] {
        let changed = self.changed_outlets();
        OutletChange::ALL.map(|kind| changed.iter().filter(|(_, own)| *own == kind).count())
    }

    /// Where each outlet that changed stands now, or stood, and what changed of it.
    pub fn changed_outlets(&self) -> Vec<(LonLat, OutletChange)> {
        changed_outlet_places(self.contents())
    }

    pub(crate) fn contents(&self) -> ComparisonContents<'_> {
        ComparisonContents {
            findings: [&self.before.findings, &self.after.findings],
            pairing: &self.pairing,
            causes: &self.causes,
            rules: self.rules(),
            attribution: self.after.manifest.attribution(),
        }
    }
}
