//! Exact searches over a state graph: bounded from one origin, nearest from many targets.
//!
//! Labels are integers, compared whole: (weight, rank, second weight). Results do not depend
//! on the order in which equal labels are found, so any number of threads gives the same bytes.

mod label;
mod nearest;
mod queue;
mod space;
mod work;

pub use label::{Label, LengthLabel, TimeLabel, WeightLabel};
pub use nearest::{NearestK, Reseeding, nearest_k};
pub use space::{Reached, SearchSpace};
pub use work::Work;
