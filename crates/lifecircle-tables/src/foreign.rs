//! What a file is, by its bytes: a table of some kind, or what people give for one.

use lifecircle_core::coded;

use crate::Kind;

/// A file of another kind than a table: what it is, and what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Foreign {
    /// Layers in an `SQLite` database.
    #[error("a GeoPackage: export the layer as GeoJSON or CSV")]
    GeoPackage,
    /// Any other database of its kind.
    #[error("an SQLite database: export the layer as GeoJSON or CSV")]
    Sqlite,
    /// Arrow.
    #[error("an Arrow file: export the layer as GeoJSON or CSV")]
    Arrow,
    /// The outlines of a shapefile.
    #[error("a part of a shapefile: export the layer as GeoJSON or CSV")]
    Shapefile,
    /// The attributes of a shapefile.
    #[error("a dBASE table (DBF), often part of a shapefile: export the layer as GeoJSON or CSV")]
    Dbase,
    /// An extract.
    #[error(
        "an OpenStreetMap extract (PBF): give it as the city itself, and here a table of places"
    )]
    Extract,
    /// A network made before.
    #[error("a network of lifecircle: give it as the city itself, and here a table of places")]
    Network,
    /// Excel's binary format of today.
    #[error("an Excel workbook in binary form (XLSB): save it as XLSX")]
    Xlsb,
    /// Excel's XML of 2003.
    #[error("an XML spreadsheet of Excel 2003: save it as XLSX")]
    XmlSheet,
    /// A workbook behind a password.
    #[error("protected by a password: save it without")]
    Encrypted,
    /// A web page, often called `.xls` by the system that wrote it.
    #[error(
        "a web page (HTML), whatever its name ends with: open it in a spreadsheet and save it as XLSX or CSV"
    )]
    Html,
    /// Google Earth's format, packed or not.
    #[error("a KML file: export the layer as GeoJSON or CSV")]
    Kml,
    /// Any other XML.
    #[error("an XML file: export the table as CSV, XLSX or GeoJSON")]
    Xml,
    /// A text document.
    #[error("a Word document: put its table into a spreadsheet")]
    Word,
    /// Any other document of an office program.
    #[error(
        "a document of an office program, but no spreadsheet: give a table as XLSX, CSV or GeoJSON"
    )]
    Office,
    /// Any other archive.
    #[error("an archive: unpack it first")]
    Archive,
    /// Packed.
    #[error("packed with gzip: unpack it first")]
    Gzip,
    /// A document.
    #[error("a PDF document: give a table as XLSX, CSV or GeoJSON")]
    Pdf,
    /// A picture.
    #[error("a picture: give a table as XLSX, CSV or GeoJSON")]
    Picture,
    /// A program.
    #[error("a program: give a table as XLSX, CSV or GeoJSON")]
    Program,
    /// A table, where a text is wanted.
    #[error("a table ({0}), and a text is wanted here")]
    Table(Kind),
}

impl Foreign {
    /// What bytes are where a text is wanted, `None` where they may be one.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match sniff(bytes) {
            Sniffed::Foreign(kind) => Some(kind),
            Sniffed::Table(kind) => Some(Self::Table(kind)),
            Sniffed::Text => None,
        }
    }
}

coded!(Foreign {
    Self::GeoPackage => "foreign-geopackage" {}
    Self::Sqlite => "foreign-sqlite" {}
    Self::Arrow => "foreign-arrow" {}
    Self::Shapefile => "foreign-shapefile" {}
    Self::Dbase => "foreign-dbase" {}
    Self::Extract => "foreign-extract" {}
    Self::Network => "foreign-network" {}
    Self::Xlsb => "foreign-xlsb" {}
    Self::XmlSheet => "foreign-xml-sheet" {}
    Self::Encrypted => "foreign-encrypted" {}
    Self::Html => "foreign-html" {}
    Self::Kml => "foreign-kml" {}
    Self::Xml => "foreign-xml" {}
    Self::Word => "foreign-word" {}
    Self::Office => "foreign-office" {}
    Self::Archive => "foreign-archive" {}
    Self::Gzip => "foreign-gzip" {}
    Self::Pdf => "foreign-pdf" {}
    Self::Picture => "foreign-picture" {}
    Self::Program => "foreign-program" {}
    Self::Table(kind) => "foreign-table" { kind: kind.to_string() }
});

/// What bytes are, before anybody tries to read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sniffed {
    /// A table of a kind that is told by its first bytes.
    Table(Kind),
    /// No table.
    Foreign(Foreign),
    /// Text, as far as one can see.
    Text,
}

