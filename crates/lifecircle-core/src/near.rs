//! Names that were perhaps meant: for messages about a name that nobody knows.

use pinyin::ToPinyin;
use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;

use crate::units::narrow;

/// The known names that are nearest to a given one, the nearest first, at most `most`; none that is far.
///
/// Near is a name of which a third of the letters or fewer differ, which holds the other, or which sounds like it in
/// Chinese. Width and case do not count.
///
/// # Complexity
/// Linear in the names, times their lengths.
///
/// # Example
/// ```
/// use lifecircle_core::near::near;
///
/// assert_eq!(near("facilites", ["area", "facilities"], 3), ["facilities"]);
/// assert_eq!(near("菜场", ["菜市场", "超市"], 3), ["菜市场"]);
/// assert_eq!(near("要店", ["书店", "药店"], 3), ["药店"]);
/// assert!(near("colour", ["area", "rules"], 3).is_empty());
/// ```
pub fn near<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let given = Heard::of(plain(given));
    let mut found: Vec<(u32, &str)> = Vec::new();
    for name in known {
        if let Some(farness) = given.farness(&Heard::of(plain(name)))
            && found.iter().all(|&(_, other)| other != name)
        {
            found.push((farness, name));
        }
    }
    found.sort_by_key(|&(farness, _)| farness);
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

fn plain(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).collect()
}

/// A name that needs no folding, and how it sounds: Chinese characters by their pinyin without tones, since what an
/// input method gets wrong is mostly another character of that sound.
#[derive(Clone, Debug)]
pub(crate) struct Heard {
    name: String,
    length: usize,
    sound: String,
}

/// Names whose sounds differ in at most one letter of so many sound alike.
const SOUNDS_ALIKE: usize = 6;
/// A shorter word of plain letters is no pinyin of a name.
const LEAST_PINYIN: usize = 4;

impl Heard {
    /// # Complexity
    /// Linear in the name.
    pub(crate) fn of(name: String) -> Self {
        let mut sound = String::new();
        for letter in name.chars() {
            match letter.to_pinyin() {
                Some(syllable) => sound.push_str(syllable.plain()),
                None => sound.push(letter),
            }
        }
        let length = name.chars().count();
        Self {
            name,
            length,
            sound,
        }
    }

    /// The name itself.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// How far a known name is from this one, `None` where it is not near.
    pub(crate) fn farness(&self, known: &Self) -> Option<u32> {
        let (shorter, longer) = (self.length.min(known.length), self.length.max(known.length));
        let holds = shorter > 1
            && if self.length < known.length {
                known.name.contains(&self.name)
            } else {
                self.name.contains(&known.name)
            };
        // What only one of them has is a difference: most names need no closer look.
        let may_be_near = holds || 3 * (longer - shorter) <= longer;
        let is_near = || holds || 3 * osa_distance(&self.name, &known.name) <= longer;
        if (may_be_near && is_near()) || self.sounds_like(known) {
            let part = if holds { 2 } else { 1 };
            return Some(self.difference(known) / part);
        }
        None
    }

    /// The share of the letters that differ, and that of the sound, in thousandths together.
    pub(crate) fn difference(&self, known: &Self) -> u32 {
        let share = |a: &str, b: &str| {
            let longer = a.chars().count().max(b.chars().count()).max(1);
            1000 * osa_distance(a, b) / longer
        };
        narrow(share(&self.name, &known.name) + share(&self.sound, &known.sound))
    }

    fn sounds_like(&self, known: &Self) -> bool {
        if self.name.is_ascii() {
            let is_word = self.name.len() >= LEAST_PINYIN;
            return is_word && !known.name.is_ascii() && self.sound == known.sound;
        }
        // Sounds are compared of names of about as many characters, and not with words of another script.
        let longer = self.sound.len().max(known.sound.len());
        self.length.abs_diff(known.length) <= 1
            && !known.name.is_ascii()
            && SOUNDS_ALIKE * self.sound.len().abs_diff(known.sound.len()) <= longer
            && SOUNDS_ALIKE * osa_distance(&self.sound, &known.sound) <= longer
    }
}
