//! From what was typed to the home that is meant.

use std::cmp::Reverse;

use super::words::{Fit, folded, occurs, push, words};
use super::{HomeAddresses, Row};
use crate::near::near;

/// A home and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledHome {
    /// The home.
    pub home: usize,
    /// Its address.
    pub label: String,
    /// How far the address lies from the home, in mm, where the home does not hold it.
    pub away_mm: Option<u32>,
}

/// What was found of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFound {
    /// One home.
    One(CalledHome),
    /// Several homes, of which it may be any.
    Several {
        /// How many.
        count: usize,
        /// The first of them, in the order of the homes.
        first: Vec<CalledHome>,
    },
    /// None.
    Nothing {
        /// Words that stand in no address, as they were compared.
        missing: Vec<String>,
        /// Addresses that may be meant, the nearest first.
        near: Vec<String>,
    },
}

impl Row {
    fn called(&self) -> CalledHome {
        CalledHome {
            home: self.home as usize,
            label: self.label.clone().into(),
            away_mm: self.away_mm,
        }
    }

    fn has(&self, word: &str, fit: Fit) -> bool {
        occurs(word, &self.text, fit)
    }

    fn has_all(&self, words: &[String], fit: Fit) -> bool {
        words.iter().all(|word| self.has(word, fit))
    }

    /// Whether all words of its line were typed.
    fn is_typed(&self, typed: &str) -> bool {
        let mut words = self.line.iter().flat_map(|part| part.split(' '));
        !self.line.is_empty() && words.all(|word| occurs(word, typed, Fit::Whole))
    }
}

impl HomeAddresses {
    /// The home that words mean: all of them stand in its address, in any order, whatever their width and case.
    ///
    /// A number is always whole: `12` is not `112`, nor `12a`. Addresses of which street and number, or the name, were typed
    /// whole go before those that only hold the words, these before those that hold words beginning with them, and addresses
    /// that a home holds before those that lie beside one. At most `most` homes or addresses are told.
    ///
    /// # Complexity
    /// Linear in the addresses, times the words.
    pub fn find(&self, typed: &str, most: usize) -> AddressFound {
        let words = words(typed);
        let mut line = String::new();
        for word in &words {
            push(&mut line, word);
        }
        if !words.is_empty() {
            let whole: Vec<&Row> = self.having(&words, Fit::Whole);
            let exact = whole.iter().copied().filter(|row| row.is_typed(&line));
            let exact: Vec<&Row> = exact.collect();
            let beginning = || self.having(&words, Fit::Beginning);
            let fits = [exact, whole].into_iter().find(|rows| !rows.is_empty());
            let rows = fits.unwrap_or_else(beginning);
            if let Some(found) = meant(&rows, most) {
                return found;
            }
        }
        let is_missing =
            |word: &&String| !self.rows.iter().any(|row| row.has(word, Fit::Beginning));
        AddressFound::Nothing {
            missing: words.iter().filter(is_missing).cloned().collect(),
            near: self.near(typed, &words, most),
        }
    }

    fn having(&self, words: &[String], fit: Fit) -> Vec<&Row> {
        let rows = self.rows.iter();
        rows.filter(|row| row.has_all(words, fit)).collect()
    }

    /// Addresses that have most of the words that are no numbers, those with the nearest number first; else those that are
    /// written alike.
    fn near(&self, typed: &str, words: &[String], most: usize) -> Vec<String> {
        let is_name = |word: &&String| word.contains(char::is_alphabetic);
        let names: Vec<&String> = words.iter().filter(is_name).collect();
        let has = |row: &Row| {
            let names = names.iter().filter(|word| row.has(word, Fit::Beginning));
            names.count()
        };
        let shares: Vec<usize> = self.rows.iter().map(has).collect();
        let share = shares.iter().copied().max().filter(|&share| share > 0);
        let Some(share) = share else {
            let labels = self
                .rows
                .iter()
                .filter_map(|row| row.label.split(", ").next());
            let labels = labels.filter(|label| label.contains(char::is_alphabetic));
            return near(typed, labels, most)
                .into_iter()
                .map(str::to_owned)
                .collect();
        };
        let number = words.iter().find_map(|word| number_in(word));
        let of_row = |row: &Row| {
            let own = row.line.last().and_then(|line| number_in(line));
            number.zip(own).map(|(one, other)| one.abs_diff(other))
        };
        let rows = self.rows.iter().zip(&shares);
        let rows = rows.filter(|(_, own)| **own == share);
        // Those with a number go before those without.
        let mut rows: Vec<(Reverse<bool>, Option<u64>, &str)> = rows
            .map(|(row, _)| {
                let apart = of_row(row);
                (Reverse(apart.is_some()), apart, &*row.label)
            })
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows.truncate(most);
        rows.into_iter().map(|row| row.2.to_owned()).collect()
    }
}

/// The home of some rows; `None` of none.
fn meant(rows: &[&Row], most: usize) -> Option<AddressFound> {
    let is_held = rows.iter().any(|row| row.away_mm.is_none());
    let rows = rows.iter().filter(|row| !is_held || row.away_mm.is_none());
    let mut homes: Vec<&Row> = rows.copied().collect();
    homes.dedup_by_key(|row| row.home);
    match homes.as_slice() {
        [] => None,
        [only] => Some(AddressFound::One(only.called())),
        several => Some(AddressFound::Several {
            count: several.len(),
            first: several.iter().take(most).map(|row| row.called()).collect(),
        }),
    }
}

/// The first number in a folded text.
fn number_in(text: &str) -> Option<u64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = text[start..].split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// Whether a text may be an address: it has a letter.
pub fn is_address(typed: &str) -> bool {
    folded(typed).contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests;
