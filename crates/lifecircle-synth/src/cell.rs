//! Draws one cell of the city.

use crate::geometry::{Frame, Point};
use crate::pen::Pen;
use crate::plan::{Cell, Ground, Plan};
use crate::sheet::{Part, Sheet};
use crate::{admin, barriers, block, edges};

/// What belongs to `cell`: the nodes, or else the ways and relations over them. These are the same objects
/// whenever and wherever they are drawn.
pub(crate) fn draw(plan: &Plan, cell: Cell, part: Part) -> Sheet {
    let ground = plan.ground(cell);
    let mut pen = Pen::new(
        plan,
        cell,
        ground.map_or_else(no_frame, |_| plan.frame(cell)),
        part,
    );
    edges::draw(&mut pen);
    barriers::draw_slots(&mut pen);
    admin::draw_boundaries(&mut pen);
    edges::draw_ways(&mut pen);
    match ground {
        Some(Ground {
            river: false,
            railway: false,
        }) => block::draw(&mut pen),
        Some(Ground { river, railway }) => {
            if river {
                barriers::draw_river(&mut pen);
            }
            if railway {
                barriers::draw_railway(&mut pen, river);
            } else {
                barriers::draw_bank_path(&mut pen);
            }
        }
        None => {}
    }
    pen.sheet
}

/// The cells of the last column and row have roads but no ground.
fn no_frame() -> Frame {
    let origin = Point { x: 0, y: 0 };
    Frame {
        south_west: origin,
        south_east: origin,
        north_west: origin,
        north_east: origin,
        width: 1,
        height: 1,
    }
}
