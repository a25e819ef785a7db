//! What the parser reads otherwise than the specification and the reference implementation do (docs/hours.md).
//!
//! * A comment alone (`"by appointment"`, `10:00-18:00 "ring the bell"`) is unknown, unless `open` stands before it.
//! * An open end (`17:00+`) is unknown: nobody says until when.
//! * Hours past midnight belong to the day on which they begin, and the rules of the next day do not end them.
//! * What stands behind `||` holds wherever the rules before it are closed, be it for a part of a day.
//! * `Sa, Su 10:00-18:00` are the hours of both days, blank or not.

use opening_hours::{OpeningHours, RuleKind};
use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

const DAY: u16 = 24 * 60;

/// A text as it is evaluated.
pub(super) struct Mended {
    /// Rules, each layer where those before it are closed.
    pub(super) layers: Vec<Layer>,
    /// All rules, for what they ask for.
    pub(super) rules: Vec<RuleSequence>,
}

/// The rules of a day up to midnight, and what is left of them after it.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// What happens on the day itself.
    pub(super) day: OpeningHours,
    /// What goes on in the morning after it, if anything.
    pub(super) morning_after: Option<OpeningHours>,
}

/// Reads a text, `None` where it is not in the syntax of OpenStreetMap.
pub(super) fn read(text: &str) -> Option<Mended> {
    let folded = fold(text);
    let parsed: OpeningHours = folded.parse().ok()?;
    let mut rules = parsed.get_expression().rules.clone();
    let lower = folded.to_lowercase();
    for rule in &mut rules {
        let said = format!("open \"{}\"", rule.comment.to_lowercase());
        let is_comment = rule.kind == RuleKind::Open && !rule.comment.is_empty();
        if is_comment && !lower.contains(&said) {
            rule.kind = RuleKind::Unknown;
        }
    }
    let layers = rules.chunk_by(|_, next| next.operator != RuleOperator::Fallback);
    Some(Mended {
        layers: layers.map(Layer::of).collect::<Option<_>>()?,
        rules,
    })
}

impl Layer {
    fn of(rules: &[RuleSequence]) -> Option<Self> {
        let mut rules = rules.to_vec();
        if let Some(first) = rules.first_mut() {
            first.operator = RuleOperator::Normal;
        }
        let parts: Vec<Parts> = rules.iter().map(Parts::of).collect();
        let both = || rules.iter().zip(&parts);
        let day = both().flat_map(|(rule, parts)| parts.day(rule));
        let goes_on = parts.iter().any(Parts::goes_on);
        let morning_after = if goes_on {
            let rules = both().flat_map(|(rule, parts)| parts.morning_after(rule));
            Some(written(rules.collect())?)
        } else {
            None
        };
        Some(Self {
            day: written(day.collect())?,
            morning_after,
        })
    }
}

/// The hours of these rules.
fn written(rules: Vec<RuleSequence>) -> Option<OpeningHours> {
    let text = OpeningHoursExpression { rules }.to_string();
    text.parse().ok()
}

/// Days that a comma and a blank part become one list, and dashes of print become plain ones; comments stay as they are.
fn fold(text: &str) -> String {
    const DAYS: [&str; 9] = ["mo", "tu", "we", "th", "fr", "sa", "su", "ph", "sh"];
    let is_day = |word: Option<&str>| {
        word.is_some_and(|word| DAYS.iter().any(|day| word.eq_ignore_ascii_case(day)))
    };
    let parts = text.split('"').enumerate().map(|(i, part)| {
        if i % 2 == 1 {
            return part.to_owned();
        }
        let part = part.replace(['–', '—'], "-");
        let mut folded = String::with_capacity(part.len());
        for (i, piece) in part.split(", ").enumerate() {
            if i > 0 {
                let piece = piece.trim_start();
                let before = folded.len().checked_sub(2).and_then(|at| folded.get(at..));
                let joined = is_day(before) && is_day(piece.get(..2));
                folded.push_str(if joined { "," } else { ", " });
                folded.push_str(piece);
            } else {
                folded.push_str(piece);
            }
        }
        folded
    });
    parts.collect::<Vec<String>>().join("\"")
}

