//! Rows of the user's lists that no street is near.

use lifecircle_core::place::{Facilities, HomeId, HomeKind, Residences};
use lifecircle_io::cache::FarNote;
use lifecircle_io::read::RowMark;

/// So many rows are named.
const MOST_NAMED: usize = 10;

/// A list, and by what its rows are known.
pub(crate) struct Marked {
    note: FarNote,
    /// Sorted.
    marks: Vec<RowMark>,
}

impl Marked {
    /// The rows of a list that are used, and the system they were read in where there is one.
    pub(crate) fn new(
        role: &str,
        list: &str,
        (coordinates, is_declared): (Option<String>, bool),
        mut marks: Vec<RowMark>,
    ) -> Self {
        marks.sort_unstable();
        Self {
            note: FarNote {
                role: role.to_owned(),
                list: list.to_owned(),
                far: 0,
                all: marks.len() as u64,
                first: Vec::new(),
                coordinates,
                is_declared,
            },
            marks,
        }
    }

    fn find(&self, id: &str) -> Option<u64> {
        RowMark::find(&self.marks, id)
    }
}

/// The lists with rows far from every street, and which rows these are.
///
/// # Complexity
/// Linear in the places, `O(log n)` for each that is far.
pub(crate) fn far_notes(
    mut lists: Vec<Marked>,
    facilities: &Facilities,
    homes: &Residences,
) -> Vec<FarNote> {
    let own = facilities.rows.iter().filter(|row| row.element.is_none());
    let far = own.filter(|row| row.ways_in.iter().all(|way| way.snap.is_none()));
    for id in far.flat_map(|row| std::iter::once(&row.id).chain(&row.merged)) {
        note(&mut lists, "facilities", id);
    }
    if homes.kind == HomeKind::Own {
        let is_far = |home: &usize| homes.ways_in_of(*home).iter().all(|way| way.snap.is_none());
        for home in (0..homes.count()).filter(is_far) {
            if let HomeId::Own(id) = &homes.id[home] {
                note(&mut lists, "residences", id);
            }
        }
    }
    let notes = lists.into_iter().map(|list| list.note);
    let far = notes.filter(|note| note.far > 0).map(|mut note| {
        note.first.sort_unstable();
        note.first.truncate(MOST_NAMED);
        note
    });
    far.collect()
}

/// Notes a row that is far with its list.
fn note(lists: &mut [Marked], role: &str, id: &str) {
    let of_role = |list: &Marked| list.note.role == role;
    let exact =
        (lists.iter().filter(|list| of_role(list))).position(|list| list.find(id).is_some());
    // A row whose id an earlier list has got the number of its list behind it.
    let renamed = || {
        let (id, number) = id.rsplit_once('#')?;
        let at = number.parse::<usize>().ok()?.checked_sub(1)?;
        Some((at, id))
    };
    let Some((at, id)) = exact.map(|at| (at, id)).or_else(renamed) else {
        return;
    };
    let mut lists = lists.iter_mut().filter(|list| of_role(list));
    if let Some(list) = lists.nth(at)
        && let Some(number) = list.find(id)
    {
        list.note.far += 1;
        list.note.first.push(number);
    }
}
