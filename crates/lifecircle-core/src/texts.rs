//! Many texts in one allocation, and columns whose rows share them.

use std::collections::HashMap;

use crate::units::narrow;

/// Texts by position, one after the other in a single string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    end: Vec<u32>,
    blob: String,
}

impl Texts {
    /// Adds a text at the end. All of them together have less than 4 GiB.
    pub fn push(&mut self, text: &str) {
        self.blob.push_str(text);
        self.end.push(narrow(self.blob.len()));
    }

    /// Number of texts.
    pub fn count(&self) -> usize {
        self.end.len()
    }

    /// Bytes of all texts together.
    pub fn bytes(&self) -> usize {
        self.blob.len()
    }

    /// The text at a position below [`Self::count`].
    pub fn get(&self, at: usize) -> &str {
        &self.blob[self.start(at)..self.end[at] as usize]
    }

    /// The texts in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).map(|at| self.get(at))
    }

    /// Adds all texts of another.
    pub(crate) fn append(&mut self, other: &Self) {
        let base = narrow(self.blob.len());
        self.blob.push_str(&other.blob);
        self.end.extend(other.end.iter().map(|end| base + end));
    }

    /// Where each text ends, and all texts as one.
    pub fn columns(&self) -> (&[u32], &str) {
        (&self.end, &self.blob)
    }

    /// The texts of these columns; `None` where the ends decrease, cut a character in two, or are not
    /// those of the whole string.
    pub fn from_columns(end: Vec<u32>, blob: String) -> Option<Self> {
        let whole = end.last().map_or(0, |&last| last as usize) == blob.len();
        let cut = |&at: &u32| blob.is_char_boundary(at as usize);
        (whole && end.is_sorted() && end.iter().all(cut)).then_some(Self { end, blob })
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1)
            .map_or(0, |before| self.end[before] as usize)
    }
}

/// A column of texts that repeat: each is kept once.
///
/// A long street is many ways of one name, and a hostile file may give a million elements one name of a megabyte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedTexts {
    of: Vec<u32>,
    texts: Texts,
}

impl SharedTexts {
    /// The column of these rows; texts are numbered in the order in which they come first.
    pub fn collect<'a>(rows: impl IntoIterator<Item = &'a str>) -> Self {
        let mut column = Self::default();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for row in rows {
            let texts = &mut column.texts;
            column.of.push(*known.entry(row).or_insert_with(|| {
                texts.push(row);
                narrow(texts.count() - 1)
            }));
        }
        column
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.of.len()
    }

    /// The text of a row below [`Self::count`].
    pub fn get(&self, row: usize) -> &str {
        self.texts.get(self.of[row] as usize)
    }

    /// Which text each row has, and the texts.
    pub fn columns(&self) -> (&[u32], &Texts) {
        (&self.of, &self.texts)
    }

    /// The column of these parts; `None` where a row's text is not there.
    pub fn from_columns(of: Vec<u32>, texts: Texts) -> Option<Self> {
        let known = |&text: &u32| (text as usize) < texts.count();
        of.iter().all(known).then_some(Self { of, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_out_as_they_went_in() {
        let words = ["", "解放路", "Calle Mayor", "", "é"];
        let mut texts = Texts::default();
        for word in words {
            texts.push(word);
        }
        assert_eq!(texts.iter().collect::<Vec<_>>(), words);
        let mut twice = texts.clone();
        twice.append(&texts);
        assert_eq!(twice.iter().collect::<Vec<_>>(), [words, words].concat());
        assert_eq!(twice.bytes(), 2 * texts.bytes());
        let (end, blob) = texts.columns();
        assert_eq!(
            Texts::from_columns(end.to_vec(), blob.to_owned()),
            Some(texts)
        );
    }

    #[test]
    fn ends_that_fit_no_texts_are_refused() {
        let of = |end: &[u32]| Texts::from_columns(end.to_vec(), "é路".to_owned());
        assert!(of(&[2, 5]).is_some() && of(&[0, 5]).is_some());
        for end in [&[][..], &[2], &[1, 5], &[5, 2, 5], &[2, 6], &[u32::MAX]] {
            assert_eq!(of(end), None, "{end:?}");
        }
        assert!(Texts::from_columns(Vec::new(), String::new()).is_some());
    }

    #[test]
    fn a_text_is_kept_once() {
        let rows = ["北路", "南路", "北路", "北路", ""];
        let column = SharedTexts::collect(rows);
        assert_eq!(column.columns().0, [0, 1, 0, 0, 2]);
        let found: Vec<&str> = (0..column.count()).map(|row| column.get(row)).collect();
        assert_eq!(found, rows);
        let (of, texts) = column.columns();
        assert_eq!(
            SharedTexts::from_columns(of.to_vec(), texts.clone()).as_ref(),
            Some(&column)
        );
        assert_eq!(SharedTexts::from_columns(vec![3], texts.clone()), None);
    }
}
