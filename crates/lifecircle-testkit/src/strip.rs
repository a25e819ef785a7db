//! A file without the box of its header: what `osmium extract` writes unless told otherwise.

use std::io::Read;

use flate2::read::ZlibDecoder;
use osmpbfreader::fileformat::{Blob, BlobHeader};
use osmpbfreader::osmformat::HeaderBlock;
use protobuf::{Message, MessageField};

use crate::encode::{framed, zlib_blob};

/// The same file with no box in its header, every other byte of its data as it is; `None` where it has none.
///
/// # Panics
/// If the file does not begin with a header in zlib or as it is.
pub fn without_box(file: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = file.split_first_chunk().expect("a frame");
    let (head, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
    let head = BlobHeader::parse_from_bytes(head).expect("the frame of a blob");
    assert_eq!(head.type_(), "OSMHeader");
    let (body, rest) = rest.split_at(head.datasize() as usize);
    let blob = Blob::parse_from_bytes(body).expect("a blob");
    let mut bytes = blob.raw().to_vec();
    if blob.has_zlib_data() {
        let mut inflated = ZlibDecoder::new(blob.zlib_data());
        inflated.read_to_end(&mut bytes).expect("zlib");
    }
    let mut header = HeaderBlock::parse_from_bytes(&bytes).expect("a header");
    header.bbox.as_ref()?;
    header.bbox = MessageField::none();
    let bytes = header.write_to_bytes().expect("it is complete");
    let head = framed("OSMHeader", &zlib_blob(&bytes));
    Some([&head[..], rest].concat())
}
