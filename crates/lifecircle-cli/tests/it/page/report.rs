//! A report of a check made by hand: every kind of section, block and cell that a page has to show.

use lifecircle::{Check, Gaps, Scope, Verdict};
use lifecircle_core::coverage::{Shares, Split};
use lifecircle_io::report::{
    Block, Cell, Column, Headline, Kind, Report, Row, Section, SectionId, Table, Words,
};
use lifecircle_io::style::rule_text;

fn words(en: &str, zh: &str) -> Words {
    Words {
        en: en.to_owned(),
        zh: zh.to_owned(),
    }
}

fn column(id: &str, label: Words, kind: Kind) -> Column {
    Column {
        id: id.to_owned(),
        label,
        kind,
    }
}

fn table(id: &str, caption: Words, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::Table(Table {
        id: id.to_owned(),
        caption,
        columns,
        rows,
        in_print: None,
    })
}

fn percent(split: Split, verdict: Verdict) -> f64 {
    let part = match verdict {
        Verdict::Covered => split.covered,
        Verdict::NotCovered => split.not_covered,
        Verdict::Unknown => split.unknown,
    };
    100.0 * part as f64 / split.total().max(1) as f64
}

fn headline(label: Words, shares: Shares) -> Headline {
    let split = if shares.people_milli.total() > 0 {
        shares.people_milli
    } else {
        shares.homes
    };
    let covered = percent(split, Verdict::Covered);
    Headline {
        label,
        covered_pct: covered,
        not_covered_pct: percent(split, Verdict::NotCovered),
        unknown_pct: percent(split, Verdict::Unknown),
        doubtful_pct: Some(0.4),
        sentence: words(
            &format!(
                "{} of {} homes are covered.",
                shares.homes.covered,
                shares.homes.total()
            ),
            &format!(
                "{} 处住宅中有 {} 处已覆盖。",
                shares.homes.total(),
                shares.homes.covered
            ),
        ),
    }
}

/// The report of a check and its gaps, called so.
pub(crate) fn report(title: &str, check: &Check, gaps: &Gaps) -> Report {
    let section = |id, heading, blocks| Section {
        id,
        heading,
        blocks,
    };
    Report {
        title: Words::name(title),
        facts: vec![
            words("data of 2026-11-01", "数据日期 2026-11-01"),
            Words::name("1.20 m/s"),
        ],
        sections: vec![
            section(
                SectionId::Headlines,
                words("In short", "主要结论"),
                vec![
                    Block::Headlines(headlines(check)),
                    Block::Warning(words("Two outlets are missing.", "缺少两处设施。")),
                ],
            ),
            section(SectionId::Areas, words("By area", "分区情况"), areas(check)),
            section(
                SectionId::Gaps,
                words("Where the gaps are", "盲区清单"),
                gap_tables(gaps),
            ),
            section(
                SectionId::Hours,
                words("Open when", "营业时间"),
                vec![hours()],
            ),
            section(SectionId::Method, words("Method", "方法"), vec![wide()]),
        ],
        attribution: words("© OpenStreetMap contributors", "© OpenStreetMap 贡献者"),
        version: "0.0.0",
    }
}

fn headlines(check: &Check) -> Vec<Headline> {
    let summary = check.summary();
    let mut all = vec![headline(
        words("Everything", "全部规则"),
        summary.joint.exact,
    )];
    for (rule, sums) in check.rules().iter().zip(&summary.rules) {
        all.push(headline(
            Words::of(|lang| rule_text(rule, lang)),
            sums.shares.exact,
        ));
    }
    all
}

fn areas(check: &Check) -> Vec<Block> {
    let Some(division) = check.city().division() else {
        return Vec::new();
    };
    let sums = &check.area_sums()[0];
    let rows = division.levels.rows()[0]
        .areas
        .iter()
        .zip(sums)
        .map(|(area, sums)| Row {
            cells: vec![
                Cell::Text(area.name.clone()),
                Cell::Number(sums.homes as f64),
                Cell::Number(sums.people_milli as f64 / 1000.0),
                Cell::Number(percent(sums.joint.people_milli, Verdict::Covered)),
            ],
            place: area
                .outline()
                .map(|outline| outline.bounds().map(|c| f64::from(c) / 1e7)),
        });
    let columns = vec![
        column("name", words("Area", "片区"), Kind::Text),
        column("homes", words("Homes", "住宅"), Kind::Count),
        column("people", words("People", "人数"), Kind::People),
        column("covered_pct", words("Covered", "已覆盖"), Kind::Percent),
    ];
    let rows = rows.collect();
    vec![table(
        "areas",
        words("Shares by area", "各片区覆盖情况"),
        columns,
        rows,
    )]
}

