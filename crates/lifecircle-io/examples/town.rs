//! Draws a made-up town in both languages, as SVG and PNG, and the QGIS style of every layer:
//! `cargo run -p lifecircle-io --example town -- FOLDER`.

use std::error::Error;
use std::path::{Path, PathBuf};

use lifecircle_core::coverage::Verdict;
use lifecircle_core::geodesy::LonLat;
use lifecircle_io::draw::{
    Area, Label, Line, Picture, Point, Sheet, Street, StreetClass, Swatch, Symbol, png, svg,
};
use lifecircle_io::style::{
    self, Colour, Lang, LayerStyle, RuleName, gap_street_text, minutes_text, verdict_text,
};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or("give the folder to write to")?;
    std::fs::create_dir_all(&folder)?;
    for (lang, ending) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
        let walks = isochrones(lang);
        write(&folder, &format!("isochrones-{ending}"), &walks)?;
        write(&folder, &format!("gaps-{ending}"), &gaps(lang))?;
        let small = gaps(lang).size(800, 600);
        write(&folder, &format!("small-{ending}"), &small)?;
        write(&folder, &format!("tall-{ending}"), &walks.size(1000, 1400))?;
        for layer in layers() {
            let file = folder.join(format!("{}-{ending}.qml", layer.name()));
            std::fs::write(file, style::qml(layer, lang))?;
        }
    }
    Ok(())
}

fn layers() -> [LayerStyle<'static>; 5] {
    const RULES: &[RuleName] = &[
        RuleName {
            id: "convenience",
            label: "便利店 convenience store",
        },
        RuleName {
            id: "market",
            label: "菜市场 food market",
        },
        RuleName {
            id: "supermarket",
            label: "超市 supermarket",
        },
    ];
    [
        LayerStyle::Isochrones {
            minutes: &[5.0, 10.0, 15.0],
        },
        LayerStyle::GapResidences,
        LayerStyle::GapStreets,
        LayerStyle::GapAreas,
        LayerStyle::ServiceAreas { rules: RULES },
    ]
}

fn write(folder: &Path, name: &str, picture: &Picture) -> Result<(), Box<dyn Error>> {
    std::fs::write(folder.join(format!("{name}.svg")), svg(picture).text)?;
    std::fs::write(folder.join(format!("{name}.png")), png(picture)?.bytes)?;
    Ok(())
}

/// A place so many blocks of 100 m east and north of the middle.
fn block(east: f64, north: f64) -> LonLat {
    // The town is turned a little, as towns are.
    let (x, y) = (east + 0.12 * north, north - 0.12 * east);
    LonLat {
        lon: 113.55 + x * 100.0 / 102_970.0,
        lat: 22.2 + y * 100.0 / 111_195.0,
    }
}

/// The streets: every fourth is a main road, a park in the north-west has paths, one street is closed.
fn streets() -> Sheet {
    let mut streets = Vec::new();
    for i in -14..=14_i32 {
        let at = f64::from(i);
        let class = if i % 4 == 0 {
            StreetClass::Major
        } else {
            StreetClass::Minor
        };
        for (from, to) in [((at, -12.0), (at, 12.0)), ((-16.0, at), (16.0, at))] {
            if from.1.abs() <= 12.0 {
                let line = vec![block(from.0, from.1), block(to.0, to.1)];
                streets.push(Street { class, line });
            }
        }
        if i.abs() < 4 {
            let line = (0..=8).map(|k| {
                let t = f64::from(k) / 8.0 - 0.5;
                block(-9.5 + at * 0.4 + t * t, 7.0 + t * 5.0)
            });
            streets.push(Street {
                class: StreetClass::Path,
                line: line.collect(),
            });
        }
    }
    streets.push(Street {
        class: StreetClass::Closed,
        line: vec![block(2.5, -11.0), block(14.5, -3.5)],
    });
    Sheet::Streets(streets)
}

/// What a walk of so many blocks reaches on a grid: a diamond, ragged at its rim.
fn reach(blocks: f64, fill: Colour) -> Area {
    let rim = (0..96).map(|step: u32| {
        let angle = f64::from(step) / 96.0 * std::f64::consts::TAU;
        let (sin, cos) = angle.sin_cos();
        let ragged = 1.0 + 0.05 * (angle * 12.0).sin();
        let far = blocks * ragged / (sin.abs() + cos.abs());
        block(far * cos, far * sin)
    });
    Area {
        rings: vec![rim.collect()],
        fill,
        outline: Some((Colour::WHITE, 1.5)),
    }
}

