//! From bytes to columns: one pass over a file, or some where only a part of it is wanted.

use osmpbfreader::osmformat::HeaderBlock;
use protobuf::Message;

use super::PlaceFilter;
use super::block::{Holds, Take, Wanted, decode};
use super::bounded;
use super::data::{Columns, Header, OsmData, ReadOptions};
use super::error::{Damage, ReadError, Unsupported};
use super::extent::{FileExtent, inferred};
use super::frame::{BlobBuffer, BlobKind, BlobRef, Frames, Source, scan};
use super::keys::KeyTable;
use crate::observer::{Observer, Stage};
use crate::par;

/// Reads an extract: one pass over its blobs, in parallel, each inflated and decoded once.
///
/// # Errors
/// [`ReadError`] when the bytes cannot be read or make no sense; nothing is guessed or left out.
///
/// # Complexity
/// Linear in the file; memory is about 16 bytes per node and 8 per way reference, plus the candidates.
pub fn read(
    source: &(impl Source + ?Sized),
    filter: &dyn PlaceFilter,
    observer: &dyn Observer,
) -> Result<OsmData, ReadError> {
    read_with(source, filter, ReadOptions::default(), observer)
}

/// The same with more than every city needs.
///
/// # Errors
/// As with [`read`].
pub fn read_with(
    source: &(impl Source + ?Sized),
    filter: &dyn PlaceFilter,
    options: ReadOptions,
    observer: &dyn Observer,
) -> Result<OsmData, ReadError> {
    let file = PbfFile::open(source, observer)?;
    let keys = KeyTable::new(filter, options);
    let wanted = Wanted {
        keys: &keys,
        filter,
        date: file.header.date_s.is_none(),
        date_s: file.header.date_s,
        member_ways: file.header.extent == FileExtent::Unknown,
        take: Take::ALL,
    };
    let mut data = match options.within {
        Some(bounds) => bounded::read(&file, wanted, bounds)?,
        None => whole(&file, wanted)?,
    };
    let header = file.header;
    if header.extent != FileExtent::Unknown {
        data.header.extent = header.extent;
    }
    data.header.date_s = header.date_s.or(data.header.date_s);
    data.header.writer = header.writer;
    data.header.source = header.source;
    data.report.skipped_blobs = file.frames.skipped;
    if data.nodes.id.is_empty() && data.report.nodes_elsewhere == 0 {
        return Err(ReadError::NoNodes);
    }
    Ok(data)
}

/// Everything of a file, in one pass.
fn whole<S: Source + ?Sized>(file: &PbfFile<S>, wanted: Wanted) -> Result<OsmData, ReadError> {
    let mut columns = Columns::default();
    let observer = file.observer;
    observer.stage(Stage::Read, file.frames.length);
    file.pass(file.blobs(), wanted, &mut columns)?;
    let member_ways = std::mem::take(&mut columns.member_ways);
    let mut data = columns.finish(observer)?;
    if wanted.member_ways {
        data.header.extent = inferred(&data, member_ways, observer)?;
    }
    Ok(data)
}

/// A file whose frames are known.
pub(super) struct PbfFile<'a, S: ?Sized> {
    source: &'a S,
    frames: Frames,
    pub(super) header: Header,
    pub(super) observer: &'a dyn Observer,
}

impl<'a, S: Source + ?Sized> PbfFile<'a, S> {
    /// Looks at frames and header.
    pub(super) fn open(source: &'a S, observer: &'a dyn Observer) -> Result<Self, ReadError> {
        let frames = scan(source)?;
        let header = read_header(source, frames.blobs[0])?;
        Ok(Self {
            source,
            frames,
            header,
            observer,
        })
    }

    /// All blobs with data.
    pub(super) fn blobs(&self) -> &[BlobRef] {
        &self.frames.blobs[1..]
    }

    /// The blobs of which a pass before said that they hold some of this.
    pub(super) fn blobs_with(&self, holds: &[Holds], wanted: fn(&Holds) -> bool) -> Vec<BlobRef> {
        let told = self.blobs().iter().zip(holds);
        told.filter(|(_, holds)| wanted(holds))
            .map(|(blob, _)| *blob)
            .collect()
    }

    /// Decodes blobs in parallel and appends what is wanted of them, in file order.
    pub(super) fn pass(
        &self,
        blobs: &[BlobRef],
        wanted: Wanted,
        columns: &mut Columns,
    ) -> Result<(), ReadError> {
        let observer = self.observer;
        let decode_batch = |batch: &[BlobRef]| {
            par::map_range_with(batch.len(), BlobBuffer::default, |buffer, i| {
                if observer.cancelled() {
                    return Err(ReadError::Cancelled);
                }
                let bytes = buffer.load(self.source, batch[i])?;
                let part = decode(bytes, batch[i].offset, wanted)?;
                observer.advance(u64::from(batch[i].length));
                Ok(part)
            })
        };
        let mut decoded = Vec::new();
        for batch in blobs.chunks(BATCH) {
            // One batch is decoded while the one before is appended.
            let (next, appended) = par::join(
                || decode_batch(batch),
                || columns.append_all(std::mem::take(&mut decoded), observer),
            );
            appended?;
            decoded = next;
        }
        columns.append_all(decoded, observer)
    }
}

/// Blobs decoded at a time: enough to keep every thread busy, few enough that what they
/// hold besides the columns stays small.
const BATCH: usize = 64;

fn read_header(source: &(impl Source + ?Sized), blob: BlobRef) -> Result<Header, ReadError> {
    debug_assert_eq!(blob.kind, BlobKind::Header);
    let mut buffer = BlobBuffer::default();
    let bytes = buffer.load(source, blob)?;
    let header = HeaderBlock::parse_from_bytes(bytes).map_err(|e| ReadError::NotPbf {
        what: Damage::Header {
            detail: e.to_string(),
        },
    })?;
    for feature in &header.required_features {
        if !matches!(feature.as_str(), "OsmSchema-V0.6" | "DenseNodes") {
            return Err(ReadError::Unsupported {
                offset: blob.offset,
                what: Unsupported::Feature {
                    name: feature.clone(),
                },
            });
        }
    }
    let bbox_nano = header
        .bbox
        .as_ref()
        .map(|b| [b.left(), b.bottom(), b.right(), b.top()])
        .filter(|b| b[0] < b[2] && b[1] < b[3]);
    Ok(Header {
        extent: bbox_nano.map_or(FileExtent::Unknown, FileExtent::Header),
        date_s: header
            .has_osmosis_replication_timestamp()
            .then(|| header.osmosis_replication_timestamp()),
        writer: header.writingprogram().to_owned(),
        source: header.source().to_owned(),
    })
}
