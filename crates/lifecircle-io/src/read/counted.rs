//! Zones of a table and their outlines of a map, joined by name.

use std::collections::HashMap;

use geo_types::MultiPolygon;
use lifecircle_core::place::{UnjoinedName, Zone, join_names};
use lifecircle_core::units::people_to_milli;

use super::area::NamedPolygons;
use super::list::ZoneRow;

/// Zones with people and outlines, and what lacks one of the two: nothing is dropped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountedZones {
    /// Zones with both.
    pub zones: Vec<Zone>,
    /// Rows of the table without outline.
    pub without_outline: Vec<UnjoinedName>,
    /// Outlines of the map without row; positions count those that have a name.
    pub without_row: Vec<UnjoinedName>,
    /// Names of rows that tell neither people nor households: nobody is counted there.
    pub untold: Vec<String>,
}

/// Joins the rows of a table with the outlines of a map by name ([`join_names`]); a row with an outline of its own needs
/// none. Where a row tells households alone, each has `people_per_household`. `to_wgs84` moves each corner of the map
/// from its coordinate system.
///
/// # Complexity
/// Linear in rows and corners, and quadratic in the names without partner.
pub fn counted_zones(
    rows: &[ZoneRow],
    map: &[NamedPolygons],
    people_per_household: f64,
) -> CountedZones {
    let parts: Vec<&NamedPolygons> = map.iter().filter(|part| part.name.is_some()).collect();
    let map_names: Vec<String> = parts.iter().filter_map(|part| part.name.clone()).collect();
    let wanting: Vec<usize> = (0..rows.len())
        .filter(|&row| rows[row].outline.is_none())
        .collect();
    let row_names: Vec<String> = wanting.iter().map(|&row| rows[row].name.clone()).collect();
    let joined = join_names(&row_names, &map_names);
    let pairs = joined.pairs.iter();
    let part_of: HashMap<usize, usize> = pairs.map(|&(i, part)| (wanting[i], part)).collect();
    let outline = |row: usize| -> Option<MultiPolygon<f64>> {
        let of_map = || Some(parts[*part_of.get(&row)?].polygons.clone());
        rows[row].outline.clone().or_else(of_map)
    };
    let mut counted = CountedZones {
        without_row: joined.outlines,
        ..CountedZones::default()
    };
    for mut name in joined.rows {
        name.position = wanting[name.position];
        counted.without_outline.push(name);
    }
    for (i, row) in rows.iter().enumerate() {
        let of_households = || Some(people_to_milli(row.households? * people_per_household));
        let told = row.people_milli.or_else(of_households);
        if told.is_none() {
            counted.untold.push(row.name.clone());
        }
        let Some(outline) = outline(i) else { continue };
        counted.zones.push(Zone {
            name: row.name.clone(),
            outline,
            people_milli: told.unwrap_or(0),
            ages: row
                .ages
                .iter()
                .map(|(band, milli)| (band.to_string(), *milli))
                .collect(),
        });
    }
    counted
}

#[cfg(test)]
mod tests {
    use geo_types::{Rect, coord};

    use super::*;

    fn square(west: f64) -> MultiPolygon<f64> {
        let (low, high) = (coord! { x: west, y: 0.0 }, coord! { x: west + 1.0, y: 1.0 });
        MultiPolygon(vec![Rect::new(low, high).to_polygon()])
    }

    fn row(name: &str, people_milli: Option<u64>, households: Option<f64>) -> ZoneRow {
        ZoneRow {
            id: name.to_owned(),
            name: name.to_owned(),
            people_milli,
            households,
            ages: Vec::new(),
            outline: None,
        }
    }

    fn part(name: &str, west: f64) -> NamedPolygons {
        NamedPolygons {
            name: Some(name.to_owned()),
            values: Vec::new(),
            polygons: square(west),
        }
    }

    #[test]
    fn rows_get_the_outlines_of_their_names_and_nothing_is_dropped() {
        let mut own = row("新区", Some(7000), None);
        own.outline = Some(square(9.0));
        let rows = [
            row("东门社区居委会", Some(5000), None),
            row("西坝", None, Some(10.0)),
            own,
            row("三里桥社区", Some(1000), None),
            row("南门", None, None),
        ];
        let map = [
            part("西坝社区", 2.0),
            part("东门社区", 1.0),
            part("三里乔社区", 3.0),
            part("南门社区", 4.0),
        ];
        let counted = counted_zones(&rows, &map, 2.6);
        let found: Vec<(&str, u64, f64)> = counted
            .zones
            .iter()
            .map(|zone| {
                let corners = zone.outline.0[0].exterior().0.iter();
                let west = corners.map(|c| c.x).fold(f64::INFINITY, f64::min);
                (zone.name.as_str(), zone.people_milli, west)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("东门社区居委会", 5000, 1.0),
                ("西坝", 26_000, 2.0),
                ("新区", 7000, 9.0),
                ("南门", 0, 4.0)
            ]
        );
        assert_eq!(counted.without_outline[0].position, 3);
        assert_eq!(counted.without_outline[0].near, ["三里乔社区"]);
        assert_eq!(counted.without_row[0].near, ["三里桥社区"]);
        assert_eq!(counted.untold, ["南门"]);
    }
}
