//! Plazas that are walked across (docs/plazas.md).

use lifecircle_core::build::{BuildOptions, build};
use lifecircle_core::network::{PlazaReport, Plazas};
use lifecircle_core::observer::Silent;
use lifecircle_testkit::{OsmBuilder, Scene, Settings, World, walk_ms};

/// `h` on the west side of a square, `s` on its east side; the outline is way 3, `wxzy` stands in its middle.
fn square(outline: &str) -> Scene {
    Scene::new(
        100,
        "
             p-----q
             | w-x |
        h----a | | b----s
             | y-z |
             t-----r
        ",
    )
    .way("ha", "highway=tertiary")
    .way("bs", "highway=tertiary")
    .way("apqbrta", outline)
    .home('h')
    .shop('s')
    .set(|settings| settings.plazas = Plazas::Cross)
}

fn pavement() -> Scene {
    square("highway=pedestrian area=yes")
}

/// Straight from the west to the east: 5 + 6 + 5 cells.
fn straight(scene: &Scene) -> u32 {
    2 * walk_ms(scene.mm(5)) + walk_ms(scene.mm(6))
}

/// Along the outline.
fn around(scene: &Scene) -> u32 {
    2 * walk_ms(scene.mm(5)) + walk_ms(scene.mm(10))
}

fn report(scene: &Scene) -> PlazaReport {
    scene.world().network.report.plazas
}

#[test]
fn a_square_is_walked_straight_across_where_that_is_asked_for() {
    let scene = pavement();
    assert_eq!(scene.ms(), Some(straight(&scene)));
    let told = PlazaReport {
        plazas: 1,
        crossed: 1,
        ways_across: 1,
        ..PlazaReport::default()
    };
    assert_eq!(report(&scene), told);
    let by_default = scene.set(|settings| settings.plazas = Plazas::default());
    assert_eq!(by_default.ms(), Some(around(&by_default)));
    assert_eq!(report(&by_default), PlazaReport::default());
}

#[test]
fn multipolygons_squares_and_parks_with_foot_are_crossed() {
    for tags in [
        "place=square",
        "leisure=park foot=yes",
        "leisure=garden foot=designated",
    ] {
        let scene = square(tags);
        assert_eq!(scene.ms(), Some(straight(&scene)), "{tags}");
        let tags = format!("type=multipolygon {tags}");
        let scene = square("").relation(9, &[(3, "outer")], &tags);
        assert_eq!(scene.ms(), Some(straight(&scene)), "{tags}");
    }
    let footway = square("").relation(9, &[(3, "outer")], "type=multipolygon highway=footway");
    assert_eq!(footway.ms(), Some(straight(&footway)));
    for tags in [
        "leisure=park",
        "leisure=park foot=no",
        "place=square access=no",
        "landuse=grass",
    ] {
        assert_eq!(square(tags).ms(), None, "{tags}");
    }
}

#[test]
fn what_stands_on_a_square_is_walked_around() {
    // By the corners of what is in the middle: from `a` over `w` and `x` to `b`.
    for tags in ["building=kiosk", "natural=water"] {
        let scene = pavement().way("wxzyw", tags);
        let world = scene.world();
        // Two from either side, and the four sides of it.
        assert_eq!(world.network.report.plazas.ways_across, 8, "{tags}");
        let ms = scene.ms().unwrap();
        assert!(straight(&scene) < ms && ms < around(&scene), "{tags}: {ms}");
    }
    for tags in [
        "building=roof",
        "building=yes layer=1",
        "natural=water tunnel=yes",
        "landuse=grass",
    ] {
        let scene = pavement().way("wxzyw", tags);
        assert_eq!(scene.ms(), Some(straight(&scene)), "{tags}");
    }
    for tags in [
        "barrier=fence",
        "barrier=wall",
        "waterway=stream",
        "railway=rail",
        "highway=motorway",
        "highway=primary",
    ] {
        let scene = pavement().way("wy", tags);
        let ms = scene.ms();
        assert_eq!(ms, Some(around(&scene)), "{tags}");
    }
    for tags in [
        "barrier=kerb",
        "railway=tram",
        "highway=residential",
        "highway=primary bridge=yes",
    ] {
        let scene = pavement().way("wy", tags);
        assert_eq!(scene.ms(), Some(straight(&scene)), "{tags}");
    }
}

#[test]
fn holes_of_a_multipolygon_are_walked_around() {
    let scene = square("").way("wxzyw", "").relation(
        9,
        &[(3, "outer"), (4, "inner")],
        "type=multipolygon place=square",
    );
    let ms = scene.ms().unwrap();
    assert!(straight(&scene) < ms && ms < around(&scene), "{ms}");
    assert_eq!(report(&scene).ways_across, 8);
}

#[test]
fn a_square_with_one_entrance_changes_nothing() {
    let scene = |plazas| {
        let scene = Scene::new(
            100,
            "
                 p-----q
                 |     |
            h----a     b
                 |     |
                 t--s--r
            ",
        );
        let scene = scene.way("ha", "highway=tertiary");
        let scene = scene.way("apqbrsta", "highway=pedestrian area=yes");
        scene
            .home('h')
            .shop('s')
            .set(|settings| settings.plazas = plazas)
    };
    let [around, cross] = Plazas::ALL.map(scene);
    assert_eq!((around.ms(), report(&cross).ways_across), (cross.ms(), 0));
    let columns = |scene: &Scene| format!("{:?}", scene.world().built.streets);
    assert_eq!(columns(&around), columns(&cross));
}

