//! Names made comparable: the same shop mapped twice is often written differently.
//!
//! [`normalise`] is by what the walking model merges duplicates (§4.7), and stays as it is; [`PlaceName`] takes names of
//! different sources apart.

mod words;

use unicode_normalization::UnicodeNormalization;

use crate::units::narrow;
pub(super) use words::is_han;
use words::{
    apart, branch_of, is_kind, parts, push_word, without_company, without_kind, without_place,
};

/// Traditional characters common in shop names, and their simplified forms.
const FOLDED: [(char, char); 40] = [
    ('廣', '广'),
    ('場', '场'),
    ('業', '业'),
    ('華', '华'),
    ('東', '东'),
    ('門', '门'),
    ('農', '农'),
    ('貿', '贸'),
    ('鮮', '鲜'),
    ('優', '优'),
    ('樂', '乐'),
    ('購', '购'),
    ('萬', '万'),
    ('興', '兴'),
    ('發', '发'),
    ('臺', '台'),
    ('灣', '湾'),
    ('豐', '丰'),
    ('務', '务'),
    ('聯', '联'),
    ('達', '达'),
    ('橋', '桥'),
    ('龍', '龙'),
    ('園', '园'),
    ('區', '区'),
    ('連', '连'),
    ('鎖', '锁'),
    ('雜', '杂'),
    ('貨', '货'),
    ('愛', '爱'),
    ('買', '买'),
    ('壹', '一'),
    ('國', '国'),
    ('際', '际'),
    ('館', '馆'),
    ('陽', '阳'),
    ('營', '营'),
    ('個', '个'),
    ('時', '时'),
    ('寶', '宝'),
];

/// NFKC, lower case, traditional folded, spaces and a branch suffix (`(…)`, `（…店）`, 分店, 店) dropped.
pub(crate) fn normalise(name: &str) -> String {
    let folded = |c: char| FOLDED.iter().find(|f| f.0 == c).map_or(c, |f| f.1);
    let mut text: String = name
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .map(folded)
        .collect();
    if text.ends_with(')')
        && let Some(open) = text.rfind('(')
        && open > 0
    {
        text.truncate(open);
    }
    for suffix in ["分店", "店"] {
        if let Some(stem) = text.strip_suffix(suffix)
            && !stem.is_empty()
        {
            return stem.to_owned();
        }
    }
    text
}

/// So much of a name is looked at, in characters: no name of a shop is longer.
const MOST_READ: usize = 256;
/// So much of what tells it apart is compared.
const MOST_COMPARED: usize = 64;
/// Names at least so alike, in thousandths, may be of one place.
const ALIKE_PERMILLE: u32 = 600;
/// How alike a name is to one that it begins or ends with.
const CONTAINED_PERMILLE: u32 = 850;
/// How alike two places of one name are where one of them has no branch.
const BRANCH_UNTOLD_PERMILLE: u32 = 900;

/// A name taken apart: what tells the place from others, which branch it is, and what kind of place it says it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct PlaceName {
    /// `苏果` of `苏果便利(三里桥店)`; empty where the name says only what the place is.
    core: String,
    /// `三里桥`, or empty.
    branch: String,
    /// The kinds that its words name, as bits of `words::Kind`.
    kinds: u8,
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// One name, and one branch where there are any.
    Same,
    /// Names that may be of one place, in thousandths.
    Alike(u32),
    /// At least one says nothing that tells a place from others.
    Untold,
    /// Names of two places, in thousandths.
    Unlike(u32),
}

impl Likeness {
    /// In thousandths, `None` where the names do not tell.
    pub(super) fn permille(self) -> Option<u32> {
        match self {
            Self::Same => Some(1000),
            Self::Alike(permille) | Self::Unlike(permille) => Some(permille),
            Self::Untold => None,
        }
    }
}

impl PlaceName {
    /// Takes a name apart: NFKC, small letters, simplified characters; brackets, marks, company forms, leading provinces
    /// and cities, and the words of `words::KIND_WORDS` dropped.
    ///
    /// # Complexity
    /// Linear in the first [`MOST_READ`] characters.
    pub(super) fn of(name: &str) -> Self {
        let read: String = name.chars().take(MOST_READ).collect();
        let folded: String = read.nfkc().flat_map(char::to_lowercase).collect();
        let (outside, bracketed) = apart(&hanconv::t2s(folded));
        let mut parts = parts(&outside);
        let mut branch = bracketed.iter().find_map(|text| branch_of(text));
        if branch.is_none()
            && parts.len() > 1
            && let Some(last) = parts.pop_if(|last| last.ends_with('店') && !is_kind(last))
        {
            branch = branch_of(&last);
        }
        let mut kinds = 0;
        let mut core = String::new();
        for part in &parts {
            let (part, after) = without_kind(without_place(without_company(part)), &mut kinds);
            if branch.is_none() {
                branch = after;
            }
            push_word(&mut core, part);
        }
        Self {
            core: core.chars().take(MOST_COMPARED).collect(),
            branch: branch
                .unwrap_or_default()
                .chars()
                .take(MOST_COMPARED)
                .collect(),
            kinds,
        }
    }

