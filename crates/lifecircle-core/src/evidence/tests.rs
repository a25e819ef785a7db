//! Lists of a made-up town, whose streets and places are known.

use super::*;
use crate::network::StreetNetwork;
use crate::observer::Silent;

const ORIGIN: LonLat = LonLat {
    lon: 119.02,
    lat: 33.60,
};

/// A place so many metres east and north of the town's corner.
fn at(east_m: f64, north_m: f64) -> LonLat {
    let plane = crate::geodesy::LocalPlane::at(ORIGIN);
    LonLat {
        lon: ORIGIN.lon + plane.degrees(east_m)[0],
        lat: ORIGIN.lat + plane.degrees(north_m)[1],
    }
}

/// Numbers without a pattern, from 0 to 1.
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let high = u32::try_from(self.0 >> 32).unwrap_or(0);
        f64::from(high) / f64::from(u32::MAX)
    }
}

/// Streets from side to side of a town of 3 km, at uneven distances.
fn town() -> (StreetNetwork, Vec<[f64; 2]>) {
    let mut network = StreetNetwork::default();
    let mut dice = Dice(7);
    let mut lines = Vec::new();
    for axis in 0..2 {
        let mut where_m = 0.0;
        while where_m < 3000.0 {
            lines.push((axis, where_m));
            where_m += 120.0 + 260.0 * dice.throw();
        }
    }
    for &(axis, where_m) in &lines {
        let ends = if axis == 0 {
            [at(where_m, 0.0), at(where_m, 3000.0)]
        } else {
            [at(0.0, where_m), at(3000.0, where_m)]
        };
        for end in ends {
            let [lon, lat] = end.to_decimicro();
            network.lon.push(lon);
            network.lat.push(lat);
        }
        let last = u32::try_from(network.lon.len()).unwrap_or(0);
        network.tail.push(last - 2);
        network.head.push(last - 1);
    }
    // Shops stand 5 to 25 m off a street.
    let mut shops = Vec::new();
    for shop in 0..200 {
        let (axis, where_m) = lines[shop % lines.len()];
        let along = 100.0 + 2800.0 * dice.throw();
        let off = where_m + 5.0 + 20.0 * dice.throw();
        shops.push(if axis == 0 {
            [off, along]
        } else {
            [along, off]
        });
    }
    (network, shops)
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|shop| format!("第{shop}商店")).collect()
}

fn list<'a>(datum: Datum, shops: &[[f64; 2]], names: &'a [String]) -> Vec<Seen<'a>> {
    let seen = |(row, shop): (usize, &[f64; 2])| Seen {
        at: datum.from_wgs84(at(shop[0], shop[1])),
        name: names.get(row).map(String::as_str),
    };
    shops.iter().enumerate().map(seen).collect()
}

fn weigh(network: &StreetNetwork, known: &[Known], list: &[Seen]) -> Evidence {
    let ground = Ground::new(network, known.iter().copied(), &Silent).unwrap();
    ground.weigh(list, &Silent).unwrap()
}

#[test]
fn streets_alone_tell_a_list_of_many_places() {
    let (network, shops) = town();
    for datum in Datum::ALL {
        let evidence = weigh(&network, &[], &list(datum, &shops, &[]));
        assert_eq!(
            evidence.verdict,
            Verdict::Clear(datum),
            "{:?}",
            evidence.figures
        );
        let figures = evidence.figures_of(datum);
        assert_eq!((figures.near, figures.looked_at), (200, 200));
        assert!(figures.median_m.is_some_and(|m| (5.0..25.0).contains(&m)));
        assert_eq!(evidence.contradiction(datum), None);
    }
}

#[test]
fn six_places_are_too_few_for_streets() {
    let (network, shops) = town();
    for datum in Datum::ALL {
        let evidence = weigh(&network, &[], &list(datum, &shops[..6], &[]));
        assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::Few), "{datum}");
    }
}

#[test]
fn a_hundred_shops_in_one_mall_are_one_vote() {
    let (network, shops) = town();
    let mall = vec![shops[0]; 100];
    let evidence = weigh(&network, &[], &list(Datum::Gcj02, &mall, &[]));
    assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::Few));
}

#[test]
fn three_names_tell_what_six_places_do_not() {
    let (network, shops) = town();
    let names = names(6);
    let known: Vec<Known> = names
        .iter()
        .zip(&shops)
        .map(|(name, shop)| Known {
            name,
            at: at(shop[0] + 10.0, shop[1]),
        })
        .collect();
    for datum in Datum::ALL {
        for (count, told) in [(2, false), (3, true), (6, true)] {
            let evidence = weigh(&network, &known[..count], &list(datum, &shops[..6], &names));
            let clear = evidence.verdict == Verdict::Clear(datum);
            assert_eq!(clear, told, "{datum} {count}: {:?}", evidence.verdict);
            assert_eq!(evidence.figures_of(datum).matched, count as u64);
        }
    }
}

#[test]
fn names_of_many_places_tell_nothing() {
    let (network, shops) = town();
    let names = vec!["超市".to_owned(); 6];
    let known: Vec<Known> = shops[..6]
        .iter()
        .map(|shop| Known {
            name: "超市",
            at: at(shop[0], shop[1]),
        })
        .collect();
    let evidence = weigh(&network, &known, &list(Datum::Gcj02, &shops[..6], &names));
    assert_eq!(evidence.figures.map(|f| f.namesakes), [0, 0, 0]);
}

