//! Long work stops when it is told to, in whichever step, and leaves nothing.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use lifecircle::{
    AreaOptions, CheckOptions, City, CityOptions, Error, FileOptions, Gates, IsochroneOptions,
    KernelChoice, MatrixOptions, Observer, ObstacleOptions, OriginChoice, PlaceSet, Source, Stage,
};

/// How long stopping may take: a hundredth of a second or so, a tenth at most; tests run on busy machines.
const PATIENCE: Duration = Duration::from_secs(2);

/// Wants a stage to stop after it has been asked some times; remembers when.
struct Stopper {
    at: Stage,
    /// Times it is asked in that stage before it says yes.
    after: u64,
    asked: AtomicU64,
    stage: Mutex<Option<Stage>>,
    said: Mutex<Option<Instant>>,
}

impl Stopper {
    fn new(at: Stage, after: u64) -> Arc<Self> {
        Arc::new(Self {
            at,
            after,
            asked: AtomicU64::new(0),
            stage: Mutex::new(None),
            said: Mutex::new(None),
        })
    }

    /// How long ago it said yes.
    fn since(&self) -> Option<Duration> {
        self.said.lock().unwrap().map(|said| said.elapsed())
    }
}

impl Observer for Stopper {
    fn stage(&self, stage: Stage, _: u64) {
        *self.stage.lock().unwrap() = Some(stage);
    }

    fn advance(&self, _: u64) {}

    fn cancelled(&self) -> bool {
        if *self.stage.lock().unwrap() != Some(self.at) {
            return false;
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) < self.after {
            return false;
        }
        self.said.lock().unwrap().get_or_insert_with(Instant::now);
        true
    }
}

/// The source that is asked: the demo city, or the file of `LIFECIRCLE_CANCEL` for times by hand.
fn source() -> Source {
    Source::from(std::env::var_os("LIFECIRCLE_CANCEL"))
}

fn open(observer: Arc<dyn Observer + Send>) -> Result<City, Error> {
    City::open_observed(source(), &CityOptions::default(), observer)
}

/// Runs `ask` so that it is stopped early, later and late in a stage; tells how often it was.
fn stopped(stage: Stage, ask: impl Fn(Arc<Stopper>) -> Result<(), Error>) -> u32 {
    let mut stops = 0;
    for after in [0, 3, 40, 500, 5_000] {
        let stopper = Stopper::new(stage, after);
        let result = ask(Arc::clone(&stopper));
        let Some(since) = stopper.since() else {
            // The stage was over before it was asked so often.
            assert!(result.is_ok(), "{stage:?}: {result:?}");
            break;
        };
        assert!(
            matches!(result, Err(Error::Cancelled(_))),
            "{stage:?}: {result:?}"
        );
        println!("{stage:?} after {after}: {} ms", since.as_millis());
        assert!(since < PATIENCE, "{stage:?} took {since:?} to stop");
        stops += 1;
    }
    stops
}

#[test]
fn opening_stops_while_reading_building_and_connecting() {
    for stage in [Stage::Read, Stage::Build, Stage::Snap] {
        assert!(stopped(stage, |stopper| open(stopper).map(drop)) > 0);
    }
}