#[test]
fn gates_on_the_rim_and_the_ground_of_the_square_have_their_say() {
    let gate = |tags: &str| square("place=square").tag('a', tags).ms();
    let open = square("place=square");
    assert_eq!(gate("barrier=gate"), Some(straight(&open)));
    assert_eq!(gate("barrier=gate locked=yes"), None);
    assert_eq!(gate("barrier=fence"), None);
    // Nobody cuts through private ground.
    assert_eq!(square("place=square access=private").ms(), None);
    let to_the_door = Scene::new(
        100,
        "
        h----a-----q
             |     |
             t-----s
        ",
    );
    let inside = to_the_door
        .way("ha", "highway=tertiary")
        .way("sq", "highway=footway access=private")
        .way("aqsta", "place=square access=private")
        .home('h')
        .shop('s')
        .set(|settings| settings.plazas = Plazas::Cross);
    assert!(inside.ms().is_some());
}

#[test]
fn places_are_not_joined_to_ways_across() {
    let scene = |plazas| {
        let scene = Scene::new(
            20,
            "
                 p-----q
                 |     |
            h----a--k--b----s
                 |     |
                 t-----r
            ",
        );
        let scene = scene
            .way("ha", "highway=tertiary")
            .way("bs", "highway=tertiary");
        let scene = scene.way("apqbrta", "highway=pedestrian area=yes");
        scene
            .home('k')
            .shop('s')
            .set(|settings| settings.plazas = plazas)
    };
    let [around, cross] = Plazas::ALL.map(|plazas| scene(plazas).check());
    assert_eq!(around.legs("k"), cross.legs("k"));
    assert!(around.legs("k")[0].unwrap() > 0);
    assert_eq!(around.snapped_way("k"), cross.snapped_way("k"));
}

#[test]
fn a_square_cut_by_the_edge_of_the_data_is_not_crossed() {
    let told = report(&pavement().without('q'));
    assert_eq!((told.plazas, told.not_whole, told.ways_across), (1, 1, 0));
    let missing_way = square("").relation(
        9,
        &[(3, "outer"), (77, "inner")],
        "type=multipolygon place=square",
    );
    assert_eq!(report(&missing_way).not_whole, 1);
}

#[test]
fn squares_that_touch_are_walked_through_both() {
    let scene = Scene::new(
        100,
        "
             p---m---q
        h----a   |   b----s
             t---n---r
        ",
    );
    let scene = scene
        .way("ha", "highway=tertiary")
        .way("bs", "highway=tertiary");
    let scene = scene
        .way("apmnta", "place=square")
        .way("mqbrnm", "place=square");
    let scene = scene
        .home('h')
        .shop('s')
        .set(|settings| settings.plazas = Plazas::Cross);
    // Over `m` or `n`, the nodes that both have.
    let ms = scene.ms().unwrap();
    assert!(ms > straight(&scene) && report(&scene).crossed == 2, "{ms}");
}

#[test]
fn without_its_ways_across_a_network_is_what_it_is_by_default() {
    let [around, cross] = Plazas::ALL.map(|plazas| {
        let scene = pavement().way("wxzyw", "building=kiosk");
        scene.set(|settings| settings.plazas = plazas).world()
    });
    let rest = cross.network.without_ways_across();
    assert!(cross.network.way_osm.len() > rest.way_osm.len());
    assert_eq!(rest.way_osm, around.network.way_osm);
    let lengths = |built: &lifecircle_core::BuiltNetwork| built.streets.length_mm.clone();
    let built = build(&rest, BuildOptions::default(), &Silent).unwrap();
    assert_eq!(lengths(&built), lengths(&around.built));
    assert_eq!(built.streets.way_osm, around.built.streets.way_osm);
}

#[test]
fn of_more_than_128_entrances_each_is_joined_to_the_16_nearest() {
    // A round pavement, from each of whose corners a street leads away.
    let told = |corners: i32| {
        let mut osm = OsmBuilder::new();
        for corner in 0..corners {
            let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(corners);
            let at = |metres: f64, along: f64| (metres * 90.0 * along).round() as i32;
            let mut node = |id: i32, metres: f64| {
                let (lon, lat) = (at(metres, angle.cos()), at(metres, angle.sin()));
                osm.node(id.into(), 100_000_000 + lon, lat, "");
            };
            node(1 + corner, 1000.0);
            node(10_001 + corner, 1100.0);
            let refs = [i64::from(1 + corner), i64::from(10_001 + corner)];
            osm.way(refs[1], &refs, "highway=footway");
        }
        let ring: Vec<i64> = (1..=i64::from(corners)).chain([1]).collect();
        osm.way(1, &ring, "highway=pedestrian area=yes");
        let settings = Settings {
            plazas: Plazas::Cross,
            ..Settings::default()
        };
        let report = World::new(&osm.bytes(), &settings)
            .unwrap()
            .network
            .report
            .plazas;
        (report.ways_across, report.thinned)
    };
    // All but the neighbours, whom the outline joins.
    assert_eq!(told(128), (128 * 127 / 2 - 128, 0));
    // Eight on either side, without the neighbour.
    assert_eq!(told(129), (129 * 7, 1));
    assert_eq!(told(1025), (0, 1));
}
