use lifecircle_core::isochrone::*;
use lifecircle_core::metric::*;
use lifecircle_core::reach::*;
use lifecircle_core::*;
use std::time::Instant;
fn main() {
    let f = std::env::args().nth(1).unwrap();
    let table = place::CategoryTable::parse(include_str!("../../../data/categories.toml")).unwrap();
    let people = place::PeopleTable::parse(include_str!("../../../data/people.toml")).unwrap();
    let data = osm::read(&std::fs::File::open(&f).unwrap(), &table, &observer::Silent).unwrap();
    let network = network::street_network(&data, &Default::default());
    let p = Profile::named("adult").unwrap();
    let walking = Walking {
        profile: p,
        speed: p.speed,
        gates: Gates::Tagged,
        crossing_delay_ms: 0,
    };
    let built = build::build(&network, walking.build_options(false));
    let index = snap::SnapIndex::new(&network, &built.streets, 200_000);
    let fac = place::facilities(&data, &table, &[], false, &index);
    let homes = place::residences(
        &data,
        &network,
        &people,
        &place::ResidenceChoice::Auto,
        &fac,
        &index,
    );
    let mut snaps: Vec<Vec<snap::Snap>> = (0..homes.count())
        .map(|h| homes.access_of(h).iter().filter_map(|a| a.snap).collect())
        .collect();
    snaps.retain(|s| !s.is_empty());
    snaps.sort_by_key(|s| built.streets.tail[s[0].street.index()]);
    let t = Instant::now();
    let reach = Reach::new(&built, walking);
    let shapes = shapes::StreetShapes::new(&network, &built.streets);
    println!(
        "reach+shapes {:?} homes {} streets {} links {}",
        t.elapsed(),
        snaps.len(),
        built.streets.count(),
        shapes.points().len()
    );
    let which = std::env::args().nth(2).unwrap_or_default();
    let rounds = if which.is_empty() { 3 } else { 30 };
    for limits in if which == "n" {
        vec![]
    } else {
        vec![vec![900_000u32], vec![300_000, 600_000, 900_000]]
    } {
        let t = Instant::now();
        let areas = Areas::new(
            &shapes,
            walking,
            AreaOptions::default(),
            900_000,
            snaps.len(),
        )
        .unwrap();
        println!("stamps {:?}", t.elapsed());
        for _ in 0..rounds {
            let t = Instant::now();
            let n = par::map_range_with(
                snaps.len(),
                || (reach.space(), AreaSpace::default()),
                |(s, a), i| {
                    let r = reach.search(s, &snaps[i], 900_000);
                    let v = areas.of(a, &reach, &r, &snaps[i], &limits);
                    v.iter().map(|a| a.point_count()).sum::<usize>()
                },
            );
            let e = t.elapsed();
            println!(
                "{} bands: {:.0}/s origins, {:.1} us*2thr, points avg {}",
                limits.len(),
                snaps.len() as f64 / e.as_secs_f64(),
                e.as_secs_f64() * 2e6 / snaps.len() as f64,
                n.iter().sum::<usize>() / n.len()
            );
        }
    }
    for _ in 0..rounds {
        let t = Instant::now();
        let n = par::map_range_with(
            snaps.len(),
            || (reach.space(), Vec::new()),
            |(s, v), i| {
                let r = reach.search(s, &snaps[i], 900_000);
                v.clear();
                reach.stretches(&r, &snaps[i], 900_000, |x| v.push(x));
                vec![0u8; 0].len().max(v.len())
            },
        );
        let e = t.elapsed();
        println!(
            "network: {:.0}/s, avg {}",
            snaps.len() as f64 / e.as_secs_f64(),
            n.iter().sum::<usize>() / n.len()
        );
        let t = Instant::now();
        let n = par::map_range_with(
            snaps.len(),
            || reach.space(),
            |s, i| {
                let r = reach.search(s, &snaps[i], 900_000);
                r.unordered().count()
            },
        );
        println!(
            "search: {:.0}/s, avg {}",
            snaps.len() as f64 / t.elapsed().as_secs_f64(),
            n.iter().sum::<usize>() / n.len()
        );
    }
}
