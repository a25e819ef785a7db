//! Streets onto the raster: the distance of every node near what is reached.
//!
//! The area within time `t` is what lies within the cap of some street reached by `t` less the time
//! the cap takes: whoever walks on along the street instead of leaving it does not get farther from
//! there than the cap. So one distance tells all, and a street that is reached as a whole always
//! stamps the same bytes: where origins are many they are made once ([`Stamps::prepare`]) and then
//! only merged, 16 nodes at a time.

use std::ops::Range;

use super::canvas::{CHUNK, Canvas, FAR, Window};
use super::grid::Grid;
use super::line::{Line, Placed};
use crate::geodesy::LonLat;
use crate::id::StreetId;
use crate::observer::{Cancelled, Observer, go_on_at};
use crate::par;
use crate::reach::Covered;
use crate::shapes::StreetShapes;
use crate::units::narrow;

/// Prepared stamps take at most this many bytes; beyond it streets are stamped anew for every origin.
const MOST_BYTES: u64 = 1 << 28;
/// A street with a link whose box has more chunks than this, 16 MB, is stamped anew for every origin: it is no street
/// of a city, or it is one on both sides of the antimeridian.
const MOST_CHUNKS: u64 = 1 << 20;

/// Streets whose stamps are put together between two questions whether to stop: about a millisecond.
const STREETS_AT_A_TIME: usize = 1 << 10;

/// Nodes as wide as a chunk, and as many rows as something stamped there.
#[derive(Clone, Copy, Debug)]
struct Block {
    col: i32,
    row: i32,
    /// Where its rows begin, and end, in chunks.
    first: u32,
    end: u32,
}

/// Neighbouring links of a street that are stamped together.
#[derive(Clone, Copy, Debug)]
struct Run {
    from_mm: u32,
    to_mm: u32,
    first_block: u32,
    end_block: u32,
}

/// What was made in advance.
#[derive(Debug, Default)]
struct Prepared {
    /// Per street, where its runs begin; one more at the end.
    first_run: Vec<u32>,
    run: Vec<Run>,
    block: Vec<Block>,
    chunks: Vec<[u8; CHUNK]>,
}

impl Prepared {
    fn runs(&self, street: StreetId) -> &[Run] {
        let s = street.index();
        &self.run[self.first_run[s] as usize..self.first_run[s + 1] as usize]
    }

    fn push(&mut self, from_mm: u32, to_mm: u32, strips: Vec<Strip>) {
        let first_block = narrow(self.block.len());
        for (col, row, chunks) in strips {
            let first = narrow(self.chunks.len());
            self.chunks.extend(chunks);
            self.block.push(Block {
                col,
                row,
                first,
                end: narrow(self.chunks.len()),
            });
        }
        self.run.push(Run {
            from_mm,
            to_mm,
            first_block,
            end_block: narrow(self.block.len()),
        });
    }
}

/// Column, first row, rows.
type Strip = (i32, i32, Vec<[u8; CHUNK]>);

/// Stamps streets onto canvases.
#[derive(Debug)]
pub(super) struct Stamps<'a> {
    pub(super) grid: Grid,
    pub(super) shapes: &'a StreetShapes,
    /// Cap in metres.
    pub(super) cap_m: f32,
    prepared: Option<Prepared>,
}

impl<'a> Stamps<'a> {
    pub(super) fn new(grid: Grid, shapes: &'a StreetShapes, cap_m: f32) -> Self {
        Self {
            grid,
            shapes,
            cap_m,
            prepared: None,
        }
    }

