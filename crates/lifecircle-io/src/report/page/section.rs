//! Sections of a report as HTML: sentences, shares, tables.

use std::fmt::Write as _;

use lifecircle_core::coverage::Verdict;
use lifecircle_texts::text;

use super::super::{Block, Cell, Column, Headline, Kind, Row, Section, SectionId, Table, Words};
use super::chart;
use super::html::{cell, number, said, unseen, words};
use crate::style::{self, HomeClass};
use crate::xml::escape;

/// A table with more columns is printed across the page.
const WIDE: usize = 8;

/// So many rows of a ranked table stand on a page, 15 MB of which hold a city of 100,000 homes; a workbook has the others.
const MOST_RANKED: usize = 500;

/// A section; `inside` stands below its blocks.
pub(super) fn section(out: &mut String, section: &Section, inside: &str) {
    let word = section.id.word();
    let heading = words(&section.heading);
    let has_wide = section.blocks.iter().any(|block| match block {
        Block::Table(table) => is_wide(table) && table.in_print != Some(0),
        _ => false,
    });
    let class = if has_wide {
        " class=\"wide-section\""
    } else {
        ""
    };
    let _ = writeln!(
        out,
        "<section id=\"{word}\"{class} aria-labelledby=\"{word}-heading\">\n<h2 id=\"{word}-heading\">{heading}</h2>"
    );
    for block in &section.blocks {
        self::block(out, block, section.id);
    }
    out.push_str(inside);
    out.push_str("</section>\n");
}

fn block(out: &mut String, block: &Block, section: SectionId) {
    match block {
        Block::Paragraph(text) => {
            let _ = writeln!(out, "<p>{}</p>", words(text));
        }
        Block::Warning(text) => {
            let _ = writeln!(
                out,
                "<p class=\"warning\"><strong>{}</strong> {}</p>",
                said("page-warning"),
                words(text)
            );
        }
        Block::Headlines(headlines) => {
            out.push_str("<div class=\"headlines\">\n");
            for headline in headlines {
                self::headline(out, headline);
            }
            out.push_str("</div>\n");
        }
        Block::Table(table) => {
            if section == SectionId::Hours {
                chart::curves(out, table);
            }
            if table.in_print == Some(0) {
                // Nobody reads it from the first row to the last.
                let caption = words(&table.caption);
                let _ = writeln!(out, "<details><summary>{caption}</summary>");
                self::table(out, table);
                out.push_str("</details>\n");
            } else {
                self::table(out, table);
            }
        }
    }
}

fn headline(out: &mut String, headline: &Headline) {
    let parts = [
        ("page-covered", headline.covered_pct, Verdict::Covered),
        (
            "page-not-covered",
            headline.not_covered_pct,
            Verdict::NotCovered,
        ),
        ("page-unknown", headline.unknown_pct, Verdict::Unknown),
    ];
    let percent = |value: f64| number(value, Kind::Percent);
    let _ = write!(
        out,
        "<article class=\"headline\"><h3>{}</h3>\n<p class=\"share\">{}<small>%</small> <span>{}</span></p>\n<div class=\"bar\" aria-hidden=\"true\">",
        words(&headline.label),
        percent(headline.covered_pct),
        said("page-covered"),
    );
    for (_, share, verdict) in parts {
        if share > 0.0 {
            let _ = write!(
                out,
                "<i class=\"{}\" style=\"width:{share:.3}%\"></i>",
                verdict.word()
            );
        }
    }
    out.push_str("</div>\n<ul class=\"parts\">");
    for (key, share, verdict) in parts {
        let _ = write!(
            out,
            "<li><i class=\"{}\" aria-hidden=\"true\"></i>{} <b>{} %</b></li>",
            verdict.word(),
            said(key),
            percent(share)
        );
    }
    if let Some(share) = headline.doubtful_pct {
        let _ = write!(
            out,
            "<li><i class=\"doubtful\" aria-hidden=\"true\"></i>{} <b>{} %</b></li>",
            said("page-doubtful"),
            percent(share)
        );
    }
    let _ = writeln!(out, "</ul>\n<p>{}</p></article>", words(&headline.sentence));
}

