"""Dijkstra in Python on a plain `Graph`, its quickest kind; many origins are a sample of them."""

from importlib.metadata import version as version_of

import networkx as nx
import numpy as np

from case import LIMIT_MS, UNREACHED
from tool import Job


def version():
    return version_of("networkx")


def jobs(case, options):
    graph = nx.Graph()
    graph.add_nodes_from(range(case.node_count))
    graph.add_weighted_edges_from(zip(case.tail.tolist(), case.head.tolist(), case.ms.tolist()))
    sample = case.sample(options.sample)
    origins = sample.tolist()

    def count(_):
        reach = nx.single_source_dijkstra_path_length
        return [len(reach(graph, origin, cutoff=LIMIT_MS)) for origin in origins]

    def nearest(_):
        reach = nx.multi_source_dijkstra_path_length
        return [reach(graph, set(nodes.tolist()), cutoff=LIMIT_MS) if len(nodes) else {} for nodes in case.facilities]

    def columns(found):
        every = range(case.node_count)
        return np.array([[reached.get(node, UNREACHED) for node in every] for reached in found]).ravel()

    return [
        Job("count", "single_source_dijkstra", len(origins), count, answer=np.array, origins=sample),
        Job("nearest", "multi_source_dijkstra", case.node_count, nearest, answer=columns),
    ]
