//! Random worlds that no city is, through every command that draws or writes: results or one message, in
//! bounded time and memory, the same bytes for one thread and for two.
//!
//! The worlds from seed 0 on for 60 seconds; with `LIFECIRCLE_WORLDS=2000` that many, however long it takes, from
//! seed `LIFECIRCLE_WORLDS_FROM` on. A world that fails is kept in `target/tmp`.
#![cfg(unix)]

mod valid;

use std::fmt::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use lifecircle_testkit::WildWorld;

use crate::run::{BINARY, Desk, snapshot};

/// How long worlds are tried where nobody says how many.
const SHORT: Duration = Duration::from_secs(60);
/// Processor seconds that a command may take: 2, and a build that is not optimised some three times as many.
const SECONDS: u32 = if cfg!(debug_assertions) { 6 } else { 2 };
/// Memory that a command may ask for, in KiB: 500 MB.
const KIB: u32 = 500_000_000 / 1024;

#[test]
fn every_world_gives_results_or_a_message_within_bounds() {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let wanted = number("LIFECIRCLE_WORLDS");
    let first = number("LIFECIRCLE_WORLDS_FROM").unwrap_or(0);
    let (next, tried, began) = (AtomicU64::new(first), AtomicU64::new(0), Instant::now());
    let failures = Mutex::new(Vec::new());
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let enough = wanted.map_or(began.elapsed() > SHORT, |wanted| seed - first >= wanted);
            if enough {
                return;
            }
            tried.fetch_add(1, Ordering::Relaxed);
            if let Err(what) = try_world(seed) {
                failures.lock().unwrap().push((seed, what));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let failures = failures.into_inner().unwrap();
    let mut text = String::new();
    for (seed, what) in &failures {
        let _ = writeln!(text, "world {seed}: {what}");
    }
    println!("{} worlds", tried.into_inner());
    assert!(
        failures.is_empty(),
        "{} worlds failed:\n{text}",
        failures.len()
    );
}

/// One world through all commands, and what was wrong.
fn try_world(seed: u64) -> Result<(), String> {
    let world = WildWorld::new(seed);
    let bytes = world.osm.bytes();
    let desk = Desk::new();
    let mut wrong = String::new();
    for args in commands(seed) {
        let runs = ["1", "2"].map(|threads| run(&desk, &bytes, threads, &args));
        let mut say = |what: String| {
            let _ = write!(wrong, "\n  {:?}: {}: {what}", world.ground, args.join(" "));
        };
        if let Some(what) = runs.iter().find_map(|run| run.judge().err()) {
            say(what);
        } else if runs[0] != runs[1] {
            say("another result with two threads".to_owned());
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("world-{seed}.osm.pbf"));
    std::fs::write(&kept, bytes).unwrap();
    Err(format!("kept as {}{wrong}", kept.display()))
}

/// What is asked of a world: every command, options and formats in turns.
fn commands(seed: u64) -> Vec<Vec<&'static str>> {
    let turn = |options: &[&'static str], by: u64| -> Vec<&'static str> {
        let option = options[(seed / by) as usize % options.len()];
        option.split_whitespace().collect()
    };
    let city = [
        turn(
            &[
                "",
                "--profile wheelchair",
                "",
                "--crossing-delay 30",
                "--ferries",
                "--profile child",
            ],
            3,
        ),
        turn(&["", "--max-snap 60000", "", "--extent -180,-90,180,90"], 5),
        turn(
            &["", "--plazas cross --legs clear", "", "--plazas cross"],
            6,
        ),
    ]
    .concat();
    let gates = turn(&["", "--gates open", "--gates closed"], 7);
    let rules = turn(&["", "--rules gb50180", "--rules press-5-8-15"], 2);
    let with = |first: &[&'static str], more: &[&Vec<&'static str>]| {
        let mut args = first.to_vec();
        args.extend(more.iter().flat_map(|more| more.iter()));
        args
    };
    let compared = turn(&["", "--gates all", "--gates open"], 7);
    let formats = turn(&["geojson", "parquet", "fgb", "csv"], 10);
    let project = turn(&["", "--qgis"], 4);
    let picture = turn(&["", "--svg g.svg", "", "--png g.png"], 11);
    let isochrones = turn(
        &[
            "-o i.geojson",
            "-o i.parquet --shape network",
            "-o i.fgb --shape streets",
            "-o i.csv --bands",
            "-o i.parquet --bands --resolution 25",
            "-o i.geojson --shape streets",
            "-o i.fgb --minutes 3,60",
            "-o i.geojson --shape network --svg i.svg",
        ],
        1,
    );
    let matrix = turn(
        &["-o m.csv", "-o m.parquet", "-o m.arrow --from facilities"],
        1,
    );
    vec![
        with(&["check", "-o", "c"], &[&city, &rules, &compared, &project]),
        with(
            &["gaps", "-o", "g", "--format"],
            &[&formats, &city, &rules, &gates, &picture],
        ),
        with(&["isochrone", "--all-homes"], &[&isochrones, &city, &gates]),
        with(&["matrix"], &[&matrix, &city, &gates]),
        vec!["network", "-o", "x.lcn"],
        vec!["check", "-o", "d"],
    ]
}

/// What a command did.
#[derive(PartialEq)]
struct Run {
    code: Option<i32>,
    signal: Option<i32>,
    out: String,
    err: String,
    files: Vec<(PathBuf, Option<Vec<u8>>)>,
}

/// Runs a command in a folder of its own that holds `w.osm.pbf`; the second check reads the network's file.
fn run(desk: &Desk, world: &[u8], threads: &str, args: &[&'static str]) -> Run {
    let folder = desk.path().join(threads);
    let _ = std::fs::create_dir(&folder);
    let cached = args.ends_with(&["d"]) && folder.join("x.lcn").exists();
    let input = if cached { "x.lcn" } else { "w.osm.pbf" };
    std::fs::write(folder.join("w.osm.pbf"), world).unwrap();
    let before = snapshot(&folder);
    let limits = format!("ulimit -c 0; ulimit -t {SECONDS}; ulimit -d {KIB}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &limits, "sh", BINARY]).args(args);
    command.args([input, "--threads", threads]);
    command.env("LC_ALL", "C.UTF-8").current_dir(&folder);
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let mut files = snapshot(&folder);
    files.retain(|file| !before.contains(file));
    for (path, _) in &mut files {
        *path = path.strip_prefix(&folder).unwrap().to_owned();
    }
    let text = |bytes| String::from_utf8(bytes).expect("everything printed is UTF-8");
    Run {
        code: status.code(),
        signal: status.signal(),
        out: text(stdout),
        err: text(stderr),
        files,
    }
}

impl Run {
    fn judge(&self) -> Result<(), String> {
        let shown: String = self.err.chars().take(300).collect();
        match (self.code, self.signal) {
            (Some(0), _) => {}
            (Some(2), _) => return self.judge_refusal(),
            (_, Some(24)) => return Err(format!("took over {SECONDS} s of processor time")),
            (code, signal) => return Err(format!("ended by {code:?} {signal:?}: {shown}")),
        }
        if self.files.is_empty() {
            return Err("wrote nothing".to_owned());
        }
        for (path, bytes) in &self.files {
            let hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with('.');
            if path.iter().any(hidden) {
                return Err(format!("left {}", path.display()));
            }
            if let Some(bytes) = bytes {
                valid::check(path, bytes).map_err(|what| format!("{}: {what}", path.display()))?;
            }
        }
        Ok(())
    }

    fn judge_refusal(&self) -> Result<(), String> {
        if !self.files.is_empty() {
            return Err(format!("refused, and left {}", self.files[0].0.display()));
        }
        let messages = self.err.lines().filter(|line| line.starts_with("error: "));
        if messages.count() != 1 || self.err.lines().count() > 10 || !self.out.is_empty() {
            return Err(format!("not one message: {}", self.err));
        }
        // Errors of ours are for who made the program, and no world may show one.
        for word in ["panicked", "a fault of the program"] {
            if self.err.contains(word) {
                return Err(self.err.clone());
            }
        }
        Ok(())
    }
}
