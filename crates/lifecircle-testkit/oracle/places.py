"""Homes, facilities, duplicates, positions, people.  walking model 4.7 and 5."""
import math
import re
from collections import Counter, defaultdict

import shapely

import categories as cat
from geom import (R, RAD, assemble_rings, closes_sensibly, has_surface, haversine, known_ring, ring_area_m2, ring_side,
                  round_half_up)
from tagrules import may_walk

HOME_TYPES = set('''apartments residential house detached semidetached_house terrace dormitory bungalow farm static_caravan
houseboat cabin'''.split())
NOT_HOME_KEYS = 'amenity shop office craft tourism leisure parking'.split()
HOME_ENTRANCES = {'main', 'yes', 'staircase', 'home'}
FAC_ENTRANCES = {'main', 'yes', 'shop'}
LEVELS = {'apartments': 6, 'dormitory': 5, 'residential': 4, 'house': 2, 'detached': 2, 'semidetached_house': 2, 'terrace': 2,
          'farm': 2}
KIND_RANK = {'node': 0, 'way': 1, 'relation': 2}


class Place:
    """A home or facility. outlines: list of (role, refs). rank: (kind, id)"""

    def __init__(self, kind, oid, tags, outlines):
        self.kind, self.oid, self.tags, self.outlines = kind, oid, tags, outlines
        self.id = '%s/%s' % (kind, oid)
        self.rank = (KIND_RANK.get(kind, 0), oid)
        self.snaps = []
        self.lonlat = None
        self.entrance_nodes = []
        self.resolved_by = None
        self.people_milli = 0
        self.merged = []
        self.cats, self.doubtful = set(), False


class Shapes:
    """rings and surfaces of ways and multipolygons, cached"""

    def __init__(self, data):
        self.data = data
        self._r, self._s = {}, {}

    def known_rings(self, place):
        """(outer rings, inner rings) of a building: each ring or open chain as the polygon of its known nodes"""
        nodes, res = self.data.nodes, []
        for chains in rings_and_chains(place):
            points = [known_ring(c, nodes)[0] for c in chains]
            res.append([p for p in points if has_surface(p)])
        return res

    def rings(self, place):
        """(outer rings, inner rings) as closed lists of (x, y); only rings whose every node is known"""
        if place.id in self._r:
            return self._r[place.id]
        nodes = self.data.nodes
        res = []
        for roles in (('outer', ''), ('inner',)):
            ways = [refs for role, refs in place.outlines if role in roles]
            rs, _ = assemble_rings(ways)
            res.append([[nodes[n] for n in r] for r in rs if all(n in nodes for n in r)])
        self._r[place.id] = tuple(res)
        return self._r[place.id]

    def surface(self, place):
        """shapely geometry of a building in degrees, or None"""
        if place.id not in self._s:
            self._s[place.id] = surface_of(*self.known_rings(place))
        return self._s[place.id]

    def footprint(self, place):
        outer, inner = self.known_rings(place)
        if not outer:
            return None
        ys = [p[1] for r in outer for p in r]
        lat0 = (min(ys) + max(ys)) / 2
        return max(0.0, sum(ring_area_m2(r, lat0) for r in outer) - sum(ring_area_m2(r, lat0) for r in inner))


def surface_of(outer, inner):
    """shapely geometry in degrees of rings of points in 1e-7 degrees, even-odd within each ring; None when empty"""
    def poly(r):
        p = shapely.Polygon([(x * 1e-7, y * 1e-7) for x, y in r])
        return p if p.is_valid else shapely.make_valid(p)
    if not outer:
        return None
    g = shapely.union_all([poly(r) for r in outer]) if len(outer) > 1 else poly(outer[0])
    if inner:
        g = g.difference(shapely.union_all([poly(r) for r in inner]))
    return None if g.is_empty or g.area == 0 else g


def rings_and_chains(place):
    """(outer, inner): the reference lists into which the known member ways join at shared end nodes"""
    for roles in (('outer', ''), ('inner',)):
        rings, chains = assemble_rings([refs for role, refs in place.outlines if role in roles])
        yield rings + chains


def outlines_of(data, rid):
    return [(role, data.ways[ref]) for typ, ref, role in data.rels[rid]
            if typ == 'w' and role in ('outer', 'inner', '') and ref in data.ways]


def closed(refs):
    return len(refs) >= 4 and refs[0] == refs[-1]


def is_ring(refs):
    return bool(refs) and refs[0] == refs[-1]


# ---------------------------------------------------------------- positions
def known_nodes(data, place):
    return [n for _, refs in place.outlines for n in refs if n in data.nodes]


