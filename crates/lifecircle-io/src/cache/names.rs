//! What people call the streets, and the parts of a town.

use lifecircle_core::network::{Localities, WayNames};
use lifecircle_core::osm::LocalityKind;

use super::column::{code, codes};
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::texts::Shared;
use crate::InputError;

code!(LocalityKind {
    CityBlock = 0,
    Neighbourhood = 1,
    Quarter = 2,
    IsolatedDwelling = 3,
    Hamlet = 4,
    Suburb = 5,
    Village = 6,
    Town = 7,
});

const WAY_NAMES: Shared = Shared {
    of: "net.name.of",
    first: "net.name.first",
    text: "net.name.text",
};
const PLACE_NAMES: Shared = Shared {
    of: "net.place.of",
    first: "net.place.first",
    text: "net.place.text",
};

pub(super) fn write_ways(names: &WayNames, frame: &mut FrameWriter) {
    let (way, name) = names.columns();
    frame.column("net.name.way", way);
    WAY_NAMES.write(name, frame);
}

pub(super) fn read_ways(frame: &Frame) -> Result<WayNames, InputError> {
    let way: Vec<i64> = frame.column("net.name.way")?;
    let name = WAY_NAMES.read(frame, way.len())?;
    WayNames::from_columns(way, name)
        .ok_or_else(|| frame.error("net.name.way", "is not in order of the numbers"))
}

pub(super) fn write_places(localities: &Localities, frame: &mut FrameWriter) {
    let columns = localities.columns();
    frame.column("net.place.node", columns.node);
    frame.column("net.place.lon", columns.lon);
    frame.column("net.place.lat", columns.lat);
    frame.bytes("net.place.kind", codes(columns.kind));
    PLACE_NAMES.write(columns.name, frame);
}

pub(super) fn read_places(frame: &Frame) -> Result<Localities, InputError> {
    let node: Vec<i64> = frame.column("net.place.node")?;
    let n = node.len();
    let degrees = [
        frame.rows("net.place.lon", n)?,
        frame.rows("net.place.lat", n)?,
    ];
    let kind = read_codes(frame, "net.place.kind", n)?;
    let name = PLACE_NAMES.read(frame, n)?;
    // Equally long they are.
    let what = "is not in order of the numbers, or a place is not on the earth";
    Localities::from_columns(node, degrees, kind, name)
        .ok_or_else(|| frame.error("net.place.node", what))
}
