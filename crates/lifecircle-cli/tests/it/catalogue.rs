//! The catalogue of texts is complete: every key in both languages, every code of every error, every use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lifecircle_core::message::{Code, Codes};
use lifecircle_texts::{Key, Lang, keys};

/// The file of texts that English has in the types' own `Display`.
const ERRORS: &str = "errors";
/// Keys that are put together when they are looked up.
const BUILT: [&str; 23] = [
    "about-",
    "area-margin-",
    "audit-do-",
    "audit-kind-",
    "class-",
    "compass-",
    "arg-",
    "bench-unit-",
    "default-",
    "examples-",
    "hint-",
    "home-between-",
    "placeholder-",
    "presence-",
    "obstacle-do-",
    "obstacle-kind-",
    "obstacle-nature-",
    "possible-",
    "profile-",
    "report-dropped-",
    "report-network-",
    "report-role-",
    "turn-",
];

/// The codes of every type that has some, by the type's name as its declaration writes it.
fn codes() -> Vec<(&'static str, &'static [Code])> {
    fn of<T: Codes>() -> &'static [Code] {
        T::CODES
    }
    use lifecircle_core::osm::{Counted, Damage, ReadError, Unsupported};
    use lifecircle_io::cache::CacheFault;
    use lifecircle_io::layer::{CrsError, LayerError};
    use lifecircle_io::write::{LayersError, MatrixError, WriteError};
    use lifecircle_io::{Foreign, InputFault, Place, PositionError};
    vec![
        ("io::Error", of::<std::io::Error>()),
        ("ReadError", of::<ReadError>()),
        ("Damage", of::<Damage>()),
        ("Unsupported", of::<Unsupported>()),
        ("Counted", of::<Counted>()),
        ("TomlFault", of::<lifecircle_core::TomlFault>()),
        ("HoursError", of::<lifecircle_core::hours::HoursError>()),
        ("MomentError", of::<lifecircle_core::hours::MomentError>()),
        ("CountryError", of::<lifecircle_core::hours::CountryError>()),
        ("RuleError", of::<lifecircle_core::rules::RuleError>()),
        ("SiteError", of::<lifecircle_core::site::SiteError>()),
        ("TableError", of::<lifecircle_core::place::TableError>()),
        ("CategoryMiss", of::<lifecircle_core::place::CategoryMiss>()),
        ("SpeedError", of::<lifecircle_core::units::SpeedError>()),
        ("AreaError", of::<lifecircle_core::isochrone::AreaError>()),
        ("HomeError", of::<lifecircle::HomeError>()),
        ("StrataFault", of::<lifecircle::StrataFault>()),
        ("Mismatch", of::<lifecircle::Mismatch>()),
        ("RerunFault", of::<lifecircle::RerunFault>()),
        ("ResultsError", of::<lifecircle_io::results::ResultsError>()),
        (
            "StudyAreaError",
            of::<lifecircle_core::area::StudyAreaError>(),
        ),
        (
            "PopulationError",
            of::<lifecircle_core::place::PopulationError>(),
        ),
        ("InputFault", of::<InputFault>()),
        ("Place", of::<Place>()),
        ("PositionError", of::<PositionError>()),
        ("Foreign", of::<Foreign>()),
        ("TableFault", of::<lifecircle_tables::TableFault>()),
        ("RowFault", of::<lifecircle_tables::RowFault>()),
        ("CacheFault", of::<CacheFault>()),
        (
            "CityFileFault",
            of::<lifecircle_io::city_file::CityFileFault>(),
        ),
        (
            "ScenarioFileFault",
            of::<lifecircle_io::scenario::ScenarioFileFault>(),
        ),
        (
            "ScenarioFault",
            of::<lifecircle_core::scenario::ScenarioFault>(),
        ),
        ("CrsError", of::<CrsError>()),
        (
            "CoordinatesError",
            of::<lifecircle_io::coordinates::CoordinatesError>(),
        ),
        ("Figures", of::<lifecircle_core::evidence::Figures>()),
        ("Doubt", of::<lifecircle_core::evidence::Doubt>()),
        ("Direction", of::<lifecircle_core::evidence::Direction>()),
        ("What", of::<lifecircle_core::audit::What>()),
        ("Blocked", of::<lifecircle_core::obstacle::Blocked>()),
        ("Walk", of::<lifecircle_core::audit::Walk>()),
        ("Hindrance", of::<lifecircle_core::osm::Hindrance>()),
        ("NotLooked", of::<lifecircle_core::audit::NotLooked>()),
        ("LayerError", of::<LayerError>()),
        ("LayersError", of::<LayersError>()),
        ("MatrixError", of::<MatrixError>()),
        ("WriteError", of::<WriteError>()),
        ("RasterFault", of::<lifecircle_io::read::RasterFault>()),
        ("DrawError", of::<lifecircle_io::draw::DrawError>()),
        ("Error", of::<lifecircle::Error>()),
    ]
}

