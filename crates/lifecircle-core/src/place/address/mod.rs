//! Homes by what people call them: street and house number, the name of a building, the address in a list.

mod find;
mod houses;
mod words;

pub use find::{AddressFound, CalledHome, is_address};

use std::collections::HashMap;

use self::words::{folded, push};
use super::residence::{HomeId, Residences};
use crate::observer::{Cancelled, Observer};
use crate::osm::{Address, OsmData};
use crate::units::narrow;

/// How far from a home an address may lie that no home holds, in mm: it is taken for that of the nearest.
pub const ADDRESS_REACH_MM: u32 = 20_000;

/// What homes are called. A home may have several addresses, an address several homes.
///
/// ```
/// use lifecircle_core::assemble::{AssembleOptions, Tables, assemble};
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::osm::{self, ReadOptions};
/// use lifecircle_core::place::{AddressFound, CategoryTable, HomeAddresses, PeopleTable};
///
/// let (categories, people) = (CategoryTable::built_in(), PeopleTable::built_in());
/// let file: &[u8] = include_bytes!("../../../../../data/demo.osm.pbf");
/// let options = ReadOptions { addresses: true, ..ReadOptions::default() };
/// let data = osm::read_with(file, &categories, options, &Silent)?;
/// let tables = Tables { categories: &categories, people: &people };
/// let city = assemble(&data, tables, &AssembleOptions::default(), &Silent)?;
/// let addresses = HomeAddresses::of(&data, &city.residences, &Silent)?;
/// assert!(matches!(addresses.find("no such street 1", 3), AddressFound::Nothing { .. }));
/// # Ok::<(), osm::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeAddresses {
    /// By home and text.
    rows: Vec<Row>,
}

/// One address of one home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    home: u32,
    /// Everything that may be typed of it, folded.
    text: Box<str>,
    /// As it is told.
    label: Box<str>,
    /// What must be typed whole for this address to be meant before others, folded: street and number, else the whole address
    /// or a name. Of a street without a number nothing does.
    line: Vec<Box<str>>,
    /// How far it lies from the home, where the home does not hold it.
    away_mm: Option<u32>,
}

impl Row {
    /// `None` for an address without a letter or digit.
    fn of(home: u32, address: &Address, away_mm: Option<u32>) -> Option<Self> {
        let text = text_of(address);
        (!text.is_empty()).then(|| Self {
            home,
            text: text.into(),
            label: label_of(address).into(),
            line: line_of(address),
            away_mm,
        })
    }
}

/// Everything that is said of an address, from the city to the name of the house, folded.
fn text_of(address: &Address) -> String {
    let mut text = String::new();
    let within = address.within.iter().rev();
    let line = address.street.iter().chain(&address.number);
    for part in within.chain(line).chain(&address.names) {
        push(&mut text, &folded(part));
    }
    if let Some(full) = address.full.as_deref().map(folded) {
        if !text.is_empty() && !full.is_empty() {
            text.push(' ');
        }
        text.push_str(&full);
    }
    text
}

/// Street and number, else the whole address; and the names.
fn label_of(address: &Address) -> String {
    let mut label = String::new();
    for part in address.street.iter().chain(&address.number) {
        push(&mut label, part);
    }
    let mut parts: Vec<&str> = Some(label.as_str())
        .filter(|l| !l.is_empty())
        .into_iter()
        .collect();
    if parts.is_empty() {
        parts.extend(address.full.as_deref());
    }
    parts.extend(address.names.iter().map(|name| &**name));
    parts.join(", ")
}

fn line_of(address: &Address) -> Vec<Box<str>> {
    let whole = match (&address.street, &address.number) {
        (Some(street), Some(number)) => vec![street, number],
        (None, None) => address.full.iter().chain(&address.names).take(1).collect(),
        _ => Vec::new(),
    };
    let parts = whole.into_iter().map(|part| folded(part));
    let said = parts.filter(|part| !part.is_empty());
    said.map(Into::into).collect()
}

impl HomeAddresses {
    /// What was read with [`ReadOptions::addresses`](crate::osm::ReadOptions::addresses): the addresses of the homes' own
    /// elements, of nodes inside or on the wall of a home, and of other nodes that are within [`ADDRESS_REACH_MM`] of one.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// `O(n log n)` in homes and addresses, times the points of an outline.
    pub fn of(
        data: &OsmData,
        residences: &Residences,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let mut rows = Vec::new();
        for (home, id) in residences.id.iter().enumerate() {
            let HomeId::Element(element) = id else {
                continue;
            };
            let own = data
                .addresses
                .binary_search_by_key(element, |row| row.element);
            let address = own.ok().map(|at| &data.addresses[at].address);
            rows.extend(address.and_then(|address| Row::of(narrow(home), address, None)));
        }
        for of_house in houses::of_nodes(data, residences, observer)? {
            let address = &data.addresses[of_house.row].address;
            rows.extend(Row::of(of_house.home, address, of_house.away_mm));
        }
        Ok(Self::default().with(rows))
    }

    /// These, and what a list says of its homes: their ids, and what each is called.
    ///
    /// # Complexity
    /// `O(n log n)` in the homes and the rows.
    #[must_use]
    pub fn and_listed<'a>(
        self,
        residences: &Residences,
        listed: impl IntoIterator<Item = (&'a str, &'a Address)>,
    ) -> Self {
        let homes = residences.id.iter().zip(0..);
        let own = homes.filter_map(|(id, home)| match id {
            HomeId::Own(id) => Some((id.as_str(), home)),
            HomeId::Element(_) | HomeId::Sample(..) => None,
        });
        let home_of: HashMap<&str, u32> = own.collect();
        let rows = listed.into_iter().filter_map(|(id, address)| {
            let home = home_of.get(id)?;
            Row::of(*home, address, None)
        });
        let rows = rows.collect();
        self.with(rows)
    }

    /// Number of addresses.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The addresses of all homes as they are told: home by home.
    pub fn labels(&self) -> impl Iterator<Item = (usize, &str)> {
        self.rows.iter().map(|row| (row.home as usize, &*row.label))
    }

    /// Adds rows; of those that say the same of one home, the nearest stays.
    fn with(mut self, rows: Vec<Row>) -> Self {
        self.rows.extend(rows);
        self.rows.sort_unstable();
        self.rows.dedup_by(|later, first| {
            let is_same = (later.home, &later.text) == (first.home, &first.text);
            if is_same {
                // None comes first: the home holds it.
                first.away_mm = first.away_mm.min(later.away_mm);
            }
            is_same
        });
        self
    }
}
