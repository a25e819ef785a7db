//! Pictures as PDF: lines stay lines and texts stay texts, with the letters that are used embedded.

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Transform};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};
use resvg::tiny_skia::PathSegment;
use resvg::usvg::{self, Group, Node, PaintOrder, fontdb};

use super::error::DrawError;
use super::fonts::Fonts;
use super::labelled::LeftOut;
use super::picture::Picture;
use super::readable::{fonts_for, readable};
use super::text::shortened;
use crate::xml::clean;
use lifecircle_texts::Lang;

/// Pictures as PDF, a page each.
#[derive(Clone, Debug)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Labels that are not drawn.
    pub left_out: LeftOut,
    /// Characters that no font has, in order: `…` stands for them, and a name of them alone is left out.
    pub missing_glyphs: String,
}

/// Points of 1/72 inch for a pixel of a picture that is for no paper, as browsers have it.
const POINTS_PER_PX: f32 = 0.75;
const POINTS_PER_MM: f64 = 72.0 / 25.4;

/// Draws pictures as pages of one PDF: the same bytes for the same pictures and fonts.
///
/// # Errors
/// As with [`png`](fn@super::png).
pub fn pdf(pictures: &[Picture]) -> Result<Pdf, DrawError> {
    pdf_with(pictures, &fonts_for(pictures)?)
}

pub(super) fn pdf_with(pictures: &[Picture], fonts: &Fonts) -> Result<Pdf, DrawError> {
    let mut document = Document::new_with(SerializeSettings::default());
    let mut letters = Letters::default();
    let mut left_out = LeftOut::default();
    let mut missing = std::collections::BTreeSet::new();
    for picture in pictures {
        let drawn = readable(picture, fonts)?;
        left_out = left_out.plus(drawn.left_out);
        missing.extend(drawn.missing_glyphs.chars());
        let (wide, high) = page_size(picture);
        let page = PageSettings::from_wh(wide, high);
        let page = page.ok_or(DrawError::Memory(picture.size.0, picture.size.1))?;
        let mut page = document.start_page_with(page);
        let mut surface = page.surface();
        let size = drawn.tree.size();
        let scale = Transform::from_scale(wide / size.width(), high / size.height());
        surface.push_transform(&scale);
        letters.database = Some(std::sync::Arc::clone(drawn.tree.fontdb()));
        group(drawn.tree.root(), &mut surface, &mut letters);
        surface.pop();
        surface.finish();
        page.finish();
    }
    if let Some(first) = pictures.first() {
        let language = match first.lang {
            Lang::En => "en",
            Lang::Zh => "zh-Hans",
        };
        let metadata = Metadata::new()
            .title(title(&first.title))
            .language(language.to_owned())
            .creator("Lifecircle".to_owned());
        document.set_metadata(metadata);
    }
    let bytes = document
        .finish()
        .map_err(|error| DrawError::Packing(format!("{error:?}")))?;
    Ok(Pdf {
        bytes,
        left_out,
        missing_glyphs: missing.into_iter().collect(),
    })
}

/// No title in a file's metadata is longer, in characters.
const LONGEST_TITLE: usize = 200;

/// A title as programs show it above a page: one line, without characters that steer or that no XML holds.
fn title(given: &str) -> String {
    let clean = clean(given);
    let words: Vec<&str> = clean.split_whitespace().collect();
    shortened(&words.join(" "), LONGEST_TITLE)
}

/// Width and height of a picture's page in points.
fn page_size(picture: &Picture) -> (f32, f32) {
    let Some(paper) = picture.paper else {
        let (width, height) = picture.size;
        #[allow(
            clippy::cast_precision_loss,
            reason = "a picture is some thousand px wide"
        )]
        return (width as f32 * POINTS_PER_PX, height as f32 * POINTS_PER_PX);
    };
    let (wide, high) = paper.size_mm();
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a sheet is some thousand points wide"
    )]
    ((wide * POINTS_PER_MM) as f32, (high * POINTS_PER_MM) as f32)
}

/// The fonts of a document, each opened once.
#[derive(Default)]
struct Letters {
    database: Option<std::sync::Arc<fontdb::Database>>,
    opened: HashMap<fontdb::ID, Option<Font>>,
}

impl Letters {
    fn font(&mut self, id: fontdb::ID) -> Option<Font> {
        let Self { database, opened } = self;
        let open = || {
            let database = database.as_ref()?;
            database.with_face_data(id, |data, index| Font::new(data.to_vec().into(), index))?
        };
        opened.entry(id).or_insert_with(open).clone()
    }
}

/// Draws what our pictures hold: groups with an opacity or a box that cuts them, paths in one colour, texts.
fn group(from: &Group, surface: &mut Surface, letters: &mut Letters) {
    let mut pushed = 0;
    surface.push_transform(&transform(from.transform()));
    pushed += 1;
    if let Some(clip) = from.clip_path() {
        let mut path = PathBuilder::new();
        for node in clip.root().children() {
            if let Node::Path(shape) = node {
                outline(shape.data(), &mut path);
            }
        }
        if let Some(path) = path.finish() {
            surface.push_clip_path(&path, &FillRule::NonZero);
            pushed += 1;
        }
    }
    if from.opacity().get() < 1.0 {
        surface.push_opacity(normalized(from.opacity().get()));
        pushed += 1;
    }
    for node in from.children() {
        match node {
            Node::Group(inner) => group(inner, surface, letters),
            Node::Path(path) => shape(path, surface),
            Node::Text(text) => self::text(text, surface, letters),
            Node::Image(_) => {}
        }
    }
    for _ in 0..pushed {
        surface.pop();
    }
}