fn by_name(lang: Lang) -> BTreeMap<String, Key> {
    let keys = keys(lang).into_iter();
    keys.map(|key| (key.name.clone(), key)).collect()
}

/// Every source file of some crates, its path and its text without comments and unit tests.
fn sources(crates: &[&str]) -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") && !name.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
                let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
                let code: Vec<&str> = code.collect();
                found.push((path, code.join("\n")));
            }
        }
    }
    let mut found = Vec::new();
    for name in crates {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
        walk(&folder.join("src"), &mut found);
    }
    found
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_values() {
    let (en, zh) = (by_name(Lang::En), by_name(Lang::Zh));
    for (name, key) in &en {
        let other = zh
            .get(name)
            .unwrap_or_else(|| panic!("{name} has no Chinese"));
        assert_eq!(key.file, other.file, "{name}");
        assert_eq!(key.values, other.values, "{name}");
    }
    for (name, key) in &zh {
        assert!(
            key.file == ERRORS || en.contains_key(name),
            "{name} has no English"
        );
    }
}

#[test]
fn every_code_has_a_text_with_values_that_it_has() {
    let zh = by_name(Lang::Zh);
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    known.insert("file", ["file", "what"].into());
    known.insert("file-at", ["file", "place", "what"].into());
    for (kind, codes) in codes() {
        assert!(!codes.is_empty(), "{kind}");
        for code in codes {
            let fields = code.fields.iter().copied().collect();
            let twice = known.insert(code.code, fields);
            assert!(twice.is_none(), "{} stands for two things", code.code);
        }
    }
    for (code, fields) in &known {
        let key = zh
            .get(*code)
            .unwrap_or_else(|| panic!("{code} of an error has no Chinese"));
        assert_eq!(key.file, ERRORS, "{code}");
        let values: BTreeSet<&str> = key.values.iter().map(String::as_str).collect();
        assert!(values.is_subset(fields), "{code}: {values:?} of {fields:?}");
    }
    for key in zh.values().filter(|key| key.file == ERRORS) {
        assert!(
            known.contains_key(key.name.as_str()),
            "{} is no code",
            key.name
        );
    }
}

#[test]
fn every_type_with_codes_is_asked_for_them() {
    let mut declared: BTreeSet<String> = BTreeSet::new();
    for (_, code) in sources(&[
        "lifecircle-core",
        "lifecircle-tables",
        "lifecircle-io",
        "lifecircle",
    ]) {
        for (at, _) in code.match_indices("coded!(") {
            let rest = &code[at + "coded!(".len()..];
            let name = rest.split(" {").next().unwrap().trim();
            if name.chars().all(|c| c.is_alphanumeric() || c == ':') {
                declared.insert(name.to_owned());
            }
        }
    }
    let asked: BTreeSet<String> = codes().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(declared, asked);
}

