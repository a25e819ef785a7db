//! Outlets: who serves there, whose brand they bear, and their counts.

use std::ops::AddAssign;

use super::brands::{Brand, brands};
use crate::place::{Category, CategorySet, CategoryTable, Facilities, Staffing};

/// What a facility is as an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutletKind {
    /// Who serves there.
    pub staffing: Staffing,
    /// Whose brand it bears.
    pub brand: Brand,
}

/// Outlets by who serves there, those with staff also by brand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutletCounts {
    /// Somebody serves there.
    pub staffed: u64,
    /// Machines that sell, and shops without staff.
    pub unstaffed: u64,
    /// Lockers for parcels.
    pub lockers: u64,
    /// Of those with staff, outlets of chains.
    pub chain: u64,
    /// Of those with staff, outlets that are known to be of no chain.
    pub single: u64,
    /// Of those with staff, outlets whose brand is not known.
    pub unknown_brand: u64,
}

impl OutletCounts {
    /// All outlets.
    pub fn total(&self) -> u64 {
        self.staffed + self.unstaffed + self.lockers
    }

    /// Outlets with staff whose brand is known: what chain shares are of.
    pub fn known_brand(&self) -> u64 {
        self.chain + self.single
    }

    /// Adds an outlet.
    pub(super) fn add(&mut self, kind: OutletKind) {
        match kind.staffing {
            Staffing::Locker => self.lockers += 1,
            Staffing::Machine | Staffing::Unstaffed => self.unstaffed += 1,
            Staffing::Staffed => {
                self.staffed += 1;
                match kind.brand {
                    Brand::Chain => self.chain += 1,
                    Brand::Single => self.single += 1,
                    Brand::Unknown => self.unknown_brand += 1,
                }
            }
        }
    }
}

impl AddAssign for OutletCounts {
    fn add_assign(&mut self, other: Self) {
        self.staffed += other.staffed;
        self.unstaffed += other.unstaffed;
        self.lockers += other.lockers;
        self.chain += other.chain;
        self.single += other.single;
        self.unknown_brand += other.unknown_brand;
    }
}

/// What every facility is as an outlet.
///
/// # Complexity
/// Linear in facilities, times the chains that are known.
pub(super) fn kinds(facilities: &Facilities, table: &CategoryTable) -> Vec<OutletKind> {
    let staffing: Vec<Staffing> = table.categories().iter().map(Category::staffing).collect();
    let rows = facilities.rows.iter().zip(brands(facilities, table));
    rows.map(|(row, brand)| OutletKind {
        staffing: of_all(row.categories, &staffing),
        brand,
    })
    .collect()
}

/// Who serves at an outlet of several categories: nobody where one of them says so of the whole place, else somebody
/// where somebody serves in one of them; a locker is one that is nothing else.
fn of_all(categories: CategorySet, staffing: &[Staffing]) -> Staffing {
    let has = |wanted: Staffing| categories.iter().any(|c| staffing[c] == wanted);
    let order = [Staffing::Unstaffed, Staffing::Staffed, Staffing::Machine];
    let first = order.into_iter().find(|&wanted| has(wanted));
    first.unwrap_or(if categories.is_empty() {
        Staffing::Staffed
    } else {
        Staffing::Locker
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_serves_at_an_outlet_of_several_categories() {
        use Staffing::{Locker, Machine, Staffed, Unstaffed};
        let each = [Staffed, Machine, Locker, Unstaffed];
        let of = |categories: &[usize]| of_all(categories.iter().copied().collect(), &each);
        for (categories, expected) in [
            (&[0][..], Staffed),
            (&[1], Machine),
            (&[2], Locker),
            (&[3], Unstaffed),
            (&[0, 2], Staffed),
            (&[1, 2], Machine),
            (&[0, 3], Unstaffed),
        ] {
            assert_eq!(of(categories), expected, "{categories:?}");
        }
    }
}
