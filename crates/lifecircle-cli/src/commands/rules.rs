//! `lifecircle rules`: the packs inside the program, and the user's own.

use std::fmt::Write;
use std::process::ExitCode;

use lifecircle::BuiltInTables;
use lifecircle::rules::{self, Pack};

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
                let title = lang.pick(&pack.rules.en, &pack.rules.zh);
                let rules = rule_names(&pack, lang);
                writeln!(out, "{name:<24} {title}\n{:<24}   {rules}", "")?;
            }
            show::print(&out)?;
        }
        RulesAction::Show { name } => show::print(&rules::text(name)?.0)?,
        RulesAction::Validate { file } => {
            let pack = Pack::open_file(file, &tables.categories)?;
            let valid = lang.pick("valid", "有效");
            let rules = rule_names(&pack, lang);
            show::print(&format!("{}: {valid}: {rules}\n", file.display()))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn rule_names(pack: &Pack, lang: Lang) -> String {
    let rules = pack.rules.rules.iter();
    let names: Vec<String> = rules.map(|rule| show::rule_name(rule, lang)).collect();
    names.join(" · ")
}
