//! Finds English where Chinese is asked for.

/// Words that are written alike in both languages: names of things, of formats, and of people's work.
const NAMES: [&str; 26] = [
    "OpenStreetMap",
    "contributors",
    "ODbL",
    "GeoJSON",
    "GeoPackage",
    "GeoParquet",
    "FlatGeobuf",
    "CSV",
    "JSON",
    "TOML",
    "QGIS",
    "PNG",
    "SVG",
    "EPSG",
    "WGS",
    "UTM",
    "RFC",
    "UTF",
    "Debian",
    "Ubuntu",
    "Fedora",
    "Excel",
    "SQLite",
    "Lifecircle",
    "lifecircle",
    "FeatureCollection",
];

/// Runs of three and more Latin words that are neither quoted nor names, flags, files, ids or placeholders.
pub(crate) fn sentences(text: &str) -> Vec<String> {
    text.lines().flat_map(of_line).collect()
}

fn of_line(line: &str) -> Vec<String> {
    let line = unquoted(line);
    // What is typed or printed by a command is a command, in every language.
    if line.trim_start().starts_with("lifecircle ") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for token in line.split(' ').chain(["。"]) {
        let word = token.trim_matches(|c: char| c.is_ascii_punctuation());
        let is_word = word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
        let is_flag = token.starts_with('-') || token.starts_with('<') || token.starts_with('[');
        if is_word && !is_flag && !NAMES.contains(&word) {
            run.push(word);
        }
        let goes_on = is_word && !token.ends_with([',', ';', ':']);
        if !goes_on {
            if run.len() >= 3 {
                found.push(run.join(" "));
            }
            run.clear();
        }
    }
    found
}

/// A line without what stands in quotes: ids, values, commands and the words of other programs.
fn unquoted(line: &str) -> String {
    // Whatever is not Latin separates words as a full stop does.
    const STOP: &str = " 。 ";
    let mut text = String::new();
    let mut quote = None;
    for c in line.chars() {
        match quote {
            Some(end) if c == end => {
                quote = None;
                text.push_str(STOP);
            }
            Some(_) => {}
            None if c == '`' || c == '\'' => quote = Some(c),
            None if c.is_ascii() => text.push(c),
            None => text.push_str(STOP),
        }
    }
    text
}

#[test]
fn english_is_found_and_names_are_not() {
    for english in [
        "the file is empty",
        "错误：cannot be opened 了",
        "提示：give it with --extent again now please",
    ] {
        assert_eq!(sentences(english).len(), 1, "{english}");
    }
    for chinese in [
        "用 `osmium cat in.osm -o out.osm.pbf` 转换",
        "含 id, lon, lat, people 的 CSV/GeoJSON 文件",
        "  lifecircle check city.osm.pbf",
        "WGS 84 / UTM zone 32N",
        "规则包 huaian-2023",
    ] {
        assert_eq!(sentences(chinese), Vec::<String>::new());
    }
}
