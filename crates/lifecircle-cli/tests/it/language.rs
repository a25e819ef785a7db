//! English and Chinese, by `--lang` and by locale.

use crate::city::city;
use crate::run::{Desk, command, lifecircle};

/// Words that have no business in a Chinese table.
const ENGLISH: [&str; 9] = [
    "covered",
    "people",
    "homes",
    "unknown",
    "minutes",
    "facilities",
    "gates",
    "walkable",
    "limits",
];

#[test]
fn the_chinese_table_is_chinese() {
    let desk = Desk::new();
    let file = desk.file("city.osm.pbf", city());
    for args in [
        &["check"][..],
        &["check", &file, "--gates", "all"],
        &["check", &file, "--max-snap", "20"],
    ] {
        let table = lifecircle(args.iter().copied().chain(["--lang", "zh"])).done();
        for word in [
            "便利店 5 分钟",
            "菜市场 10 分钟",
            "超市 15 分钟",
            "同时满足",
            "已覆盖",
            "未覆盖",
            "未知",
        ] {
            assert!(table.contains(word), "{word}: {table}");
        }
        let own: String = table.lines().filter(|line| !line.contains('©')).collect();
        for word in ENGLISH {
            assert!(!own.contains(word), "{word}: {table}");
        }
    }
}

#[test]
fn the_locale_decides_and_the_flag_beats_it() {
    let run = |locale: &str, args: &[&str]| {
        let output = command().env("LC_ALL", locale).args(args).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run("zh_CN.UTF-8", &["rules", "list"]).contains("菜市场"));
    assert!(run("en_US.UTF-8", &["rules", "list"]).contains("food market"));
    assert!(run("C", &["rules", "list"]).contains("food market"));
    assert!(run("zh_CN.UTF-8", &["rules", "list", "--lang", "en"]).contains("food market"));
    assert!(run("en_US.UTF-8", &["--lang=zh", "rules", "list"]).contains("菜市场"));
}

#[test]
fn numbers_are_the_same_in_both_languages() {
    let digits = |text: &str| -> Vec<String> {
        let line = |line: &&str| line.contains('(') && line.contains('%');
        let numbers = text.lines().filter(line).flat_map(str::split_whitespace);
        numbers
            .map(str::to_owned)
            .filter(|word| word.contains(|c: char| c.is_ascii_digit()))
            .collect()
    };
    let en = lifecircle(["check"]).done();
    let zh = lifecircle(["check", "--lang", "zh"]).done();
    assert!(digits(&en).len() > 20);
    assert_eq!(digits(&en), digits(&zh));
}

#[test]
fn help_in_both_languages() {
    let commands: [&[&str]; 9] = [
        &[],
        &["check"],
        &["inspect"],
        &["network"],
        &["rules"],
        &["rules", "list"],
        &["rules", "show"],
        &["synth"],
        &["completions"],
    ];
    for path in commands {
        for flag in ["--help", "-h"] {
            let help =
                |lang: &str| lifecircle(path.iter().copied().chain([flag, "--lang", lang])).done();
            let (en, zh) = (help("en"), help("zh"));
            assert!(
                en.contains("Usage: lifecircle") && en.contains("--threads"),
                "{en}"
            );
            assert!(en.is_ascii() || !en.contains("住宅"), "{en}");
            assert!(zh.contains("线程数"), "{zh}");
        }
    }
    let (en, zh) = (
        lifecircle(["--help"]).done(),
        lifecircle(["--help", "--lang", "zh"]).done(),
    );
    assert!(
        en.contains("Exit codes: 0 done") && en.contains("lifecircle check city.osm.pbf -o out/")
    );
    assert!(zh.contains("退出码：0") && zh.contains("按规则包检查全市每一处住宅"));
}

#[test]
fn the_chinese_help_is_chinese() {
    let help = lifecircle(["check", "--help", "--lang", "zh"]).done();
    let rules = help
        .split("--rules")
        .nth(1)
        .unwrap()
        .lines()
        .take(2)
        .collect::<String>();
    assert!(
        rules.contains("规则包") && !rules.contains("列出"),
        "{rules}"
    );
    let show = lifecircle(["rules", "show", "--help", "--lang", "zh"]).done();
    for (page, word) in [
        (&help, "In and out of private ground"),
        (&help, "Options:"),
        (&show, "Built-in name or file"),
    ] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

#[test]
fn nothing_but_names_is_english_in_chinese_output() {
    let page = lifecircle(["inspect", "--lang", "zh"]).done();
    for word in ["(buildings)", "synthetic data"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
    let err = lifecircle(["check", "--home", "x", "--lang", "zh"]).refused(&["x"]);
    assert!(!err.contains("no home"), "{err}");
}

#[test]
fn the_version_is_told() {
    let version = lifecircle(["--version"]).done();
    assert_eq!(
        version,
        format!("lifecircle {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn without_a_command_the_help_is_shown_as_wrong_usage() {
    let outcome = lifecircle::<&str>([]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("Usage: lifecircle"), "{}", outcome.err);
}

#[test]
fn an_unknown_language_is_refused() {
    lifecircle(["check", "--lang", "fr"]).refused(&["--lang", "fr", "en", "zh"]);
}

#[test]
fn messages_in_chinese_begin_in_chinese() {
    let err = lifecircle(["check", "no.osm.pbf", "--lang", "zh"]).refused(&["no.osm.pbf"]);
    assert!(err.starts_with("错误"), "{err}");
}
