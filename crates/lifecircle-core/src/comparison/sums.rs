//! How many homes and people are gained and lost, by rule, area and cause.

use super::{Cause, Causes, Findings, Pairing};
use crate::coverage::{Amount, Became, Change, Shares, Split, Verdict};

/// Homes and people by cause, in the order of [`Cause::ALL`].
pub type CauseAmounts = [Amount; Cause::ALL.len()];

/// What becomes of some homes by one rule, or by all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparedChange {
    /// Of homes that are in both results.
    pub change: Change,
    /// Why they are gained.
    pub gained_by: CauseAmounts,
    /// Why they are lost.
    pub lost_by: CauseAmounts,
    /// Homes of the first result that the second does not have, by their verdict then.
    pub vanished: Shares,
    /// Homes of the second result that the first does not have, by their verdict.
    pub new: Shares,
}

impl ComparedChange {
    /// All homes of the first result.
    pub fn all_before(&self) -> Shares {
        sum(self.change.before, self.vanished)
    }

    /// All homes of the second result.
    pub fn all_after(&self) -> Shares {
        sum(self.change.after, self.new)
    }

    /// Whether anything became of anybody: verdicts, people, homes.
    pub fn is_nothing(&self) -> bool {
        let change = &self.change;
        let none = Amount::default();
        change.before == change.after
            && (change.gained, change.lost) == (none, none)
            && (change.more_milli, change.fewer_milli) == (0, 0)
            && (self.vanished, self.new) == (Shares::default(), Shares::default())
    }

    fn add(&mut self, verdicts: [Verdict; 2], people_milli: [u64; 2], cause: Option<Cause>) {
        self.change.add(verdicts, people_milli);
        let (by, people_milli) = match Became::of(verdicts) {
            Became::Gained => (&mut self.gained_by, people_milli[1]),
            Became::Lost => (&mut self.lost_by, people_milli[0]),
            Became::Covered | Became::Uncovered => return,
        };
        if let Some(cause) = cause {
            by[cause as usize].add(people_milli);
        }
    }
}

fn sum(a: Shares, b: Shares) -> Shares {
    let split = |a: Split, b: Split| Split {
        covered: a.covered + b.covered,
        not_covered: a.not_covered + b.not_covered,
        unknown: a.unknown + b.unknown,
    };
    Shares {
        homes: split(a.homes, b.homes),
        people_milli: split(a.people_milli, b.people_milli),
    }
}

/// What becomes of some homes by each rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparisonRow {
    /// By all rules together.
    pub joint: ComparedChange,
    /// Per rule.
    pub rules: Vec<ComparedChange>,
}

/// What becomes of the homes of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// The area's id and name, `None` for the homes in no area.
    pub area: Option<(String, String)>,
    /// The sums.
    pub sums: ComparisonRow,
}

/// A home that is in both results, or in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparedHome {
    /// In both: the number of the pair.
    Both(usize),
    /// In the first alone, and its position there.
    Vanished(usize),
    /// In the second alone, and its position there.
    New(usize),
}

/// What became of a home by some rules, or that one result alone has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HomeFate {
    /// Both have it.
    Became(Became),
    /// The first alone has it.
    Vanished,
    /// The second alone has it.
    New,
}

impl HomeFate {
    /// All of them, those that changed last: they lie on top of a map.
    pub const ALL: [Self; 6] = [
        Self::Became(Became::Covered),
        Self::Became(Became::Uncovered),
        Self::Vanished,
        Self::New,
        Self::Became(Became::Lost),
        Self::Became(Became::Gained),
    ];

    /// The word for it in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Became(became) => became.word(),
            Self::Vanished => "vanished",
            Self::New => "new",
        }
    }

    /// What became of a home with these verdicts, where there are some.
    ///
    /// # Panics
    /// Where neither result has the home.
    pub fn of(verdicts: [Option<Verdict>; 2]) -> Self {
        match verdicts {
            [Some(before), Some(after)] => Self::Became(Became::of([before, after])),
            [Some(_), None] => Self::Vanished,
            [None, Some(_)] => Self::New,
            [None, None] => unreachable!("a home is in one of the results"),
        }
    }
}

impl Pairing {
    /// All homes: those of both in the order of the first, vanished ones, new ones.
    pub fn all_homes(&self) -> impl Iterator<Item = ComparedHome> {
        let pairs = &self.homes;
        let both = (0..pairs.both.len()).map(ComparedHome::Both);
        let gone = pairs.gone.iter();
        let gone = gone.map(|&was| ComparedHome::Vanished(was as usize));
        let new = pairs.new.iter().map(|&now| ComparedHome::New(now as usize));
        both.chain(gone).chain(new)
    }