def outline_segments(data, place):
    nodes, segs = data.nodes, []
    for _, refs in place.outlines:
        for a, b in zip(refs, refs[1:]):
            if a in nodes and b in nodes and a != b:
                p, q = nodes[a], nodes[b]
                segs.append((p[0] * 1e-7, p[1] * 1e-7, q[0] * 1e-7, q[1] * 1e-7))
    if not segs:
        for n in known_nodes(data, place):
            p = nodes[n]
            segs.append((p[0] * 1e-7, p[1] * 1e-7, p[0] * 1e-7, p[1] * 1e-7))
    return segs


def find_entrances(data, place, kinds):
    return sorted({n for n in known_nodes(data, place) if data.node_tags.get(n, {}).get('entrance') in kinds})


def locate(data, index, place, entrances, around=None):
    """fill place.snaps, lonlat, resolved_by; False when the place has no known node. around: looks for further ways in"""
    nodes = data.nodes
    if place.kind == 'point':
        lon, lat = place.lonlat
        s = index.point(lon, lat)
        place.snaps = [s] if s else []
        place.resolved_by = 'node'
        return True
    if entrances:
        place.resolved_by = 'entrance'
        for n in entrances:
            x, y = nodes[n]
            s = index.point(x * 1e-7, y * 1e-7)
            if s:
                place.snaps.append(s)
        x, y = nodes[entrances[0]]
        place.lonlat = (x * 1e-7, y * 1e-7)
        return True
    if place.kind == 'node':
        if place.oid not in nodes:
            return False
        place.resolved_by = 'node'
        x, y = nodes[place.oid]
        place.lonlat = (x * 1e-7, y * 1e-7)
        s = index.point(*place.lonlat)
        place.snaps = [s] if s else []
        return True
    segs = outline_segments(data, place)
    if not segs:
        return False
    place.resolved_by = 'outline'
    s = index.outline(segs)
    if s:
        place.snaps = [s] + (around.further(place, segs, s) if around else [])
        place.lonlat = (s.lon, s.lat)
    else:
        place.lonlat = (segs[0][0], segs[0][1])
    return True


# ---------------------------------------------------------------- homes
def building_places(data):
    """every way and multipolygon with a building tag of interest"""
    for r in sorted(data.rels):
        t = data.rel_tags[r]
        if t.get('type') == 'multipolygon' and t.get('building') in HOME_TYPES | {'yes'}:
            yield Place('relation', r, t, outlines_of(data, r))
    for w in sorted(data.ways):
        t = data.way_tags[w]
        if t.get('building') in HOME_TYPES | {'yes'}:
            yield Place('way', w, t, [('outer', data.ways[w])])


def building_member_ways(data):
    """ways that are outline members of any building multipolygon"""
    return {ref for r, t in data.rel_tags.items() if t.get('type') == 'multipolygon' and 'building' in t
            for typ, ref, role in data.rels[r] if typ == 'w' and role in ('outer', 'inner', '')}


class Residential:
    """the areas of landuse=residential, closed ways and multipolygons, each judged by its known part"""

    def __init__(self, data, report, whole_only=False):
        self.data, self.report, self.whole_only = data, report, whole_only
        gs = [self._area(*a) for a in self._areas()]
        self.geoms = [g for g in gs if g is not None]
        for g in self.geoms:
            shapely.prepare(g)
        self.tree = shapely.STRtree(self.geoms)

    def _areas(self):
        """(place, does the file hold every member way?)"""
        data = self.data
        for w in sorted(data.ways):
            t = data.way_tags[w]
            if t.get('landuse') == 'residential' and closed(data.ways[w]):
                yield Place('way', w, t, [('outer', data.ways[w])]), True
        for r in sorted(data.rels):
            t = data.rel_tags[r]
            if t.get('landuse') == 'residential' and t.get('type') == 'multipolygon':
                members = [ref for typ, ref, role in data.rels[r] if typ == 'w' and role in ('outer', 'inner', '')]
                yield Place('relation', r, t, outlines_of(data, r)), all(w in data.ways for w in members)

    def _area(self, place, all_ways):
        nodes = self.data.nodes
        complete = all_ways and all(n in nodes for _, refs in place.outlines for n in refs)
        counting, left_out, in_part = [], 0, False
        for chains in rings_and_chains(place):
            rings = []
            for c in chains:
                whole = closed(c) and all(n in nodes for n in c)
                if whole or not complete and not self.whole_only and closes_sensibly(c, nodes):
                    rings.append(known_ring(c, nodes)[0])
                    in_part |= not whole
                else:
                    left_out += 1
            counting.append(rings)
        self.report['landuse_areas_in_part'] += in_part
        self.report['landuse_rings_left_out'] += left_out
        return surface_of(*counting)

    def covers(self, lon, lat):
        p = shapely.Point(lon, lat)
        return any(self.geoms[i].covers(p) for i in self.tree.query(p))