/// Where the bytes stand that tell a kind, and which they are. What stands first is looked for first.
const BEGINS: [(usize, &[u8], Sniffed); 28] = {
    use Foreign as F;
    use Sniffed::{Foreign as No, Table};
    [
        (68, b"GPKG", No(F::GeoPackage)),
        (0, b"SQLite format 3\0", No(F::Sqlite)),
        (0, b"PAR1", Table(Kind::GeoParquet)),
        (0, b"ARROW1", No(F::Arrow)),
        (0, b"fgb\x03", Table(Kind::FlatGeobuf)),
        (0, b"\0\0\x27\x0a", No(F::Shapefile)),
        (4, b"\x0a\x09OSMHeader", No(F::Extract)),
        (0, b"\x89LCN", No(F::Network)),
        (0, b"\x1f\x8b", No(F::Gzip)),
        (0, b"%PDF", No(F::Pdf)),
        (0, b"\x89PNG", No(F::Picture)),
        (0, b"\xff\xd8\xff", No(F::Picture)),
        (0, b"GIF8", No(F::Picture)),
        (0, b"II*\0", No(F::Picture)),
        (0, b"MM\0*", No(F::Picture)),
        (8, b"WEBPVP8", No(F::Picture)),
        (4, b"ftypheic", No(F::Picture)),
        (0, b"7z\xbc\xaf\x27\x1c", No(F::Archive)),
        (0, b"Rar!\x1a\x07", No(F::Archive)),
        (0, b"BZh", No(F::Archive)),
        (0, b"\xfd7zXZ\0", No(F::Archive)),
        (0, b"\x28\xb5\x2f\xfd", No(F::Archive)),
        (257, b"ustar", No(F::Archive)),
        (0, b"{\\rtf", No(F::Word)),
        (0, b"\x7fELF", No(F::Program)),
        (0, b"MZ\x90\0", No(F::Program)),
        (0, b"BM\0\0", No(F::Picture)),
        (0, b"\0\0\x01\0", No(F::Picture)),
    ]
};

/// What bytes are.
pub(crate) fn sniff(bytes: &[u8]) -> Sniffed {
    let begins = |(at, magic, _): &&(usize, &[u8], Sniffed)| {
        let rest = bytes.get(*at..);
        rest.is_some_and(|rest| rest.starts_with(magic))
    };
    if let Some(&(_, _, found)) = BEGINS.iter().find(begins) {
        return found;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(bytes);
    }
    if is_dbase(bytes) {
        return Sniffed::Foreign(Foreign::Dbase);
    }
    markup(bytes).map_or(Sniffed::Text, Sniffed::Foreign)
}

/// The parts of a packed document come in no fixed order, but their names stand in clear.
fn zip(bytes: &[u8]) -> Sniffed {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    if has(b"mimetypeapplication/vnd.oasis.opendocument.") {
        return if has(b"opendocument.spreadsheet") {
            Sniffed::Table(Kind::Ods)
        } else {
            Sniffed::Foreign(Foreign::Office)
        };
    }
    if has(b"xl/workbook.bin") {
        Sniffed::Foreign(Foreign::Xlsb)
    } else if has(b"xl/workbook.xml") || has(b"xl/worksheets/") {
        Sniffed::Table(Kind::Xlsx)
    } else if has(b"word/document.xml") {
        Sniffed::Foreign(Foreign::Word)
    } else if has(b"ppt/presentation.xml") {
        Sniffed::Foreign(Foreign::Office)
    } else if has(b"doc.kml") {
        Sniffed::Foreign(Foreign::Kml)
    } else {
        Sniffed::Foreign(Foreign::Archive)
    }
}

/// The names of the streams of a compound file stand in UTF-16.
fn compound(bytes: &[u8]) -> Sniffed {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|part| part == name)
    };
    if has("EncryptedPackage") {
        Sniffed::Foreign(Foreign::Encrypted)
    } else if has("WordDocument") {
        Sniffed::Foreign(Foreign::Word)
    } else if has("Workbook") || has("Book\0") {
        Sniffed::Table(Kind::Xls)
    } else {
        Sniffed::Foreign(Foreign::Office)
    }
}

/// A version, a date, and a head whose length is that of whole columns.
fn is_dbase(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(..32) else {
        return false;
    };
    let length = usize::from(u16::from_le_bytes([head[8], head[9]]));
    matches!(head[0], 0x03 | 0x83 | 0x8b | 0x30 | 0xf5)
        && (1..=12).contains(&head[2])
        && (1..=31).contains(&head[3])
        && length > 32
        && bytes.get(length - 1) == Some(&0x0d)
}

