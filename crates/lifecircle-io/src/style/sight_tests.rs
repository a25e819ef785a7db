//! Colours of one set as people with a colour vision deficiency see them.
//!
//! Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color
//! Vision Deficiency" (2009), severity 1, applied to linear RGB. Distance: CIE 1976 (Lab, D65).

use lifecircle_core::coverage::Verdict;

use super::*;

type Matrix = [[f64; 3]; 3];

const SIGHTS: [(&str, Matrix); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// Paper and the picture's map background, and a light base map.
const BACKGROUNDS: [Colour; 3] = [Colour::WHITE, Colour::GROUND, Colour(0xea, 0xea, 0xea)];

fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}

fn times(matrix: &Matrix, v: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(v).map(|(a, b)| a * b).sum())
}

fn lab(colour: Colour, sight: &Matrix) -> [f64; 3] {
    const XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    let seen = times(
        sight,
        [linear(colour.0), linear(colour.1), linear(colour.2)],
    );
    let [x, y, z] = times(&XYZ, seen.map(|c| c.clamp(0.0, 1.0)));
    let f = |t: f64| {
        if t > 216.0 / 24389.0 {
            t.cbrt()
        } else {
            (24389.0 / 27.0 * t + 16.0) / 116.0
        }
    };
    let (x, y, z) = (f(x / 0.950_47), f(y), f(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(a: Colour, b: Colour, sight: &Matrix) -> f64 {
    let (a, b) = (lab(a, sight), lab(b, sight));
    a.iter()
        .zip(b)
        .map(|(p, q)| (p - q).powi(2))
        .sum::<f64>()
        .sqrt()
}

/// Every two colours are at least `apart` from each other and 10 from every background, for every sight.
fn hold(set: &str, colours: &[Colour], apart: f64) {
    for (sight, matrix) in &SIGHTS {
        for (i, &a) in colours.iter().enumerate() {
            for &b in &colours[i + 1..] {
                let d = distance(a, b, matrix);
                assert!(d >= apart, "{set}, {sight}: {a} and {b} are {d:.1} apart");
            }
            for ground in BACKGROUNDS {
                let d = distance(a, ground, matrix);
                assert!(d >= 10.0, "{set}, {sight}: {a} on {ground} is {d:.1} away");
            }
        }
    }
}

#[test]
fn the_distance_is_the_published_one() {
    let full = &SIGHTS[0].1;
    let [l, a, b] = lab(Colour(255, 0, 0), full);
    assert!((l - 53.24).abs() < 0.05 && (a - 80.09).abs() < 0.05 && (b - 67.20).abs() < 0.05);
    assert!((distance(Colour::WHITE, Colour(0, 0, 0), full) - 100.0).abs() < 0.01);
}

#[test]
fn every_set_of_colours_is_told_apart_by_everyone() {
    let verdicts = [Verdict::Covered, Verdict::NotCovered, Verdict::Unknown].map(verdict);
    hold("verdicts", &verdicts, 25.0);
    hold("gap streets", &GAP_STREET_CLASSES.map(gap_street), 17.0);
    hold("ranks", &RANK_CLASSES.map(|(first, _)| rank(first)), 18.0);
    let rules: Vec<Colour> = (0..6).map(rule).collect();
    hold("rules", &rules, 16.0);
    for count in 1..=MAX_BANDS {
        let bands: Vec<Colour> = (0..count).map(|index| band(index, count)).collect();
        hold(&format!("{count} bands"), &bands, 14.0);
    }
}

/// How light a colour is without colours: L* of CIE 1976, 0 to 100.
fn lightness(colour: Colour) -> f64 {
    lab(colour, &SIGHTS[0].1)[0]
}

#[test]
fn more_means_darker_in_print() {
    for pair in GAP_STREET_CLASSES[1..].windows(2) {
        assert!(lightness(gap_street(pair[0])) > lightness(gap_street(pair[1])) + 15.0);
    }
    for index in 1..MAX_BANDS {
        assert!(lightness(band(index - 1, MAX_BANDS)) + 14.0 < lightness(band(index, MAX_BANDS)));
    }
    for pair in RANK_CLASSES.windows(2) {
        assert!(lightness(rank(pair[0].0)) + 15.0 < lightness(rank(pair[1].0)));
    }
    assert!(lightness(verdict(Verdict::NotCovered)) + 15.0 < lightness(verdict(Verdict::Covered)));
    assert_eq!(rank(0), rank(1));
    assert_eq!(band(9, 10), band(5, 6));
}

#[test]
fn homes_are_told_apart_in_print_without_colours() {
    let apart = |a: Colour, b: Colour| (lightness(a) - lightness(b)).abs();
    for (number, &a) in HomeClass::ALL.iter().enumerate() {
        for &b in &HomeClass::ALL[number + 1..] {
            let filled = apart(home(a), home(b));
            let marks = [a, b].map(|class| std::mem::discriminant(&home_mark(class)));
            assert!(
                filled >= 15.0 || marks[0] != marks[1],
                "{a:?}, {b:?}: {filled:.1}"
            );
            // The dots of a page bear no mark, but their rims are seen.
            let rims = apart(dot_rim(a), dot_rim(b));
            assert!(
                filled >= 12.0 || rims >= 25.0,
                "{a:?}, {b:?}: {filled:.1}, {rims:.1}"
            );
        }
    }
    for class in HomeClass::ALL {
        match home_mark(class) {
            HomeMark::Plain => {}
            HomeMark::Hatched(ink) | HomeMark::Halved(ink) => {
                assert!(apart(ink, home(class)) >= 40.0, "{class:?}");
            }
        }
    }
}
