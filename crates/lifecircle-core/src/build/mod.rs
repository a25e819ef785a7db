//! Network → graph and streets: junctions, chains, barrier arms, components.

mod chains;
mod components;
mod nodes;
mod rows;

use crate::graph::WalkGraph;
use crate::network::StreetNetwork;
use crate::observer::{Cancelled, Observer, Stage, go_on};
use crate::par;
use crate::streets::Streets;

/// What decides where streets end, besides the ways' own attributes.
///
/// An attribute that closes a way for some people only splits streets only for them, so that
/// for everybody else a street is as long as it can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuildOptions {
    /// Split (and close) at `wheelchair=no`.
    pub step_free: bool,
    /// Split (and close) trunk roads.
    pub no_trunk: bool,
    /// Split at crossings and signals, so that waiting there can be added.
    pub crossings: bool,
}

/// Counts of the built network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// Streets, passages through gates not counted.
    pub streets: u64,
    /// Length of all streets that are not closed, in mm.
    pub length_mm: u64,
    /// Full components.
    pub components: u64,
    /// Full components of less than 2 km that are not the largest.
    pub small_components: u64,
    /// Of these, those without a cut end.
    pub islands: u64,
    /// Connected pieces of open streets.
    pub pieces: u64,
    /// Of these, those that no rule makes public: their streets count as private.
    pub enclosed_pieces: u64,
    /// Length of the streets of enclosed pieces, in mm.
    pub enclosed_mm: u64,
    /// Length of the streets tagged private, in mm.
    pub private_mm: u64,
    /// Streets of 1,073 km or more, the most that weights hold: closed.
    pub overlong: u64,
}

/// The topology of a city and everything known about its streets.
#[derive(Clone, Debug)]
pub struct BuiltNetwork {
    /// Topology.
    pub graph: WalkGraph,
    /// Attributes and geometry of the streets.
    pub streets: Streets,
    /// Counts.
    pub report: BuildReport,
}

/// Builds the graph and its streets.
///
/// # Complexity
/// Linear in the segments, and one sort of the junctions.
///
/// # Errors
/// [`Cancelled`].
pub fn build(
    network: &StreetNetwork,
    options: BuildOptions,
    observer: &dyn Observer,
) -> Result<BuiltNetwork, Cancelled> {
    observer.stage(Stage::Build, network.segment_count() as u64);
    let joints = chains::Joints::of(network, options, observer)?;
    let rows = rows::trace(network, &joints, options, observer)?;
    let mut streets = nodes::number(network, &joints, rows, observer)?;
    go_on(observer)?;
    let (graph, pieces) = par::join(
        || WalkGraph::new(streets.node_network.len(), &streets.tail, &streets.head),
        || components::classify(&streets, observer),
    );
    let report = pieces?.fill(&mut streets);
    Ok(BuiltNetwork {
        graph,
        streets,
        report,
    })
}
