//! What a file is that holds no text, by its first bytes.

/// A kind of file: what it begins with, what it is called, and what to do with it.
struct Kind {
    /// Where the bytes stand that tell it, and which they are.
    begins: (usize, &'static [u8]),
    name: &'static str,
    way_out: &'static str,
}

const SHEET: &str = "save the sheet as “CSV UTF-8”";
const LAYER: &str = "export the layer as GeoJSON or CSV";
const EXTRACT: &str = "give it as the city itself, and here a list of places as CSV or GeoJSON";

/// What stands first is looked for first: an Excel workbook is a ZIP archive too.
const KINDS: [Kind; 13] = [
    kind((68, b"GPKG"), "a GeoPackage", LAYER),
    kind((0, b"SQLite format 3\0"), "an SQLite database", LAYER),
    kind((0, b"PAR1"), "a Parquet file", LAYER),
    kind((0, b"ARROW1"), "an Arrow file", LAYER),
    kind((0, b"fgb\x03"), "a FlatGeobuf file", LAYER),
    kind((0, b"\0\0\x27\x0a"), "a shapefile", LAYER),
    kind(
        (4, b"\x0a\x09OSMHeader"),
        "an OpenStreetMap extract (PBF)",
        EXTRACT,
    ),
    kind((0, b"\x89LCN"), "a network of lifecircle", EXTRACT),
    kind((0, b"\xd0\xcf\x11\xe0"), "an Excel workbook (XLS)", SHEET),
    kind(
        (
            30,
            b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        ),
        "a spreadsheet (ODS)",
        "save the sheet as CSV in UTF-8",
    ),
    kind((0, b"PK\x03\x04"), "a ZIP archive", "unpack it first"),
    kind((0, b"\x1f\x8b"), "packed with gzip", "unpack it first"),
    kind(
        (0, b"%PDF"),
        "a PDF document",
        "give a table as CSV or GeoJSON",
    ),
];

const fn kind(begins: (usize, &'static [u8]), name: &'static str, way_out: &'static str) -> Kind {
    Kind {
        begins,
        name,
        way_out,
    }
}

/// What is wrong with a file of bytes where text is wanted, `None` where they are of no known kind.
pub(super) fn told(bytes: &[u8]) -> Option<String> {
    let begins = |kind: &&Kind| {
        let (at, magic) = kind.begins;
        bytes.get(at..).is_some_and(|rest| rest.starts_with(magic))
    };
    let kind = KINDS.iter().find(begins)?;
    // The parts of a workbook come in no fixed order, but their names stand in clear.
    let is_workbook = bytes.starts_with(b"PK") && bytes.windows(3).any(|name| name == b"xl/");
    if is_workbook {
        return Some(format!("is an Excel workbook (XLSX): {SHEET}"));
    }
    Some(format!("is {}: {}", kind.name, kind.way_out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        let sqlite = |application: &[u8]| {
            let mut bytes = b"SQLite format 3\0".to_vec();
            bytes.resize(68, 0);
            bytes.extend_from_slice(application);
            bytes
        };
        let cases: [(Vec<u8>, &str); 8] = [
            (sqlite(b"GPKG"), "is a GeoPackage: export"),
            (sqlite(b"\0\0\0\0"), "is an SQLite database"),
            (
                b"PK\x03\x04................xl/workbook.xml".to_vec(),
                "is an Excel workbook (XLSX): save",
            ),
            (b"PK\x03\x04 something else".to_vec(), "is a ZIP archive"),
            (b"PAR1\x15\x04".to_vec(), "is a Parquet file"),
            (
                b"\0\0\0\x0d\x0a\x09OSMHeader".to_vec(),
                "is an OpenStreetMap extract (PBF)",
            ),
            (b"\x89LCN\x0d\x0a".to_vec(), "is a network of lifecircle"),
            (b"fgb\x03fgb\x00".to_vec(), "is a FlatGeobuf file"),
        ];
        for (bytes, words) in cases {
            let told = told(&bytes).unwrap();
            assert!(told.starts_with(words), "{told}");
        }
        for text in [
            &b""[..],
            b"id,lon,lat",
            b"\xff\xfei\0d\0",
            b"{}",
            b"P",
            b"GPKG",
        ] {
            assert_eq!(told(text), None);
        }
    }
}
