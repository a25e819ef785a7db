"""Contraction hierarchies in C++; `precompute` stores every range, `aggregate` then sums over them.

Weights are cut to thousandths: half a millisecond is added to each, so that what is left is the exact
time. A second `precompute` on one network appends to the first: every run gets a fresh network.
"""

from importlib.metadata import version as version_of

import numpy as np
import pandas as pd
import pandana

from case import LIMIT_MS, UNREACHED
from tool import Job

LIMIT_S = (LIMIT_MS + 0.5) / 1000


def version():
    return version_of("pandana")


def jobs(case, options):
    every = pd.Series(np.arange(case.node_count))
    x, y = pd.Series(case.xy_m[:, 0]), pd.Series(case.xy_m[:, 1])
    seconds = pd.DataFrame({"seconds": (case.ms + 0.5) / 1000})

    def network():
        return pandana.Network(x, y, pd.Series(case.tail), pd.Series(case.head), seconds, twoway=True)

    def with_ones():
        fresh = network()
        fresh.set(every, variable=pd.Series(np.ones(case.node_count)), name="one")
        return fresh

    def count(fresh):
        fresh.precompute(LIMIT_S)
        return fresh.aggregate(LIMIT_S, type="sum", decay="flat", name="one")

    def with_facilities():
        fresh = network()
        for i, nodes in enumerate(case.facilities):
            if len(nodes):
                fresh.set_pois(str(i), LIMIT_S, 1, x[nodes], y[nodes])
        return fresh

    def nearest(fresh):
        return [
            fresh.nearest_pois(LIMIT_S, str(i), num_pois=1)[1].to_numpy() if len(nodes) else np.full(len(x), LIMIT_S)
            for i, nodes in enumerate(case.facilities)
        ]

    def milliseconds(found):
        found = np.concatenate(found)
        return np.where(found >= LIMIT_S, UNREACHED, np.round(found * 1000))

    threads = options.threads
    n = case.node_count
    return [
        Job("count", "precompute + aggregate", n, count, with_ones, lambda sums: sums.to_numpy(), threads=threads),
        Job("nearest", "nearest_pois", n, nearest, with_facilities, milliseconds, threads=threads),
    ]
