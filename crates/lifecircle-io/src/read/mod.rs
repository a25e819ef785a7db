//! The user's own files.

mod extent;
mod lists;
mod text;

pub use extent::extent;
pub use lists::{Place, facilities, places, residences};
pub use text::read as text;
