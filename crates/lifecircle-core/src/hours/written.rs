//! Hours as Chinese lists write them, in the syntax of OpenStreetMap.
//!
//! Whatever is not understood to its last character gives nothing: half a text would say hours that are wrong.

use unicode_normalization::UnicodeNormalization;

/// The same hours in the syntax of OpenStreetMap, `None` where anything in the text is not understood.
pub(super) fn translate(text: &str) -> Option<String> {
    let tokens = Reader::new(text).tokens()?;
    let clauses = clauses(tokens)?;
    let written: Vec<String> = clauses.iter().map(Clause::write).collect();
    (!written.is_empty()).then(|| written.join("; "))
}

/// Days of the week, Monday being 0, and public holidays behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct DaySet(u8);

const HOLIDAYS: usize = 7;
const NAMES: [&str; 8] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH"];

impl DaySet {
    const WORKING: Self = Self(0b001_1111);
    const WEEKEND: Self = Self(0b110_0000);
    const EVERY: Self = Self(0b111_1111);
    const HOLIDAYS: Self = Self(1 << HOLIDAYS);

    /// From one day to another, over Sunday if need be.
    fn span(from: usize, to: usize) -> Self {
        let days = (0..7).take_while(|&i| i <= (7 + to - from) % 7);
        days.fold(Self::default(), |set, i| {
            set.and(Self(1 << ((from + i) % 7)))
        })
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn write(self) -> String {
        let days = (0..NAMES.len()).filter(|day| self.0 >> day & 1 == 1);
        days.map(|day| NAMES[day]).collect::<Vec<_>>().join(",")
    }
}

/// From one minute of the day to another, which may be of the next day.
type Span = (u16, u16);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Days(DaySet),
    Span(Span),
    Closed,
    /// `;`, `。`, the end of a line.
    Stop,
    /// `,` or `、`.
    Comma,
}

/// Some days, and when it is open on them.
#[derive(Clone, Debug, Default)]
struct Clause {
    days: Option<DaySet>,
    spans: Vec<Span>,
    closed: bool,
}

impl Clause {
    fn says_when(&self) -> bool {
        self.closed || !self.spans.is_empty()
    }

    fn write(&self) -> String {
        let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
        let span = |&(from, to): &Span| format!("{}-{}", time(from), time(to));
        let days = self.days.map(DaySet::write).unwrap_or_default();
        let when = if self.closed {
            "off".to_owned()
        } else {
            self.spans.iter().map(span).collect::<Vec<_>>().join(",")
        };
        format!("{days} {when}").trim().to_owned()
    }
}

/// Puts days and times together: days before their times, or behind them where nothing follows.
fn clauses(tokens: Vec<Token>) -> Option<Vec<Clause>> {
    let mut clauses: Vec<Clause> = Vec::new();
    let mut now = Clause::default();
    for token in tokens {
        match token {
            Token::Days(days) => {
                if now.says_when() {
                    clauses.push(std::mem::take(&mut now));
                }
                now.days = Some(now.days.unwrap_or_default().and(days));
            }
            Token::Span(_) if now.closed => return None,
            Token::Span(span) => now.spans.push(span),
            Token::Closed if now.spans.is_empty() => now.closed = true,
            Token::Closed => return None,
            Token::Stop => {
                if now.says_when() {
                    clauses.push(std::mem::take(&mut now));
                }
            }
            Token::Comma => {}
        }
    }
    if now.says_when() {
        clauses.push(now);
    } else if let Some(days) = now.days {
        // `9:00-18:00（周一至周五）`
        let [only] = clauses.as_mut_slice() else {
            return None;
        };
        if only.days.replace(days).is_some() {
            return None;
        }
    }
    Some(clauses)
}

