//! An explanation as files: JSON, and the walks as a layer.

use std::io::Write;

use lifecircle_core::coverage::RouteLeg;
use lifecircle_core::directions::Passage;
use lifecircle_core::geodesy::LonLat;
use lifecircle_core::metric::Unit;
use lifecircle_core::units::{milli_to_people, mm_to_m, ms_to_s, round_degrees};
use lifecircle_io::layer::{Crs, Format};
use lifecircle_io::write::{RoutePiece, RouteRow, route_layer};
use serde_json::{Value, json};

use crate::explain::{Leg, Opened, Outlet, RuleExplanation};
use crate::linked::Linked;
use crate::{Check, Error, Explanation};

/// One explained home of a check.
impl Explanation {
    /// The walks to the nearest facilities of every rule, piece by piece, and the links that the map probably lacks.
    ///
    /// # Errors
    /// [`Error::Input`] where a network made before is damaged.
    ///
    /// # Panics
    /// If the explanation is of another check.
    pub fn rows<'a>(&'a self, check: &'a Check) -> Result<Vec<RouteRow<'a>>, Error> {
        let shapes = check.city().shapes()?;
        let mut rows = Vec::new();
        for (rule, why) in check.rules().iter().zip(&self.rules) {
            for (rank, outlet) in (1..).zip(&why.outlets) {
                let found = outlet.route.found.rank as usize;
                let facility = &check.city().facilities().rows[found];
                let on_street = |leg: RouteLeg| shapes.at(leg.snap.street, leg.snap.offset_mm);
                let pieces = pieces(outlet, on_street);
                rows.extend((1..).zip(pieces).map(|(part, (piece, points))| RouteRow {
                    rule: &rule.id,
                    rank,
                    facility: &facility.id,
                    facility_name: facility.name.as_deref(),
                    part,
                    piece,
                    points,
                }));
            }
            rows.extend(why.linked.as_ref().map(|linked| {
                let facility = &check.city().facilities().rows[linked.found.rank as usize];
                RouteRow {
                    rule: &rule.id,
                    rank: 0,
                    facility: &facility.id,
                    facility_name: facility.name.as_deref(),
                    part: 1,
                    piece: RoutePiece::Link(&linked.link, linked.found.ms),
                    points: linked.link.line.to_vec(),
                }
            }));
        }
        Ok(rows)
    }

    /// Writes the layer `routes`, and gives back what it was written to.
    ///
    /// # Errors
    /// [`Error`] where it cannot be written, or as with [`Self::rows`].
    ///
    /// # Panics
    /// If the explanation is of another check.
    pub fn write_layer<W: Write + Send>(
        &self,
        check: &Check,
        format: Format,
        crs: &Crs,
        out: W,
    ) -> Result<W, Error> {
        let attribution = check.city().provenance().attribution();
        Ok(route_layer(
            &self.rows(check)?,
            format,
            crs,
            attribution,
            out,
        )?)
    }

    /// The explanation as JSON: verdicts, facilities, walks, and what would change them.
    ///
    /// # Panics
    /// If the explanation is of another check.
    pub fn json(&self, check: &Check) -> String {
        let city = check.city();
        let residences = city.residences();
        let rules = check.rules().iter().zip(&self.rules).map(|(rule, why)| {
            let unit = rule.limit.unit();
            json!({
                "rule": rule.id,
                "limit": weight(rule.limit.value(), unit),
                "unit": match unit { Unit::Time => "s", Unit::Length => "m" },
                "verdict": why.verdict.word(),
                "reason": why.reason.map(lifecircle_core::walk::Reason::word),
                "data_end": why.cut_end.map(|cut| weight(cut, unit)),
                "count": why.count,
                "facilities": facilities(check, why, unit),
                "all_open": why.opened.as_ref().map(|opened| opened_value(opened, unit)),
                "probable_link": why.linked.as_ref().map(|linked| linked_value(check, linked, unit)),
            })
        });
        let value = json!({
            "extract": city.provenance().origin.name,
            "home": residences.id[self.home].to_string(),
            "people": milli_to_people(residences.people_milli[self.home]),
            "verdict": self.verdict.word(),
            "links_looked_for": check.looks_for_links(),
            "ways_in": self.legs.iter().map(way_in).collect::<Vec<_>>(),
            "rules": rules.collect::<Vec<_>>(),
            "attribution": city.provenance().attribution(),
        });
        format!("{value:#}\n")
    }
}

