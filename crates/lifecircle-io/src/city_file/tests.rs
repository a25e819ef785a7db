use std::fs;

use super::*;

/// A folder with a city file of this text, an extract, a list and boundaries.
fn read(text: &str) -> Result<CityFile, String> {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "city.osm.pbf",
        "city.lcn",
        "shops.csv",
        "people.csv",
        "edges.geojson",
    ] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let file = folder.path().join("city.toml");
    fs::write(&file, text).unwrap();
    CityFile::read(&file).map_err(|error| {
        let told = error.to_string();
        told.replace(&folder.path().display().to_string(), "FOLDER")
    })
}

#[test]
fn all_keys_are_understood_and_files_lie_beside_the_city_file() {
    let city = read(
        "name = '示范区'\nextract = 'city.osm.pbf'\narea = '清江浦区'\nhomes = 'auto'\ncategories = ['seed']\n\
         rules = 'gb50180'\nmax_rejects = '2%'\npolicy = 'list-only'\n[walk]\nprofile = 'elderly'\nspeed = '1m/s'\ncrossing_delay_s = 20\n\
         gates = 'open'\nlegs = 'around'\nplazas = 'cross'\nmax_snap_m = 150\ntrunk = false\nferries = true\n\
         [[facilities]]\nfile = 'shops.csv'\ncoordinates = 'gcj02'\ncolumns = { category = '业态' }\n\
         [population]\nfile = 'people.csv'\nlevel = '社区'\n\
         [[boundaries]]\nlevel = '社区'\nfile = 'edges.geojson'\ncoordinates = 'gcj02'\n",
    )
    .unwrap();
    assert!(city.source.ends_with("city.osm.pbf") && city.source.is_absolute());
    assert_eq!(city.name, Some(Words::name("示范区")));
    assert_eq!(city.max_rejects, Some(0.02));
    assert_eq!(city.walk.max_snap_mm, Some(150_000));
    assert_eq!(city.walk.crossing_delay_ms, Some(20_000));
    assert_eq!(
        (city.walk.gates, city.walk.legs, city.walk.plazas),
        (Some(Gates::Open), Some(Legs::Around), Some(Plazas::Cross))
    );
    assert_eq!(city.area, Some(AreaEntry::Name("清江浦区".to_owned())));
    let list = &city.facilities[0];
    assert_eq!(list.columns["category"], "业态");
    assert_eq!(city.policy, Some(ListPolicy::ListOnly));
    let Some(PopulationEntry::Zones { level, .. }) = city.population else {
        panic!("no zones")
    };
    assert_eq!(level.as_deref(), Some("社区"));
}

#[test]
fn what_was_read_is_written_and_read_again_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "城 \"市\".osm.pbf",
        "shops.csv",
        "edges.geojson",
        "own.toml",
    ] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let text = "name = '示范区'\nextract = '城 \"市\".osm.pbf'\narea = 'edges.geojson#区@gcj02'\nhomes = 'all'\n\
                categories = ['seed', 'own.toml']\nrules = 'gb50180'\nmax_rejects = '2.5%'\n[walk]\n\
                profile = 'elderly'\nspeed = '1.2m/s'\ncrossing_delay_s = 1.5\nmax_snap_m = 150\ntrunk = false\n\
                [[facilities]]\nfile = 'shops.csv'\ncoordinates = 'gcj02'\ndecimal_comma = true\n\
                columns = { category = '业态', 'ages 0-3' = '婴幼儿' }\n[residences]\nfile = 'shops.csv'\n\
                [population]\ntotal = 379925\n[[boundaries]]\nlevel = '社区'\nfile = 'edges.geojson'\n";
    let file = folder.path().join("city.toml");
    fs::write(&file, text).unwrap();
    let city = CityFile::read(&file).unwrap();
    let written = city.to_toml(folder.path(), |section| match section {
        Section::Facilities(0) => vec!["两行\n说明".to_owned()],
        _ => Vec::new(),
    });
    assert!(written.contains("# 两行\n# 说明\nfile = "), "{written}");
    fs::write(&file, &written).unwrap();
    assert_eq!(CityFile::read(&file).unwrap(), city, "{written}");
}

