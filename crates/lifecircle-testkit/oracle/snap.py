"""walking model 4.6: places to streets. Point snapping, and outline snapping (the outline point nearest to a snappable street)."""
import numpy as np
import shapely

from geom import R, RAD, round_half_up

MAX_SNAP_MM = 200_000
RADII_M = (30.0, 90.0, 200.001)


class Snap:
    """One access: leg in mm, street, offset along the street in mm, the lon/lat (degrees) where the leg starts, and for
    outlines the (lon, lat) where it ends."""
    __slots__ = ('leg', 'street', 'off', 'lon', 'lat', 'end')

    def __init__(self, leg, street, off, lon, lat, end=None):
        self.leg, self.street, self.off, self.lon, self.lat, self.end = leg, street, off, lon, lat, end

    def start(self):
        return self.lon, self.lat


class SnapIndex:
    def __init__(self, net):
        nodes = net.data.nodes
        self.net = net
        rows = []
        for s in net.segs:
            st = net.streets[s.street]
            if not st.snap or st.acc == 'closed':
                continue
            a, b = nodes[s.a], nodes[s.b]
            rows.append((a[0] * 1e-7, a[1] * 1e-7, b[0] * 1e-7, b[1] * 1e-7, s.way, s.idx, s.street, s.pos, s.rev, st.small))
        self.n = len(rows)
        arr = np.array([r[:4] for r in rows], dtype=float).reshape(-1, 4)
        self.xy = arr
        self.way = np.array([r[4] for r in rows], dtype=np.int64)
        self.idx = np.array([r[5] for r in rows], dtype=np.int64)
        self.street = [r[6] for r in rows]
        self.pos = [r[7] for r in rows]
        self.rev = [r[8] for r in rows]
        self.small = np.array([r[9] for r in rows], dtype=bool)
        if self.n:
            lines = shapely.linestrings(arr.reshape(-1, 2, 2))
            self.tree = shapely.STRtree(lines)

    def _near(self, lon0, lat0, lon1, lat1, radius):
        if not self.n:
            return np.zeros(0, dtype=int)
        dlat = radius / R / RAD * 1.001
        c = np.cos(max(abs(lat0), abs(lat1)) * RAD)
        dlon = dlat / max(c, 1e-6)
        return self.tree.query(shapely.box(lon0 - dlon, lat0 - dlat, lon1 + dlon, lat1 + dlat))

    def _offset(self, k, t):
        """offset in mm on the street for fraction t (in the way's direction) of segment k"""
        st = self.net.streets[self.street[k]]
        p = self.pos[k]
        if self.rev[k]:
            t = 1.0 - t
        off = round_half_up((st.cum[p] + t * (st.cum[p + 1] - st.cum[p])) * 1000)
        return max(0, min(st.mm, off))

    def _tie(self, k, t):
        """what decides between equal legs to one segment: the offset along the street"""
        return t if 'way-offset' in self.net.old else self._offset(k, t)

    def _point_dist(self, lon, lat, idx):
        """metres and fractions from one point to the segments idx, in the plane at the point's latitude"""
        c = np.cos(lat * RAD)
        s = self.xy[idx]
        ax, ay = (s[:, 0] - lon) * RAD * R * c, (s[:, 1] - lat) * RAD * R
        bx, by = (s[:, 2] - lon) * RAD * R * c, (s[:, 3] - lat) * RAD * R
        dx, dy = bx - ax, by - ay
        l2 = dx * dx + dy * dy
        t = np.where(l2 > 0, -(ax * dx + ay * dy) / np.where(l2 > 0, l2, 1), 0.0)
        t = np.clip(t, 0.0, 1.0)
        x, y = ax + t * dx, ay + t * dy
        return np.hypot(x, y), t

    def point(self, lon, lat):
        """Snap of a point, or None when no snappable street is within max_snap."""
        for small in (False, True):
            for r in RADII_M:
                idx = self._near(lon, lat, lon, lat, r)
                idx = idx[self.small[idx] == small]
                if len(idx) == 0:
                    continue
                d, t = self._point_dist(lon, lat, idx)
                mm = np.floor(d * 1000 + 0.5).astype(np.int64)
                m = mm.min()
                if d.min() > r and r != RADII_M[-1]:
                    continue
                if m > MAX_SNAP_MM:
                    continue
                best = min((int(self.way[idx[j]]), int(self.idx[idx[j]]), self._tie(idx[j], t[j]), int(idx[j]), float(t[j]))
                           for j in np.nonzero(mm == m)[0])
                k = best[3]
                return Snap(int(m), self.street[k], self._offset(k, best[4]), lon, lat)
        return None

    def outline(self, segs):
        """segs: list of (x1, y1, x2, y2) in degrees (a point when both ends are equal).
        The outline point nearest to a snappable street, snapped; None when none is within max_snap."""
        o = np.array(segs, dtype=float)
        lon0, lat0 = min(o[:, 0].min(), o[:, 2].min()), min(o[:, 1].min(), o[:, 3].min())
        lon1, lat1 = max(o[:, 0].max(), o[:, 2].max()), max(o[:, 1].max(), o[:, 3].max())
        for small in (False, True):
            for r in RADII_M:
                idx = self._near(lon0, lat0, lon1, lat1, r)
                idx = idx[self.small[idx] == small]
                if len(idx) == 0:
                    continue
                res = self._outline_best(o, idx)
                if res is None:
                    continue
                d, best = res
                if d > r and r != RADII_M[-1]:
                    continue
                if best[0] > MAX_SNAP_MM:
                    continue
                return self._outline_snap(best)
        return None

    def _outline_snap(self, best):
        mm, _, _, _, _, k, plon, plat, t = best
        x1, y1, x2, y2 = (float(v) for v in self.xy[k])
        return Snap(mm, self.street[k], self._offset(k, t), plon, plat, (x1 + t * (x2 - x1), y1 + t * (y2 - y1)))

    def per_street(self, segs, limit_mm, nearest):
        """the best snap to each street but the nearest, with a leg of at most limit_mm; small exactly if the nearest is"""
        o = np.array(segs, dtype=float)
        box = (min(o[:, 0].min(), o[:, 2].min()), min(o[:, 1].min(), o[:, 3].min()),
               max(o[:, 0].max(), o[:, 2].max()), max(o[:, 1].max(), o[:, 3].max()))
        streets = {}
        for k in self._near(*box, limit_mm / 1000 + 0.1):
            if self.street[k] != nearest and self.small[k] == self.net.streets[nearest].small:
                streets.setdefault(self.street[k], []).append(k)
        bests = [self._outline_best(o, np.array(sorted(idx)))[1] for idx in streets.values()]
        return [self._outline_snap(b) for b in sorted(bests) if b[0] <= limit_mm]

    def _outline_best(self, o, idx):
        lon_c, lat_c = o[0, 0], (o[:, 1].min() + o[:, 3].max()) / 2
        c = np.cos(lat_c * RAD)
        kx, ky = RAD * R * c, RAD * R
        P = np.stack([(o[:, 0] - lon_c) * kx, (o[:, 1] - lat_c) * ky], 1)[:, None, :]   # n,1,2
        Q = np.stack([(o[:, 2] - lon_c) * kx, (o[:, 3] - lat_c) * ky], 1)[:, None, :]
        s = self.xy[idx]
        A = np.stack([(s[:, 0] - lon_c) * kx, (s[:, 1] - lat_c) * ky], 1)[None]         # 1,m,2
        B = np.stack([(s[:, 2] - lon_c) * kx, (s[:, 3] - lat_c) * ky], 1)[None]
        cands = []   # (u on outline, t on street, dist) arrays n x m

        def foot(pt, S, E):
            d = E - S
            l2 = (d * d).sum(-1)
            t = np.where(l2 > 0, ((pt - S) * d).sum(-1) / np.where(l2 > 0, l2, 1), 0.0)
            return np.clip(t, 0, 1)

        def add(u, t):
            u, t = np.broadcast_arrays(u, t)
            x = P + u[..., None] * (Q - P)
            y = A + t[..., None] * (B - A)
            cands.append((u, t, np.hypot(x[..., 0] - y[..., 0], x[..., 1] - y[..., 1])))

        n, m = len(o), len(idx)
        zero, one = np.zeros((n, m)), np.ones((n, m))
        add(zero, foot(P, A, B))
        add(one, foot(Q, A, B))
        add(foot(A, P, Q), zero)
        add(foot(B, P, Q), one)
        # proper crossings
        d1, d2 = Q - P, B - A
        den = d1[..., 0] * d2[..., 1] - d1[..., 1] * d2[..., 0]
        w = A - P
        with np.errstate(divide='ignore', invalid='ignore'):
            u = (w[..., 0] * d2[..., 1] - w[..., 1] * d2[..., 0]) / den
            t = (w[..., 0] * d1[..., 1] - w[..., 1] * d1[..., 0]) / den
        ok = (den != 0) & (u >= 0) & (u <= 1) & (t >= 0) & (t <= 1)
        cands.append((np.where(ok, u, 0), np.where(ok, t, 0), np.where(ok, 0.0, np.inf)))
        dmin = min(x[2].min() for x in cands)
        if not np.isfinite(dmin):
            return None
        best = None
        for u, t, d in cands:
            for i, j in zip(*np.nonzero(d <= dmin + 0.006)):
                ui, tj, k = float(u[i, j]), float(t[i, j]), int(idx[j])
                plon = o[i, 0] + ui * (o[i, 2] - o[i, 0])
                plat = o[i, 1] + ui * (o[i, 3] - o[i, 1])
                # the leg again, at the place's own latitude, to the nearest point of this segment
                dd, tt = self._point_dist(plon, plat, np.array([k]))
                mm = round_half_up(float(dd[0]) * 1000)
                key = (mm, int(self.way[k]), int(self.idx[k]), self._tie(k, float(tt[0])), int(i), k, float(plon), float(plat), float(tt[0]))
                if best is None or key < best:
                    best = key
        return float(dmin), best
