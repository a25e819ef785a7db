//! The legal walks of one network by one kind of walker: prepared once, lent to every question.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::build::BuiltNetwork;
use crate::graph::StateGraph;
use crate::metric::{Metric, Unit, Walking};
use crate::observer::{Cancelled, Observer, Stage};
use crate::par;
use crate::search::{Label, NearestK, nearest_k};
use crate::sweep::{Direction, Hierarchy};

/// The legal walks of one network by one kind of walker.
///
/// What a unit of them needs (its states, its hierarchies) is made when it is first asked for, and
/// kept. Owned, and shared by any number of threads.
///
/// ```
/// use lifecircle_core::metric::Unit;
/// use lifecircle_core::observer::Silent;
/// use lifecircle_core::{Gates, Profile, Walking, Walks};
/// # use lifecircle_testkit::{Settings, World};
/// # let demo = include_bytes!("../../../../data/demo.osm.pbf");
/// # let city = World::new(demo, &Settings::default()).unwrap(); // as `assemble` builds it
///
/// let profile = Profile::default();
/// let walking = Walking { profile, speed: profile.speed, gates: Gates::Tagged, crossing_delay_ms: 0 };
/// let walks = Walks::new(city.built, walking);
/// let by_time = walks.by(Unit::Time, &Silent)?;
/// assert!(std::ptr::eq(by_time, walks.by(Unit::Time, &Silent)?), "made once");
/// # Ok::<(), lifecircle_core::Cancelled>(())
/// ```
#[derive(Debug)]
pub struct Walks {
    network: Arc<BuiltNetwork>,
    walking: Walking,
    time: OnceLock<UnitWalks>,
    length: OnceLock<UnitWalks>,
    making: Mutex<()>,
}

impl Walks {
    /// The walks of these people on that network. Nothing is made yet.
    pub fn new(network: Arc<BuiltNetwork>, walking: Walking) -> Self {
        Self {
            network,
            walking,
            time: OnceLock::new(),
            length: OnceLock::new(),
            making: Mutex::new(()),
        }
    }

    /// The network.
    pub fn network(&self) -> &BuiltNetwork {
        &self.network
    }

    /// The same, to be kept.
    pub fn shared_network(&self) -> &Arc<BuiltNetwork> {
        &self.network
    }

    /// Who walks, and how.
    pub fn walking(&self) -> Walking {
        self.walking
    }

    /// The walks by time or by length. They are made at the first call, of which the observer hears.
    ///
    /// Threads that ask at the same time wait for each other, but for those of a pool: these make
    /// what they need, and one of the results is kept.
    ///
    /// # Complexity
    /// The first call is linear in nodes and streets.
    ///
    /// # Errors
    /// [`Cancelled`]; nothing is kept then, and the next call begins anew.
    pub fn by(&self, unit: Unit, observer: &dyn Observer) -> Result<&UnitWalks, Cancelled> {
        let slot = match unit {
            Unit::Time => &self.time,
            Unit::Length => &self.length,
        };
        if let Some(made) = slot.get() {
            return Ok(made);
        }
        let _turn = turn(&self.making);
        if let Some(made) = slot.get() {
            return Ok(made);
        }
        observer.stage(Stage::Walks, 0);
        let made = UnitWalks::new(&self.network, self.walking, unit, observer)?;
        Ok(slot.get_or_init(|| made))
    }
}

/// Waits for the other threads that make the same; a worker of a pool does not, since what it would wait for
/// may be waiting for work that it has begun itself.
fn turn(making: &Mutex<()>) -> Option<MutexGuard<'_, ()>> {
    let wait = || making.lock().unwrap_or_else(PoisonError::into_inner);
    (!par::is_worker()).then(wait)
}

/// The walks of some people in one unit: the states they pass, and hierarchies over them.
#[derive(Debug)]
pub struct UnitWalks {
    network: Arc<BuiltNetwork>,
    walking: Walking,
    unit: Unit,
    states: StateGraph,
    forward: Kept,
    reverse: Kept,
}

/// The hierarchies of one direction: the one for the longest limit so far. Labels are exact whatever
/// limit a hierarchy was built for, so it answers every shorter one, to the same millisecond.
#[derive(Debug, Default)]
struct Kept {
    making: Mutex<()>,
    made: Mutex<Made>,
}

