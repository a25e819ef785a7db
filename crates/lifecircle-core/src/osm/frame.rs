//! The outer layer of a PBF file: blobs, their frames and their compression.
//!
//! Nothing here trusts the bytes: every length is checked against the format's own
//! bounds and the file's length before memory is taken, and a blob can never inflate
//! beyond the 32 MiB the format allows (<https://wiki.openstreetmap.org/wiki/PBF_Format>).

use osmpbfreader::fileformat::{Blob, BlobHeader};
use protobuf::Message;

use super::error::{Damage, ReadError, Unsupported};

/// Longest blob header the format allows.
const MAX_HEADER_BYTES: u64 = 64 * 1024;
/// Longest blob, packed or not, the format allows.
const MAX_BLOB_BYTES: u64 = 32 * 1024 * 1024;
/// What a blob may hold without being looked at closer.
const FREE_BYTES: u64 = 1024 * 1024;
/// What a blob may hold beyond that, in packed bytes: the extracts at hand expand at most fivefold, a
/// thousandfold is one node written a million times.
const MAX_EXPANSION: u64 = 200;

/// Bytes that can be read at any position, from several threads at once.
pub trait Source: Sync {
    /// Number of bytes.
    ///
    /// # Errors
    /// What the operating system says.
    fn length(&self) -> std::io::Result<u64>;
    /// Fills `buffer` from `offset` on.
    ///
    /// # Errors
    /// What the operating system says, or `UnexpectedEof`.
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<()>;
}

impl Source for std::fs::File {
    fn length(&self) -> std::io::Result<u64> {
        Ok(self.metadata()?.len())
    }

    #[cfg(unix)]
    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(self, buffer, offset)
    }

    #[cfg(windows)]
    fn read_exact_at(&self, mut buffer: &mut [u8], mut offset: u64) -> std::io::Result<()> {
        while !buffer.is_empty() {
            let n = std::os::windows::fs::FileExt::seek_read(self, buffer, offset)?;
            if n == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            buffer = &mut buffer[n..];
            offset += n as u64;
        }
        Ok(())
    }
}

impl<S: Source + ?Sized> Source for &S {
    fn length(&self) -> std::io::Result<u64> {
        (**self).length()
    }

    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<()> {
        (**self).read_exact_at(buffer, offset)
    }
}

impl Source for [u8] {
    fn length(&self) -> std::io::Result<u64> {
        Ok(self.len() as u64)
    }

    fn read_exact_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<()> {
        let bytes = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..start.checked_add(buffer.len())?))
            .ok_or(std::io::ErrorKind::UnexpectedEof)?;
        buffer.copy_from_slice(bytes);
        Ok(())
    }
}

/// What a blob says it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlobKind {
    /// The header of the file.
    Header,
    /// Nodes, ways and relations.
    Data,
}

/// Where a blob lies in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlobRef {
    /// Start of its frame.
    pub offset: u64,
    /// Start of its bytes.
    pub start: u64,
    /// Number of bytes.
    pub length: u32,
    /// What it holds.
    pub kind: BlobKind,
}

/// The frames of a file, and how many blobs of unknown kind were passed over (the format allows them).
pub(super) struct Frames {
    /// The blobs of known kinds, in file order; the first is the header.
    pub blobs: Vec<BlobRef>,
    /// Blobs of other kinds.
    pub skipped: u64,
    /// Length of the file.
    pub length: u64,
}

fn read(source: &(impl Source + ?Sized), buffer: &mut [u8], offset: u64) -> Result<(), ReadError> {
    source
        .read_exact_at(buffer, offset)
        .map_err(|source| ReadError::Io { offset, source })
}

/// Walks the frames of `source` without reading the blobs themselves.
///
/// # Errors
/// [`ReadError`] when the file is empty, no PBF, or cut off.
pub(super) fn scan(source: &(impl Source + ?Sized)) -> Result<Frames, ReadError> {
    let length = source
        .length()
        .map_err(|source| ReadError::Io { offset: 0, source })?;
    if length == 0 {
        return Err(ReadError::Empty);
    }
    let mut frames = Frames {
        blobs: Vec::new(),
        skipped: 0,
        length,
    };
    let mut offset = 0;
    let mut header_bytes = Vec::new();
    while offset < length {
        let blob = frame(source, offset, length, &mut header_bytes)?;
        let (start, size, kind) = blob;
        if let Some(kind) = kind {
            if (kind == BlobKind::Header) != frames.blobs.is_empty() {
                return Err(misplaced(offset, kind));
            }
            frames.blobs.push(BlobRef {
                offset,
                start,
                length: size,
                kind,
            });
        } else {
            frames.skipped += 1;
        }
        offset = start + u64::from(size);
    }
    if frames.blobs.is_empty() {
        return Err(ReadError::NotPbf {
            what: Damage::NoHeader,
        });
    }
    Ok(frames)
}

