//! Three states: covered, not covered, unknown with a reason.

/// What is known about a home and a rule, or about a home and all rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The rule is met.
    Covered,
    /// It is not.
    NotCovered,
    /// It cannot be told.
    Unknown,
}

impl Verdict {
    /// Whether the rule is not met, and that is known.
    pub fn is_not_covered(self) -> bool {
        self == Self::NotCovered
    }

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Covered => "covered",
            Self::NotCovered => "not_covered",
            Self::Unknown => "unknown",
        }
    }
}

/// Why a rule that a home does not pass is unknown instead of not covered; the first that holds counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// No entrance has a street within reach.
    Unreachable,
    /// Every entrance that has a street is on an island.
    Island,
    /// The input holds no facility of the rule's categories.
    NoData,
    /// The data ends within the limit.
    Edge,
}

impl Reason {
    /// All reasons, in the order in which they are tested.
    pub const ALL: [Self; 4] = [Self::Unreachable, Self::Island, Self::NoData, Self::Edge];

    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::Island => "island",
            Self::NoData => "no_data",
            Self::Edge => "edge",
        }
    }
}

/// A home is covered when all rules are, not covered when at least one is not, else unknown.
pub fn joint(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    let mut joint = Verdict::Covered;
    for verdict in verdicts {
        joint = match (joint, verdict) {
            (Verdict::NotCovered, _) | (_, Verdict::NotCovered) => Verdict::NotCovered,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Verdict::Unknown,
            _ => Verdict::Covered,
        };
    }
    joint
}

#[cfg(test)]
mod tests {
    use super::Verdict::{Covered, NotCovered, Unknown};
    use super::joint;

    #[test]
    fn one_gap_is_enough_and_unknown_is_neither() {
        assert_eq!(joint([Covered, Covered]), Covered);
        assert_eq!(joint([Covered, Unknown]), Unknown);
        assert_eq!(joint([Unknown, NotCovered, Covered]), NotCovered);
    }
}
