//! The peers' case: one undirected open graph that every tool can search exactly, as plain arrays.
//!
//! Nodes are numbered in the order of their OpenStreetMap numbers, as they come from a file.

mod files;
mod reduce;

pub use files::{read_u32, write_f64, write_u32};
pub use reduce::{LeftOut, StreetColumns, reduce};

use std::path::Path;

/// An undirected graph without parallel edges and loops, and the job on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeerCase {
    /// The smaller end of each edge.
    pub tail: Vec<u32>,
    /// The larger end of each edge.
    pub head: Vec<u32>,
    /// Milliseconds to walk each edge, at least 1.
    pub ms: Vec<u32>,
    /// Millimetres of each edge.
    pub mm: Vec<u32>,
    /// Every node once, in spatial order.
    pub origins: Vec<u32>,
    /// Per category the nodes with a facility, increasing.
    pub facilities: Vec<Vec<u32>>,
}

impl PeerCase {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.origins.len()
    }

    /// Reads what `export_graph` wrote.
    ///
    /// # Errors
    /// Which file is missing or of an odd length.
    pub fn read(dir: &Path) -> anyhow::Result<Self> {
        let column = |name: &str| read_u32(&dir.join(format!("{name}.u32")));
        let mut facilities = Vec::new();
        while dir
            .join(format!("facilities_{}.u32", facilities.len()))
            .exists()
        {
            facilities.push(column(&format!("facilities_{}", facilities.len()))?);
        }
        Ok(Self {
            tail: column("edge_tail")?,
            head: column("edge_head")?,
            ms: column("edge_ms")?,
            mm: column("edge_mm")?,
            origins: column("origins")?,
            facilities,
        })
    }

    /// Writes the columns, one file each.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn write(&self, dir: &Path) -> anyhow::Result<()> {
        let column =
            |name: &str, values: &[u32]| write_u32(&dir.join(format!("{name}.u32")), values);
        column("edge_tail", &self.tail)?;
        column("edge_head", &self.head)?;
        column("edge_ms", &self.ms)?;
        column("edge_mm", &self.mm)?;
        column("origins", &self.origins)?;
        for (i, nodes) in self.facilities.iter().enumerate() {
            column(&format!("facilities_{i}"), nodes)?;
        }
        Ok(())
    }
}
