//! What stands between homes and outlets that exist.

use lifecircle_core::osm::ElementId;
use lifecircle_io::report::{Block, Cell, Kind, Table, Words};
use lifecircle_io::write::{nature_name, obstacle_advice, obstacle_name};
use lifecircle_texts::{say, text};

use super::cells::{
    Counted, around, column, count, name, paragraph, people, position, row_at, table, words,
};
use crate::{Check, Error, Legs, ObstacleOptions, ObstacleRow, Obstacles};

/// So many elements of one obstacle are named.
const ELEMENTS_TOLD: usize = 3;

/// What was found, or why nothing was looked for.
pub(super) enum Looked {
    /// Nobody asked.
    Unasked,
    /// Homes are joined to all streets around them.
    Legs,
    Found(Box<Obstacles>),
}

impl Looked {
    /// The obstacles, where some were looked for.
    pub(super) fn found(self) -> Option<Obstacles> {
        match self {
            Self::Found(obstacles) => Some(*obstacles),
            Self::Unasked | Self::Legs => None,
        }
    }
}

pub(super) fn look(check: &Check, top: usize) -> Result<Looked, Error> {
    if top == 0 {
        return Ok(Looked::Unasked);
    }
    if check.city().recipe().legs == Legs::Around {
        return Ok(Looked::Legs);
    }
    let options = ObstacleOptions {
        top,
        ..ObstacleOptions::default()
    };
    let found = check.clone().obstacles(&options)?;
    Ok(Looked::Found(Box::new(found)))
}

pub(super) fn blocks(looked: &Looked, counted: Counted) -> Vec<Block> {
    let obstacles = match looked {
        Looked::Unasked => return vec![paragraph(&words("report-obstacles-not"))],
        Looked::Legs => return vec![paragraph(&words("report-obstacles-legs"))],
        Looked::Found(obstacles) => obstacles,
    };
    let mut blocks = Vec::new();
    if obstacles.rows().next().is_none() {
        blocks.push(paragraph(&words("report-obstacles-none")));
    } else {
        let found = obstacles.found();
        blocks.push(paragraph(&Words::of(|lang| {
            text!(lang, "report-obstacles-sum", found = found)
        })));
        blocks.push(Block::Table(table_of(obstacles, counted)));
    }
    if obstacles.knows_no_surroundings() {
        blocks.push(Block::Warning(words("report-obstacles-gates")));
    }
    blocks
}

fn table_of(obstacles: &Obstacles, counted: Counted) -> Table {
    let mut table = table("obstacles", &words("report-obstacles-table"));
    column(&mut table, "rank", Kind::Count, "report-column-rank");
    column(&mut table, "kind", Kind::Text, "report-column-kind");
    column(&mut table, "nature", Kind::Text, "report-column-nature");
    column(&mut table, "what", Kind::Text, "report-column-what");
    if counted.is_people() {
        column(&mut table, "people", Kind::People, "report-column-people");
        column(
            &mut table,
            "people_joint",
            Kind::People,
            "report-column-joint",
        );
    }
    for (id, kind, key) in [
        ("homes", Kind::Count, counted.homes_key()),
        ("advice", Kind::Text, "report-column-advice"),
        ("elements", Kind::Text, "report-column-elements"),
        ("lon", Kind::Degrees, "report-column-lon"),
        ("lat", Kind::Degrees, "report-column-lat"),
    ] {
        column(&mut table, id, kind, key);
    }
    for row in obstacles.rows() {
        let place = around(row.obstacle.at);
        row_at(&mut table, cells(row, counted), Some(place));
    }
    table
}

fn cells(row: ObstacleRow, counted: Counted) -> Vec<Cell> {
    let obstacle = row.obstacle;
    let mut cells = vec![
        count(row.rank as u64),
        Cell::Words(Words::of(|lang| obstacle_name(obstacle.kind, lang))),
        Cell::Words(Words::of(|lang| nature_name(obstacle.nature, lang))),
        Cell::Words(Words::of(|lang| say(lang, &obstacle.what))),
    ];
    if counted.is_people() {
        let gains = [row.gains.any, row.gains.joint];
        cells.extend(gains.map(|gain| people(gain.people_milli)));
    }
    cells.push(count(row.gains.any.homes));
    cells.push(Cell::Words(Words::of(|lang| {
        obstacle_advice(obstacle, lang)
    })));
    let elements = obstacle.elements.iter().take(ELEMENTS_TOLD);
    let elements: Vec<String> = elements.map(ElementId::to_string).collect();
    cells.push(name(elements.join(" ")));
    cells.extend(position(obstacle.at));
    cells
}
