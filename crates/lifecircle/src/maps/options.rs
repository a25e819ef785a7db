//! How a map is drawn.

use std::sync::Arc;

use lifecircle_io::draw::{Bounds, Paper, SIZES};
use lifecircle_texts::Lang;

/// How a map is drawn. The default is a picture for the screen, of where most people live, with everything on it.
#[derive(Clone, Debug)]
pub struct MapOptions {
    /// The language of its texts.
    pub lang: Lang,
    /// The title; `None`: what the map shows.
    pub title: Option<String>,
    /// How large it is.
    pub size: MapSize,
    /// Which part of the earth it shows.
    pub frame: Frame,
    /// What it shows.
    pub layers: Vec<MapLayer>,
    /// A font for characters that the built-in one lacks: what to call it in messages, and its bytes.
    pub font: Option<(String, Arc<Vec<u8>>)>,
}

impl Default for MapOptions {
    fn default() -> Self {
        Self {
            lang: Lang::En,
            title: None,
            size: MapSize::Screen,
            frame: Frame::People,
            layers: MapLayer::ALL.into(),
            font: None,
        }
    }
}

impl MapOptions {
    /// Whether a map shows something of this kind.
    pub fn shows(&self, layer: MapLayer) -> bool {
        self.layers.contains(&layer)
    }
}

/// How large a map is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapSize {
    /// 1600 × 1200 px.
    Screen,
    /// A sheet of paper.
    Paper(Paper),
    /// Width and height in px.
    Pixels(u32, u32),
}

impl MapSize {
    /// What a word means: `screen`, `a4`, `a3`, or `1200x900`; `None` where it means nothing or no picture has that size.
    pub fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "screen" => Some(Self::Screen),
            "a4" => Some(Self::Paper(Paper::A4)),
            "a3" => Some(Self::Paper(Paper::A3)),
            size => {
                let (width, height) = size.split_once('x')?;
                let side = |text: &str| text.parse().ok().filter(|px| is_side(*px));
                Some(Self::Pixels(side(width)?, side(height)?))
            }
        }
    }
}

fn is_side(px: u32) -> bool {
    (SIZES.0..=SIZES.1).contains(&px)
}

/// Which part of the earth a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Frame {
    /// Where all but the outermost people live; around isochrones, these.
    People,
    /// Everything that is drawn.
    All,
    /// West, south, east, north in degrees.
    Box(Bounds),
}

impl Frame {
    /// What a text means: `people`, `all`, or `west,south,east,north` in degrees; `None` where it is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "people" => return Some(Self::People),
            "all" => return Some(Self::All),
            _ => {}
        }
        let sides: Option<Vec<f64>> = text
            .split(',')
            .map(|side| side.trim().parse().ok())
            .collect();
        let bounds: Bounds = sides?.try_into().ok()?;
        let [west, south, east, north] = bounds;
        let on_earth = (-180.0..=180.0).contains(&west)
            && (-180.0..=180.0).contains(&east)
            && (-90.0..=90.0).contains(&south)
            && (-90.0..=90.0).contains(&north);
        (on_earth && west < east && south < north).then_some(Self::Box(bounds))
    }
}

/// A kind of thing that a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MapLayer {
    /// Water, green, railways, built-up land, buildings.
    Ground,
    /// All streets.
    Streets,
    /// Names of streets, of parts of the town, of water and green.
    Names,
    /// Stretches of inhabited streets beyond the limit, or within reach.
    Stretches,
    /// Areas.
    Areas,
    /// People at home.
    Homes,
    /// Facilities that serve.
    Outlets,
    /// Numbers of areas and what is told of them.
    Labels,
    /// The border of the study area.
    Border,
    /// Where the data ends.
    Cut,
}

impl MapLayer {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Ground,
        Self::Streets,
        Self::Names,
        Self::Stretches,
        Self::Areas,
        Self::Homes,
        Self::Outlets,
        Self::Labels,
        Self::Border,
        Self::Cut,
    ];

    /// Its word on a command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Streets => "streets",
            Self::Names => "names",
            Self::Stretches => "stretches",
            Self::Areas => "areas",
            Self::Homes => "homes",
            Self::Outlets => "outlets",
            Self::Labels => "labels",
            Self::Border => "border",
            Self::Cut => "cut",
        }
    }

    /// The layer of a word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_frames_and_layers_are_read() {
        assert_eq!(MapSize::parse("A3"), Some(MapSize::Paper(Paper::A3)));
        assert_eq!(MapSize::parse("800x600"), Some(MapSize::Pixels(800, 600)));
        for none in ["", "a5", "800", "800x", "10x10", "9000x600", "-1x900"] {
            assert_eq!(MapSize::parse(none), None, "{none}");
        }
        assert_eq!(
            Frame::parse("1, 2,3,4"),
            Some(Frame::Box([1.0, 2.0, 3.0, 4.0]))
        );
        for none in [
            "",
            "1,2,3",
            "3,2,1,4",
            "1,4,3,2",
            "1,2,3,NaN",
            "1,2,3,95",
            "1,2,3,4,5",
        ] {
            assert_eq!(Frame::parse(none), None, "{none}");
        }
        for layer in MapLayer::ALL {
            assert_eq!(MapLayer::named(layer.word()), Some(layer));
        }
        assert_eq!(MapLayer::named("sea"), None);
    }
}
