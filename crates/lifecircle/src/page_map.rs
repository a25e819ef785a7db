//! The map of a report's page: every home with its walks, and what lies around.

use std::borrow::Cow;
use std::sync::Arc;

use lifecircle_core::coverage::walk_forests;
use lifecircle_core::shapes::StreetShapes;
use lifecircle_io::report::{MapArea, MapSite, PageMap, Words};

use crate::{Check, City, Error, Gaps, Sites};

impl Check {
    /// What the map of a page shows: homes with their verdicts and walks, facilities, streets, the ground where it was
    /// read, borders; gap areas and proposed sites where there are any.
    ///
    /// Streets and facilities are those of the check's time, where it has one.
    ///
    /// ```
    /// use lifecircle::{CheckOptions, City, CityOptions, Source};
    ///
    /// let city = City::open(Source::Demo, &CityOptions::default())?;
    /// let check = city.check(&CheckOptions::default())?;
    /// let map = check.page_map(None, None)?;
    /// let walks = &map.forests[check.find_rule("market")?];
    /// let walked = walks.starts.iter().flatten().filter(|start| start.way.is_some());
    /// assert!(walked.count() > 0);
    /// # Ok::<(), lifecircle::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Cancelled`]; [`Error::Input`] where a network made before is damaged.
    ///
    /// # Complexity
    /// One search per rule from all of its facilities, and linear in homes and streets.
    pub fn page_map<'a>(
        &'a self,
        gaps: Option<&'a Gaps>,
        sites: Option<&Sites>,
    ) -> Result<PageMap<'a>, Error> {
        let (city, input) = (self.city(), self.input_then());
        let states = self.at().map(|at| at.states.as_slice());
        let network = input.walks.shared_network();
        // Those of the city are kept; streets of a time are others.
        let shapes = if Arc::ptr_eq(network, &city.parts.built) {
            Cow::Borrowed(city.shapes()?)
        } else {
            let (network, observer) = (city.network()?, &*city.observer);
            let streets = &input.walks.network().streets;
            Cow::Owned(StreetShapes::new(network, streets, observer)?)
        };
        Ok(PageMap {
            input,
            coverage: self.coverage(),
            forests: walk_forests(input, states, &*city.observer)?,
            shapes,
            categories: city.categories(),
            ground: city.base_map().map(|ground| &**ground),
            frame: self.inhabited(),
            gaps: gaps.map_or(&[], |gaps| &gaps.map().scopes),
            doubts: self.doubts(),
            areas: city.borders(),
            sites: sites.map(map_sites).unwrap_or_default(),
        })
    }
}

impl City {
    /// The areas of the finest level that has ground.
    fn borders(&self) -> Vec<MapArea> {
        let levels = self
            .division()
            .map_or(&[][..], |division| division.levels.rows());
        let level = levels.iter().find(|level| !level.is_strata());
        let areas = level.map_or(&[][..], |level| &level.areas).iter();
        let area = |area: &lifecircle_core::area::LevelArea| {
            let rings = area.outline()?.rings();
            let ring = |(_, _, corners): (_, _, &[(i32, i32)])| {
                corners.iter().map(|&(lon, lat)| [lon, lat]).collect()
            };
            Some(MapArea {
                name: area.name.clone(),
                rings: rings.map(ring).collect(),
            })
        };
        areas.filter_map(area).collect()
    }
}

/// By rank.
fn map_sites(sites: &Sites) -> Vec<MapSite> {
    let site = |row: lifecircle_io::write::SiteRow| MapSite {
        at: row.candidate.at,
        name: Words::name(row.name.as_deref().unwrap_or_default()),
    };
    sites.rows().map(site).collect()
}
