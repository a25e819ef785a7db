//! What an audit found: the findings that touch most people, how many there are of each kind, and what to do.

use lifecircle::{Audit, AuditFinding, AuditKind};
use lifecircle_io::write::{audit_advice, audit_kind_name, element_link};
use lifecircle_texts::{say, text};

use super::wrap::wrapped;
use super::{Table, first_warnings, grouped, homes_of_kind, list, other_warnings, people};
use crate::lang::Lang;

/// What stands before the lines of a finding.
const INDENT: &str = "    ";

/// Everything on the screen: `top` findings, the table of kinds, advice, what was not looked for, warnings.
pub(crate) fn audit(audit: &Audit, top: usize, lang: Lang) -> String {
    let shown = Shown { audit, lang };
    let warnings = audit.warnings();
    let mut text = first_warnings(audit.city(), &warnings, lang);
    text.push_str(&shown.findings(top));
    text.push_str(&shown.kinds());
    text.push_str(&shown.advice(top));
    text.push_str(&shown.not_looked());
    text.push_str(&other_warnings(audit.city(), &warnings, lang));
    text
}

struct Shown<'a> {
    audit: &'a Audit,
    lang: Lang,
}

impl Shown<'_> {
    fn findings(&self, top: usize) -> String {
        let found = self.audit.findings();
        let title = text!(
            self.lang,
            "audit-title",
            count = found.len(),
            shown = top.min(found.len())
        );
        let mut text = wrapped(&title, "") + "\n";
        for (rank, finding) in (1..).zip(found.iter().take(top)) {
            text.push_str(&self.finding(rank, finding));
            text.push('\n');
        }
        text
    }

    fn finding(&self, rank: usize, finding: &AuditFinding) -> String {
        let lang = self.lang;
        let homes = self.audit.city().residences().kind;
        let place = finding.at.map_or_else(
            || text!(lang, "audit-whole-city"),
            |at| format!("{:.6},{:.6}", at.lon, at.lat),
        );
        let head = text!(
            lang,
            "audit-head",
            rank = grouped(rank as u64),
            kind = audit_kind_name(finding.kind, lang),
            people = people(finding.people_milli),
            homes = homes_of_kind(homes, finding.homes, lang),
            place = place
        );
        let mut text = wrapped(&head, "");
        text.push_str(&wrapped(&say(lang, &finding.what), INDENT));
        for &element in &finding.elements {
            text.push_str(&wrapped(&element_link(element), INDENT));
        }
        text
    }

    fn kinds(&self) -> String {
        let lang = self.lang;
        let keys = [
            "audit-column-kind",
            "audit-column-findings",
            "audit-column-people",
            "audit-column-homes",
        ];
        let columns = keys.map(|key| text!(lang, key));
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let mut table = Table::new(&columns);
        let skipped = self.audit.not_looked();
        for &kind in self.audit.kinds() {
            let (count, homes, people_milli) = self.audit.of_kind(kind);
            if skipped.iter().any(|(other, _)| *other == kind) {
                continue;
            }
            table.row(vec![
                audit_kind_name(kind, lang),
                grouped(count),
                people(people_milli),
                grouped(homes),
            ]);
        }
        table.render()
    }

    /// What to do about the kinds of the findings that are shown.
    fn advice(&self, top: usize) -> String {
        let shown = || self.audit.findings().iter().take(top);
        let kinds = AuditKind::ALL.into_iter();
        let kinds = kinds.filter(|&kind| shown().any(|finding| finding.kind == kind));
        let lines = kinds.map(|kind| {
            let line = text!(
                self.lang,
                "audit-advice",
                kind = audit_kind_name(kind, self.lang),
                advice = audit_advice(kind, self.lang)
            );
            wrapped(&line, "")
        });
        let lines: String = lines.collect();
        if lines.is_empty() {
            lines
        } else {
            format!("\n{lines}")
        }
    }

    /// Which kinds were not looked for, by reason.
    fn not_looked(&self) -> String {
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for (kind, why) in self.audit.not_looked() {
            let (kind, why) = (audit_kind_name(*kind, self.lang), say(self.lang, why));
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, kinds)) => kinds.push(kind),
                None => reasons.push((why, vec![kind])),
            }
        }
        let line = |(why, kinds): &(String, Vec<String>)| {
            let kinds = list(kinds, self.lang);
            wrapped(
                &text!(self.lang, "audit-not-looked", kinds = kinds, why = why),
                "",
            )
        };
        let lines: String = reasons.iter().map(line).collect();
        if lines.is_empty() {
            lines
        } else {
            format!("\n{lines}")
        }
    }
}
