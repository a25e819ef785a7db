//! Maps as files: which are asked for, how they are to be drawn, and where they go.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use lifecircle::draw::{self, LeftOut, Picture};
use lifecircle::{City, MapLayer, MapOptions, Scope};
use lifecircle_core::rules::Rule;
use lifecircle_io::write::{place, waiting_file};
use lifecircle_texts::text;

use crate::args::PictureArgs;
use crate::lang::Lang;
use crate::problem::{Problem, problem};

/// How a map is drawn, if one is asked for; its files are found fit before the work begins.
pub(crate) fn wanted(args: &PictureArgs, lang: Lang) -> anyhow::Result<Option<MapOptions>> {
    let files = [(&args.png, "png"), (&args.svg, "svg"), (&args.pdf, "pdf")];
    for (file, ending) in files {
        if let Some(file) = file {
            crate::commands::folder_of(file)?;
            has_ending(file, &format!("--{ending}"), ending)?;
        }
    }
    if files.iter().all(|(file, _)| file.is_none()) {
        return Ok(None);
    }
    Ok(Some(MapOptions {
        lang,
        title: args.title.clone(),
        size: args.size,
        frame: args.frame,
        layers: if args.map_layers.is_empty() {
            MapLayer::ALL.into()
        } else {
            args.map_layers.clone()
        },
        font: font(args.font.as_deref())?,
    }))
}

/// A map of all rules together, and one of each, which is called by its rule.
pub(crate) fn of_scopes(
    rules: &[Rule],
    draw: impl Fn(Scope) -> Result<Picture, lifecircle::Error>,
) -> Result<Vec<(Option<String>, Picture)>, lifecircle::Error> {
    let pictures = Scope::all(rules.len()).map(|scope| {
        let name = match scope {
            Scope::Joint => None,
            Scope::Rule(rule) => Some(rules[rule].id.clone()),
        };
        Ok((name, draw(scope)?))
    });
    pictures.collect()
}

/// A file whose name tells what is in it; the option as it is typed.
pub(crate) fn has_ending(file: &Path, option: &str, ending: &str) -> Result<(), Problem> {
    let given = file.extension().and_then(|e| e.to_str());
    if given.is_some_and(|given| given.eq_ignore_ascii_case(ending)) {
        return Ok(());
    }
    Err(problem!(
        "picture-ending",
        file = file,
        option = option,
        ending = ending
    ))
}

/// A font of the user's: its name and bytes.
pub(crate) fn font(file: Option<&Path>) -> anyhow::Result<Option<(String, Arc<Vec<u8>>)>> {
    let Some(file) = file else {
        return Ok(None);
    };
    let name = file.display().to_string();
    let bytes = std::fs::read(file).with_context(|| name.clone())?;
    Ok(Some((name, Arc::new(bytes))))
}

/// Writes pictures to the files asked for: as PDF all of them as pages of one file, else the first to the file that is
/// named and each other to one that is called by its own name besides.
pub(crate) fn write(
    args: &PictureArgs,
    pictures: Vec<(Option<String>, Picture)>,
    lang: Lang,
) -> anyhow::Result<()> {
    let mut missing = String::new();
    // The same labels in every format, but that of a font with fewer letters.
    let mut left_out = [LeftOut::default(); 3];
    for (name, picture) in &pictures {
        if let Some(file) = &args.svg {
            let svg = draw::svg(picture);
            put(&named(file, name.as_deref()), svg.text.as_bytes())?;
            left_out[0] = left_out[0].plus(svg.left_out);
        }
        if let Some(file) = &args.png {
            let file = named(file, name.as_deref());
            let png = draw::png(picture).with_context(|| file.display().to_string())?;
            put(&file, &png.bytes)?;
            left_out[1] = left_out[1].plus(png.left_out);
            missing.push_str(&png.missing_glyphs);
        }
    }
    if let Some(file) = &args.pdf {
        let pages: Vec<Picture> = pictures.into_iter().map(|(_, picture)| picture).collect();
        let pdf = draw::pdf(&pages).with_context(|| file.display().to_string())?;
        put(file, &pdf.bytes)?;
        left_out[2] = pdf.left_out;
        missing.push_str(&pdf.missing_glyphs);
    }
    tell_missing(&missing, lang);
    let [svg, png, pdf] = left_out;
    tell_left_out(svg.most(png).most(pdf), lang);
    Ok(())
}

/// Says of how many places maps tell nothing, or their number alone.
fn tell_left_out(left_out: LeftOut, lang: Lang) {
    let counts = [
        ("map-labels-beyond", left_out.beyond),
        ("map-labels-untold", left_out.untold),
    ];
    for (key, count) in counts.into_iter().filter(|&(_, count)| count > 0) {
        let what = text!(lang, key, count = count);
        eprintln!("{}", text!(lang, "map-note", what = what));
    }
}

/// Says which characters no font has.
pub(crate) fn tell_missing(missing: &str, lang: Lang) {
    let mut characters: Vec<char> = missing.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    if !characters.is_empty() {
        let characters: String = characters.into_iter().collect();
        eprintln!(
            "{}",
            text!(lang, "png-missing-glyphs", characters = characters)
        );
    }
}

/// Says what a map could not show.
pub(crate) fn tell_notes(city: &City, lang: Lang) {
    let ground = city.base_map().map_or(0, |ground| ground.areas_left_out());
    let ground = (ground > 0).then(|| text!(lang, "map-ground-left-out", count = ground));
    for note in city.map_notes(lang).into_iter().chain(ground) {
        eprintln!("{}", text!(lang, "map-note", what = note));
    }
}

/// `map.png` as `map-market.png`.
fn named(file: &Path, name: Option<&str>) -> PathBuf {
    let Some(name) = name else {
        return file.to_owned();
    };
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{name}.{ending}"))
}

fn put(file: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = || file.display().to_string();
    let mut waiting = waiting_file(crate::commands::folder_of(file)?).with_context(name)?;
    waiting.write_all(bytes).with_context(name)?;
    place(waiting, file).with_context(name)
}
