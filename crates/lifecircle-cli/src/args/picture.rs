//! What maps can be told.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args};
use lifecircle::{Frame, MapLayer, MapSize};

use crate::problem::{Problem, problem};

/// Maps to look at.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("drawing").args(["png", "svg", "pdf"]).multiple(true))]
pub(crate) struct PictureArgs {
    #[arg(long, value_name = "file")]
    pub(crate) png: Option<PathBuf>,
    #[arg(long, value_name = "file")]
    pub(crate) svg: Option<PathBuf>,
    #[arg(long, value_name = "file")]
    pub(crate) pdf: Option<PathBuf>,
    #[arg(long, value_name = "text", requires = "drawing")]
    pub(crate) title: Option<String>,
    #[arg(long, value_name = "size", default_value = "screen", value_parser = size)]
    pub(crate) size: MapSize,
    #[arg(long, value_name = "frame", default_value = "people", allow_hyphen_values = true, value_parser = frame)]
    pub(crate) frame: Frame,
    #[arg(long, value_name = "map-layers", value_delimiter = ',', requires = "drawing", value_parser = layer())]
    pub(crate) map_layers: Vec<MapLayer>,
    #[arg(long, value_name = "file", requires = "drawing")]
    pub(crate) font: Option<PathBuf>,
}

fn size(word: &str) -> Result<MapSize, Problem> {
    MapSize::parse(word).ok_or_else(|| problem!("picture-size"))
}

fn frame(text: &str) -> Result<Frame, Problem> {
    Frame::parse(text).ok_or_else(|| problem!("picture-frame"))
}

fn layer() -> impl TypedValueParser<Value = MapLayer> {
    PossibleValuesParser::new(MapLayer::ALL.map(MapLayer::word)).map(|word| {
        let named = MapLayer::named(&word);
        named.unwrap_or(MapLayer::Ground)
    })
}