    /// The position of a home in each of the results.
    pub fn positions(&self, home: ComparedHome) -> [Option<usize>; 2] {
        match home {
            ComparedHome::Both(pair) => self.homes.both[pair].map(|home| Some(home as usize)),
            ComparedHome::Vanished(was) => [Some(was), None],
            ComparedHome::New(now) => [None, Some(now)],
        }
    }
}

/// Sums of all homes.
///
/// # Complexity
/// Linear in homes and rules.
pub fn compare(
    (before, after): (&Findings, &Findings),
    pairing: &Pairing,
    causes: &Causes,
) -> ComparisonRow {
    let mut row = empty(before);
    for home in pairing.all_homes() {
        add(&mut row, (before, after), pairing, causes, home);
    }
    row
}

/// The same by area of a level that both results have, and last of the homes in none. Homes are where the second result has them,
/// vanished ones where they were. The areas are those of both.
///
/// # Complexity
/// Linear in homes and rules.
pub fn compare_by_area(
    (before, after): (&Findings, &Findings),
    pairing: &Pairing,
    causes: &Causes,
    level: &str,
) -> Option<Vec<AreaRow>> {
    let find = |side: &'_ Findings| side.levels.iter().position(|own| own.name == level);
    let levels = [&before.levels[find(before)?], &after.levels[find(after)?]];
    let mut areas = levels[1].areas.clone();
    let known = |areas: &[(String, String)], id: &str| areas.iter().position(|own| own.0 == id);
    for area in &levels[0].areas {
        if known(&areas, &area.0).is_none() {
            areas.push(area.clone());
        }
    }
    let of_former: Vec<usize> = levels[0]
        .areas
        .iter()
        .map(|area| known(&areas, &area.0).unwrap_or(areas.len()))
        .collect();
    let mut rows = vec![empty(before); areas.len() + 1];
    for home in pairing.all_homes() {
        let area = match home {
            ComparedHome::Vanished(was) => {
                levels[0].of_home[was].map(|area| of_former[area as usize])
            }
            ComparedHome::New(now) => levels[1].of_home[now].map(|area| area as usize),
            ComparedHome::Both(pair) => {
                let now = pairing.homes.both[pair][1] as usize;
                levels[1].of_home[now].map(|area| area as usize)
            }
        };
        let row = &mut rows[area.unwrap_or(areas.len())];
        add(row, (before, after), pairing, causes, home);
    }
    let names = areas.into_iter().map(Some).chain([None]);
    let rows = names.zip(rows);
    Some(rows.map(|(area, sums)| AreaRow { area, sums }).collect())
}

fn empty(findings: &Findings) -> ComparisonRow {
    ComparisonRow {
        joint: ComparedChange::default(),
        rules: vec![ComparedChange::default(); findings.rules.len()],
    }
}

fn add(
    row: &mut ComparisonRow,
    (before, after): (&Findings, &Findings),
    pairing: &Pairing,
    causes: &Causes,
    home: ComparedHome,
) {
    match home {
        ComparedHome::Both(pair) => {
            let [was, now] = pairing.homes.both[pair].map(|home| home as usize);
            let people_milli = [before.people_milli[was], after.people_milli[now]];
            let joint = [before.joint(was), after.joint(now)];
            row.joint.add(joint, people_milli, causes.joint[pair]);
            for (rule, sums) in row.rules.iter_mut().enumerate() {
                let verdicts = [
                    before.rules[rule].verdict[was],
                    after.rules[rule].verdict[now],
                ];
                sums.add(verdicts, people_milli, causes.rules[rule][pair]);
            }
        }
        ComparedHome::Vanished(was) => {
            let people_milli = before.people_milli[was];
            row.joint.vanished.add(before.joint(was), people_milli);
            for (sums, rule) in row.rules.iter_mut().zip(&before.rules) {
                sums.vanished.add(rule.verdict[was], people_milli);
            }
        }
        ComparedHome::New(now) => {
            let people_milli = after.people_milli[now];
            row.joint.new.add(after.joint(now), people_milli);
            for (sums, rule) in row.rules.iter_mut().zip(&after.rules) {
                sums.new.add(rule.verdict[now], people_milli);
            }
        }
    }
}
