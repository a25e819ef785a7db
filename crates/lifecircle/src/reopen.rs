//! A city that was built before: what it can answer, and what it must refuse.

use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

use lifecircle_core::area::StudyArea;
use lifecircle_core::evidence::Ground;
use lifecircle_core::network::{Extent, StreetNetwork};
use lifecircle_core::observer::{Cancelled, Observer, Stage};
use lifecircle_core::osm::OsmData;
use lifecircle_core::place::{
    FacilityCandidates, LeftOut, ListPolicy, OwnList, OwnResidence, ResidenceChoice, facilities,
    residences,
};
use lifecircle_core::snap::SnapIndex;
use lifecircle_io::cache::{CachedCity, CityCache, Label, ListNotes, Recipe};

use crate::Error;
use crate::city::Parts;
use crate::lists::{ImportReport, OwnLists, TakenLists};
use crate::options::{Misfit, Prepared};
use crate::population::{self, PopulationChoice, Shared};
use crate::source::Source;
use crate::study::{AreaChoice, Study};
use crate::tables::BuiltInTables;

/// Loads a city; lists of the user's are connected to its streets.
pub(crate) fn parts(
    source: &Source,
    cache: CityCache,
    tables: BuiltInTables,
    mut options: Prepared,
    (area, people): (Option<&AreaChoice>, Option<&PopulationChoice>),
    observer: &dyn Observer,
) -> Result<Parts, Error> {
    observer.stage(Stage::Read, 0);
    let (label, made_for) = (cache.label().clone(), cache.area()?);
    let area = area.map(|area| area.find_in_network(source, made_for.as_ref(), observer));
    let area = area.transpose()?;
    let other_area = (area.as_ref()).filter(|area| is_other(made_for.as_ref(), area));
    check_fit(source, &label, &tables, &options, other_area)?;
    let mut carried = label.lists.clone();
    let is_cut = made_for.is_none() && area.is_some();
    let mut study = Study {
        area: made_for.or(area),
        left_out: cache.left_out(),
        extent: label.origin.header.extent.box_nano().map(Extent::BoxNano),
    };
    let (mut recipe, network) = (label.recipe, OnceLock::new());
    let mut city = cache.city(tables.categories.categories().len())?;
    let cut_before = study.area.as_ref().map(|area| area.name.clone());
    let (mut own, list_policy) = (TakenLists::default(), options.policy.unwrap_or_default());
    let is_new_list = options.lists.residences.is_some();
    if is_new_list || !options.lists.facilities.is_empty() {
        let facility_list = options.lists.facilities_note();
        observer.stage(Stage::Snap, 0);
        let unpacked = cache.network()?;
        let given = std::mem::take(&mut options.lists);
        own = take_lists(given, &unpacked, &city, observer)?;
        let lists = Lists {
            network: &unpacked,
            max_snap_mm: recipe.max_snap_mm,
            tables: &tables,
            observer,
        };
        if let Some(rows) = own.facilities.take() {
            let list = OwnList {
                rows: &rows,
                replace: options.replace,
                policy: list_policy,
            };
            lists.add_facilities(&cache, list, &mut city)?;
            recipe.facilities = facility_list;
            (recipe.replace, recipe.policy) = (options.replace, list_policy);
            drop_role(&mut carried, "facilities");
            carried.in_earlier = 0;
        }
        if let Some(rows) = own.residences.take() {
            lists.replace_residences(rows, &mut city)?;
            study.left_out = LeftOut::default();
            drop_role(&mut carried, "residences");
        }
        let _ = network.set(unpacked);
    }
    let (cut, mut counted) = ((is_cut || is_new_list).then_some(&mut study), None);
    if let Some(choice) = people {
        if let Some(area) = cut_before.filter(|_| cut.is_none() && choice.is_by_place()) {
            return Err(Error::CountedBeyond {
                file: source.path().to_owned(),
                origin: label.origin.name,
                area,
            });
        }
        if network.get().is_none() {
            let _ = network.set(cache.network()?);
        }
        let streets = network.get_or_init(StreetNetwork::default);
        drop_role(&mut carried, "zones");
        counted = own.add(share_out(choice, &mut city, streets, cut, observer)?);
    } else if let Some(study) = cut {
        city.residences = study.take(city.residences)?;
    }
    let far = own.far(&city.facilities, &city.residences);
    let imports = carried.imports.into_iter().map(ImportReport::carried);
    Ok(Parts {
        addresses: own.addresses(options.addresses && is_new_list, &city.residences),
        tables,
        provenance: label.origin.into(),
        replaces: is_replaced(&recipe),
        recipe,
        facts: cache.facts(),
        built: Arc::new(city.built),
        candidates: OnceLock::new(),
        facilities: city.facilities,
        residences: Arc::new(city.residences),
        study,
        surroundings: None,
        premises: None,
        probable_links: None,
        base_map: None,
        division: None,
        walker: options.walker.unwrap_or_default(),
        residence_list: own.residence_note,
        inputs: own.inputs,
        imports: Arc::new(imports.chain(own.reports).collect()),
        counted,
        in_earlier_lists: carried.in_earlier + own.in_earlier_lists,
        far: carried.far.into_iter().chain(far).collect(),
        network: shared(network),
        cache: Some(Arc::new(cache)),
        shapes: OnceLock::new(),
        walks: Arc::default(),
        applied: None,
        asked: serde_json::Value::Null,
    })
}

