//! Times of named arrows over several rounds.

use std::time::Instant;

use lifecircle_core::search::Work;

/// What an arrow does, whatever the time it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) name: &'static str,
    /// The arrow it is compared to; yardsticks have none.
    pub(crate) yardstick: Option<&'static str>,
    /// What is counted per second.
    pub(crate) unit: &'static str,
}

/// An arrow's rounds.
#[derive(Clone, Debug)]
pub(crate) struct Timing {
    pub(crate) arrow: Arrow,
    /// How many of its unit one round does.
    pub(crate) amount: u64,
    pub(crate) seconds: Vec<f64>,
    pub(crate) work: Option<Work>,
}

/// The timings so far, in the order of their first round.
#[derive(Debug, Default)]
pub(crate) struct Recorder {
    pub(crate) timings: Vec<Timing>,
}

impl Recorder {
    /// Times `f`, which returns its result, how much it did, and its work counts if it has any.
    pub(crate) fn time<T>(
        &mut self,
        arrow: Arrow,
        f: impl FnOnce() -> (T, u64, Option<Work>),
    ) -> T {
        let start = Instant::now();
        let (result, amount, work) = f();
        let seconds = start.elapsed().as_secs_f64();
        let known = self.timings.iter_mut().find(|t| t.arrow == arrow);
        match known {
            Some(timing) => timing.seconds.push(seconds),
            None => self.timings.push(Timing {
                arrow,
                amount,
                seconds: vec![seconds],
                work,
            }),
        }
        result
    }
}

impl Timing {
    pub(crate) fn median(&self) -> f64 {
        median(self.seconds.clone())
    }
}

/// The middle value; of an even number the mean of the two.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn medians() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < f64::EPSILON);
    }
}
