//! stdout and stderr where nobody watches, and pipes that close.

#[cfg(unix)]
use crate::run::shell;
use crate::run::{Desk, lifecircle};

#[test]
fn stderr_is_quiet_when_it_is_no_terminal() {
    // `done` asks for an empty stderr.
    for args in [
        &["check"][..],
        &["check", "--quiet"],
        &["inspect"],
        &["rules", "list"],
        &["check", "--threads", "1"],
    ] {
        assert!(!lifecircle(args).done().is_empty());
    }
}

#[test]
fn nothing_is_coloured_or_redrawn_in_a_file() {
    for args in [
        &["check"][..],
        &["check", "--gates", "all"],
        &["inspect"],
        &["--help"],
    ] {
        let out = lifecircle(args).done();
        assert!(!out.contains('\u{1b}') && !out.contains('\r'), "{out:?}");
        assert!(
            out.lines().all(|line| line == line.trim_end()),
            "no spaces at the end of a line"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let desk = Desk::new();
    let lines = [
        "$LC check | head -1",
        "$LC inspect --json | head -1",
        "$LC rules show huaian-2023 | head -1",
        "$LC completions zsh | head -1",
        "$LC --help | head -1",
    ];
    for line in lines {
        let outcome = shell(line, desk.path());
        assert_eq!(outcome.err, "", "{line}");
        assert_eq!(outcome.out.lines().count(), 1, "{line}");
        // A reader that is gone before the first byte comes; the status is the writer's own.
        let writer = line.split('|').next().unwrap();
        let outcome = shell(
            &format!("({writer}; echo $? > status) | true; sleep 0.1; cat status; rm status"),
            desk.path(),
        );
        assert_eq!(
            (outcome.out.trim(), outcome.err.as_str()),
            ("0", ""),
            "{line}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_does_not_hide_a_missed_target() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", crate::city::city());
    let line = "($LC check city.osm.pbf --min-coverage 100%; echo $? > status) | true; sleep 0.1; cat status";
    let outcome = shell(line, desk.path());
    assert_eq!(outcome.out.trim(), "1", "{}", outcome.err);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_told() {
    let desk = Desk::new();
    for line in [
        "$LC check > /dev/full",
        "$LC inspect > /dev/full",
        "$LC rules list > /dev/full",
    ] {
        shell(line, desk.path()).refused(&["No space left"]);
    }
}

#[cfg(unix)]
#[test]
fn files_written_by_a_run_can_be_read_by_everybody() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    lifecircle(["check", "-o", &desk.at("out")]).done();
    for (path, _) in crate::run::snapshot(&desk.path().join("out")) {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o444, 0o444, "{}", path.display());
    }
}