#[test]
fn a_city_may_have_a_name_in_each_language() {
    let named = |keys: &str| {
        let city = read(&format!("{keys}extract = 'city.osm.pbf'\n")).unwrap();
        let folder = city.file.parent().unwrap().to_owned();
        let written = city.to_toml(&folder, |_| Vec::new());
        let lines = written.lines().filter(|line| line.starts_with("name"));
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        (city.name.map(|name| (name.en, name.zh)), lines.join(" "))
    };
    let names = |en: &str, zh: &str| Some((en.to_owned(), zh.to_owned()));
    for (keys, expected, written) in [
        ("", None, ""),
        ("name = '湖'\n", names("湖", "湖"), "name = \"湖\""),
        ("name_zh = '湖'\n", names("湖", "湖"), "name = \"湖\""),
        (
            "name = 'Lake'\nname_zh = '湖'\n",
            names("Lake", "湖"),
            "name_en = \"Lake\" name_zh = \"湖\"",
        ),
        (
            "name = '湖'\nname_en = 'Lake'\n",
            names("Lake", "湖"),
            "name_en = \"Lake\" name_zh = \"湖\"",
        ),
    ] {
        assert_eq!(named(keys), (expected, written.to_owned()), "{keys}");
    }
}

#[test]
fn the_files_that_it_names_are_known() {
    let city = read(
        "extract = 'city.osm.pbf'\nrules = 'gb50180'\ncategories = ['seed']\narea = 'edges.geojson#A'\n\
         [[facilities]]\nfile = 'shops.csv'\n[[facilities]]\nfile = 'people.csv'\n\
         [population]\nfile = 'people.csv'\n[[boundaries]]\nlevel = 'b'\nfile = 'edges.geojson'\n",
    )
    .unwrap();
    let names = city.files();
    let names: Vec<_> = (names.iter())
        .map(|file| file.file_name().unwrap().to_str().unwrap())
        .collect();
    let expected = [
        "shops.csv",
        "people.csv",
        "people.csv",
        "edges.geojson",
        "edges.geojson",
    ];
    assert_eq!(names, expected);
}

#[test]
fn what_is_wrong_is_told_with_line_key_and_value() {
    let begin = "extract = 'city.osm.pbf'\n";
    for (rest, told) in [
        (
            "facilites = 3\n",
            "unknown field `facilites`; did you mean `facilities`?",
        ),
        (
            "[walk]\nprofil = 'adult'\n",
            "unknown field `profil`; did you mean `profile`?",
        ),
        (
            "[walk]\nprofile = 'aduld'\n",
            "line 3: `aduld` cannot be the `profile`; possible are adult",
        ),
        (
            "[walk]\nmax_snap_m = 9000\n",
            "line 3: `9000` cannot be the `max_snap_m`",
        ),
        (
            "max_rejects = '3'\n",
            "line 2: `3` cannot be the `max_rejects`",
        ),
        (
            "network = 'city.lcn'\n",
            "line 2: has both `extract` and `network`",
        ),
        (
            "[[facilities]]\nfile = 'gone.csv'\n",
            "line 3: there is no file FOLDER/gone.csv",
        ),
        (
            "[[facilities]]\nfile = 'shops.csv'\ncoordinates = '?'\n",
            "line 4: `coordinates` is left open",
        ),
        (
            "[population]\nfile = 'people.csv'\nlevel = '街道'\n",
            "line 4: no `[[boundaries]]` have the level `街道`",
        ),
        (
            "[population]\ntotal = 3\nfile = 'people.csv'\n",
            "line 3: has both `file` and `total`",
        ),
        ("extract = 'city.lcn'\n", "duplicate key"),
    ] {
        let error = read(&format!("{begin}{rest}")).unwrap_err();
        assert!(error.contains(told), "{error}\n{told}");
    }
    let error = read("name = 'x'\n").unwrap_err();
    assert!(
        error.contains("neither an `extract` nor a `network`"),
        "{error}"
    );
}
