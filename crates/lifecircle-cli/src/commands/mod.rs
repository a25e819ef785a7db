//! One module per command.

pub(crate) mod bench;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod inspect;
pub(crate) mod rules;
pub(crate) mod synth;
