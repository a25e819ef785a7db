//! Progress on stderr: named stages with a bar and the time left, only where a person watches.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lifecircle_core::observer::{Observer, Stage};
use lifecircle_texts::text;

use crate::lang::Lang;

/// Shows stages as progress bars.
pub(crate) struct Progress {
    bar: Option<Mutex<ProgressBar>>,
    lang: Lang,
}

impl Progress {
    pub(crate) fn new(lang: Lang, quiet: bool) -> Arc<Self> {
        let watched = !quiet && std::io::stderr().is_terminal();
        let bar = watched.then(|| {
            Mutex::new(ProgressBar::with_draw_target(
                Some(0),
                ProgressDrawTarget::stderr_with_hz(10),
            ))
        });
        Arc::new(Self { bar, lang })
    }

    fn with(&self, f: impl FnOnce(&mut ProgressBar)) {
        if let Some(bar) = &self.bar
            && let Ok(mut bar) = bar.lock()
        {
            f(&mut bar);
        }
    }

    /// Starts a stage that the core does not know of.
    pub(crate) fn named(&self, name: &str, steps: u64) {
        let template = if steps > 0 {
            "{msg:>12} [{bar:30}] {percent:>3} %  {eta}"
        } else {
            "{msg:>12} {spinner}"
        };
        self.with(|bar| {
            bar.finish_and_clear();
            *bar =
                ProgressBar::with_draw_target(Some(steps), ProgressDrawTarget::stderr_with_hz(10));
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> "));
            }
            bar.set_message(name.to_owned());
        });
    }

    pub(crate) fn set(&self, done: u64) {
        self.with(|bar| bar.set_position(done));
    }

    pub(crate) fn finish(&self) {
        self.with(|bar| bar.finish_and_clear());
    }
}

impl Observer for Progress {
    fn stage(&self, stage: Stage, steps: u64) {
        let key = match stage {
            Stage::Lists => "progress-lists",
            Stage::Read => "progress-read",
            Stage::Build => "progress-build",
            Stage::Snap => "progress-snap",
            Stage::Search => "progress-search",
            Stage::Walks => "progress-walks",
            Stage::Isochrones => "progress-isochrones",
            Stage::Census => "progress-census",
            Stage::Sites => "progress-sites",
            Stage::Audit => "progress-audit",
            Stage::Obstacles => "progress-obstacles",
            Stage::Gaps => "progress-gap-map",
            Stage::Write => "progress-write",
        };
        self.named(&text!(self.lang, key), steps);
    }

    fn advance(&self, steps: u64) {
        self.with(|bar| bar.inc(steps));
    }
}
