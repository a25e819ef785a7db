//! What a report says of the demo city: sections, tables, headlines, and what would close the gaps.

use std::collections::HashSet;
use std::sync::Arc;

use lifecircle::report::{Block, Cell, Headline, Kind, Report, SectionId, Table};
use lifecircle::rules::{Pack, Rules};
use lifecircle::{
    CheckOptions, City, CityOptions, CityReport, Lang, LevelChoice, ReportOptions, Scope, Source,
};
use lifecircle_core::RulePack;
use lifecircle_core::place::CategorySet;

fn demo(options: &CheckOptions) -> CityReport {
    let city = City::open(
        Source::Demo,
        &CityOptions {
            levels: Some(LevelChoice::AdminIfAny),
            surroundings: true,
            ..CityOptions::default()
        },
    );
    let check = city.unwrap().check(options).unwrap();
    check.report(&ReportOptions::default()).unwrap()
}

fn tables(report: &Report) -> Vec<&Table> {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn headlines(report: &Report) -> &[Headline] {
    let blocks = report.sections.iter().flat_map(|section| &section.blocks);
    let mut found = blocks.filter_map(|block| match block {
        Block::Headlines(headlines) => Some(headlines),
        _ => None,
    });
    found.next().unwrap()
}

#[test]
fn sections_stand_in_order_and_tables_are_whole() {
    let report = demo(&CheckOptions {
        week: true,
        doubt: true,
        ..CheckOptions::default()
    });
    let words: Vec<&str> = (report.document().sections.iter())
        .map(|section| section.id.word())
        .collect();
    let wanted = [
        "headlines",
        "map",
        "areas",
        "gaps",
        "sites",
        "obstacles",
        "completeness",
        "hours",
        "quality",
        "method",
    ];
    assert_eq!(words, wanted);
    let tables = tables(report.document());
    let ids: HashSet<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    assert_eq!(ids.len(), tables.len(), "each table has an id of its own");
    for id in [
        "coverage",
        "gaps_joint",
        "obstacles",
        "formats",
        "week",
        "hours",
        "inputs",
    ] {
        assert!(ids.contains(id), "{id}");
    }
    for table in tables {
        let columns: HashSet<&str> = table.columns.iter().map(|own| own.id.as_str()).collect();
        assert_eq!(columns.len(), table.columns.len(), "{}", table.id);
        assert!(!table.rows.is_empty(), "{}", table.id);
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.id);
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                let is_number = matches!(cell, Cell::Number(_));
                let may_be = column.kind != Kind::Text || table.id == "options";
                assert!(!is_number || may_be, "{}: {}", table.id, column.id);
            }
        }
    }
}

#[test]
fn headlines_add_up_and_say_what_the_check_counts() {
    let report = demo(&CheckOptions::default());
    let headlines = headlines(report.document());
    assert_eq!(headlines.len(), report.check().rules().len() + 1);
    for headline in headlines {
        let sum = headline.covered_pct + headline.not_covered_pct + headline.unknown_pct;
        assert!((sum - 100.0).abs() < 1e-9, "{sum}");
        assert_eq!(headline.doubtful_pct, None);
    }
    let joint = report.check().summary().joint.exact.homes;
    let sentence = &headlines[0].sentence;
    for lang in Lang::ALL {
        let said = sentence.in_lang(lang);
        for homes in [joint.covered, joint.not_covered, joint.unknown] {
            let homes = lifecircle_core::units::grouped(homes);
            assert!(said.contains(&homes), "{homes}: {said}");
        }
    }
}