/// The spans of one rule on its day and after midnight: as the rule says, and unknown.
#[derive(Default)]
struct Parts {
    said: Vec<TimeSpan>,
    unknown: Vec<TimeSpan>,
    said_after: Vec<TimeSpan>,
    unknown_after: Vec<TimeSpan>,
}

impl Parts {
    fn of(rule: &RuleSequence) -> Self {
        let mut parts = Self::default();
        for span in &rule.time_selector.spans {
            let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
                let plain = TimeSpan {
                    open_end: false,
                    ..span.clone()
                };
                let to = if span.open_end {
                    &mut parts.unknown
                } else {
                    &mut parts.said
                };
                to.push(plain);
                continue;
            };
            let start = start.mins_from_midnight();
            let mut end = end.mins_from_midnight();
            if span.open_end && end == DAY {
                end = start;
            } else if end <= start {
                end += DAY;
            }
            parts.add(start, end, true);
            if span.open_end {
                parts.add(end, end + open_end(end % DAY), false);
            }
        }
        parts
    }

    fn add(&mut self, start: u16, end: u16, is_said: bool) {
        let (day, after) = if is_said {
            (&mut self.said, &mut self.said_after)
        } else {
            (&mut self.unknown, &mut self.unknown_after)
        };
        day.extend(span(start, end.min(DAY)));
        after.extend(span(start.max(DAY) - DAY, end.max(DAY) - DAY));
    }

    fn goes_on(&self) -> bool {
        !self.said_after.is_empty() || !self.unknown_after.is_empty()
    }

    fn day(&self, rule: &RuleSequence) -> Vec<RuleSequence> {
        rules_of(rule, &self.said, &self.unknown)
    }

    /// What a rule leaves for the morning; one that leaves nothing ends what rules before it leave on its days.
    fn morning_after(&self, rule: &RuleSequence) -> Vec<RuleSequence> {
        if self.goes_on() {
            return rules_of(rule, &self.said_after, &self.unknown_after);
        }
        let is_whole_day = self.said == span(0, DAY).into_iter().collect::<Vec<_>>();
        let ends = match rule.kind {
            RuleKind::Closed => is_whole_day,
            RuleKind::Open | RuleKind::Unknown => true,
        };
        if rule.operator != RuleOperator::Normal || !ends {
            return Vec::new();
        }
        let mut closed = rule.clone();
        closed.kind = RuleKind::Closed;
        closed.comment = "".into();
        closed.time_selector.spans = span(0, DAY).into_iter().collect();
        vec![closed]
    }
}

/// A rule as it is at some times, and unknown at others.
fn rules_of(rule: &RuleSequence, said: &[TimeSpan], unknown: &[TimeSpan]) -> Vec<RuleSequence> {
    let at = |spans: &[TimeSpan], kind, operator| {
        let mut rule = rule.clone();
        rule.time_selector.spans = spans.to_vec();
        rule.kind = kind;
        rule.operator = operator;
        (!spans.is_empty()).then_some(rule)
    };
    let beside = if said.is_empty() {
        rule.operator
    } else {
        RuleOperator::Additional
    };
    let said = at(said, rule.kind, rule.operator);
    let unknown = at(unknown, RuleKind::Unknown, beside);
    said.into_iter().chain(unknown).collect()
}

/// Minutes after which nobody is there any more, whenever it was that an open end began: as the reference has it.
fn open_end(from: u16) -> u16 {
    match from / 60 {
        0..17 => DAY - from,
        17..22 => 10 * 60,
        _ => 8 * 60,
    }
}

/// The span from one minute to another, if there is anything between.
fn span(start: u16, end: u16) -> Option<TimeSpan> {
    let time = ExtendedTime::from_mins_from_midnight;
    let both = time(start).zip(time(end)).filter(|_| start < end);
    both.map(|(start, end)| TimeSpan::fixed_range(start, end))
}
