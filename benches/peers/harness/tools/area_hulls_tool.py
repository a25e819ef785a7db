"""What OSMnx's examples draw: hulls of the junctions reached, or streets and junctions buffered and joined, by networkx and shapely.

Junctions and streets are those of the exported case, in one plane of metres; an origin is its nearest junction.
The search is `single_source_dijkstra_path_length` on a plain `Graph`, quicker than the `ego_graph` of the examples.
Streets are straight from junction to junction, as the case has no more. Two threads are two processes.
Building the graph and finding the nearest junctions are not timed.
"""

import multiprocessing

import networkx as nx
import numpy as np
import shapely

from area import Places, bytes_of
from case import LIMIT_MS
from tool import Job
from tools.osmnx_recipe_tool import RATIO, version

__all__ = ["jobs", "version"]

STREET_M, JUNCTION_M = 25, 50
"""The buffers of OSMnx's example."""


class City:
    """The graph, and the three ways to draw what is reached from a junction."""

    def __init__(self, case):
        self.graph = nx.Graph()
        self.graph.add_nodes_from(range(case.node_count))
        self.graph.add_weighted_edges_from(zip(case.tail.tolist(), case.head.tolist(), case.ms.tolist()))
        self.xy_m = case.xy_m

    def reached(self, origin):
        return list(nx.single_source_dijkstra_path_length(self.graph, origin, cutoff=LIMIT_MS))

    def convex(self, origin):
        return shapely.convex_hull(shapely.MultiPoint(self.xy_m[self.reached(origin)]))

    def concave(self, origin):
        return shapely.concave_hull(shapely.MultiPoint(self.xy_m[self.reached(origin)]), RATIO)

    def buffered(self, origin):
        nodes = self.reached(origin)
        edges = np.array(self.graph.subgraph(nodes).edges, int).reshape(-1, 2)
        streets = shapely.buffer(shapely.linestrings(self.xy_m[edges]), STREET_M)
        junctions = shapely.buffer(shapely.points(self.xy_m[nodes]), JUNCTION_M)
        joined = shapely.union_all(np.r_[streets, junctions])
        # The example fills all holes.
        return shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(joined)])


WAYS = {
    "convex hull of junctions": City.convex,
    f"concave hull of junctions, ratio {RATIO}": City.concave,
    f"streets + {STREET_M} m, junctions + {JUNCTION_M} m": City.buffered,
}

city = None
"""Where the processes find it: they are forked."""


def draw(task):
    label, origin = task
    return WAYS[label](city, origin)


def jobs(case, options):
    global city
    city = City(case)
    origins = Places.of(options.work).nearest(case.lon_lat).tolist()
    degrees = case.degrees()
    pool = multiprocessing.get_context("fork").Pool(options.threads)

    def job(label, threads):
        tasks = [(label, origin) for origin in origins]
        # The slow way draws every tenth, those that the quality is measured on.
        tasks = tasks[::10] if WAYS[label] is City.buffered else tasks
        chunk = -(-len(tasks) // (4 * threads))
        run = (lambda _: pool.map(draw, tasks, chunk)) if threads > 1 else (lambda _: list(map(draw, tasks)))
        write = lambda drawn: np.array([bytes_of(shapely.geometry.mapping(degrees(p))) for p in drawn])
        sample = np.arange(0, len(origins), 10) if len(tasks) < len(origins) else None
        return Job("polygon", label, len(tasks), run, answer=write, origins=sample, threads=threads)

    return [job(label, t) for label in WAYS for t in sorted({1, options.threads})]