fn isochrones(lang: Lang) -> Picture {
    let minutes = [5.0, 10.0, 15.0];
    let areas = minutes
        .iter()
        .enumerate()
        .rev()
        .map(|(i, m)| reach(m * 0.72, style::band(i, 3)));
    let market = Point {
        at: block(0.0, 0.0),
        colour: style::verdict(Verdict::NotCovered),
        radius: 9.0,
        symbol: Symbol::Triangle,
    };
    let mut picture = Picture::new(
        lang,
        lang.pick("Walking to Harbour Market", "步行前往海港菜市场"),
    )
    .subtitle(lang.pick(
        "Walks of 5, 10 and 15 minutes at 1.2 m/s, along the streets",
        "沿街道步行 5、10、15 分钟可达范围（步速 1.2 米/秒）",
    ))
    .source(source(lang))
    .sheet(streets())
    .sheet(Sheet::Areas {
        areas: areas.collect(),
        opacity: 0.72,
    })
    .sheet(Sheet::Points(vec![market]))
    .sheet(names(lang))
    .legend(Swatch::Heading, lang.pick("Walking time", "步行时间"));
    for (i, m) in minutes.iter().enumerate() {
        let swatch = Swatch::Area(style::band(i, 3), 0.72);
        picture = picture.legend(swatch, minutes_text(*m, lang));
    }
    let place = Swatch::Point(style::verdict(Verdict::NotCovered), Symbol::Triangle);
    picture
        .legend(Swatch::Heading, lang.pick("Places", "设施"))
        .legend(place, lang.pick("food market", "菜市场"))
        .legend(Swatch::Heading, lang.pick("Streets", "街道"))
        .legend(
            Swatch::Street(StreetClass::Major),
            lang.pick("main road", "主要道路"),
        )
        .legend(
            Swatch::Street(StreetClass::Minor),
            lang.pick("street", "一般道路"),
        )
        .legend(
            Swatch::Street(StreetClass::Path),
            lang.pick("footpath", "步行小径"),
        )
        .legend(
            Swatch::Street(StreetClass::Closed),
            lang.pick("closed to walkers", "禁止步行"),
        )
}

/// Homes beyond the market's reach, and the streets they are on by how far too far they are.
fn gaps(lang: Lang) -> Picture {
    let mut lines = Vec::new();
    let mut homes = Vec::new();
    let mut seed = 7_u32;
    for i in -15..15_i32 {
        for j in -11..=11_i32 {
            let (x, y) = (f64::from(i) + 0.5, f64::from(j));
            let class = gap_class(x.abs() + y.abs());
            if class > 0 {
                lines.push((class, vec![block(x - 0.5, y), block(x + 0.5, y)]));
            }
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let verdict = match (class, seed >> 30) {
                (0, _) | (_, 0) => Verdict::Covered,
                (_, 1) if i > 9 => Verdict::Unknown,
                _ => Verdict::NotCovered,
            };
            homes.push((verdict, block(x, y + 0.3)));
        }
    }
    // The worst lies on top.
    lines.sort_by_key(|(class, _)| *class);
    let lines = lines.into_iter().map(|(class, line)| Line {
        line,
        colour: style::gap_street(class),
        width: 3.4 + 0.7 * f64::from(class),
    });
    homes.sort_by_key(|(verdict, _)| *verdict);
    let homes = homes.into_iter().map(|(verdict, at)| Point {
        at,
        colour: style::verdict(verdict),
        radius: if verdict == Verdict::Covered {
            3.0
        } else {
            5.0
        },
        symbol: symbol(verdict),
    });
    let mut picture = Picture::new(
        lang,
        lang.pick("Where a food market is too far", "菜市场步行缺口"),
    )
    .subtitle(lang.pick(
        "Homes and streets beyond 10 minutes on foot: 184 homes, 3 120 people",
        "步行 10 分钟以外的住宅与街道：184 处住宅，3120 人",
    ))
    .source(source(lang))
    .sheet(streets())
    .sheet(Sheet::Lines(lines.collect()))
    .sheet(Sheet::Points(homes.collect()))
    .sheet(names(lang))
    .legend(Swatch::Heading, lang.pick("Homes", "住宅"));
    for verdict in [Verdict::Covered, Verdict::NotCovered, Verdict::Unknown] {
        let swatch = Swatch::Point(style::verdict(verdict), symbol(verdict));
        picture = picture.legend(swatch, verdict_text(verdict, lang));
    }
    picture = picture.legend(
        Swatch::Heading,
        lang.pick("Walk from the street", "街道步行时间与限值之比"),
    );
    for class in 1..=5 {
        let swatch = Swatch::Line(style::gap_street(class), 3.4 + 0.7 * f64::from(class));
        picture = picture.legend(swatch, gap_street_text(class, lang));
    }
    picture
}

fn symbol(verdict: Verdict) -> Symbol {
    match verdict {
        Verdict::Covered => Symbol::Circle,
        Verdict::NotCovered => Symbol::Triangle,
        Verdict::Unknown => Symbol::Square,
    }
}

fn gap_class(blocks: f64) -> u8 {
    let bounds = [9.0, 12.0, 15.0, 19.0, 23.0];
    bounds.iter().map(|b| u8::from(blocks > *b)).sum()
}

fn names(lang: Lang) -> Sheet {
    let names = [
        (0.0, 0.0, "Harbour Market", "海港菜市场"),
        (-9.5, 7.0, "North Park", "北公园"),
        (9.0, 8.0, "Hill & Fort", "炮台山"),
        (9.2, 8.1, "Lost in the crowd", "重叠"),
        (10.0, -8.0, "Old Docks", "旧码头"),
        (-11.0, -8.0, "Mill Quarter", "磨坊区"),
    ];
    let label = |(index, &(east, north, en, zh)): (usize, &(f64, f64, &str, &str))| Label {
        at: block(east, north),
        text: lang.pick(en, zh).to_owned(),
        size: if index == 0 { 22.0 } else { 19.0 },
        priority: u32::from(index > 0),
    };
    Sheet::Labels(names.iter().enumerate().map(label).collect())
}

fn source(lang: Lang) -> &'static str {
    lang.pick(
        "Made-up data, not OpenStreetMap · 2024-05-01 · Lifecircle 0.1.0",
        "虚构数据，非 OpenStreetMap · 2024-05-01 · Lifecircle 0.1.0",
    )
}
