//! Which column holds what, by its name in Chinese or English.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use crate::row::trimmed;
use crate::{AgeBand, TableError, TableFault, TableOptions};

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The row's own id.
    Id,
    /// A name.
    Name,
    /// What a facility serves as: words, or a path of types.
    Category,
    /// The same as a code of AMap's.
    TypeCode,
    /// Longitude, or easting.
    Lon,
    /// Latitude, or northing.
    Lat,
    /// Both in one text, longitude first.
    Coordinates,
    /// A geometry as well-known text.
    Geometry,
    /// A postal address.
    Address,
    /// How many people.
    People,
    /// How many households.
    Households,
    /// Opening hours.
    Hours,
    /// Open, closed, planned.
    Status,
    /// A brand.
    Brand,
    /// The community, street or district that a row is in or about.
    Zone,
    /// Storeys.
    Levels,
    /// Floor area in square metres.
    FloorArea,
    /// What it costs.
    Cost,
    /// What kind of home or ground it is: an old quarter, a new one.
    Stratum,
}

impl Role {
    /// All roles, in order.
    pub const ALL: [Self; 19] = [
        Self::Id,
        Self::Name,
        Self::Category,
        Self::TypeCode,
        Self::Lon,
        Self::Lat,
        Self::Coordinates,
        Self::Geometry,
        Self::Address,
        Self::People,
        Self::Households,
        Self::Hours,
        Self::Status,
        Self::Brand,
        Self::Zone,
        Self::Levels,
        Self::FloorArea,
        Self::Cost,
        Self::Stratum,
    ];

    /// The word for it in city files and messages: also the usual name of such a column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Category => "category",
            Self::TypeCode => "type_code",
            Self::Lon => "lon",
            Self::Lat => "lat",
            Self::Coordinates => "coordinates",
            Self::Geometry => "geometry",
            Self::Address => "address",
            Self::People => "people",
            Self::Households => "households",
            Self::Hours => "hours",
            Self::Status => "status",
            Self::Brand => "brand",
            Self::Zone => "zone",
            Self::Levels => "levels",
            Self::FloorArea => "floor_area",
            Self::Cost => "cost",
            Self::Stratum => "stratum",
        }
    }

    /// The role of a word, `None` for one that is none.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A name as it is compared: without case, spaces, signs, full width, and units in brackets.
fn folded(name: &str) -> String {
    let name: String = name.nfkc().collect::<String>().to_lowercase();
    let name = trimmed(&name);
    // NFKC makes full-width brackets plain ones.
    let name = match (name.split_once(['(', '[']), name.ends_with([')', ']'])) {
        (Some((before, _)), true) if !before.is_empty() => before,
        _ => name,
    };
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | '"' | ':' | '：'))
        .collect()
}

/// The names that columns go by.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    /// Role of a folded name, and whether it is a weaker one.
    roles: HashMap<String, (Role, bool)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    role: Role,
    names: Vec<String>,
    #[serde(default)]
    weaker: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawVocabulary {
    column: Vec<RawColumn>,
}

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let text = include_str!("../../../data/columns.toml");
    // A test reads it too, so that a file that is not right never leaves the house.
    let raw = toml::from_str(text).unwrap_or(RawVocabulary { column: Vec::new() });
    Vocabulary::of(raw)
});

impl Vocabulary {
    /// The names that come with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    fn of(raw: RawVocabulary) -> Self {
        let mut roles = HashMap::new();
        for column in raw.column {
            for name in &column.weaker {
                roles.insert(folded(name), (column.role, true));
            }
            for name in &column.names {
                roles.insert(folded(name), (column.role, false));
            }
        }
        Self { roles }
    }

    /// What a column of a name holds, and whether only where nothing else does.
    fn role(&self, name: &str) -> Option<(Role, bool)> {
        self.roles.get(&folded(name)).copied()
    }
}

/// What the columns of a table hold.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    names: Vec<String>,
    /// By role, the columns that may hold it: those that are declared, else those of a strong name, else the others.
    by_role: BTreeMap<Role, Vec<usize>>,
    ages: Vec<(AgeBand, usize)>,
}

impl Columns {
    /// Looks at the names, first at those that are declared for something.
    ///
    /// # Errors
    /// [`TableFault::NoSuchColumn`] where a declared one is not there.
    pub fn of(
        names: &[String],
        vocabulary: &Vocabulary,
        declared: &TableOptions,
    ) -> Result<Self, TableError> {
        let mut by_role = BTreeMap::new();
        let mut ages = Vec::new();
        let mut taken = vec![false; names.len()];
        for (role, column) in &declared.columns {
            let at = position(names, column, &role.to_string())?;
            by_role.insert(*role, vec![at]);
            taken[at] = true;
        }
        for (band, column) in &declared.ages {
            let at = position(names, column, &format!("ages {band}"))?;
            ages.push((*band, at));
            taken[at] = true;
        }
        let free = || names.iter().enumerate().filter(|&(i, _)| !taken[i]);
        for wanted_weaker in [false, true] {
            let mut found: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
            for (i, name) in free() {
                match vocabulary.role(name) {
                    Some((role, weaker)) if weaker == wanted_weaker => {
                        found.entry(role).or_default().push(i);
                    }
                    _ => {}
                }
            }
            for (role, columns) in found {
                by_role.entry(role).or_insert(columns);
            }
        }
        ages.extend(free().filter_map(|(i, name)| Some((AgeBand::of(name)?, i))));
        Ok(Self {
            names: names.to_vec(),
            by_role,
            ages,
        })
    }

