//! Outlines of the homes that are entered at the point nearest to a street: where that point is depends on the streets.

use crate::geodesy::LonLat;
use crate::units::narrow;

/// The outlines of homes, flat. A home that is entered elsewhere (at entrances, as a point) has none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlines {
    /// Per home, where its lines begin; one more at the end. Empty where no home has an outline.
    first_line: Vec<u32>,
    /// Per line, where its points begin; one more at the end.
    first_point: Vec<u32>,
    points: Vec<LonLat>,
}

impl Outlines {
    /// Outlines of these columns, `None` where they are no lists of lists.
    pub fn from_columns(
        first_line: Vec<u32>,
        first_point: Vec<u32>,
        points: Vec<LonLat>,
    ) -> Option<Self> {
        let leads = |first: &[u32], total: usize| {
            first.is_sorted()
                && first
                    .last()
                    .map_or(total == 0, |&last| last as usize == total)
        };
        let lines = first_point.len().saturating_sub(1);
        (leads(&first_line, lines) && leads(&first_point, points.len())).then_some(Self {
            first_line,
            first_point,
            points,
        })
    }

    /// The columns: where the lines of each home begin, where the points of each line begin, the points.
    pub fn columns(&self) -> (&[u32], &[u32], &[LonLat]) {
        (&self.first_line, &self.first_point, &self.points)
    }

    /// The lines of a home's outline; none where it is not entered by it.
    pub fn of(&self, home: usize) -> Vec<Vec<LonLat>> {
        let row = self.first_line.get(home).zip(self.first_line.get(home + 1));
        let Some((&start, &end)) = row else {
            return Vec::new();
        };
        let first = |line: u32| self.first_point[line as usize] as usize;
        let line = |line: u32| self.points[first(line)..first(line + 1)].to_vec();
        (start..end).map(line).collect()
    }

    /// Adds the next home.
    pub(super) fn push(&mut self, lines: &[Vec<LonLat>]) {
        if self.first_line.is_empty() {
            (self.first_line, self.first_point) = (vec![0], vec![0]);
        }
        for line in lines {
            self.points.extend(line);
            self.first_point.push(narrow(self.points.len()));
        }
        self.first_line.push(narrow(self.first_point.len() - 1));
    }

    /// Puts the homes of `next` behind the own ones.
    pub(super) fn append(&mut self, next: Self) {
        if self.first_line.is_empty() {
            *self = next;
            return;
        }
        let (lines, points) = (
            narrow(self.first_point.len() - 1),
            narrow(self.points.len()),
        );
        let behind = |first: Vec<u32>, base| first.into_iter().skip(1).map(move |f| base + f);
        self.first_line.extend(behind(next.first_line, lines));
        self.first_point.extend(behind(next.first_point, points));
        self.points.extend(next.points);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(lons: &[i32]) -> Vec<LonLat> {
        lons.iter()
            .map(|&lon| LonLat::from_decimicro(lon, 0))
            .collect()
    }

    #[test]
    fn outlines_put_one_behind_the_other_are_those_put_in_one_by_one() {
        let homes = [
            vec![line(&[1, 2]), line(&[3])],
            vec![],
            vec![line(&[4, 5, 6])],
            vec![],
        ];
        let mut all = Outlines::default();
        for lines in &homes {
            all.push(lines);
        }
        for cut in 0..=homes.len() {
            let [mut one, mut other] = [Outlines::default(), Outlines::default()];
            for lines in &homes[..cut] {
                one.push(lines);
            }
            for lines in &homes[cut..] {
                other.push(lines);
            }
            one.append(other);
            assert_eq!(one, all);
        }
        for (home, lines) in homes.iter().enumerate() {
            assert_eq!(all.of(home), *lines);
        }
        let (first_line, first_point, points) = all.columns();
        let columns = (first_line.to_vec(), first_point.to_vec(), points.to_vec());
        assert_eq!(
            Outlines::from_columns(columns.0.clone(), columns.1.clone(), columns.2),
            Some(all)
        );
        assert_eq!(
            Outlines::from_columns(columns.0, columns.1, Vec::new()),
            None
        );
        assert_eq!(Outlines::default().of(3), Vec::<Vec<LonLat>>::new());
    }
}