fn table(out: &mut String, table: &Table) {
    let id = escape(&table.id);
    let wide = if is_wide(table) { " wide" } else { "" };
    let _ = write!(
        out,
        "<div class=\"table{wide}\" tabindex=\"0\" role=\"region\" aria-labelledby=\"{id}-caption\">\n<table id=\"{id}\"><caption id=\"{id}-caption\">{}</caption>\n<thead><tr>",
        words(&table.caption)
    );
    for column in &table.columns {
        let number = if is_number(column) {
            " class=\"n\""
        } else {
            ""
        };
        let _ = write!(
            out,
            "<th scope=\"col\"{number}><button type=\"button\" class=\"sort\">{}<span class=\"arrow\" aria-hidden=\"true\"></span></button></th>",
            words(&column.label)
        );
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    let printed = table.in_print.unwrap_or(usize::MAX);
    let most = if table.is_ranked() {
        MOST_RANKED
    } else {
        usize::MAX
    };
    for (place, row) in table.rows.iter().take(most).enumerate() {
        self::row(out, row, &table.columns, place < printed);
    }
    out.push_str("</tbody></table></div>\n");
    let all = table.rows.len();
    if all > most {
        let note = Words::of(|lang| text!(lang, "report-first-rows", shown = most, all = all));
        let _ = writeln!(out, "<p class=\"on-screen\">{}</p>", words(&note));
    }
}

fn is_wide(table: &Table) -> bool {
    table.columns.len() > WIDE
}

fn is_number(column: &Column) -> bool {
    column.kind != Kind::Text
}

fn row(out: &mut String, row: &Row, columns: &[Column], is_printed: bool) {
    out.push_str(if is_printed {
        "<tr>"
    } else {
        "<tr class=\"on-screen\">"
    });
    for (place, (cell, column)) in row.cells.iter().zip(columns).enumerate() {
        let value = match cell {
            Cell::Number(value) => format!(" data-value=\"{value}\""),
            Cell::Empty | Cell::Words(_) | Cell::Text(_) => String::new(),
        };
        let class = if is_number(column) {
            " class=\"n\""
        } else {
            ""
        };
        let text = match row.place {
            Some(bounds) if place == 0 => to_map(bounds, cell, column.kind),
            _ => body(cell, column.kind),
        };
        let (tag, scope) = if place == 0 {
            ("th", " scope=\"row\"")
        } else {
            ("td", "")
        };
        let _ = write!(out, "<{tag}{scope}{class}{value}>{text}</{tag}>");
    }
    out.push_str("</tr>\n");
}

fn body(content: &Cell, kind: Kind) -> String {
    let text = cell(content, kind);
    match content {
        // A name of ten thousand characters takes four lines.
        Cell::Words(_) | Cell::Text(_) => format!("<span class=\"name\">{text}</span>"),
        Cell::Empty | Cell::Number(_) => text,
    }
}

/// The first cell of a row that has a place: a button that moves the map there.
fn to_map([west, south, east, north]: [f64; 4], content: &Cell, kind: Kind) -> String {
    format!(
        "<button type=\"button\" class=\"to-map\" data-bounds=\"{west:.6} {south:.6} {east:.6} {north:.6}\">{}{}</button>",
        body(content, kind),
        unseen("page-to-map")
    )
}

/// The colours of shares and of what is on the map.
pub(super) fn colours() -> String {
    let (light, dark) = (
        style::home(HomeClass::Doubtful),
        style::home_rim(HomeClass::Doubtful),
    );
    let (outlet, first) = (style::OUTLET, style::rank(1));
    let (area, rim) = (style::AREA_FILL, style::AREA_RIM);
    let mut css = format!(
        "i.doubtful{{background:linear-gradient(90deg,{dark} 50%,{light} 50%);border:1px solid {dark}}}\n\
         i.outlet{{background:{outlet};border:2px solid #fff;box-shadow:0 0 0 1px {outlet}}}\n\
         i.gap{{background:{area};border:2px solid {rim}}}\n\
         i.site{{border-bottom-color:{rim}}}\n\
         #badges .gap{{background:{first}}}\n\
         #badges .site{{color:{first};border-color:{first}}}\n"
    );
    for verdict in [Verdict::Covered, Verdict::NotCovered, Verdict::Unknown] {
        let _ = writeln!(
            css,
            "i.{}{{background-color:{}}}",
            verdict.word(),
            style::verdict(verdict)
        );
    }
    css
}

/// Links to the sections.
pub(super) fn contents(sections: &[Section], map: &Words) -> String {
    let mut out = String::new();
    let mut item = |id: SectionId, heading: &Words| {
        let _ = write!(
            out,
            "<li><a href=\"#{}\">{}</a></li>",
            id.word(),
            words(heading)
        );
    };
    let has_map = sections.iter().any(|section| section.id == SectionId::Map);
    for section in sections {
        item(section.id, &section.heading);
        if section.id == SectionId::Headlines && !has_map {
            item(SectionId::Map, map);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_long_ranking_the_first_rows_stand_there_and_it_is_said() {
        let long = |id: &str| {
            let row = |rank: u32| Row {
                cells: vec![Cell::Number(f64::from(rank))],
                place: None,
            };
            let column = Column {
                id: id.to_owned(),
                label: Words::name("n"),
                kind: Kind::Count,
            };
            let mut out = String::new();
            let own = Table {
                id: "long".to_owned(),
                caption: Words::name("long"),
                columns: vec![column],
                rows: (1..=501).map(row).collect(),
                in_print: None,
            };
            table(&mut out, &own);
            out
        };
        let ranked = long("rank");
        assert_eq!(ranked.matches("<th scope=\"row\"").count(), MOST_RANKED);
        assert!(
            ranked.contains("500 of 501") && ranked.contains("501 行中的前 500 行"),
            "{ranked}"
        );
        let other = long("homes");
        assert_eq!(other.matches("<th scope=\"row\"").count(), 501);
        assert!(!other.contains("on-screen"));
    }
}
