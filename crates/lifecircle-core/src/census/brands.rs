//! Whether an outlet belongs to a chain (docs/census.md).

use std::collections::HashMap;

use crate::place::{CategoryTable, Facilities, Facility, normalise};

/// So many outlets of one brand in a city are a chain, whatever is known of the brand.
const CHAIN_OUTLETS: u64 = 2;

/// What a list's column of brands says of an outlet that has none.
const NONE: [&str; 12] = [
    "无",
    "否",
    "非连锁",
    "非品牌",
    "独立",
    "独立经营",
    "单体",
    "个体",
    "个体户",
    "no",
    "none",
    "independent",
];

/// Whose brand an outlet bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Brand {
    /// A known chain's, or one that several outlets of the city bear.
    Chain,
    /// One of its own, or none as its list says.
    Single,
    /// Nothing tells.
    #[default]
    Unknown,
}

impl Brand {
    /// The word for it in every output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chain => "chain",
            Self::Single => "single",
            Self::Unknown => "unknown",
        }
    }
}

/// Per facility, whose brand it bears.
pub(super) fn brands(facilities: &Facilities, table: &CategoryTable) -> Vec<Brand> {
    let rows = &facilities.rows;
    let plain: Vec<Option<String>> = rows.iter().map(plain).collect();
    let mut outlets: HashMap<&str, u64> = HashMap::new();
    for brand in plain.iter().flatten() {
        *outlets.entry(brand).or_default() += 1;
    }
    let of = |(row, plain): (&Facility, &Option<String>)| {
        let brand = plain.as_ref().and(row.brand.as_deref());
        let shared = plain.as_deref().map(|brand| outlets[brand]);
        if table.knows_chain(brand.map(str::trim), row.name.as_deref())
            || shared.is_some_and(|outlets| outlets >= CHAIN_OUTLETS)
        {
            Brand::Chain
        } else if row.brand.as_deref().is_some_and(|b| !is_empty(b)) {
            Brand::Single
        } else {
            Brand::Unknown
        }
    };
    rows.iter().zip(&plain).map(of).collect()
}

/// A brand as it is compared; `None` where there is none.
fn plain(row: &Facility) -> Option<String> {
    let brand = row.brand.as_deref()?.trim();
    let is_none = NONE.iter().any(|none| brand.eq_ignore_ascii_case(none));
    let plain = normalise(brand);
    (!is_none && !plain.is_empty() && !is_empty(brand)).then_some(plain)
}

/// Whether a cell has nothing in it that could be a name.
fn is_empty(brand: &str) -> bool {
    !brand.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::{CategorySet, Resolved};

    fn outlet(name: &str, brand: Option<&str>) -> Facility {
        Facility {
            id: name.to_owned(),
            element: None,
            name: Some(name.to_owned()),
            categories: CategorySet::of(0),
            brand: brand.map(str::to_owned),
            hours: None,
            resolved: Resolved::Node,
            merged: Vec::new(),
            doubtful: false,
            ways_in: Vec::new(),
        }
    }

    #[test]
    fn a_chain_is_known_or_borne_by_several() {
        use Brand::{Chain, Single, Unknown};

        let rows = vec![
            outlet("罗森(三里桥店)", None),
            outlet("好邻居", Some("Lawson")),
            outlet("甲", Some("运河优选")),
            outlet("乙", Some(" 运河优选 ")),
            outlet("丙", Some("老张家")),
            outlet("丁", Some("无")),
            outlet("戊", Some("无")),
            outlet("己", Some("—")),
            outlet("庚", Some("")),
            outlet("辛", None),
        ];
        let facilities = Facilities {
            rows,
            ..Facilities::default()
        };
        let found = brands(&facilities, &CategoryTable::built_in());
        let expected = [
            Chain, Chain, Chain, Chain, Single, Single, Single, Unknown, Unknown, Unknown,
        ];
        assert_eq!(found, expected);
    }
}
