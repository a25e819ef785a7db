//! How large a table may become in memory. Beyond, it is refused with one message.

/// Bytes that all parts of a packed file may inflate to. A sheet of a million rows takes some hundred MB.
pub const MAX_INFLATED_BYTES: u64 = 2 << 30;
/// Packed parts may inflate to this many times their size …
pub const MAX_INFLATION: u64 = 200;
/// … or to this, whichever is more.
pub const FREE_INFLATED_BYTES: u64 = 64 << 20;
/// Columns of a table; what a sheet of Excel has.
pub const MAX_COLUMNS: usize = 16_384;
/// Bytes of one cell. Excel holds 32 767 characters in one.
pub const MAX_CELL_BYTES: usize = 1 << 17;
/// Rows times columns that are read.
pub const MAX_CELLS: u64 = 500_000_000;
/// Rows times columns of sheets that are held in memory whole (XLS, ODS): about 60 bytes each.
pub const MAX_DENSE_CELLS: u64 = 20_000_000;
/// Rows among which the one that names the columns is looked for.
pub const HEADER_ROWS: usize = 30;
/// Bytes at the beginning of a text in which these rows are looked for.
pub(crate) const SAMPLE_BYTES: usize = 1 << 20;
/// Rows of GeoParquet that are read at a time.
pub(crate) const BATCH_ROWS: usize = 1024;
/// Rows between two questions whether to stop, each of a microsecond or two.
pub(crate) const ROWS_AT_A_TIME: u64 = 1024;
