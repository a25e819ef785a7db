//! Gap areas, ranked: of all rules together, and of each.

use lifecircle_core::gap::{GapArea, Scope, ScopeGaps};
use lifecircle_core::isochrone::Area;
use lifecircle_core::metric::Unit;
use lifecircle_core::units::{decimicro_to_degrees, mm_to_m};
use lifecircle_io::draw::Bounds;
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_texts::{Lang, text};

use super::cells::{
    Counted, around, column, count, minutes, name, named, named_column, paragraph, people,
    position, row_at, rule_name, rule_words, table, words,
};
use super::headlines::who;
use crate::{Check, Gaps};

/// So many areas of a table stand in a text document.
const IN_PRINT: usize = 20;

pub(super) fn blocks(gaps: &Gaps, counted: Counted) -> Vec<Block> {
    let lacking: Vec<&ScopeGaps> = {
        let scopes = gaps.map().scopes.iter();
        scopes.filter(|scope| !scope.areas.is_empty()).collect()
    };
    if lacking.is_empty() {
        return vec![paragraph(&nothing(gaps.check(), counted))];
    }
    let mut blocks = vec![paragraph(&words("report-gaps-note"))];
    for scope in lacking {
        let told = Told {
            check: gaps.check(),
            gaps: scope,
            counted,
        };
        blocks.push(paragraph(&Words::of(|lang| told.head(lang))));
        blocks.push(Block::Table(told.table()));
    }
    blocks
}

/// That there is no gap area: because nobody lacks anything, or because nobody knows.
fn nothing(check: &Check, counted: Counted) -> Words {
    let exact = check.summary().joint.exact;
    let unknown = (exact.homes.unknown, exact.people_milli.unknown);
    if unknown.0 == 0 {
        return words("report-gaps-none");
    }
    Words::of(|lang| {
        let unknown = who(check, counted, unknown, lang);
        text!(lang, "report-gaps-unknown", unknown = unknown)
    })
}

/// The areas of one rule, or of all together.
struct Told<'a> {
    check: &'a Check,
    gaps: &'a ScopeGaps,
    counted: Counted,
}

impl Told<'_> {
    fn what(&self) -> Words {
        match self.gaps.scope {
            Scope::Joint => words("gaps-all-rules"),
            Scope::Rule(rule) => rule_words(&self.check.rules()[rule]),
        }
    }

    fn head(&self, lang: Lang) -> String {
        let areas = &self.gaps.areas;
        let homes = areas.iter().map(|area| area.homes.len() as u64).sum();
        let milli = areas.iter().map(|area| area.people_milli).sum();
        text!(
            lang,
            "report-gaps-head",
            what = self.what().in_lang(lang),
            areas = text!(lang, "count-areas", count = areas.len()),
            who = who(self.check, self.counted, (homes, milli), lang)
        )
    }

    fn caption(&self) -> Words {
        match self.gaps.scope {
            Scope::Joint => words("report-gaps-joint"),
            Scope::Rule(rule) => {
                let rule = rule_words(&self.check.rules()[rule]);
                Words::of(|lang| text!(lang, "report-gaps-rule", rule = rule.in_lang(lang)))
            }
        }
    }

    /// Walks to outlets are longer by time where all rules are looked at, else as the rule is told.
    fn unit(&self) -> Unit {
        match self.gaps.scope {
            Scope::Joint => Unit::Time,
            Scope::Rule(rule) => self.check.rules()[rule].limit.unit(),
        }
    }

    fn table(&self) -> Table {
        let id = match self.gaps.scope {
            Scope::Joint => "gaps_joint".to_owned(),
            Scope::Rule(rule) => format!("gaps_{}", self.check.rules()[rule].id),
        };
        let mut table = table(id, &self.caption());
        table.in_print = Some(IN_PRINT);
        column(&mut table, "rank", Kind::Count, "report-column-rank");
        column(&mut table, "area", Kind::Text, "report-column-area");
        if self.counted.is_people() {
            column(&mut table, "people", Kind::People, "report-column-people");
            column(
                &mut table,
                "site_gain_people",
                Kind::People,
                "report-column-gain",
            );
        }
        column(&mut table, "homes", Kind::Count, self.counted.homes_key());
        let (kind, key) = match self.unit() {
            Unit::Time => (Kind::Minutes, "report-column-excess-minutes"),
            Unit::Length => (Kind::Metres, "report-column-excess-metres"),
        };
        column(&mut table, "median_excess", kind, key);
        let is_joint = self.gaps.scope == Scope::Joint;
        if is_joint && self.counted.is_people() {
            for rule in self.check.rules() {
                let own = rule_name(rule);
                let label = Words::of(|lang| {
                    text!(lang, "report-column-lacking", name = own.in_lang(lang))
                });
                named_column(
                    &mut table,
                    &format!("lacking_{}", rule.id),
                    Kind::People,
                    label,
                );
            }
        }
        for (id, kind, key) in [
            ("nearest", Kind::Text, "report-column-nearest"),
            (
                "nearest_min",
                Kind::Minutes,
                "report-column-nearest-minutes",
            ),
            ("lon", Kind::Degrees, "report-column-lon"),
            ("lat", Kind::Degrees, "report-column-lat"),
        ] {
            column(&mut table, id, kind, key);
        }
        for (rank, area) in (1..).zip(&self.gaps.areas) {
            let place = bounds(&area.area).unwrap_or_else(|| around(area.at));
            row_at(&mut table, self.cells(rank, area), Some(place));
        }
        table
    }

    fn cells(&self, rank: u64, area: &GapArea) -> Vec<Cell> {
        let is_people = self.counted.is_people();
        let mut cells = vec![count(rank), named(area.name.as_deref())];
        if is_people {
            cells.extend([area.people_milli, area.site_gain_milli].map(people));
        }
        cells.push(count(area.homes.len() as u64));
        cells.push(match (area.median_excess, self.unit()) {
            (None, _) => Cell::Words(words("report-none-within-hour")),
            (Some(ms), Unit::Time) => minutes(ms),
            (Some(mm), Unit::Length) => Cell::Number(mm_to_m(mm)),
        });
        if is_people && self.gaps.scope == Scope::Joint {
            cells.extend(area.lacking_milli.iter().map(|&milli| people(milli)));
        }
        let facilities = &self.check.city().facilities().rows;
        let nearest = area.nearest;
        let outlet = nearest.map(|found| &facilities[found.rank as usize]);
        cells.push(outlet.map_or(Cell::Empty, |outlet| {
            name(outlet.name.as_deref().unwrap_or(&outlet.id))
        }));
        cells.push(nearest.map_or(Cell::Empty, |found| minutes(found.ms)));
        cells.extend(position(area.at));
        cells
    }
}

/// What a drawn area covers; `None` where nothing is drawn.
fn bounds(area: &Area) -> Option<Bounds> {
    let points = area.polygons().flatten().flatten();
    let all = points.fold(None, |bounds: Option<[i32; 4]>, &[lon, lat]| {
        let [west, south, east, north] = bounds.unwrap_or([lon, lat, lon, lat]);
        Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)])
    });
    Some(all?.map(decimicro_to_degrees))
}