    /// Name and branch in one, which is what names that were taken apart otherwise have in common; empty for a name
    /// that tells nothing.
    pub(super) fn whole(&self) -> String {
        if self.core.is_empty() {
            return String::new();
        }
        let letters = self.core.chars().chain(self.branch.chars());
        letters.filter(|c| !c.is_whitespace()).collect()
    }

    /// What tells the place from others, without branch and kinds.
    pub(super) fn alone(&self) -> Self {
        Self {
            core: self.core.clone(),
            ..Self::default()
        }
    }

    /// Whether it names something, and no branch of it.
    pub(super) fn is_alone(&self) -> bool {
        self.branch.is_empty() && !self.core.is_empty()
    }

    /// How alike it is to another: the same from either.
    ///
    /// # Complexity
    /// The product of both lengths, [`MOST_COMPARED`] each at most.
    pub(super) fn likeness(&self, other: &Self) -> Likeness {
        if self.core.is_empty() || other.core.is_empty() {
            return Likeness::Untold;
        }
        let names_two_kinds = self.kinds != 0 && other.kinds != 0 && self.kinds & other.kinds == 0;
        let less = |permille: u32| {
            if names_two_kinds {
                permille * 4 / 5
            } else {
                permille
            }
        };
        if self.whole() == other.whole() {
            return match less(1000) {
                1000 => Likeness::Same,
                permille => Likeness::Alike(permille),
            };
        }
        let names = less(alike(&self.core, &other.core));
        let branches = [self.branch_beside(other), other.branch_beside(self)];
        let [Some(one), Some(two)] = branches else {
            let permille = if names == 1000 {
                BRANCH_UNTOLD_PERMILLE
            } else {
                names
            };
            return Likeness::graded(permille);
        };
        // Two shops of a chain.
        if alike(one, two) < ALIKE_PERMILLE {
            return Likeness::Unlike(names / 2);
        }
        Likeness::graded(names.min(BRANCH_UNTOLD_PERMILLE))
    }

    /// Its branch, or what it has in its place beyond the name of another.
    fn branch_beside(&self, other: &Self) -> Option<&str> {
        if !self.branch.is_empty() {
            return Some(&self.branch);
        }
        let rest = self.core.strip_prefix(other.core.as_str())?;
        (!rest.is_empty() && !other.branch.is_empty()).then_some(rest)
    }
}

impl Likeness {
    fn graded(permille: u32) -> Self {
        if permille >= ALIKE_PERMILLE {
            Self::Alike(permille)
        } else {
            Self::Unlike(permille)
        }
    }
}

/// How alike two texts are, in thousandths: edits by the longer one, or that one is the beginning or end of the other.
fn alike(a: &str, b: &str) -> u32 {
    if a == b {
        return 1000;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let most = a.chars().count().max(b.chars().count());
    let edits = strsim::osa_distance(a, b).min(most);
    let permille = narrow(1000 * (most - edits) / most.max(1));
    let (one, two) = (numerals(a), numerals(b));
    if one != two && !one.is_empty() && !two.is_empty() {
        // The first market and the second one.
        return permille.min(ALIKE_PERMILLE - 1);
    }
    if is_end_of(short, long) {
        permille.max(CONTAINED_PERMILLE)
    } else {
        permille
    }
}

/// The digits of a text, Chinese ones included.
fn numerals(text: &str) -> String {
    let is_numeral = |c: &char| c.is_numeric() || "一二三四五六七八九十".contains(*c);
    text.chars().filter(is_numeral).collect()
}

/// Whether a text of at least two characters begins or ends a longer one as a word of its own.
fn is_end_of(short: &str, long: &str) -> bool {
    let parted = |one: Option<char>, next: Option<char>| {
        [one, next]
            .into_iter()
            .flatten()
            .any(|c| c.is_whitespace() || is_han(c))
    };
    let begins = long
        .strip_prefix(short)
        .is_some_and(|rest| parted(short.chars().next_back(), rest.chars().next()));
    let ends = long
        .strip_suffix(short)
        .is_some_and(|rest| parted(rest.chars().next_back(), short.chars().next()));
    short.chars().nth(1).is_some() && (begins || ends)
}

#[cfg(test)]
mod tests;
