//! Integer millimetres, milliseconds and 1e-7 degrees, and every conversion to and from them.
//!
//! Time is the weight of every search, in whole milliseconds: sums of integers do
//! not depend on their order, so results are the same for any number of threads.
//! A conversion is named by what it takes and gives, as [`mm_to_m`]; one that ends in `_text` writes the
//! number without its unit, whose word depends on the language.

mod convert;
mod degrees;
mod speed;
mod text;

pub use convert::{
    f64_to_u64, m_to_mm, m_to_signed_mm, m2_to_dm2, milli_to_people, milli_to_whole_people,
    minutes_to_ms, mm_to_km, mm_to_m, mm_to_m_f32, ms_to_minutes, ms_to_minutes_rounded, ms_to_s,
    people_milli_from_floor, people_to_milli, percent, round_m2, s_to_ms, u64_to_f64,
};
pub use degrees::{
    DECIMICRO_PER_DEGREE, decimicro_around, decimicro_to_degrees, decimicro_to_nano,
    degrees_to_decimicro, is_within_degrees, nano_to_decimicro, round_degrees,
};
pub use speed::{Speed, SpeedError, walk_ms, walked_mm};
pub use text::{grouped, mm_to_m_text, ms_to_minutes_text};

pub use lifecircle_graph::units::{MAX_WEIGHT, narrow};
