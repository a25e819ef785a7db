//! PDF: pages, letters, the same bytes, and names that mean harm.

use lifecircle_core::geodesy::LonLat;

use super::super::picture::{Paper, Swatch};
use super::super::sheet::{Label, LabelKind, Sheet};
use super::*;
use crate::style::HomeClass;

fn picture(lang: Lang, title: &str, label: &str) -> Picture {
    let at = LonLat {
        lon: 9.0,
        lat: 50.0,
    };
    let label = Label::of_place(at, label, LabelKind::Place, 0);
    Picture::new(lang, title)
        .legend(Swatch::Homes(HomeClass::Unknown), "unknown")
        .sheet(Sheet::Labels(vec![label]))
}

/// The file without what is packed: names of fonts and sizes of pages are readable.
fn plain(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

#[test]
fn a_page_is_a_sheet_of_paper_and_its_letters_are_in_the_file() {
    let pages = [
        picture(Lang::En, "One", "Market").paper(Paper::A4),
        picture(Lang::En, "Two", "Market").paper(Paper::A3),
    ];
    let drawn = pdf_with(&pages, &Fonts::built_in()).unwrap();
    let text = plain(&drawn.bytes);
    assert!(text.starts_with("%PDF-"));
    assert_eq!(
        text.matches("/Type/Page/").count() + text.matches("/Type /Page\n").count(),
        2
    );
    assert!(text.contains("841.88") && text.contains("1190.5"), "{text}");
    assert!(text.contains("NotoSans") && text.contains("/FontFile2"));
    assert!(!text.contains("/JavaScript") && !text.contains("/URI"));
    assert_eq!(
        drawn.bytes,
        pdf_with(&pages, &Fonts::built_in()).unwrap().bytes
    );
}

#[test]
fn a_chinese_picture_without_a_chinese_font_is_refused() {
    let chinese = [picture(Lang::Zh, "生活圈", "Market")];
    assert!(matches!(
        pdf_with(&chinese, &Fonts::built_in()),
        Err(DrawError::NoFont(_))
    ));
}

#[test]
fn a_file_that_is_no_font_is_told() {
    let own = picture(Lang::En, "One", "Market");
    let own = own.font("notes.txt", std::sync::Arc::new(b"no font".to_vec()));
    let error = pdf(&[own]).unwrap_err();
    assert!(matches!(error, DrawError::NotAFont(_)) && error.to_string().contains("notes.txt"));
}

#[test]
fn names_that_mean_harm_are_drawn_or_shortened() {
    let long = "x".repeat(10_000);
    for name in [
        "<script>alert(1)</script>",
        "\"quotes\" & 'more'",
        ") Tj (injected",
        "שוק הכרמל",
        "🏪🛒 market",
        &long,
        "\u{202e}evil\u{0}",
    ] {
        let drawn = pdf_with(&[picture(Lang::En, name, name)], &Fonts::built_in()).unwrap();
        assert!(
            drawn.bytes.starts_with(b"%PDF-") && drawn.bytes.len() < 200_000,
            "{name:.30}"
        );
        assert_eq!(
            drawn.left_out.labels,
            usize::from(name.contains('ש')),
            "{name:.30}"
        );
    }
}
