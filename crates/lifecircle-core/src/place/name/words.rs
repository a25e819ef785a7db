//! What of a name says which place it is, and what only which kind of place.

/// What a word says that a place is, as one bit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A shop of some kind.
    Any = 0,
    Convenience = 1,
    Supermarket = 2,
    Market = 4,
    Fresh = 8,
}

/// Words that say what a place is; of those that begin at one character the longest counts.
const KIND_WORDS: [(&str, Kind); 52] = [
    ("连锁便利店", Kind::Convenience),
    ("便利超市", Kind::Any),
    ("便利商店", Kind::Convenience),
    ("便利店", Kind::Convenience),
    ("便利", Kind::Convenience),
    ("便民超市", Kind::Any),
    ("小超市", Kind::Any),
    ("小卖部", Kind::Convenience),
    ("小卖店", Kind::Convenience),
    ("士多店", Kind::Convenience),
    ("士多", Kind::Convenience),
    ("杂货店", Kind::Convenience),
    ("杂货铺", Kind::Convenience),
    ("杂货", Kind::Convenience),
    ("烟酒店", Kind::Any),
    ("烟酒", Kind::Any),
    ("副食品", Kind::Any),
    ("副食店", Kind::Any),
    ("副食", Kind::Any),
    ("食品店", Kind::Any),
    ("食杂店", Kind::Convenience),
    ("连锁超市", Kind::Supermarket),
    ("综合超市", Kind::Supermarket),
    ("生活超市", Kind::Supermarket),
    ("平价超市", Kind::Supermarket),
    ("购物广场", Kind::Supermarket),
    ("购物中心", Kind::Supermarket),
    ("大卖场", Kind::Supermarket),
    ("超级市场", Kind::Supermarket),
    ("大超市", Kind::Supermarket),
    ("超市", Kind::Supermarket),
    ("农副产品市场", Kind::Market),
    ("农产品市场", Kind::Market),
    ("农贸市场", Kind::Market),
    ("集贸市场", Kind::Market),
    ("综合市场", Kind::Market),
    ("菜市场", Kind::Market),
    ("菜市", Kind::Market),
    ("菜场", Kind::Market),
    ("市场", Kind::Market),
    ("生鲜超市", Kind::Any),
    ("生鲜店", Kind::Fresh),
    ("生鲜", Kind::Fresh),
    ("蔬菜店", Kind::Fresh),
    ("果蔬店", Kind::Fresh),
    ("果蔬", Kind::Fresh),
    ("菜店", Kind::Fresh),
    ("商店", Kind::Any),
    ("商行", Kind::Any),
    ("门店", Kind::Any),
    ("连锁店", Kind::Any),
    ("经营部", Kind::Any),
];

/// The same in languages that part their words.
const LATIN_WORDS: [(&str, Kind); 20] = [
    ("the", Kind::Any),
    ("shop", Kind::Any),
    ("store", Kind::Any),
    ("stores", Kind::Any),
    ("mart", Kind::Any),
    ("minimart", Kind::Convenience),
    ("convenience", Kind::Convenience),
    ("grocery", Kind::Any),
    ("groceries", Kind::Any),
    ("supermarket", Kind::Supermarket),
    ("supermarkt", Kind::Supermarket),
    ("supermercado", Kind::Supermarket),
    ("hypermarket", Kind::Supermarket),
    ("market", Kind::Any),
    ("mercado", Kind::Market),
    ("markt", Kind::Any),
    ("co", Kind::Any),
    ("ltd", Kind::Any),
    ("gmbh", Kind::Any),
    ("inc", Kind::Any),
];

/// Forms of companies at the end of a name.
const COMPANIES: [&str; 6] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "个体工商户",
    "公司",
    "集团",
];

/// What stands in brackets without being a branch.
const NO_BRANCHES: [&str; 9] = [
    "24小时",
    "24h",
    "营业中",
    "暂停营业",
    "停业",
    "已停业",
    "已关闭",
    "歇业",
    "装修中",
];

/// What stands before 市, 区, 县 in words that are no places.
const NO_PLACES: [&str; 10] = ["超", "菜", "夜", "早", "集", "门", "花", "鱼", "小", "社"];

/// Whether a character is a Chinese one.
pub(in crate::place) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// What stands outside of brackets, and what in each pair of them; a bracket that nothing closes runs to the end.
pub(super) fn apart(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::<String>::new(), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '{' => {
                if depth == 0 {
                    inside.push(String::new());
                    outside.push(' ');
                }
                depth += 1;
            }
            ')' | ']' | '】' | '〕' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => {
                if let Some(text) = inside.last_mut() {
                    text.push(c);
                }
            }
        }
    }
    if outside.chars().any(char::is_alphanumeric) {
        (outside, inside)
    } else {
        // A name in nothing but brackets is a name.
        (inside.concat(), Vec::new())
    }
}