#[test]
fn a_report_proposes_as_many_sites_as_asked_for_of_what_is_lacking() {
    let report = demo(&CheckOptions::default());
    let rules = report.check().rules();
    assert_eq!(report.sites().len(), rules.len());
    for (sites, rule) in report.sites().iter().zip(rules) {
        assert!(sites.plan().sites.len() <= 3);
        assert!(sites.categories().meets(rule.categories));
        // What the sites of a rule add is what that rule lacks.
        let lacking = sites.plan().lacking.people_milli;
        let number = report.check().find_rule(&rule.id).unwrap();
        let split = report.check().summary().rules[number]
            .shares
            .exact
            .people_milli;
        assert_eq!(lacking, split.not_covered + split.unknown);
    }
    let obstacles = report.obstacles().unwrap().rows().count();
    assert!((1..=10).contains(&obstacles), "{obstacles}");
}

/// Two rules that the same outlets serve.
const TWICE: &str = "id = 'twice'\nen = 'twice'\nzh = '两次'\n\
    [[rule]]\nid = 'near'\nen = 'market'\nzh = '菜市场'\ncategories = ['market']\nminutes = 5\n\
    [[rule]]\nid = 'far'\nen = 'market'\nzh = '菜市场'\ncategories = ['market']\nminutes = 20\n";

#[test]
fn sites_of_a_rule_serve_that_rule_alone() {
    let city = City::open(Source::Demo, &CityOptions::default()).unwrap();
    let rules = RulePack::parse(TWICE, city.categories()).unwrap();
    let check = city
        .check(&CheckOptions {
            rules: Rules::Pack(Arc::new(Pack { rules, file: None })),
            ..CheckOptions::default()
        })
        .unwrap();
    let options = ReportOptions {
        obstacles: 0,
        ..ReportOptions::default()
    };
    let report = check.report(&options).unwrap();
    for (rule, sites) in report.sites().iter().enumerate() {
        let split = check.summary().rules[rule].shares.exact.homes;
        let lacking = split.not_covered + split.unknown;
        assert_eq!(sites.plan().lacking.homes, lacking, "rule {rule}");
        // The ranks of gap areas are those of this rule.
        let areas = report.gaps().of(Scope::Rule(rule)).unwrap().areas.len();
        let mut ranks = sites
            .rows()
            .flat_map(|row| row.gaps.iter().map(|(rank, _)| *rank));
        assert!(ranks.all(|rank| rank <= areas));
    }
}

#[test]
fn what_is_not_known_is_not_told_as_fine() {
    let options = CityOptions {
        categories: vec!["national".into()],
        ..CityOptions::default()
    };
    let city = City::open(Source::Demo, &options).unwrap();
    // A category of which the data holds nothing: nobody knows who lacks it.
    let table = city.categories().categories();
    let outlets = &city.facilities().rows;
    let is_there = |own: usize| {
        let set = CategorySet::of(own);
        outlets.iter().any(|outlet| outlet.categories.meets(set))
    };
    let own = (0..table.len()).find(|&own| !is_there(own)).unwrap();
    let text = format!(
        "id = 'none'\nen = 'none'\nzh = '无'\n[[rule]]\nid = 'none'\nen = 'x'\nzh = 'x'\ncategories = ['{}']\nminutes = 5\n",
        table[own].id
    );
    let rules = RulePack::parse(&text, city.categories()).unwrap();
    let check = city.check(&CheckOptions {
        rules: Rules::Pack(Arc::new(Pack { rules, file: None })),
        ..CheckOptions::default()
    });
    let check = check.unwrap();
    let unknown = check.summary().joint.exact.homes.unknown;
    assert_eq!(unknown, check.summary().homes);
    let report = check.report(&ReportOptions::default()).unwrap();
    let gaps = report.document().sections.iter();
    let mut gaps = gaps.filter(|section| section.id == SectionId::Gaps);
    let Some([Block::Paragraph(said)]) = gaps.next().map(|section| section.blocks.as_slice())
    else {
        panic!("one sentence");
    };
    let unknown = lifecircle_core::units::grouped(unknown);
    for lang in Lang::ALL {
        assert!(
            said.in_lang(lang).contains(&unknown),
            "{}",
            said.in_lang(lang)
        );
    }
}
