//! Several lists of one city as one.

use std::collections::HashSet;

use super::{ConflateOptions, Outlet, conflate};
use crate::observer::{Cancelled, Observer};
use crate::place::own::OwnFacility;

/// The rows of several lists as one list, and how many were left out: of places that more than one list has, the
/// earliest list's row counts. An id that an earlier list has already gets the number of its list behind it.
///
/// # Complexity
/// That of [`conflate`] for every list but the first.
///
/// # Errors
/// [`Cancelled`].
pub fn join_lists(
    lists: Vec<Vec<OwnFacility>>,
    observer: &dyn Observer,
) -> Result<(Vec<OwnFacility>, u64), Cancelled> {
    let mut joined: Vec<OwnFacility> = Vec::new();
    let mut ids: HashSet<String> = HashSet::new();
    let mut left_out = 0;
    for (number, list) in (1..).zip(lists) {
        let kept = if joined.is_empty() {
            (0..list.len()).collect()
        } else {
            new_rows(&joined, &list, observer)?
        };
        left_out += (list.len() - kept.len()) as u64;
        let mut list: Vec<Option<OwnFacility>> = list.into_iter().map(Some).collect();
        for mut row in kept.into_iter().filter_map(|i| list[i].take()) {
            while !ids.insert(row.id.clone()) {
                row.id = format!("{}#{number}", row.id);
            }
            joined.push(row);
        }
    }
    Ok((joined, left_out))
}

/// Rows of a list that those before do not have.
fn new_rows(
    before: &[OwnFacility],
    list: &[OwnFacility],
    observer: &dyn Observer,
) -> Result<Vec<usize>, Cancelled> {
    let known: Vec<Outlet> = before.iter().map(outlet).collect();
    let own: Vec<Outlet> = list.iter().map(outlet).collect();
    let found = conflate(&known, &own, &ConflateOptions::default(), observer)?;
    // A closed row is kept where nobody else has it: it takes its like in the extract with it.
    let mut is_new = vec![true; list.len()];
    for pair in found.found.iter().filter(|found| found.osm.is_some()) {
        if let Some(own) = pair.own {
            is_new[own as usize] = false;
        }
    }
    Ok((0..list.len()).filter(|&i| is_new[i]).collect())
}

fn outlet(row: &OwnFacility) -> Outlet<'_> {
    Outlet {
        id: &row.id,
        name: row.name.as_deref(),
        categories: row.categories,
        at: row.at,
        half_box_mm: [0; 2],
        status: row.status,
        brand: row.brand.as_deref(),
        address: row.address.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geodesy::LonLat;
    use crate::observer::Silent;
    use crate::place::CategorySet;

    fn row(id: &str, name: &str, lon: f64) -> OwnFacility {
        OwnFacility {
            name: Some(name.to_owned()),
            ..OwnFacility::new(id.to_owned(), CategorySet::of(0), LonLat { lon, lat: 33.6 })
        }
    }

    #[test]
    fn of_a_place_in_two_lists_the_earlier_row_counts_and_ids_stay_apart() {
        let census = vec![
            row("1", "苏果便利（三里桥店）", 119.0),
            row("2", "惠民菜市场", 119.01),
        ];
        let map = vec![
            row("9", "苏果便利店(三里桥店)", 119.0001),
            row("1", "罗森", 119.05),
        ];
        let (joined, left_out) = join_lists(vec![census, map], &Silent).unwrap();
        let ids: Vec<&str> = joined.iter().map(|row| row.id.as_str()).collect();
        assert_eq!((ids, left_out), (vec!["1", "2", "1#2"], 1));
    }
}
