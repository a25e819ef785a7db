"""Whether the exported case and our counts are right, by means that share nothing with the engine."""

import numpy as np

from agree import Truth
from case import LIMIT_MS, UNREACHED

PIECE = 600
"""Nodes of the piece on which all distances are computed."""

PIECE_LIMIT_MS = 300_000
"""The limit on the piece: short, so that many nodes have their whole reach inside."""


def self_test(case, kernels, work):
    """Runs all checks on one case and says so; the first that fails ends the run."""
    check_edges(case)
    print(f"the {len(case.tail):,} edges are the {case.about['streets']:,} streets made simple")
    truth = Truth.of(kernels, work)
    counting = next(kernel for kernel in kernels if kernel.row.job == "count")
    inner = check_piece(case, counting.answers_within(PIECE_LIMIT_MS, work / "piece.u32"))
    print(f"{inner:,} counts equal those by Floyd and Warshall")
    check_nearest(case, truth)
    print(f"{truth.nearest.size:,} nearest facilities equal those by relaxing every street until nothing changes")
    check_judge(truth)
    print("wrong answers are called wrong, rounded ones rounded")
    return 0


def check_edges(case):
    """The edges follow from the streets: shortest of parallels, no loops, nothing below 1 ms."""
    tail, head = case.column("street_tail"), case.column("street_head")
    ms = np.minimum(case.column("street_forward_ms"), case.column("street_backward_ms"))
    best = {}
    for u, v, t in zip(tail.tolist(), head.tolist(), ms.tolist()):
        if u != v:
            key = (min(u, v), max(u, v))
            best[key] = min(best.get(key, t), t)
    expected = sorted((u, v, max(t, 1)) for (u, v), t in best.items())
    assert expected == sorted(zip(case.tail.tolist(), case.head.tolist(), case.ms.tolist()))
    assert sorted(case.origins.tolist()) == list(range(len(case.xy_m)))
    speed = case.column("edge_mm") / np.maximum(case.ms, 1)
    assert (speed < 1.2 * 1.01 + 1 / np.maximum(case.ms, 1)).all(), "somebody is faster than the profile"


def check_piece(case, ours):
    """Counts of the nodes whose whole reach lies in one piece of the city."""
    nodes = nearest_nodes(case, PIECE)
    number = np.full(case.node_count, -1)
    number[nodes] = np.arange(len(nodes))
    distance = np.full((len(nodes), len(nodes)), np.inf)
    np.fill_diagonal(distance, 0)
    leaves = np.full(len(nodes), np.inf)
    for u, v, t in zip(*(column.tolist() for column in case.both_ways)):
        if number[u] >= 0 and number[v] >= 0:
            distance[number[u], number[v]] = t
        elif number[u] >= 0:
            leaves[number[u]] = min(leaves[number[u]], t)
    for k in range(len(nodes)):
        np.minimum(distance, distance[:, k, None] + distance[None, k, :], out=distance)
    # Who cannot get out of the piece within the limit cannot be reached or reach others from outside it.
    inside = (distance + leaves[None, :]).min(axis=1) > PIECE_LIMIT_MS
    assert inside.any(), "the piece is too small for the limit"
    counts = (distance[inside] <= PIECE_LIMIT_MS).sum(axis=1)
    assert (counts == ours[nodes[inside]]).all()
    return int(inside.sum())


def nearest_nodes(case, count):
    """The nodes around the middle of the case."""
    middle = case.xy_m - np.median(case.xy_m, axis=0)
    return np.sort(np.argsort((middle**2).sum(axis=1), kind="stable")[:count])


def check_nearest(case, truth):
    """Bellman and Ford from all facilities of a category."""
    tail, head, ms = case.both_ways
    found = []
    for facilities in case.facilities:
        label = np.full(case.node_count, np.inf)
        label[facilities] = 0
        while True:
            better = label.copy()
            np.minimum.at(better, head, label[tail] + ms)
            if (better == label).all():
                break
            label = better
        found.append(np.where(label <= LIMIT_MS, label, UNREACHED))
    assert (np.concatenate(found) == truth.nearest).all()


def check_judge(truth):
    """The judge of the tools' answers is not blind."""
    every = np.array([], int)
    judge = lambda job, answer: truth.judge(job, answer, every)
    assert judge("count", truth.count)[1].startswith("all")
    assert judge("nearest", truth.nearest)[1].startswith("all")
    assert not judge("count", truth.count_high + 1)[0]
    assert not judge("nearest", truth.nearest + 100)[0]
    near = np.where(truth.nearest < LIMIT_MS, truth.nearest + 1, truth.nearest)
    right, words = judge("nearest", near)
    assert right and words.endswith("differ by rounding")