def parse_float(s):
    m = re.match(r'^\s*(\d+(?:\.\d+)?)', s or '')
    return float(m.group(1)) if m else None


def people_milli(place, shapes):
    t = place.tags
    for k in ('population', 'people'):
        v = parse_float(t.get(k))
        if v is not None:
            return round_half_up(v * 1000)
    v = parse_float(t.get('households'))
    if v is not None:
        return round_half_up(v * 2600)
    area = shapes.footprint(place)
    if area is None:
        return 0
    levels = parse_float(t.get('building:levels'))
    if levels is not None and math.floor(levels) >= 1:
        levels = min(120, math.floor(levels))
    else:
        h = parse_float(t.get('height'))
        levels = h / 3 if h else LEVELS.get(t.get('building'), 1)
    return round_half_up(area * levels / 37 * 1000)


def select_homes(data, shapes, net, report, profile='adult'):
    res = Residential(data, report, 'whole-landuse' in net.old)
    homes, left_out, home_rel_outer = [], 0, set()
    members = building_member_ways(data)
    for p in building_places(data):          # relations come first
        if p.kind == 'way' and p.oid in home_rel_outer:
            report['outer_ways_of_home_relations'] += 1
            continue
        if p.kind == 'way' and not is_ring(data.ways[p.oid]) and 'open-buildings' not in net.old:
            report['buildings_not_closed'] += p.oid not in members
            continue
        if p.tags['building'] == 'yes':
            ok = not any(k in p.tags for k in NOT_HOME_KEYS)
            if ok:
                g = shapes.surface(p)
                ok = False
                if g is not None:
                    q = g.representative_point()
                    ok = res.covers(q.x, q.y)
            if not ok:
                left_out += 1
                continue
            report['building_yes_taken'] += 1
        if p.kind == 'relation':
            home_rel_outer |= {ref for typ, ref, role in data.rels[p.oid] if typ == 'w' and role in ('outer', '')}
        homes.append(p)
    report['building_yes_left_out'] = left_out
    report['buildings_selected'] = len(homes)
    if len(homes) >= 50:
        for p in homes:
            p.people_milli = people_milli(p, shapes)
        return 'buildings', homes
    pts = sample_points(data, net, res, None, profile)
    if not pts:
        pts = sample_points(data, net, None, ('residential', 'living_street'), profile)
        report['points_rule'] = 2
    else:
        report['points_rule'] = 1
    return 'points', pts


def sample_points(data, net, res, highways, profile):
    """25, 75, ... m along the known stretches of each way that the profile may walk"""
    out = []
    for w in sorted(net.way_tags):
        if highways is not None and net.way_tags[w].get('highway') not in highways:
            continue
        if not may_walk(net.way_tags[w], profile) and 'all-ways-sampled' not in net.old:
            continue
        refs, nodes = data.ways[w], data.nodes
        walked, nxt = 0.0, 25
        for a, b in zip(refs, refs[1:]):
            if a not in nodes or b not in nodes or a == b:
                continue
            p, q = nodes[a], nodes[b]
            d = haversine(p, q)
            while nxt <= walked + d:
                f = (nxt - walked) / d if d > 0 else 0.0
                lon = (p[0] + f * (q[0] - p[0])) * 1e-7
                lat = (p[1] + f * (q[1] - p[1])) * 1e-7
                if res is None or res.covers(lon, lat):
                    h = Place('point', w, {}, [])
                    h.id = 'way/%d@%d' % (w, nxt)
                    h.lonlat = (lon, lat)
                    h.people_milli = 1000
                    out.append(h)
                nxt += 50
            walked += d
    return out


# ---------------------------------------------------------------- facilities
def geometry_distance(data, shapes, a, b):
    """metres between two facilities' geometries in the plane at a's latitude; 0 when one lies in the other"""
    def geo(p, lat0, lon0):
        c = math.cos(lat0 * RAD)

        def xy(n):
            x, y = data.nodes[n]
            return ((x * 1e-7 - lon0) * RAD * R * c, (y * 1e-7 - lat0) * RAD * R)
        if p.kind == 'node':
            return shapely.Point(xy(p.oid))
        outer, _ = shapes.rings(p)
        gs = []
        for r in outer:
            pr = [((x * 1e-7 - lon0) * RAD * R * c, (y * 1e-7 - lat0) * RAD * R) for x, y in r]
            g = shapely.Polygon(pr)
            gs.append(g if g.is_valid else shapely.make_valid(g))
        if not gs:
            gs = [shapely.Point(xy(n)) for n in known_nodes(data, p)]
        return shapely.union_all(gs)
    n = a.oid if a.kind == 'node' else known_nodes(data, a)[0]
    x, y = data.nodes[n]
    return geo(a, y * 1e-7, x * 1e-7).distance(geo(b, y * 1e-7, x * 1e-7))


