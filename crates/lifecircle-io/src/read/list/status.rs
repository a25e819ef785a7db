//! Whether a place is open, in the words of registers.

use lifecircle_core::place::Status;

/// Words for what is open. A word is looked for whole.
const OPEN: [&str; 17] = [
    "",
    "营业",
    "营业中",
    "正常",
    "正常营业",
    "在营",
    "在业",
    "存续",
    "开业",
    "开放",
    "是",
    "open",
    "active",
    "operating",
    "yes",
    "true",
    "1",
];
/// Words for what is closed for good; any of them inside of a text says so.
const CLOSED: [&str; 17] = [
    "停业", "关闭", "关门", "关停", "歇业", "倒闭", "注销", "吊销", "拆除", "拆迁", "撤店", "闭店",
    "撤销", "closed", "inactive", "disused", "vacant",
];
/// The same as whole words.
const CLOSED_WHOLE: [&str; 4] = ["否", "no", "false", "0"];
/// Words that make a word of the former say less.
const FOR_NOW: [&str; 4] = ["暂停", "暂时", "临时", "temporar"];

/// What a register says. Words for neither, as 装修 or planned, are unknown.
pub(super) fn of(text: &str) -> Status {
    let word = text.trim().to_lowercase();
    let word = word.as_str();
    if OPEN.contains(&word) {
        return Status::Open;
    }
    let for_now = FOR_NOW.iter().any(|part| word.contains(part));
    let is_closed = CLOSED_WHOLE.contains(&word) || CLOSED.iter().any(|part| word.contains(part));
    if is_closed && !for_now {
        Status::Closed
    } else {
        Status::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_registers() {
        for (word, status) in [
            ("", Status::Open),
            ("营业", Status::Open),
            ("Open", Status::Open),
            ("停业", Status::Closed),
            ("已关闭", Status::Closed),
            ("permanently closed", Status::Closed),
            ("否", Status::Closed),
            ("暂停营业", Status::Unknown),
            ("temporarily closed", Status::Unknown),
            ("装修", Status::Unknown),
            ("planned", Status::Unknown),
        ] {
            assert_eq!(of(word), status, "{word}");
        }
    }
}
