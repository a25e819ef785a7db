//! A picture with fonts that have every character of it, or not at all.

use std::collections::BTreeSet;

use resvg::usvg::Tree;

use super::error::DrawError;
use super::fonts::Fonts;
use super::furniture::own_texts;
use super::labelled::LeftOut;
use super::picture::Picture;
use super::sheet::{LabelKind, Sheet};
use super::svg::{Setting, with};
use super::text::without;
use lifecircle_texts::Lang;

/// A picture whose letters are chosen.
pub(super) struct Readable {
    /// What is drawn.
    pub(super) tree: Tree,
    /// Labels that are not drawn.
    pub(super) left_out: LeftOut,
    /// Characters that no font has, in order.
    pub(super) missing_glyphs: String,
}

/// The fonts for some pictures: those that are part of the program, and others where these do not suffice.
pub(super) fn fonts_for(pictures: &[Picture]) -> Result<Fonts, DrawError> {
    let own = pictures.iter().find_map(|picture| picture.font.as_ref());
    if let Some((name, bytes)) = own {
        return Fonts::of_the_machine_and(name, bytes);
    }
    let built_in = Fonts::built_in();
    let suffice = |picture: &Picture| {
        let around = frame_texts(picture);
        let around = around.iter().map(String::as_str);
        let all = around.chain(labels(picture).map(|label| label.0));
        built_in.missing(all).is_empty()
    };
    if pictures.iter().all(suffice) {
        return Ok(built_in);
    }
    Ok(Fonts::of_the_machine())
}

/// Draws a picture with some fonts.
///
/// # Errors
/// [`DrawError::NoFont`] where a Chinese picture has a text of ours, or of an area, that the fonts lack.
pub(super) fn readable(picture: &Picture, fonts: &Fonts) -> Result<Readable, DrawError> {
    let around = fonts.missing(frame_texts(picture).iter().map(String::as_str));
    let told = labels(picture).filter(|label| label.1).map(|label| label.0);
    let told = fonts.missing(told);
    if picture.lang == Lang::Zh
        && let Some(lacking) = [&around, &told].into_iter().find(|set| !set.is_empty())
    {
        return Err(DrawError::NoFont(lacking.iter().take(12).collect()));
    }
    let mut missing = fonts.missing(labels(picture).map(|label| label.0));
    missing.extend(&around);
    let setting = Setting {
        missing,
        thicken: !fonts.have_bold_chinese(),
    };
    let drawn = if around.is_empty() {
        with(picture, &setting)
    } else {
        with(&shortened(picture, &around), &setting)
    };
    Ok(Readable {
        tree: fonts.read(&drawn.text)?,
        left_out: drawn.left_out,
        missing_glyphs: setting.missing.iter().collect(),
    })
}

/// Every text around the map, those that the picture adds itself included.
fn frame_texts(picture: &Picture) -> Vec<String> {
    let given = [&picture.title, &picture.subtitle, &picture.source];
    let legend = picture.legend.iter().flat_map(|e| [&e.text, &e.total]);
    let given = given.into_iter().chain(legend).cloned();
    given.chain(own_texts(picture.lang)).collect()
}

/// The texts on the map, and whether each tells something of an area that no picture may lack.
fn labels(picture: &Picture) -> impl Iterator<Item = (&str, bool)> {
    picture.sheets.iter().flat_map(|sheet| {
        let labels = match sheet {
            Sheet::Labels(labels) => labels.as_slice(),
            _ => &[],
        };
        let names = match sheet {
            Sheet::StreetNames(names) => names.as_slice(),
            _ => &[],
        };
        let is_told = |kind| matches!(kind, LabelKind::Rank | LabelKind::Fact);
        let own = labels.iter();
        let own = own.filter_map(|l| Some((l.name.as_deref()?, false)));
        let labels = labels.iter();
        let labels = labels.map(move |l| (l.text.as_str(), is_told(l.kind)));
        let labels = labels.chain(own);
        labels.chain(names.iter().map(|name| (name.text.as_str(), false)))
    })
}

/// The picture with `…` in place of each run of characters that no font has.
pub(super) fn shortened(picture: &Picture, missing: &BTreeSet<char>) -> Picture {
    let mut picture = picture.clone();
    let own = [
        &mut picture.title,
        &mut picture.subtitle,
        &mut picture.source,
    ];
    let legend = picture
        .legend
        .iter_mut()
        .flat_map(|e| [&mut e.text, &mut e.total]);
    for text in own.into_iter().chain(legend) {
        *text = without(text, missing);
    }
    picture
}
