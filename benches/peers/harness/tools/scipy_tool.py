"""`csgraph.dijkstra` with its limit: dense rows of all nodes per origin, so origins come in batches."""

from importlib.metadata import version as version_of

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from case import LIMIT_MS, UNREACHED
from tool import Job

BATCH = 100


def version():
    return version_of("scipy")


def jobs(case, options):
    tail, head, ms = case.both_ways
    graph = csr_matrix((ms.astype(float), (tail, head)), (case.node_count, case.node_count))

    def count(_):
        counts = np.zeros(case.node_count, int)
        for start in range(0, case.node_count, BATCH):
            batch = case.origins[start : start + BATCH]
            counts[batch] = np.isfinite(dijkstra(graph, indices=batch, limit=LIMIT_MS)).sum(axis=1)
        return counts

    def nearest(_):
        return [dijkstra(graph, indices=nodes, limit=LIMIT_MS, min_only=True) for nodes in case.facilities if len(nodes)]

    def whole(found):
        found = iter(found)
        none = np.full(case.node_count, np.inf)
        ms = np.concatenate([next(found) if len(nodes) else none for nodes in case.facilities])
        return np.where(np.isfinite(ms), ms, UNREACHED)

    return [
        Job("count", "dijkstra(limit)", case.node_count, count, answer=lambda counts: counts),
        Job("nearest", "dijkstra(min_only)", case.node_count, nearest, answer=whole),
    ]
