//! PNG: fonts that are not there, and the bytes.

use lifecircle_core::geodesy::LonLat;

use super::super::picture::Swatch;
use super::super::readable::shortened;
use super::super::sheet::{Label, LabelKind, Sheet};
use super::*;
use crate::style::Colour;
use lifecircle_texts::Lang;

fn picture(lang: Lang, title: &str, label: &str) -> Picture {
    let at = LonLat {
        lon: 9.0,
        lat: 50.0,
    };
    let label = Label::of_place(at, label, LabelKind::Place, 0);
    Picture::new(lang, title)
        .size(400, 400)
        .legend(
            Swatch::Area(Colour(0, 114, 178), 0.7),
            "5 min – ≤ 1.5 × · ©",
        )
        .sheet(Sheet::Labels(vec![label]))
}

#[test]
fn an_english_picture_needs_no_font_of_the_machine() {
    let plain = picture(Lang::En, "Overview: Ærø, Łódź, Αθήνα, Київ", "Market");
    let drawn = png_with(&plain, &Fonts::built_in()).unwrap();
    assert_eq!(
        (drawn.missing_glyphs.as_str(), drawn.left_out.labels),
        ("", 0)
    );
    assert!(drawn.bytes.starts_with(b"\x89PNG"));
    assert_eq!(drawn.bytes, png(&plain).unwrap().bytes);
}

#[test]
fn a_chinese_picture_without_a_chinese_font_is_refused_with_a_way_out() {
    let chinese = picture(Lang::Zh, "生活圈", "Market");
    for fonts in [Fonts::built_in(), Fonts::none()] {
        let error = png_with(&chinese, &fonts).unwrap_err().to_string();
        assert!(error.contains('生') || error.contains('0'), "{error}");
        assert!(
            error.contains("fonts-noto-cjk")
                && error.contains("as SVG")
                && error.contains("in English")
        );
    }
}

#[test]
fn chinese_names_in_an_english_picture_are_a_warning() {
    let mixed = picture(Lang::En, "Walks in 澳门", "菜市场");
    let drawn = png_with(&mixed, &Fonts::built_in()).unwrap();
    assert_eq!(drawn.left_out.labels, 1);
    assert_eq!(drawn.missing_glyphs.chars().count(), 5);
    let shown = shortened(&mixed, &drawn.missing_glyphs.chars().collect());
    assert_eq!(shown.title(), "Walks in …");
}

#[test]
fn what_is_told_of_an_area_never_vanishes_for_a_name() {
    let at = LonLat {
        lon: 9.0,
        lat: 50.0,
    };
    let told = |lang| {
        let label = Label {
            name: Some("菜市场".to_owned()),
            ..Label::of_place(at, "5 people · 人", LabelKind::Fact, 0)
        };
        Picture::new(lang, "Map").sheet(Sheet::Labels(vec![label]))
    };
    let drawn = png_with(&told(Lang::En), &Fonts::built_in()).unwrap();
    assert_eq!(drawn.left_out.labels, 0);
    assert_eq!(drawn.missing_glyphs, "人场市菜");
    assert!(matches!(
        png_with(&told(Lang::Zh), &Fonts::built_in()),
        Err(DrawError::NoFont(_))
    ));
}

#[test]
fn without_any_font_every_character_is_missing() {
    let missing = Fonts::none().missing(["a b", "北"].into_iter());
    assert_eq!(missing.into_iter().collect::<String>(), "ab北");
}