    /// Makes the stamps of all streets, unless they would take too much memory.
    ///
    /// # Complexity
    /// Linear in the links of all streets and the nodes near each.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub(super) fn prepare(&mut self, observer: &dyn Observer) -> Result<(), Cancelled> {
        let streets = self.shapes.street_count();
        let chunks = par::try_map_range(observer, streets, |street| {
            self.chunks_of(StreetId::new(street)).unwrap_or(0)
        })?;
        let chunks: u64 = chunks.into_iter().sum();
        if chunks.saturating_mul(CHUNK as u64) > MOST_BYTES {
            return Ok(());
        }
        let made = par::try_map_range(observer, streets, |street| {
            let street = StreetId::new(street);
            let is_small = self.chunks_of(street).is_some();
            let runs = is_small.then(|| self.runs(street)).into_iter().flatten();
            let made = runs.map(|(window, links)| self.strips(street, window, links));
            made.collect::<Vec<_>>()
        })?;
        let mut prepared = Prepared::default();
        prepared.first_run.push(0);
        for (street, of_street) in made.into_iter().enumerate() {
            go_on_at(street, STREETS_AT_A_TIME, observer)?;
            for (from_mm, to_mm, strips) in of_street {
                prepared.push(from_mm, to_mm, strips);
            }
            prepared.first_run.push(narrow(prepared.run.len()));
        }
        self.prepared = Some(prepared);
        Ok(())
    }

    /// Chunks of the boxes of a street's links, `None` for one that is not prepared.
    fn chunks_of(&self, street: StreetId) -> Option<u64> {
        let links = self.shapes.of(street).windows(2);
        let mut windows = links.map(|link| self.link_window(link[0], link[1]));
        windows.try_fold(0_u64, |sum, window| {
            let fits = window.chunks() <= MOST_CHUNKS && window.is_within_globe(self.grid.step);
            fits.then(|| sum.saturating_add(window.chunks()))
        })
    }

    /// The links of a street, neighbours together where that takes no more room than apart.
    fn runs(&self, street: StreetId) -> Vec<(Window, Range<usize>)> {
        let mut runs: Vec<(Window, Range<usize>)> = Vec::new();
        for (i, link) in self.shapes.of(street).windows(2).enumerate() {
            let own = self.link_window(link[0], link[1]);
            if let Some((window, run)) = runs.last_mut() {
                let both = window.union(own);
                if both.chunks() <= window.chunks() + own.chunks() {
                    (*window, run.end) = (both, i + 1);
                    continue;
                }
            }
            runs.push((own, i..i + 1));
        }
        runs
    }

    /// The stamp of a run, with the offsets it covers.
    fn strips(
        &self,
        street: StreetId,
        window: Window,
        links: Range<usize>,
    ) -> (u32, u32, Vec<Strip>) {
        let points = self.shapes.of(street);
        let offsets = &self.shapes.offsets_mm()[self.shapes.range(street)];
        let (from_mm, to_mm) = (offsets[links.start], offsets[links.end]);
        let mut canvas = Canvas::new();
        canvas.clear(window);
        for i in links {
            self.link(&mut canvas, points[i], points[i + 1], 0.0);
        }
        let width = window.col[0].abs_diff(window.col[1]) as usize;
        let strip = |strip: usize| {
            let rows = (0..canvas.rows()).map(|row| canvas.row(row).as_chunks::<CHUNK>().0[strip]);
            let mut rows: Vec<[u8; CHUNK]> = rows.collect();
            let empty = |row: &[u8; CHUNK]| row.iter().all(|&v| v == FAR);
            let below = rows.iter().take_while(|row| empty(row)).count();
            rows.drain(..below);
            let above = rows.iter().rev().take_while(|row| empty(row)).count();
            rows.truncate(rows.len() - above);
            let [col, row] = [strip * CHUNK, below].map(|n| narrow(n).cast_signed());
            (window.col[0] + col, window.row[0] + row, rows)
        };
        let strips = (0..width.div_ceil(CHUNK)).map(strip).collect();
        (from_mm, to_mm, strips)
    }

    /// Stamps what is covered.
    pub(super) fn covered(&self, canvas: &mut Canvas, covered: Covered) {
        match covered {
            Covered::Whole(street) => self.street(canvas, street),
            Covered::Part(street, from_mm, to_mm) => self.stretch(canvas, street, from_mm, to_mm),
        }
    }

    /// Stamps a whole street.
    fn street(&self, canvas: &mut Canvas, street: StreetId) {
        if let Some((prepared, runs)) = self.prepared_runs(street) {
            for run in runs {
                merge(canvas, prepared, run);
            }
        } else {
            for link in self.shapes.of(street).windows(2) {
                self.link(canvas, link[0], link[1], 0.0);
            }
        }
    }

    /// Stamps a stretch of a street.
    fn stretch(&self, canvas: &mut Canvas, street: StreetId, from_mm: u32, to_mm: u32) {
        let Some((prepared, runs)) = self.prepared_runs(street) else {
            return self.cut(canvas, street, from_mm, to_mm);
        };
        for run in runs {
            if from_mm <= run.from_mm && run.to_mm <= to_mm {
                merge(canvas, prepared, run);
            } else if run.from_mm < to_mm && from_mm < run.to_mm {
                self.cut(
                    canvas,
                    street,
                    from_mm.max(run.from_mm),
                    to_mm.min(run.to_mm),
                );
            }
        }
    }

    /// What was made of a street in advance, `None` where nothing was.
    fn prepared_runs(&self, street: StreetId) -> Option<(&Prepared, &[Run])> {
        let prepared = self.prepared.as_ref()?;
        let runs = prepared.runs(street);
        (!runs.is_empty()).then_some((prepared, runs))
    }

    fn cut(&self, canvas: &mut Canvas, street: StreetId, from_mm: u32, to_mm: u32) {
        self.each_link(street, from_mm, to_mm, |a, b| self.link(canvas, a, b, 0.0));
    }

    /// Hands over the links of a stretch, cut at its ends.
    pub(super) fn each_link(
        &self,
        street: StreetId,
        from_mm: u32,
        to_mm: u32,
        mut link: impl FnMut([i32; 2], [i32; 2]),
    ) {
        let mut last: Option<[i32; 2]> = None;
        self.shapes.cut(street, from_mm, to_mm, |point| {
            let point = point.to_decimicro();
            if let Some(last) = last {
                link(last, point);
            }
            last = Some(point);
        });
    }

    /// Stamps a straight line, or a point, from which only `radius_m` may be walked.
    pub(super) fn leg(&self, canvas: &mut Canvas, from: LonLat, to: LonLat, radius_m: f32) {
        let ends = [from, to].map(LonLat::to_decimicro);
        self.link(canvas, ends[0], ends[1], self.cap_m - radius_m);
    }

    /// The nodes within a cell beyond the cap of a link, in whole chunks.
    pub(super) fn link_window(&self, a: [i32; 2], b: [i32; 2]) -> Window {
        let Window { col, row } = self.place(a, b).window;
        Window {
            col: whole_chunks(col),
            row,
        }
    }

    /// Where a link lies on the raster.
    pub(super) fn place(&self, a: [i32; 2], b: [i32; 2]) -> Placed {
        let metres = self.grid.step_m(self.grid.row(a[1]));
        let (from, to) = (self.grid.spot(a, metres), self.grid.spot(b, metres));
        let reach_m = self.cap_m + self.grid.cell_m;
        let span = |ends: [(i32, f32); 2], cell_m: f32| {
            let low = ends.map(|(node, m)| node.saturating_add(floor((m - reach_m) / cell_m) + 1));
            let high = ends.map(|(node, m)| node.saturating_add(ceil((m + reach_m) / cell_m)));
            [low[0].min(low[1]), high[0].max(high[1])]
        };
        let window = Window {
            col: span([(from.col, from.east_m), (to.col, to.east_m)], metres[0]),
            row: span([(from.row, from.north_m), (to.row, to.north_m)], metres[1]),
        };
        Placed {
            from,
            to,
            metres,
            window,
        }
    }

    /// How far around a place walks of `radius_m` metres, and the cap beyond, may stamp.
    pub(super) fn window_around(&self, place: LonLat, radius_m: f32) -> Window {
        let [lon, lat] = place.to_decimicro();
        let (col, row) = (self.grid.col(lon), self.grid.row(lat));
        let reach_m = radius_m + self.cap_m + self.grid.cell_m;
        let high = row.saturating_add(ceil(reach_m / self.grid.step_m(row)[1]) + 2);
        let low = row.saturating_sub(ceil(reach_m / self.grid.step_m(row)[1]) + 1);
        // Metres of a degree of longitude are fewest at the row farthest from the equator.
        let metres = |row: i32| self.grid.step_m(row)[0];
        let cols = ceil(reach_m / metres(low).min(metres(high)).max(1e-3)) + 1;
        Window {
            col: whole_chunks([col.saturating_sub(cols), col.saturating_add(cols + 1)]),
            row: [low, high],
        }
    }

    /// Stamps the distances to a straight line, `extra_m` added.
    pub(super) fn link(&self, canvas: &mut Canvas, a: [i32; 2], b: [i32; 2], extra_m: f32) {
        let placed = self.place(a, b);
        let line = Line::new(&placed, self.cap_m, self.grid.cell_m, extra_m);
        canvas.each_chunk(placed.window, |chunk, col, row| line.stamp(chunk, col, row));
    }
}

