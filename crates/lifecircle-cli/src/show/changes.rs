//! What tables say of scenarios and of two results alike: what becomes of everybody by rule, and by area.

use std::fmt::Write;

use lifecircle_core::coverage::{Amount, Change};
use lifecircle_core::rules::Rule;
use lifecircle_texts::text;

use super::{Table, grouped, people, rule_name, short, signed};
use crate::lang::Lang;

/// So many cells of an area's name are shown.
const NAME_CELLS: usize = 20;

/// What is known by each rule and by all together, each with what it is called.
pub(super) fn by_rule<'r, T>(
    rules: &'r [Rule],
    each: &'r [T],
    joint: &'r T,
    lang: Lang,
) -> impl Iterator<Item = (String, &'r T)> {
    let named = rules.iter().map(move |rule| rule_name(rule, lang));
    let all = std::iter::once_with(move || text!(lang, "all-together"));
    named.zip(each).chain(all.zip(std::iter::once(joint)))
}

/// What other numbers of people change in homes that stay covered; nothing where they are the same.
pub(super) fn moved(change: &Change, lang: Lang) -> String {
    if change.more_milli == 0 && change.fewer_milli == 0 {
        return String::new();
    }
    let (more, fewer) = (people(change.more_milli), people(change.fewer_milli));
    text!(lang, "delta-moved", more = more, fewer = fewer) + "\n"
}

/// What becomes of an area by one rule.
pub(super) struct AreaChange {
    /// The rule, as it is called.
    pub(super) rule: String,
    /// People covered before and after, in thousandths.
    pub(super) covered_milli: [u64; 2],
    /// Who is gained.
    pub(super) gained: Amount,
    /// Who is lost.
    pub(super) lost: Amount,
}

/// The areas of a level, one after the other.
pub(super) struct ChangedAreas {
    table: Table,
    is_empty: bool,
    unchanged: usize,
    lang: Lang,
}

impl ChangedAreas {
    pub(super) fn new(lang: Lang) -> Self {
        let titles = [
            "areas-column-rule",
            "delta-column-was",
            "delta-column-gained",
            "delta-column-lost",
            "delta-column-now",
            "delta-column-homes",
        ];
        Self {
            table: Table::titled(Some(""), &titles, lang),
            is_empty: true,
            unchanged: 0,
            lang,
        }
    }

    /// Adds the rules by which something changes; without any, the area is counted where it is one.
    pub(super) fn add(
        &mut self,
        name: &str,
        is_area: bool,
        changes: impl Iterator<Item = AreaChange>,
    ) {
        let mut name = short(name, NAME_CELLS);
        let mut is_changed = false;
        for change in changes {
            is_changed = true;
            let [before, after] = change.covered_milli;
            let (gained, lost) = (change.gained, change.lost);
            self.table.row(vec![
                std::mem::take(&mut name),
                change.rule,
                people(before),
                signed("+", gained.people_milli, people),
                signed("−", lost.people_milli, people),
                people(after),
                format!("+{} −{}", grouped(gained.homes), grouped(lost.homes)),
            ]);
        }
        self.is_empty &= !is_changed;
        self.unchanged += usize::from(!is_changed && is_area);
    }

    /// The table below its title, and how many areas nothing changes in.
    pub(super) fn render(&self, title: &str) -> String {
        let mut text = format!("{title}\n");
        if !self.is_empty {
            text.push_str(&self.table.render());
        }
        if self.unchanged > 0 {
            let line = text!(self.lang, "delta-unchanged", count = self.unchanged);
            let _ = writeln!(text, "{line}");
        }
        text
    }
}
