//! Legs that keep clear of water, rails, motorways and walls (docs/plazas.md).

use lifecircle_core::geodesy::{LocalPlane, LonLat, leg_mm};
use lifecircle_core::id::StreetId;
use lifecircle_core::osm::Hindrance;
use lifecircle_core::place::Legs;
use lifecircle_testkit::{OsmBuilder, Rng, Scene, Settings, World};

/// A home (way 4) 6 cells of 5 m south of `a`–`b` and 4 cells north of `c`–`d`, a shop in it; `w`–`x` runs between the home
/// and the nearer street, `y`–`z` between it and the other.
fn between() -> Scene {
    Scene::new(
        5,
        "
        a-----------------b


        y-----------------z


              p---q
              | k |
              s---r

        w-----------------x

        c-----------------d
        ",
    )
    .way("ab", "highway=residential")
    .way("cd", "highway=residential")
    .way("bd", "highway=steps")
    .way("pqrsp", "building=house")
    .tag('k', "shop=convenience")
    .enough_dwellings()
    .set(|settings| settings.legs = Legs::Clear)
}

fn leg(scene: &Scene) -> Vec<Option<u32>> {
    scene.check().legs("way/4")
}

#[test]
fn a_leg_through_something_leads_to_the_next_street() {
    let free = between();
    assert_eq!(leg(&free), [Some(free.mm(4))]);
    for tags in [
        "barrier=wall",
        "barrier=fence",
        "waterway=river",
        "waterway=canal",
        "railway=rail",
        "highway=motorway",
        "highway=trunk motorroad=yes",
    ] {
        let scene = between().way("wx", tags);
        assert_eq!(leg(&scene), [Some(scene.mm(6))], "{tags}");
        let nearest = scene.set(|settings| settings.legs = Legs::Nearest);
        assert_eq!(leg(&nearest), [Some(nearest.mm(4))], "{tags}");
    }
    for tags in [
        "barrier=hedge",
        "barrier=kerb",
        "waterway=ditch",
        "waterway=river tunnel=culvert",
        "railway=tram",
        "railway=rail bridge=yes",
        "building=yes",
    ] {
        let scene = between().way("wx", tags);
        assert_eq!(leg(&scene), [Some(scene.mm(4))], "{tags}");
    }
}

#[test]
fn where_no_street_is_free_the_nearest_stays() {
    let scene = between()
        .way("wx", "railway=rail")
        .way("yz", "barrier=wall");
    assert_eq!(leg(&scene), [Some(scene.mm(4))]);
    // The other street is free, but too far.
    let scene = between().way("wx", "railway=rail");
    let short = scene.mm(6) - 1;
    let scene = scene.set(|settings| settings.max_snap_mm = short);
    assert_eq!(leg(&scene), [Some(scene.mm(4))]);
}

#[test]
fn the_wall_around_a_home_or_of_its_front_yard_is_not_minded() {
    // Around the home and its yard: who lives behind a wall has a gate.
    let scene = between().way("wyzxw", "barrier=wall");
    assert_eq!(leg(&scene), [Some(scene.mm(4))]);
    let near = Scene::new(
        4,
        "
        a-----------------b




              p---q
              s---r

        w-----------------x

        c-----------------d
        ",
    );
    let near = near
        .way("ab", "highway=residential")
        .way("cd", "highway=residential");
    let near = near
        .way("bd", "highway=steps")
        .way("pqrsp", "building=house");
    let near = near
        .enough_dwellings()
        .set(|settings| settings.legs = Legs::Clear);
    assert_eq!(near.check().legs("way/4"), [Some(near.mm(4))]);
    let wall = near.clone().way("wx", "barrier=wall");
    assert_eq!(wall.check().legs("way/4"), [Some(wall.mm(4))]);
    let river = near.way("wx", "waterway=river");
    assert_eq!(river.check().legs("way/4"), [Some(river.mm(5))]);
}

#[test]
fn shops_and_single_places_are_treated_as_homes_are() {
    let scene = between().way("wx", "railway=rail");
    let world = scene.world();
    let street =
        |snap: lifecircle_core::snap::Snap| world.built.streets.way_osm[snap.street.index()];
    let shop = world
        .facilities
        .rows
        .iter()
        .find(|row| row.id.starts_with("node"))
        .unwrap();
    assert_eq!(shop.ways_in[0].snap.map(street), Some(1));
    let at = scene.lon_lat('s');
    assert_eq!(world.index().point(at).map(street), Some(1));
    assert_eq!(world.index().of_nearest().point(at).map(street), Some(2));
}

#[test]
fn no_more_than_32_other_streets_are_looked_at() {
    // A wall, behind it so many footways one behind the other, and a street on this side farther than all of them.
    let town = |footways: i64| {
        let mut osm = OsmBuilder::new();
        let mut line = |id: i64, south: i32, tags: &str| {
            osm.node(2 * id, 100_000_000, -south, "")
                .node(2 * id + 1, 100_100_000, -south, "");
            osm.way(id, &[2 * id, 2 * id + 1], tags);
        };
        line(1, 3000, "barrier=wall");
        for footway in 0..footways {
            line(
                10 + footway,
                4000 + 100 * i32::try_from(footway).unwrap(),
                "highway=footway",
            );
        }
        line(2, -12_000, "highway=residential");
        // One component: all of them meet in the east.
        let ends: Vec<i64> = (10..10 + footways)
            .map(|id| 2 * id + 1)
            .chain([5])
            .collect();
        osm.way(3, &ends, "highway=steps");
        let settings = Settings {
            legs: Legs::Clear,
            ..Settings::default()
        };
        let world = World::new(&osm.bytes(), &settings).unwrap();
        let snap = world.index().point(LonLat::from_decimicro(100_050_000, 0));
        world.built.streets.way_osm[snap.unwrap().street.index()]
    };
    assert_eq!((town(32), town(33)), (2, 10));
}