/// Words for days.
const DAYS: [(&str, DaySet); 17] = [
    ("工作日", DaySet::WORKING),
    ("平日", DaySet::WORKING),
    ("双休日", DaySet::WEEKEND),
    ("周末", DaySet::WEEKEND),
    ("每天", DaySet::EVERY),
    ("每日", DaySet::EVERY),
    ("天天", DaySet::EVERY),
    ("全周", DaySet::EVERY),
    ("一周七天", DaySet::EVERY),
    ("全年无休", DaySet::EVERY),
    ("全年", DaySet::EVERY),
    ("无休", DaySet::EVERY),
    ("国家法定节假日", DaySet::HOLIDAYS),
    ("法定节假日", DaySet::HOLIDAYS),
    ("节假日", DaySet::HOLIDAYS),
    ("法定假日", DaySet::HOLIDAYS),
    ("公休日", DaySet::WEEKEND),
];
/// What a weekday begins with.
const WEEK: [&str; 3] = ["星期", "礼拜", "周"];
const WEEKDAYS: [(char, usize); 15] = [
    ('一', 0),
    ('二', 1),
    ('三', 2),
    ('四', 3),
    ('五', 4),
    ('六', 5),
    ('日', 6),
    ('天', 6),
    ('1', 0),
    ('2', 1),
    ('3', 2),
    ('4', 3),
    ('5', 4),
    ('6', 5),
    ('7', 6),
];
/// Words for a whole day.
const ALL_DAY: [&str; 12] = [
    "全天24小时",
    "24小时全天",
    "24小时",
    "二十四小时",
    "24h",
    "24H",
    "全天候",
    "全天",
    "7*24",
    "7x24",
    "7×24",
    "全日",
];
const CLOSED: [&str; 9] = [
    "不营业",
    "不开放",
    "不上班",
    "休息",
    "闭馆",
    "店休",
    "公休",
    "关门",
    "休",
];
/// Words that say nothing of when.
const NOISE: [&str; 15] = [
    "营业时间",
    "开放时间",
    "服务时间",
    "经营时间",
    "工作时间",
    "营业",
    "开放",
    "服务",
    "经营",
    "上班",
    "开门",
    "均",
    "(",
    ")",
    ":",
];
/// What stands between the ends of a span.
const UNTIL: [&str; 4] = ["-", "至", "到", "~"];
/// Parts of the day, and whether hours before noon are counted from noon.
const PARTS: [(&str, bool); 10] = [
    ("凌晨", false),
    ("早上", false),
    ("早晨", false),
    ("上午", false),
    ("中午", false),
    ("下午", true),
    ("傍晚", true),
    ("晚上", true),
    ("早", false),
    ("晚", true),
];
const NEXT_DAY: [&str; 4] = ["次日", "翌日", "第二天", "隔天"];

const HOUR: u16 = 60;
const DAY: u16 = 24 * HOUR;
const NOON: u16 = 12 * HOUR;

struct Reader {
    text: String,
    at: usize,
}

/// One end of a span.
#[derive(Clone, Copy)]
struct End {
    minute: u16,
    /// Whether the part of the day was said, and whether that is after noon.
    part: Option<bool>,
    next_day: bool,
}

impl Reader {
    /// Full-width letters become plain ones, and dashes of all kinds one.
    fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        for c in text.nfkc() {
            match c {
                '—' | '–' | '―' | '‐' | '‑' | '−' | 'ー' | '─' | '~' | '～' | '〜' => {
                    if !plain.ends_with('-') {
                        plain.push('-');
                    }
                }
                '-' if plain.ends_with('-') => {}
                '\n' | '\r' | '。' | '|' => plain.push(';'),
                c if c.is_whitespace() => {}
                c => plain.push(c),
            }
        }
        Self { text: plain, at: 0 }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// Passes one of these words, if one stands here.
    fn take(&mut self, words: &[&str]) -> bool {
        let found = words.iter().find(|word| self.rest().starts_with(**word));
        self.at += found.map_or(0, |word| word.len());
        found.is_some()
    }

    fn take_of<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| self.rest().starts_with(word));
        let &(word, value) = found?;
        self.at += word.len();
        Some(value)
    }

    fn tokens(mut self) -> Option<Vec<Token>> {
        let mut tokens = Vec::new();
        while !self.rest().is_empty() {
            if self.take(&[";"]) {
                tokens.push(Token::Stop);
            } else if self.take(&[",", "、"]) {
                tokens.push(Token::Comma);
            } else if self.take(&ALL_DAY) {
                tokens.push(Token::Span((0, DAY)));
                // `7×24小时`, `24小时营业`
                self.take(&["小时"]);
            } else if let Some(days) = self.days() {
                tokens.push(Token::Days(days));
            } else if self.take(&CLOSED) {
                tokens.push(Token::Closed);
            } else if let Some(span) = self.span() {
                tokens.push(Token::Span(span));
            } else if !self.take(&NOISE) {
                return None;
            }
        }
        Some(tokens)
    }

    fn days(&mut self) -> Option<DaySet> {
        if let Some(days) = self.take_of(&DAYS) {
            return Some(days);
        }
        let first = self.weekday(true)?;
        let start = self.at;
        if self.take(&UNTIL)
            && let Some(last) = self.weekday(false)
        {
            return Some(DaySet::span(first, last));
        }
        self.at = start;
        Some(DaySet::span(first, first))
    }

    /// A weekday; where one is expected `五` is enough.
    fn weekday(&mut self, needs_week: bool) -> Option<usize> {
        let start = self.at;
        let has_week = self.take(&WEEK);
        let mut next = self.rest().chars();
        let day = next.next().and_then(|c| {
            let found = WEEKDAYS.iter().find(|day| day.0 == c)?;
            // `周1` is a day, but the 1 of `周一至10:00` is not.
            let is_plain = !c.is_ascii_digit() || has_week;
            is_plain.then_some(*found)
        });
        match day {
            Some((c, day)) if has_week || !needs_week => {
                self.at += c.len_utf8();
                Some(day)
            }
            _ => {
                self.at = start;
                None
            }
        }
    }

    fn span(&mut self) -> Option<Span> {
        let start = self.at;
        let span = self.end().and_then(|from| {
            let to = self.take(&UNTIL).then(|| self.end()).flatten()?;
            joined(from, to)
        });
        if span.is_none() {
            self.at = start;
        }
        span
    }

    /// A time of day: `8:00`, `8点`, `8时30分`, `下午2点半`.
    fn end(&mut self) -> Option<End> {
        let mut next_day = self.take(&NEXT_DAY);
        let part = self.take_of(&PARTS);
        next_day |= self.take(&NEXT_DAY);
        let hour = self.number()?;
        let minute = if self.take(&[":"]) {
            let minute = self.number()?;
            // Seconds, as programs write them.
            if self.rest().starts_with(":00") {
                self.at += ":00".len();
            }
            minute
        } else if self.take(&["点", "时"]) {
            if self.take(&["半"]) {
                30
            } else {
                let minute = self.number().unwrap_or(0);
                self.take(&["分"]);
                minute
            }
        } else {
            return None;
        };
        if hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
            return None;
        }
        let told = hour * HOUR + minute;
        let minute = if part == Some(true) && told < NOON {
            told + NOON
        } else {
            told
        };
        Some(End {
            minute,
            part,
            next_day,
        })
    }

    /// A number of one or two digits.
    fn number(&mut self) -> Option<u16> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest()[..digits].parse().ok();
        let number = number.filter(|_| digits <= 2)?;
        self.at += digits;
        Some(number)
    }
}

