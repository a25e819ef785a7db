//! Facilities that may be one and were not merged.

use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::people::Around;
use super::places::outlet_name;
use super::what::What;
use super::{Audit, AuditFinding, AuditInput, AuditKind};
use crate::geodesy::{LocalPlane, LonLat, leg_mm};
use crate::near::Heard;
use crate::observer::{Cancelled, Observer, go_on};
use crate::par;
use crate::place::{Facility, normalise};
use crate::units::{degrees_to_decimicro, mm_to_m, narrow};

/// Facilities of one name are looked at up to so many mm apart: twice the distance within which they are merged.
const SAME_NAME_MM: u32 = 100_000;
/// Those of one brand, or of names that are nearly the same, up to so many: branches of a chain stand farther apart.
const NEAR_NAME_MM: u32 = 50_000;

/// A facility as it is compared.
struct Compared<'a> {
    outlet: &'a Facility,
    at: LonLat,
    name: Option<Heard>,
}

/// Adds pairs of facilities that share a category and may be one; people are those around the first.
pub(super) fn find(
    input: AuditInput,
    around: &Around,
    audit: &mut Audit,
    observer: &dyn Observer,
) -> Result<(), Cancelled> {
    if !input.wants(AuditKind::Duplicate) {
        return Ok(());
    }
    let rows = input.facilities.rows.iter().filter_map(|outlet| {
        let name = outlet.name.as_deref().map(normalise);
        Some(Compared {
            outlet,
            at: outlet.ways_in.first()?.at,
            name: name.filter(|name| !name.is_empty()).map(Heard::of),
        })
    });
    let rows: Vec<Compared> = rows.collect();
    go_on(observer)?;
    let points = rows.iter().enumerate().map(|(i, row)| {
        let at: [i32; 2] = row.at.to_decimicro();
        GeomWithData::new(at, narrow(i))
    });
    let tree: RTree<GeomWithData<[i32; 2], u32>> = RTree::bulk_load(points.collect());
    let pairs = par::try_flat_map_range(observer, rows.len(), |i, pairs| {
        let row = &rows[i];
        let [dlon, dlat] = LocalPlane::at(row.at).degrees(mm_to_m(SAME_NAME_MM) + 1.0);
        let corner = |sign: f64| {
            let (lon, lat) = (row.at.lon + sign * dlon, row.at.lat + sign * dlat);
            [lon, lat].map(degrees_to_decimicro)
        };
        let box_around = AABB::from_corners(corner(-1.0), corner(1.0));
        let near = tree.locate_in_envelope(&box_around);
        let mut others: Vec<usize> = near.map(|near| near.data as usize).collect();
        others.retain(|&other| other > i && may_be_one(row, &rows[other]));
        others.sort_unstable();
        pairs.extend(others.into_iter().map(|other| (i, other)));
    })?;
    let finding = |(one, other): (usize, usize)| {
        let (one, other) = (&rows[one], &rows[other]);
        let (homes, people_milli) = around.at(one.at);
        let elements = [one, other].into_iter();
        AuditFinding {
            kind: AuditKind::Duplicate,
            people_milli,
            homes,
            at: Some(one.at),
            line: Some([one.at, other.at]).filter(|_| apart_mm(one, other) > 0),
            elements: elements.filter_map(|row| row.outlet.element).collect(),
            what: What::Duplicate {
                one: outlet_name(one.outlet),
                other: outlet_name(other.outlet),
                metres: (apart_mm(one, other) + 500) / 1000,
            },
        }
    };
    audit.findings.extend(pairs.into_iter().map(finding));
    Ok(())
}

fn apart_mm(one: &Compared, other: &Compared) -> u32 {
    leg_mm(one.at, other.at)
}

fn may_be_one(one: &Compared, other: &Compared) -> bool {
    let apart_mm = apart_mm(one, other);
    if apart_mm > SAME_NAME_MM || !one.outlet.categories.meets(other.outlet.categories) {
        return false;
    }
    if let (Some(own), Some(theirs)) = (&one.name, &other.name) {
        if own.name() == theirs.name() {
            return true;
        }
        if apart_mm <= NEAR_NAME_MM && own.farness(theirs).is_some() {
            return true;
        }
    }
    let brands = one.outlet.brand.as_ref().zip(other.outlet.brand.as_ref());
    apart_mm <= NEAR_NAME_MM && brands.is_some_and(|(own, theirs)| own == theirs)
}
