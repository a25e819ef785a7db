//! Output that cannot be written: told, and nothing half done.

use crate::city::city;
use crate::run::{Desk, lifecircle, snapshot};
use crate::verify::verified;

#[test]
fn a_path_below_a_regular_file() {
    let desk = Desk::new();
    let out = desk.file("plain", "mine") + "/out";
    let before = snapshot(desk.path());
    lifecircle(["check", "-o", &out]).refused(&[&out, "cannot write to folder", "-o"]);
    assert_eq!(snapshot(desk.path()), before);
}

#[test]
fn a_path_that_is_a_file() {
    let desk = Desk::new();
    let out = desk.file("plain", "mine");
    let before = snapshot(desk.path());
    lifecircle(["check", "-o", &out]).refused(&[&out, "cannot write to folder", "-o"]);
    assert_eq!(snapshot(desk.path()), before);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let out = desk.path().join("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::set_permissions(&out, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(out.join("probe"), "").is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    lifecircle(["check", "-o", out.to_str().unwrap()])
        .refused(&[out.to_str().unwrap(), "ermission"]);
    assert!(snapshot(&out).is_empty());
}

/// So many KiB may be written to one file, as on a full disk; the shell asks that no signal is sent.
#[cfg(unix)]
fn on_a_full_disk(kib: u32, line: &str, desk: &Desk) -> crate::run::Outcome {
    // A block of `ulimit -f` has 512 bytes.
    let line = format!("trap '' XFSZ; ulimit -f {}; exec {line}", 2 * kib);
    crate::run::shell(&line, desk.path())
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_files_of_an_earlier_run() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    lifecircle(["check", "-o", &desk.at("out")]).done();
    let out = desk.path().join("out");
    std::fs::write(out.join("notes.txt"), "mine").unwrap();
    let before = snapshot(&out);
    // The largest file fails, or the first, or the last.
    for kib in [16, 2, 0] {
        let outcome = on_a_full_disk(kib, "$LC check city.osm.pbf -o out", &desk);
        outcome.refused(&["out", "No output file was changed"]);
        assert_eq!(snapshot(&out), before, "at {kib} KiB");
    }
    std::fs::remove_file(out.join("notes.txt")).unwrap();
    lifecircle(["check", &desk.at("city.osm.pbf"), "-o", &desk.at("out")]).done();
    verified(&out);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_a_new_folder_empty() {
    let desk = Desk::new();
    desk.file("city.osm.pbf", city());
    on_a_full_disk(4, "$LC check city.osm.pbf -o new/folder", &desk).refused(&["new/folder"]);
    let left = desk.path().join("new/folder");
    assert!(!left.exists() || snapshot(&left).is_empty());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_half_city() {
    let desk = Desk::new();
    let before = snapshot(desk.path());
    on_a_full_disk(8, "$LC synth --km2 2 -o city.osm.pbf", &desk).refused(&["city.osm.pbf"]);
    assert_eq!(snapshot(desk.path()), before);
    let old = desk.file("city.osm.pbf", "an older one");
    on_a_full_disk(8, "$LC synth --km2 2 -o city.osm.pbf", &desk).refused(&["city.osm.pbf"]);
    assert_eq!(std::fs::read_to_string(old).unwrap(), "an older one");
}

#[test]
fn a_folder_in_the_place_of_a_file_changes_nothing() {
    let desk = Desk::new();
    lifecircle(["check", "-o", &desk.at("out")]).done();
    let out = desk.path().join("out");
    std::fs::remove_file(out.join("summary.json")).unwrap();
    std::fs::create_dir(out.join("summary.json")).unwrap();
    let before = snapshot(&out);
    let file = desk.file("city.osm.pbf", city());
    lifecircle(["check", &file, "-o", &desk.at("out")]).refused(&["summary.json"]);
    let names = |files: &[(std::path::PathBuf, Option<Vec<u8>>)]| {
        files.iter().map(|f| f.0.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&snapshot(&out)), names(&before));
    assert!(
        snapshot(&out) == before,
        "files of the earlier run were replaced"
    );
}

#[test]
fn wrong_input_makes_no_folder() {
    let desk = Desk::new();
    let out = desk.at("new");
    for args in [
        &["check", "absent.osm.pbf"][..],
        &["check", "--rules", "absent.toml"],
        &["check", "--speed", "-1"],
    ] {
        lifecircle(args.iter().copied().chain(["-o", &out])).refused(&[]);
        assert!(
            !desk.path().join("new").exists(),
            "{args:?} made the folder"
        );
    }
}
