//! Origin–destination matrices as Parquet, Arrow or CSV, streamed.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use lifecircle_core::coverage::Walk;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

/// Rows per record batch and row group: the same bytes whatever pieces the rows come in.
const BATCH_ROWS: usize = 1 << 20;

/// What a matrix is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatrixFormat {
    /// `.parquet`, compressed with Snappy.
    Parquet,
    /// `.arrow`: an Arrow IPC file.
    Arrow,
    /// `.csv` with a byte order mark, for Excel.
    Csv,
}

impl MatrixFormat {
    /// The format that a file's ending asks for, `None` for an ending that is none of them.
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "parquet" => Some(Self::Parquet),
            "arrow" => Some(Self::Arrow),
            "csv" => Some(Self::Csv),
            _ => None,
        }
    }
}

/// Why a matrix could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum MatrixError {
    /// From the disk.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// From the Parquet writer.
    #[error(transparent)]
    Parquet(#[from] ParquetError),
    /// From the Arrow writer.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
    /// From the CSV writer.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// More places than a dictionary column holds.
    #[error("a matrix of more than 2 147 483 647 places cannot be written: split the list")]
    TooManyPlaces,
}

lifecircle_core::coded!(MatrixError {
    Self::Io(source) => "matrix-io" { reason: source }
    Self::Parquet(error) => "matrix-parquet" { detail: error.to_string() }
    Self::Arrow(error) => "matrix-arrow" { detail: error.to_string() }
    Self::Csv(error) => "matrix-csv" { detail: error.to_string() }
    Self::TooManyPlaces => "matrix-too-many-places" {}
});

/// Takes rows in order and writes columns `from_id`, `to_id`, `walk_ms`.
///
/// The ids are dictionary columns: a pair costs 12 bytes before compression.
pub struct MatrixWriter<W: Write + Send> {
    sink: Sink<W>,
    schema: Arc<Schema>,
    from_id: ArrayRef,
    to_id: ArrayRef,
    from: Vec<i32>,
    to: Vec<i32>,
    walk_ms: Vec<u32>,
    pairs: u64,
}

enum Sink<W: Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    Arrow(Box<arrow_ipc::writer::FileWriter<W>>),
    Csv(Box<csv::Writer<W>>),
}

fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

