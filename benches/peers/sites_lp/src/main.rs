//! The maximal covering of a `covering.csv` as a mixed integer program, solved by microlp, beside what Lifecircle found.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use good_lp::{Expression, Solution, SolverModel, constraint, microlp, variable, variables};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .ok_or("give the folder of `lifecircle sites -o`")?;
    let folder = PathBuf::from(folder);
    let plan: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("sites.json"))?)?;
    let count = plan["sites"].as_array().map_or(0, Vec::len);
    let mut people: BTreeMap<String, f64> = BTreeMap::new();
    let mut sites_of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut pairs = 0;
    for row in csv::Reader::from_path(folder.join("covering.csv"))?.records() {
        let row = row?;
        people.insert(row[1].to_owned(), row[2].parse()?);
        sites_of
            .entry(row[1].to_owned())
            .or_default()
            .insert(row[0].to_owned());
        pairs += 1;
    }
    // Homes that the same candidates cover count as one.
    let mut groups: BTreeMap<&BTreeSet<String>, f64> = BTreeMap::new();
    for (home, sites) in &sites_of {
        *groups.entry(sites).or_default() += people[home];
    }
    let begin = Instant::now();
    let mut model = variables!();
    let names: BTreeSet<&String> = sites_of.values().flatten().collect();
    let site_count = names.len();
    let open: BTreeMap<&String, _> = names
        .into_iter()
        .map(|site| (site, model.add(variable().binary())))
        .collect();
    let covered: Vec<_> = groups
        .iter()
        .map(|(sites, &people)| (*sites, people, model.add(variable().min(0).max(1))))
        .collect();
    let gained: Expression = covered
        .iter()
        .map(|&(_, people, covered)| people * covered)
        .sum();
    let mut problem = model.maximise(gained.clone()).using(microlp);
    problem = problem.with(constraint!(
        open.values().sum::<Expression>() <= count as f64
    ));
    for (sites, _, covered) in &covered {
        let near: Expression = sites.iter().map(|site| open[site]).sum();
        problem = problem.with(constraint!(*covered <= near));
    }
    let solution = problem.solve()?;
    let theirs = solution.eval(&gained);
    println!(
        "{site_count} candidates, {} homes in {} groups, {pairs} pairs, {count} sites",
        people.len(),
        covered.len()
    );
    println!(
        "microlp: {theirs:.3} people in {:.2} s",
        begin.elapsed().as_secs_f64()
    );
    println!(
        "lifecircle: {} people, bound {}, proved: {}",
        plan["value"], plan["bound"], plan["is_best"]
    );
    Ok(())
}
