//! What a file is that holds no text, by its first bytes.

use lifecircle_core::coded;

/// A file of another kind than a list: what people give for one, and what to do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Foreign {
    /// Layers in an `SQLite` database.
    #[error("a GeoPackage: export the layer as GeoJSON or CSV")]
    GeoPackage,
    /// Any other database of its kind.
    #[error("an SQLite database: export the layer as GeoJSON or CSV")]
    Sqlite,
    /// Parquet.
    #[error("a Parquet file: export the layer as GeoJSON or CSV")]
    Parquet,
    /// Arrow.
    #[error("an Arrow file: export the layer as GeoJSON or CSV")]
    Arrow,
    /// `FlatGeobuf`.
    #[error("a FlatGeobuf file: export the layer as GeoJSON or CSV")]
    FlatGeobuf,
    /// The outlines of a shapefile.
    #[error("a shapefile: export the layer as GeoJSON or CSV")]
    Shapefile,
    /// An extract.
    #[error(
        "an OpenStreetMap extract (PBF): give it as the city itself, and here a list of places as CSV or GeoJSON"
    )]
    Extract,
    /// A network made before.
    #[error(
        "a network of lifecircle: give it as the city itself, and here a list of places as CSV or GeoJSON"
    )]
    Network,
    /// Excel's old format.
    #[error("an Excel workbook (XLS): save the sheet as “CSV UTF-8”")]
    Xls,
    /// Excel's format.
    #[error("an Excel workbook (XLSX): save the sheet as “CSV UTF-8”")]
    Xlsx,
    /// A spreadsheet of `LibreOffice`.
    #[error("a spreadsheet (ODS): save the sheet as CSV in UTF-8")]
    Ods,
    /// Any other ZIP archive.
    #[error("a ZIP archive: unpack it first")]
    Zip,
    /// Packed.
    #[error("packed with gzip: unpack it first")]
    Gzip,
    /// A document.
    #[error("a PDF document: give a table as CSV or GeoJSON")]
    Pdf,
}

coded!(Foreign {
    Self::GeoPackage => "foreign-geopackage" {}
    Self::Sqlite => "foreign-sqlite" {}
    Self::Parquet => "foreign-parquet" {}
    Self::Arrow => "foreign-arrow" {}
    Self::FlatGeobuf => "foreign-flatgeobuf" {}
    Self::Shapefile => "foreign-shapefile" {}
    Self::Extract => "foreign-extract" {}
    Self::Network => "foreign-network" {}
    Self::Xls => "foreign-xls" {}
    Self::Xlsx => "foreign-xlsx" {}
    Self::Ods => "foreign-ods" {}
    Self::Zip => "foreign-zip" {}
    Self::Gzip => "foreign-gzip" {}
    Self::Pdf => "foreign-pdf" {}
});

/// Where the bytes stand that tell a kind, and which they are. What stands first is looked for first: a spreadsheet is
/// a ZIP archive too.
const BEGINS: [(usize, &[u8], Foreign); 13] = [
    (68, b"GPKG", Foreign::GeoPackage),
    (0, b"SQLite format 3\0", Foreign::Sqlite),
    (0, b"PAR1", Foreign::Parquet),
    (0, b"ARROW1", Foreign::Arrow),
    (0, b"fgb\x03", Foreign::FlatGeobuf),
    (0, b"\0\0\x27\x0a", Foreign::Shapefile),
    (4, b"\x0a\x09OSMHeader", Foreign::Extract),
    (0, b"\x89LCN", Foreign::Network),
    (0, b"\xd0\xcf\x11\xe0", Foreign::Xls),
    (
        30,
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        Foreign::Ods,
    ),
    (0, b"PK\x03\x04", Foreign::Zip),
    (0, b"\x1f\x8b", Foreign::Gzip),
    (0, b"%PDF", Foreign::Pdf),
];

/// What a file of bytes is where text is wanted, `None` where they are of no known kind.
pub(super) fn kind(bytes: &[u8]) -> Option<Foreign> {
    let begins = |(at, magic, _): &&(usize, &[u8], Foreign)| {
        let rest = bytes.get(*at..);
        rest.is_some_and(|rest| rest.starts_with(magic))
    };
    let kind = BEGINS.iter().find(begins)?.2;
    // The parts of a workbook come in no fixed order, but their names stand in clear.
    let is_workbook = bytes.starts_with(b"PK") && bytes.windows(3).any(|name| name == b"xl/");
    Some(if is_workbook { Foreign::Xlsx } else { kind })
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
            let told = format!("is {}", kind(&bytes).unwrap());
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
            assert_eq!(kind(text), None);
        }
    }
}