fn misplaced(offset: u64, kind: BlobKind) -> ReadError {
    match kind {
        BlobKind::Header => ReadError::Damaged {
            offset,
            what: Damage::SecondHeader,
        },
        BlobKind::Data => ReadError::NotPbf {
            what: Damage::HeaderNotFirst,
        },
    }
}

/// One frame: start and size of its blob, and its kind if known.
fn frame(
    source: &(impl Source + ?Sized),
    offset: u64,
    length: u64,
    header_bytes: &mut Vec<u8>,
) -> Result<(u64, u32, Option<BlobKind>), ReadError> {
    let bad = |what: Damage| {
        if offset == 0 {
            ReadError::NotPbf { what }
        } else {
            ReadError::Damaged { offset, what }
        }
    };
    let truncated = ReadError::Truncated { offset, length };
    if length - offset < 4 {
        return Err(if offset == 0 {
            bad(Damage::TooShort)
        } else {
            truncated
        });
    }
    let mut size = [0; 4];
    read(source, &mut size, offset)?;
    let header_size = u32::from_be_bytes(size);
    if header_size == 0 || u64::from(header_size) > MAX_HEADER_BYTES {
        return Err(bad(Damage::NoBlockHeader));
    }
    if length - offset - 4 < u64::from(header_size) {
        return Err(truncated);
    }
    header_bytes.resize(header_size as usize, 0);
    read(source, header_bytes, offset + 4)?;
    let header =
        BlobHeader::parse_from_bytes(header_bytes).map_err(|_| bad(Damage::BlockHeader))?;
    let kind = match header.type_() {
        "OSMHeader" => Some(BlobKind::Header),
        "OSMData" => Some(BlobKind::Data),
        _ => None,
    };
    let size = u32::try_from(header.datasize())
        .ok()
        .filter(|&s| u64::from(s) <= MAX_BLOB_BYTES)
        .ok_or_else(|| {
            bad(Damage::LongBlock {
                bytes: header.datasize(),
            })
        })?;
    let start = offset + 4 + u64::from(header_size);
    if length - start < u64::from(size) {
        return Err(truncated);
    }
    Ok((start, size, kind))
}

/// Buffers that one worker reuses from blob to blob.
#[derive(Default)]
pub(super) struct BlobBuffer {
    packed: Vec<u8>,
    unpacked: Vec<u8>,
}

impl BlobBuffer {
    /// Reads and inflates one blob.
    ///
    /// # Errors
    /// [`ReadError`] when the bytes cannot be read, decoded or inflated, or say they are larger than allowed.
    pub(super) fn load(
        &mut self,
        source: &(impl Source + ?Sized),
        blob: BlobRef,
    ) -> Result<&[u8], ReadError> {
        let damaged = |what: Damage| ReadError::Damaged {
            offset: blob.offset,
            what,
        };
        self.packed.resize(blob.length as usize, 0);
        read(source, &mut self.packed, blob.start)?;
        let mut message = Blob::parse_from_bytes(&self.packed).map_err(|e| {
            damaged(Damage::Undecodable {
                detail: e.to_string(),
            })
        })?;
        if message.has_raw() {
            self.unpacked = message.take_raw();
            return Ok(&self.unpacked);
        }
        if !message.has_zlib_data() {
            return Err(ReadError::Unsupported {
                offset: blob.offset,
                what: Unsupported::Compression,
            });
        }
        let size = usize::try_from(message.raw_size())
            .ok()
            .filter(|&s| s as u64 <= MAX_BLOB_BYTES)
            .ok_or_else(|| {
                damaged(Damage::LongContent {
                    bytes: message.raw_size(),
                })
            })?;
        let packed = message.zlib_data();
        if size as u64 > FREE_BYTES + MAX_EXPANSION * packed.len() as u64 {
            return Err(damaged(Damage::Inflating {
                packed: packed.len(),
                bytes: size,
            }));
        }
        inflate(packed, size, &mut self.unpacked).map_err(damaged)?;
        Ok(&self.unpacked)
    }
}

/// Inflates `packed` into exactly `size` bytes; a stream that holds more or fewer is an error.
fn inflate(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Result<(), Damage> {
    out.resize(size, 0);
    let mut stream = flate2::Decompress::new(true);
    let status = stream
        .decompress(packed, out, flate2::FlushDecompress::Finish)
        .map_err(|e| Damage::Zlib {
            detail: e.to_string(),
        })?;
    if status != flate2::Status::StreamEnd || stream.total_out() != size as u64 {
        return Err(Damage::ZlibLength { bytes: size });
    }
    Ok(())
}