/// Texts between angle brackets.
fn markup(bytes: &[u8]) -> Option<Foreign> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = without_comments(start.trim_ascii_start());
    if start.first() != Some(&b'<') {
        return None;
    }
    let head = start[..start.len().min(2048)].to_ascii_lowercase();
    let has = |word: &[u8]| head.windows(word.len()).any(|part| part == word);
    if head.starts_with(b"<?xml") || head.starts_with(b"<kml") {
        return Some(if has(b"urn:schemas-microsoft-com:office:spreadsheet") {
            Foreign::XmlSheet
        } else if has(b"<kml") {
            Foreign::Kml
        } else if has(b"<html") {
            Foreign::Html
        } else {
            Foreign::Xml
        });
    }
    let html = [
        &b"<!doctype html"[..],
        b"<body",
        b"<html",
        b"<head",
        b"<meta",
        b"<table",
        b"<style",
        b"<div",
    ];
    html.iter()
        .any(|tag| head.starts_with(tag))
        .then_some(Foreign::Html)
}

/// What follows comments; one that nothing closes hides nothing.
fn without_comments(mut markup: &[u8]) -> &[u8] {
    let end = |text: &[u8]| text.windows(3).position(|part| part == [b'-', b'-', b'>']);
    while let Some(comment) = markup.strip_prefix(b"<!--") {
        let Some(end) = end(comment) else { break };
        markup = comment[end + 3..].trim_ascii_start();
    }
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sqlite(application: &[u8]) -> Vec<u8> {
        let mut bytes = b"SQLite format 3\0".to_vec();
        bytes.resize(68, 0);
        bytes.extend_from_slice(application);
        bytes
    }

    fn compound_of(stream: &str) -> Vec<u8> {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        [b"\xd0\xcf\x11\xe0".to_vec(), name.collect()].concat()
    }

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        let mut dbf = vec![0x03, 124, 5, 17, 1, 0, 0, 0, 65, 0];
        dbf.resize(64, 0);
        dbf.push(0x0d);
        let cases: [(Vec<u8>, &str); 17] = [
            (
                b"<!-- a --> <!-- b -->\n<table border=1>".to_vec(),
                "a web page",
            ),
            (sqlite(b"GPKG"), "a GeoPackage: export"),
            (sqlite(b"\0\0\0\0"), "an SQLite database"),
            (b"PK\x03\x04 something else".to_vec(), "an archive"),
            (
                b"PK\x03\x04....xl/workbook.bin".to_vec(),
                "an Excel workbook in binary",
            ),
            (
                b"PK\x03\x04....word/document.xml".to_vec(),
                "a Word document",
            ),
            (
                b"\0\0\0\x0d\x0a\x09OSMHeader".to_vec(),
                "an OpenStreetMap extract",
            ),
            (b"\x89LCN\x0d\x0a".to_vec(), "a network of lifecircle"),
            (compound_of("WordDocument"), "a Word document"),
            (compound_of("EncryptedPackage"), "protected by a password"),
            (b"\xef\xbb\xbf\r\n<HTML><table>".to_vec(), "a web page"),
            (b"<?xml version='1.0'?><kml>".to_vec(), "a KML file"),
            (b"<?xml version='1.0'?><osm>".to_vec(), "an XML file"),
            (b"%PDF-1.7".to_vec(), "a PDF"),
            (b"\x89PNG\r\n".to_vec(), "a picture"),
            (b"\0\0\x27\x0a".to_vec(), "a part of a shapefile"),
            (dbf, "a dBASE table"),
        ];
        for (bytes, words) in cases {
            let Sniffed::Foreign(kind) = sniff(&bytes) else {
                panic!("{words}")
            };
            assert!(kind.to_string().starts_with(words), "{kind}");
        }
    }

    #[test]
    fn tables_and_texts_are_none_of_these() {
        let table = |bytes: &[u8], kind| assert_eq!(sniff(bytes), Sniffed::Table(kind));
        table(b"PK\x03\x04................xl/workbook.xml", Kind::Xlsx);
        table(&compound_of("Workbook"), Kind::Xls);
        table(b"PAR1\x15\x04", Kind::GeoParquet);
        table(b"fgb\x03fgb\x00", Kind::FlatGeobuf);
        for text in [
            &b""[..],
            b"id,lon,lat",
            b"\xff\xfei\0d\0",
            b"{}",
            b"P",
            b"GPKG",
            b"<5,3",
        ] {
            assert_eq!(sniff(text), Sniffed::Text);
        }
    }
}
