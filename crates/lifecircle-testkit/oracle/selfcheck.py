"""Slow second look at the oracle's own parts: forward search on raw segments (no streets, floats), brute-force snapping,
synthetic barrier / gate cases.  python selfcheck.py FILE [n]"""
import heapq, math, random, sys
import numpy as np
import metric as costs, places as pl
from geom import haversine, R, RAD
from network import Network
from osmdata import Data
from snap import SnapIndex


def forward(net, metric, gates, home, facs):
    """times from one home to each facility, floats in ms, raw segments, forward"""
    nodes = net.data.nodes
    key = lambda n, arm: (n, arm) if n in net.barrier else n
    adj = {}
    def arc(a, b, sec, priv):
        adj.setdefault(a, []).append((b, sec, priv))
    for i, s in enumerate(net.segs):
        st = net.streets[s.street]
        pct = metric.stairs if s.stairs else 100
        if s.acc == 'closed' or pct is None or (costs.PROFILES[metric.prof][2] and s.nowheel): continue
        ms = haversine(nodes[s.a], nodes[s.b]) * pct / 100 * 3.6e9 / metric.speed
        a, b = key(s.a, (i, 0)), key(s.b, (i, 1))
        if s.one >= 0: arc(a, b, ms, st.private)
        if s.one <= 0: arc(b, a, ms, st.private)
    for n, kind in net.barrier.items():
        if kind != 'private': continue
        opened = gates == 'open' and net.data.node_tags[n].get('locked') != 'yes'
        es = [(n, e) for e in net.ends[n]]
        for x in es:
            for y in es:
                if x != y: arc(x, y, 0.0, not opened)
    def split(snap, tag, priv):
        """attach a place to the raw graph: returns nothing, adds arcs tag<->neighbours"""
        st = net.streets[snap.street]
        pct = metric.stairs if st.stairs else 100
        k = 3.6e9 / metric.speed * (pct or 100) / 100
        o = snap.off / 1000
        ok = st.acc != 'closed' and pct is not None and not (costs.PROFILES[metric.prof][2] and st.nowheel)
        ends = []
        for v, off, out_ok, in_ok in ((st.u, 0.0, st.bwd, st.fwd), (st.v, st.mm / 1000, st.fwd, st.bwd)):
            at = snap.off == 0 and v == st.u and off == 0 or snap.off == st.mm and off == st.mm / 1000
            ends.append((v, abs(o - off) * k, ok and out_ok, ok and in_ok, at))
        if any(e[4] for e in ends):
            ends = [(v, 0.0, True, True, True) for v, c, a, b, at in ends if at]
        return ends
    # vertex id -> raw key
    vk = {}
    for st in net.streets:
        i, r = st.segs[0]; vk[st.u] = key(st.nodes[0], (i, 1 if r else 0))
        i, r = st.segs[-1]; vk[st.v] = key(st.nodes[-1], (i, 0 if r else 1))
    best = {}
    start = {}
    legms = lambda mm: mm * 3.6e6 / metric.speed
    for s in home.snaps:
        st = net.streets[s.street]
        ph = 0 if st.private else 1
        for v, c, out, inn, at in split(s, None, st.private):
            if out:
                kk = (vk[v], ph); start[kk] = min(start.get(kk, 1e18), legms(s.leg) + c)
    dist = dict(start); h = [(d, str(k), k) for k, d in dist.items()]; heapq.heapify(h)
    while h:
        d, _, (n, ph) = heapq.heappop(h)
        if d > dist[(n, ph)] or d > 3.7e6: continue
        nxt = []
        if ph == 0: nxt.append(((n, 1), d))
        if ph == 1 and gates != 'closed': nxt.append(((n, 2), d))
        for m, c, priv in adj.get(n, ()):
            if priv == (ph != 1): nxt.append(((m, ph), d + c))
        for kk, nd in nxt:
            if nd < dist.get(kk, 1e18): dist[kk] = nd; heapq.heappush(h, (nd, str(kk), kk))
    res = []
    for f in facs:
        b = 1e18
        for s in f.snaps:
            st = net.streets[s.street]
            for v, c, out, inn, at in split(s, None, st.private):
                if not inn: continue
                if gates == 'closed': phs = [0] if st.private else [1]
                elif st.private: phs = [2]
                else: phs = [1, 2] if at else [1]
                for ph in phs:
                    b = min(b, dist.get((vk[v], ph), 1e18) + c + legms(s.leg))
            for hs in home.snaps:
                if hs.street == s.street:
                    st2 = net.streets[s.street]
                    fw, bw = metric.fwd[st2.id], metric.bwd[st2.id]
                    if (hs.off <= s.off and fw) or (hs.off >= s.off and bw):
                        b = min(b, legms(hs.leg + s.leg) + abs(hs.off - s.off) * 3.6e6 / metric.speed * metric.pct[st2.id] / 100)
        res.append(b)
    return res


