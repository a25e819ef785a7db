//! `lifecircle rules`: the packs inside the binary, and the user's own.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use lifecircle_core::place::CategoryTable;
use lifecircle_core::rules::RulePack;

use crate::args::RulesAction;
use crate::city::category_table;
use crate::lang::Lang;
use crate::show;

/// The built-in packs, the default first.
const PACKS: [(&str, &str); 5] = [
    (
        "huaian-2023",
        include_str!("../../../../data/rules/huaian-2023.toml"),
    ),
    (
        "huaian-2023-fresh",
        include_str!("../../../../data/rules/huaian-2023-fresh.toml"),
    ),
    (
        "huaian-2023-substitute",
        include_str!("../../../../data/rules/huaian-2023-substitute.toml"),
    ),
    (
        "gb50180",
        include_str!("../../../../data/rules/gb50180.toml"),
    ),
    (
        "press-5-8-15",
        include_str!("../../../../data/rules/press-5-8-15.toml"),
    ),
];

/// A pack's text, and the file it comes from unless it is built in.
fn text(name: &str) -> anyhow::Result<(String, Option<String>)> {
    if let Some((_, text)) = PACKS.iter().find(|(id, _)| *id == name) {
        return Ok(((*text).to_owned(), None));
    }
    let path = Path::new(name);
    let looks_like_file = name.contains(['/', '\\', '.']) || path.exists();
    if !looks_like_file {
        let known: Vec<&str> = PACKS.iter().map(|p| p.0).collect();
        anyhow::bail!(
            "no rule pack `{name}`; built in are {}; or give a TOML file",
            known.join(", ")
        );
    }
    let text = lifecircle_io::read::text(path)?;
    Ok((text, Some(name.to_owned())))
}

/// Reads a pack by name or file; with it, its text if it is the user's own file.
pub(crate) fn load(
    name: &str,
    table: &CategoryTable,
) -> anyhow::Result<(RulePack, Option<String>)> {
    let (text, file) = text(name)?;
    let hint = "compare with `lifecircle rules show huaian-2023`";
    let pack = RulePack::parse(&text, table).map_err(|e| {
        anyhow::anyhow!(
            "{}: {}; {hint}",
            file.as_deref().unwrap_or(name),
            e.to_string().trim_end()
        )
    })?;
    Ok((pack, file.map(|_| text)))
}

pub(crate) fn run(action: &RulesAction, lang: Lang) -> anyhow::Result<ExitCode> {
    let table = category_table()?;
    match action {
        RulesAction::List => {
            let mut out = String::new();
            for (name, _) in PACKS {
                let (pack, _) = load(name, &table)?;
                let rules: Vec<String> = pack
                    .rules
                    .iter()
                    .map(|r| show::rule_name(r, lang))
                    .collect();
                let title = lang.pick(&pack.en, &pack.zh);
                writeln!(
                    out,
                    "{name:<24} {title}\n{:<24}   {}",
                    "",
                    rules.join(" · ")
                )?;
            }
            show::print(&out)?;
        }
        RulesAction::Show { name } => show::print(&text(name)?.0)?,
        RulesAction::Validate { file } => {
            let name = file.to_string_lossy();
            let text = lifecircle_io::read::text(file)?;
            let pack = RulePack::parse(&text, &table)
                .map_err(|e| anyhow::anyhow!("{name}: {}", e.to_string().trim_end()))?;
            let rules: Vec<String> = pack
                .rules
                .iter()
                .map(|r| show::rule_name(r, lang))
                .collect();
            show::print(&format!(
                "{name}: {}: {}\n",
                lang.pick("valid", "有效"),
                rules.join(" · ")
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
