//! Walking times between many places.

use std::sync::Arc;

use lifecircle_core::coverage::{Kernel, KernelChoice, Matrix as CoreMatrix, Walk, rows_by_size};
use lifecircle_core::metric::Gates;
use lifecircle_core::observer::{Cancelled, Stage};
use lifecircle_core::place::{Category, CategorySet, CategoryTable};
use lifecircle_core::units::narrow;
use lifecircle_core::walk::{Stops, Walks};
use lifecircle_io::read::{self, Place};

use crate::origins::PlaceList;
use crate::{City, Error, ListFile, Walker, Warning};

/// A set of places.
#[derive(Clone, Debug, PartialEq)]
pub enum PlaceSet {
    /// Every home of the city.
    Homes,
    /// Its facilities, of some categories or of all.
    Facilities(Option<CategorySet>),
    /// Places of the user's.
    Places(Vec<Place>),
    /// The same in a file.
    File(ListFile),
}

impl PlaceSet {
    /// The set that a word names: `homes`, `facilities`, a category by its id or Chinese name, else a file
    /// ([`ListFile::parse`]).
    ///
    /// # Errors
    /// [`Error::NoPlaces`], or what is wrong with the file.
    pub fn named(text: &str, table: &CategoryTable) -> Result<Self, Error> {
        let categories = table.categories();
        let is_meant = |c: &Category| c.id == text || c.zh == text;
        match text {
            "homes" => return Ok(Self::Homes),
            "facilities" => return Ok(Self::Facilities(None)),
            _ => {}
        }
        if let Some(found) = categories.iter().position(is_meant) {
            return Ok(Self::Facilities(Some(CategorySet::of(found))));
        }
        let list = ListFile::parse(text)?;
        if !list.file.exists() {
            return Err(Error::NoPlaces {
                text: text.to_owned(),
                known: categories.iter().map(|c| c.id.clone()).collect(),
            });
        }
        // A file that is no table is told before the long work begins.
        read::open_table(&list.file, &list.options.table)?;
        Ok(Self::File(list))
    }
}

/// From where to where, and how far.
#[derive(Clone, Debug)]
pub struct MatrixOptions {
    /// Where walks begin.
    pub from: PlaceSet,
    /// Where they end.
    pub to: PlaceSet,
    /// Longer walks are left out.
    pub limit_ms: u32,
    /// What compounds and gates do.
    pub gates: Gates,
    /// Who walks; `None`: whom the city was opened for.
    pub walker: Option<Walker>,
    /// How searches run. A choice never changes a result.
    pub kernel: KernelChoice,
}

/// Places on the streets.
#[derive(Clone, Debug)]
pub struct Stations {
    /// Their ids.
    pub ids: Vec<String>,
    /// Where they join the streets.
    pub stops: Stops,
    /// Of facilities, their ranks, increasing.
    ranks: Vec<u32>,
    /// Of a file, the warning that its system is contradicted.
    pub warning: Option<Warning>,
}

impl Stations {
    /// Places without a street in reach: no walk leads there.
    pub fn far_count(&self) -> usize {
        let places = 0..self.ids.len();
        places.filter(|&p| self.stops.of(p).is_empty()).count()
    }

    fn position(&self, rank: u32) -> Option<u32> {
        self.ranks.binary_search(&rank).ok().map(narrow)
    }
}

/// Walking times, computed when they are asked for.
#[derive(Clone, Debug)]
pub struct Matrix {
    city: City,
    walks: Arc<Walks>,
    from: Stations,
    to: Stations,
    /// Pairs that are no walk apart.
    at_hand: Vec<(u32, u32)>,
    limit_ms: u32,
    kernel: KernelChoice,
}

impl City {
    /// Prepares walking times from some places to others.
    ///
    /// # Errors
    /// Walkers for whom the streets were not made; a network made before that is damaged.
    ///
    /// # Complexity
    /// Linear in the places, and in the streets where places of the user's are among them.
    pub fn matrix(&self, options: &MatrixOptions) -> Result<Matrix, Error> {
        let walks = self.walks(options.walker, options.gates)?;
        let (from, to) = (self.stations(&options.from)?, self.stations(&options.to)?);
        Ok(Matrix {
            at_hand: self.at_hand((&options.from, &from), (&options.to, &to)),
            city: self.clone(),
            walks,
            from,
            to,
            limit_ms: options.limit_ms,
            kernel: options.kernel,
        })
    }

