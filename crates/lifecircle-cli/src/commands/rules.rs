//! `lifecircle rules`: the packs inside the program, and the user's own.

use std::fmt::Write;
use std::process::ExitCode;

use lifecircle::BuiltInTables;
use lifecircle::rules::{self, Pack};
use lifecircle_texts::text;

use crate::args::RulesAction;
use crate::lang::Lang;
use crate::show;

pub(crate) fn run(action: &RulesAction, lang: Lang) -> anyhow::Result<ExitCode> {
    let tables = BuiltInTables::default();
    match action {
        RulesAction::List => {
            let mut out = String::new();
            for name in rules::pack_names() {
                let pack = Pack::open(name, &tables.categories)?;
                let title = lang.name(&pack.rules.en, &pack.rules.zh);
                writeln!(out, "{name:<24} {title}")?;
                let ids = pack.rules.rules.iter().map(|rule| rule.id.len());
                let widest = ids.max().unwrap_or(0);
                for rule in &pack.rules.rules {
                    let what = show::rule_name(rule, lang);
                    writeln!(out, "{:<24}   {:<widest$}  {what}", "", rule.id)?;
                }
            }
            show::print(&out)?;
        }
        RulesAction::Show { name } => show::print(&rules::text(name)?.0)?,
        RulesAction::Validate { file } => {
            let pack = Pack::open_file(file, &tables.categories)?;
            let rules = rule_names(&pack, lang);
            let valid = text!(lang, "rules-valid", name = file, rules = rules);
            show::print(&format!(
                "{valid}
"
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn rule_names(pack: &Pack, lang: Lang) -> String {
    let rules = pack.rules.rules.iter();
    let names: Vec<String> = rules.map(|rule| show::rule_name(rule, lang)).collect();
    names.join(" · ")
}
