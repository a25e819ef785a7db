//! Takes the script that draws a report's page out of the crate that carries it: deflated, and without the script for
//! formulas beside it, so that programs hold 1.4 MB of it in place of 7.6 MB.

use std::error::Error;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// What the script says of itself in its first bytes.
const MARK: &str = "plotly.js v";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let sources = plotly::Plot::offline_js_sources();
    let scripts = sources.split("</script>");
    let mut scripts = scripts.filter_map(|script| Some(script.split_once('>')?.1));
    let begins = |script: &&str| script.chars().take(200).collect::<String>().contains(MARK);
    let plotly = scripts
        .find(begins)
        .ok_or("the crate plotly holds no plotly.js")?;
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(plotly.as_bytes())?;
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join("plotly.js.z"), packed.finish()?)?;
    Ok(())
}
