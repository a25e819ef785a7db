//! Walking model, option *all homes*: `building=yes` outside residential land.

use geo::{MultiPolygon, polygon};
use lifecircle_core::area::{AreaSource, StudyArea};
use lifecircle_core::place::{HomeKind, HomesChoice};
use lifecircle_core::units::u64_to_f64;
use lifecircle_testkit::{Scene, Settings, World};

use crate::model_homes::homes;

/// A building `pqrs` (way 2) of 20 × 20 m on an area `wxyz` (way 3), a small one `ijkl` (way 4) of 10 × 5 m beside it.
fn scene(building: &str, area: &str) -> Scene {
    Scene::new(
        5,
        "
        a-----------------------b
          w-----------x
            p---q
            |   |        i+j
            |   |        l+k
            |   |
            s---r
          z-----------y
        ",
    )
    .way("ab", "highway=residential")
    .way("pqrsp", building)
    .way("wxyzw", area)
    .way("ijkli", "building=yes")
    .enough_dwellings()
}

fn of(choice: HomesChoice, scene: Scene) -> World {
    scene.set(|s| s.which = choice).world()
}

fn all(building: &str, area: &str) -> World {
    of(HomesChoice::All, scene(building, area))
}

#[test]
fn a_building_of_no_known_use_is_a_home_where_all_are_asked_for() {
    let world = all("building=yes", "");
    assert_eq!(homes(&world), ["way/2", "way/4"]);
    assert_eq!(world.residences.kind, HomeKind::AllBuildings);
    assert_eq!(world.residences.kind.word(), "all_buildings");
    let report = world.residences.report;
    assert_eq!((report.yes_added, report.yes_left_out), (2, 0));
    let typed = of(HomesChoice::Typed, scene("building=yes", ""));
    assert!(homes(&typed).is_empty());
    let report = typed.residences.report;
    assert_eq!((report.yes_added, report.yes_left_out), (0, 2));
    assert_eq!(typed.residences.kind, HomeKind::Buildings);
    let both_m2 = 20.0 * 20.0 + 10.0 * 5.0;
    let left_out_m2 = u64_to_f64(report.left_out_floor_dm2) / 100.0;
    assert!((left_out_m2 - both_m2).abs() < 2.0, "{left_out_m2}");
}

#[test]
fn land_of_another_use_and_keys_of_one_make_it_none() {
    for land in [
        "landuse=retail",
        "landuse=industrial",
        "landuse=port",
        "landuse=cemetery",
        "amenity=school",
        "leisure=stadium",
        "aeroway=aerodrome",
        "power=substation",
        "man_made=wastewater_plant",
        "tourism=zoo",
    ] {
        let world = all("building=yes", land);
        assert_eq!(homes(&world), ["way/4"], "{land}");
        assert_eq!(world.residences.report.yes_other_land, 1, "{land}");
        // One that says that it is a dwelling is one.
        assert_eq!(
            homes(&all("building=house", land)),
            ["way/2", "way/4"],
            "{land}"
        );
    }
    for land in [
        "landuse=farmyard",
        "landuse=grass",
        "leisure=nature_reserve",
    ] {
        assert_eq!(homes(&all("building=yes", land)).len(), 2, "{land}");
    }
    for key in [
        "man_made=pumping_station",
        "power=transformer",
        "railway=station",
    ] {
        let world = all(&format!("building=yes {key}"), "");
        assert_eq!(homes(&world), ["way/4"], "{key}");
        assert_eq!(world.residences.report.yes_other_use, 1, "{key}");
    }
    assert_eq!(homes(&all("building=yes shop=car", "")), ["way/4"]);
    assert_eq!(homes(&all("building=garage", "")), ["way/4"]);
}

#[test]
fn residential_land_inside_another_use_counts() {
    let other = scene("building=yes", "landuse=residential").relation(
        7,
        &[(3, "outer")],
        "type=multipolygon landuse=military",
    );
    assert_eq!(homes(&of(HomesChoice::All, other)), ["way/2", "way/4"]);
}

#[test]
fn what_is_smaller_than_a_dwelling_is_none() {
    // 4 × 4 cells of 1 or 2 m: 16 and 64 m².
    let square = |metres: u32| {
        let scene = Scene::new(
            metres,
            "
            a-----------b

              p---q
              |   |
              |   |
              |   |
              s---r
            ",
        );
        let scene = scene.way("ab", "highway=residential");
        of(
            HomesChoice::All,
            scene.way("pqrsp", "building=yes").enough_dwellings(),
        )
    };
    assert!(homes(&square(1)).is_empty());
    assert_eq!(square(1).residences.report.yes_small, 1);
    assert_eq!(homes(&square(2)), ["way/2"]);
}

