//! What becomes of homes and people from one check to another of the same homes.

use super::engine::Coverage;
use super::summary::Shares;
use super::verdict::Verdict;
use crate::area::Grouping;
use crate::par;

/// Homes, and the people in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Homes.
    pub homes: u64,
    /// People in thousandths.
    pub people_milli: u64,
}

impl Amount {
    /// Adds a home.
    pub(crate) fn add(&mut self, people_milli: u64) {
        self.homes += 1;
        self.people_milli += people_milli;
    }
}

/// One of two checks that are compared, and who lives in the homes then.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The verdicts.
    pub coverage: &'a Coverage,
    /// People by home, in thousandths.
    pub people_milli: &'a [u64],
}

/// What became of a home under some rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// Covered both times.
    Covered,
    /// Neither time: not covered, or unknown.
    Uncovered,
    /// Covered before and not now.
    Lost,
    /// Covered now and not before.
    Gained,
}

impl Became {
    /// All of them, those that changed last: they lie on top of a map.
    pub const ALL: [Self; 4] = [Self::Covered, Self::Uncovered, Self::Lost, Self::Gained];

    /// What became of a home with these verdicts before and after.
    pub fn of(verdicts: [Verdict; 2]) -> Self {
        match verdicts.map(|verdict| verdict == Verdict::Covered) {
            [false, true] => Self::Gained,
            [true, false] => Self::Lost,
            [true, true] => Self::Covered,
            [false, false] => Self::Uncovered,
        }
    }

    /// Whether it was covered at one time alone.
    pub fn is_change(self) -> bool {
        matches!(self, Self::Gained | Self::Lost)
    }

    /// The word for it in layers.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gained => "gained",
            Self::Lost => "lost",
            Self::Covered => "covered",
            Self::Uncovered => "uncovered",
        }
    }
}

/// What becomes of some homes by one rule, or by all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// By verdict, before.
    pub before: Shares,
    /// By verdict, after.
    pub after: Shares,
    /// Covered after and not before: not covered then, or unknown. With the people who live there after.
    pub gained: Amount,
    /// Covered before and not after. With the people who lived there before.
    pub lost: Amount,
    /// People in thousandths by whom homes that are covered both times have more after. Covered after is covered before
    /// + gained − lost + these − the next.
    pub more_milli: u64,
    /// By whom such homes have fewer.
    pub fewer_milli: u64,
}

impl Change {
    /// Adds a home with its verdicts before and after, and who lives there then.
    pub(crate) fn add(&mut self, [before, after]: [Verdict; 2], [was, now]: [u64; 2]) {
        self.before.add(before, was);
        self.after.add(after, now);
        match (before, after) {
            (Verdict::Covered, Verdict::Covered) => {
                self.more_milli += now.saturating_sub(was);
                self.fewer_milli += was.saturating_sub(now);
            }
            (_, Verdict::Covered) => self.gained.add(now),
            (Verdict::Covered, _) => self.lost.add(was),
            _ => {}
        }
    }
}

/// What becomes of some homes by each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeltaRow {
    /// By all rules together.
    pub joint: Change,
    /// Per rule.
    pub rules: Vec<Change>,
}

/// Compares two checks of the same homes by the same rules.
///
/// # Panics
/// If the second has fewer homes or rules.
///
/// # Complexity
/// Linear in homes and rules.
pub fn delta(before: Side, after: Side) -> DeltaRow {
    let homes = 0..before.coverage.home_count();
    row(before, after, homes)
}

/// The same by groups of homes, and last of the homes in none.
///
/// # Panics
/// As with [`delta`].
///
/// # Complexity
/// Linear in homes and rules.
pub fn delta_by_group(before: Side, after: Side, grouping: &Grouping) -> Vec<DeltaRow> {
    let homes = grouping.members();
    par::map_range(homes.len(), |group| {
        row(
            before,
            after,
            homes[group].iter().map(|&home| home as usize),
        )
    })
}

fn row(before: Side, after: Side, homes: impl Iterator<Item = usize>) -> DeltaRow {
    let mut row = DeltaRow {
        joint: Change::default(),
        rules: vec![Change::default(); before.coverage.rules.len()],
    };
    let sides = [before, after];
    for home in homes {
        let people = sides.map(|side| side.people_milli[home]);
        for (rule, change) in row.rules.iter_mut().enumerate() {
            let verdicts = sides.map(|side| side.coverage.verdict(rule, home).0);
            change.add(verdicts, people);
        }
        row.joint
            .add(sides.map(|side| side.coverage.joint_at(home, 100)), people);
    }
    row
}
