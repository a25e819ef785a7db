//! A folder that receives all of its files, or none.

use std::path::Path;

use lifecircle_io::write::{Folder, WriteError, place, waiting_file};
use tempfile::TempDir;

/// Names and texts of everything in a folder.
fn content(folder: &Path) -> Vec<(String, Option<String>)> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries
        .map(|p| (name(&p), std::fs::read_to_string(&p).ok()))
        .collect();
    files.sort();
    files
}

fn text(name: &str, text: &str) -> (String, Option<String>) {
    (name.to_owned(), Some(text.to_owned()))
}

#[test]
fn nothing_is_seen_before_all_is_there() {
    let desk = TempDir::new().unwrap();
    let path = desk.path().join("a/b");
    let mut folder = Folder::open(&path).unwrap();
    folder.add("one.json", b"1").unwrap();
    folder.add("two.json", b"2").unwrap();
    assert!(!path.join("one.json").exists() && !path.join("two.json").exists());
    let placed = folder.commit().unwrap();
    assert_eq!(placed, [path.join("one.json"), path.join("two.json")]);
    assert_eq!(
        content(&path),
        [text("one.json", "1"), text("two.json", "2")]
    );
}

#[test]
fn a_folder_that_is_given_up_leaves_nothing() {
    let desk = TempDir::new().unwrap();
    std::fs::write(desk.path().join("one.json"), "old").unwrap();
    let mut folder = Folder::open(desk.path()).unwrap();
    folder.add("one.json", b"new").unwrap();
    drop(folder);
    assert_eq!(content(desk.path()), [text("one.json", "old")]);
}

#[test]
fn files_of_an_earlier_run_are_replaced_and_others_stay() {
    let desk = TempDir::new().unwrap();
    std::fs::write(desk.path().join("one.json"), "a longer text from before").unwrap();
    std::fs::write(desk.path().join("notes.txt"), "mine").unwrap();
    let mut folder = Folder::open(desk.path()).unwrap();
    folder.add("one.json", b"new").unwrap();
    folder.commit().unwrap();
    assert_eq!(
        content(desk.path()),
        [text("notes.txt", "mine"), text("one.json", "new")]
    );
}

#[test]
fn a_file_in_the_way_is_told() {
    let desk = TempDir::new().unwrap();
    let file = desk.path().join("file");
    std::fs::write(&file, "mine").unwrap();
    for path in [file.clone(), file.join("below")] {
        let error = Folder::open(&path).unwrap_err();
        assert!(
            matches!(&error, WriteError::Folder { folder, .. } if *folder == path),
            "{error}"
        );
        assert!(
            error.to_string().contains(path.to_str().unwrap()),
            "{error}"
        );
    }
    assert_eq!(content(desk.path()), [text("file", "mine")]);
}

#[test]
fn one_name_that_cannot_be_had_leaves_all_as_they_were() {
    let desk = TempDir::new().unwrap();
    std::fs::write(desk.path().join("one.json"), "old").unwrap();
    std::fs::create_dir(desk.path().join("two.json")).unwrap();
    let mut folder = Folder::open(desk.path()).unwrap();
    folder.add("one.json", b"new").unwrap();
    folder.add("two.json", b"new").unwrap();
    let error = folder.commit().unwrap_err();
    assert!(error.to_string().contains("two.json"), "{error}");
    assert_eq!(
        content(desk.path()),
        [text("one.json", "old"), ("two.json".to_owned(), None)]
    );
}

#[test]
fn a_waiting_file_takes_its_place() {
    let desk = TempDir::new().unwrap();
    let file = desk.path().join("city.osm.pbf");
    let waiting = waiting_file(desk.path()).unwrap();
    std::fs::write(waiting.path(), "new").unwrap();
    assert!(!file.exists());
    place(waiting, &file).unwrap();
    assert_eq!(content(desk.path()), [text("city.osm.pbf", "new")]);
    drop(waiting_file(desk.path()).unwrap());
    assert_eq!(content(desk.path()).len(), 1, "what is given up is gone");
}

#[cfg(unix)]
#[test]
fn results_can_be_read_by_everybody() {
    use std::os::unix::fs::PermissionsExt;
    let desk = TempDir::new().unwrap();
    let mut folder = Folder::open(desk.path()).unwrap();
    folder.add("one.json", b"1").unwrap();
    let mode = std::fs::metadata(&folder.commit().unwrap()[0])
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o644);
}

/// A folder as a run leaves it that is killed.
fn left_behind(desk: &Path, name: &str) {
    let left = desk.join(name);
    std::fs::create_dir(&left).unwrap();
    std::fs::write(left.join("lifecircle.lock"), "").unwrap();
    std::fs::write(left.join(".tmpAbCdEf"), "half a file").unwrap();
}

#[test]
fn what_dead_runs_left_is_removed_and_nothing_else() {
    let desk = TempDir::new().unwrap();
    left_behind(desk.path(), ".lifecircle-1-aBcDeF");
    std::fs::create_dir(desk.path().join(".lifecircle-2-ghIjKl")).unwrap();
    let foreign = desk.path().join(".lifecircle-notes");
    std::fs::create_dir(&foreign).unwrap();
    std::fs::write(foreign.join("mine.txt"), "mine").unwrap();
    std::fs::write(desk.path().join(".lifecircle-3-file"), "mine").unwrap();
    drop(waiting_file(desk.path()).unwrap());
    assert_eq!(
        content(desk.path()),
        [
            text(".lifecircle-3-file", "mine"),
            (".lifecircle-notes".to_owned(), None)
        ]
    );
    assert_eq!(content(&foreign), [text("mine.txt", "mine")]);
}

#[test]
fn a_file_that_waits_is_left_to_those_who_write_it() {
    let desk = TempDir::new().unwrap();
    let mut first = Folder::open(desk.path()).unwrap();
    first.add("one.json", b"1").unwrap();
    let mut second = Folder::open(desk.path()).unwrap();
    second.add("one.json", b"2").unwrap();
    second.add("two.json", b"2").unwrap();
    drop(waiting_file(desk.path()).unwrap());
    second.commit().unwrap();
    first.commit().unwrap();
    assert_eq!(
        content(desk.path()),
        [text("one.json", "1"), text("two.json", "2")]
    );
}
