//! Who is covered in each hour of a week, and what that costs beside one check and beside 168 checks at a time.
//!
//! `cargo run --release -p lifecircle-examples --example week_of_hours -- city.osm.pbf`
#![allow(clippy::print_stdout, reason = "a program whose output is its result")]

use std::time::Instant;

use lifecircle::{CheckOptions, City, CityOptions, Error, Moment, Source};

fn main() -> Result<(), Error> {
    let city = City::open(
        Source::from(std::env::args().nth(1)),
        &CityOptions::default(),
    )?;
    // The walks are made at the first question.
    city.check(&CheckOptions::default())?;
    let timed = |options: &CheckOptions| {
        let begin = Instant::now();
        let check = city.check(options);
        check.map(|check| (check, begin.elapsed()))
    };
    let mut checks = Vec::new();
    let mut weeks = Vec::new();
    for _ in 0..5 {
        checks.push(timed(&CheckOptions::default())?.1);
        let options = CheckOptions {
            week: true,
            ..CheckOptions::default()
        };
        let (check, both) = timed(&options)?;
        weeks.push(both);
        if let Some(week) = check.week().filter(|_| weeks.len() == 1) {
            for (hour, shares) in week.sums.joint.iter().enumerate().step_by(6) {
                println!(
                    "{} {:02}:00 {} homes",
                    hour / 24,
                    hour % 24,
                    shares.homes.covered
                );
            }
        }
    }
    checks.sort_unstable();
    weeks.sort_unstable();
    println!(
        "one check: {:?}; a check and the week: {:?} (medians of 5)",
        checks[2], weeks[2]
    );
    let begin = Instant::now();
    for hour in 0..168u16 {
        let at = Moment::on_weekday(usize::from(hour / 24), hour % 24 * 60);
        city.check(&CheckOptions {
            at,
            ..CheckOptions::default()
        })?;
    }
    println!("168 checks at a time: {:?}", begin.elapsed());
    Ok(())
}
