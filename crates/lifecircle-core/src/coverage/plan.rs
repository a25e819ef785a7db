//! Which way the counting searches run, and by which kernel: the one that needs least work.
//!
//! Every choice gives the same bytes; a choice costs time only.

use crate::sweep;

/// Which way the searches run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// Whichever needs less work.
    #[default]
    Auto,
    /// From every home.
    Forward,
    /// From every facility.
    Reverse,
}

/// The engine that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// From every home.
    Forward,
    /// From every facility.
    Reverse,
}

/// How searches from homes run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KernelChoice {
    /// Whichever needs less work.
    #[default]
    Auto,
    /// One bounded search per street end with homes.
    Bounded,
    /// 32 neighbouring homes at once over an elimination hierarchy.
    Sweep,
}

/// The kernel that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Bounded searches.
    Bounded,
    /// Sweeps over a hierarchy.
    Sweep,
}

/// Building a hierarchy costs about as much per state as this part of a bounded search.
const STATES_PER_SEARCH: usize = 20;
/// Sweeping one home costs about as much as this part of a bounded search.
const HOMES_PER_SEARCH: usize = 40;

/// What decides how a check searches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Where searches start.
    pub engine: Engine,
    /// How they run.
    pub kernel: Kernel,
    /// Homes, facilities and states it was made for.
    pub sizes: [usize; 3],
}

impl Plan {
    /// The cheapest plan among those that the choices leave open.
    pub fn new(
        engine: EngineChoice,
        kernel: KernelChoice,
        homes: usize,
        facilities: usize,
        states: usize,
    ) -> Self {
        // In bounded searches; homes share those of their street's ends.
        let bounded = homes.min(states);
        let swept = states / STATES_PER_SEARCH + homes / HOMES_PER_SEARCH;
        let sweeps = match kernel {
            KernelChoice::Auto => swept < bounded && sweep::pays(homes, states),
            KernelChoice::Bounded => false,
            KernelChoice::Sweep => true,
        };
        let forward = if sweeps { swept } else { bounded };
        let engine = match engine {
            EngineChoice::Forward => Engine::Forward,
            EngineChoice::Auto if forward < facilities => Engine::Forward,
            EngineChoice::Auto | EngineChoice::Reverse => Engine::Reverse,
        };
        let kernel = if sweeps && engine == Engine::Forward {
            Kernel::Sweep
        } else {
            Kernel::Bounded
        };
        Self {
            engine,
            kernel,
            sizes: [homes, facilities, states],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(homes: usize, facilities: usize, states: usize) -> (Engine, Kernel) {
        let plan = Plan::new(
            EngineChoice::Auto,
            KernelChoice::Auto,
            homes,
            facilities,
            states,
        );
        (plan.engine, plan.kernel)
    }

    #[test]
    fn the_cheaper_side_searches() {
        assert_eq!(
            auto(15_000, 400, 20_000),
            (Engine::Reverse, Kernel::Bounded)
        );
        assert_eq!(
            auto(15_000, 9_000, 20_000),
            (Engine::Forward, Kernel::Sweep)
        );
        assert_eq!(auto(3, 400, 20_000), (Engine::Forward, Kernel::Bounded));
    }

    #[test]
    fn a_choice_is_obeyed() {
        let plan = Plan::new(EngineChoice::Forward, KernelChoice::Bounded, 9, 9, 9);
        assert_eq!(
            (plan.engine, plan.kernel),
            (Engine::Forward, Kernel::Bounded)
        );
        let plan = Plan::new(EngineChoice::Forward, KernelChoice::Sweep, 9, 9, 9);
        assert_eq!((plan.engine, plan.kernel), (Engine::Forward, Kernel::Sweep));
        let plan = Plan::new(EngineChoice::Reverse, KernelChoice::Sweep, 9, 9, 9);
        assert_eq!(
            (plan.engine, plan.kernel),
            (Engine::Reverse, Kernel::Bounded)
        );
    }
}
