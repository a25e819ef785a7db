"""What walks cost for one walker, and the search for facilities.  walking model 3, 4.4 to 4.6."""
from heapq import heappop, heappush

import numpy as np

from geom import ms_of
from tagrules import PROFILES

HORIZON_MS = 3_600_000
INF = 1 << 60
SHIFT = 26            # metre rules: cost = mm << SHIFT | ms
LEAVING, OPEN, ENTERING = 0, 1, 2


class Metric:
    """Costs of streets for one profile; adjacency for the reverse search."""

    def __init__(self, net, profile, speed, gates, metres):
        base, self.stairs, wheel = PROFILES[profile]
        self.speed = speed or base
        self.net, self.gates, self.metres = net, gates, metres
        n = net.nv
        self.rev_open = [[] for _ in range(n)]
        self.rev_priv = [[] for _ in range(n)]
        self.pct, self.fwd, self.bwd = [], [], []
        for st in net.streets:
            pct = self.stairs if st.stairs else 100
            ok = st.acc != 'closed' and pct is not None and not (wheel and st.nowheel)
            self.pct.append(pct or 100)
            self.fwd.append(ok and st.fwd)
            self.bwd.append(ok and st.bwd)
            c = self.cost(st, 0, st.mm)
            radj = self.rev_priv if st.private else self.rev_open
            if self.fwd[-1]:
                radj[st.v].append((st.u, c))
            if self.bwd[-1]:
                radj[st.u].append((st.v, c))
        for radj, groups in ((self.rev_priv, net.passages), (self.rev_open, net.open_passages)):
            for vs in groups:
                for a in vs:
                    for b in vs:
                        if a != b:
                            radj[a].append((b, 0))

    def T(self, st, x):
        return ms_of(x, self.pct[st.id], self.speed)

    def cost(self, st, a, b):
        ms = abs(self.T(st, a) - self.T(st, b))
        return (abs(a - b) << SHIFT) + ms if self.metres else ms

    def leg(self, mm):
        ms = ms_of(mm, 100, self.speed)
        return (mm << SHIFT) + ms if self.metres else ms

    def search(self, seeds, bound):
        """reverse search: cost from every state (vertex * 3 + phase) to the seeds, INF beyond bound"""
        dist = [INF] * (3 * self.net.nv)
        heap = []
        for s, c in seeds:
            if c < dist[s] and c <= bound:
                dist[s] = c
                heappush(heap, (c, s))
        rev_open, rev_priv = self.rev_open, self.rev_priv
        while heap:
            d, s = heappop(heap)
            if d > dist[s]:
                continue
            v, ph = divmod(s, 3)
            # who could have been here one phase earlier, at zero cost?
            if ph != LEAVING and d < dist[s - 1]:
                dist[s - 1] = d
                heappush(heap, (d, s - 1))
            for u, c in (rev_open if ph == OPEN else rev_priv)[v]:
                nd = d + c
                t = u * 3 + ph
                if nd < dist[t] and nd <= bound:
                    dist[t] = nd
                    heappush(heap, (nd, t))
        return np.array(dist, dtype=np.int64)

    def home_rows(self, snap):
        """[(state, cost)] of a home's access: where its walk can enter the graph"""
        st = self.net.streets[snap.street]
        ph = LEAVING if st.private else OPEN
        leg, rows = self.leg(snap.leg), []
        if snap.off == 0:
            rows.append((st.u * 3 + ph, leg))
        if snap.off == st.mm:
            rows.append((st.v * 3 + ph, leg))
        if not rows:
            if self.fwd[st.id]:
                rows.append((st.v * 3 + ph, leg + self.cost(st, snap.off, st.mm)))
            if self.bwd[st.id]:
                rows.append((st.u * 3 + ph, leg + self.cost(st, snap.off, 0)))
        return rows

    def reached_in(self, st):
        """the phases in which a facility on this street is reached (leaving passes into entering at no cost)"""
        if not st.private:
            return [OPEN]
        return [LEAVING] if self.gates == 'closed' else [ENTERING]

    def facility_seeds(self, snap):
        st = self.net.streets[snap.street]
        leg, seeds = self.leg(snap.leg), []
        phases = self.reached_in(st)
        phases_end = [OPEN, ENTERING] if phases == [OPEN] and 'entering-end' in self.net.old and self.gates != 'closed' else phases
        if snap.off == 0:
            seeds += [(st.u * 3 + p, leg) for p in phases_end]
        if snap.off == st.mm:
            seeds += [(st.v * 3 + p, leg) for p in phases_end]
        if not seeds:
            for p in phases:
                if self.fwd[st.id]:
                    seeds.append((st.u * 3 + p, leg + self.cost(st, 0, snap.off)))
                if self.bwd[st.id]:
                    seeds.append((st.v * 3 + p, leg + self.cost(st, st.mm, snap.off)))
        return seeds

    def direct(self, hs, fs):
        """walk along the common street, legs included, or None"""
        st = self.net.streets[hs.street]
        if hs.off < fs.off and not self.fwd[st.id] or hs.off > fs.off and not self.bwd[st.id]:
            return None
        if hs.off == fs.off and not (self.fwd[st.id] or self.bwd[st.id]) and 0 < hs.off < st.mm:
            return None
        return self.leg(hs.leg) + self.cost(st, hs.off, fs.off) + self.leg(fs.leg)
