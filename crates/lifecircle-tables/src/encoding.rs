//! The encoding of a text: declared, by its mark, or by what its bytes can be.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::{Place, TableError, TableFault};

/// Bytes beyond ASCII in a line from which on its being UTF-8 is no accident: of lines in GB18030 that are so long,
/// one in some ten thousand is.
const TELLING_BYTES: usize = 9;
/// One line in so many may look like UTF-8 in a file of another encoding.
const ACCIDENTS: usize = 1000;
/// Bytes in which marks of UTF-16 are looked for.
const LOOK_BYTES: usize = 4096;
/// The word for bytes that are no text in any encoding.
const NO_TEXT: &str = "no encoding";

/// A text and the encoding that it was in.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) encoding: &'static str,
}

/// Decodes a text: as declared, else by its byte order mark, else UTF-8 where it is that, else UTF-16, GB18030 or
/// what else it looks like.
///
/// # Errors
/// [`TableFault::UnknownEncoding`], [`TableFault::Undecodable`] and [`TableFault::MixedEncodings`], these with the
/// first line that does not fit.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<Decoded, TableError> {
    if let Some(given) = declared {
        let encoding = Encoding::for_label(given.trim().as_bytes());
        let encoding = encoding.ok_or_else(|| {
            let given = given.to_owned();
            TableError::whole(TableFault::UnknownEncoding { given })
        })?;
        return decode_as(bytes, encoding);
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return decode_as(bytes, encoding);
    }
    if let Some(encoding) = unmarked_utf_16(&bytes) {
        return decode_as(bytes, encoding);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(decoded(text, UTF_8)),
        Err(error) => error.into_bytes(),
    };
    let lines = Lines::of(&bytes);
    if lines.is_mostly_utf_8() {
        return Err(lines.mixed(&bytes, UTF_8));
    }
    let encoding = guess(&bytes);
    if lines.has_utf_8_inside() {
        return Err(lines.mixed(&bytes, encoding));
    }
    decode_as(bytes, encoding)
}

fn decoded(text: String, encoding: &'static Encoding) -> Decoded {
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    let encoding = encoding.name();
    Decoded { text, encoding }
}

fn decode_as(bytes: Vec<u8>, encoding: &'static Encoding) -> Result<Decoded, TableError> {
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) => Ok(decoded(text, UTF_8)),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                Err(undecodable(&error.as_bytes()[..good], encoding))
            }
        };
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
    match text {
        Some(text) => Ok(decoded(text.into_owned(), encoding)),
        None => Err(undecodable(decodable_part(&bytes, encoding), encoding)),
    }
}

fn undecodable(good: &[u8], encoding: &'static Encoding) -> TableError {
    let line = good.split(|&b| b == b'\n').count() as u64;
    let encoding = encoding.name();
    TableError::at(Place::Line(line), TableFault::Undecodable { encoding })
}

/// The bytes before the first that are no text in an encoding.
fn decodable_part<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut space = String::with_capacity(1 << 16);
    let mut read = 0;
    loop {
        space.clear();
        let (result, more) =
            decoder.decode_to_string_without_replacement(&bytes[read..], &mut space, true);
        read += more;
        match result {
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::InputEmpty => return bytes,
            encoding_rs::DecoderResult::Malformed(bad, after) => {
                let back = usize::from(bad) + usize::from(after);
                return &bytes[..read.saturating_sub(back)];
            }
        }
    }
}

/// UTF-16 without mark: separators, digits and line ends have a zero beside them, always on the same side.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(LOOK_BYTES)];
    let zeros = |offset: usize| {
        head.iter()
            .skip(offset)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 20 + 1;
    match (even, odd) {
        (0, odd) if odd >= enough => Some(UTF_16LE),
        (even, 0) if even >= enough => Some(UTF_16BE),
        _ => None,
    }
}

/// GB18030 where that is as likely as anything else, since these are tables of Chinese cities.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // What is doubtful is Chinese, unless letters beyond ASCII stand alone, as in western words.
    let region = (!has_letters_alone(bytes)).then_some(&b"cn"[..]);
    let guess = detector.guess(region, Utf8Detection::Deny);
    let is_text = |e: &'static Encoding| {
        e.decode_without_bom_handling_and_without_replacement(bytes)
            .is_some()
    };
    if guess == GBK || guess == GB18030 || !is_text(guess) {
        // All of GBK and more.
        GB18030
    } else {
        guess
    }
}

/// Whether half of the bytes beyond ASCII have none beside them: a Chinese character has two.
fn has_letters_alone(bytes: &[u8]) -> bool {
    let runs = bytes.split(u8::is_ascii).filter(|run| !run.is_empty());
    let (alone, all) = runs.fold((0_usize, 0_usize), |(alone, all), run| {
        (alone + usize::from(run.len() == 1), all + 1)
    });
    alone * 2 >= all
}

