//! Why a picture cannot be drawn.

/// Why a picture could not be drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// A Chinese picture, and no Chinese font.
    #[error(
        "no font on this machine has `{0}`: install one (Debian and Ubuntu: `apt install fonts-noto-cjk`, or the \
         smaller fonts-wqy-microhei; Fedora: google-noto-sans-cjk-fonts), give the file of one, or draw it as SVG, or in English"
    )]
    NoFont(String),
    /// A file that was given as a font is none.
    #[error("{0} is no font: give a TrueType or OpenType file (.ttf, .otf, .ttc)")]
    NotAFont(String),
    /// The pixels could not be had.
    #[error("a picture of {0} × {1} px needs more memory than there is: ask for a smaller one")]
    Memory(u32, u32),
    /// More elements than the renderer takes.
    #[error("the picture cannot be drawn as PNG or PDF ({0}): draw it as SVG")]
    Renderer(#[from] resvg::usvg::Error),
    /// The pixels, or the pages, could not be packed.
    #[error("the picture cannot be packed: {0}")]
    Packing(String),
}

lifecircle_core::coded!(DrawError {
    Self::NoFont(characters) => "draw-no-font" { characters: characters }
    Self::NotAFont(name) => "draw-not-a-font" { name: name }
    Self::Memory(width, height) => "draw-memory" { width: width.to_string(), height: height.to_string() }
    Self::Renderer(error) => "draw-renderer" { detail: error.to_string() }
    Self::Packing(detail) => "draw-packing" { detail: detail }
});
