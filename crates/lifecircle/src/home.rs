//! Which home is meant: by its id, by a place beside it, by its address.

use std::sync::Arc;

use lifecircle_core::coded;
use lifecircle_core::geodesy::{LonLat, haversine_m};
use lifecircle_core::message::shown;
use lifecircle_core::observer::Observer;
use lifecircle_core::osm::{ElementId, OsmData};
use lifecircle_core::place::{AddressFound, CalledHome, HomeAddresses, Residences, is_address};
use lifecircle_core::units::m_to_mm;

use crate::lists::TakenLists;
use crate::origins::LOOK_MM;
use crate::{City, Error};

/// So many homes or addresses a message tells.
const TOLD: usize = 10;

/// Why no home, or not one alone, has an address.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HomeError {
    /// No home has it.
    #[error("no home has the address `{text}`{}", detail(missing, near))]
    Nothing {
        /// What was typed.
        text: String,
        /// Words that are in no address.
        missing: Vec<String>,
        /// Addresses that may be meant.
        near: Vec<String>,
    },
    /// Several have it.
    #[error("{count} homes have the address `{text}`: {}{}", first.join("; "), rest(*count, first.len()))]
    Several {
        /// What was typed.
        text: String,
        /// How many.
        count: usize,
        /// The first of them: ids and addresses.
        first: Vec<String>,
    },
    /// The city holds no addresses.
    #[error(
        "no home `{text}`; a network made before, as this one of {extract}, keeps no addresses"
    )]
    NotKept {
        /// What was typed.
        text: String,
        /// The extract that it was made from.
        extract: String,
    },
}

/// What is wrong with the words, and what may be meant.
fn detail(missing: &[String], near: &[String]) -> String {
    let mut text = String::new();
    if !missing.is_empty() {
        let words: Vec<String> = missing.iter().map(|word| format!("`{word}`")).collect();
        text = format!("; in no address is {}", words.join(", "));
    }
    if !near.is_empty() {
        text.push_str("; there are ");
        text.push_str(&near.join("; "));
    }
    text
}

/// That a list goes on.
fn rest(count: usize, told: usize) -> &'static str {
    if count > told { "; …" } else { "" }
}

coded!(HomeError {
    Self::Nothing { text, missing, near } => "no-address" {
        given: text,
        missing: or_none(missing),
        near: or_none(near),
    }
    Self::Several { text, count, first } => "several-homes" {
        given: text,
        count: *count,
        first: first.join("; "),
        rest: rest(*count, first.len()),
    }
    Self::NotKept { text, extract } => "addresses-not-kept" {
        given: text, extract: extract,
    }
});

/// Texts in one, `none` where there are none.
fn or_none(texts: &[String]) -> String {
    if texts.is_empty() {
        "none".to_owned()
    } else {
        texts.join("; ")
    }
}

/// Whether something typed may be an address, which a city must be opened for
/// ([`CityOptions::addresses`](crate::CityOptions::addresses)): it has a letter, and is not the id of an element.
pub fn may_be_address(typed: &str) -> bool {
    // Sampled points are `way/5@20`.
    let element = typed.split('@').next().and_then(ElementId::parse);
    is_address(typed) && element.is_none()
}

impl City {
    /// The position of a home.
    ///
    /// # Errors
    /// [`Error::NoHome`].
    pub fn find_home(&self, id: &str) -> Result<usize, Error> {
        let ids = &self.parts.residences.id;
        let found = ids.iter().position(|home| home.to_string() == id);
        found.ok_or_else(|| self.no_home(id))
    }

    fn no_home(&self, id: &str) -> Error {
        let ids = &self.parts.residences.id;
        Error::NoHome {
            id: id.to_owned(),
            homes: ids.len(),
            example: ids.first().map(ToString::to_string),
        }
    }

