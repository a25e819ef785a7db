//! A report as one HTML file: headlines, tables and an interactive map, in both languages, without a request.
//!
//! The text stands before the scripts, so that it is there at once, and without them. Nothing but what this module writes
//! can run: the policy of the page names its two scripts by their digests. Names are text wherever they stand.

mod chart;
mod ground;
mod html;
mod map;
mod pack;
mod packed;
mod script;
mod section;
mod view;

use std::fmt::Write as _;
use std::io::{self, Read, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::ZlibDecoder;
use lifecircle_texts::{Lang, text};
use sha2::{Digest, Sha256};

pub use map::{MapArea, MapSite, PageMap};

use super::{Report, SectionId, Words};
use crate::xml::escape;

/// Deflated by `build.rs`.
const PLOTLY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/plotly.js.z"));
const STYLE: &str = include_str!("../../../assets/report/page.css");
/// The page's own script in the order in which its parts use each other.
const SCRIPTS: [&str; 7] = [
    include_str!("../../../assets/report/words.js"),
    include_str!("../../../assets/report/data.js"),
    include_str!("../../../assets/report/tables.js"),
    include_str!("../../../assets/report/home.js"),
    include_str!("../../../assets/report/dots.js"),
    include_str!("../../../assets/report/map.js"),
    include_str!("../../../assets/report/page.js"),
];

/// Writes a report as a page that shows `lang` first.
///
/// # Errors
/// Those of the writer.
///
/// # Complexity
/// Linear in tables, homes, streets and what lies on the ground.
pub fn page(report: &Report, map: &PageMap, lang: Lang, out: &mut impl Write) -> io::Result<()> {
    let own = format!("(() => {{\n'use strict';\n{}}})();\n", SCRIPTS.concat());
    let plotly = plotly();
    let policy = policy(&[&own, &plotly]);
    let title = escape(report.title.in_lang(lang));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>",
        lang.word(),
        section::colours(),
    )?;
    out.write_all(body(report, map, lang).as_bytes())?;
    writeln!(
        out,
        "<script type=\"application/json\" id=\"page-settings\">{}</script>",
        script::settings(&report.title, map.unit())
    )?;
    out.write_all(b"<script type=\"text/plain\" id=\"page-data\">")?;
    packed::pack(map).write(out)?;
    writeln!(out, "</script>\n<script>{own}</script>")?;
    writeln!(out, "<script>{plotly}</script>\n</body>\n</html>")
}

/// What may be loaded and run: this file's own, and nothing from elsewhere.
fn policy(scripts: &[&str]) -> String {
    let digests: Vec<String> = scripts
        .iter()
        .map(|script| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
        .collect();
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:; child-src blob:; base-uri 'none'; form-action 'none'",
        digests.join(" ")
    )
}

/// plotly.js, as the build packed it.
fn plotly() -> String {
    let mut script = String::new();
    // Into memory, of bytes that the build wrote: nothing can go wrong there.
    let read = ZlibDecoder::new(PLOTLY).read_to_string(&mut script);
    debug_assert!(read.is_ok(), "{read:?}");
    script
}

fn body(report: &Report, map: &PageMap, lang: Lang) -> String {
    let mut out = String::new();
    head(&mut out, report, lang);
    out.push_str("<main>\n");
    let view = view::view(map);
    let has_map = report
        .sections
        .iter()
        .any(|section| section.id == SectionId::Map);
    for section in &report.sections {
        let inside = if section.id == SectionId::Map {
            view.as_str()
        } else {
            ""
        };
        section::section(&mut out, section, inside);
        if section.id == SectionId::Headlines && !has_map {
            own_map(&mut out, &view);
        }
    }
    out.push_str("</main>\n<footer>");
    let _ = write!(out, "<p>{}</p>", html::words(&report.attribution));
    let version = report.version;
    let made = Words::of(|lang| text!(lang, "page-made-by", version = version));
    let _ = writeln!(out, "<p>{}</p></footer>", html::words(&made));
    out
}

fn head(out: &mut String, report: &Report, lang: Lang) {
    let _ = write!(
        out,
        "<a class=\"skip\" href=\"#headlines\">{}</a>\n<header>\n<div class=\"languages\" role=\"group\"><span class=\"unseen\">{}</span>",
        html::said("page-top"),
        html::said("page-language")
    );
    for own in Lang::ALL {
        let _ = write!(
            out,
            "<button type=\"button\" data-lang=\"{0}\" lang=\"{0}\" aria-pressed=\"{1}\">{2}</button>",
            own.word(),
            own == lang,
            html::own_name(own)
        );
    }
    let _ = write!(
        out,
        "</div>\n<h1>{}</h1>\n<ul class=\"facts\">",
        html::words(&report.title)
    );
    for fact in &report.facts {
        let _ = write!(out, "<li>{}</li>", html::words(fact));
    }
    let map = Words::of(|lang| text!(lang, "page-map"));
    let _ = write!(
        out,
        "</ul>\n</header>\n<nav aria-labelledby=\"contents\"><h2 id=\"contents\" class=\"unseen\">{}</h2><ul>{}</ul></nav>\n",
        html::said("page-contents"),
        section::contents(&report.sections, &map)
    );
}

/// The map of a report that has no section for it.
fn own_map(out: &mut String, view: &str) {
    let _ = write!(
        out,
        "<section id=\"map\" aria-labelledby=\"map-heading\">\n<h2 id=\"map-heading\">{}</h2>\n{view}</section>\n",
        html::said("page-map")
    );
}
