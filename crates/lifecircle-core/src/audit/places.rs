//! Homes and facilities far from every street, or joined to one through what nobody walks through.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::people::Around;
use super::what::{NotLooked, What};
use super::{Audit, AuditFinding, AuditInput, AuditKind, Surroundings, street_called};
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::hindrances::Hindered;
use crate::observer::{Cancelled, Observer, go_on};
use crate::osm::ElementId;
use crate::par;
use crate::place::{Facility, HomeId, WayIn};
use crate::units::{degrees_to_decimicro, mm_to_m};

/// A leg of this length or more is far, in mm: half of what a leg may be, and more than the depth of a plot.
pub const FAR_MM: u32 = 100_000;
/// Far homes up to so many mm apart are one finding: a hamlet, a new quarter whose streets are not mapped.
const TOGETHER_MM: u32 = 100_000;

/// Adds places that are far, and those whose legs are cut.
pub(super) fn find(
    input: AuditInput,
    audit: &mut Audit,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    let around = Around::of(input.residences);
    let places = Places {
        input,
        around: &around,
    };
    if input.wants(AuditKind::FarPlace) {
        audit.findings.extend(places.far_homes());
        go_on(observer)?;
        audit.findings.extend(places.far_outlets());
    }
    if input.wants(AuditKind::CutLeg) {
        match input.surroundings {
            None => audit.skip(AuditKind::CutLeg, NotLooked::NoSurroundings),
            Some(surroundings) => {
                audit
                    .findings
                    .extend(places.cut_homes(surroundings, observer)?);
                audit.findings.extend(places.cut_outlets(surroundings));
            }
        }
    }
    Ok(())
}

/// The way in with the shortest leg; one without a street where none has one.
fn nearest(ways_in: &[WayIn]) -> Option<&WayIn> {
    let leg = |way_in: &&WayIn| way_in.snap.map_or(u32::MAX, |snap| snap.leg_mm);
    ways_in.iter().min_by_key(leg)
}

/// A leg that is far: its length, `None` without a street in reach.
fn far(ways_in: &[WayIn]) -> Option<(LonLat, Option<u32>)> {
    let nearest = nearest(ways_in)?;
    let leg = nearest.snap.map(|snap| snap.leg_mm);
    leg.is_none_or(|mm| mm >= FAR_MM)
        .then_some((nearest.at, leg))
}

/// What people call a facility.
pub(super) fn outlet_name(outlet: &Facility) -> String {
    match &outlet.name {
        Some(name) => format!("{name} ({})", outlet.id),
        None => outlet.id.clone(),
    }
}

struct Places<'a> {
    input: AuditInput<'a>,
    around: &'a Around,
}

/// A leg through something.
struct Cut {
    leg: [LonLat; 2],
    way: i64,
    hindered: Hindered,
}

