"""One search per node in Rust, in metres of 32-bit floats.

It takes geometry, not weights: each street is a bent line of exactly the length wanted, between nodes
that are drawn closer together, so that the bend always has room. The limit lies half a millisecond
above ours, so that only the rounding of its sums can tell the answers apart.
"""

from importlib.metadata import version as version_of

import numpy as np
from cityseer import rustalgos

from case import LIMIT_MS, UNREACHED
from tool import Job

LIMIT_M = 1080
METRES_PER_MS = LIMIT_M / (LIMIT_MS + 0.5)
SHRINK = 0.95
ORIGIN = np.array([500_000.0, 5_000_000.0])
NEAR_EDGES = 8
"""Edges tried for a facility: with one, it may go to a street that only passes its node."""


def version():
    return version_of("cityseer")


def bends(start, end, length):
    """The middle points of lines of two equal legs that are `length` long."""
    along = end - start
    straight = np.hypot(*along.T)
    assert (straight <= length).all(), "a street is shorter than the way as the crow flies"
    height = np.sqrt(np.maximum(length**2 - straight**2, 0)) / 2
    flat = straight > 0
    unit = np.where(flat[:, None], along / np.where(flat, straight, 1)[:, None], [1.0, 0.0])
    return (start + end) / 2 + height[:, None] * np.c_[-unit[:, 1], unit[:, 0]]


def structure(case, xy):
    """The case as cityseer's own network, each edge in both directions."""
    network = rustalgos.graph.NetworkStructure()
    for node, (x, y) in enumerate(xy.tolist()):
        network.add_street_node(str(node), x, y, True, 1.0)
    middle = bends(xy[case.tail], xy[case.head], case.ms * METRES_PER_MS)
    for u, v, m in zip(case.tail.tolist(), case.head.tolist(), middle.tolist()):
        for start, end in ((u, v), (v, u)):
            points = ", ".join(f"{x!r} {y!r}" for x, y in (xy[start].tolist(), m, xy[end].tolist()))
            network.add_street_edge(start, end, 0, str(start), str(end), f"LINESTRING ({points})")
    network.validate()
    network.build_edge_rtree()
    return network


def places(case, xy, network):
    """The facilities assigned to the network, and the category of each."""
    data, categories = rustalgos.data.DataMap(), {}
    for i, nodes in enumerate(case.facilities):
        for node in nodes.tolist():
            x, y = xy[node].tolist()
            data.insert(f"{i}_{node}", f"POINT ({x!r} {y!r})")
            categories[f"{i}_{node}"] = str(i)
    data.assign_data_to_network(network, 1.0, NEAR_EDGES)
    return data, categories


def jobs(case, options):
    xy = case.xy_m * SHRINK + ORIGIN
    network = structure(case, xy)
    data, categories = places(case, xy, network)
    keys = [str(i) for i in range(len(case.facilities))]

    def count(_):
        return network.centrality_shortest(
            distances=[LIMIT_M], closeness_exprs=[("count", "1")], pbar_disabled=True
        )

    def counts(result):
        # The origin itself is not among them.
        return result.metrics["count"][LIMIT_M] + 1

    def nearest(_):
        return data.accessibility(network, categories, keys, distances=[LIMIT_M], pbar_disabled=True)

    def milliseconds(result):
        metres = np.concatenate([np.asarray(result.result[key].distance[LIMIT_M], float) for key in keys])
        return np.where(np.isfinite(metres), np.round(metres / METRES_PER_MS), UNREACHED)

    n = case.node_count
    return [
        Job("count", "centrality_shortest, closeness only", n, count, answer=counts, threads=options.threads),
        Job("nearest", "accessibility", n, nearest, answer=milliseconds, threads=options.threads),
    ]
