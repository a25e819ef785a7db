//! temp
use lifecircle::{CheckOptions, City, CityOptions, Scenario};
use std::time::Instant;
fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1).unwrap();
    let city = City::open(std::path::PathBuf::from(file), &CityOptions::default())?;
    let options = CheckOptions::default();
    let _ = city.check(&options)?;
    let net = city.network()?;
    let gate = net
        .passages
        .iter()
        .find(|p| *p.1 == lifecircle_core::osm::Passage::Private)
        .map(|p| net.node_osm[*p.0 as usize])
        .unwrap();
    let close = city
        .facilities()
        .rows
        .iter()
        .find(|r| r.element.is_some())
        .unwrap()
        .id
        .clone();
    let at = city.residences().ways_in_of(100)[0].at;
    let cases = [
        (
            "add",
            format!(
                "[[add]]\nid=\"x\"\ncategory=\"market\"\nlon={}\nlat={}\n",
                at.lon, at.lat
            ),
        ),
        ("close", format!("[[close]]\nid=\"{close}\"\n")),
        ("gate", format!("[[open]]\nid=\"node/{gate}\"\n")),
    ];
    for _ in 0..4 {
        for (name, text) in &cases {
            let s = Scenario::parse("x.toml", text, city.categories())?;
            let t = Instant::now();
            let with = city.with(&s)?;
            let a = t.elapsed();
            let t = Instant::now();
            let _check = with.check(&options)?;
            println!("{name}: with {:?} check {:?}", a, t.elapsed());
        }
        let t = Instant::now();
        let _ = city.check(&options)?;
        println!("plain check {:?}", t.elapsed());
    }
    Ok(())
}