    fn stations(&self, set: &PlaceSet) -> Result<Stations, Error> {
        Ok(match set {
            PlaceSet::Homes => Stations {
                ids: self
                    .residences()
                    .id
                    .iter()
                    .map(ToString::to_string)
                    .collect(),
                stops: Stops::of_residences(self.residences()),
                ranks: Vec::new(),
                warning: None,
            },
            PlaceSet::Facilities(wanted) => {
                let rows = (0..).zip(&self.facilities().rows);
                let own = rows.filter(|(_, f)| wanted.is_none_or(|w| f.categories.meets(w)));
                let (ranks, own): (Vec<u32>, Vec<_>) = own.unzip();
                let snaps = own.iter().map(|f| f.ways_in.iter().filter_map(|a| a.snap));
                Stations {
                    ids: own.iter().map(|f| f.id.clone()).collect(),
                    stops: Stops::new(snaps),
                    ranks,
                    warning: None,
                }
            }
            PlaceSet::Places(rows) => self.stations_at(rows, None)?,
            PlaceSet::File(list) => {
                let places = self.located(PlaceList::read(list.clone(), &*self.observer)?)?;
                let warning = places.warning();
                self.stations_at(&places.import.accepted()?, warning)?
            }
        })
    }

    fn stations_at(&self, rows: &[Place], warning: Option<Warning>) -> Result<Stations, Error> {
        let index = self.snap_index()?;
        Ok(Stations {
            ids: rows.iter().map(|row| row.id.clone()).collect(),
            stops: Stops::new(rows.iter().map(|row| index.point(row.at))),
            ranks: Vec::new(),
            warning,
        })
    }

    /// Pairs that are no walk apart: a place and itself, a home and a facility inside it.
    fn at_hand(
        &self,
        (from_set, from): (&PlaceSet, &Stations),
        (to_set, to): (&PlaceSet, &Stations),
    ) -> Vec<(u32, u32)> {
        let residences = self.residences();
        let inside = |facilities: &Stations| -> Vec<(u32, u32)> {
            let pairs = (0..residences.count()).flat_map(|home| {
                let ranks = residences.zero_of(home).iter();
                ranks.map(move |&rank| (narrow(home), rank))
            });
            let present = |(home, rank)| Some((home, facilities.position(rank)?));
            pairs.filter_map(present).collect()
        };
        match (from_set, to_set) {
            (PlaceSet::Homes, PlaceSet::Facilities(_)) => inside(to),
            (PlaceSet::Facilities(_), PlaceSet::Homes) => {
                let pairs = inside(from).into_iter();
                pairs.map(|(home, facility)| (facility, home)).collect()
            }
            (PlaceSet::Facilities(_), PlaceSet::Facilities(_)) => (0..)
                .zip(&from.ranks)
                .filter_map(|(origin, &rank)| Some((origin, to.position(rank)?)))
                .collect(),
            (a, b) if a == b => (0..narrow(from.ids.len())).map(|i| (i, i)).collect(),
            _ => Vec::new(),
        }
    }
}

impl Matrix {
    /// Where walks begin.
    pub fn from(&self) -> &Stations {
        &self.from
    }

    /// Where they end.
    pub fn to(&self) -> &Stations {
        &self.to
    }

    /// Hands all rows to `sink` in the order of the origins: the position of a row's first origin, and per origin
    /// its walks by destination. Tells how the searches ran.
    ///
    /// # Errors
    /// The first that `sink` returns; nothing more is computed then.
    ///
    /// # Complexity
    /// A bounded search per origin, or a sweep per 32 neighbouring ones; some 8 million walks are in memory at a time.
    pub fn for_each<E: From<Error> + From<Cancelled>>(
        &self,
        mut sink: impl FnMut(usize, Vec<Vec<Walk>>) -> Result<(), E>,
    ) -> Result<Kernel, E> {
        let observer = &*self.city.observer;
        let matrix = CoreMatrix::new(
            &self.walks,
            &self.from.stops,
            &self.to.stops,
            &self.at_hand,
            self.limit_ms,
            self.kernel,
            observer,
        )
        .map_err(Error::from)?;
        observer.stage(Stage::Search, self.from.ids.len() as u64);
        rows_by_size(&matrix, observer, |start, rows| {
            observer.advance(rows.len() as u64);
            sink(start, rows)
        })?;
        Ok(matrix.kernel())
    }
}
