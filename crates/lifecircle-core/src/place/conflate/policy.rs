//! Which of two sources counts.

use super::Conflation;
use crate::units::narrow;

/// Which side counts where a list and OpenStreetMap both have a place, and whether what one of them alone has counts.
///
/// A row of the list that says closed is no facility by any policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListPolicy {
    /// Both count, as they are: nothing is conflated, and duplicates are merged as those of OpenStreetMap are
    /// (walking model §4.7).
    #[default]
    Union,
    /// The list's row counts where both have a place; what OpenStreetMap alone has counts too.
    ListWins,
    /// The list's rows alone count.
    ListOnly,
    /// OpenStreetMap counts where both have a place; what the list alone has counts too.
    OsmWins,
}

impl ListPolicy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Union, Self::ListWins, Self::ListOnly, Self::OsmWins];

    /// The word for it in every file.
    pub fn word(self) -> &'static str {
        match self {
            Self::Union => "union",
            Self::ListWins => "list-wins",
            Self::ListOnly => "list-only",
            Self::OsmWins => "osm-wins",
        }
    }

    /// The policy of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.word() == word)
    }
}

/// The outlets that count, by position, increasing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Those of OpenStreetMap.
    pub osm: Vec<u32>,
    /// Rows of the list.
    pub own: Vec<u32>,
}

/// Whose outlet counts of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptWord {
    /// The list's.
    List,
    /// OpenStreetMap's.
    Osm,
    /// Both.
    Both,
    /// Neither.
    None,
}

impl KeptWord {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Osm => "osm",
            Self::Both => "both",
            Self::None => "none",
        }
    }
}

impl Conflation {
    /// The outlets that count by a policy: a closed one never does, and with one side's word on a pair the other's
    /// does not count, open or closed.
    ///
    /// # Complexity
    /// Linear in the outlets.
    pub fn apply(&self, policy: ListPolicy) -> Kept {
        let mut kept = [
            vec![false; self.osm_closed.len()],
            vec![false; self.own_closed.len()],
        ];
        for found in &self.found {
            let word = self.kept(found, policy);
            if let Some(osm) = found.osm {
                kept[0][osm as usize] = matches!(word, KeptWord::Osm | KeptWord::Both);
            }
            if let Some(own) = found.own {
                kept[1][own as usize] = matches!(word, KeptWord::List | KeptWord::Both);
            }
        }
        let [osm, own] = kept.map(|kept| {
            let counted = (0..kept.len()).filter(|&i| kept[i]);
            counted.map(narrow).collect()
        });
        Kept { osm, own }
    }

    /// Whose outlet of an entry counts by a policy.
    pub fn kept(&self, found: &super::Found, policy: ListPolicy) -> KeptWord {
        let is_pair = found.osm.is_some() && found.own.is_some();
        let osm_counts = match policy {
            ListPolicy::Union | ListPolicy::OsmWins => true,
            ListPolicy::ListWins => !is_pair,
            ListPolicy::ListOnly => false,
        };
        let own_counts = policy != ListPolicy::OsmWins || !is_pair;
        let osm = osm_counts && found.osm.is_some_and(|i| !self.osm_closed[i as usize]);
        let own = own_counts && found.own.is_some_and(|i| !self.own_closed[i as usize]);
        match (own, osm) {
            (true, true) => KeptWord::Both,
            (true, false) => KeptWord::List,
            (false, true) => KeptWord::Osm,
            (false, false) => KeptWord::None,
        }
    }
}
