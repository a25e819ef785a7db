//! Fonts for PNG and PDF: a Latin one that is always there, and those of the machine.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use resvg::usvg::{FontResolver, Group, Node, Options, Tree, fontdb};

use super::error::DrawError;
use super::text::is_unseen;
use crate::xml::escape;

/// Chinese fonts that go with a Latin sans-serif, the best first.
const CHINESE: [&str; 12] = [
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Droid Sans Fallback",
];

/// Fonts to draw texts with.
pub(super) struct Fonts {
    database: Arc<fontdb::Database>,
    regular: Option<fontdb::ID>,
    bold: Option<fontdb::ID>,
}

impl Fonts {
    /// Noto Sans, which is part of the program: Latin, Greek and Cyrillic letters, the same on every machine.
    pub(super) fn built_in() -> Self {
        let mut database = fontdb::Database::new();
        let mut load = |data: &'static [u8]| {
            let source = fontdb::Source::Binary(Arc::new(data));
            database.load_font_source(source).first().copied()
        };
        let (regular, bold) = (load(notosans::REGULAR_TTF), load(notosans::BOLD_TTF));
        Self {
            database: Arc::new(database),
            regular,
            bold,
        }
    }

    /// The built-in ones first, then one of the user's, then those of the machine.
    pub(super) fn of_the_machine_and(name: &str, own: &Arc<Vec<u8>>) -> Result<Self, DrawError> {
        let mut fonts = Self::built_in();
        let data = Arc::clone(own) as Arc<dyn AsRef<[u8]> + Send + Sync>;
        let database = Arc::make_mut(&mut fonts.database);
        let faces = database.load_font_source(fontdb::Source::Binary(data));
        if faces.is_empty() {
            return Err(DrawError::NotAFont(name.to_owned()));
        }
        Ok(fonts.and_of_the_machine())
    }

    /// The built-in ones first, then those of the machine, in an order that does not depend on its folders.
    pub(super) fn of_the_machine() -> Self {
        Self::built_in().and_of_the_machine()
    }

    fn and_of_the_machine(self) -> Self {
        let mut fonts = self;
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        let mut faces: Vec<&fontdb::FaceInfo> = system.faces().collect();
        faces.sort_by_cached_key(|face| {
            let wanted = |name: &&str| face.families.iter().any(|(family, _)| family == name);
            (
                CHINESE.iter().position(wanted).unwrap_or(CHINESE.len()),
                face.style != fontdb::Style::Normal,
                face.monospaced,
                face.weight.0.abs_diff(400),
                face.post_script_name.clone(),
            )
        });
        let database = Arc::make_mut(&mut fonts.database);
        for face in faces {
            database.push_face_info(face.clone());
        }
        fonts
    }

    /// Whether a Chinese font is there in bold too.
    pub(super) fn have_bold_chinese(&self) -> bool {
        let chinese = |name: &str| CHINESE.contains(&name);
        let mut bold = self.database.faces().filter(|f| f.weight.0 >= 600);
        bold.any(|f| f.families.iter().any(|(name, _)| chinese(name)))
    }

    /// No fonts at all.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            database: Arc::new(fontdb::Database::new()),
            regular: None,
            bold: None,
        }
    }

    /// Reads an SVG with these fonts.
    pub(super) fn read(&self, svg: &str) -> Result<Tree, resvg::usvg::Error> {
        let options = Options {
            fontdb: Arc::clone(&self.database),
            font_resolver: self.resolver(),
            ..Options::default()
        };
        Tree::from_str(svg, &options)
    }

    fn resolver(&self) -> FontResolver<'_> {
        let any = FontResolver::default_fallback_selector();
        FontResolver {
            select_font: Box::new(|font, _| {
                if font.weight() >= 600 {
                    self.bold
                } else {
                    self.regular
                }
            }),
            // The first font in our order that has the character, of the same weight if there is one.
            select_fallback: Box::new(move |c, used, database| {
                let base = database.face(*used.first()?)?;
                let heavy = base.weight.0 >= 600;
                let others = database.faces().filter(|f| (f.weight.0 >= 600) != heavy);
                let unlike: Vec<fontdb::ID> =
                    used.iter().copied().chain(others.map(|f| f.id)).collect();
                any(c, &unlike, database).or_else(|| any(c, used, database))
            }),
        }
    }

    /// The characters of some texts that none of the fonts has.
    pub(super) fn missing<'a>(&self, texts: impl Iterator<Item = &'a str>) -> BTreeSet<char> {
        let mut wanted: BTreeSet<char> = texts
            .flat_map(str::chars)
            .filter(|&c| !c.is_whitespace() && !c.is_control() && !is_unseen(c))
            .collect();
        let mut svg =
            String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">");
        for c in &wanted {
            let _ = write!(svg, "<text>{}</text>", escape(c.encode_utf8(&mut [0; 4])));
        }
        svg.push_str("</svg>");
        if let Ok(tree) = self.read(&svg) {
            forget_drawn(tree.root(), &mut wanted);
        }
        wanted
    }
}

fn forget_drawn(group: &Group, wanted: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            Node::Group(group) => forget_drawn(group, wanted),
            Node::Text(text) => {
                for glyph in text.layouted().iter().flat_map(|s| &s.positioned_glyphs) {
                    if glyph.id.0 != 0 {
                        for c in glyph.text.chars() {
                            wanted.remove(&c);
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
