//! Many texts as one blob and where each begins.

use lifecircle_core::texts::{SharedTexts, Texts};

use super::frame::{Frame, FrameWriter};
use crate::InputError;

/// Writes texts as two sections.
pub(super) fn write(
    texts: &Texts,
    frame: &mut FrameWriter,
    first: &'static str,
    text: &'static str,
) {
    let (end, blob) = texts.columns();
    let starts: Vec<u32> = [0].iter().chain(end).copied().collect();
    frame.column(first, &starts);
    frame.bytes(text, blob.as_bytes().to_vec());
}

/// Reads texts from two sections.
pub(super) fn read(frame: &Frame, first: &str, text: &str) -> Result<Texts, InputError> {
    let blob = String::from_utf8(frame.section(text)?.to_vec())
        .map_err(|_| frame.error(text, "is not UTF-8"))?;
    let count = (frame.section(first)?.len() / 4).saturating_sub(1);
    let mut end = frame.starts(first, count, blob.len(), 0)?;
    end.remove(0);
    // Starts are as they should be: all that may be left is this.
    Texts::from_columns(end, blob).ok_or_else(|| frame.error(first, "cuts a character in two"))
}

/// Writes texts that some rows have not, as two sections: none is empty.
pub(super) fn write_some<'a>(
    rows: impl Iterator<Item = Option<&'a str>>,
    frame: &mut FrameWriter,
    [first, text]: [&'static str; 2],
) {
    let mut texts = Texts::default();
    rows.for_each(|row| texts.push(row.unwrap_or_default()));
    write(&texts, frame, first, text);
}

/// Reads so many rows, an empty text being none.
pub(super) fn read_some(
    frame: &Frame,
    [first, text]: [&'static str; 2],
    rows: usize,
) -> Result<Vec<Option<String>>, InputError> {
    let texts = read(frame, first, text)?;
    frame.same(first, texts.count(), rows)?;
    let row = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(texts.iter().map(row).collect())
}

/// The sections of a column of texts that repeat.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    /// Which text each row has.
    pub(super) of: &'static str,
    pub(super) first: &'static str,
    pub(super) text: &'static str,
}

impl Shared {
    pub(super) fn write(self, column: &SharedTexts, frame: &mut FrameWriter) {
        let (of, texts) = column.columns();
        frame.column(self.of, of);
        write(texts, frame, self.first, self.text);
    }

    /// Reads a column of `count` rows.
    pub(super) fn read(self, frame: &Frame, count: usize) -> Result<SharedTexts, InputError> {
        let of: Vec<u32> = frame.rows(self.of, count)?;
        let texts = read(frame, self.first, self.text)?;
        let row_count = texts.count();
        SharedTexts::from_columns(of, texts)
            .ok_or_else(|| frame.error(self.of, format!("a row is not below {row_count}")))
    }
}
