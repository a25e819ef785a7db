//! Workbooks put together by hand: what no program writes, and no reader may trust.

use flate2::{Compress, Compression, Crc, FlushCompress};

/// A part of a packed file.
struct Part {
    name: &'static str,
    /// 0: as it is, 8: deflated.
    method: u16,
    crc: u32,
    bytes: Vec<u8>,
    inflated: u32,
}

impl Part {
    fn plain(name: &'static str, text: &str) -> Self {
        let mut crc = Crc::new();
        crc.update(text.as_bytes());
        Self {
            name,
            method: 0,
            crc: crc.sum(),
            bytes: text.as_bytes().to_vec(),
            inflated: text.len() as u32,
        }
    }

    /// So many MiB of spaces, as a thousandth of that. The checksum is wrong: nobody may get as far as that.
    fn spaces(name: &'static str, mib: u32) -> Self {
        let mut deflate = Compress::new(Compression::best(), false);
        let mut one = Vec::with_capacity(1 << 16);
        deflate
            .compress_vec(&vec![b' '; 1 << 20], &mut one, FlushCompress::Full)
            .expect("spaces are deflated");
        let mut bytes = one.repeat(mib as usize);
        // An empty last block.
        bytes.extend([3, 0]);
        Self {
            name,
            method: 8,
            crc: 0,
            bytes,
            inflated: mib << 20,
        }
    }

    /// What the head before the part and the entry of the directory have in common.
    fn head(&self) -> Vec<u8> {
        let words = |words: &[u16]| words.iter().flat_map(|w| w.to_le_bytes()).collect();
        let long = |words: &[u32]| words.iter().flat_map(|w| w.to_le_bytes()).collect();
        let parts: [Vec<u8>; 3] = [
            words(&[20, 0, self.method, 0, 0]),
            long(&[self.crc, self.bytes.len() as u32, self.inflated]),
            words(&[self.name.len() as u16, 0]),
        ];
        parts.concat()
    }
}

/// A ZIP file.
fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = file.len() as u32;
        let head = part.head();
        file.extend([b"PK\x03\x04", &head[..], part.name.as_bytes(), &part.bytes].concat());
        directory.extend([b"PK\x01\x02\x14\0", &head[..], &[0; 10]].concat());
        directory.extend(at.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let count = (parts.len() as u16).to_le_bytes();
    let (start, length) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    file.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count].concat());
    file.extend([length.to_le_bytes(), start.to_le_bytes()].concat());
    file.extend([0, 0]);
    file
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn around(sheet: Part) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let relations = |target: &str, kind: &str| {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
             <Relationship Id=\"rId1\" Type=\"{office}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    archive(&[
        Part::plain("[Content_Types].xml", types),
        Part::plain(
            "_rels/.rels",
            &relations("xl/workbook.xml", "officeDocument"),
        ),
        Part::plain("xl/workbook.xml", book),
        Part::plain(
            "xl/_rels/workbook.xml.rels",
            &relations("worksheets/sheet1.xml", "worksheet"),
        ),
        sheet,
    ])
}

/// A workbook (XLSX) with this inside of the rows of its only sheet, called `a`.
pub fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    around(Part::plain(SHEET, &sheet))
}

/// A workbook whose only sheet inflates to so many MiB, at most 4095, from about a thousandth of that.
pub fn bomb_workbook(mib: u32) -> Vec<u8> {
    around(Part::spaces(SHEET, mib))
}
