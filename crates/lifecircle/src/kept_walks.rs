//! Walks through a city that questions have asked for.

use std::sync::{Arc, Mutex, PoisonError};

use lifecircle_core::build::BuiltNetwork;
use lifecircle_core::metric::Walking;
use lifecircle_core::walk::Walks;

/// Walks that questions have asked for: states and hierarchies are kept with them.
#[derive(Debug, Default)]
pub(crate) struct KeptWalks(Mutex<Vec<Arc<Walks>>>);

/// So many kinds of walks are kept, the latest asked for: three kinds of gates for some walkers. Those of a large
/// city take some hundred megabytes each.
const MOST_KEPT: usize = 6;

impl KeptWalks {
    /// The walks of these people, made for the first of those who ask.
    pub(crate) fn of(&self, walking: Walking, built: &Arc<BuiltNetwork>) -> Arc<Walks> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().position(|walks| walks.walking() == walking);
        let walks = match found {
            Some(position) => kept.remove(position),
            None => Arc::new(Walks::new(Arc::clone(built), walking)),
        };
        kept.truncate(MOST_KEPT - 1);
        kept.insert(0, Arc::clone(&walks));
        walks
    }
}
