//! A city that was built before: what it can answer, and what it must refuse.

use std::sync::{Arc, OnceLock};

use lifecircle_core::network::StreetNetwork;
use lifecircle_core::observer::{Cancelled, Observer, Stage};
use lifecircle_core::osm::OsmData;
use lifecircle_core::place::{
    ListPolicy, OwnFacility, OwnList, OwnResidence, ResidenceChoice, facilities, residences,
};
use lifecircle_core::snap::SnapIndex;
use lifecircle_io::cache::{CachedCity, CityCache, Label};
use lifecircle_io::city_file::AreaEntry;

use crate::Error;
use crate::area::{counted, extent_of};
use crate::city::Parts;
use crate::options::Prepared;
use crate::source::Source;
use crate::tables::BuiltInTables;

/// Loads a city; lists of the user's are connected to its streets.
pub(crate) fn parts(
    source: &Source,
    cache: CityCache,
    tables: BuiltInTables,
    options: Prepared,
    observer: &dyn Observer,
) -> Result<Parts, Error> {
    observer.stage(Stage::Read, 0);
    let label = cache.label().clone();
    check_fit(source, &label, &tables, &options)?;
    if matches!(options.area, Some(AreaEntry::Name(_))) {
        return Err(Error::AreaOfNetwork);
    }
    let (area, area_file) = options.study_area(source, observer)?;
    let mut recipe = label.recipe;
    let mut city = cache.city(tables.categories.categories().len())?;
    let (replaced_by, mut own_facilities) = options.facilities.filter(|_| options.replace).unzip();
    let (residence_list, own_residences) = options.residences.unzip();
    let network = OnceLock::new();
    if own_facilities.is_some() || own_residences.is_some() {
        observer.stage(Stage::Snap, 0);
        let unpacked = cache.network()?;
        let lists = Lists {
            network: &unpacked,
            max_snap_mm: recipe.max_snap_mm,
            tables: &tables,
            observer,
        };
        if let Some(rows) = own_facilities.take() {
            lists.replace_facilities(&rows, &mut city)?;
            recipe.facilities = replaced_by;
        }
        if let Some(rows) = own_residences {
            lists.replace_residences(rows, &mut city)?;
        }
        let _ = network.set(unpacked);
    }
    let (residences, counted) = counted(city.residences, area);
    let extent = extent_of(label.origin.header.extent);
    Ok(Parts {
        tables,
        provenance: label.origin.into(),
        recipe,
        facts: cache.facts(),
        built: Arc::new(city.built),
        facilities: city.facilities,
        residences,
        walker: options.walker.unwrap_or_default(),
        replaces: options.replace,
        residence_list,
        inputs: area_file.into_iter().map(|note| ("area", note)).collect(),
        counted,
        extent,
        network,
        cache: Some(cache),
        shapes: OnceLock::new(),
        walks: crate::city::Prepared::default(),
    })
}

/// Puts lists of the user's in the place of what the extract had.
struct Lists<'a> {
    network: &'a StreetNetwork,
    max_snap_mm: u32,
    tables: &'a BuiltInTables,
    observer: &'a dyn Observer,
}

impl Lists<'_> {
    fn replace_facilities(
        &self,
        rows: &[OwnFacility],
        city: &mut CachedCity,
    ) -> Result<(), Cancelled> {
        let index = self.index(city)?;
        // Nothing of an extract is asked for where all facilities are the user's.
        let nothing = OsmData::default();
        let table = &self.tables.categories;
        let own = OwnList {
            rows,
            replace: true,
            policy: ListPolicy::default(),
        };
        city.facilities = facilities(&nothing, table, own, &index, self.observer)?;
        city.residences.clear_inner_facilities();
        Ok(())
    }

    fn replace_residences(
        &self,
        rows: Vec<OwnResidence>,
        city: &mut CachedCity,
    ) -> Result<(), Cancelled> {
        let index = self.index(city)?;
        city.residences = residences(
            &OsmData::default(),
            self.network,
            &self.tables.people,
            &ResidenceChoice::Own(rows),
            &city.facilities,
            &index,
            self.observer,
        )?;
        Ok(())
    }

    fn index<'b>(&'b self, city: &'b CachedCity) -> Result<SnapIndex<'b>, Cancelled> {
        let streets = &city.built.streets;
        SnapIndex::new(self.network, streets, self.max_snap_mm, self.observer)
    }
}

/// An error where a city made otherwise is asked for.
fn check_fit(
    source: &Source,
    label: &Label,
    tables: &BuiltInTables,
    options: &Prepared,
) -> Result<(), Error> {
    let (file, origin) = (source.path().to_owned(), label.origin.name.clone());
    let made_with = Box::new(label.recipe.clone());
    let (asked, wanted) = options.misfits(&label.recipe);
    if label.tables != tables.digest() {
        return Err(Error::OtherTables {
            file,
            origin,
            made_with,
        });
    }
    if asked.is_empty() {
        return Ok(());
    }
    Err(Error::Misfits {
        file,
        origin,
        asked,
        made_with,
        wanted: Box::new(wanted),
    })
}
