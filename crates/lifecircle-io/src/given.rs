//! Files as they are given in one word: `FILE`, `FILE@gcj02`, `FILE#sheet`, `FILE#part@gcj02`.

use std::path::{Path, PathBuf};

/// A file, which part of it, and its coordinate system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenFile {
    /// The file.
    pub file: PathBuf,
    /// A sheet of a workbook, or the name of one of many polygons.
    pub part: Option<String>,
    /// The coordinate system, as a word.
    pub coordinates: Option<String>,
}

impl GivenFile {
    /// Takes a word apart. A file whose own name has `#` or `@` in it is taken whole, where there is one of that name.
    ///
    /// # Example
    /// ```
    /// use lifecircle_io::GivenFile;
    ///
    /// let given = GivenFile::parse("shops.xlsx#Sheet2@gcj02");
    /// assert_eq!(given.file.to_str(), Some("shops.xlsx"));
    /// assert_eq!(given.part.as_deref(), Some("Sheet2"));
    /// assert_eq!(given.coordinates.as_deref(), Some("gcj02"));
    /// ```
    pub fn parse(given: &str) -> Self {
        Self::parse_in(Path::new(""), given)
    }

    /// The same for a file beside others.
    pub fn parse_in(folder: &Path, given: &str) -> Self {
        let whole = |name: &str| folder.join(name).exists();
        let (rest, coordinates) = match given.rsplit_once('@') {
            Some((rest, system)) if !whole(given) && !system.contains(['/', '\\']) => {
                (rest, Some(system.trim().to_owned()))
            }
            _ => (given, None),
        };
        let (file, part) = match rest.rsplit_once('#') {
            Some((file, part)) if !whole(rest) => (file, Some(part.to_owned())),
            _ => (rest, None),
        };
        Self {
            file: folder.join(file),
            part,
            coordinates,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_whose_name_has_the_signs_is_taken_whole() {
        let folder = tempfile::tempdir().unwrap();
        let name = "a#b@c.csv";
        std::fs::write(folder.path().join(name), "").unwrap();
        let given = GivenFile::parse_in(folder.path(), name);
        assert_eq!(given.file, folder.path().join(name));
        assert_eq!((given.part, given.coordinates), (None, None));
        let given = GivenFile::parse_in(folder.path(), "a#b@c.csv@bd09");
        assert_eq!(given.file, folder.path().join(name));
        assert_eq!(given.coordinates.as_deref(), Some("bd09"));
    }

    #[test]
    fn a_folder_with_the_sign_is_no_system() {
        let given = GivenFile::parse("me@home/shops.csv");
        assert_eq!(given.file, Path::new("me@home/shops.csv"));
        assert_eq!(given.coordinates, None);
    }
}
