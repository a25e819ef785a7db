//! Random lists: every outlet once, in any order, from either side.

use std::collections::BTreeSet;

use lifecircle_core::geodesy::LonLat;
use lifecircle_core::place::{CategorySet, Conflation, Finding, ListPolicy, Outlet, Status};
use lifecircle_testkit::Rng;

use crate::conflation::{beside, found};

const NAMES: [&str; 14] = [
    "",
    "便利店",
    "罗森",
    "罗森(三里桥店)",
    "罗森三里桥店",
    "罗森(清江浦店)",
    "全家",
    "惠民超市",
    "惠民便利店",
    "利民",
    "三里桥菜市场",
    "三里橋農貿市場",
    "Spar",
    "Spar Express",
];

/// Outlets in a square of 300 m, some at the same place.
fn outlets<'a>(rng: &mut Rng, ids: &'a [String]) -> Vec<Outlet<'a>> {
    let origin = LonLat {
        lon: 119.02,
        lat: 33.6,
    };
    let outlet = |id: &'a String| {
        let metres = |n: usize| f64::from(u32::try_from(n).unwrap());
        let at = beside(
            origin,
            metres(10 * rng.below(30)),
            metres(10 * rng.below(30)),
        );
        Outlet {
            id,
            name: Some(NAMES[rng.below(NAMES.len())]).filter(|name| !name.is_empty()),
            categories: CategorySet::from_bits(u128::from(1 + rng.bits() % 7)),
            at,
            half_box_mm: [0, 0].map(|_: u32| if rng.percent(20) { 15_000 } else { 0 }),
            status: match rng.below(10) {
                0 => Status::Closed,
                1 => Status::Unknown,
                _ => Status::Open,
            },
            brand: rng.percent(10).then_some("罗森"),
            address: None,
        }
    };
    ids.iter().map(outlet).collect()
}

/// Entries by ids, as a set.
type Told = BTreeSet<(
    Option<String>,
    Option<String>,
    Finding,
    Option<u32>,
    Option<u32>,
)>;

fn told(conflation: &Conflation, osm: &[Outlet], own: &[Outlet]) -> Told {
    let id = |of: &[Outlet], i: Option<u32>| i.map(|i| of[i as usize].id.to_owned());
    let entries = conflation.found.iter();
    entries
        .map(|f| {
            (
                id(own, f.own),
                id(osm, f.osm),
                f.finding,
                f.distance_mm,
                f.likeness_permille,
            )
        })
        .collect()
}

fn shuffled<'a>(rng: &mut Rng, outlets: &[Outlet<'a>]) -> Vec<Outlet<'a>> {
    let mut shuffled = outlets.to_vec();
    for i in (1..shuffled.len()).rev() {
        shuffled.swap(i, rng.below(i + 1));
    }
    shuffled
}

#[test]
fn every_outlet_is_in_one_entry_in_any_order_and_from_either_side() {
    for seed in 0..300 {
        let mut rng = Rng::new(seed);
        let ids = |rng: &mut Rng, of: &str| -> Vec<String> {
            let count = rng.below(40);
            (0..count).map(|i| format!("{of}{i}")).collect()
        };
        let (osm_ids, own_ids) = (ids(&mut rng, "node/"), ids(&mut rng, ""));
        let (osm, own) = (outlets(&mut rng, &osm_ids), outlets(&mut rng, &own_ids));
        let conflation = found(&osm, &own);
        let entries = told(&conflation, &osm, &own);
        assert_eq!(entries.len(), conflation.found.len(), "seed {seed}");

        let once = |of: &mut dyn Iterator<Item = Option<u32>>, count: usize| {
            let mut seen: Vec<u32> = of.flatten().collect();
            seen.sort_unstable();
            assert!(seen.into_iter().eq((0..).take(count)), "seed {seed}");
        };
        once(&mut conflation.found.iter().map(|f| f.own), own.len());
        once(&mut conflation.found.iter().map(|f| f.osm), osm.len());
        let total: u64 = conflation.counts().iter().sum();
        assert_eq!(total, conflation.found.len() as u64);

        let (mixed_osm, mixed_own) = (shuffled(&mut rng, &osm), shuffled(&mut rng, &own));
        let again = found(&mixed_osm, &mixed_own);
        assert_eq!(told(&again, &mixed_osm, &mixed_own), entries, "seed {seed}");

        let mirrored: Told = told(&found(&own, &osm), &own, &osm)
            .into_iter()
            .map(|(own, osm, finding, distance, likeness)| {
                let finding = match finding {
                    Finding::OnlyList => Finding::OnlyOsm,
                    Finding::OnlyOsm => Finding::OnlyList,
                    other => other,
                };
                (osm, own, finding, distance, likeness)
            })
            .collect();
        assert_eq!(mirrored, entries, "seed {seed}");
        policies_keep_open_outlets_of_each_place(&conflation, &osm, &own);
    }
}

fn policies_keep_open_outlets_of_each_place(
    conflation: &Conflation,
    osm: &[Outlet],
    own: &[Outlet],
) {
    let is_open = |outlet: &Outlet| outlet.status != Status::Closed;
    for policy in ListPolicy::ALL {
        let kept = conflation.apply(policy);
        assert!(kept.osm.iter().all(|&i| is_open(&osm[i as usize])));
        assert!(kept.own.iter().all(|&i| is_open(&own[i as usize])));
        let of_list = |i: u32| kept.own.binary_search(&i).is_ok();
        let of_osm = |i: u32| kept.osm.binary_search(&i).is_ok();
        for found in &conflation.found {
            let kept_of = (
                found.own.is_some_and(of_list),
                found.osm.is_some_and(of_osm),
            );
            let both = found.own.is_some() && found.osm.is_some();
            if both && policy != ListPolicy::Union {
                assert_ne!(kept_of, (true, true), "one place counts once");
            }
            let open_own = found.own.is_some_and(|i| is_open(&own[i as usize]));
            if matches!(policy, ListPolicy::ListWins | ListPolicy::ListOnly) {
                assert_eq!(kept_of.0, open_own, "what the list has open counts");
            }
        }
    }
}