impl<W: Write + Send> MatrixWriter<W> {
    /// A writer of walks between places of these ids.
    ///
    /// # Errors
    /// What the format's writer says.
    pub fn new(
        format: MatrixFormat,
        mut out: W,
        from_ids: &[String],
        to_ids: &[String],
        attribution: &str,
    ) -> Result<Self, MatrixError> {
        let fields = vec![
            Field::new("from_id", dictionary(), false),
            Field::new("to_id", dictionary(), false),
            Field::new("walk_ms", DataType::UInt32, false),
        ];
        let metadata = HashMap::from([("attribution".to_owned(), attribution.to_owned())]);
        let schema = Arc::new(Schema::new_with_metadata(fields, metadata));
        let sink = match format {
            MatrixFormat::Parquet => {
                let key = parquet::file::metadata::KeyValue::new(
                    "attribution".to_owned(),
                    attribution.to_owned(),
                );
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(BATCH_ROWS))
                    .set_created_by(concat!("lifecircle ", env!("CARGO_PKG_VERSION")).to_owned())
                    .set_key_value_metadata(Some(vec![key]))
                    .build();
                let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
                Sink::Parquet(Box::new(writer))
            }
            MatrixFormat::Arrow => {
                let writer = arrow_ipc::writer::FileWriter::try_new(out, &schema)?;
                Sink::Arrow(Box::new(writer))
            }
            MatrixFormat::Csv => {
                out.write_all("\u{feff}".as_bytes())?;
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(["from_id", "to_id", "walk_ms"])?;
                Sink::Csv(Box::new(writer))
            }
        };
        Ok(Self {
            sink,
            schema,
            from_id: Arc::new(StringArray::from_iter_values(from_ids)),
            to_id: Arc::new(StringArray::from_iter_values(to_ids)),
            from: Vec::new(),
            to: Vec::new(),
            walk_ms: Vec::new(),
            pairs: 0,
        })
    }

    /// Adds the rows of origins `start`, `start + 1`, …
    ///
    /// # Errors
    /// What the format's writer says.
    pub fn rows(&mut self, start: usize, rows: &[Vec<Walk>]) -> Result<(), MatrixError> {
        let number = |place: usize| i32::try_from(place).map_err(|_| MatrixError::TooManyPlaces);
        for (origin, row) in (start..).zip(rows) {
            for &(to, walk_ms) in row {
                self.from.push(number(origin)?);
                self.to.push(number(to as usize)?);
                self.walk_ms.push(walk_ms);
                if self.from.len() == BATCH_ROWS {
                    self.flush()?;
                }
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), MatrixError> {
        let (from, to) = (std::mem::take(&mut self.from), std::mem::take(&mut self.to));
        let walk_ms = std::mem::take(&mut self.walk_ms);
        self.pairs += from.len() as u64;
        let batch = |from, to, walk_ms| -> Result<RecordBatch, ArrowError> {
            let ids = |keys: Vec<i32>, values: &ArrayRef| {
                DictionaryArray::<Int32Type>::try_new(Int32Array::from(keys), Arc::clone(values))
            };
            let columns: Vec<ArrayRef> = vec![
                Arc::new(ids(from, &self.from_id)?),
                Arc::new(ids(to, &self.to_id)?),
                Arc::new(UInt32Array::from(walk_ms)),
            ];
            RecordBatch::try_new(Arc::clone(&self.schema), columns)
        };
        match &mut self.sink {
            Sink::Parquet(writer) => writer.write(&batch(from, to, walk_ms)?)?,
            Sink::Arrow(writer) => writer.write(&batch(from, to, walk_ms)?)?,
            Sink::Csv(writer) => {
                let (from_id, to_id) = (id_of(&self.from_id), id_of(&self.to_id));
                for ((from, to), walk_ms) in from.iter().zip(&to).zip(&walk_ms) {
                    let walk_ms = walk_ms.to_string();
                    writer.write_record([from_id(*from), to_id(*to), walk_ms.as_str()])?;
                }
            }
        }
        Ok(())
    }

    /// Writes what is left, and the end of the file; returns the number of pairs and the output.
    ///
    /// # Errors
    /// What the format's writer says.
    pub fn finish(mut self) -> Result<(u64, W), MatrixError> {
        self.flush()?;
        let out = match self.sink {
            Sink::Parquet(writer) => writer.into_inner()?,
            Sink::Arrow(writer) => writer.into_inner()?,
            Sink::Csv(writer) => writer
                .into_inner()
                .map_err(|e| MatrixError::Io(e.into_error()))?,
        };
        Ok((self.pairs, out))
    }
}

/// The id with a number.
fn id_of<'a>(values: &'a ArrayRef) -> impl Fn(i32) -> &'a str {
    let ids = values.as_any().downcast_ref::<StringArray>();
    move |number| {
        let at = usize::try_from(number).ok();
        ids.zip(at).map_or("", |(ids, at)| ids.value(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: MatrixFormat) -> Vec<u8> {
        let ids = |prefix: &str, n: usize| -> Vec<String> {
            (0..n).map(|i| format!("{prefix}/{i}")).collect()
        };
        let mut writer =
            MatrixWriter::new(format, Vec::new(), &ids("way", 3), &ids("a,b", 2), "©").unwrap();
        writer.rows(0, &[vec![(0, 5), (1, 7)], vec![]]).unwrap();
        writer.rows(2, &[vec![(1, 900_000)]]).unwrap();
        let (pairs, bytes) = writer.finish().unwrap();
        assert_eq!(pairs, 3);
        bytes
    }

    #[test]
    fn csv_is_quoted_and_marked() {
        let text = String::from_utf8(written(MatrixFormat::Csv)).unwrap();
        let expected = "\u{feff}from_id,to_id,walk_ms\nway/0,\"a,b/0\",5\nway/0,\"a,b/1\",7\nway/2,\"a,b/1\",900000\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn binary_files_begin_and_end_as_their_formats_say() {
        let parquet = written(MatrixFormat::Parquet);
        assert!(parquet.starts_with(b"PAR1") && parquet.ends_with(b"PAR1"));
        let arrow = written(MatrixFormat::Arrow);
        assert!(arrow.starts_with(b"ARROW1") && arrow.ends_with(b"ARROW1"));
        assert_eq!(
            written(MatrixFormat::Parquet),
            parquet,
            "the same bytes again"
        );
    }

    #[test]
    fn the_ending_decides() {
        assert_eq!(
            MatrixFormat::of(Path::new("a.PARQUET")),
            Some(MatrixFormat::Parquet)
        );
        assert_eq!(
            MatrixFormat::of(Path::new("a.b/c.arrow")),
            Some(MatrixFormat::Arrow)
        );
        assert_eq!(MatrixFormat::of(Path::new("a.xlsx")), None);
    }
}