#[test]
fn a_relation_and_its_outer_way_are_one_building() {
    let with = |way: &str, relation: &str| {
        let scene =
            scene(way, "").relation(7, &[(2, "outer")], &format!("type=multipolygon {relation}"));
        of(HomesChoice::All, scene)
    };
    let world = with("building=yes", "building=yes");
    assert_eq!(homes(&world), ["way/4", "relation/7"]);
    assert_eq!(world.residences.report.yes_left_out, 0);
    assert_eq!(world.residences.report.outer_ways, 1);
    // A way that says what it is comes first.
    assert_eq!(
        homes(&with("building=house", "building=yes")),
        ["way/2", "way/4"]
    );
    assert_eq!(
        homes(&with("building=yes", "building=house")),
        ["way/4", "relation/7"]
    );
}

#[test]
fn auto_takes_all_where_typed_ones_hold_less_than_two_thirds_of_the_floor() {
    // Fifty houses of about 123 m² and two storeys: 12,400 m²; half of it more would be 6,200 m².
    let auto = |levels: u32| {
        let tags = format!("building=yes building:levels={levels}");
        of(HomesChoice::Auto, scene(&tags, ""))
    };
    let few = auto(2);
    assert!(homes(&few).is_empty(), "850 m² are few");
    assert_eq!(few.residences.kind, HomeKind::Buildings);
    let share = few.residences.report.typed_floor_percent().unwrap();
    assert!((90.0..96.0).contains(&share), "{share}");
    assert_eq!(few.residences.report.asked, HomesChoice::Auto);
    assert!(!few.residences.report.used_all);
    assert_eq!(few.residences.report.yes_left_out, 2);

    let many = auto(16);
    assert_eq!(homes(&many), ["way/2", "way/4"], "6,450 m² are many");
    assert!(many.residences.report.used_all);
    let share = many.residences.report.typed_floor_percent().unwrap();
    assert!((60.0..66.6).contains(&share), "{share}");
    assert_eq!(many.residences.report.left_out_floor_percent(), Some(0.0));
}

/// A box of so many degrees.
fn area([west, south, east, north]: [f64; 4]) -> StudyArea {
    let square = polygon![
        (x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)
    ];
    let source = AreaSource::File("box.geojson".to_owned());
    StudyArea::new("box".to_owned(), source, &MultiPolygon(vec![square])).unwrap()
}

#[test]
fn auto_decides_by_the_study_area_however_much_is_read_around_it() {
    let used_all = |levels: u32, area: Option<StudyArea>| {
        let scene = scene(&format!("building=yes building:levels={levels}"), "");
        let set = |s: &mut Settings| (s.which, s.area) = (HomesChoice::Auto, area);
        let report = scene.set(set).world().residences.report;
        (report.used_all, report.by_area)
    };
    // The fifty houses alone, and the untyped buildings alone.
    let (houses, untyped) = ([10.4, -0.2, 10.7, -0.05], [9.9, -0.05, 10.1, 0.05]);
    assert_eq!(used_all(16, None), (true, false));
    assert_eq!(used_all(16, Some(area(houses))), (false, true));
    assert_eq!(used_all(2, None), (false, false));
    assert_eq!(used_all(2, Some(area(untyped))), (true, true));
    // As if nothing were there but the area's own buildings.
    let mut own = scene("building=yes building:levels=2", "");
    own.osm.ways.retain(|way| way.id < 1_000_000);
    assert!(of(HomesChoice::Auto, own).residences.report.used_all);
}

#[test]
fn auto_takes_all_rather_than_points() {
    let mut scene = scene("building=yes", "");
    let typed = |id: i64| (1_000_000..1_000_049).contains(&id);
    for way in scene.osm.ways.iter_mut().filter(|w| w.id == 1_000_049) {
        way.tags = vec![("building".into(), "yes".into())];
    }
    scene
        .osm
        .ways
        .retain(|w| w.id < 1_000_000 || typed(w.id) || w.id == 1_000_049);
    let sampled = of(HomesChoice::Typed, scene.clone());
    assert!(sampled.residences.kind.is_sampled());
    let world = of(HomesChoice::Auto, scene);
    assert_eq!(world.residences.kind, HomeKind::AllBuildings);
    assert_eq!(world.residences.count(), 52);
}

#[test]
fn floor_area_is_kept_with_each_home() {
    let world = of(
        HomesChoice::Typed,
        scene("building=house building:levels=3", ""),
    );
    let home = world
        .home_ids()
        .iter()
        .position(|id| id == "way/2")
        .unwrap();
    let floor_m2 = f64::from(world.residences.floor_dm2[home]) / 100.0;
    assert!((floor_m2 - 1200.0).abs() < 5.0, "{floor_m2}");
    let people = u64_to_f64(world.residences.people_milli[home]) / 1000.0;
    assert!((people - floor_m2 / 37.0).abs() < 0.01);
}
