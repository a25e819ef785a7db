//! Opening hours as surveyors write them, and whether each text says that a shop is open at three times.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::census::{Census, Row};
use crate::counted::is_outlet;
use crate::fates::Fate;
use crate::formats::FORMATS;

/// A Tuesday night, a Sunday morning, and National Day, a Thursday.
const TIMES: [&str; 3] = ["Tue 22:00", "Sun 10:00", "2026-10-01 09:00"];

/// What a text says of each time: `Some` of open or closed; `None` where nobody can read it.
type Says = Option<[bool; 3]>;

/// The texts that most rows have.
const PLAIN: [(&str, Says); 6] = [
    ("07:00-22:00", Some([false, true, true])),
    ("7:00—22:00", Some([false, true, true])),
    ("08:00-21:00", Some([false, true, true])),
    ("6:30-20:30", Some([false, true, true])),
    ("09:00-18:00", Some([false, true, true])),
    ("24小时", Some([true, true, true])),
];
/// Texts that are planted in turn.
const PLANTED: [(&str, Says); 9] = [
    (
        "周一至周五 9:00-18:00；周末休息",
        Some([false, false, true]),
    ),
    ("18:00-次日02:00", Some([true, false, false])),
    ("看情况", None),
    ("上午8:00-11:30，下午2:00-5:30", Some([false, true, true])),
    ("全天", Some([true, true, true])),
    ("08:00-61:00", None),
    ("8点半到晚上10点半", Some([true, true, true])),
    ("Mo-Su 09:00-21:00; PH off", Some([false, true, false])),
    ("早上到晚上", None),
];
/// Every so many rows one is planted.
const EVERY: usize = 7;

/// Plants them in rows that stand for an outlet alone.
pub(crate) fn plant(rows: &mut [Row]) {
    let ids = |is: fn(&Fate) -> bool| -> Vec<String> {
        let own = rows.iter().filter(|row| is(&row.fate));
        own.map(|row| row.id.clone()).collect()
    };
    let repeated = ids(|fate| matches!(fate, Fate::Repeat { .. }));
    let changed = ids(|fate| *fate == Fate::Repeat { exact: false });
    // Whichever of two rows with other hours counts, it says the same.
    for row in rows.iter_mut().filter(|row| changed.contains(&row.id)) {
        row.hours = match row.fate {
            Fate::Repeat { .. } => "7:00—22:00",
            _ => "07:00-22:00",
        };
    }
    let alone = rows.iter_mut().filter(|row| {
        matches!(row.fate, Fate::OnlyList | Fate::Renamed { .. }) && !repeated.contains(&row.id)
    });
    let device = |row: &&mut Row| !FORMATS[row.formats[0]].is_device;
    let texts = PLANTED.iter().cycle();
    for (row, (text, _)) in alone.filter(device).step_by(EVERY).zip(texts) {
        row.hours = text;
    }
}

/// Outlets by format that are open, closed and unknown at each time.
pub(crate) fn truth(census: &Census) -> Value {
    let says = |text: &str| {
        let known = PLAIN.iter().chain(&PLANTED).find(|known| known.0 == text);
        known.map(|known| known.1)
    };
    let (mut missing, mut malformed) = (0_u64, 0_u64);
    let mut times = vec![BTreeMap::<&str, [u64; 3]>::new(); TIMES.len()];
    for row in census.rows.iter().filter(|row| is_outlet(row)) {
        let says = says(row.hours);
        match says {
            None => missing += 1,
            Some(None) => malformed += 1,
            Some(Some(_)) => {}
        }
        for (time, formats) in times.iter_mut().enumerate() {
            let state = says.flatten().map_or(2, |open| usize::from(!open[time]));
            for &format in &row.formats {
                formats.entry(FORMATS[format].word).or_default()[state] += 1;
            }
        }
    }
    let told = TIMES.iter().zip(times).map(|(time, formats)| {
        let formats = formats.into_iter().map(|(word, [open, closed, unknown])| {
            (
                word.to_owned(),
                json!({ "open": open, "closed": closed, "unknown": unknown }),
            )
        });
        (
            (*time).to_owned(),
            Value::from(formats.collect::<serde_json::Map<_, _>>()),
        )
    });
    json!({
        "missing": missing,
        "malformed": malformed,
        "malformed_texts": PLANTED.iter().filter(|text| text.1.is_none()).map(|text| text.0).collect::<Vec<_>>(),
        "at": told.collect::<serde_json::Map<_, _>>(),
    })
}