    /// The home nearest to a place as the crow flies, and how far it is in mm.
    ///
    /// # Errors
    /// [`Error::NoHomeNear`] where none is within [`LOOK_MM`].
    ///
    /// # Complexity
    /// Linear in the ways into homes.
    pub fn nearest_home(&self, at: LonLat) -> Result<(usize, u32), Error> {
        let residences = &self.parts.residences;
        let ways_in = |home: usize| residences.ways_in_of(home).iter();
        let away_mm = |home| {
            ways_in(home)
                .map(|way_in| m_to_mm(haversine_m(at, way_in.at)))
                .min()
        };
        let homes = (0..residences.count()).filter_map(|home| Some((away_mm(home)?, home)));
        let nearest = homes.min();
        let near = nearest.filter(|&(mm, _)| mm <= LOOK_MM);
        near.map(|(mm, home)| (home, mm)).ok_or(Error::NoHomeNear {
            at,
            nearest_mm: nearest.map(|(mm, _)| mm),
        })
    }

    /// The home of an address, where [`CityOptions::addresses`](crate::CityOptions::addresses) asked for these: all words
    /// stand in it, in any order ([`HomeAddresses::find`]).
    ///
    /// # Errors
    /// [`Error::Home`] where no home or several have it, or a network made before keeps none; [`Error::NoHome`] where no home
    /// has any address.
    ///
    /// # Complexity
    /// Linear in the addresses, times the words.
    pub fn home_called(&self, words: &str) -> Result<CalledHome, Error> {
        let Some(addresses) = self.addresses().filter(|own| own.count() > 0) else {
            return Err(self.without_addresses(words));
        };
        let id = |home: &CalledHome| self.residences().id[home.home].to_string();
        let told = |home: &CalledHome| format!("{} ({})", id(home), shown(&home.label));
        let error = match addresses.find(words, TOLD) {
            AddressFound::One(home) => return Ok(home),
            AddressFound::Several { count, first } => HomeError::Several {
                text: shown(words),
                count,
                first: first.iter().map(told).collect(),
            },
            AddressFound::Nothing { missing, near } => HomeError::Nothing {
                text: shown(words),
                missing: missing.iter().map(|word| shown(word)).collect(),
                near: near.iter().map(|label| shown(label)).collect(),
            },
        };
        Err(error.into())
    }

    /// What homes are called, where [`CityOptions::addresses`](crate::CityOptions::addresses) asked for that and the city is of
    /// an extract, or its homes of a list.
    pub fn addresses(&self) -> Option<&HomeAddresses> {
        self.parts.addresses.as_deref()
    }

    fn without_addresses(&self, words: &str) -> Error {
        if self.parts.cache.is_none() {
            return self.no_home(words);
        }
        HomeError::NotKept {
            text: shown(words),
            extract: self.provenance().origin.name.clone(),
        }
        .into()
    }
}

/// What homes are called by an extract, and by a list of them; `None` where nobody asked.
pub(crate) fn addresses(
    is_asked: bool,
    data: &OsmData,
    (residences, lists): (&Residences, &TakenLists),
    observer: &dyn Observer,
) -> Result<Option<Arc<HomeAddresses>>, Error> {
    if !is_asked {
        return Ok(None);
    }
    let of_extract = HomeAddresses::of(data, residences, observer)?;
    Ok(Some(lists.and_called(of_extract, residences)))
}

impl TakenLists {
    /// What the list of homes says that they are called; `None` where nobody asked.
    pub(crate) fn addresses(
        &self,
        is_asked: bool,
        residences: &Residences,
    ) -> Option<Arc<HomeAddresses>> {
        is_asked.then(|| self.and_called(HomeAddresses::default(), residences))
    }

    fn and_called(&self, addresses: HomeAddresses, homes: &Residences) -> Arc<HomeAddresses> {
        let called = self.called.iter();
        let called = called.map(|(id, address)| (id.as_str(), address));
        Arc::new(addresses.and_listed(homes, called))
    }
}