    /// The names of all columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The column that holds something, `None` where no name says so.
    ///
    /// # Errors
    /// [`TableFault::RoleTwice`] where two names do.
    pub fn column(&self, role: Role) -> Result<Option<usize>, TableError> {
        match self.by_role.get(&role).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some(&[column]) => Ok(Some(column)),
            Some(&[first, second, ..]) => Err(TableError::whole(TableFault::RoleTwice {
                role,
                first: self.names[first].clone(),
                second: self.names[second].clone(),
            })),
        }
    }

    /// The roles that some column may hold, with the names of these columns.
    pub fn understood(&self) -> impl Iterator<Item = (Role, &str)> {
        let roles = self.by_role.iter();
        roles.flat_map(|(role, at)| at.iter().map(|&i| (*role, self.names[i].as_str())))
    }

    /// The columns that hold how many people are of an age, in the order of the table.
    pub fn ages(&self) -> &[(AgeBand, usize)] {
        &self.ages
    }

    /// How many different things the columns hold, as far as their names say.
    pub(crate) fn score(&self) -> usize {
        self.by_role.len() + self.ages.len()
    }
}

/// Where a declared column stands: the one of that very name, else one that differs in case, spaces and the like.
fn position(names: &[String], column: &str, holds: &str) -> Result<usize, TableError> {
    let wanted = folded(column);
    let exact = names
        .iter()
        .position(|name| trimmed(name) == trimmed(column));
    let at = exact.or_else(|| names.iter().position(|name| folded(name) == wanted));
    at.ok_or_else(|| {
        TableError::whole(TableFault::NoSuchColumn {
            holds: holds.to_owned(),
            column: column.to_owned(),
            found: listed(names),
        })
    })
}

/// Names for a message: all, or the first and how many more.
pub(crate) fn listed(names: &[String]) -> String {
    const SHOWN: usize = 30;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    let more = names.len().saturating_sub(SHOWN);
    let mut text = shown.join(", ");
    if more > 0 {
        text.push_str(", … (+");
        text.push_str(&more.to_string());
        text.push(')');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str], declared: &[(&str, &str)]) -> Columns {
        let names: Vec<String> = names.iter().map(|n| (*n).to_owned()).collect();
        Columns::of(&names, Vocabulary::built_in(), &options(declared)).unwrap()
    }

    fn options(declared: &[(&str, &str)]) -> TableOptions {
        let mut options = TableOptions::default();
        for (holds, column) in declared {
            assert!(options.declare(holds, column));
        }
        options
    }

    #[test]
    fn the_built_in_names_are_read_and_stand_for_one_role_each() {
        let raw: RawVocabulary =
            toml::from_str(include_str!("../../../data/columns.toml")).unwrap();
        let roles: Vec<Role> = raw.column.iter().map(|c| c.role).collect();
        assert_eq!(roles, Role::ALL);
        let mut seen: HashMap<String, Role> = HashMap::new();
        for column in &raw.column {
            for name in column.names.iter().chain(&column.weaker) {
                let before = seen.insert(folded(name), column.role);
                assert!(before.is_none_or(|role| role == column.role), "{name}");
            }
            assert_eq!(Role::named(column.role.word()), Some(column.role));
        }
    }

    #[test]
    fn names_in_every_spelling() {
        for (name, role) in [
            ("编号", Role::Id),
            (" ID ", Role::Id),
            ("Lon", Role::Lon),
            ("经度（度）", Role::Lon),
            ("人口（人）", Role::People),
            ("人口(万人)", Role::People),
            ("Ｎａｍｅ", Role::Name),
            ("Opening_Hours", Role::Hours),
            ("building:levels", Role::Levels),
            ("typecode", Role::TypeCode),
            ("location", Role::Coordinates),
            ("户 数", Role::Households),
            ("categories", Role::Category),
        ] {
            assert_eq!(columns(&[name], &[]).column(role), Ok(Some(0)), "{name}");
        }
    }

    #[test]
    fn an_export_of_amap() {
        let names = [
            "id", "name", "type", "typecode", "location", "address", "pname", "cityname", "adname",
        ];
        let columns = columns(&names, &[]);
        let at = |role| columns.column(role).unwrap();
        assert_eq!(at(Role::Category), Some(2));
        assert_eq!(at(Role::TypeCode), Some(3));
        assert_eq!(at(Role::Coordinates), Some(4));
        assert_eq!(at(Role::Zone), Some(8));
    }

    #[test]
    fn weaker_names_count_where_no_other_does() {
        assert_eq!(
            columns(&["序号", "编号"], &[]).column(Role::Id),
            Ok(Some(1))
        );
        assert_eq!(columns(&["序号"], &[]).column(Role::Id), Ok(Some(0)));
    }

    #[test]
    fn two_for_one_are_refused_unless_one_is_declared() {
        let names = ["户籍人口", "常住人口"];
        let error = columns(&names, &[]).column(Role::People).unwrap_err();
        assert_eq!(
            error.to_string(),
            "columns `户籍人口` and `常住人口` may both be people: say which one is"
        );
        let declared = [("people", "常住人口"), ("ages 0-3", "户籍人口")];
        assert_eq!(columns(&names, &declared).column(Role::People), Ok(Some(1)));
        let names = ["a".to_owned()];
        let error = Columns::of(&names, Vocabulary::built_in(), &options(&declared)).unwrap_err();
        assert!(error.to_string().contains("`常住人口`"), "{error}");
    }

    #[test]
    fn ages_ride_along() {
        let columns = columns(&["社区", "人口", "0-3岁", "60岁以上"], &[]);
        let ages: Vec<String> = columns
            .ages()
            .iter()
            .map(|(b, i)| format!("{b}@{i}"))
            .collect();
        assert_eq!(ages, ["0-3@2", "60+@3"]);
    }
}
