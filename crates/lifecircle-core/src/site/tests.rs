//! Choices among few candidates, held against all choices there are.

use lifecircle_testkit::Rng;

use super::choose::{Choice, Chooser};
use super::exact::Proof;
use super::priced::{Priced, PricedHomes, PricedWalks};
use super::relax::Relaxation;
use super::state::{Covered, Saved, State};
use super::{Candidate, Candidates, Covering, Savings, SiteKind, Terms};
use crate::area::OUTSIDE;
use crate::geodesy::LonLat;
use crate::lists::Lists;
use crate::observer::Silent;
use crate::units::narrow;

fn below(rng: &mut Rng, bound: u32) -> u32 {
    narrow(rng.below(bound as usize))
}

/// A town of some candidates and homes, and the terms of a choice.
struct Town {
    candidates: Candidates,
    covering: Covering,
    savings: Savings,
    terms: Terms,
}

impl Town {
    /// `is_plain`: every home lacks one outlet of one rule, and nothing but the count binds.
    fn random(rng: &mut Rng, is_plain: bool) -> Self {
        let (candidates, homes) = (1 + below(rng, 9), below(rng, 14));
        let rules = if is_plain { 1 } else { 1 + below(rng, 2) };
        let mut covering = Covering {
            first_demand: vec![0],
            ..Covering::default()
        };
        for home in 0..homes {
            for _ in 0..=below(rng, rules) {
                covering.row_of.push(home);
                covering
                    .lacking
                    .push(if is_plain { 1 } else { 1 + below(rng, 2) });
            }
            covering.home.push(home);
            let people = u64::from(below(rng, 9)) * 700;
            covering.people_milli.push(people);
            covering.worth.push(people);
            covering.was_unknown.push(false);
            covering
                .first_demand
                .push(u32::try_from(covering.lacking.len()).unwrap());
        }
        let demands = u32::try_from(covering.lacking.len()).unwrap();
        let density = 1 + below(rng, 4);
        let meets =
            (0..candidates).map(|_| (0..demands).filter(|_| below(rng, 5) < density).collect());
        covering.meets = Lists::of(meets.collect());
        covering.met_by = covering.meets.transposed(demands as usize);
        let saves = (0..candidates).map(|_| {
            let walks = (0..homes).filter(|_| below(rng, 5) < density);
            walks.collect::<Vec<u32>>()
        });
        let saves: Vec<Vec<u32>> = saves.collect();
        let saves = saves.into_iter().map(|own| {
            own.into_iter()
                .map(|walk| (walk, 1 + below(rng, 600_000)))
                .collect()
        });
        let saves: Lists<(u32, u32)> = Lists::of(saves.collect());
        let savings = Savings {
            worth: covering.worth.clone(),
            saved_by: saves.inverted(
                homes as usize,
                |own| own.0,
                |candidate, own| (candidate, own.1),
            ),
            saves,
        };
        let rows: Vec<Candidate> = (0..candidates)
            .map(|number| Candidate {
                id: number.to_string(),
                name: None,
                at: LonLat {
                    lon: f64::from(below(rng, 40)) / 4000.0,
                    lat: 60.0 + f64::from(below(rng, 40)) / 4000.0,
                },
                cost_milli: u64::from(below(rng, 6)) * 1000,
                kind: SiteKind::Listed,
                outlet: None,
            })
            .collect();
        let mut terms = Terms {
            count: 1 + below(rng, 4) as usize,
            ..Terms::default()
        };
        if !is_plain {
            terms.budget_milli = (below(rng, 3) == 0).then(|| u64::from(below(rng, 12)) * 1000);
            terms.spacing_mm = (below(rng, 3) == 0).then(|| 100_000 + below(rng, 900_000));
            let group = |_| {
                if below(rng, 4) == 0 {
                    OUTSIDE
                } else {
                    below(rng, 3)
                }
            };
            let groups = (0..candidates).map(group).collect();
            terms.group = (below(rng, 3) == 0).then_some(groups);
        }
        Self {
            candidates: Candidates {
                rows,
                ..Candidates::default()
            },
            covering,
            savings,
            terms,
        }
    }

    /// The value of the best of all choices.
    fn exhaustive(&self, value: impl Fn(&[u32]) -> u64) -> u64 {
        let count = self.candidates.count();
        let choices = 0u32..1 << count;
        let is_allowed = |sites: &[u32]| {
            (0..sites.len()).all(|last| {
                self.terms
                    .allow(&self.candidates.rows, &sites[..last], sites[last])
            })
        };
        choices
            .map(|bits| {
                (0..)
                    .take(count)
                    .filter(|own| bits >> own & 1 == 1)
                    .collect::<Vec<u32>>()
            })
            .filter(|sites| is_allowed(sites))
            .map(|sites| value(&sites))
            .max()
            .unwrap_or(0)
    }