/// The street that a place is joined to, by looking at every street and every hindrance.
fn expected(world: &World, place: LonLat) -> Option<(StreetId, u32)> {
    let (network, streets) = (&world.network, &world.built.streets);
    let plane = LocalPlane::at(place);
    let mut best: Vec<((u32, i64, u32), StreetId, LonLat)> = Vec::new();
    for street in (0..streets.count()).map(StreetId::new) {
        if !streets.snappable[street.index()] || streets.is_closed(street) {
            continue;
        }
        let found = (0..network.segment_count())
            .filter(|&segment| streets.segment_street[segment].street() == street)
            .map(|segment| {
                let [a, b] =
                    [network.tail[segment], network.head[segment]].map(|n| network.lon_lat(n));
                let ([ax, ay], [bx, by]) = (plane.project(a), plane.project(b));
                let (dx, dy) = (bx - ax, by - ay);
                let along = -(ax * dx + ay * dy) / (dx * dx + dy * dy);
                let to = a.towards(b, along.clamp(0.0, 1.0));
                let way = network.way_osm[network.way[segment] as usize];
                ((leg_mm(place, to), way, network.index[segment]), street, to)
            })
            .min_by_key(|found| found.0);
        best.extend(found.filter(|found| found.0.0 <= world.max_snap_mm));
    }
    best.sort_by_key(|found| found.0);
    let is_small = |found: &&((u32, i64, u32), StreetId, LonLat)| streets.is_small(found.1);
    let nearest = *best
        .iter()
        .find(|found| !is_small(found))
        .or(best.first())?;
    let alike = best
        .iter()
        .filter(|found| is_small(found) == streets.is_small(nearest.1));
    let free = alike
        .take(33)
        .find(|found| is_free(world, place, found.2, found.0.0));
    let chosen = free.unwrap_or(&nearest);
    Some((chosen.1, chosen.0.0))
}

fn is_free(world: &World, place: LonLat, to: LonLat, leg_mm: u32) -> bool {
    if leg_mm <= 1000 {
        return true;
    }
    let share = 500.0 / f64::from(leg_mm);
    let [p, q] = [share, 1.0 - share].map(|at| place.towards(to, at));
    let side = |a: LonLat, b: LonLat, c: LonLat| {
        (b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon)
    };
    let data = &world.data;
    data.around.hindrances.iter().all(|&(way, kind)| {
        let minded = match kind {
            Hindrance::Building => false,
            Hindrance::Wall => leg_mm >= 20_000,
            _ => true,
        };
        let nodes = data.ways.nodes(data.ways.position(way).unwrap());
        !minded
            || nodes.windows(2).all(|pair| {
                let [a, b] = [pair[0], pair[1]].map(|node| data.nodes.lon_lat(node));
                side(p, q, a) * side(p, q, b) > 0.0 || side(a, b, p) * side(a, b, q) > 0.0
            })
    })
}

#[test]
fn places_are_joined_as_a_look_at_everything_says() {
    let mut moved = 0;
    for seed in 0..60 {
        let mut rng = Rng::new(seed ^ 0x11c);
        let mut scene = Scene::town(seed).set(|settings| settings.legs = Legs::Clear);
        let spot = |rng: &mut Rng| {
            let along = |rng: &mut Rng| i32::try_from(rng.below(13_000)).unwrap() * 10;
            [100_000_000 + along(rng), -along(rng)]
        };
        for id in 0..25 {
            let kinds = [
                "barrier=wall",
                "railway=rail",
                "waterway=river",
                "building=yes",
            ];
            let (tail, head) = (90_000 + 2 * id, 90_001 + 2 * id);
            let [[lon, lat], far] = [spot(&mut rng), spot(&mut rng)];
            scene.osm.node(tail, lon, lat, "");
            scene
                .osm
                .node(head, lon + (far[0] - lon) / 6, lat + (far[1] - lat) / 6, "");
            scene
                .osm
                .way(90_000 + id, &[tail, head], kinds[rng.below(4)]);
        }
        let world = scene.world();
        let index = world.index();
        for _ in 0..12 {
            let [lon, lat] = spot(&mut rng);
            let place = LonLat::from_decimicro(lon, lat);
            let found = index.point(place).map(|snap| (snap.street, snap.leg_mm));
            assert_eq!(found, expected(&world, place), "town {seed}, {lon} {lat}");
        }
        let nearest = world.index().of_nearest();
        moved += (0..200)
            .filter(|_| {
                let [lon, lat] = spot(&mut rng);
                let place = LonLat::from_decimicro(lon, lat);
                index.point(place) != nearest.point(place)
            })
            .count();
    }
    assert!(moved > 80, "{moved}");
}
