//! People of homes by age.

/// People of homes by age group, in columns.
///
/// Groups need not add up to all people: a table may tell those from 0 to 3 and those above 60 alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ages {
    /// Names of the groups, as the table has them.
    pub groups: Vec<String>,
    /// Per group, the people of each home in thousandths.
    pub milli: Vec<Vec<u64>>,
}

impl Ages {
    /// The rows of these homes, in this order.
    pub(crate) fn of_homes(&self, homes: &[usize]) -> Self {
        let some = |column: &Vec<u64>| homes.iter().map(|&home| column[home]).collect();
        Self {
            groups: self.groups.clone(),
            milli: self.milli.iter().map(some).collect(),
        }
    }

    /// The column of a group.
    pub fn of(&self, group: &str) -> Option<&[u64]> {
        let at = self.groups.iter().position(|name| name == group)?;
        Some(&self.milli[at])
    }
}
