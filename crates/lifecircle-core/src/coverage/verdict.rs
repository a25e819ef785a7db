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
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Covered, Self::NotCovered, Self::Unknown];

    /// The better the more: not covered, unknown, covered.
    pub fn rank(self) -> u8 {
        match self {
            Self::NotCovered => 0,
            Self::Unknown => 1,
            Self::Covered => 2,
        }
    }

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
