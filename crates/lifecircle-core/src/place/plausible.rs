//! Whether a category is mapped as densely as people use it.

use super::{CategorySet, CategoryTable, Facilities};

/// So many times the plausible number of people per outlet is reported: mapped densities of well-mapped cities
/// differ by a factor of two.
const THIN: u64 = 3;
/// Below this many people a ratio says nothing.
const ENOUGH_PEOPLE_MILLI: u64 = 1_000_000;

/// A category with implausibly few outlets: “not covered” may mean “not mapped”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThinCategory {
    /// Its position in the table.
    pub category: usize,
    /// Outlets in the data.
    pub outlets: u64,
    /// People in thousandths.
    pub people_milli: u64,
    /// So many people per outlet would be plausible.
    pub plausible: u64,
}

/// The categories of a set with implausibly few outlets for that many people, in the order of the table.
///
/// # Complexity
/// Linear in facilities, for each category.
pub fn thin_categories(
    facilities: &Facilities,
    table: &CategoryTable,
    wanted: CategorySet,
    people_milli: u64,
) -> Vec<ThinCategory> {
    if people_milli < ENOUGH_PEOPLE_MILLI {
        return Vec::new();
    }
    let thin = |category: usize| {
        let plausible = table.categories()[category].people_per_outlet?;
        let of_it = CategorySet::of(category);
        let own = facilities.rows.iter().filter(|f| f.categories.meets(of_it));
        let outlets = own.count() as u64;
        (people_milli / 1000 > outlets * plausible * THIN).then_some(ThinCategory {
            category,
            outlets,
            people_milli,
            plausible,
        })
    };
    wanted.iter().filter_map(thin).collect()
}
