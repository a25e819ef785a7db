//! Points of interest as `AMap` (高德) types them: six digits, and a path of three names.

use serde::Deserialize;

use super::words::plain;

/// Types that make a point of interest one of a category.
#[derive(Clone, Debug, Default, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct PoiTypes {
    /// Codes: six digits mean this one, fewer all that begin so.
    pub codes: Vec<String>,
    /// Codes that are not meant.
    pub except: Vec<String>,
    /// Paths, from the class down, names separated by `;`: all below are meant too.
    pub paths: Vec<String>,
    /// Paths that are not meant.
    pub except_paths: Vec<String>,
    /// Where not empty: only with one of these words in the name.
    pub contains: Vec<String>,
    /// Not with one of these words in the name.
    pub unless: Vec<String>,
}

/// The same made ready to be compared with rows.
#[derive(Clone, Debug)]
pub(super) struct PoiMatcher {
    codes: Vec<String>,
    except: Vec<String>,
    paths: Vec<Vec<String>>,
    except_paths: Vec<Vec<String>>,
    contains: Vec<String>,
    unless: Vec<String>,
}

/// Whether a type is of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// It is.
    ByType,
    /// It is because of the name.
    ByName,
}

impl PoiMatcher {
    pub(super) fn of(types: &PoiTypes) -> Self {
        let paths = |given: &[String]| given.iter().map(|path| parts(path)).collect();
        let words = |given: &[String]| given.iter().map(|word| plain(word)).collect();
        Self {
            codes: types.codes.clone(),
            except: types.except.clone(),
            paths: paths(&types.paths),
            except_paths: paths(&types.except_paths),
            contains: words(&types.contains),
            unless: words(&types.unless),
        }
    }

    /// Whether a code and a name, the latter in plain form, are of the category.
    pub(super) fn matches_code(&self, code: &str, name: &str) -> Option<Match> {
        let begins = |among: &[String]| among.iter().any(|start| code.starts_with(start));
        (begins(&self.codes) && !begins(&self.except))
            .then(|| self.by_name(name))
            .flatten()
    }

    /// Whether a code is among those that are meant or are not.
    pub(super) fn names_code(&self, code: &str) -> bool {
        let mut named = self.codes.iter().chain(&self.except);
        named.any(|start| code.starts_with(start))
    }

    /// Whether a path in parts and a name in plain form are of the category.
    pub(super) fn matches_path(&self, path: &[String], name: &str) -> Option<Match> {
        let begins = |among: &[Vec<String>]| among.iter().any(|start| path.starts_with(start));
        (begins(&self.paths) && !begins(&self.except_paths))
            .then(|| self.by_name(name))
            .flatten()
    }

    fn by_name(&self, name: &str) -> Option<Match> {
        let has = |words: &[String]| words.iter().any(|word| name.contains(word.as_str()));
        if has(&self.unless) {
            return None;
        }
        if self.contains.is_empty() {
            return Some(Match::ByType);
        }
        has(&self.contains).then_some(Match::ByName)
    }
}

/// The parts of a path in plain form.
pub(super) fn parts(path: &str) -> Vec<String> {
    let parts = path.split([';', '；']).map(plain);
    parts.filter(|part| !part.is_empty()).collect()
}

/// A code as six digits, where the text is one; a spreadsheet takes the zero at its beginning away.
pub(super) fn code(text: &str) -> Option<String> {
    let digits = plain(text);
    let is_code = matches!(digits.len(), 5 | 6) && digits.bytes().all(|b| b.is_ascii_digit());
    let code = format!("{digits:0>6}");
    let class = code.get(..2)?;
    (is_code && CLASSES.iter().any(|&(known, _)| known == class)).then_some(code)
}

/// Whether a code of six digits is that of a whole class, which says less than a path.
pub(super) fn is_class(code: &str) -> bool {
    code.ends_with("0000")
}

/// Whether the first part of a path is a class of the map's.
pub(super) fn is_path(parts: &[String]) -> bool {
    let first = parts.first();
    first.is_some_and(|first| CLASSES.iter().any(|&(_, name)| name == first))
}

/// The classes: how their codes begin and their paths.
const CLASSES: [(&str, &str); 23] = [
    ("01", "汽车服务"),
    ("02", "汽车销售"),
    ("03", "汽车维修"),
    ("04", "摩托车服务"),
    ("05", "餐饮服务"),
    ("06", "购物服务"),
    ("07", "生活服务"),
    ("08", "体育休闲服务"),
    ("09", "医疗保健服务"),
    ("10", "住宿服务"),
    ("11", "风景名胜"),
    ("12", "商务住宅"),
    ("13", "政府机构及社会团体"),
    ("14", "科教文化服务"),
    ("15", "交通设施服务"),
    ("16", "金融保险服务"),
    ("17", "公司企业"),
    ("18", "道路附属设施"),
    ("19", "地名地址信息"),
    ("20", "公共设施"),
    ("22", "事件活动"),
    ("97", "室内设施"),
    ("99", "通行设施"),
];