impl Places<'_> {
    /// Far homes, those close to each other together.
    fn far_homes(&self) -> Vec<AuditFinding> {
        let residences = self.input.residences;
        if residences.kind.is_sampled() {
            return Vec::new();
        }
        let homes = (0..residences.count()).filter_map(|home| {
            let (at, leg) = far(residences.ways_in_of(home))?;
            Some((home, at, leg))
        });
        let homes: Vec<(usize, LonLat, Option<u32>)> = homes.collect();
        groups(&homes)
            .into_iter()
            .map(|group| self.far_group(group.into_iter().map(|i| homes[i])))
            .collect()
    }

    /// One finding of some homes, at the one with most people.
    fn far_group(&self, homes: impl Iterator<Item = (usize, LonLat, Option<u32>)>) -> AuditFinding {
        let residences = self.input.residences;
        let mut homes: Vec<_> = homes.collect();
        let id = |home: usize| &residences.id[home];
        homes.sort_by(|a, b| {
            let people = |home: usize| std::cmp::Reverse(residences.people_milli[home]);
            (people(a.0), id(a.0)).cmp(&(people(b.0), id(b.0)))
        });
        let count = homes.len() as u64;
        let longest = homes.iter().filter_map(|home| home.2).max();
        let what = match longest {
            Some(mm) => What::FarHomes {
                homes: count,
                metres: mm / 1000,
            },
            None => What::UnreachedHomes {
                homes: count,
                metres: self.input.max_snap_mm / 1000,
            },
        };
        let element = |home: usize| match id(home) {
            HomeId::Element(element) => Some(*element),
            HomeId::Sample(way, _) => Some(ElementId::way(*way)),
            HomeId::Own(_) => None,
        };
        AuditFinding {
            kind: AuditKind::FarPlace,
            people_milli: homes.iter().map(|h| residences.people_milli[h.0]).sum(),
            homes: count,
            at: homes.first().map(|home| home.1),
            line: None,
            elements: homes.iter().take(1).filter_map(|h| element(h.0)).collect(),
            what,
        }
    }

    fn far_outlets(&self) -> Vec<AuditFinding> {
        let rows = self.input.facilities.rows.iter();
        let found = rows.filter_map(|outlet| {
            let (at, leg) = far(&outlet.ways_in)?;
            let name = outlet_name(outlet);
            let what = match leg {
                Some(mm) => What::FarOutlet {
                    outlet: name,
                    metres: mm / 1000,
                },
                None => What::UnreachedOutlet {
                    outlet: name,
                    metres: self.input.max_snap_mm / 1000,
                },
            };
            let (homes, people_milli) = self.around.at(at);
            Some(AuditFinding {
                kind: AuditKind::FarPlace,
                people_milli,
                homes,
                at: Some(at),
                line: None,
                elements: outlet.element.into_iter().collect(),
                what,
            })
        });
        found.collect()
    }

    /// What the leg of a place's nearest way in runs through.
    fn cut(&self, ways_in: &[WayIn], surroundings: &Surroundings) -> Option<Cut> {
        let way_in = nearest(ways_in)?;
        let snap = way_in.snap?;
        let to = self.input.shapes.at(snap.street, snap.offset_mm)?;
        let hindered = surroundings
            .hindrances()
            .in_leg([way_in.at, to], snap.leg_mm)?;
        Some(Cut {
            leg: [way_in.at, to],
            way: self.input.built.streets.way_osm[snap.street.index()],
            hindered,
        })
    }

    /// Homes that are joined to one street through one thing are one finding, at the one with most people.
    fn cut_homes(
        &self,
        surroundings: &Surroundings,
        observer: &dyn Observer,
    ) -> Result<Vec<AuditFinding>, Cancelled> {
        let residences = self.input.residences;
        if residences.kind.is_sampled() {
            return Ok(Vec::new());
        }
        let cuts = par::try_map_range(observer, residences.count(), |home| {
            self.cut(residences.ways_in_of(home), surroundings)
        })?;
        let mut groups: BTreeMap<_, Vec<(usize, &Cut)>> = BTreeMap::new();
        for (home, cut) in cuts.iter().enumerate() {
            if let Some(cut) = cut {
                let key = (cut.hindered.way, cut.way, cut.hindered.hindrance);
                groups.entry(key).or_default().push((home, cut));
            }
        }
        let finding = |homes: Vec<(usize, &Cut)>| {
            let people = |home: &usize| residences.people_milli[*home];
            let first = homes
                .iter()
                .min_by_key(|(home, _)| (std::cmp::Reverse(people(home)), &residences.id[*home]));
            let (_, cut) = *first?;
            let what = What::CutHomes {
                homes: homes.len() as u64,
                hindrance: cut.hindered.hindrance,
                element: ElementId::way(cut.hindered.way).to_string(),
                street: street_called(self.input.network, cut.way),
            };
            let people_milli = homes.iter().map(|(home, _)| people(home)).sum();
            Some(cut_finding(cut, (homes.len() as u64, people_milli), what))
        };
        Ok(groups.into_values().filter_map(finding).collect())
    }

    fn cut_outlets(&self, surroundings: &Surroundings) -> Vec<AuditFinding> {
        let rows = self.input.facilities.rows.iter();
        let found = rows.filter_map(|outlet| {
            let cut = self.cut(&outlet.ways_in, surroundings)?;
            let what = What::CutOutlet {
                outlet: outlet_name(outlet),
                hindrance: cut.hindered.hindrance,
                element: ElementId::way(cut.hindered.way).to_string(),
                street: street_called(self.input.network, cut.way),
            };
            let mut finding = cut_finding(&cut, self.around.at(cut.leg[0]), what);
            let own = outlet.element;
            finding.elements = own.into_iter().chain(finding.elements).collect();
            Some(finding)
        });
        found.collect()
    }
}

fn cut_finding(cut: &Cut, (homes, people_milli): (u64, u64), what: What) -> AuditFinding {
    AuditFinding {
        kind: AuditKind::CutLeg,
        people_milli,
        homes,
        at: Some(cut.leg[0]),
        line: Some(cut.leg),
        elements: [cut.hindered.way, cut.way].map(ElementId::way).into(),
        what,
    }
}

/// Homes that hang together by steps of at most [`TOGETHER_MM`], those with a street in reach and those without apart.
fn groups(homes: &[(usize, LonLat, Option<u32>)]) -> Vec<Vec<usize>> {
    let points = (0..).zip(homes).map(|(i, home)| {
        let at: [i32; 2] = home.1.to_decimicro();
        GeomWithData::new(at, i)
    });
    let tree: RTree<GeomWithData<[i32; 2], u32>> = RTree::bulk_load(points.collect());
    let mut sets = UnionFind::<usize>::new(homes.len());
    for (i, (_, at, leg)) in homes.iter().enumerate() {
        let [dlon, dlat] = LocalPlane::at(*at).degrees(mm_to_m(TOGETHER_MM) + 1.0);
        let corner = |sign: f64| {
            let (lon, lat) = (at.lon + sign * dlon, at.lat + sign * dlat);
            [lon, lat].map(degrees_to_decimicro)
        };
        let around = AABB::from_corners(corner(-1.0), corner(1.0));
        for near in tree.locate_in_envelope(&around) {
            let (_, other, theirs) = homes[near.data as usize];
            if theirs.is_some() == leg.is_some() && leg_mm(*at, other) <= TOGETHER_MM {
                sets.union(i, near.data as usize);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..homes.len() {
        groups.entry(sets.find_mut(i)).or_default().push(i);
    }
    groups.into_values().collect()
}
