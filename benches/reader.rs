//! Times reading a file beside the bare pass over it, in turns, in one process.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::time::{Duration, Instant};

use anyhow::Context;
use lifecircle_core::observer::Silent;
use lifecircle_core::osm::{bare_pass, read};
use lifecircle_core::place::CategoryTable;

/// CPU time of all threads so far, where the system tells it (Linux): on a busy machine the only
/// time that can be compared.
fn cpu() -> Duration {
    let Ok(threads) = std::fs::read_dir("/proc/self/task") else {
        return Duration::ZERO;
    };
    let of_thread = |path: std::path::PathBuf| -> Option<u64> {
        let text = std::fs::read_to_string(path.join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse().ok()
    };
    let nanos = threads.flatten().filter_map(|t| of_thread(t.path()));
    Duration::from_nanos(nanos.sum())
}

/// Wall and CPU times of one kind of run.
struct Times {
    name: &'static str,
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

impl Times {
    fn of(name: &'static str) -> Self {
        let (wall, cpu) = (Vec::new(), Vec::new());
        Self { name, wall, cpu }
    }

    fn add<T>(&mut self, f: impl FnOnce() -> T) -> T {
        let (start, cpu_before) = (Instant::now(), cpu());
        let result = f();
        self.wall.push(start.elapsed());
        self.cpu.push(cpu().saturating_sub(cpu_before));
        result
    }

    fn print(&mut self) {
        self.wall.sort();
        self.cpu.sort();
        let ms = |times: &[Duration]| (times[times.len() / 2].as_millis(), times[0].as_millis());
        let ((wall, least_wall), (cpu, least_cpu)) = (ms(&self.wall), ms(&self.cpu));
        println!(
            "{}: wall {wall} ms (least {least_wall}), CPU {cpu} ms (least {least_cpu})",
            self.name
        );
    }
}

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().context("usage: reader FILE.osm.pbf [ROUNDS]")?;
    let rounds: usize = args.next().map_or(Ok(7), |n| n.parse())?;
    let file = std::fs::File::open(&path).with_context(|| path.clone())?;
    let table = CategoryTable::built_in();
    let (mut bare, mut whole) = (Times::of("bare pass"), Times::of("read"));
    for _ in 0..rounds.max(1) {
        bare.add(|| bare_pass(&file))?;
        whole.add(|| read(&file, &table, &Silent))?;
    }
    println!("{path}, medians of {rounds} rounds in turns");
    bare.print();
    whole.print();
    Ok(())
}
