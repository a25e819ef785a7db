//! Which facilities are within the limits of every home, by the engine of a plan.

use super::plan::{Engine, Kernel, Plan};
use super::reverse::Wanted;
use super::{forward, reverse, swept};
use crate::lists::Lists;
use crate::observer::{Cancelled, Observer};
use crate::par;
use crate::search::Label;
use crate::units::narrow;
use crate::walk::Between;

/// Per home: what `f` makes of its number and of the facilities within the longest limit of rules that they serve, with
/// their weights: each once, in no order.
///
/// Notes in `plan` when a sweep was not possible.
pub(super) fn each_home<L: Label, T: Clone + Default + Send>(
    between: &Between,
    rules: &[Wanted],
    plan: &mut Plan,
    observer: &dyn Observer,
    f: impl Fn(u32, &[(u32, u32)]) -> T + Sync + Send,
) -> Result<Vec<T>, Cancelled> {
    if plan.kernel == Kernel::Sweep {
        if let Some(made) = swept::each(between, rules, observer, &f)? {
            return Ok(made);
        }
        plan.kernel = Kernel::Bounded;
    }
    match plan.engine {
        Engine::Forward => forward::each::<L, T>(between, rules, observer, |home, found| {
            let reached: Vec<(u32, u32)> = found.iter().map(|f| (f.rank, f.weight)).collect();
            f(home, &reached)
        }),
        Engine::Reverse => {
            let reached = reverse::reached(between, rules, observer)?;
            let mut pairs = Vec::with_capacity(reached.iter().map(Vec::len).sum());
            for (rank, homes) in (0..).zip(&reached) {
                let met = homes.iter().map(|&(home, weight)| (home, (rank, weight)));
                pairs.extend(met);
            }
            drop(reached);
            let homes = between.origins.count();
            let lists = Lists::group(homes, &pairs);
            par::try_map_range(observer, homes, |home| {
                let home = narrow(home);
                f(home, lists.at(home))
            })
        }
    }
}
