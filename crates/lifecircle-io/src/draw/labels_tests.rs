//! Room for labels, on planted and on random maps.

use lifecircle_core::geodesy::LonLat;
use lifecircle_texts::Lang;
use proptest::prelude::*;

use super::super::frame::Layout;
use super::super::picture::Picture;
use super::*;

const BOUNDS: [f64; 4] = [9.0, 50.0, 9.03, 50.02];

fn at(x: f64, y: f64) -> LonLat {
    LonLat {
        lon: 9.0 + x * 0.03,
        lat: 50.0 + y * 0.02,
    }
}

/// A square area around a place, in parts of the map.
fn square(x: f64, y: f64, half: f64) -> Vec<Vec<LonLat>> {
    let corners = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    vec![
        corners
            .map(|(dx, dy)| at(x + dx * half, y + dy * half))
            .to_vec(),
    ]
}

fn of_area(text: &str, kind: LabelKind, priority: u32, (x, y, half): (f64, f64, f64)) -> Label {
    Label {
        area: square(x, y, half),
        ..Label::of_place(at(x, y), text, kind, priority)
    }
}

fn is_at(a: [f64; 2], b: [f64; 2]) -> bool {
    (a[0] - b[0]).abs() < 1e-9 && (a[1] - b[1]).abs() < 1e-9
}

fn placed(labels: &[Label]) -> (Vec<Placed<'_>>, usize, Projection, Rect) {
    let picture = Picture::new(Lang::En, "").bounds(BOUNDS);
    let layout = Layout::of(&picture);
    let projection = Projection::of(&picture, layout.map);
    let labels: Vec<&Label> = labels.iter().collect();
    let (placed, left_out) = place(&labels, &projection, layout.map, layout.unit);
    (placed, left_out, projection, layout.map)
}

#[test]
fn a_number_stands_in_the_middle_and_its_text_beside_it() {
    let area = (0.5, 0.5, 0.2);
    let labels = [
        of_area("1", LabelKind::Rank, 1, area),
        of_area("Hafen · 5 people", LabelKind::Fact, 101, area),
    ];
    let (found, left_out, projection, _) = placed(&labels);
    assert_eq!((found.len(), left_out), (2, 0));
    assert!(is_at(found[0].middle, projection.at(labels[0].at)));
    assert!(found.iter().all(|label| label.leader.is_none()));
    assert!(found[1].middle[0] > found[0].middle[0]);
}

#[test]
fn a_text_too_wide_for_its_area_has_a_line_and_keeps_off_the_others() {
    let (small, neighbour) = ((0.5, 0.5, 0.01), (0.62, 0.5, 0.1));
    let labels = [
        of_area("1", LabelKind::Rank, 1, small),
        of_area("2", LabelKind::Rank, 2, neighbour),
        of_area("Obere Vorstadt · 1234 people", LabelKind::Fact, 101, small),
    ];
    let (found, _, projection, _) = placed(&labels);
    let text = found
        .iter()
        .find(|p| p.label.kind == LabelKind::Fact)
        .unwrap();
    let line = text.leader.expect("a line leads to it");
    assert!(is_at(line[0], projection.at(labels[0].at)));
    let rings: Vec<Vec<[f64; 2]>> = labels[1]
        .area
        .iter()
        .map(|ring| ring.iter().map(|&at| projection.at(at)).collect())
        .collect();
    assert!(!meets(&rings, text.room));
}

#[test]
fn names_of_the_ground_stand_on_it_or_not_at_all() {
    let mut pond = Label::of_place(at(0.3, 0.3), "A pond with a long name", LabelKind::Water, 5);
    pond.ground_m = 20.0;
    let mut lake = pond.clone();
    (lake.at, lake.ground_m) = (at(0.6, 0.6), 900.0);
    let labels = [pond, lake];
    let (found, _, _, _) = placed(&labels);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label.at, labels[1].at);
}

fn some_label() -> impl Strategy<Value = Label> {
    let kinds = prop_oneof![
        Just(LabelKind::Fact),
        Just(LabelKind::Place),
        Just(LabelKind::Water)
    ];
    let text = "[a-zA-Z ]{1,24}|[一-龥]{1,12}";
    (
        0.0..1.0_f64,
        0.0..1.0_f64,
        0.005..0.08_f64,
        text,
        kinds,
        0..9_u32,
    )
        .prop_map(|(x, y, half, text, kind, priority)| match kind {
            LabelKind::Fact => of_area(&text, kind, priority, (x, y, half)),
            _ => Label::of_place(at(x, y), text, kind, priority),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn no_two_labels_overlap_and_each_lies_in_its_area_or_has_a_line(
        labels in proptest::collection::vec(some_label(), 0..30)
    ) {
        let (found, left_out, projection, map) = placed(&labels);
        let on_map = labels.iter().filter(|l| map.holds(projection.at(l.at))).count();
        prop_assert_eq!(found.len() + left_out, on_map);
        for (i, one) in found.iter().enumerate() {
            prop_assert!(map.holds([one.room.left, one.room.top]));
            prop_assert!(map.holds([one.room.right, one.room.bottom]));
            for other in &found[..i] {
                prop_assert!(!one.room.overlaps(other.room));
                for (line, room) in [(one.leader, other.room), (other.leader, one.room)] {
                    prop_assert!(line.is_none_or(|line| clip::line(&line, room).is_empty()));
                }
            }
            let rings = |label: &Label| -> Vec<Vec<[f64; 2]>> {
                let ring = |ring: &Vec<LonLat>| ring.iter().map(|&at| projection.at(at)).collect();
                label.area.iter().map(ring).collect()
            };
            if one.label.kind == LabelKind::Fact && one.leader.is_none() {
                let own = rings(one.label);
                prop_assert!(one.room.corners().iter().all(|&corner| is_inside(&own, corner)));
            }
            if one.label.kind == LabelKind::Fact {
                for other in labels.iter().filter(|l| l.area != one.label.area) {
                    prop_assert!(!meets(&rings(other), one.room));
                }
            }
        }
    }
}
