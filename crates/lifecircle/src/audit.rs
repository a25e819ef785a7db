//! What would make a city's results wrong, ranked by people.

use lifecircle_core::audit::{
    Audit as Found, AuditFinding, AuditInput, AuditKind, NotLooked, ShiftedList, audit,
};
use lifecircle_core::metric::Gates;

use crate::lists::ImportReport;
use crate::options::Walker;
use crate::warnings::Warning;
use crate::{City, Error};

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct AuditOptions {
    /// The kinds of findings; none given means all.
    pub kinds: Vec<AuditKind>,
    /// Who walks around what does not join; `None`: whom the city was opened for.
    pub walker: Option<Walker>,
}

/// What would make results wrong.
#[derive(Clone, Debug)]
pub struct Audit {
    city: City,
    kinds: Vec<AuditKind>,
    found: Found,
}

impl City {
    /// Looks for what would make results wrong: places far from streets or cut off from theirs, streets that do not
    /// join, islands, duplicates, areas and categories that look too empty, shifted lists.
    ///
    /// Much of it needs [`CityOptions::surroundings`](crate::CityOptions::surroundings), areas need
    /// [`CityOptions::levels`](crate::CityOptions::levels): without them, [`Audit::not_looked`] says so.
    ///
    /// # Errors
    /// Walkers for whom the streets were not made; [`Error::Input`] where a network made before is damaged;
    /// [`Error::Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` in segments and places, and a short search for each place where streets do not join.
    ///
    /// ```
    /// use lifecircle::{AuditOptions, City, CityOptions, Source};
    ///
    /// # fn main() -> Result<(), lifecircle::Error> {
    /// let options = CityOptions { surroundings: true, ..CityOptions::default() };
    /// let audit = City::open(Source::Demo, &options)?.audit(&AuditOptions::default())?;
    /// for finding in audit.findings().iter().take(10) {
    ///     println!("{} {}", finding.people_milli / 1000, finding.what);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn audit(&self, options: &AuditOptions) -> Result<Audit, Error> {
        let all = AuditKind::ALL;
        let kinds = if options.kinds.is_empty() {
            &all[..]
        } else {
            &options.kinds
        };
        let lists = self.imports().iter().filter_map(shifted);
        let lists: Vec<ShiftedList> = lists.collect();
        let walks = self.walks(options.walker, Gates::Open)?;
        let input = AuditInput {
            network: self.network()?,
            built: self.built(),
            walks: &walks,
            shapes: self.shapes()?,
            residences: self.residences(),
            facilities: self.facilities(),
            table: self.categories(),
            division: self.division(),
            surroundings: self.parts.surroundings.as_deref(),
            shifted: &lists,
            list_replaces: self.list_replaces(),
            max_snap_mm: self.recipe().max_snap_mm,
            kinds,
        };
        let found = audit(input, &*self.observer)?;
        Ok(Audit {
            city: self.clone(),
            kinds: AuditKind::ALL
                .into_iter()
                .filter(|kind| kinds.contains(kind))
                .collect(),
            found,
        })
    }
}

/// That all places of a list lie shifted, where they do.
fn shifted(list: &ImportReport) -> Option<ShiftedList> {
    let shift = list.note.shift?;
    Some(ShiftedList {
        name: list.note.file.name.clone(),
        offset_m: shift.offset_m,
        direction: shift.direction,
    })
}

impl Audit {
    /// The city.
    pub fn city(&self) -> &City {
        &self.city
    }

    /// The findings, those that touch most people first.
    pub fn findings(&self) -> &[AuditFinding] {
        &self.found.findings
    }

    /// The kinds that were asked for, in their own order.
    pub fn kinds(&self) -> &[AuditKind] {
        &self.kinds
    }

    /// Kinds that were asked for and not looked for, with the reason.
    pub fn not_looked(&self) -> &[(AuditKind, NotLooked)] {
        &self.found.not_looked
    }

    /// How many findings are of a kind, and of the one that touches most people the homes and the people in thousandths.
    pub fn of_kind(&self, kind: AuditKind) -> (u64, u64, u64) {
        self.found.of_kind(kind)
    }

    /// What else to beware of; what is a finding is not told again.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = self.city.inspect().warnings;
        warnings.retain(|warning| !matches!(warning, Warning::Thin { .. }));
        warnings.extend(self.city.far_lists());
        warnings
    }
}
