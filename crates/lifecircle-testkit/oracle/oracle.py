"""Independent oracle for the walkability engine described in docs/walking-model.md.  See CHOICES.md for readings of the text."""
import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from heapq import heappop, heappush

import numpy as np
import shapely

import places as pl
from around import Around
from extent import degrees, parse_extent
from geom import ms_of, ring_side
from network import Network
from osmdata import Data
from snap import SnapIndex
from tagrules import PROFILES

HORIZON_MS = 3_600_000
INF = 1 << 60
SHIFT = 26            # metre rules: cost = mm << SHIFT | ms
LEAVING, OPEN, ENTERING = 0, 1, 2
# Rules as they were read before, one by one: to count the homes that a rule decides.
OLD = ('closed-cut-ends', 'no-inferred-box', 'entering-end', 'whole-landuse', 'open-buildings', 'all-ways-sampled', 'way-offset')


def rules_of(pack):
    conv, market, sup = {'convenience'}, {'market'}, {'supermarket'}
    if pack == 'huaian-2023-fresh':
        market = {'market', 'fresh_store'}
    if pack == 'huaian-2023-substitute':
        conv = {'convenience', 'supermarket'}
    metres = pack == 'gb50180'
    lim = [300_000, 500_000, 1_000_000] if metres else [300_000, 600_000, 900_000]
    return metres, [('convenience', conv, lim[0]), ('market', market, lim[1]), ('supermarket', sup, lim[2])]


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


