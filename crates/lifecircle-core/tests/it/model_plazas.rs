//! Walking model §4.3: plazas.

use lifecircle_testkit::{Scene, walk_ms, walk_ms_at};

/// `h` on the west side of a square, `s` on its east side; the outline is way 3.
fn square(outline: &str) -> Scene {
    Scene::new(
        100,
        "
             p-----q
             |     |
        h----a     b----s
             |     |
             t-----r
        ",
    )
    .way("ha", "highway=tertiary")
    .way("bs", "highway=tertiary")
    .way("apqbrta", outline)
    .home('h')
    .shop('s')
}

/// Walked along the outline: 5 + (2 + 6 + 2) + 5 cells.
fn round_the_square(scene: &Scene) -> u32 {
    2 * walk_ms(scene.mm(5)) + walk_ms(scene.mm(10))
}

#[test]
fn an_area_is_walked_along_its_outline() {
    let scene = square("highway=pedestrian area=yes");
    assert_eq!(scene.ms(), Some(round_the_square(&scene)));
}

#[test]
fn outer_and_inner_and_role_less_members_of_a_plaza_relation_are_walked() {
    for highway in ["pedestrian", "footway", "service"] {
        for role in ["outer", "inner", ""] {
            let tags = format!("type=multipolygon highway={highway}");
            let scene = square("source=survey").relation(9, &[(3, role)], &tags);
            assert_eq!(
                scene.ms(),
                Some(round_the_square(&scene)),
                "{highway} {role:?}"
            );
        }
        let tags = format!("type=multipolygon highway={highway}");
        assert_eq!(square("").relation(9, &[(3, "label")], &tags).ms(), None);
        assert_eq!(
            square("")
                .relation(9, &[(3, "outer")], &format!("type=site highway={highway}"))
                .ms(),
            None
        );
    }
    let road = square("").relation(9, &[(3, "outer")], "type=multipolygon highway=residential");
    assert_eq!(road.ms(), None);
}

#[test]
fn a_members_own_tags_go_before_the_relations() {
    // Steps by its own tags: twice the time, whatever the relation says.
    let scene = square("highway=steps").relation(
        9,
        &[(3, "outer")],
        "type=multipolygon highway=pedestrian",
    );
    let expected = 2 * walk_ms(scene.mm(5)) + walk_ms_at(scene.mm(10), 200, 4_320_000);
    assert_eq!(scene.ms(), Some(expected));
    // Closed by its own tags.
    for own in ["foot=no", "access=no", "access=military"] {
        let scene =
            square(own).relation(9, &[(3, "outer")], "type=multipolygon highway=pedestrian");
        assert_eq!(scene.ms(), None, "{own}");
    }
    let scene = square("access=no foot=yes").relation(
        9,
        &[(3, "outer")],
        "type=multipolygon highway=pedestrian",
    );
    assert_eq!(scene.ms(), Some(round_the_square(&scene)));
}

#[test]
fn a_plaza_has_the_relations_tags_and_of_several_the_lowest_id_counts() {
    let private = "type=multipolygon highway=pedestrian access=private";
    let open = "type=multipolygon highway=pedestrian";
    assert_eq!(square("").relation(9, &[(3, "outer")], private).ms(), None);
    let scene = square("")
        .relation(9, &[(3, "outer")], private)
        .relation(8, &[(3, "outer")], open);
    assert_eq!(scene.ms(), Some(round_the_square(&scene)));
    let scene = square("")
        .relation(9, &[(3, "outer")], open)
        .relation(8, &[(3, "outer")], private);
    assert_eq!(scene.ms(), None);
}
