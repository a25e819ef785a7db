//! Progress on stderr: named stages with a bar and the time left, only where a person watches.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lifecircle_core::observer::{Observer, Stage};

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
        let name = match stage {
            Stage::Read => self.lang.pick("reading", "读取"),
            Stage::Build => self.lang.pick("building", "构建"),
            Stage::Snap => self.lang.pick("connecting", "连接"),
            Stage::Walks => self.lang.pick("preparing", "准备"),
            Stage::Search => self.lang.pick("searching", "搜索"),
            Stage::Isochrones => self.lang.pick("drawing", "绘制"),
            Stage::Gaps => self.lang.pick("gap map", "缺口图"),
            Stage::Write => self.lang.pick("writing", "写出"),
        };
        self.named(name, steps);
    }

    fn advance(&self, steps: u64) {
        self.with(|bar| bar.inc(steps));
    }
}
