//! The book: every command in it runs in the order in which a reader types it, every program in it too, every link of the
//! documents leads somewhere, and no document or command is left out of it.
//!
//! `LIFECIRCLE_PYTHON` names the interpreter that has geopandas and duckdb; programs are skipped without it, and that is said.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

use crate::run::{Desk, lifecircle, shell};

/// A fenced block: what kind it says it is, and its text.
struct Block {
    kind: String,
    text: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn markdown_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    files.sort();
    files
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(kind) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```");
            let text = text.flat_map(|line| [line, "\n"]).collect();
            let kind = kind.to_owned();
            blocks.push(Block { kind, text });
        }
    }
    blocks
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            std::fs::copy(&from, &to).unwrap();
        }
    }
}

/// Whether the interpreter has what the programs of the book import.
fn python() -> Option<std::ffi::OsString> {
    let python = std::env::var_os("LIFECIRCLE_PYTHON")?;
    let mut probe = Command::new(&python);
    let probe = probe.args(["-c", "import geopandas, duckdb"]).output();
    probe
        .is_ok_and(|done| done.status.success())
        .then_some(python)
}

/// Follows a page as a reader would, in a folder with the examples.
fn follow(page: &Path) {
    let text = read(page);
    let desk = Desk::new();
    copy(
        &root().join("examples/huaian"),
        &desk.path().join("examples/huaian"),
    );
    copy(&root().join("data"), &desk.path().join("data"));
    let python = python();
    for block in blocks(&text) {
        match block.kind.as_str() {
            "sh" => {
                for line in block.text.lines() {
                    let command = line.strip_prefix("lifecircle ");
                    let command = command.unwrap_or_else(|| panic!("{}: {line}", page.display()));
                    let done = shell(&format!("\"$LC\" {command}"), desk.path());
                    // Times are the machine's: a bench held against an earlier one may find it slower.
                    let may_be_slower = line.contains("--baseline") && done.code == Some(1);
                    assert!(
                        done.code == Some(0) || may_be_slower,
                        "{}: {line}\n{}",
                        page.display(),
                        done.err
                    );
                    assert!(
                        !done.out.is_empty() || line.contains("-o ") || line.contains(" > "),
                        "{line}"
                    );
                }
            }
            "toml" => {
                let name = block.text.lines().next().unwrap().trim_start_matches("# ");
                desk.file(name, &block.text);
            }
            "python" => match &python {
                Some(python) => {
                    let mut run = Command::new(python);
                    let done = run.args(["-c", &block.text]).current_dir(desk.path());
                    let done = done.output().unwrap();
                    let err = String::from_utf8_lossy(&done.stderr);
                    assert!(done.status.success(), "{}: {err}", page.display());
                    assert!(
                        !done.stdout.is_empty(),
                        "{}: it prints nothing",
                        page.display()
                    );
                }
                None => println!(
                    "skipped: a program of {}: no LIFECIRCLE_PYTHON",
                    page.display()
                ),
            },
            "rust" => assert!(
                block.text.starts_with("{{#include code/"),
                "{}",
                page.display()
            ),
            other => panic!("{}: a block of kind `{other}`", page.display()),
        }
    }
}

/// All pages of one language, and how many commands they have.
fn follow_all(lang: &str) {
    let pages = markdown_in(&root().join("docs/book").join(lang).join("src"));
    let mut commands = 0;
    for page in &pages {
        commands += read(page)
            .lines()
            .filter(|l| l.starts_with("lifecircle "))
            .count();
        follow(page);
    }
    assert!(
        pages.len() >= 7 && commands >= 20,
        "{lang}: {commands} commands"
    );
}

#[test]
fn every_command_of_the_english_book_runs() {
    follow_all("en");
}

#[test]
fn every_command_of_the_chinese_book_runs() {
    follow_all("zh");
}

/// The commands that a page has, without the language.
fn commands_of(page: &Path) -> Vec<String> {
    let text = read(page);
    let lines = text.lines().filter(|line| line.starts_with("lifecircle "));
    // A map in Chinese needs a font that a machine may lack; an SVG does not.
    lines
        .map(|line| line.replace(" --lang zh", "").replace("svg", "png"))
        .collect()
}

#[test]
fn both_languages_teach_the_same_commands() {
    for page in markdown_in(&root().join("docs/book/en/src")) {
        let other = root()
            .join("docs/book/zh/src")
            .join(page.file_name().unwrap());
        assert_eq!(
            commands_of(&page),
            commands_of(&other),
            "{}",
            page.display()
        );
    }
}

#[test]
fn the_book_has_every_document() {
    let summary = read(&root().join("docs/book/en/src/SUMMARY.md"));
    for document in markdown_in(&root().join("docs")) {
        let name = document.file_name().unwrap().to_str().unwrap();
        assert!(
            summary.contains(&format!("(reference/{name})")),
            "{name} is not in the book"
        );
    }
}

#[test]
fn the_book_finds_every_command_in_the_help() {
    // As docs/book/build.sh does: lines of two spaces and a word below the heading.
    for (lang, heading) in [("en", "Commands"), ("zh", "命令")] {
        let help = lifecircle(["help", "--lang", lang]).done();
        let below = help
            .lines()
            .skip_while(|line| !line.starts_with(heading))
            .skip(1);
        let names: BTreeSet<&str> = below
            .take_while(|line| !line.is_empty())
            .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
            .filter(|name| !name.is_empty())
            .collect();
        assert!(names.contains("check") && names.len() >= 20, "{names:?}");
        for name in names.iter().filter(|name| **name != "help") {
            assert!(
                lifecircle(["help", name, "--lang", lang])
                    .done()
                    .contains(name)
            );
        }
    }
}

/// What a heading is called in links, as GitHub and mdBook make it.
fn anchor(heading: &str) -> String {
    let heading = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = heading.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ => c.is_alphanumeric().then_some(c),
    });
    kept.collect()
}

/// The targets of links, outside of blocks of code.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_code = false;
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        if !is_code {
            let parts = line.split("](").skip(1);
            found.extend(parts.filter_map(|part| Some(part.split_once(')')?.0.to_owned())));
        }
    }
    found
}

#[test]
fn every_link_leads_somewhere() {
    let root = root();
    let mut pages = vec![root.join("examples/huaian/README.md")];
    for folder in ["", "docs", "docs/book/en/src", "docs/book/zh/src"] {
        pages.extend(markdown_in(&root.join(folder)));
    }
    let mut checked = 0;
    for page in pages {
        for link in links(&read(&page)) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            // Documents are chapters of the book too, where nothing stands above them.
            let is_document = page.parent() == Some(&root.join("docs"));
            assert!(
                !is_document || !link.starts_with("../"),
                "{}: {link}",
                page.display()
            );
            let (file, place) = link.split_once('#').unwrap_or((&link, ""));
            let here = page.parent().unwrap();
            let target = if file.is_empty() {
                page.clone()
            } else if let Some(document) = file.strip_prefix("reference/") {
                root.join("docs").join(document)
            } else {
                here.join(file)
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !place.is_empty() {
                let text = read(&target);
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                assert!(
                    headings.any(|line| anchor(line) == place),
                    "{}: {link}",
                    page.display()
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 80, "{checked} links");
}