#[test]
fn every_hint_is_for_a_code() {
    let known: BTreeSet<&str> = codes()
        .iter()
        .flat_map(|(_, codes)| codes.iter().map(|c| c.code))
        .collect();
    // Parts of the hint about options that do not fit.
    let parts = ["hint-line", "hint-no-options", "hint-crossing-delay-above"];
    for key in keys(Lang::En) {
        if let Some(code) = key.name.strip_prefix("hint-")
            && !parts.contains(&key.name.as_str())
        {
            assert!(known.contains(code), "{}", key.name);
        }
    }
}

/// The parts of a call between its brackets, separated by commas that stand in none themselves.
fn parts(call: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut parts = vec![String::new()];
    for c in call.chars() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else {
            match c {
                '"' => quoted = true,
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => {
                    parts.push(String::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

#[test]
fn every_text_is_asked_for_with_its_values() {
    let en = by_name(Lang::En);
    let mut calls = 0;
    for (path, code) in sources(&["lifecircle", "lifecircle-cli", "lifecircle-io"]) {
        for (name, skipped) in [("text!(", 1), ("problem!(", 0)] {
            for (at, _) in code.match_indices(name) {
                let mut parts = parts(&code[at + name.len()..]).into_iter().skip(skipped);
                let Some(key) = parts.next().filter(|key| key.starts_with('"')) else {
                    continue;
                };
                let key = key.trim_matches('"');
                if key.starts_with("key") {
                    continue;
                }
                let text = en
                    .get(key)
                    .unwrap_or_else(|| panic!("{}: no text `{key}`", path.display()));
                let given: BTreeSet<String> = parts
                    .filter_map(|part| Some(part.split_once(" = ")?.0.to_owned()))
                    .collect();
                assert_eq!(given, text.values, "`{key}` in {}", path.display());
                calls += 1;
            }
        }
    }
    assert!(calls > 200, "{calls} calls were found");
}

#[test]
fn every_key_is_used() {
    let crates = [
        "lifecircle",
        "lifecircle-cli",
        "lifecircle-io",
        "lifecircle-texts",
    ];
    let sources = sources(&crates);
    for key in keys(Lang::En) {
        let literal = format!("\"{}\"", key.name);
        let built = BUILT.iter().any(|start| key.name.starts_with(start));
        let used = sources.iter().any(|(_, code)| code.contains(&literal));
        assert!(built || used, "`{}` is never asked for", key.name);
    }
}

#[test]
fn no_text_stands_outside_the_catalogue() {
    for (path, code) in sources(&["lifecircle-cli", "lifecircle"]) {
        for line in code.lines() {
            let quoted = line.split('"').skip(1).step_by(2);
            for text in quoted {
                let chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert!(!chinese, "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn the_libraries_know_no_option_of_the_command() {
    for (path, code) in sources(&[
        "lifecircle-core",
        "lifecircle-tables",
        "lifecircle-io",
        "lifecircle",
    ]) {
        for line in code.lines().filter(|line| !line.contains("osmium")) {
            for flag in ["\"--", "`--", " --"] {
                assert!(!line.contains(flag), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn the_glossary_s_words_are_the_catalogue_s() {
    // Words that were given up, with what stands in their place.
    let given_up = [
        ("边框", "范围"),
        ("断头", "数据截断处"),
        ("网点", "设施"),
        ("路线", "道路、路径"),
        ("沿街点", "采样点"),
        ("基准", "参照步骤、基线"),
        ("退步", "退化"),
        ("街道段", "段道路"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../lifecircle-texts/locales/zh");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for (word, instead) in given_up {
            assert!(
                !text.contains(word),
                "{}: {word}: say {instead}",
                path.display()
            );
        }
    }
    let glossary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/glossary.md");
    let glossary = std::fs::read_to_string(glossary).unwrap();
    for word in [
        "设施",
        "采样点",
        "限值",
        "缺口片区",
        "数据截断处",
        "接入距离",
        "服务范围",
        "等时圈",
    ] {
        assert!(glossary.contains(word), "{word}");
    }
}
