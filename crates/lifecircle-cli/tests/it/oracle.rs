//! The second implementation of the walking model, in Python: what `compare` tells of random towns is what it finds.

use std::path::Path;
use std::process::Command;

use crate::run::{BINARY, Desk, python};

/// The modules that the oracle needs.
const MODULES: &str = "import numpy, osmium, shapely";
/// Towns, and the seed they are drawn by: `--legs around`, closed gates and wheelchairs are among them.
const TOWNS: [&str; 2] = ["4", "11"];

fn run(command: &mut Command) -> String {
    let output = command.env("PYTHONUTF8", "1").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {told}{errors}");
    told
}

#[test]
fn outlets_that_open_close_and_move_in_random_towns_gain_and_lose_whom_the_oracle_says() {
    let Some(python) = python(MODULES, "compare is not held against the oracle") else {
        return;
    };
    let desk = Desk::new();
    let oracle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lifecircle-testkit/oracle");
    let program = |name: &str| {
        let mut command = Command::new(&python);
        command.arg("-B").arg(oracle.join(name));
        command
    };
    run(program("random_towns.py")
        .args(["write", &desk.at("towns")])
        .args(TOWNS));
    let mut gained = 0;
    for number in 0..TOWNS[0].parse::<usize>().unwrap() {
        let town = desk.at(&format!("towns/town_{number:03}"));
        let options = std::fs::read_to_string(format!("{town}.options")).unwrap();
        let told = run(program("planted.py")
            .args([BINARY, &format!("{town}.osm.pbf"), "-n", "1"])
            .args(options.split_whitespace()));
        println!("{told}");
        assert!(told.contains(" 0 differences"), "{told}");
        gained += usize::from(told.contains("gained by a rule"));
    }
    assert!(gained > 0, "outlets that open gain somebody");
}
