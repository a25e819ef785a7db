//! Streams the city into a file: nodes, then ways, then relations, a batch of cells at a time.
//!
//! Nodes and ways are drawn separately: drawing is less than half of the work, and a city of any size then
//! needs the memory of one batch, and a few megabytes for its relations.

use crate::cell;
use crate::encode;
use crate::plan::Plan;
use crate::sheet::{Part, Sheet};
use crate::{SynthError, SynthReport, admin};
use rayon::prelude::*;
use std::io::Write;

/// Objects in a block of the file, at most; readers expect about this many.
const BLOCK_OBJECTS: usize = 8_000;
/// Cells drawn at a time.
const BATCH_CELLS: usize = 128;

/// Writes the planned city to `out`; `progress` gets the cells done and to do, counted once for each drawing.
pub(crate) fn write(
    plan: &Plan,
    out: &mut dyn Write,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<SynthReport, SynthError> {
    let cells = plan.cell_count();
    let total = 2 * cells as u64;
    let mut done = 0;
    progress(done, total);
    let mut file = File {
        out,
        waiting: Vec::new(),
        report: SynthReport::default(),
    };
    file.put(&encode::header(plan)?)?;
    let mut relations = Vec::new();
    for part in [Part::Nodes, Part::Ways] {
        for start in (0..cells).step_by(BATCH_CELLS) {
            let end = cells.min(start + BATCH_CELLS);
            let draw = |index| cell::draw(plan, plan.cell(index), part);
            let mut sheets: Vec<Sheet> = (start..end).into_par_iter().map(draw).collect();
            for sheet in &mut sheets {
                relations.append(&mut sheet.relations);
            }
            file.add(sheets, part)?;
            done += (end - start) as u64;
            progress(done, total);
        }
        file.flush(part)?;
    }
    let mut relations = relations
        .into_iter()
        .chain(admin::relations(plan))
        .peekable();
    while relations.peek().is_some() {
        let relations = relations.by_ref().take(BLOCK_OBJECTS).collect();
        file.add(
            vec![Sheet {
                relations,
                ..Sheet::default()
            }],
            Part::Relations,
        )?;
    }
    file.flush(Part::Relations)?;
    file.out.flush()?;
    Ok(file.report)
}

/// The file so far, and the sheets that do not fill a block yet.
struct File<'a> {
    out: &'a mut dyn Write,
    waiting: Vec<Sheet>,
    report: SynthReport,
}

impl File<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), SynthError> {
        self.out.write_all(bytes)?;
        self.report.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Writes all full blocks; what is left waits for the next sheets.
    fn add(&mut self, sheets: Vec<Sheet>, part: Part) -> Result<(), SynthError> {
        for sheet in &sheets {
            self.count(sheet, part);
        }
        self.waiting.extend(sheets);
        let blocks = split(&self.waiting, part);
        let Some((last, full)) = blocks.split_last() else {
            return Ok(());
        };
        let rest = self.waiting.len() - last.len();
        let encoded: Vec<_> = full
            .par_iter()
            .map(|block| encode::block(block, part))
            .collect();
        for block in encoded {
            self.put(&block?)?;
        }
        self.waiting.drain(..rest);
        Ok(())
    }

    /// Writes what is left.
    fn flush(&mut self, part: Part) -> Result<(), SynthError> {
        let sheets = std::mem::take(&mut self.waiting);
        if sheets.iter().any(|sheet| part.count(sheet) > 0) {
            self.put(&encode::block(&sheets, part)?)?;
        }
        Ok(())
    }

    fn count(&mut self, sheet: &Sheet, part: Part) {
        let objects = part.count(sheet) as u64;
        match part {
            Part::Nodes => {
                self.report.nodes += objects;
                self.report.homes += sheet.homes;
                self.report.facilities += sheet.facilities;
            }
            Part::Ways => self.report.ways += objects,
            Part::Relations => self.report.relations += objects,
        }
    }
}

/// Runs of sheets with at most [`BLOCK_OBJECTS`] objects each, or one sheet that has more.
fn split(sheets: &[Sheet], part: Part) -> Vec<&[Sheet]> {
    let mut blocks = Vec::new();
    let (mut start, mut objects) = (0, 0);
    for (index, sheet) in sheets.iter().enumerate() {
        let more = part.count(sheet);
        if objects + more > BLOCK_OBJECTS && index > start {
            blocks.push(&sheets[start..index]);
            (start, objects) = (index, 0);
        }
        objects += more;
    }
    blocks.extend((start < sheets.len()).then(|| &sheets[start..]));
    blocks
}
