"""A city under some options: streets and homes are made once, and facilities are asked for by themselves.
walking model 4.6 to 4.8."""
from collections import Counter, defaultdict

import numpy as np
import shapely

import places as pl
from around import Around
from geom import ring_side
from metric import HORIZON_MS, INF, LEAVING, OPEN, ENTERING, SHIFT, Metric
from network import Network
from osmdata import Data
from snap import SnapIndex


def rules_of(pack):
    conv, market, sup = {'convenience'}, {'market'}, {'supermarket'}
    if pack == 'huaian-2023-fresh':
        market = {'market', 'fresh_store'}
    if pack == 'huaian-2023-substitute':
        conv = {'convenience', 'supermarket'}
    metres = pack == 'gb50180'
    lim = [300_000, 500_000, 1_000_000] if metres else [300_000, 600_000, 900_000]
    return metres, [('convenience', conv, lim[0]), ('market', market, lim[1]), ('supermarket', sup, lim[2])]


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


class City:
    """a: the options of oracle.py"""

    def __init__(self, a):
        old = frozenset(a.old)
        self.a, self.report = a, Counter()
        self.data = Data(a.file, a.extent, 'no-inferred-box' not in old)
        self.net = Network(self.data, a.gates, a.profile, old)
        self.report.update(self.net.report)
        self.shapes = pl.Shapes(self.data)
        self.metres, self.rules = rules_of(a.rules)
        self.metric = Metric(self.net, a.profile, a.speed, a.gates, self.metres)
        self.index = SnapIndex(self.net)
        self._homes()
        self._ways_into_the_graph()
        self.edge = self._nearest_cut_end()

    def _homes(self):
        a, around = self.a, Around(self.data, self.index, self.shapes) if self.a.legs == 'around' else None
        self.kind, homes = pl.select_homes(self.data, self.shapes, self.net, self.report, a.profile)
        self.homes = []
        for h in homes:
            ent = pl.find_entrances(self.data, h, pl.HOME_ENTRANCES) if h.kind != 'point' else []
            h.n_entrances = len(ent)
            if pl.locate(self.data, self.index, h, ent, around):
                self.homes.append(h)
        self.dropped = len(homes) - len(self.homes)

    def _ways_into_the_graph(self):
        """rows: every way a home's walk can enter the graph"""
        rh, rs, rc, rl = [], [], [], []
        self.on_street = defaultdict(list)
        for i, h in enumerate(self.homes):
            for s in h.snaps:
                self.on_street[s.street].append((i, s))
                for state, c in self.metric.home_rows(s):
                    rh.append(i)
                    rs.append(state)
                    rc.append(c)
                    rl.append(s.leg)
        self.rh, self.rs, self.rc, self.rl = (np.array(x, dtype=np.int64) for x in (rh, rs, rc, rl))
        self.starts = np.nonzero(np.r_[True, self.rh[1:] != self.rh[:-1]])[0] if rh else np.zeros(0, dtype=int)

    def _per_home(self, dist):
        """per home: smallest total and, among rows that reach it, the smallest leg"""
        best, leg = self._nowhere()
        if len(self.rh):
            tot = np.minimum(dist[self.rs] + self.rc, INF)
            m = np.minimum.reduceat(tot, self.starts)
            full = np.repeat(m, np.diff(np.r_[self.starts, len(self.rh)]))
            lg = np.minimum.reduceat(np.where(tot == full, self.rl, 1 << 40), self.starts)
            row_home = self.rh[self.starts]
            best[row_home], leg[row_home] = m, lg
        return best, leg

    def _nowhere(self):
        return np.full(len(self.homes), INF, dtype=np.int64), np.zeros(len(self.homes), dtype=np.int64)

    def _nearest_cut_end(self):
        """per home the nearest cut end by the legal walk"""
        cut_states = []
        for v, n in enumerate(self.net.vertex_node):
            if n in self.net.cut:
                phases = (LEAVING, OPEN) if self.a.gates == 'closed' else (LEAVING, OPEN, ENTERING)
                cut_states += [(v * 3 + p, 0) for p in phases]
        max_lim = max(lim for _, _, lim in self.rules)
        return self._per_home(self.metric.search(cut_states, ((max_lim + 1) << SHIFT) if self.metres else max_lim))[0]

    def measure(self, c):
        """what a rule compares"""
        return c >> SHIFT if self.metres else c

    def facilities(self, data=None):
        """the facilities of the file, or of one with the same ways, in rank order: node < way < relation, id"""
        data = data or self.data
        found = []
        for f in pl.select_facilities(data, pl.Shapes(data), self.report):
            if pl.locate(data, self.index, f, f.entrance_nodes):
                found.append(f)
            else:
                self.report['facilities_dropped'] += 1
        return found

    def _walks(self, f, inside):
        """per home what the walk to a facility costs, and its leg; inside: the homes that are there already"""
        seeds = [x for s in f.snaps for x in self.metric.facility_seeds(s)]
        bound = (self.metric.speed + 1000) << SHIFT if self.metres else HORIZON_MS
        best, leg = self._per_home(self.metric.search(seeds, bound)) if seeds else self._nowhere()
        for fs in f.snaps:
            for i, hs in self.on_street.get(fs.street, ()):
                c = self.metric.direct(hs, fs)
                if c is not None and (c < best[i] or c == best[i] and hs.leg < leg[i]):
                    best[i], leg[i] = c, hs.leg
        for i in inside:
            best[i], leg[i] = 0, 0
        # beyond the horizon: nothing (metre rules: the time along the path decides)
        ms_part = best & ((1 << SHIFT) - 1) if self.metres else best
        return np.where((best >= INF) | (ms_part > HORIZON_MS), INF, best), leg

    def answers(self, facs, data=None):
        """what is told of each home with these facilities, in rank order, of the file or of one with the same ways"""
        zero = zero_pairs(data or self.data, self.shapes, self.homes, facs)
        near = {r: (self._nowhere()[0], np.full(len(self.homes), -1), self._nowhere()[1]) for r, _, _ in self.rules}
        count = {r: np.zeros(len(self.homes), dtype=np.int64) for r, _, _ in self.rules}
        for k, f in enumerate(facs):
            serve = [(r, lim) for r, cs, lim in self.rules if f.cats & cs]
            if not serve:
                continue
            best, leg = self._walks(f, zero.get(k, ()))
            for r, lim in serve:
                nb, nf, nl = near[r]
                better = (best < INF) & ((nb >= INF) | (self.measure(best) < self.measure(nb)))
                nb[better], nf[better], nl[better] = best[better], k, leg[better]
                count[r] += (best < INF) & (self.measure(best) <= lim)
        has_data = {r: any(f.cats & cs for f in facs) for r, cs, _ in self.rules}
        told = [self._home(i, facs, near, count, has_data) for i in range(len(self.homes))]
        return sorted(told, key=lambda x: x['id'])

    def _home(self, i, facs, near, count, has_data):
        h = self.homes[i]
        rec = {'id': h.id, 'people_milli': h.people_milli, 'lon': round(h.lonlat[0], 7), 'lat': round(h.lonlat[1], 7),
               'entrances': getattr(h, 'n_entrances', 0)}
        reasons, rr, best_any = [], {}, None
        for r, _, lim in self.rules:
            nb, nf, nl = near[r]
            c, e = int(nb[i]), int(self.edge[i])
            e_ok = e < INF and self.measure(e) <= lim
            v, why = self._verdict(h, int(count[r][i]), has_data[r], e_ok)
            if why:
                reasons.append(r + ':' + why)
            rr[r] = {'verdict': v, 'walk_ms': None, 'facility': None, 'count': int(count[r][i]), 'edge_ms': None}
            if self.metres:
                rr[r]['walk_mm'] = rr[r]['edge_mm'] = None
            if c < INF:
                rr[r].update(self._cost('walk', c), facility=facs[nf[i]].id)
                key = (self.measure(c), facs[nf[i]].rank, int(nl[i]))
                if best_any is None or key < best_any:
                    best_any = key
            if e_ok:
                rr[r].update(self._cost('edge', e))
        vs = [rr[r]['verdict'] for r, _, _ in self.rules]
        rec['verdict'] = 'covered' if all(v == 'covered' for v in vs) else 'not_covered' if 'not_covered' in vs else 'unknown'
        rec['reasons'] = reasons
        rec['access_mm'] = best_any[2] if best_any is not None else min((s.leg for s in h.snaps), default=None)
        rec['rules'] = rr
        if not rec['entrances']:
            rec['further'] = [[round(s.lon, 7), round(s.lat, 7)] for s in h.snaps[1:]]
        rec['snaps'] = self.stands(h)
        return rec

    def _verdict(self, h, count, has_data, is_at_edge):
        """(verdict, why it is unknown)"""
        if count >= 1:
            return 'covered', None
        if not h.snaps:
            return 'unknown', 'unreachable'
        if all(self.net.streets[s.street].island for s in h.snaps):
            return 'unknown', 'island'
        if not has_data:
            return 'unknown', 'no_data'
        return ('unknown', 'edge') if is_at_edge else ('not_covered', None)

    def _cost(self, what, c):
        if not self.metres:
            return {what + '_ms': c}
        return {what + '_ms': c & ((1 << SHIFT) - 1), what + '_mm': c >> SHIFT}

    def stands(self, place):
        """for debugging: where a place stands"""
        streets = self.net.streets
        return [{'leg_mm': s.leg, 'off_mm': s.off, 'street_mm': streets[s.street].mm,
                 'ends': [streets[s.street].nodes[0], streets[s.street].nodes[-1]],
                 'private': streets[s.street].private} for s in place.snaps]