fn gap_tables(gaps: &Gaps) -> Vec<Block> {
    let areas = gaps.of(Scope::Joint).map_or(&[][..], |gaps| &gaps.areas);
    let rows = areas.iter().zip(1..).map(|(area, rank)| Row {
        cells: vec![
            Cell::Number(f64::from(rank)),
            area.name.clone().map_or(Cell::Empty, Cell::Text),
            Cell::Number(area.homes.len() as f64),
            Cell::Number(area.people_milli as f64 / 1000.0),
            Cell::Number(area.at.lon),
        ],
        place: Some([
            area.at.lon - 0.003,
            area.at.lat - 0.003,
            area.at.lon + 0.003,
            area.at.lat + 0.003,
        ]),
    });
    let columns = vec![
        column("rank", words("Rank", "排名"), Kind::Count),
        column("name", words("Where", "位置"), Kind::Text),
        column("homes", words("Homes", "住宅"), Kind::Count),
        column("people", words("People", "人数"), Kind::People),
        column("lon", words("Longitude", "经度"), Kind::Degrees),
    ];
    let rows = rows.collect();
    vec![table(
        "gaps_joint",
        words("Gap areas by people", "盲区清单（按人数）"),
        columns,
        rows,
    )]
}

/// A week of hours: whole days, one of which nothing is known.
fn hours() -> Block {
    let days = [
        ("Monday", "周一"),
        ("Tuesday", "周二"),
        ("Wednesday", "周三"),
        ("Thursday", "周四"),
        ("Friday", "周五"),
        ("Saturday", "周六"),
        ("Sunday", "周日"),
    ];
    let rows = (0..168_i32).map(|hour| {
        let (en, zh) = days[hour as usize / 24];
        let open = if (8..21).contains(&(hour % 24)) {
            70.0
        } else {
            5.0
        };
        Row {
            cells: vec![
                Cell::Words(words(en, zh)),
                Cell::Text(format!("{:02}:00", hour % 24)),
                if hour == 100 {
                    Cell::Empty
                } else {
                    Cell::Number(open + f64::from(hour % 5))
                },
                Cell::Number(open / 2.0),
            ],
            place: None,
        }
    });
    let columns = vec![
        column("day", words("Day", "日"), Kind::Text),
        column("hour", words("Hour", "时"), Kind::Text),
        column(
            "joint",
            words("all rules together", "全部规则"),
            Kind::Percent,
        ),
        column("market", words("food market", "菜市场"), Kind::Percent),
    ];
    Block::Table(Table {
        id: "hours".to_owned(),
        caption: words("Share of people by hour", "各时段覆盖人口比例"),
        columns,
        rows: rows.collect(),
        in_print: Some(0),
    })
}

/// More columns than a sheet of paper is wide, and numbers of every kind.
fn wide() -> Block {
    let kinds = [
        Kind::Text,
        Kind::Count,
        Kind::People,
        Kind::Percent,
        Kind::Minutes,
        Kind::Metres,
    ];
    let columns: Vec<Column> = (0..14_usize)
        .map(|number| {
            let kind = if number == 0 {
                Kind::Text
            } else {
                kinds[number % kinds.len()]
            };
            column(
                &format!("column_{number}"),
                words(&format!("Value {number}"), &format!("数值{number}")),
                kind,
            )
        })
        .collect();
    let row = |row: u32| {
        let value = |(number, column): (u32, &Column)| match column.kind {
            Kind::Text => Cell::Text(format!("name-{row}-{number}")),
            _ => Cell::Number(f64::from(row * 1_000 + number) * 1.37),
        };
        Row {
            cells: (0..).zip(&columns).map(value).collect(),
            place: None,
        }
    };
    let rows = (0..60).map(row).collect();
    table("wide", words("A wide table", "宽表"), columns.clone(), rows)
}