#[test]
fn streets_and_names_at_odds_are_unclear() {
    let (network, shops) = town();
    let names = names(shops.len());
    // The extract's places themselves were drawn from a shifted map, its streets were not.
    let known: Vec<Known> = names
        .iter()
        .zip(&shops)
        .map(|(name, shop)| Known {
            name,
            at: Datum::Gcj02.from_wgs84(at(shop[0], shop[1])),
        })
        .collect();
    let evidence = weigh(&network, &known, &list(Datum::Gcj02, &shops, &names));
    assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::AtOdds));
}

#[test]
fn another_city_lies_near_no_street() {
    let (network, shops) = town();
    let far: Vec<[f64; 2]> = shops.iter().map(|s| [s[0] + 50_000.0, s[1]]).collect();
    let evidence = weigh(&network, &[], &list(Datum::Wgs84, &far, &[]));
    assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::Elsewhere));
    let evidence = weigh(&network, &[], &[]);
    assert_eq!(evidence.verdict, Verdict::Unclear(Doubt::Elsewhere));
}

#[test]
fn a_list_of_the_whole_province_is_judged_where_the_streets_are() {
    let (network, mut shops) = town();
    // A crowded city ten times as large begins right beside the extract.
    let mut dice = Dice(99);
    for _ in 0..4000 {
        shops.push([3000.0 + 7000.0 * dice.throw(), 3000.0 * dice.throw()]);
    }
    for datum in Datum::ALL {
        let verdict = weigh(&network, &[], &list(datum, &shops, &[])).verdict;
        assert!(
            verdict.datum().is_none_or(|found| found == datum),
            "{datum}: {verdict:?}"
        );
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let (network, shops) = town();
    let names = names(shops.len());
    let known = Known {
        name: &names[3],
        at: at(shops[3][0], shops[3][1]),
    };
    let mut rows = list(Datum::Bd09, &shops, &names);
    let one = weigh(&network, &[known], &rows);
    rows.reverse();
    assert_eq!(weigh(&network, &[known], &rows), one);
}

#[test]
fn a_wrong_declaration_is_told_with_its_shift() {
    let (network, shops) = town();
    let evidence = weigh(&network, &[], &list(Datum::Gcj02, &shops, &[]));
    let found = evidence.contradiction(Datum::Wgs84).unwrap();
    // At Huai'an GCJ-02 lies 507 m east and 154 m south of WGS-84.
    assert!((525.0..535.0).contains(&found.offset_m), "{found:?}");
    assert_eq!(found.direction, Direction::East);
    assert_eq!(
        (found.declared, found.better),
        (Datum::Wgs84, Some(Datum::Gcj02))
    );
    assert_eq!(evidence.contradiction(Datum::Gcj02), None);
}

#[test]
fn a_shift_that_no_system_has_is_told_by_names() {
    let (network, shops) = town();
    let names = names(5);
    let known: Vec<Known> = names
        .iter()
        .zip(&shops)
        .map(|(name, shop)| Known {
            name,
            at: at(shop[0], shop[1] + 250.0),
        })
        .collect();
    let evidence = weigh(&network, &known, &list(Datum::Wgs84, &shops[..5], &names));
    let found = evidence.contradiction(Datum::Wgs84).unwrap();
    assert!((found.offset_m - 250.0).abs() < 1.0, "{found:?}");
    assert_eq!((found.direction, found.better), (Direction::South, None));
}

#[test]
fn outlines_are_told_by_names_alone() {
    let (network, shops) = town();
    let names = names(4);
    let known: Vec<Known> = names
        .iter()
        .zip(&shops)
        .map(|(name, shop)| Known {
            name,
            at: at(shop[0], shop[1]),
        })
        .collect();
    let ground = Ground::new(&network, known.iter().copied(), &Silent).unwrap();
    let named = list(Datum::Gcj02, &shops[..4], &names);
    assert_eq!(
        ground.weigh_outlines(&named).verdict,
        Verdict::Clear(Datum::Gcj02)
    );
    let nameless = list(Datum::Gcj02, &shops, &[]);
    assert_eq!(
        ground.weigh_outlines(&nameless).verdict,
        Verdict::Unclear(Doubt::Nameless)
    );
}

#[test]
fn directions_are_eighths() {
    for (offset, direction) in [
        ([0.0, 1.0], Direction::North),
        ([1.0, 0.9], Direction::NorthEast),
        ([5.0, -2.0], Direction::East),
        ([5.0, -2.1], Direction::SouthEast),
        ([-1.0, -1.0], Direction::SouthWest),
        ([-1.0, 0.1], Direction::West),
    ] {
        assert_eq!(Direction::of(offset), direction, "{offset:?}");
    }
}

#[test]
fn the_grid_finds_what_a_look_at_all_finds() {
    let (network, _) = town();
    let grid = grid::StreetGrid::of(&network, &Silent).unwrap();
    let mut dice = Dice(3);
    for _ in 0..500 {
        let place = at(4000.0 * dice.throw() - 500.0, 4000.0 * dice.throw() - 500.0);
        let all = (0..network.segment_count()).map(|s| {
            let ends = [network.tail[s], network.head[s]].map(|node| network.lon_lat(node));
            // Streets run along the axes: the nearest point is the place held between the ends.
            let held = LonLat {
                lon: place
                    .lon
                    .clamp(ends[0].lon.min(ends[1].lon), ends[0].lon.max(ends[1].lon)),
                lat: place
                    .lat
                    .clamp(ends[0].lat.min(ends[1].lat), ends[0].lat.max(ends[1].lat)),
            };
            crate::geodesy::haversine_m(place, held)
        });
        let nearest = all.fold(f64::INFINITY, f64::min);
        match grid.nearest_m(place, 300.0) {
            Some(found) => assert!((found - nearest).abs() < 0.05, "{found} {nearest}"),
            None => assert!(nearest > 299.9, "{nearest}"),
        }
    }
}
