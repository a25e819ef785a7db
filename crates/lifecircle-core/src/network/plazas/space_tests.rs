//! Which straight lines stay in an open space, against polygons of another make.

use geo::{Coord, Line, LineString, Polygon, Relate};
use lifecircle_testkit::Rng;

use super::space::{Space, Spot, is_taut};

/// A ring around a place, at random distances in directions that turn once around.
fn star(rng: &mut Rng, middle: Spot, corners: usize, least: usize, most: usize) -> Vec<Spot> {
    // Directions on a square: whole numbers, and many lines in line with others.
    const AROUND: [Spot; 16] = [
        (4, 0),
        (4, 2),
        (4, 4),
        (2, 4),
        (0, 4),
        (-2, 4),
        (-4, 4),
        (-4, 2),
        (-4, 0),
        (-4, -2),
        (-4, -4),
        (-2, -4),
        (0, -4),
        (2, -4),
        (4, -4),
        (4, -2),
    ];
    let mut ring: Vec<Spot> = Vec::new();
    let step = AROUND.len() / corners;
    for corner in 0..corners {
        let (x, y) = AROUND[(corner * step + rng.below(step)) % AROUND.len()];
        let far = i32::try_from(least + rng.below(most - least)).unwrap();
        // Even, as doubled places are.
        ring.push((middle.0 + x * far, middle.1 + y * far));
    }
    ring.push(ring[0]);
    ring
}

fn line_string(ring: &[Spot]) -> LineString<f64> {
    ring.iter().map(|&spot| coord(spot)).collect()
}

fn coord((x, y): Spot) -> Coord<f64> {
    Coord {
        x: f64::from(x),
        y: f64::from(y),
    }
}

/// A space with holes, some of them solid things in the way, and the same as a polygon.
fn random(rng: &mut Rng) -> (Space, Polygon<f64>) {
    let corners = [4, 8, 16][rng.below(3)];
    let outer = star(rng, (0, 0), corners, 6, 20);
    let mut space = Space {
        rings: vec![outer.clone()],
        blocks: Vec::new(),
    };
    let mut polygon = Polygon::new(line_string(&outer), Vec::new());
    for middle in [(-16, -16), (16, -16), (-16, 16), (16, 16), (0, 0)] {
        let corners = [4, 4, 8][rng.below(3)];
        let hole = star(rng, middle, corners, 1, 4);
        let own = Polygon::new(line_string(&hole), Vec::new());
        if !rng.percent(60) || !polygon.relate(&own).is_contains_properly() {
            continue;
        }
        polygon.interiors_push(line_string(&hole));
        if rng.percent(50) {
            space.rings.push(hole);
        } else {
            space.block(hole, true);
        }
    }
    (space, polygon)
}

#[test]
fn a_line_is_seen_along_just_where_it_stays_inside() {
    let mut rng = Rng::new(1205);
    let mut seen = [0; 2];
    for world in 0..400 {
        let (space, polygon) = random(&mut rng);
        let blocks = space.blocks.iter().map(|block| &block.line);
        let corners: Vec<Spot> = space
            .rings
            .iter()
            .chain(blocks)
            .flatten()
            .copied()
            .collect();
        let mut any = || {
            if rng.percent(70) {
                return corners[rng.below(corners.len())];
            }
            let mut along = || 2 * (i32::try_from(rng.below(60)).unwrap() - 30);
            (along(), along())
        };
        for _ in 0..60 {
            let (p, q) = (any(), any());
            if p == q {
                assert!(!space.sees(p, q));
                continue;
            }
            let line = Line::new(coord(p), coord(q));
            let inside = polygon.relate(&line).is_covers();
            assert_eq!(
                space.sees(p, q),
                inside,
                "world {world}: {p:?} {q:?} {polygon:?}"
            );
            assert_eq!(space.sees(q, p), inside, "world {world}, the other way");
            seen[usize::from(inside)] += 1;
        }
    }
    assert!(seen.iter().all(|&n| n > 4000), "{seen:?}");
}

fn square(half: i32) -> Vec<Spot> {
    let h = half;
    vec![(-h, -h), (h, -h), (h, h), (-h, h), (-h, -h)]
}

fn with_line(line: &[Spot]) -> Space {
    let mut space = Space {
        rings: vec![square(100)],
        blocks: Vec::new(),
    };
    space.block(line.to_vec(), false);
    space
}

#[test]
fn a_wall_is_in_the_way_where_it_leads_through() {
    let sees = |line: &[Spot]| with_line(line).sees((-100, 0), (100, 0));
    assert!(!sees(&[(0, -50), (0, 50)]), "across");
    assert!(
        !sees(&[(0, -50), (0, 0), (10, 50)]),
        "by a node on the line"
    );
    assert!(
        !sees(&[(0, -50), (0, 0), (20, 0), (20, 50)]),
        "along it for a while"
    );
    assert!(sees(&[(0, -50), (0, 0), (10, -50)]), "touching it");
    assert!(sees(&[(0, -50), (0, 0)]), "ending on it");
    assert!(
        sees(&[(0, -50), (0, 0), (20, 0), (20, -50)]),
        "back on its own side"
    );
    assert!(sees(&[(-100, -50), (-100, 50)]), "at its end");
    let seam = [(0, 0), (20, 40), (40, 40), (40, -40), (0, -40), (0, 0)];
    assert!(!sees(&seam), "through the joint of a ring");
}

#[test]
fn a_building_around_the_space_is_in_the_way_with_its_walls_alone() {
    let mut court = Space {
        rings: vec![square(100)],
        blocks: Vec::new(),
    };
    court.block(square(300), true);
    assert!(court.sees((-100, -100), (100, 100)));
    court.block(square(40), true);
    assert!(!court.sees((-100, -100), (100, 100)));
    assert!(court.sees((-40, 40), (40, 40)), "along its wall");
    assert!(
        !court.sees((-40, -40), (40, 40)),
        "through it from corner to corner"
    );
}

#[test]
fn ways_bend_at_what_juts_into_the_space() {
    let notched = [
        (-100, -100),
        (100, -100),
        (100, 100),
        (0, 0),
        (-100, 100),
        (-100, -100),
    ];
    let at = |corners: Vec<(usize, [Spot; 2])>| corners.iter().map(|c| c.0).collect::<Vec<_>>();
    assert_eq!(at(Space::corners(&notched, false)), [3]);
    assert_eq!(at(Space::corners(&notched, true)), [0, 1, 2, 4]);
    let reversed: Vec<Spot> = notched.iter().rev().copied().collect();
    assert_eq!(at(Space::corners(&reversed, false)), [2]);
    let space = Space {
        rings: vec![square(100), square(40)],
        blocks: Vec::new(),
    };
    assert_eq!([0, 1].map(|ring| space.is_hole(ring)), [false, true]);
    let near = [(100, 100), (-100, 100)];
    assert!(is_taut((-100, 0), (0, 0), near) && !is_taut((0, 90), (0, 0), near));
}