fn transform(from: usvg::Transform) -> Transform {
    Transform::from_row(from.sx, from.ky, from.kx, from.sy, from.tx, from.ty)
}

fn normalized(value: f32) -> NormalizedF32 {
    NormalizedF32::new(value.clamp(0.0, 1.0)).unwrap_or(NormalizedF32::ONE)
}

fn outline(data: &resvg::tiny_skia::Path, to: &mut PathBuilder) {
    for segment in data.segments() {
        match segment {
            PathSegment::MoveTo(p) => to.move_to(p.x, p.y),
            PathSegment::LineTo(p) => to.line_to(p.x, p.y),
            PathSegment::QuadTo(a, p) => to.quad_to(a.x, a.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => to.cubic_to(a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => to.close(),
        }
    }
}

fn shape(path: &usvg::Path, surface: &mut Surface) {
    let mut data = PathBuilder::new();
    outline(path.data(), &mut data);
    let Some(data) = data.finish().filter(|_| path.is_visible()) else {
        return;
    };
    for (fill, stroke) in passes(path.paint_order(), path.fill(), path.stroke()) {
        surface.set_fill(fill);
        surface.set_stroke(stroke);
        surface.draw_path(&data);
    }
}

/// What is painted at once, in order; nothing where nothing is.
fn passes(
    order: PaintOrder,
    fill: Option<&usvg::Fill>,
    stroke: Option<&usvg::Stroke>,
) -> Vec<(Option<Fill>, Option<Stroke>)> {
    let (fill, stroke) = (fill.map(filled), stroke.map(stroked));
    match (order, fill, stroke) {
        (_, None, None) => Vec::new(),
        (PaintOrder::StrokeAndFill, Some(fill), Some(stroke)) => {
            vec![(None, Some(stroke)), (Some(fill), None)]
        }
        (_, fill, stroke) => vec![(fill, stroke)],
    }
}

fn colour(paint: &usvg::Paint) -> rgb::Color {
    match paint {
        usvg::Paint::Color(colour) => rgb::Color::new(colour.red, colour.green, colour.blue),
        // Our pictures have plain colours alone.
        _ => rgb::Color::new(0, 0, 0),
    }
}

fn filled(fill: &usvg::Fill) -> Fill {
    Fill {
        paint: colour(fill.paint()).into(),
        opacity: normalized(fill.opacity().get()),
        rule: match fill.rule() {
            usvg::FillRule::NonZero => FillRule::NonZero,
            usvg::FillRule::EvenOdd => FillRule::EvenOdd,
        },
    }
}

fn stroked(stroke: &usvg::Stroke) -> Stroke {
    Stroke {
        paint: colour(stroke.paint()).into(),
        width: stroke.width().get(),
        miter_limit: stroke.miterlimit().get(),
        line_cap: match stroke.linecap() {
            usvg::LineCap::Butt => LineCap::Butt,
            usvg::LineCap::Round => LineCap::Round,
            usvg::LineCap::Square => LineCap::Square,
        },
        line_join: match stroke.linejoin() {
            usvg::LineJoin::Round => LineJoin::Round,
            usvg::LineJoin::Bevel => LineJoin::Bevel,
            _ => LineJoin::Miter,
        },
        opacity: normalized(stroke.opacity().get()),
        dash: stroke.dasharray().map(|array| StrokeDash {
            array: array.to_vec(),
            offset: stroke.dashoffset(),
        }),
    }
}

fn text(text: &usvg::Text, surface: &mut Surface, letters: &mut Letters) {
    for span in text.layouted().iter().filter(|span| span.visible) {
        let all = passes(span.paint_order, span.fill.as_ref(), span.stroke.as_ref());
        let last = all.len().saturating_sub(1);
        for (number, (fill, stroke)) in all.into_iter().enumerate() {
            surface.set_fill(fill);
            surface.set_stroke(stroke);
            for glyph in &span.positioned_glyphs {
                let Some(font) = letters.font(glyph.font) else {
                    continue;
                };
                let size = span.font_size.get();
                // The layout's transform scales from the font's units; the document does that itself.
                let back = font.units_per_em() / size;
                let own = glyph.transform().pre_scale(back, back);
                surface.push_transform(&transform(own));
                let drawn = KrillaGlyph::new(
                    GlyphId::new(glyph.id.0),
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0..glyph.text.len(),
                    None,
                );
                // A halo is no text: whoever searches or copies finds each letter once.
                let is_halo = number != last;
                surface.draw_glyphs(
                    Point::from_xy(0.0, 0.0),
                    &[drawn],
                    font,
                    &glyph.text,
                    size,
                    is_halo,
                );
                surface.pop();
            }
        }
    }
}

#[cfg(test)]
#[path = "pdf_tests.rs"]
mod tests;