#[test]
fn questions_stop() {
    let city = City::open(source(), &CityOptions::default()).unwrap();
    let check = |kernel| {
        let city = &city;
        move |stopper: Arc<Stopper>| {
            let options = CheckOptions {
                engine: lifecircle::EngineChoice::Forward,
                kernel,
                ..CheckOptions::default()
            };
            city.observed_by(stopper).check(&options).map(drop)
        }
    };
    assert!(stopped(Stage::Search, check(KernelChoice::Bounded)) > 0);
    assert!(stopped(Stage::Search, check(KernelChoice::Sweep)) > 0);
    let gaps = |stopper: Arc<Stopper>| {
        let check = city.observed_by(stopper).check(&CheckOptions::default())?;
        check.gaps(AreaOptions::default()).map(drop)
    };
    assert!(stopped(Stage::Gaps, gaps) > 0);
    let isochrones = |stopper: Arc<Stopper>| {
        let origins = OriginChoice {
            every_home: true,
            ..OriginChoice::default()
        };
        let city = city.observed_by(stopper);
        let isochrones = city.isochrones(&origins, &IsochroneOptions::default())?;
        isochrones.for_each(|_, _| (), |_, ()| Ok(()))
    };
    assert!(stopped(Stage::Isochrones, isochrones) > 0);
    let matrix = |stopper: Arc<Stopper>| {
        let options = MatrixOptions {
            from: PlaceSet::Homes,
            to: PlaceSet::Homes,
            limit_ms: 900_000,
            gates: Gates::Tagged,
            walker: None,
            kernel: KernelChoice::Auto,
        };
        let matrix = city.observed_by(stopper).matrix(&options)?;
        matrix.for_each(|_, _| Ok::<_, Error>(())).map(drop)
    };
    assert!(stopped(Stage::Search, matrix) > 0);
}

#[test]
fn looking_for_obstacles_and_doubt_stops() {
    let options = CityOptions {
        surroundings: true,
        ..CityOptions::default()
    };
    let city = City::open(source(), &options).unwrap();
    let obstacles = |stopper: Arc<Stopper>| {
        let city = city.observed_by(stopper);
        city.obstacles(&ObstacleOptions::default()).map(drop)
    };
    assert!(stopped(Stage::Obstacles, obstacles) > 0);
    let doubt = |stopper: Arc<Stopper>| {
        let options = CheckOptions {
            doubt: true,
            ..CheckOptions::default()
        };
        city.observed_by(stopper).check(&options).map(drop)
    };
    assert!(stopped(Stage::Obstacles, doubt) > 0);
}

#[test]
fn writing_stops_and_leaves_no_file() {
    let city = City::open(source(), &CityOptions::default()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let results = home.path().join("results");
    let write = |stopper: Arc<Stopper>| {
        let check = city.observed_by(stopper).check(&CheckOptions::default())?;
        let written = check.write(&results, &FileOptions::default());
        let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
        assert!(written.is_ok() || left.is_empty(), "{left:?}");
        written.map(drop)
    };
    assert!(stopped(Stage::Write, write) > 0);
    write(Stopper::new(Stage::Write, u64::MAX)).unwrap();
    let names = std::fs::read_dir(&results).unwrap().count();
    // Five layers, each with two styles; summary and manifest.
    assert_eq!(names, 17);
}

/// Counts the stages it hears of.
#[derive(Default)]
struct Counter(Mutex<Vec<Stage>>);

impl Observer for Counter {
    fn stage(&self, stage: Stage, _: u64) {
        self.0.lock().unwrap().push(stage);
    }

    fn advance(&self, _: u64) {}
}

#[test]
fn walks_are_prepared_once_for_all_questions() {
    let counter = Arc::new(Counter::default());
    let city = City::open_observed(Source::Demo, &CityOptions::default(), counter.clone()).unwrap();
    let check = city.check(&CheckOptions::default()).unwrap();
    for home in [0, 7, 99] {
        check.explain(home).unwrap();
    }
    check.gaps(AreaOptions::default()).unwrap();
    let origins = OriginChoice {
        every_home: true,
        ..OriginChoice::default()
    };
    let isochrones = city
        .isochrones(&origins, &IsochroneOptions::default())
        .unwrap();
    let each = isochrones.for_each(|_, _| (), |_, ()| Ok::<_, Error>(()));
    each.unwrap();
    let stages = counter.0.lock().unwrap();
    let prepared = stages.iter().filter(|&&stage| stage == Stage::Walks);
    assert_eq!(
        prepared.count(),
        2,
        "all rules are in minutes: one metric, and one with all gates open, which explanations ask"
    );
}
