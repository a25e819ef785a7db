//! Real texts of `opening_hours` against the reference implementation in JavaScript, hour by hour.
//!
//! Needs Node and its package `opening_hours` (`NODE_PATH` says where), and the extracts; says so where they are absent.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Command, Stdio};

use lifecircle_core::hours::{Calendar, HOURS_OF_WEEK, Hours, State};
use osmpbfreader::OsmPbfReader;

use crate::extracts::files;

const SCRIPT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../lifecircle-testkit/oracle/hours.cjs"
);

/// Every distinct text of the extracts.
fn texts() -> Vec<String> {
    let mut texts = BTreeSet::new();
    for (_, bytes) in files(u64::MAX) {
        for object in OsmPbfReader::new(bytes.as_slice()).iter() {
            let object = object.unwrap();
            if let Some(text) = object.tags().get("opening_hours") {
                texts.insert(text.replace('\n', " "));
            }
        }
    }
    texts.into_iter().collect()
}

/// The 168 states of each text as letters, `None` where Node or its package is absent.
fn by_reference(texts: &[String]) -> Option<Vec<String>> {
    let mut node = Command::new("node")
        .arg(SCRIPT)
        .env("TZ", "UTC")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = node.stdin.take()?;
    let lines: String = texts.iter().map(|text| format!("{text}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = node.wait_with_output().ok()?;
    // A script that ends before it reads breaks the pipe.
    let _ = writer.join();
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| text.lines().map(str::to_owned).collect())
}

fn ours(text: &str) -> String {
    let calendar = Calendar::new(None, None);
    let Ok(hours) = Hours::parse(text) else {
        return "x".to_owned();
    };
    let week = hours.week(&calendar);
    let letter = |hour| match week.state(hour) {
        State::Open => 'o',
        State::Closed => 'c',
        State::Unknown => 'u',
    };
    (0..HOURS_OF_WEEK).map(letter).collect()
}

#[test]
fn every_hour_is_that_of_the_reference_implementation() {
    let texts = texts();
    let Some(theirs) = by_reference(&texts) else {
        println!("skipped: node or its package opening_hours is absent (NODE_PATH)");
        return;
    };
    assert_eq!(texts.len(), theirs.len());
    let (mut equal, mut refused, mut only_ours, mut only_theirs) = (0, 0, 0, 0);
    let mut differ = Vec::new();
    for (text, theirs) in texts.iter().zip(&theirs) {
        let ours = ours(text);
        match (ours.as_str(), theirs.as_str()) {
            ("x", "x") => refused += 1,
            ("x", _) => {
                only_theirs += 1;
                println!("only the reference reads: {text}");
            }
            (_, "x") => {
                only_ours += 1;
                println!("only we read: {text}");
            }
            (ours, theirs) if ours == theirs => equal += 1,
            (ours, theirs) => {
                let pairs = ours.chars().zip(theirs.chars());
                let kinds: BTreeSet<String> = pairs
                    .filter(|(a, b)| a != b)
                    .map(|(a, b)| format!("{a}{b}"))
                    .collect();
                println!("differs {kinds:?}: {text}");
                differ.push((text, kinds));
            }
        }
    }
    println!(
        "{} distinct texts: {equal} equal in all hours, {} differ, {refused} refused by both, \
         {only_ours} read by us alone, {only_theirs} by the reference alone",
        texts.len(),
        differ.len()
    );
}