/// Both ends as one span; the end may be of the next day.
fn joined(from: End, to: End) -> Option<Span> {
    if from.next_day || from.minute >= DAY {
        return None;
    }
    let mut end = to.minute;
    // `下午2:00-5:30`
    if to.part.is_none() && from.part == Some(true) && end < from.minute && end < NOON {
        end += NOON;
    }
    let is_past_noon_unsaid = to.part.is_none() && from.part == Some(false) && end <= from.minute;
    if is_past_noon_unsaid && !to.next_day {
        return None;
    }
    if to.next_day || end < from.minute {
        end += DAY;
    }
    (end > from.minute && end <= 2 * DAY).then_some((from.minute, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_understood() {
        for (text, written) in [
            ("08:00-22:00", "08:00-22:00"),
            ("8:00—21:30", "08:00-21:30"),
            ("8：00～21：30", "08:00-21:30"),
            ("8:00——21:30", "08:00-21:30"),
            ("8点-22点", "08:00-22:00"),
            ("8点半到晚上9点", "08:30-21:00"),
            ("上午8:00-11:30，下午2:00-5:30", "08:00-11:30,14:00-17:30"),
            ("24小时营业", "00:00-24:00"),
            ("全天", "00:00-24:00"),
            ("7×24小时", "00:00-24:00"),
            (
                "周一至周五 9:00-18:00；周末休息",
                "Mo,Tu,We,Th,Fr 09:00-18:00; Sa,Su off",
            ),
            (
                "周一至周五9:00-18:00,周六9:00-12:00",
                "Mo,Tu,We,Th,Fr 09:00-18:00; Sa 09:00-12:00",
            ),
            ("周一、周三 9:00-12:00", "Mo,We 09:00-12:00"),
            ("周六至周一 9:00-12:00", "Mo,Sa,Su 09:00-12:00"),
            (
                "周一-五:09:00-17:00;周六至周日:09:00-16:00",
                "Mo,Tu,We,Th,Fr 09:00-17:00; Sa,Su 09:00-16:00",
            ),
            ("9:00-18:00（周一至周五）", "Mo,Tu,We,Th,Fr 09:00-18:00"),
            (
                "10:00-22:00（周末10:00-23:00）",
                "10:00-22:00; Sa,Su 10:00-23:00",
            ),
            (
                "营业时间：每天 06:00-次日02:00",
                "Mo,Tu,We,Th,Fr,Sa,Su 06:00-26:00",
            ),
            ("18:00-02:00", "18:00-26:00"),
            (
                "工作日9:00-17:00 节假日休息",
                "Mo,Tu,We,Th,Fr 09:00-17:00; PH off",
            ),
            ("9:00:00-21:00:00", "09:00-21:00"),
        ] {
            assert_eq!(translate(text).as_deref(), Some(written), "{text}");
        }
    }

    #[test]
    fn half_understood_is_not_understood() {
        for text in [
            "以店内公告为准",
            "9:00-18:00，夏季延长",
            "周一至周五",
            "8:00",
            "上午9:00-5:00",
            "25:00-26:00",
            "9:00-18:60",
            "8:00-20:00 休息",
            "5月-10月 8:00-20:00",
            "不定时",
            "12345",
            "",
        ] {
            assert_eq!(translate(text), None, "{text}");
        }
    }
}
