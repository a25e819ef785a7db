//! One city, asked by many threads at once, answers as it answers one.

use std::fmt::Write;
use std::sync::Arc;
use std::thread;

use lifecircle::rules::{Pack, Rules};
use lifecircle::{
    AreaOptions, CheckOptions, City, CityOptions, Error, Gates, IsochroneOptions, KernelChoice,
    MatrixOptions, OriginChoice, PlaceSet, Scope, Source,
};

type Question = fn(&City) -> String;

/// What can be asked, each answered as text that tells every value.
const QUESTIONS: [Question; 8] = [
    |city| checked(city, &CheckOptions::default()),
    |city| {
        let pack = Pack::open("gb50180", city.categories()).unwrap();
        let options = CheckOptions {
            rules: Rules::Pack(Arc::new(pack)),
            ..CheckOptions::default()
        };
        checked(city, &options)
    },
    |city| {
        let options = CheckOptions {
            gates: Gates::Closed,
            ..CheckOptions::default()
        };
        checked(city, &options)
    },
    |city| {
        let check = city.check(&CheckOptions::default()).unwrap();
        let gaps = check.gaps(AreaOptions::default()).unwrap();
        format!("{:?}", gaps.of(Scope::Joint))
    },
    |city| {
        let options = MatrixOptions {
            from: PlaceSet::Homes,
            to: PlaceSet::Facilities(None),
            limit_ms: 600_000,
            gates: Gates::Tagged,
            walker: None,
            kernel: KernelChoice::Auto,
        };
        let mut rows = String::new();
        let matrix = city.matrix(&options).unwrap();
        let told = matrix.for_each(|start, walks| {
            writeln!(rows, "{start}: {walks:?}").unwrap();
            Ok::<_, Error>(())
        });
        told.unwrap();
        rows
    },
    |city| {
        let origins = OriginChoice {
            every_home: true,
            ..OriginChoice::default()
        };
        let options = IsochroneOptions {
            limits_ms: vec![300_000],
            ..IsochroneOptions::default()
        };
        let isochrones = city.isochrones(&origins, &options).unwrap();
        let mut told = String::new();
        let each = isochrones.for_each(
            |origin, reached| format!("{}: {reached:?}\n", origin.id),
            |_, line| {
                told.push_str(&line);
                Ok::<_, Error>(())
            },
        );
        each.unwrap();
        told
    },
    |city| {
        let check = city.check(&CheckOptions::default()).unwrap();
        let homes = (0..city.residences().count()).step_by(200);
        let why: Vec<_> = homes.map(|home| check.explain(home)).collect();
        format!("{why:?}")
    },
    |city| format!("{:?} {}", city.inspect(), city.to_bytes().unwrap().len()),
];

fn checked(city: &City, options: &CheckOptions) -> String {
    let check = city.check(options).unwrap();
    format!("{:?} {:?}", check.coverage().rules, check.summary())
}

fn demo() -> City {
    City::open(Source::Demo, &CityOptions::default()).unwrap()
}

#[test]
fn a_city_can_be_sent_and_shared() {
    fn owned<T: Send + Sync + Clone + 'static>() {}
    owned::<City>();
}

#[test]
fn eight_threads_get_the_answers_of_one() {
    let alone: Vec<String> = QUESTIONS.iter().map(|ask| ask(&demo())).collect();
    let city = demo();
    let asking: Vec<_> = QUESTIONS
        .iter()
        .map(|&ask| {
            let city = city.clone();
            thread::spawn(move || ask(&city))
        })
        .collect();
    for (i, (asked, alone)) in asking.into_iter().zip(alone).enumerate() {
        assert!(asked.join().unwrap() == alone, "question {i} differs");
    }
}

#[test]
fn a_city_made_before_gives_the_same_answers() {
    let city = demo();
    let source = Source::Bytes {
        name: "demo.lcn".to_owned(),
        bytes: city.to_bytes().unwrap().into(),
    };
    let again = City::open(source, &CityOptions::default()).unwrap();
    for (i, ask) in QUESTIONS.iter().enumerate() {
        assert!(ask(&city) == ask(&again), "question {i} differs");
    }
}
