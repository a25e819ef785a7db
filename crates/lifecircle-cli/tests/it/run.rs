//! Runs the real binary, and judges how it ended.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// The program under test.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_lifecircle");
/// No command of these tests may take longer, on a slow machine either.
const PATIENCE: Duration = Duration::from_secs(120);

/// How a command ended.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("everything printed is UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Outcome {
    /// What it printed, when it did its work and kept stderr quiet.
    pub(crate) fn done(self) -> String {
        assert_eq!(
            (self.code, self.err.as_str()),
            (Some(0), ""),
            "{}",
            self.out
        );
        self.out
    }

    /// The one message with which it refused wrong input: exit code 2, nothing on stdout, no panic,
    /// and all of `needles` in it.
    pub(crate) fn refused(self, needles: &[&str]) -> String {
        let Self { code, out, err } = self;
        println!("{err}");
        assert_eq!(code, Some(2), "out: {out}\nerr: {err}");
        assert_eq!(out, "", "stdout carries data only; err: {err}");
        let begins = |line: &&str| line.starts_with("error: ") || line.starts_with("错误：");
        assert_eq!(err.lines().filter(begins).count(), 1, "one message: {err}");
        assert!(err.lines().next().as_ref().is_some_and(begins), "{err}");
        for word in ["panicked", "RUST_BACKTRACE", "unwrap", "thread '"] {
            assert!(!err.contains(word), "{err}");
        }
        assert!(err.lines().count() <= 10, "one clear message: {err}");
        for needle in needles {
            assert!(err.contains(needle), "`{needle}` is not in: {err}");
        }
        err
    }
}

/// The binary in a fixed locale, away from the user's own.
pub(crate) fn command() -> Command {
    let mut command = Command::new(BINARY);
    for name in [
        "LANG",
        "LANGUAGE",
        "LC_CTYPE",
        "LC_MESSAGES",
        "RAYON_NUM_THREADS",
    ] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C.UTF-8").timeout(PATIENCE);
    command
}

/// Runs `lifecircle` with these arguments.
pub(crate) fn lifecircle<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Outcome {
    let mut command = command();
    command.args(args);
    command.output().expect("the binary runs").into()
}

/// The Python that the tests use, where it has these modules (`import a, b`); what is skipped without is told.
pub(crate) fn python(modules: &str, skipped: &str) -> Option<OsString> {
    let python = std::env::var_os("LIFECIRCLE_PYTHON").unwrap_or_else(|| "python3".into());
    let runs = Command::new(&python).args(["-c", modules]).output();
    if runs.is_ok_and(|run| run.status.success()) {
        return Some(python);
    }
    println!(
        "skipped: {skipped}, for {} cannot `{modules}`",
        python.display()
    );
    None
}

/// Runs a shell line with `$LC` as the binary; for what only a shell can arrange.
#[cfg(unix)]
pub(crate) fn shell(line: &str, folder: &Path) -> Outcome {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder);
    command
        .env("LC", BINARY)
        .env("LC_ALL", "C.UTF-8")
        .timeout(PATIENCE);
    command.output().expect("a shell").into()
}

/// A folder for one test, gone with it.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().expect("a folder for temporary files"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The path of a file on it, as text.
    pub(crate) fn at(&self, name: &str) -> String {
        self.path()
            .join(name)
            .to_str()
            .expect("temporary paths are UTF-8")
            .to_owned()
    }

    /// Puts a file on it.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.at(name);
        std::fs::write(&path, bytes).expect("the file is written");
        path
    }
}

/// Names and bytes of everything in a folder and in those inside it, in order of name; folders have no bytes.
pub(crate) fn snapshot(folder: &Path) -> Vec<(PathBuf, Option<Vec<u8>>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            files.extend(snapshot(&path));
            files.push((path, None));
        } else {
            let bytes = std::fs::read(&path).expect("readable");
            files.push((path, Some(bytes)));
        }
    }
    files.sort();
    files
}

/// A list whose coordinate system is said: one of a few rows in China is refused otherwise.
pub(crate) fn wgs84(list: impl AsRef<str>) -> String {
    format!("{}@wgs84", list.as_ref())
}
