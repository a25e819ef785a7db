//! Why each site is worth it, and whom it serves by area or stratum.

use lifecircle::Sites;
use lifecircle::words::{level_title, parts};
use lifecircle_io::write::SiteRow;
use lifecircle_texts::text;

use super::sites::NAME_CELLS;
use super::table::Table;
use super::wrap::wrapped;
use super::{grouped, list, minutes_text, people, short};
use crate::lang::Lang;

/// So many gap areas are told of each site.
const MOST_GAPS: usize = 3;

/// A line for each site: the gap areas that it serves, who had nothing, and the nearest outlet that is there already.
pub(super) fn reasons(sites: &Sites, lang: Lang) -> String {
    let mut text = text!(lang, "sites-reasons");
    text.push('\n');
    for row in sites.rows() {
        let line = format!("#{} {}", row.rank, reason(&row, lang));
        text.push_str(&wrapped(&line, "  "));
    }
    text
}

fn reason(row: &SiteRow, lang: Lang) -> String {
    let mut parts = Vec::new();
    let gaps = row.gaps.iter().take(MOST_GAPS);
    let gaps: Vec<String> = gaps
        .map(|(rank, part)| format!("#{rank} ({})", people(part.people_milli)))
        .collect();
    if !gaps.is_empty() {
        parts.push(text!(lang, "sites-reason-gaps", gaps = gaps.join(" ")));
    }
    let nothing = row.site.from_nothing;
    if nothing.homes > 0 && row.nearest.is_some() {
        let people = people(nothing.people_milli);
        parts.push(text!(lang, "sites-reason-nothing", people = people));
    }
    parts.push(match row.nearest.zip(row.site.nearest) {
        None => text!(lang, "sites-reason-alone"),
        Some((outlet, found)) => {
            let name = outlet.name.as_ref().unwrap_or(&outlet.id);
            let time = minutes_text(found.ms, lang);
            text!(lang, "sites-reason-nearest", name = name, time = time)
        }
    });
    list(&parts, lang)
}

/// The homes and people that each site adds, by the parts of a level.
pub(crate) fn site_parts(sites: &Sites, number: usize, lang: Lang) -> String {
    let Some(division) = sites.check().city().division() else {
        return String::new();
    };
    let keys = [
        "sites-column-place",
        "sites-column-part",
        "sites-column-people",
        "sites-column-homes",
    ];
    let mut table = Table::titled(Some("#"), &keys, lang);
    for (row, sums) in sites.rows().zip(sites.parts(number)) {
        let name = short(row.name.as_ref().unwrap_or(&row.candidate.id), NAME_CELLS);
        let mut first = [row.rank.to_string(), name];
        for (part, sums) in parts(&division.levels, number, &sums, lang) {
            if sums.homes > 0 {
                let mut cells: Vec<String> = first.iter_mut().map(std::mem::take).collect();
                cells.extend([part, people(sums.people_milli), grouped(sums.homes)]);
                table.row(cells);
            }
        }
    }
    let title = level_title(&division.levels.rows()[number], lang);
    format!("\n{title}\n{}", table.render())
}