/// Whether an area is another than the one that a network was made for.
fn is_other(made_for: Option<&StudyArea>, area: &StudyArea) -> bool {
    made_for.is_some_and(|own| own.outline() != area.outline())
}

/// The same network for several cities.
fn shared(network: OnceLock<StreetNetwork>) -> OnceLock<Arc<StreetNetwork>> {
    let network = network.into_inner().map(Arc::new);
    network.map_or_else(OnceLock::new, OnceLock::from)
}

/// The rows of lists in WGS-84, as the streets and names of the city tell where a list does not.
fn take_lists(
    lists: OwnLists,
    network: &StreetNetwork,
    city: &CachedCity,
    observer: &dyn Observer,
) -> Result<TakenLists, Error> {
    let known = OnceCell::new();
    let ground = || {
        if let Some(ground) = known.get() {
            return Ok(ground);
        }
        let made = Ground::new(network, city.facilities.named(), observer)?;
        Ok::<&Ground, Error>(known.get_or_init(|| made))
    };
    lists.take(ground, observer)
}

/// Whether no facility of the extract counts.
fn is_replaced(recipe: &Recipe) -> bool {
    recipe.facilities.is_some() && (recipe.replace || recipe.policy == ListPolicy::ListOnly)
}

/// Forgets the lists of a role, for which others are given.
fn drop_role(lists: &mut ListNotes, role: &str) {
    lists.imports.retain(|list| list.role != role);
    lists.far.retain(|list| list.role != role);
}

/// Shares out people who were counted among the homes, those of the area alone where they are cut now.
fn share_out(
    choice: &PopulationChoice,
    city: &mut CachedCity,
    streets: &StreetNetwork,
    cut: Option<&mut Study>,
    observer: &dyn Observer,
) -> Result<Option<Shared>, Error> {
    let known = OnceCell::new();
    let ground = || {
        if let Some(ground) = known.get() {
            return Ok(ground);
        }
        let made = Ground::new(streets, city.facilities.named(), observer)?;
        Ok::<&Ground, Error>(known.get_or_init(|| made))
    };
    let homes = std::mem::take(&mut city.residences);
    let mut whole = Study::default();
    let study = cut.unwrap_or(&mut whole);
    let (homes, shared) = population::take(Some(choice), homes, study, &ground, observer)?;
    city.residences = homes;
    Ok(shared)
}

/// Puts lists of the user's in the place of what the extract had.
struct Lists<'a> {
    network: &'a StreetNetwork,
    max_snap_mm: u32,
    tables: &'a BuiltInTables,
    observer: &'a dyn Observer,
}

impl Lists<'_> {
    fn add_facilities(
        &self,
        cache: &CityCache,
        own: OwnList,
        city: &mut CachedCity,
    ) -> Result<(), Error> {
        let index = self.index(city)?;
        let table = &self.tables.categories;
        // Nothing of an extract is asked for where all facilities are the user's.
        let candidates = if own.replace {
            FacilityCandidates::default()
        } else {
            cache.candidates(table.categories().len())?
        };
        city.facilities = facilities(&candidates, table, own, &index, self.observer)?;
        city.residences.find_inner(&city.facilities);
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
            &FacilityCandidates::default(),
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
    other_area: Option<&StudyArea>,
) -> Result<(), Error> {
    let (file, origin) = (source.path().to_owned(), label.origin.name.clone());
    let made_with = Box::new(label.recipe.clone());
    let (mut asked, wanted) = options.misfits(&label.recipe);
    asked.extend(other_area.map(|area| Misfit::Area(area.name.clone())));
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
