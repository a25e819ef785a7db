//! The formats of a layer, told by the ending of a file's name.

use std::path::Path;

/// What a layer is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `.geojson`, `.json`: RFC 7946, one feature per line.
    GeoJson,
    /// `.parquet`, `.geoparquet`: GeoParquet 1.1, compressed with Snappy.
    GeoParquet,
    /// `.fgb`: `FlatGeobuf` with its spatial index.
    FlatGeobuf,
    /// `.csv` with a byte order mark, for Excel.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::GeoJson, Self::GeoParquet, Self::FlatGeobuf, Self::Csv];

    /// The format that a file's ending asks for, `None` for an ending that is none of them.
    pub fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "geojson" | "json" => Some(Self::GeoJson),
            "parquet" | "geoparquet" => Some(Self::GeoParquet),
            "fgb" => Some(Self::FlatGeobuf),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }

    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::GeoJson => "geojson",
            Self::GeoParquet => "parquet",
            Self::FlatGeobuf => "fgb",
            Self::Csv => "csv",
        }
    }

    /// The word an option names it by: one of its endings, or the format's own name; capitals do not matter.
    pub fn from_word(word: &str) -> Option<Self> {
        if word.eq_ignore_ascii_case("flatgeobuf") {
            return Some(Self::FlatGeobuf);
        }
        Self::of(Path::new(&format!("_.{word}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_words() {
        for format in Format::ALL {
            let ending = format.ending();
            assert_eq!(
                Format::of(Path::new(&format!("a/b.{ending}"))),
                Some(format)
            );
            assert_eq!(Format::from_word(&ending.to_uppercase()), Some(format));
        }
        assert_eq!(
            Format::of(Path::new("x.GeoParquet")),
            Some(Format::GeoParquet)
        );
        assert_eq!(Format::of(Path::new("x.JSON")), Some(Format::GeoJson));
        assert_eq!(Format::from_word("FlatGeobuf"), Some(Format::FlatGeobuf));
        for none in ["shp", "", "a.b/c", "parquet "] {
            assert_eq!(Format::from_word(none), None, "{none}");
        }
        assert_eq!(Format::of(Path::new("parquet")), None);
    }
}