/// The parts between spaces and marks; an apostrophe parts nothing.
pub(super) fn parts(text: &str) -> Vec<String> {
    let joined = text.replace(['\'', '’', '`'], "");
    let parts = joined.split(|c: char| !c.is_alphanumeric());
    let named = parts.filter(|part| !part.is_empty());
    named.map(str::to_owned).collect()
}

/// The branch that a text names: `三里桥` of `三里桥店`, `2` of `第2分店`.
pub(super) fn branch_of(text: &str) -> Option<String> {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    if NO_BRANCHES.contains(&letters.as_str()) {
        return None;
    }
    let suffixes = ["分店", "号店", "门店", "店"];
    let stem = suffixes.iter().find_map(|s| letters.strip_suffix(s));
    let stem = stem.unwrap_or(&letters);
    let stem = stem.strip_prefix('第').unwrap_or(stem);
    (!stem.is_empty()).then(|| stem.to_owned())
}

/// Whether a text is nothing but words that say what a place is.
pub(super) fn is_kind(text: &str) -> bool {
    let mut kinds = 0;
    without_kind(text, &mut kinds).0.is_empty()
}

/// Without the form of the company.
pub(super) fn without_company(text: &str) -> &str {
    let stem = COMPANIES.iter().find_map(|form| text.strip_suffix(form));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(text)
}

/// Without the provinces, cities and districts that a name begins with: `江苏省淮安市` of `江苏省淮安市苏果超市`.
///
/// A place has two to four characters before its 省, 市, 区 or 县, and something has to be left that is more than a kind.
pub(super) fn without_place(text: &str) -> &str {
    let mut rest = text;
    loop {
        let mark = |(i, (at, c)): (usize, (usize, char))| {
            let before = &rest[..at];
            let is_place = matches!(c, '省' | '市' | '区' | '县')
                && before.chars().all(is_han)
                && (2..=4).contains(&i)
                && !NO_PLACES.iter().any(|no| before.ends_with(no));
            is_place.then_some(at + c.len_utf8())
        };
        let Some(end) = rest.char_indices().enumerate().find_map(mark) else {
            return rest;
        };
        let after = &rest[end..];
        if after.starts_with('场') || after.chars().nth(1).is_none() || is_kind(after) {
            return rest;
        }
        rest = after;
    }
}

/// The longest word for a kind with which a text begins.
fn kind_word(text: &str) -> Option<(&'static str, Kind)> {
    let words = KIND_WORDS.iter().filter(|word| text.starts_with(word.0));
    words.max_by_key(|word| word.0.len()).copied()
}

/// What stands before the first word that says what a place is, and the branch after it; adds the kinds that are named.
///
/// `苏果` and `三里桥` of `苏果便利店三里桥店`. A word that a name begins with belongs to it unless nothing else follows:
/// `便利蜂` is a chain.
pub(super) fn without_kind<'a>(text: &'a str, kinds: &mut u8) -> (&'a str, Option<String>) {
    if let Some(&(_, kind)) = LATIN_WORDS.iter().find(|word| word.0 == text) {
        *kinds |= kind as u8;
        return ("", None);
    }
    let mut found = None;
    for (at, _) in text.char_indices() {
        let Some((word, kind)) = kind_word(&text[at..]) else {
            continue;
        };
        let (after, named) = after_kinds(&text[at + word.len()..], kind as u8);
        if at > 0 || after.is_empty() {
            *kinds |= named;
            found = Some((&text[..at], after));
            break;
        }
    }
    let Some((before, after)) = found else {
        let stem = text.strip_suffix("分店").or(text.strip_suffix('店'));
        return (stem.unwrap_or(text), None);
    };
    let branch = if after.ends_with('店') {
        branch_of(after)
    } else {
        None
    };
    if branch.is_some() || after.is_empty() {
        return (before, branch);
    }
    // What follows is neither kind nor branch, so the word was part of the name.
    (text, None)
}

/// What follows after more words of the kind, and all kinds named.
fn after_kinds(mut text: &str, mut kinds: u8) -> (&str, u8) {
    while let Some((word, kind)) = kind_word(text) {
        kinds |= kind as u8;
        text = &text[word.len()..];
    }
    (
        if text == "店" || text == "分店" {
            ""
        } else {
            text
        },
        kinds,
    )
}

/// Adds a word, with a space between two that are not Chinese.
pub(super) fn push_word(text: &mut String, word: &str) {
    let is_latin = |c: Option<char>| c.is_some_and(|c| !is_han(c));
    if is_latin(text.chars().next_back()) && is_latin(word.chars().next()) {
        text.push(' ');
    }
    text.push_str(word);
}
