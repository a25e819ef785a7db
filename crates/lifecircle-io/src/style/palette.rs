//! Colours, by what they say.

use std::fmt;

use lifecircle_core::coverage::Verdict;

/// A colour in sRGB: red, green, blue, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl fmt::Display for Colour {
    /// As SVG and CSS write it: `#rrggbb`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self(255, 255, 255);
    /// Near black, for texts.
    pub const INK: Self = Self(0x1f, 0x24, 0x2b);
    /// What lies below everything on a map.
    pub const GROUND: Self = Self(0xf6, 0xf6, 0xf3);
}

/// The colour of a verdict: without colours, who is not covered is darker than who is; what is unknown has a mark besides.
pub fn verdict(verdict: Verdict) -> Colour {
    match verdict {
        Verdict::Covered => Colour(0x56, 0xb4, 0xe9),
        Verdict::NotCovered => Colour(0xd5, 0x5e, 0x00),
        Verdict::Unknown => Colour(0x70, 0x70, 0x70),
    }
}

/// The colour of outlets that serve.
pub const OUTLET: Colour = Colour(0x00, 0x72, 0xb2);

/// The classes of a gap street: 0 unknown, 1 up to 1.5 times the limit, 2 up to 2, 3 up to 3, 4 beyond,
/// 5 nothing within the hour.
pub const GAP_STREET_CLASSES: [u8; 6] = [0, 1, 2, 3, 4, 5];

/// The colour of a gap street's class, from amber to near black, each at least 15 of CIELAB's L* darker than the one before;
/// grey for 0 and for any other number, which is drawn in dots.
pub fn gap_street(class: u8) -> Colour {
    match class {
        1 => Colour(0xe6, 0xa9, 0x00),
        2 => Colour(0xd8, 0x68, 0x1d),
        3 => Colour(0xbe, 0x1e, 0x32),
        4 => Colour(0x69, 0x0f, 0x77),
        5 => Colour(0x30, 0x08, 0x3f),
        _ => Colour(0x8a, 0x8f, 0x98),
    }
}

/// How many isochrone bands have a colour of their own.
pub const MAX_BANDS: usize = 6;

const BANDS: [Colour; MAX_BANDS] = [
    Colour(0x08, 0x1e, 0x4f),
    Colour(0x18, 0x43, 0x83),
    Colour(0x23, 0x70, 0x9d),
    Colour(0x41, 0x9d, 0xaf),
    Colour(0x83, 0xc6, 0xa6),
    Colour(0xcd, 0xeb, 0x9f),
];

/// The colour of isochrone band `index` of `count`, counted from the shortest limit: dark near, light far.
///
/// Fewer bands lie further apart; bands beyond [`MAX_BANDS`] share the lightest colour.
pub fn band(index: usize, count: usize) -> Colour {
    let steps: &[usize] = match count {
        0 | 1 => &[2],
        2 => &[1, 4],
        3 => &[1, 3, 5],
        4 => &[0, 2, 4, 5],
        5 => &[0, 1, 2, 3, 5],
        _ => &[0, 1, 2, 3, 4, 5],
    };
    BANDS[steps[index.min(steps.len() - 1)]]
}

/// First and last rank of each class of gap areas; the last class is open.
pub const RANK_CLASSES: [(u32, u32); 4] = [(1, 3), (4, 10), (11, 30), (31, u32::MAX)];

const RANKS: [Colour; RANK_CLASSES.len()] = [
    Colour(0x4a, 0x14, 0x86),
    Colour(0x7a, 0x4f, 0xb0),
    Colour(0xa9, 0x8b, 0xd0),
    Colour(0xd3, 0xc3, 0xe8),
];

/// The colour of a gap area by its rank, 1 being the worst: darkest for [`RANK_CLASSES`]' first.
pub fn rank(rank: u32) -> Colour {
    let class = RANK_CLASSES.iter().position(|&(_, last)| rank <= last);
    RANKS[class.unwrap_or(RANKS.len() - 1)]
}

const RULES: [Colour; 6] = [
    Colour(0x00, 0x72, 0xb2),
    Colour(0xe6, 0x9f, 0x00),
    Colour(0x00, 0x9e, 0x73),
    Colour(0xcc, 0x79, 0xa7),
    Colour(0x56, 0xb4, 0xe9),
    Colour(0x8a, 0x3b, 0x12),
];

/// The colour of a rule by its place in the pack; after six they start again.
pub fn rule(index: usize) -> Colour {
    RULES[index % RULES.len()]
}
