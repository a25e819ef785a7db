"""The isochrone recipe of OSMnx's examples: `ego_graph` on a graph of its form, then a hull of the nodes' points."""

from importlib.metadata import version as version_of

import networkx as nx
import numpy as np
import shapely

from case import LIMIT_MS
from tool import Job

RATIO = 0.3
"""How tight the concave hull is, 0 to 1."""


def version():
    return f"networkx {version_of('networkx')}, shapely {version_of('shapely')}"


def jobs(case, options):
    graph = nx.MultiDiGraph()
    for node, (x, y) in enumerate(case.xy_m.tolist()):
        graph.add_node(node, x=x, y=y)
    tail, head, ms = (column.tolist() for column in case.both_ways)
    graph.add_edges_from((u, v, {"time": t}) for u, v, t in zip(tail, head, ms))
    sample = case.sample(max(options.sample // 10, 1))

    def isochrones(hull):
        found = []
        for origin in sample.tolist():
            nodes = nx.ego_graph(graph, origin, radius=LIMIT_MS, distance="time").nodes
            found.append((len(nodes), hull(shapely.MultiPoint(case.xy_m[list(nodes)]))))
        return found

    def job(label, hull):
        counts = lambda found: np.array([count for count, _ in found])
        run = lambda _: isochrones(hull)
        return Job("polygon", label, len(sample), run, answer=counts, origins=sample)

    return [
        job("ego_graph + convex hull", shapely.convex_hull),
        job("ego_graph + concave hull", lambda points: shapely.concave_hull(points, RATIO)),
    ]
