//! The inferred box (walking model §4.8) measured: real extracts as they are, and without the box of their header.

use std::path::{Path, PathBuf};

use lifecircle::{Check, CheckOptions, City, CityOptions, Reason, Source, Verdict};
use lifecircle_testkit::without_box;

/// How verdicts without the box compare with those that know it.
#[derive(Debug, Default)]
struct Compared {
    /// Homes, or homes under each rule.
    all: usize,
    /// The same verdict.
    agreeing: usize,
    /// Not covered, and unknown without the box.
    cautious: usize,
    /// Unknown because of the edge, and not covered without the box.
    confident: usize,
}

impl Compared {
    fn add(&mut self, [known, told]: [(Verdict, Option<Reason>); 2]) {
        use Verdict::{NotCovered, Unknown};
        self.all += 1;
        self.agreeing += usize::from(known.0 == told.0);
        self.cautious += usize::from((known.0, told.0) == (NotCovered, Unknown));
        self.confident += usize::from(known.0 == Unknown && told.0 == NotCovered);
    }

    fn row(&self) -> String {
        format!(
            "{} | {} | {} | {}",
            self.all, self.agreeing, self.cautious, self.confident
        )
    }

    /// At most one verdict in a hundred is bolder than the data.
    fn is_cautious(&self) -> bool {
        self.confident * 100 <= self.all
    }
}

/// The extracts beside the checkout, the largest only with `LIFECIRCLE_BIG=1`.
fn extracts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/osm");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is absent", folder.display());
        return Vec::new();
    };
    let big = std::env::var("LIFECIRCLE_BIG").is_ok_and(|value| value == "1");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.to_string_lossy().ends_with(".osm.pbf"));
    files.retain(|file| big || !file.ends_with("mosaic_dev.osm.pbf"));
    files.sort();
    files
}

fn checked(name: &str, bytes: Vec<u8>) -> Check {
    let name = name.to_owned();
    let bytes = bytes.into();
    let city = City::open(Source::Bytes { name, bytes }, &CityOptions::default()).unwrap();
    city.check(&CheckOptions::default()).unwrap()
}

/// Homes by all rules together, and homes under each rule.
fn compare(known: &Check, told: &Check) -> [Compared; 2] {
    let (mut homes, mut rules) = (Compared::default(), Compared::default());
    let both = [known.coverage(), told.coverage()];
    for home in 0..known.city().residences().count() {
        homes.add(both.map(|coverage| (coverage.joint_at(home, 100), None)));
        for rule in 0..known.rules().len() {
            rules.add(both.map(|coverage| coverage.verdict_at(rule, home, 100)));
        }
    }
    [homes, rules]
}

#[test]
fn without_its_box_no_extract_is_judged_too_boldly() {
    println!(
        "| extract | homes | agreeing | over-cautious | over-confident | home × rule | agreeing | over-cautious | over-confident |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for file in extracts() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let bytes = std::fs::read(&file).unwrap();
        let Some(bare) = without_box(&bytes) else {
            continue;
        };
        let (known, told) = (checked(name, bytes), checked(name, bare));
        let extents = [&known, &told].map(|check| check.city().facts().report.extent.word());
        assert_eq!(extents, ["header", "inferred"], "{name}");
        let homes = [&known, &told].map(|check| check.city().residences().id.clone());
        assert_eq!(homes[0], homes[1], "{name}");
        let compared = compare(&known, &told);
        println!("| {name} | {} | {} |", compared[0].row(), compared[1].row());
        assert!(
            compared.iter().all(Compared::is_cautious),
            "{name}: {compared:?}"
        );
    }
}
