//! The study area that a network was made for.

use lifecircle_core::area::{AreaOutline, AreaSource, StudyArea};
use lifecircle_core::units::narrow;

use super::column::codes;
use super::frame::{Frame, FrameWriter};
use super::network::read_codes;
use super::record::{Fields, Record};
use crate::InputError;

impl Fields for AreaSource {
    fn put(&self, record: &mut Record) {
        let (file, relation) = match self {
            Self::File(name) => (Some(name.clone()), None),
            Self::Relation { id, level } => (None, Some((*id, level.map(u32::from)))),
        };
        file.put(record);
        relation.map(|relation| relation.0).put(record);
        relation.and_then(|relation| relation.1).put(record);
    }

    fn take(record: &mut Record) -> Option<Self> {
        let (file, id, level): (_, _, Option<u32>) = (
            Fields::take(record)?,
            Fields::take(record)?,
            Fields::take(record)?,
        );
        match (file, id) {
            (Some(name), None) => Some(Self::File(name)),
            (None, Some(id)) => Some(Self::Relation {
                id,
                level: level.map(u8::try_from).transpose().ok()?,
            }),
            _ => None,
        }
    }
}

pub(super) fn write(area: Option<&StudyArea>, frame: &mut FrameWriter) {
    let rings: Vec<_> = area
        .into_iter()
        .flat_map(|area| area.outline().rings())
        .collect();
    let mut first = vec![0];
    let (mut lon, mut lat) = (Vec::new(), Vec::new());
    for (_, _, corners) in &rings {
        lon.extend(corners.iter().map(|c| c.0));
        lat.extend(corners.iter().map(|c| c.1));
        first.push(narrow(lon.len()));
    }
    frame.column(
        "area.polygon",
        &rings.iter().map(|r| r.0).collect::<Vec<u32>>(),
    );
    frame.bytes(
        "area.inner",
        codes(&rings.iter().map(|r| r.1).collect::<Vec<bool>>()),
    );
    frame.column::<u32>("area.first", &first);
    frame.column::<i32>("area.lon", &lon);
    frame.column::<i32>("area.lat", &lat);
}

/// Reads the outline of an area whose name and source the label tells.
pub(super) fn read(
    frame: &Frame,
    name: &str,
    source: &AreaSource,
) -> Result<StudyArea, InputError> {
    let polygon: Vec<u32> = frame.column("area.polygon")?;
    let inner: Vec<bool> = read_codes(frame, "area.inner", polygon.len())?;
    let lon: Vec<i32> = frame.column("area.lon")?;
    let lat: Vec<i32> = frame.rows("area.lat", lon.len())?;
    let first = frame.starts("area.first", polygon.len(), lon.len(), 0)?;
    let ring = |i: usize| {
        let corners = first[i] as usize..first[i + 1] as usize;
        (
            polygon[i],
            inner[i],
            corners.map(|c| (lon[c], lat[c])).collect(),
        )
    };
    let rings = (0..polygon.len()).map(ring).collect();
    let outline = AreaOutline::from_rings(rings)
        .ok_or_else(|| frame.error("area.first", "holds rings that bound no area"))?;
    Ok(StudyArea::of_outline(
        name.to_owned(),
        source.clone(),
        outline,
    ))
}
