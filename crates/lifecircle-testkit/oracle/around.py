"""walking model 4.6, `--legs around`: further ways in of a dwelling that has no entrances."""
import math

import shapely

from geom import R, RAD, ring_side, round_half_up
from snap import MAX_SNAP_MM

FURTHER_MM = 15_000           # how much longer than the nearest a further leg may be
NOWHERE_MM = 200              # a leg of up to this has no direction and crosses nothing
CLAMP_MM = 10 ** 9
BARRIERS = {'wall', 'fence', 'hedge', 'block_wall', 'retaining_wall', 'city_wall', 'ditch'}
COURSES = {'river', 'stream', 'canal', 'drain', 'ditch'}


def is_obstacle(t):
    return (t.get('barrier', '').split(';')[0].strip() in BARRIERS
            or t.get('building', 'no') not in ('no', 'roof')
            or t.get('natural') == 'water'
            or t.get('waterway') == 'riverbank'
            or t.get('landuse') in ('reservoir', 'basin')
            or t.get('waterway') in COURSES and t.get('tunnel', 'no') == 'no')


def obstacle_ways(data):
    """ways that are obstacles by their own tags or as the outline of a multipolygon"""
    ways = {w for w, t in data.way_tags.items() if is_obstacle(t)}
    for r, t in data.rel_tags.items():
        if t.get('type') == 'multipolygon' and is_obstacle(t):
            ways |= {ref for typ, ref, role in data.rels[r] if typ == 'w' and role in ('outer', 'inner', '')}
    return sorted(ways & set(data.ways))


class Obstacles:
    """the links of obstacle ways: (way, node A, node B)"""

    def __init__(self, data):
        nodes, self.links = data.nodes, []
        for w in obstacle_ways(data):
            refs = data.ways[w]
            self.links += [(w, nodes[a], nodes[b]) for a, b in zip(refs, refs[1:]) if a in nodes and b in nodes]
        self.tree = shapely.STRtree([shapely.LineString((a, b)) for _, a, b in self.links])

    def near(self, p, q):
        """links that meet the box of two points in degrees"""
        xs, ys = sorted((p[0] * 1e7, q[0] * 1e7)), sorted((p[1] * 1e7, q[1] * 1e7))
        return [self.links[i] for i in self.tree.query(shapely.box(xs[0] - 1, ys[0] - 1, xs[1] + 1, ys[1] + 1))]


class Plane:
    """whole mm east and north of the middle of the box around an outline's segments"""

    def __init__(self, segs):
        xs, ys = [x for s in segs for x in s[0::2]], [y for s in segs for y in s[1::2]]
        self.lon, self.lat = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        self.cos = math.cos(self.lat * RAD)

    def mm(self, p):
        return (whole((p[0] - self.lon) * RAD * R * self.cos * 1000), whole((p[1] - self.lat) * RAD * R * 1000))


def whole(x):
    """half away from zero, clamped"""
    n = round_half_up(abs(x)) * (-1 if x < 0 else 1)
    return max(-CLAMP_MM, min(CLAMP_MM, n))


def toward_zero(a, b):
    """a / b for b > 0"""
    return a // b if a >= 0 else -(-a // b)


def apart(u, v):
    """at least 60 degrees between two vectors of whole mm"""
    dot = u[0] * v[0] + u[1] * v[1]
    uu, vv = u[0] ** 2 + u[1] ** 2, v[0] ** 2 + v[1] ** 2
    return uu > 0 and vv > 0 and (dot <= 0 or 4 * dot * dot <= uu * vv)


def turn(p, q, r):
    return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])


def crosses(p, q, a, b):
    return (turn(p, q, a) > 0) != (turn(p, q, b) > 0) and turn(a, b, p) * turn(a, b, q) < 0


class Around:
    def __init__(self, data, index, shapes):
        self.data, self.index, self.shapes = data, index, shapes
        self.streets = index.net.streets
        self.obstacles = Obstacles(data)

    def further(self, place, segs, nearest):
        """further ways in, in the order in which they are taken"""
        plane, own, taken = Plane(segs), self._own_ways(place), [nearest]
        limit = min(nearest.leg + FURTHER_MM, MAX_SNAP_MM)
        for s in self.index.per_street(segs, limit, nearest.street):
            if (not self._along_taken(s, taken) and all(self._other_side(plane, s, w) for w in taken)
                    and self._free(plane, place, own, s)):
                taken.append(s)
        return taken[1:]

    def _own_ways(self, place):
        if place.kind == 'way':
            return {place.oid}
        return {ref for typ, ref, _ in self.data.rels[place.oid] if typ == 'w'}

    def _along_taken(self, snap, taken):
        """clause a: joined at an end where a street already taken begins or ends"""
        st = self.streets[snap.street]
        at = {st.u} if snap.off == 0 else set()
        if snap.off == st.mm:
            at.add(st.v)
        return any(at & {self.streets[w.street].u, self.streets[w.street].v} for w in taken)

    def _other_side(self, plane, s, w):
        """clause b"""
        return apart(plane.mm(s.start()), plane.mm(w.start())) or apart(direction(plane, s), direction(plane, w))

    def _free(self, plane, place, own, s):
        """clause c"""
        if s.leg <= NOWHERE_MM:
            return True
        p, q = plane.mm(s.start()), plane.mm(s.end)
        step = [toward_zero((q[i] - p[i]) * 100, s.leg) for i in (0, 1)]
        p, q = (p[0] + step[0], p[1] + step[1]), (q[0] - step[0], q[1] - step[1])
        for w, a, b in self.obstacles.near(s.start(), s.end):
            if w not in own and crosses(p, q, plane.mm(degrees(a)), plane.mm(degrees(b))):
                return False
        return not self._inside(place, s)

    def _inside(self, place, s):
        """is the middle of the leg strictly inside the home?"""
        mid = tuple(round_half_up((a + b) / 2 * 1e7) for a, b in zip(s.start(), s.end))
        outer, inner = self.shapes.known_rings(place)
        return sum(ring_side(r, mid) > 0 for r in outer + inner) % 2 == 1


def direction(plane, s):
    if s.leg <= NOWHERE_MM:
        return 0, 0
    p, q = plane.mm(s.start()), plane.mm(s.end)
    return q[0] - p[0], q[1] - p[1]


def degrees(p):
    return p[0] * 1e-7, p[1] * 1e-7
