//! What the evidence is, in numbers and in words.

use std::fmt;

use crate::coded;
use crate::datum::Datum;
use crate::units::percent;

/// What speaks for one system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// The system.
    pub datum: Datum,
    /// Places looked at: all of the list that lie on the ground of the extract, or a thousand of them.
    pub looked_at: u64,
    /// Of these, how many lie within [`super::NEAR_M`] of a street.
    pub near: u64,
    /// Half of the places lie no farther from a street than this, in metres; `None` beyond a kilometre.
    pub median_m: Option<f64>,
    /// Places of the list with a namesake in the extract within 3 km, under this system.
    pub namesakes: u64,
    /// Of these, how many lie within 100 m of it.
    pub matched: u64,
}

impl Figures {
    /// The share within [`super::NEAR_M`] of a street, in percent; 0 where nothing was looked at.
    pub fn near_percent(&self) -> f64 {
        percent(self.near, self.looked_at).unwrap_or_default()
    }

    /// The median distance in whole metres as people read it.
    fn median(&self) -> String {
        match self.median_m {
            Some(metres) => format!("{metres:.0}"),
            None => "> 1000".to_owned(),
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {:.0} % of {} places within 30 m of a street (median {} m), {} of {} namesakes within 100 m",
            self.datum,
            self.near_percent(),
            self.looked_at,
            self.median(),
            self.matched,
            self.namesakes
        )
    }
}

coded!(Figures {
    figures => "evidence-figures" {
        datum: figures.datum.to_string(),
        percent: format!("{:.0}", figures.near_percent()),
        places: figures.looked_at,
        median: figures.median(),
        matched: figures.matched,
        namesakes: figures.namesakes,
    }
});

/// Why a verdict is not clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// Hardly a place is near a street under any system.
    #[error(
        "hardly a place lies near a street of the extract under any system: is it of another city?"
    )]
    Elsewhere,
    /// Too few places tell the systems apart.
    #[error("too few places tell the systems apart")]
    Few,
    /// More than one system, or none, suits the streets.
    #[error("no system suits the streets clearly better than the others")]
    Alike,
    /// Streets and names speak for different systems.
    #[error("the streets speak for another system than the names do")]
    AtOdds,
    /// Nothing but names could tell, and they do not.
    #[error("no names of places tell, and outlines have no streets to lie on")]
    Nameless,
}

coded!(Doubt {
    Self::Elsewhere => "evidence-elsewhere" {}
    Self::Few => "evidence-few" {}
    Self::Alike => "evidence-alike" {}
    Self::AtOdds => "evidence-at-odds" {}
    Self::Nameless => "evidence-nameless" {}
});
