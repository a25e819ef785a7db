//! Real texts of `opening_hours` against the reference implementation in JavaScript, hour by hour.
//!
//! Needs Node and its package `opening_hours` (`NODE_PATH` says where), and the extracts; says so where they are absent.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use lifecircle_core::hours::{Calendar, HOURS_OF_WEEK, Hours, State};
use lifecircle_testkit::Rng;
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

/// Texts in all.
const TEXTS: usize = 10_000;

/// Real texts two by two, the rules of one before those of the other, until there are enough.
fn joined(real: &[String]) -> Vec<String> {
    let mut rng = Rng::new(1);
    let short: Vec<&String> = real.iter().filter(|text| text.len() < 60).collect();
    if short.is_empty() {
        return Vec::new();
    }
    let mut pair = || {
        let [one, other] = [0, 0].map(|_| short[rng.below(short.len())]);
        format!("{one}; {other}")
    };
    (real.len()..TEXTS).map(|_| pair()).collect()
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

/// Why a text is read otherwise, and on purpose (docs/hours.md).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// A night ends when it ends: the reference cuts it off at midnight where another rule has the next day, or keeps
    /// that of a rule that does not hold.
    Night,
    /// A later rule without days holds every day; the reference adds it to those before.
    WithoutDays,
    /// Nobody tells when the sun rises.
    Sun,
    /// Of several rules with open ends the reference closes some from 22:00 to midnight.
    OpenEnd,
}

/// The reason why a text may differ in these hours.
fn why(text: &str, hours: &[usize]) -> Option<Why> {
    let begins_with_time = |rule: &str| rule.trim().starts_with(|c: char| c.is_ascii_digit());
    if text.contains("sun") {
        Some(Why::Sun)
    } else if text.split(';').skip(1).any(begins_with_time) {
        Some(Why::WithoutDays)
    } else if text.contains('+') {
        Some(Why::OpenEnd)
    } else if hours.iter().all(|hour| hour % 24 < 12) {
        Some(Why::Night)
    } else {
        None
    }
}

#[test]
fn every_hour_is_that_of_the_reference_implementation() {
    let real = texts();
    let texts: Vec<String> = real.iter().cloned().chain(joined(&real)).collect();
    let Some(theirs) = by_reference(&texts) else {
        println!("skipped: node or its package opening_hours is absent (NODE_PATH)");
        return;
    };
    assert_eq!(texts.len(), theirs.len());
    let mut told: BTreeMap<(bool, String), u32> = BTreeMap::new();
    // Joined texts contradict themselves now and then.
    let (mut unexplained, mut odd) = (Vec::new(), 0);
    for (i, (text, theirs)) in texts.iter().zip(&theirs).enumerate() {
        let ours = ours(text);
        let pairs = ours.chars().zip(theirs.chars()).enumerate();
        let differ = pairs.filter(|(_, (a, b))| a != b).map(|(hour, _)| hour);
        let differ: Vec<usize> = differ.collect();
        let found = match (ours.as_str(), theirs.as_str()) {
            ("x", "x") => "refused by both".to_owned(),
            ("x", _) => "refused by us alone".to_owned(),
            (_, "x") => "refused by the reference alone".to_owned(),
            _ if differ.is_empty() => "equal in all hours".to_owned(),
            _ => match why(text, &differ) {
                Some(why) => format!("differs: {why:?}"),
                None if i < real.len() => {
                    unexplained.push(format!("{text}: {differ:?}"));
                    "differs".to_owned()
                }
                None => {
                    odd += 1;
                    "differs".to_owned()
                }
            },
        };
        *told.entry((i < real.len(), found)).or_default() += 1;
    }
    println!("{} real texts, {} in all", real.len(), texts.len());
    for ((is_real, found), count) in &told {
        let which = if *is_real { "real" } else { "joined" };
        println!("{which} {count:5} {found}");
    }
    assert!(unexplained.is_empty(), "{unexplained:#?}");
    assert!(odd * 100 <= texts.len() - real.len(), "{odd}");
}
