//! The files of whole cities, read back with the reader that everybody uses.

mod bytes;
mod content;
mod read;
