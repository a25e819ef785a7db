//! Names of zones in a table and on a map: the same community, written differently.

use std::collections::HashMap;

use strsim::normalized_damerau_levenshtein;
use unicode_normalization::UnicodeNormalization;

/// What a community, street or town is called behind its own name, longest first.
const SUFFIXES: [&str; 19] = [
    "社区居民委员会",
    "社区居委会",
    "居民委员会",
    "村民委员会",
    "街道办事处",
    "镇人民政府",
    "乡人民政府",
    "居委会",
    "村委会",
    "办事处",
    "自治县",
    "社区",
    "街道",
    "镇",
    "乡",
    "村",
    "县",
    "区",
    "市",
];
/// So alike are names that are shown beside one that has no partner.
const ALIKE: f64 = 0.5;
/// So many are shown.
const MOST_NEAR: usize = 3;

/// Which row of a table is which outline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JoinedNames {
    /// Positions of row and outline, by row.
    pub pairs: Vec<(usize, usize)>,
    /// Rows without outline.
    pub rows: Vec<UnjoinedName>,
    /// Outlines without row.
    pub outlines: Vec<UnjoinedName>,
}

/// A name without partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnjoinedName {
    /// Its position.
    pub position: usize,
    /// As it is written.
    pub name: String,
    /// Names of the other side that are like it and have no partner either, the most alike first.
    pub near: Vec<String>,
}

/// Joins names of rows with names of outlines, each at most once: first those that are the same but for width, case
/// and script, then those that are the same without what they are called behind (街道, 镇, 社区居委会 …). A name that
/// could be two is left without partner.
///
/// # Complexity
/// Linear in the names, and quadratic in those without partner.
pub fn join_names(rows: &[String], outlines: &[String]) -> JoinedNames {
    let mut partner: Vec<Option<usize>> = vec![None; rows.len()];
    let mut taken = vec![false; outlines.len()];
    for key in [written as fn(&str) -> String, bare] {
        let free_rows = (0..rows.len()).filter(|&i| partner[i].is_none());
        let free_outlines = (0..outlines.len()).filter(|&i| !taken[i]);
        let by_row = unique(free_rows.map(|i| (key(&rows[i]), i)));
        let by_outline = unique(free_outlines.map(|i| (key(&outlines[i]), i)));
        for (name, row) in by_row {
            if let (Some(row), Some(&Some(outline))) = (row, by_outline.get(&name)) {
                partner[row] = Some(outline);
                taken[outline] = true;
            }
        }
    }
    let pairs = partner.iter().enumerate();
    let lone_rows: Vec<usize> = (0..rows.len()).filter(|&i| partner[i].is_none()).collect();
    let lone_outlines: Vec<usize> = (0..outlines.len()).filter(|&i| !taken[i]).collect();
    JoinedNames {
        pairs: pairs
            .filter_map(|(row, outline)| Some((row, (*outline)?)))
            .collect(),
        rows: unjoined(rows, &lone_rows, outlines, &lone_outlines),
        outlines: unjoined(outlines, &lone_outlines, rows, &lone_rows),
    }
}

/// The position of each key, `None` where two have it.
fn unique(keys: impl Iterator<Item = (String, usize)>) -> HashMap<String, Option<usize>> {
    let mut found = HashMap::new();
    for (key, position) in keys {
        found
            .entry(key)
            .and_modify(|at| *at = None)
            .or_insert(Some(position));
    }
    found
}

fn unjoined(
    names: &[String],
    lone: &[usize],
    others: &[String],
    lone_others: &[usize],
) -> Vec<UnjoinedName> {
    let of = |&position: &usize| UnjoinedName {
        position,
        name: names[position].clone(),
        near: near(&names[position], lone_others.iter().map(|&i| &others[i])),
    };
    lone.iter().map(of).collect()
}

/// The names most like one.
fn near<'a>(name: &str, others: impl Iterator<Item = &'a String>) -> Vec<String> {
    let own = bare(name);
    let alike = |other: &'a String| (normalized_damerau_levenshtein(&own, &bare(other)), other);
    let mut found: Vec<(f64, &String)> = others.map(alike).filter(|f| f.0 >= ALIKE).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    found.truncate(MOST_NEAR);
    found.into_iter().map(|f| f.1.clone()).collect()
}

/// NFKC, lower case, in simplified characters, without spaces.
fn written(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    let simplified = hanconv::t2s(&folded);
    simplified.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The same without what it is called behind, as long as two characters are left.
fn bare(name: &str) -> String {
    let name = written(name);
    let stem = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
    match stem {
        Some(stem) if stem.chars().count() >= 2 => stem.to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(of: &[&str]) -> Vec<String> {
        of.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn suffixes_width_and_script_do_not_matter() {
        let rows = names(&["東門社区居委会", "清浦 街道", "Ａ区"]);
        let outlines = names(&["A区", "清浦街道办事处", "东门社区"]);
        let joined = join_names(&rows, &outlines);
        assert_eq!(joined.pairs, [(0, 2), (1, 1), (2, 0)]);
        assert!(joined.rows.is_empty() && joined.outlines.is_empty());
    }

    #[test]
    fn a_name_that_could_be_two_is_left_alone() {
        let joined = join_names(&names(&["城东"]), &names(&["城东街道", "城东镇"]));
        assert!(joined.pairs.is_empty());
        assert_eq!(joined.rows[0].near, ["城东街道", "城东镇"]);
        // The whole name tells.
        let joined = join_names(
            &names(&["城东镇", "城东街道"]),
            &names(&["城东街道", "城东镇"]),
        );
        assert_eq!(joined.pairs, [(0, 1), (1, 0)]);
    }

    #[test]
    fn names_without_partner_show_what_is_like_them() {
        let joined = join_names(
            &names(&["三里桥社区", "西坝"]),
            &names(&["三里乔社区", "北京路"]),
        );
        assert_eq!(joined.rows[0].near, ["三里乔社区"]);
        assert!(joined.rows[1].near.is_empty());
        assert_eq!(joined.outlines[0].near, ["三里桥社区"]);
    }
}
