//! Times the bare pass over a file: frame, inflate and parse every block, keeping nothing.
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::time::Instant;

use anyhow::Context;

fn main() -> anyhow::Result<()> {
    let path = std::env::args()
        .nth(1)
        .context("usage: bare_pass FILE.osm.pbf")?;
    let file = std::fs::File::open(&path).with_context(|| path.clone())?;
    let start = Instant::now();
    let blocks = lifecircle_core::osm::bare_pass(&file).with_context(|| path.clone())?;
    println!("{blocks} blocks in {:.3} s", start.elapsed().as_secs_f64());
    Ok(())
}
