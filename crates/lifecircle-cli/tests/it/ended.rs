//! Ended at any moment: no half file, and nothing of it after the next run.
//!
//! Killed 12 times, or as often as `LIFECIRCLE_KILLS` says.
#![cfg(unix)]

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lifecircle_testkit::Rng;

use crate::run::{BINARY, Desk, lifecircle, snapshot};
use crate::verify::verified;

/// A check that writes to `out`.
fn check(desk: &Desk) -> Child {
    let mut command = Command::new(BINARY);
    command.args(["check", "-o", &desk.at("out")]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

fn signal(child: &Child, name: &str) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args([name, &id])
            .status()
            .unwrap()
            .success()
    );
}

/// Waits until something waits for its place in `out`.
fn until_it_writes(desk: &Desk) {
    let began = Instant::now();
    let out = desk.path().join("out");
    let hidden = |name: std::ffi::OsString| name.to_string_lossy().starts_with('.');
    while !std::fs::read_dir(&out)
        .is_ok_and(|mut entries| entries.any(|e| e.is_ok_and(|e| hidden(e.file_name()))))
    {
        assert!(began.elapsed() < Duration::from_secs(60), "nothing waits");
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn a_killed_run_leaves_nothing_to_the_next() {
    let kills = std::env::var("LIFECIRCLE_KILLS").ok();
    let kills: usize = kills.and_then(|n| n.parse().ok()).unwrap_or(12);
    let desk = Desk::new();
    let began = Instant::now();
    lifecircle(["check", "-o", &desk.at("out")]).done();
    let whole = began.elapsed();
    let out = desk.path().join("out");
    let sound = snapshot(&out);
    let mut rng = Rng::new(9);
    let mut left = 0;
    for _ in 0..kills {
        let mut child = check(&desk);
        std::thread::sleep(whole.mul_f64(rng.below(1000) as f64 / 1000.0));
        child.kill().unwrap();
        child.wait().unwrap();
        // The results are those of the run before, or the same once more; what waited is seen beside them.
        let mut now = snapshot(&out);
        let all = now.len();
        now.retain(|file| sound.iter().any(|known| known.0 == file.0));
        assert!(now == sound, "a file of the run before is damaged");
        left += usize::from(all > now.len());
    }
    lifecircle(["check", "-o", &desk.at("out")]).done();
    assert!(snapshot(&out) == sound, "the next run left something");
    verified(&out);
    println!("{kills} kills, {left} of them left something until the next run");
}

#[test]
fn who_is_asked_to_end_leaves_nothing() {
    for (name, code) in [("-INT", 130), ("-TERM", 143), ("-HUP", 129)] {
        let desk = Desk::new();
        let mut child = check(&desk);
        until_it_writes(&desk);
        signal(&child, name);
        assert_eq!(child.wait().unwrap().code(), Some(code), "{name}");
        assert!(snapshot(desk.path()).is_empty(), "{name} left something");
    }
}

#[test]
fn two_runs_into_one_folder_leave_the_files_of_one() {
    let desk = Desk::new();
    let both = [check(&desk), check(&desk)];
    for mut child in both {
        assert!(child.wait().unwrap().success());
    }
    let together = snapshot(desk.path());
    let alone = Desk::new();
    assert!(check(&alone).wait().unwrap().success());
    let names = |desk: &Desk, files: Vec<(std::path::PathBuf, Option<Vec<u8>>)>| -> Vec<_> {
        let name = |path: std::path::PathBuf| path.strip_prefix(desk.path()).unwrap().to_owned();
        files.into_iter().map(|f| (name(f.0), f.1)).collect()
    };
    let expected = snapshot(alone.path());
    assert!(names(&desk, together) == names(&alone, expected));
}

#[test]
fn nothing_waits_in_the_systems_folder_for_temporary_files() {
    let desk = Desk::new();
    for args in [
        ["isochrone", "--all-homes", "-o", "a.fgb"].as_slice(),
        &["gaps", "--format", "fgb", "-o", "gaps"],
        &["check", "-o", "out"],
    ] {
        let mut command = crate::run::command();
        command.args(args).current_dir(desk.path());
        command.env("TMPDIR", desk.at("absent"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    }
}