/// Takes the lesser of what is there and a run's stamp, 16 nodes at a time.
fn merge(canvas: &mut Canvas, prepared: &Prepared, run: &Run) {
    for block in &prepared.block[run.first_block as usize..run.end_block as usize] {
        let rows = &prepared.chunks[block.first as usize..block.end as usize];
        canvas.merge(block.col, block.row, rows);
    }
}

/// Columns widened to multiples of a chunk. All that is stamped lies on the same multiples, so that
/// a chunk is read as it was written: processors are slow to put one together from two writes.
fn whole_chunks([low, high]: [i32; 2]) -> [i32; 2] {
    let chunk = narrow(CHUNK).cast_signed();
    let start = low.div_euclid(chunk) * chunk;
    [
        start,
        start
            .saturating_add((high - start).max(0))
            .saturating_add(chunk - 1)
            .div_euclid(chunk)
            * chunk,
    ]
}

/// The first whole number of cells that is not less; saturating, and a window that large is refused.
#[allow(clippy::cast_possible_truncation, reason = "saturates")]
fn ceil(cells: f32) -> i32 {
    cells.ceil() as i32
}

/// The last whole number of cells that is not more, saturating.
#[allow(clippy::cast_possible_truncation, reason = "saturates")]
fn floor(cells: f32) -> i32 {
    cells.floor() as i32
}