def brute_point(net, lon, lat):
    best = {}
    nodes = net.data.nodes
    c = math.cos(lat * RAD)
    for s in net.segs:
        st = net.streets[s.street]
        if not st.snap or st.acc == 'closed': continue
        a, b = nodes[s.a], nodes[s.b]
        if abs(a[1]*1e-7-lat) > 0.02 and abs(b[1]*1e-7-lat) > 0.02: continue
        ax, ay = (a[0]*1e-7-lon)*c*RAD*R, (a[1]*1e-7-lat)*RAD*R
        bx, by = (b[0]*1e-7-lon)*c*RAD*R, (b[1]*1e-7-lat)*RAD*R
        l2 = (bx-ax)**2+(by-ay)**2
        t = 0 if l2 == 0 else max(0, min(1, -(ax*(bx-ax)+ay*(by-ay))/l2))
        d = math.hypot(ax+t*(bx-ax), ay+t*(by-ay))
        k = (math.floor(d*1000+.5), s.way, s.idx)
        if k[0] <= 200000 and (st.small not in best or k < best[st.small][0]):
            best[st.small] = (k, s.street)
    return best.get(False) or best.get(True)


def main(path, n=25):
    random.seed(7)
    data = Data(path)
    for gates in ('tagged', 'open', 'closed'):
        for prof in ('adult', 'wheelchair'):
            net = Network(data, gates, prof); shapes = pl.Shapes(data)
            metric = costs.Metric(net, prof, None, gates, False); metric.prof = prof
            index = SnapIndex(net)
            from collections import Counter
            rep = Counter()
            kind, homes = pl.select_homes(data, shapes, net, rep)
            random.shuffle(homes)
            homes = homes[:n]
            for h in homes: pl.locate(data, index, h, pl.find_entrances(data, h, pl.HOME_ENTRANCES) if h.kind != 'point' else [])
            facs = pl.select_facilities(data, shapes, rep)
            for f in facs: pl.locate(data, index, f, f.entrance_nodes)
            dists = [metric.search([x for s in f.snaps for x in metric.facility_seeds(s)], 3_600_000) for f in facs]
            worst, cmp_, mism = 0, 0, 0
            for h in homes:
                ref = forward(net, metric, gates, h, facs)
                for k, f in enumerate(facs):
                    b = costs.INF
                    for hs in h.snaps:
                        for st, c in metric.home_rows(hs): b = min(b, int(dists[k][st]) + c)
                        for fs in f.snaps:
                            if fs.street == hs.street:
                                c = metric.direct(hs, fs)
                                if c is not None: b = min(b, c)
                    a = ref[k]
                    if a > 3.59e6 and b > 3.59e6: continue
                    cmp_ += 1
                    if abs(a - b) > 400: mism += 1; print('   MISMATCH', gates, prof, h.id, f.id, a, b)
                    else: worst = max(worst, abs(a - b))
            print(path.split('/')[-1], gates, prof, 'pairs', cmp_, 'worst ms', round(worst, 1), 'mismatch', mism)
    # snapping
    net = Network(data); index = SnapIndex(net); bad = 0
    ids = random.sample(sorted(data.nodes), min(60, len(data.nodes)))
    for q in ids:
        lon, lat = data.nodes[q][0]*1e-7, data.nodes[q][1]*1e-7
        a, b = index.point(lon, lat), brute_point(net, lon, lat)
        if (a is None) != (b is None) or a and (a.leg != b[0][0] or a.street != b[1]): bad += 1; print('   SNAP', q, a and (a.leg, a.street), b)
    print('point snaps', len(ids), 'bad', bad)
    # outlines against dense sampling of the outline
    bad = 0
    for h in random.sample([p for p in pl.building_places(data)], min(25, sum(1 for _ in pl.building_places(data)))):
        segs = pl.outline_segments(data, h)
        if not segs: continue
        s = index.outline(segs)
        m = None
        for x1, y1, x2, y2 in segs:
            for i in range(41):
                u = i / 40
                q = index.point(x1+u*(x2-x1), y1+u*(y2-y1))
                if q and (m is None or q.leg < m): m = q.leg
        if (s is None) != (m is None) or s and not (s.leg <= m + 2 and m - s.leg < 400): bad += 1; print('   OUTLINE', h.id, s and s.leg, m)
    print('outline snaps bad', bad)

main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 25)
