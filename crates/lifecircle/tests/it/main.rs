//! The library face, as a program that links it sees it.

mod cancelled;
mod errors;
mod shared;