#[derive(Debug, Default)]
struct Made {
    hierarchy: Option<Arc<Hierarchy>>,
    /// The shortest limit for which the network did not suit.
    unsuited: Option<u32>,
}

/// Nobody has asked for a hierarchy of that limit yet.
struct NotMade;

impl Made {
    /// What is known for a limit: a hierarchy, or that the network does not suit one.
    fn known(&self, limit: u32) -> Result<Option<Arc<Hierarchy>>, NotMade> {
        let fits = |h: &&Arc<Hierarchy>| h.limit() >= limit;
        let made = self.hierarchy.as_ref().filter(fits).cloned();
        let unsuited = self.unsuited.is_some_and(|unsuited| limit >= unsuited);
        if made.is_some() || unsuited {
            Ok(made)
        } else {
            Err(NotMade)
        }
    }

    /// Keeps what was found out for a limit.
    fn keep(&mut self, limit: u32, made: Option<&Arc<Hierarchy>>) {
        let Some(made) = made else {
            self.unsuited = Some(self.unsuited.map_or(limit, |known| known.min(limit)));
            return;
        };
        let is_shorter = |h: &Arc<Hierarchy>| h.limit() < made.limit();
        if self.hierarchy.as_ref().is_none_or(is_shorter) {
            self.hierarchy = Some(Arc::clone(made));
        }
    }
}

impl UnitWalks {
    fn new(
        network: &Arc<BuiltNetwork>,
        walking: Walking,
        unit: Unit,
        observer: &dyn Observer,
    ) -> Result<Self, Cancelled> {
        let metric = Metric::new(&network.streets, walking, unit);
        Ok(Self {
            states: metric.states(&network.graph, observer)?,
            network: Arc::clone(network),
            walking,
            unit,
            forward: Kept::default(),
            reverse: Kept::default(),
        })
    }

    /// The network.
    pub fn network(&self) -> &BuiltNetwork {
        &self.network
    }

    /// The weights.
    pub fn metric(&self) -> Metric<'_> {
        Metric::new(&self.network.streets, self.walking, self.unit)
    }

    /// The states, with the arcs of legal walks.
    pub fn states(&self) -> &StateGraph {
        &self.states
    }

    /// A hierarchy for walks of up to `limit` in one direction, `None` where the network does not suit
    /// one. It is made at the first call, and again only for a longer limit.
    ///
    /// # Errors
    /// [`Cancelled`].
    ///
    /// # Complexity
    /// That of [`Hierarchy::new`], once.
    pub fn hierarchy(
        &self,
        limit: u32,
        direction: Direction,
        observer: &dyn Observer,
    ) -> Result<Option<Arc<Hierarchy>>, Cancelled> {
        let kept = match direction {
            Direction::Forward => &self.forward,
            Direction::Reverse => &self.reverse,
        };
        let known = || lock(&kept.made).known(limit);
        if let Ok(known) = known() {
            return Ok(known);
        }
        let _turn = turn(&kept.making);
        if let Ok(known) = known() {
            return Ok(known);
        }
        let made = Hierarchy::new(&self.states, limit, direction, observer)?.map(Arc::new);
        lock(&kept.made).keep(limit, made.as_ref());
        Ok(made)
    }

    /// The states of the nodes at which the data ends.
    pub(crate) fn cut_states(&self) -> impl Iterator<Item = u32> {
        let nodes = self.network.streets.cut_nodes();
        nodes.flat_map(|node| self.states.all(node))
    }

    /// From every state, the nearest cut end within a limit.
    pub(crate) fn to_cut_ends<L: Label>(
        &self,
        limit: u32,
        observer: &dyn Observer,
    ) -> Result<NearestK<L>, Cancelled> {
        let seeds = self.cut_states().map(|state| (state, L::seed(0, 0, 0)));
        let seeds: Vec<(u32, L)> = seeds.collect();
        nearest_k(&self.states.reverse, &seeds, limit, 1, observer)
    }
}

/// What a mutex guards is whole whenever it is free, whatever a panic elsewhere left undone.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