/// What the lines of a text that is not UTF-8 as a whole are, each by itself.
struct Lines {
    /// Lines with bytes beyond ASCII that are UTF-8, and their first.
    utf_8: usize,
    /// Of these, those of so many such bytes that it is no accident.
    telling: usize,
    first_telling: Option<u64>,
    /// Lines that are not UTF-8, and their first.
    other: usize,
    first_other: Option<u64>,
}

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let mut lines = Self {
            utf_8: 0,
            telling: 0,
            first_telling: None,
            other: 0,
            first_other: None,
        };
        for (number, line) in (1..).zip(bytes.split(|&b| b == b'\n')) {
            let beyond = line.iter().filter(|b| !b.is_ascii()).count();
            if beyond == 0 {
                continue;
            }
            if std::str::from_utf8(line).is_err() {
                lines.other += 1;
                lines.first_other.get_or_insert(number);
            } else {
                lines.utf_8 += 1;
                if beyond >= TELLING_BYTES {
                    lines.telling += 1;
                    lines.first_telling.get_or_insert(number);
                }
            }
        }
        lines
    }

    fn is_mostly_utf_8(&self) -> bool {
        self.utf_8 > self.other
    }

    fn has_utf_8_inside(&self) -> bool {
        self.telling > self.other / ACCIDENTS
    }

    fn mixed(&self, bytes: &[u8], most: &'static Encoding) -> TableError {
        let (line, other) = if most == UTF_8 {
            let line = self.first_other.unwrap_or(1);
            let at = usize::try_from(line - 1).unwrap_or(usize::MAX);
            let text = bytes.split(|&b| b == b'\n').nth(at).unwrap_or_default();
            let is_gb = GB18030
                .decode_without_bom_handling_and_without_replacement(text)
                .is_some();
            (line, if is_gb { GB18030.name() } else { NO_TEXT })
        } else {
            (self.first_telling.unwrap_or(1), UTF_8.name())
        };
        let most = most.name();
        TableError::at(
            Place::Line(line),
            TableFault::MixedEncodings { most, other },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "编号,名称,业态\n1,好又多便利店,便利店\n2,清江浦区农贸市场,菜市场\n";

    fn of(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes.to_vec(), None).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_that_tables_come_in() {
        let gb = GB18030.encode(TEXT).0.into_owned();
        let (le, be) = (
            utf_16(TEXT, u16::to_le_bytes),
            utf_16(TEXT, u16::to_be_bytes),
        );
        let cases = [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8"),
            (gb, "gb18030"),
            ([b"\xff\xfe".to_vec(), le.clone()].concat(), "UTF-16LE"),
            ([b"\xfe\xff".to_vec(), be.clone()].concat(), "UTF-16BE"),
            (le, "UTF-16LE"),
            (be, "UTF-16BE"),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(of(&bytes), (TEXT.to_owned(), encoding));
        }
        let spanish = "id;nombre\n1;Panadería Peñón\n2;Frutería Núñez\n";
        let latin = encoding_rs::WINDOWS_1252.encode(spanish).0;
        assert_eq!(of(&latin), (spanish.to_owned(), "windows-1252"));
    }

    #[test]
    fn a_declared_encoding_wins() {
        let text = "id,name\n1,臺北\n";
        let bytes = encoding_rs::BIG5.encode(text).0.into_owned();
        let decoded = decode(bytes.clone(), Some("big5")).unwrap();
        assert_eq!(decoded.text, text);
        let error = decode(b"a\nb\xff\n".to_vec(), Some("utf-8")).err().unwrap();
        assert_eq!(error.place, Place::Line(2));
        let error = decode(bytes, Some("klingon")).err().unwrap();
        assert!(matches!(error.what, TableFault::UnknownEncoding { .. }));
    }

    #[test]
    fn two_encodings_are_told_with_the_first_odd_line() {
        let gb = |text: &str| GB18030.encode(text).0.into_owned();
        let utf_8 = |text: &str| text.as_bytes().to_vec();
        let cases = [
            (
                [utf_8(TEXT), gb("3,淮安市人民商场,超市\n")].concat(),
                4,
                "UTF-8",
                "gb18030",
            ),
            (
                [gb(TEXT), utf_8("3,淮安市人民商场,超市\n")].concat(),
                4,
                "gb18030",
                "UTF-8",
            ),
        ];
        for (bytes, line, most, other) in cases {
            let error = decode(bytes, None).err().unwrap();
            assert_eq!(error.place, Place::Line(line));
            assert_eq!(error.what, TableFault::MixedEncodings { most, other });
        }
    }

    #[test]
    fn a_short_word_that_is_utf_8_by_accident_is_no_second_encoding() {
        // 联通 in GBK has the form of UTF-8.
        let text = format!("{TEXT}3,联通,便利店\n4,联通\n");
        let bytes = GB18030.encode(&text).0.into_owned();
        assert_eq!(of(&bytes), (text, "gb18030"));
    }

    #[test]
    fn bytes_that_are_no_text_are_told() {
        let error = decode(b"id,name\n1,\xff\xff\xff\n".to_vec(), None)
            .err()
            .unwrap();
        assert_eq!(error.place, Place::Line(2));
        assert!(
            matches!(error.what, TableFault::Undecodable { .. }),
            "{error:?}"
        );
    }
}
