//! Many texts as one blob and where each begins.

use lifecircle_core::units::narrow;

use super::frame::{Frame, FrameWriter};
use crate::InputError;

/// Texts by position.
#[derive(Debug, Default)]
pub(super) struct Texts {
    blob: String,
    end: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.blob.push_str(text);
        self.end.push(narrow(self.blob.len()));
    }

    pub(super) fn count(&self) -> usize {
        self.end.len()
    }

    /// The text at a position.
    pub(super) fn get(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.end[before]);
        &self.blob[start as usize..self.end[at] as usize]
    }

    pub(super) fn write(&self, frame: &mut FrameWriter, first: &'static str, text: &'static str) {
        let starts: Vec<u32> = [0].iter().chain(&self.end).copied().collect();
        frame.column(first, &starts);
        frame.bytes(text, self.blob.as_bytes().to_vec());
    }

    pub(super) fn read(frame: &Frame, first: &str, text: &str) -> Result<Self, InputError> {
        let blob = String::from_utf8(frame.section(text)?.to_vec())
            .map_err(|_| frame.error(text, "is not UTF-8"))?;
        let count = (frame.section(first)?.len() / 4).saturating_sub(1);
        let mut end = frame.starts(first, count, blob.len(), 0)?;
        end.remove(0);
        if end.iter().all(|&at| blob.is_char_boundary(at as usize)) {
            return Ok(Self { blob, end });
        }
        Err(frame.error(first, "cuts a character in two"))
    }
}
