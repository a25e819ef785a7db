//! The lines of the arterial grid along one axis, and the strips between them.
//!
//! A city is the product of two axes: columns (lines run north) and rows (lines run east). Most strips hold
//! blocks; a few thin ones hold a river (columns) or a railway (rows), so that their two banks are ordinary
//! lines with ordinary streets.

use crate::names;
use crate::rng::{Rng, Stream};
use crate::units::{int, m};

/// Usual distance between two arterial roads.
const SPACING: i32 = m(560);
/// Blocks between two rivers or two railways in a very large city.
const BARRIER_PERIOD: usize = 24;
/// A city with this many blocks along both axes has a ring of trunk roads.
const RING_MIN_BLOCKS: usize = 10;

/// The class of an arterial road, the smallest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Tertiary,
    Secondary,
    Primary,
    Trunk,
}

impl Class {
    /// The value of the `highway` key.
    pub(crate) const fn highway(self) -> &'static str {
        match self {
            Self::Tertiary => "tertiary",
            Self::Secondary => "secondary",
            Self::Primary => "primary",
            Self::Trunk => "trunk",
        }
    }

    /// The value of the `lanes` key.
    pub(crate) const fn lanes(self) -> &'static str {
        match self {
            Self::Tertiary => "2",
            Self::Secondary => "4",
            Self::Primary | Self::Trunk => "6",
        }
    }
}

/// One arterial road from edge to edge of the city.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Distance from the first line in decimetres.
    pub(crate) at: i32,
    pub(crate) class: Class,
    /// Sidewalks are drawn as ways of their own.
    pub(crate) sidewalks: bool,
    pub(crate) name: String,
    /// The line whose bends it follows: its own index, or the other bank's.
    pub(crate) twin: usize,
}

impl Line {
    /// The road crosses rivers and railways; minor ones end at the bank.
    pub(crate) fn passes(&self) -> bool {
        self.class >= Class::Primary
    }
}

/// The space between two neighbouring lines.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strip {
    /// A river or a railway runs here.
    pub(crate) barrier: bool,
    /// Index of the sub-district (街道) along this axis.
    pub(crate) district: usize,
    /// Index of the community (社区) along this axis.
    pub(crate) community: usize,
}

/// How one axis of the city is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AxisStyle {
    /// Tells the axes apart in the random streams: 0 for columns, 1 for rows.
    pub(crate) index: usize,
    /// Width of a river or railway.
    pub(crate) barrier_width: i32,
    /// Blocks in a sub-district, at most.
    pub(crate) district_blocks: usize,
    /// Blocks in a community.
    pub(crate) community_blocks: usize,
    /// Ending of the street names.
    pub(crate) suffix: &'static str,
}

/// The lines and strips along one axis; always one line more than strips.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    pub(crate) lines: Vec<Line>,
    pub(crate) strips: Vec<Strip>,
    ring: Option<(usize, usize)>,
}

impl Axis {
    /// Divides `length` decimetres into blocks, with one thin strip in every axis of three blocks or more.
    pub(crate) fn new(seed: u64, length: i32, style: AxisStyle) -> Self {
        let blocks = usize::try_from((length + SPACING / 2) / SPACING)
            .unwrap_or(0)
            .max(1);
        let strips = lay_strips(blocks, style);
        let mut rng = Rng::new(seed, Stream::Widths, style.index, 0);
        let lines = lay_lines(seed, &mut rng, length, &strips, style);
        let ring = (blocks >= RING_MIN_BLOCKS)
            .then(|| (strips.len() / 5, strips.len() - strips.len() / 5));
        Self {
            lines,
            strips,
            ring,
        }
    }

    /// Distance between the first and the last line.
    pub(crate) fn length(&self) -> i32 {
        self.lines.last().map_or(0, |line| line.at)
    }

    /// The two lines of the trunk ring, in a large city.
    pub(crate) fn ring(&self) -> Option<(usize, usize)> {
        self.ring
    }

    /// Distance in percent of the half length from the middle of the axis to strip `index`.
    pub(crate) fn eccentricity(&self, index: usize) -> i32 {
        let middle = int(self.strips.len()) - 1;
        if middle == 0 {
            0
        } else {
            (2 * int(index) - middle).abs() * 100 / middle
        }
    }
}

/// Which strips there are, and to which zones they belong.
fn lay_strips(blocks: usize, style: AxisStyle) -> Vec<Strip> {
    let barriers = if blocks < 3 {
        0
    } else {
        (blocks / BARRIER_PERIOD).max(1)
    };
    // Barrier b comes after this many blocks: a little past the middle of its share of the city.
    let after: Vec<usize> = (0..barriers)
        .map(|b| {
            (blocks * (5 * b + 3))
                .div_ceil(5 * barriers)
                .clamp(1, blocks - 1)
        })
        .collect();
    let districts = blocks.div_ceil(style.district_blocks);
    let mut strips = Vec::with_capacity(blocks + barriers);
    let (mut district, mut community, mut first) = (0, 0, 0);
    for block in 0..blocks {
        let here = block * districts / blocks;
        if block > 0 && (here != district || (block - first) % style.community_blocks == 0) {
            community += 1;
        }
        if here != district {
            (district, first) = (here, block);
        }
        strips.push(Strip {
            barrier: false,
            district,
            community,
        });
        if after.contains(&(block + 1)) {
            strips.push(Strip {
                barrier: true,
                district,
                community,
            });
        }
    }
    strips
}

/// Places the lines so that the strips fill `length` unevenly, and gives each its class and name.
fn lay_lines(
    seed: u64,
    rng: &mut Rng,
    length: i32,
    strips: &[Strip],
    style: AxisStyle,
) -> Vec<Line> {
    let barriers = int(strips.iter().filter(|strip| strip.barrier).count());
    let blocks = int(strips.len()) - barriers;
    let mean = (length - barriers * style.barrier_width) / blocks;
    let phase = rng.index(3.min(strips.len() + 1));
    let mut at = 0;
    let mut lines = Vec::with_capacity(strips.len() + 1);
    for index in 0..=strips.len() {
        let bank = index > 0 && strips[index - 1].barrier;
        lines.push(line(seed, index, at, phase, bank, style));
        if let Some(strip) = strips.get(index) {
            at += if strip.barrier {
                style.barrier_width
            } else {
                mean * rng.range(90, 110) / 100
            };
        }
    }
    lines
}

fn line(seed: u64, index: usize, at: i32, phase: usize, bank: bool, style: AxisStyle) -> Line {
    let mut rng = Rng::new(seed, Stream::Lines, style.index, index);
    let class = match (index % 3 == phase, rng.percent(30)) {
        (true, _) => Class::Primary,
        (false, true) => Class::Tertiary,
        (false, false) => Class::Secondary,
    };
    let sidewalks = rng.percent(if class == Class::Primary { 85 } else { 25 });
    let name = format!(
        "{}{}",
        names::place(seed, index * 2 + style.index),
        style.suffix
    );
    Line {
        at,
        class,
        sidewalks,
        name,
        twin: index - usize::from(bank),
    }
}
