//! Coordinate systems that the words of a table name: in the names of its columns, or in a note above them.

use unicode_normalization::UnicodeNormalization;

use super::CoordinateSystem;

/// What names a system inside a longer text: in capital letters, without spaces, dashes and underscores.
const NAMES: [(&str, CoordinateSystem); 17] = [
    ("CGCS2000", CoordinateSystem::Cgcs2000),
    ("国家2000", CoordinateSystem::Cgcs2000),
    ("2000国家大地", CoordinateSystem::Cgcs2000),
    ("GCJ02", CoordinateSystem::Gcj02),
    ("火星坐标", CoordinateSystem::Gcj02),
    ("高德坐标", CoordinateSystem::Gcj02),
    ("高德经", CoordinateSystem::Gcj02),
    ("高德纬", CoordinateSystem::Gcj02),
    ("腾讯坐标", CoordinateSystem::Gcj02),
    ("腾讯经", CoordinateSystem::Gcj02),
    ("腾讯纬", CoordinateSystem::Gcj02),
    ("BD09", CoordinateSystem::Bd09),
    ("百度坐标", CoordinateSystem::Bd09),
    ("百度经", CoordinateSystem::Bd09),
    ("百度纬", CoordinateSystem::Bd09),
    ("WGS84", CoordinateSystem::Wgs84),
    ("GPS坐标", CoordinateSystem::Wgs84),
];

/// The one system that some texts name, and the first of them that does; `None` where none does, or more than one is
/// named: `由 GCJ-02 转为 WGS84` says nothing for sure.
///
/// # Complexity
/// Linear in the texts.
pub fn said_by<'a>(
    texts: impl IntoIterator<Item = &'a str>,
) -> Option<(CoordinateSystem, &'a str)> {
    let mut found: Option<(CoordinateSystem, &str)> = None;
    for text in texts {
        let folded: String = text
            .nfkc()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '_' | '－'))
            .flat_map(char::to_uppercase)
            .collect();
        for (_, system) in NAMES.iter().filter(|(name, _)| folded.contains(name)) {
            match found {
                Some((other, _)) if other != *system => return None,
                Some(_) => {}
                None => found = Some((*system, text)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_notes_and_columns_name_a_system() {
        for (text, wanted) in [
            (
                "坐标系：CGCS2000（国家2000），单位：度",
                Some(CoordinateSystem::Cgcs2000),
            ),
            ("高德坐标", Some(CoordinateSystem::Gcj02)),
            ("经度（GCJ－02）", Some(CoordinateSystem::Gcj02)),
            ("lng_gcj02", Some(CoordinateSystem::Gcj02)),
            ("百度经度", Some(CoordinateSystem::Bd09)),
            ("bd09_lon", Some(CoordinateSystem::Bd09)),
            ("wgs84 lat", Some(CoordinateSystem::Wgs84)),
            ("坐标由 GCJ-02 转为 WGS84", None),
            ("经度", None),
            ("高德路超市", None),
        ] {
            assert_eq!(said_by([text]).map(|said| said.0), wanted, "{text}");
        }
        assert_eq!(
            said_by(["说明", "高德坐标", "GCJ-02"]),
            Some((CoordinateSystem::Gcj02, "高德坐标"))
        );
        assert_eq!(said_by(["高德经度", "百度经度"]), None);
    }
}