/// The pieces of a walk in order, each with its points.
fn pieces(
    outlet: &Outlet,
    on_street: impl Fn(RouteLeg) -> Option<LonLat>,
) -> Vec<(RoutePiece<'_>, Vec<LonLat>)> {
    let (Some([out, into]), Some([home, door])) = (outlet.route.legs, outlet.ends) else {
        return Vec::new();
    };
    let leg = |piece, points: [Option<LonLat>; 2]| (piece, points.into_iter().flatten().collect());
    let mut pieces = vec![leg(RoutePiece::LegOut(out), [Some(home), on_street(out)])];
    let streets = outlet.passages.iter();
    pieces.extend(streets.map(|p| (RoutePiece::Street(p), p.points.clone())));
    pieces.push(leg(RoutePiece::LegIn(into), [on_street(into), Some(door)]));
    pieces
}

/// A walk in the unit of its rule.
fn weight(weight: u32, unit: Unit) -> f64 {
    match unit {
        Unit::Time => ms_to_s(weight),
        Unit::Length => mm_to_m(weight),
    }
}

fn way_in(leg: &Leg) -> Value {
    json!({
        "entrance": leg.entrance.map(|node| format!("node/{node}")),
        "leg_m": leg.joins.map(|(mm, _)| mm_to_m(mm)),
        "way": leg.joins.map(|(_, along)| format!("way/{}", along.way)),
        "ground": leg.joins.map(|(_, along)| along.ground.word()),
    })
}

fn facilities(check: &Check, why: &RuleExplanation, unit: Unit) -> Vec<Value> {
    let rows = &check.city().facilities().rows;
    let value = |outlet: &Outlet| {
        let found = outlet.route.found;
        let facility = &rows[found.rank as usize];
        json!({
            "id": facility.id,
            "name": facility.name,
            "walk": weight(found.weight, unit),
            "walk_s": ms_to_s(found.ms),
            "length_m": mm_to_m(outlet.walked_mm),
            "straight_m": mm_to_m(outlet.straight_mm),
            "straight_runs_through": outlet.between.map(|(hindrance, way)| json!({
                "kind": hindrance.word(),
                "way": format!("way/{way}"),
            })),
            "legs": outlet.route.legs.map(|legs| legs.map(|leg| json!({
                "length_m": mm_to_m(leg.snap.leg_mm),
                "walk_s": ms_to_s(leg.ms),
            }))),
            "passages": outlet.passages.iter().map(passage).collect::<Vec<_>>(),
        })
    };
    why.outlets.iter().map(value).collect()
}

fn passage(passage: &Passage) -> Value {
    let points = passage.points.iter();
    json!({
        "turn": passage.turn.word(),
        "street": passage.name,
        "ways": passage.ways.iter().map(|way| format!("way/{way}")).collect::<Vec<_>>(),
        "ground": passage.ground.word(),
        "steps": passage.stairs,
        "gates": passage.gates.iter().map(|node| format!("node/{node}")).collect::<Vec<_>>(),
        "length_m": mm_to_m(passage.length_mm),
        "walk_s": ms_to_s(passage.ms),
        "wait_s": ms_to_s(passage.wait_ms),
        "points": points.map(|p| [p.lon, p.lat].map(round_degrees)).collect::<Vec<_>>(),
    })
}

fn linked_value(check: &Check, linked: &Linked, unit: Unit) -> Value {
    let facility = &check.city().facilities().rows[linked.found.rank as usize];
    let place = |at: LonLat| [at.lon, at.lat].map(round_degrees);
    let ways = linked.link.elements.iter();
    json!({
        "line": linked.link.line.map(place),
        "length_m": mm_to_m(linked.link.length_mm()),
        "ways": ways.map(ToString::to_string).collect::<Vec<_>>(),
        "streets": linked.streets,
        "facility": facility.id,
        "facility_name": facility.name,
        "walk": weight(linked.found.weight, unit),
        "walk_s": ms_to_s(linked.found.ms),
    })
}

fn opened_value(opened: &Opened, unit: Unit) -> Value {
    json!({
        "walk": weight(opened.found.weight, unit),
        "passes": opened.passes,
        "ways": opened.ways.iter().map(|way| format!("way/{way}")).collect::<Vec<_>>(),
        "gates": opened.gates.iter().map(|node| format!("node/{node}")).collect::<Vec<_>>(),
    })
}