    fn chooser(&self) -> Chooser<'_> {
        Chooser {
            candidates: &self.candidates.rows,
            terms: &self.terms,
            observer: &Silent,
        }
    }

    /// What greed and exchanges find, what relaxation allows, and what is proved.
    fn solved<S: State + Clone>(&self, priced: &impl Priced, fresh: &S) -> (Choice, u64, Choice) {
        let chooser = self.chooser();
        let found = chooser.best(|| fresh.clone()).unwrap();
        assert_eq!(
            priced.value(&found.sites),
            found.value,
            "the state keeps count"
        );
        let relaxation = Relaxation::new(priced, &self.candidates, chooser);
        let (mut root, mut best) = (relaxation.root(), found.clone());
        let bounded = relaxation.bound(&mut root, &mut best, 100).unwrap();
        let bound = bounded.most.max(best.value);
        let proof = Proof {
            relaxation: &relaxation,
            candidates: &self.candidates.rows,
            terms: &self.terms,
            deadline: &Silent,
        };
        proof.run(root, &mut best).unwrap();
        assert_eq!(priced.value(&best.sites), best.value);
        (found, bound, best)
    }
}

#[test]
fn a_proof_finds_the_best_of_all_choices_and_no_bound_is_below_it() {
    let mut rng = Rng::new(7);
    for number in 0..1000 {
        let town = Town::random(&mut rng, false);
        let homes = PricedHomes::new(&town.covering);
        let (found, bound, proved) = town.solved(&homes, &Covered::new(&town.covering));
        let best = town.exhaustive(|sites| homes.value(sites));
        assert_eq!(proved.value, best, "homes, town {number}");
        assert!(found.value <= best && bound >= best, "homes, town {number}");
        let walks = PricedWalks::new(&town.savings);
        let (found, bound, proved) = town.solved(&walks, &Saved::new(&town.savings));
        let best = town.exhaustive(|sites| walks.value(sites));
        assert_eq!(proved.value, best, "walks, town {number}");
        assert!(found.value <= best && bound >= best, "walks, town {number}");
    }
}

#[test]
fn greed_comes_close_where_nothing_but_the_count_binds() {
    let mut rng = Rng::new(8);
    for number in 0..1000 {
        let town = Town::random(&mut rng, true);
        let homes = PricedHomes::new(&town.covering);
        let (found, _, proved) = town.solved(&homes, &Covered::new(&town.covering));
        // 1 - 1/e is a little more than 632/1000.
        assert!(found.value * 1000 >= proved.value * 632, "town {number}");
        if town.terms.count == 1 {
            assert_eq!(
                found,
                Choice { ..proved },
                "town {number}: one site is the best of all"
            );
        }
    }
}

#[test]
fn what_is_taken_out_leaves_no_trace() {
    let mut rng = Rng::new(9);
    for number in 0..300 {
        let town = Town::random(&mut rng, false);
        there_and_back(
            &town,
            &Covered::new(&town.covering),
            &mut rng,
            &format!("homes, town {number}"),
        );
        there_and_back(
            &town,
            &Saved::new(&town.savings),
            &mut rng,
            &format!("walks, town {number}"),
        );
    }
}

fn there_and_back<S: State + Clone>(town: &Town, fresh: &S, rng: &mut Rng, name: &str) {
    let count = u32::try_from(town.candidates.count()).unwrap();
    let mut state = fresh.clone();
    let mut sites: Vec<u32> = Vec::new();
    for _ in 0..20 {
        let own = below(rng, count);
        if let Some(position) = sites.iter().position(|&site| site == own) {
            sites.remove(position);
            state.take_out(own);
        } else {
            sites.push(own);
            state.put_in(own);
        }
        let mut anew = fresh.clone();
        for &site in &sites {
            anew.put_in(site);
        }
        assert_eq!(state.value(), anew.value(), "{name}");
        for other in (0..count).filter(|other| !sites.contains(other)) {
            assert_eq!(state.gain(other), anew.gain(other), "{name}");
            let mut with = anew.clone();
            with.put_in(other);
            assert_eq!(with.value() - anew.value(), anew.gain(other), "{name}");
        }
    }
}