def on_surface(shapes, poly, p):
    outer, inner = shapes.rings(poly)
    return any(ring_side(r, p) >= 0 for r in outer) and not any(ring_side(r, p) > 0 for r in inner)


def select_facilities(data, shapes, report):
    found = []
    for n in sorted(data.node_tags):
        found.append(Place('node', n, data.node_tags[n], []))
    for w in sorted(data.ways):
        if data.way_tags[w] and closed(data.ways[w]):
            found.append(Place('way', w, data.way_tags[w], [('outer', data.ways[w])]))
    for r in sorted(data.rels):
        if data.rel_tags[r].get('type') == 'multipolygon':
            found.append(Place('relation', r, data.rel_tags[r], outlines_of(data, r)))
    facs = []
    for p in found:
        cats, _ = cat.classify(p.tags, None, data.date)
        if not cats:
            continue
        foot = shapes.footprint(p) if p.kind != 'node' else None
        p.cats, p.doubtful = cat.classify(p.tags, foot, data.date)
        if p.kind != 'node' and not known_nodes(data, p):
            report['facilities_dropped'] += 1
            continue
        facs.append(p)
    report['facilities_found'] = len(facs)

    # duplicates
    n = len(facs)
    parent = list(range(n))

    def find(i):
        while parent[i] != i:
            i = parent[i]
        return i

    def join(i, j, why):
        report['duplicates_' + why] += 1
        parent[max(find(i), find(j))] = min(find(i), find(j))

    boxes = []
    for p in facs:
        if p.kind == 'node':
            x, y = data.nodes[p.oid]
            boxes.append(shapely.Point(x * 1e-7, y * 1e-7))
        else:
            pts = [data.nodes[m] for m in known_nodes(data, p)]
            boxes.append(shapely.box(min(x for x, _ in pts) * 1e-7, min(y for _, y in pts) * 1e-7,
                                     max(x for x, _ in pts) * 1e-7, max(y for _, y in pts) * 1e-7))
    tree = shapely.STRtree(boxes)
    names = [cat.norm_name(p.tags) for p in facs]
    for i, p in enumerate(facs):
        lat = boxes[i].centroid.y
        dy = 50.5 / R / RAD
        dx = dy / max(math.cos(lat * RAD), 1e-6) * 1.01
        x0, y0, x1, y1 = boxes[i].bounds
        for j in sorted(tree.query(shapely.box(x0 - dx, y0 - dy, x1 + dx, y1 + dy))):
            q = facs[j]
            if j == i or not (p.cats & q.cats):
                continue
            if p.kind == 'node' and q.kind != 'node' and on_surface(shapes, q, data.nodes[p.oid]):
                join(i, j, 'node_in_polygon')
            if j > i and names[i] and names[i] == names[j] and geometry_distance(data, shapes, p, q) <= 50.0:
                join(i, j, 'name_50m')
            if p.kind == 'way' and q.kind == 'relation':
                outer = [refs for role, refs in q.outlines if role in ('outer', '')]
                if (len(outer) == 1 and set(outer[0]) == set(p.outlines[0][1])) or \
                        any(len(assemble_rings(outer)[0]) == 1 and set(r) == set(p.outlines[0][1]) for r in assemble_rings(outer)[0]):
                    join(i, j, 'way_relation')
    groups = defaultdict(list)
    for i in range(n):
        groups[find(i)].append(facs[i])
    out = []
    for g in groups.values():
        g.sort(key=lambda p: (-KIND_RANK[p.kind], p.oid))
        s = g[0]
        s.entrance_nodes = find_entrances(data, s, FAC_ENTRANCES) if s.kind != 'node' else []
        for d in g[1:]:
            s.merged.append(d.id)
            s.cats |= d.cats
        if not s.entrance_nodes:
            s.entrance_nodes = sorted({m for d in g[1:] for m in find_entrances(data, d, FAC_ENTRANCES)})
        s.name = next((d.tags['name'] for d in g if 'name' in d.tags), '')
        out.append(s)
    out.sort(key=lambda p: p.rank)
    return out
