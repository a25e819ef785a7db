//! Workbooks whose bytes depend on their cells alone.

use anyhow::Result;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

/// An empty workbook with a fixed date: the clock must not decide bytes.
pub(crate) fn workbook() -> Result<Workbook> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 9, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    Ok(book)
}

/// Row or column number of a sheet.
pub(crate) fn narrow<T: TryFrom<usize>>(number: usize) -> T {
    T::try_from(number).unwrap_or_else(|_| panic!("{number} is beyond a sheet"))
}