def zero_pairs(data, shapes, homes, facs):
    """facility index -> home indices reached in 0 s: own element, or a node strictly inside an outer ring"""
    out = defaultdict(set)
    by_id = {h.id: i for i, h in enumerate(homes)}
    boxes, owner = [], []
    for i, h in enumerate(homes):
        if h.kind == 'point':
            continue
        for r in shapes.rings(h)[0]:
            xs, ys = [p[0] for p in r], [p[1] for p in r]
            boxes.append(shapely.box(min(xs), min(ys), max(xs), max(ys)))
            owner.append((i, r))
    tree = shapely.STRtree(boxes) if boxes else None
    for k, f in enumerate(facs):
        if f.id in by_id:
            out[k].add(by_id[f.id])
        if f.kind == 'node' and tree is not None:
            p = data.nodes[f.oid]
            for b in tree.query(shapely.Point(p)):
                i, r = owner[b]
                if ring_side(r, p) > 0:
                    out[k].add(i)
    return out


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument('file')
    ap.add_argument('-o', required=True)
    ap.add_argument('--rules', default='huaian-2023',
                    choices=['huaian-2023', 'huaian-2023-fresh', 'huaian-2023-substitute', 'gb50180'])
    ap.add_argument('--profile', default='adult', choices=list(PROFILES))
    ap.add_argument('--gates', default='tagged', choices=['tagged', 'open', 'closed'])
    ap.add_argument('--legs', default='nearest', choices=['nearest', 'around'])
    ap.add_argument('--speed', type=int, default=None, help='mm per hour')
    ap.add_argument('--extent', type=parse_extent, default=None, help='W,S,E,N in degrees, instead of the box of the file')
    ap.add_argument('--old', action='append', default=[], choices=OLD, help='read one rule as it was before')
    ap.add_argument('--quiet', action='store_true', help='nothing on stderr')
    a = ap.parse_args(argv)
    t0 = time.time()

    old = frozenset(a.old)
    data = Data(a.file, a.extent, 'no-inferred-box' not in old)
    net = Network(data, a.gates, a.profile, old)
    shapes = pl.Shapes(data)
    report = Counter(net.report)
    metres, rules = rules_of(a.rules)
    metric = Metric(net, a.profile, a.speed, a.gates, metres)
    index = SnapIndex(net)
    around = Around(data, index, shapes) if a.legs == 'around' else None
    t1 = time.time()

    kind, homes = pl.select_homes(data, shapes, net, report, a.profile)
    kept = []
    for h in homes:
        ent = pl.find_entrances(data, h, pl.HOME_ENTRANCES) if h.kind != 'point' else []
        h.n_entrances = len(ent)
        if pl.locate(data, index, h, ent, around):
            kept.append(h)
    dropped = len(homes) - len(kept)
    homes = kept

    facs = []
    for f in pl.select_facilities(data, shapes, report):
        if pl.locate(data, index, f, f.entrance_nodes):
            facs.append(f)
        else:
            report['facilities_dropped'] += 1
    zero = zero_pairs(data, shapes, homes, facs)
    t2 = time.time()

    # rows: every way a home's walk can enter the graph
    H = len(homes)
    rh, rs, rc, rl = [], [], [], []
    on_street = defaultdict(list)
    for i, h in enumerate(homes):
        for s in h.snaps:
            on_street[s.street].append((i, s))
            for state, c in metric.home_rows(s):
                rh.append(i)
                rs.append(state)
                rc.append(c)
                rl.append(s.leg)
    rh, rs, rc, rl = (np.array(x, dtype=np.int64) for x in (rh, rs, rc, rl))
    starts = np.nonzero(np.r_[True, rh[1:] != rh[:-1]])[0] if len(rh) else np.zeros(0, dtype=int)
    row_home = rh[starts] if len(rh) else rh

    def per_home(dist):
        """per home: smallest total and, among rows that reach it, the smallest leg"""
        best, leg = np.full(H, INF, dtype=np.int64), np.zeros(H, dtype=np.int64)
        if len(rh):
            tot = np.minimum(dist[rs] + rc, INF)
            m = np.minimum.reduceat(tot, starts)
            full = np.repeat(m, np.diff(np.r_[starts, len(rh)]))
            lg = np.minimum.reduceat(np.where(tot == full, rl, 1 << 40), starts)
            best[row_home], leg[row_home] = m, lg
        return best, leg

    bound = (metric.speed + 1000) << SHIFT if metres else HORIZON_MS

    def measure(c):      # what a rule compares
        return c >> SHIFT if metres else c

    near = {r: (np.full(H, INF, dtype=np.int64), np.full(H, -1), np.zeros(H, dtype=np.int64)) for r, _, _ in rules}
    count = {r: np.zeros(H, dtype=np.int64) for r, _, _ in rules}
    has_data = {r: any(f.cats & cs for f in facs) for r, cs, _ in rules}
    searches = 0
    for k, f in enumerate(facs):                      # in rank order: node < way < relation, id
        serve = [(r, lim) for r, cs, lim in rules if f.cats & cs]
        if not serve:
            continue
        seeds = [x for s in f.snaps for x in metric.facility_seeds(s)]
        if seeds:
            best, leg = per_home(metric.search(seeds, bound))
            searches += 1
        else:
            best, leg = np.full(H, INF, dtype=np.int64), np.zeros(H, dtype=np.int64)
        for fs in f.snaps:
            for i, hs in on_street.get(fs.street, ()):
                c = metric.direct(hs, fs)
                if c is not None and (c < best[i] or c == best[i] and hs.leg < leg[i]):
                    best[i], leg[i] = c, hs.leg
        for i in zero.get(k, ()):
            best[i], leg[i] = 0, 0
        # beyond the horizon: nothing (metre rules: the time along the path decides)
        ms_part = best & ((1 << SHIFT) - 1) if metres else best
        best = np.where((best >= INF) | (ms_part > HORIZON_MS), INF, best)
        for r, lim in serve:
            nb, nf, nl = near[r]
            better = (best < INF) & ((nb >= INF) | (measure(best) < measure(nb)))
            nb[better], nf[better], nl[better] = best[better], k, leg[better]
            count[r] += (best < INF) & (measure(best) <= lim)
    t3 = time.time()

    # nearest cut end by the legal walk
    cut_states = []
    for v, n in enumerate(net.vertex_node):
        if n in net.cut:
            phases = (LEAVING, OPEN) if a.gates == 'closed' else (LEAVING, OPEN, ENTERING)
            cut_states += [(v * 3 + p, 0) for p in phases]
    max_lim = max(lim for _, _, lim in rules)
    edge, _ = per_home(metric.search(cut_states, ((max_lim + 1) << SHIFT) if metres else max_lim))

    out_homes, verdicts = [], Counter()
    rule_verdicts = {r: Counter() for r, _, _ in rules}
    reason_count = Counter()
    for i, h in enumerate(homes):
        rec = {'id': h.id, 'people_milli': h.people_milli, 'lon': round(h.lonlat[0], 7), 'lat': round(h.lonlat[1], 7),
               'entrances': getattr(h, 'n_entrances', 0)}
        reasons, rr, best_any = [], {}, None
        for r, cs, lim in rules:
            nb, nf, nl = near[r]
            c = int(nb[i])
            e = int(edge[i])
            e_ok = e < INF and measure(e) <= lim
            if count[r][i] >= 1:
                v, why = 'covered', None
            elif not h.snaps:
                v, why = 'unknown', 'unreachable'
            elif all(net.streets[s.street].island for s in h.snaps):
                v, why = 'unknown', 'island'
            elif not has_data[r]:
                v, why = 'unknown', 'no_data'
            elif e_ok:
                v, why = 'unknown', 'edge'
            else:
                v, why = 'not_covered', None
            if why:
                reasons.append(r + ':' + why)
                reason_count[r + ':' + why] += 1
            rule_verdicts[r][v] += 1
            d = {'verdict': v, 'walk_ms': None, 'facility': None, 'count': int(count[r][i]),
                 'edge_ms': None}
            if metres:
                d['walk_mm'] = d['edge_mm'] = None
            if c < INF:
                d['walk_ms'] = c & ((1 << SHIFT) - 1) if metres else c
                d['facility'] = facs[nf[i]].id
                if metres:
                    d['walk_mm'] = c >> SHIFT
                key = (measure(c), facs[nf[i]].rank, int(nl[i]))
                if best_any is None or key < best_any:
                    best_any = key
            if e_ok:
                d['edge_ms'] = e & ((1 << SHIFT) - 1) if metres else e
                if metres:
                    d['edge_mm'] = e >> SHIFT
            rr[r] = d
        vs = [rr[r]['verdict'] for r, _, _ in rules]
        rec['verdict'] = 'covered' if all(v == 'covered' for v in vs) else 'not_covered' if 'not_covered' in vs else 'unknown'
        verdicts[rec['verdict']] += 1
        rec['reasons'] = reasons
        if best_any is not None:
            rec['access_mm'] = best_any[2]
        else:
            rec['access_mm'] = min((s.leg for s in h.snaps), default=None)
        rec['rules'] = rr
        if not rec['entrances']:
            rec['further'] = [[round(s.lon, 7), round(s.lat, 7)] for s in h.snaps[1:]]
        # for debugging: where the home stands
        rec['snaps'] = [{'leg_mm': s.leg, 'off_mm': s.off, 'street_mm': net.streets[s.street].mm,
                         'ends': [net.streets[s.street].nodes[0], net.streets[s.street].nodes[-1]],
                         'private': net.streets[s.street].private} for s in h.snaps]
        out_homes.append(rec)
    out_homes.sort(key=lambda x: x['id'])

    def fsnap(f):
        return [{'leg_mm': s.leg, 'off_mm': s.off, 'street_mm': net.streets[s.street].mm,
                 'ends': [net.streets[s.street].nodes[0], net.streets[s.street].nodes[-1]],
                 'private': net.streets[s.street].private} for s in f.snaps]
    fac_out = [{'id': f.id, 'name': f.name, 'categories': sorted(f.cats), 'resolved_by': f.resolved_by, 'merged': f.merged,
                'doubtful': f.doubtful, 'lon': round(f.lonlat[0], 7), 'lat': round(f.lonlat[1], 7), 'snaps': fsnap(f)} for f in facs]
    cats = Counter(c for f in facs for c in f.cats)
    kinds = Counter(net.cut.values())
    summary = {
        'file': a.file.split('/')[-1], 'rules': a.rules, 'profile': a.profile, 'gates': a.gates, 'speed_mm_h': metric.speed,
        'homes_kind': kind, 'homes': H, 'homes_dropped': dropped, 'building_yes_left_out': report['building_yes_left_out'],
        'people_milli': sum(h.people_milli for h in homes), 'verdicts': dict(verdicts),
        'rule_verdicts': {r: dict(c) for r, c in rule_verdicts.items()}, 'reasons': dict(sorted(reason_count.items())),
        'facilities': len(facs), 'categories': dict(sorted(cats.items())),
        'facilities_resolved_by': dict(Counter(f.resolved_by for f in facs)),
        'facilities_merged': sum(len(f.merged) for f in facs), 'facilities_doubtful': sum(f.doubtful for f in facs),
        'facilities_without_street': sum(1 for f in facs if not f.snaps),
        'cut_ends': {k: kinds.get(k, 0) for k in ('missing', 'box', 'assumed')}, 'cut_ends_overlapping': net.cut_sets,
        'components': net.n_components, 'small_components': net.n_small, 'islands': net.n_islands,
        'public_pieces': net.n_public, 'enclosed_pieces': net.n_enclosed,
        'streets': len(net.streets), 'vertices': net.nv,
        'network_km': round(net.walk_mm / 1e6, 3), 'closed_km': round(net.closed_mm / 1e6, 3),
        'private_km': round(net.private_mm / 1e6, 3),
        'legs': a.legs, 'homes_with_further_legs': sum(h.resolved_by == 'outline' and len(h.snaps) > 1 for h in homes),
        'edge_known': net.edge_known, 'extent': data.extent,
        'extent_box': degrees(data.box) if data.extent == 'inferred' else None, 'report': dict(sorted(report.items())),
    }
    with open(a.o, 'w') as f:
        json.dump({'homes': out_homes, 'facilities': fac_out, 'summary': summary}, f, ensure_ascii=False, separators=(',', ':'))
    t4 = time.time()
    if a.quiet:
        return
    print('%s %s/%s/%s: %d homes (%s), %d facilities, %d searches; network %.1f s, places %.1f s, search %.1f s, total %.1f s' % (
        a.file.split('/')[-1], a.rules, a.profile, a.gates, H, kind, len(facs), searches, t1 - t0, t2 - t1, t3 - t2, t4 - t0),
        file=sys.stderr)
    print('   ', {k: summary[k] for k in ('verdicts', 'rule_verdicts', 'categories', 'cut_ends', 'network_km')}, file=sys.stderr)


if __name__ == '__main__':
    main()
