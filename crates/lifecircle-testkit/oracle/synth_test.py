"""Hand-made networks with known answers for 4.4 / 4.5 / 4.6 / 4.8."""
from collections import Counter

import around, metric as costs, places as pl
from extent import box_of, inferred_box, outside, parse_extent
from network import Network
from snap import SnapIndex

D = 100  # 1e-5 degree on the equator = 1.11 m; 0.001 deg = 111 m
class Fake:
    def __init__(self, nodes, ways, ntags=None, box=None):
        self.nodes = {k: (x * 10000, y * 10000) for k, (x, y) in nodes.items()}   # unit = 0.001 degree
        self.node_tags = ntags or {}
        self.ways = {w: r for w, (r, t) in ways.items()}
        self.way_tags = {w: t for w, (r, t) in ways.items()}
        self.rels, self.rel_tags, self.date, self.box, self.extent = {}, {}, '', box, 'header' if box else 'none'

def time(data, gates, a, b, profile='adult'):
    net = Network(data, gates); m = costs.Metric(net, profile, None, gates, False); ix = SnapIndex(net)
    h, f = (ix.point(x * .001, y * .001) for x, y in (a, b))
    dist = m.search(m.facility_seeds(f), 10**9)
    best = min([int(dist[s]) + c for s, c in m.home_rows(h)], default=costs.INF)
    d = m.direct(h, f) if h.street == f.street else None
    best = min(best, d if d is not None else costs.INF)
    return None if best >= costs.INF else best, net

R_, P_ = {'highway': 'residential'}, {'highway': 'service', 'access': 'private'}
# main street 1-2-3-4 (long), private shortcut 2-5-3 with a dead end 5-6; via main 2-7-3 detour
nodes = {1: (-50, 0), 2: (0, 0), 3: (4, 0), 4: (60, 0), 5: (2, 0), 6: (2, 1), 7: (2, 3)}
ways = {10: ([1, 2], R_), 11: ([2, 7, 3], R_), 12: ([3, 4], R_), 13: ([2, 5, 3], P_), 14: ([5, 6], P_)}
d = Fake(nodes, ways)
def mms(units): return units * 111.195 / 1.2 * 1000
for g, exp in (('tagged', 2 + 2 * 13 ** .5 + 2), ('open', 8.0), ('closed', 2 + 2 * 13 ** .5 + 2)):
    t, net = time(d, g, (-2, 0), (6, 0))
    print('through private:', g, t, round(mms(exp)), 'pieces', net.n_public, net.n_enclosed); assert abs(t - mms(exp)) < 20
for g, exp in (('tagged', 2 + 2 + 1), ('open', 5), ('closed', None)):
    t, _ = time(d, g, (-2, 0), (2, 1)); print('into private:', g, t, exp and round(mms(exp))); assert (t is None) == (exp is None) and (exp is None or abs(t - mms(exp)) < 20)
for g in ('tagged', 'open', 'closed'):
    t, _ = time(d, g, (2, 1), (-2, 0)); print('out of private:', g, t); assert abs(t - mms(5)) < 20
    t, _ = time(d, g, (2, 1), (1, 0)); print('within private:', g, t); assert abs(t - mms(2)) < 20

# a gate as private passage at a node of open ways: compound behind it (open ways) is enclosed
for node_t, inside in (({'barrier': 'gate', 'access': 'private'}, 'enclosed'), ({'barrier': 'gate', 'locked': 'yes'}, 'cut'),
                       ({'barrier': 'gate'}, 'pass'), ({'barrier': 'wall'}, 'cut'), ({'barrier': 'wall', 'access': 'destination'}, 'pass'),
                       ({'barrier': 'wall', 'foot': 'private'}, 'enclosed'), ({'barrier': 'gate', 'access': 'no'}, 'cut'),
                       ({'barrier': 'gate', 'locked': 'yes', 'access': 'private'}, 'enclosed'), ({'barrier': 'gate', 'locked': 'yes', 'foot': 'yes'}, 'pass')):
    nodes = {1: (-50, 0), 2: (0, 0), 3: (60, 0), 4: (0, 2), 5: (0, 4)}
    ways = {10: ([1, 2, 3], R_), 11: ([2, 4, 5], R_)}
    d = Fake(nodes, ways, {4: node_t})
    t, net = time(d, 'tagged', (0, 5), (0, 0))
    t2, _ = time(d, 'closed', (0, 0), (0, 5))
    t3, _ = time(d, 'open', (0, 0), (0, 5))
    print(node_t, 'out', t, 'in when closed', t2, 'open', t3, 'pieces', net.n_public, net.n_enclosed, 'comps', net.n_components)
    if inside == 'cut': assert t is None and t2 is None and t3 is None and net.n_components == 2
    if inside == 'pass': assert t and t2 and t3 and net.n_enclosed == 0
    if inside == 'enclosed': assert t and t2 is None and net.n_enclosed == 1
# two gates: no through walk
nodes = {1: (-50, 0), 2: (0, 0), 3: (10, 0), 4: (60, 0), 5: (1, 0), 6: (9, 0), 7: (5, 30)}
ways = {10: ([1, 2], R_), 11: ([3, 4], R_), 12: ([2, 5, 6, 3], R_), 13: ([2, 7, 3], R_)}
d = Fake(nodes, ways, {5: {'barrier': 'gate', 'access': 'private'}, 6: {'barrier': 'lift_gate', 'access': 'private'}})
t, net = time(d, 'tagged', (0, 0), (10, 0)); print('two gates', t, mms(2 * (25 + 900) ** .5)); assert abs(t - mms(2 * 925 ** .5)) < 100 and net.n_enclosed == 1
# ring without junction, orientation, barrier at loop start
d = Fake({5: (0, 0), 3: (1, 0), 9: (1, 1), 7: (0, 1)}, {1: ([5, 3, 9, 7, 5], R_)})
net = Network(d); s = net.streets[0]; print('ring', s.nodes); assert s.nodes == [3, 5, 7, 9, 3] and len(net.streets) == 1
d = Fake({5: (0, 0), 3: (1, 0), 9: (1, 1), 7: (0, 1)}, {1: ([5, 3, 9, 7, 5], R_)}, {5: {'barrier': 'gate', 'access': 'private'}})
net = Network(d); s = net.streets[0]; print('loop at gate', s.nodes, s.u, s.v, net.passages); assert s.nodes == [5, 3, 9, 7, 5] and s.u != s.v and len(net.passages) == 1
# oneway chain across ways drawn in opposite directions
O_ = {'highway': 'footway', 'oneway:foot': 'yes'}; N_ = {'highway': 'footway', 'oneway:foot': '-1'}
d = Fake({1: (0, 0), 2: (1, 0), 3: (2, 0)}, {1: ([1, 2], O_), 2: ([3, 2], N_)})
net = Network(d); print('oneway', [(s.nodes, s.fwd, s.bwd) for s in net.streets]); assert len(net.streets) == 1 and net.streets[0].fwd and not net.streets[0].bwd
t, _ = time(d, 'tagged', (0.5, 0), (1.5, 0)); assert abs(t - mms(1)) < 5
t, _ = time(d, 'tagged', (1.5, 0), (0.5, 0)); assert t is None
t, _ = time(d, 'tagged', (0, 0), (2, 0)); assert abs(t - mms(2)) < 5
# missing node: split, cut ends; assumed
d = Fake({1: (0, 0), 2: (1, 0), 4: (3, 0), 5: (4, 0)}, {1: ([1, 2, 33, 4, 5], R_), 2: ([5, 1], {'highway': 'tertiary'})})
net = Network(d); print('cuts', net.cut, len(net.streets)); assert net.cut == {2: 'missing', 4: 'missing'}
d = Fake({1: (0, 0), 2: (1, 0), 4: (3, 0)}, {1: ([1, 2], {'highway': 'tertiary'}), 2: ([2, 4], {'highway': 'proposed'})})
net = Network(d); print('assumed', net.cut); assert net.cut == {1: 'assumed'}
# stairs
d = Fake({1: (0, 0), 2: (1, 0), 4: (2, 0)}, {1: ([1, 2], R_), 2: ([2, 4], {'highway': 'steps'}), 3: ([4, 5], R_)})
d.nodes[5] = (30000, 0)
t, net = time(d, 'tagged', (0, 0), (3, 0)); assert abs(t - mms(4)) < 5, t
t, net = time(d, 'tagged', (0, 0), (3, 0), 'wheelchair'); assert t is None

# 4.8: closed ways make no cut end, neither by a missing node, nor by the box, nor by ending
N_, T_ = {'highway': 'service', 'access': 'no'}, {'highway': 'tertiary'}
TN_ = {'highway': 'tertiary', 'foot': 'no'}
row = {1: (0, 0), 2: (1, 0), 3: (2, 0), 4: (2, 1)}
for tags, exp in ((R_, {3: 'missing'}), (P_, {3: 'missing'}), (N_, {}), ({'highway': 'steps', 'wheelchair': 'no'}, {3: 'missing'})):
    net = Network(Fake(row, {1: ([1, 2, 3], N_), 2: ([3, 99], tags)})); print('missing', tags, net.cut); assert net.cut == exp
    net = Network(Fake(row, {1: ([1, 2, 3], R_), 2: ([3, 99], tags)})); assert net.cut == exp
wide = (-1_000_000_00, -1_000_000_00, 2_000_0 * 100, 1_000_000_00)      # nanodegrees: node 3 and 4 lie on its east side
for tags, exp in ((R_, {3: 'box', 4: 'box'}), (N_, {3: 'box'})):
    net = Network(Fake(row, {1: ([1, 2, 3], R_), 2: ([3, 4], tags)}, None, wide)); print('box', tags, net.cut); assert net.cut == exp
net = Network(Fake(row, {1: ([1, 2, 3], N_), 2: ([3, 4], N_)}, None, wide)); assert net.cut == {}
for tags, exp in ((T_, {1: 'assumed', 3: 'assumed'}), (TN_, {})):
    net = Network(Fake(row, {1: ([1, 2, 3], tags)})); print('assumed', tags, net.cut); assert net.cut == exp
# a closed way that touches still counts as touching; a ring touches itself
net = Network(Fake(row, {1: ([1, 2, 3], T_), 2: ([3, 4], N_)})); assert net.cut == {1: 'assumed'}
net = Network(Fake(row, {1: ([1, 2, 3, 1], T_)})); assert net.cut == {}

# 4.8: the inferred box. West: the smallest of the ways' largest longitudes, and so on
box = inferred_box
d = Fake({1: (0, 0), 2: (5, 1), 3: (2, 9), 4: (8, 4), 5: (-90, 3), 6: (-80, 3)},
         {1: ([1, 2], R_), 2: ([3, 4, 77], {'building': 'yes'}), 3: ([5, 6], R_), 4: ([77, 78], R_)})
d.rels = {1: [('w', 3, 'forward')]}
U = 10_000 * 100
print('inferred', box(d)); assert box(d) == (5 * U, 1 * U, 2 * U, 4 * U)       # empty west-east: every node is outside
assert all(outside(box(d), p) for p in d.nodes.values())
d.rels = {}
assert box(d) == (-80 * U, 1 * U, 2 * U, 4 * U)
d.rels = {1: [('w', w, '') for w in (1, 2, 3)]}
assert box(d) is None and box_of(d, None, None) == ('none', None)
assert box_of(d, (1, 2, 3, 4), (5, 6, 7, 8)) == ('given', (5, 6, 7, 8)) and box_of(d, (1, 2, 3, 4), None)[0] == 'header'
assert parse_extent('-1.5,2,3.0000001,4') == (-1_500_000_000, 2_000_000_000, 3_000_000_100, 4_000_000_000)

# 4.6: a place at the end of an open street is not reached in the entering phase of a private one, nor one a millimetre away.
# 1 -- 2 (open), private 2 -- 5 -- 3 and open 3 -- 4, detour 2 -- 7 -- 3: the way smaller numbers own the junctions.
nodes = {1: (-50, 0), 2: (0, 0), 3: (4, 0), 4: (60, 0), 5: (2, 0), 7: (2, 3)}
ways = {10: ([1, 2], R_), 11: ([2, 7, 3], R_), 12: ([3, 4], R_), 13: ([2, 5, 3], P_)}
detour = 2 * 13 ** .5
t, _ = time(Fake(nodes, ways), 'tagged', (-2, 0), (3, -0.0)); t2, _ = time(Fake(nodes, ways), 'tagged', (-2, 0), (4, 0))
print('private at 1/4 before the end, open end', t, t2); assert abs(t - mms(5)) < 20 and abs(t2 - mms(2 + detour)) < 20
t3, _ = time(Fake(nodes, ways), 'tagged', (-2, 0), (4.01, 0)); assert abs(t3 - mms(2 + detour + .01)) < 20
ways[1] = ways.pop(13)            # now the private way has the smallest number: the place at its end belongs to it
t, _ = time(Fake(nodes, ways), 'tagged', (-2, 0), (4, 0)); print('private end', t); assert abs(t - mms(6)) < 20
t, _ = time(Fake(nodes, ways), 'closed', (-2, 0), (4, 0)); assert t is None
t, _ = time(Fake(nodes, ways), 'tagged', (4, 0), (-2, 0)); assert abs(t - mms(6)) < 20      # it starts in leaving
t, _ = time(Fake(nodes, ways), 'closed', (4, 0), (-2, 0)); assert abs(t - mms(6)) < 20

# 4.7: land use by its known part. Square of side 2: one corner lost leaves 4 known, 2.83 drawn straight
L_ = {'landuse': 'residential'}
def covered(nodes, ways, rels, *points):
    d = Fake(nodes, ways)
    for r, members in rels.items():
        d.rels[r], d.rel_tags[r] = members, {'type': 'multipolygon', **L_}
    rep = Counter(); res = pl.Residential(d, rep)
    return [res.covers(x * .001, y * .001) for x, y in points], rep['landuse_areas_in_part'], rep['landuse_rings_left_out']
sq = {1: (0, 0), 2: (2, 0), 3: (2, 2), 4: (0, 2)}
low, high = (.5, .5), (1.6, 1.6)
three = {k: v for k, v in sq.items() if k != 3}
assert covered(sq, {1: ([1, 2, 3, 4, 1], L_)}, {}, low, high) == ([True, True], 0, 0)
assert covered(three, {1: ([1, 2, 3, 4, 1], L_)}, {}, low, high) == ([True, False], 1, 0)
# first = last reference missing: 2-3-4 known (4), closing link 2.83
assert covered({k: v for k, v in sq.items() if k != 1}, {1: ([1, 2, 3, 4, 1], L_)}, {}, low, high) == ([False, True], 1, 0)
# two neighbours lost: two nodes are no surface; two of a hexagon lost so that more is drawn straight than known
assert covered({1: (0, 0), 2: (2, 0)}, {1: ([1, 2, 3, 4, 1], L_)}, {}, low) == ([False], 0, 1)
assert covered({1: (0, 0), 2: (2, 0), 5: (1, 4)}, {1: ([1, 2, 3, 4, 5, 6, 1], L_)}, {}, (1, .5)) == ([False], 0, 1)   # 2 < 8.2
assert covered({1: (0, 0), 2: (2, 0), 7: (2, 0)}, {1: ([1, 2, 7, 4, 1], L_)}, {}, low) == ([False], 0, 1)     # two coordinates
# multipolygon: a missing member way; the chain 1-2-3-4 (6 known) is closed straight (2); a chain 1-2 is not
O = lambda *ws: [('w', w, 'outer') for w in ws]
assert covered(sq, {1: ([1, 2, 3], {}), 2: ([4, 3], {})}, {9: O(1, 2, 3)}, low, high) == ([True, True], 1, 0)
assert covered(sq, {1: ([1, 2], {})}, {9: O(1, 2)}, low) == ([False], 0, 1)
assert covered(sq, {1: ([1, 2, 3], {}), 2: ([4, 3], {})}, {9: O(1, 2)}, low) == ([False], 0, 1)     # nothing is missing: not closed
# one outer ring does not count, the other serves; a hole with a missing node is a hole, one with too few nodes is none
two = {**sq, 11: (10, 0), 12: (12, 0)}
assert covered(two, {1: ([1, 2, 3, 4, 1], {}), 2: ([11, 12, 13, 14, 11], {})}, {9: O(1, 2)}, low, (11, .5)) == ([True, False], 0, 1)
hole = {**sq, 21: (.2, .2), 22: (1, .2), 24: (.2, 1)}
H = O(1) + [('w', 2, 'inner')]
assert covered(hole, {1: ([1, 2, 3, 4, 1], {}), 2: ([21, 22, 23, 24, 21], {})}, {9: H}, (.3, .3), (.9, .9)) == ([False, True], 1, 0)
del hole[22]
assert covered(hole, {1: ([1, 2, 3, 4, 1], {}), 2: ([21, 22, 23, 24, 21], {})}, {9: H}, (.3, .3)) == ([True], 0, 1)
# a bow tie of the two diagonals and the left and right sides holds its left and right triangles (even-odd)
assert covered(sq, {1: ([1, 3, 2, 4, 1], L_)}, {}, (.2, 1), (1.8, 1), (1, 1.8), (1, .2)) == ([True, True, False, False], 0, 0)

# 4.7: unclosed buildings are no homes, members of building multipolygons are not counted
B_ = {'building': 'house'}
d = Fake(sq, {1: ([1, 2, 3, 4, 1], B_), 2: ([1, 2, 3], B_), 3: ([1, 2, 3], B_), 4: ([3, 4, 1], {}), 5: ([1, 2], R_)})
d.rels, d.rel_tags = {9: O(3, 4)}, {9: {'type': 'multipolygon', 'building': 'house'}}
rep = Counter(); pl.select_homes(d, pl.Shapes(d), Network(d), rep)
print('buildings', rep); assert rep['buildings_selected'] == 2 and rep['buildings_not_closed'] == 1

# 4.7: sample points lie along what the profile may walk: 111 m hold points at 25 and 75 m
line = {i: (i, 0) for i in range(1, 8)}
S_, W_ = {'highway': 'steps'}, {'highway': 'residential', 'wheelchair': 'no'}
d = Fake(line, {1: ([1, 2], R_), 2: ([2, 3], N_), 3: ([3, 4], S_), 4: ([4, 5], W_), 5: ([5, 6], P_),
                6: ([6, 7], {'highway': 'residential', 'foot': 'no'})})
for prof, second, first in (('adult', [1, 4], [1, 3, 4, 5]), ('stroller', [1, 4], [1, 4, 5]), ('wheelchair', [1], [1, 5])):
    kind, pts = pl.select_homes(d, pl.Shapes(d), Network(d, 'tagged', prof), Counter(), prof)      # no land use: second try
    print('points', prof, [p.id for p in pts]); assert [p.id for p in pts] == ['way/%d@%d' % (w, m) for w in second for m in (25, 75)]
    e = Fake({**line, 91: (0, -1), 92: (9, -1), 93: (9, 1), 94: (0, 1)}, {**{w: (d.ways[w], d.way_tags[w]) for w in d.ways}, 99: ([91, 92, 93, 94, 91], L_)})
    kind, pts = pl.select_homes(e, pl.Shapes(e), Network(e, 'tagged', prof), Counter(), prof)
    assert [p.id for p in pts] == ['way/%d@%d' % (w, m) for w in first for m in (25, 75)]

# 4.7: equal legs to one segment: the smaller offset along the street, which runs from its smaller end node
for refs in ([1, 2], [2, 1]):
    ix = SnapIndex(Network(Fake({1: (0, 0), 2: (5, 0)}, {1: (refs, R_)})))
    q = [v * .001 for v in (1, .1, 3, .1)]
    s = ix.outline([tuple(q), (q[2], .0001, q[2], .0003), (q[2], .0003, q[0], .0003), (q[0], .0003, q[0], .0001)])
    print('tie', refs, s.off); assert abs(s.off - 111195) < 5

# 4.6, legs around. Coordinates in metres; streets of 2.5 km and more, so that no component is small. The home is way 1 or
# relation 1; the answer is the way number of each street that it is joined to, in order.
HOUSE = {1: (0, 0), 2: (20, 0), 3: (20, 10), 4: (0, 10)}
OWN = {1: ([1, 2, 3, 4, 1], B_)}
FAR = 2500
def joined(nodes, ways, ntags=None, rels=None, home=('way', 1)):
    d = Fake({}, {**OWN, **ways}, ntags)
    d.nodes = {k: (round(x * 1e7 / 111195.08), round(y * 1e7 / 111195.08)) for k, (x, y) in {**HOUSE, **nodes}.items()}
    for r, (members, tags) in (rels or {}).items():
        d.rels[r], d.rel_tags[r] = members, {'type': 'multipolygon', **tags}
    net = Network(d); ix = SnapIndex(net); shapes = pl.Shapes(d)
    outlines = [('outer', d.ways[1])] if home[0] == 'way' else pl.outlines_of(d, 1)
    p = pl.Place(*home, B_, outlines)
    pl.locate(d, ix, p, [], around.Around(d, ix, shapes))
    return [net.streets[s.street].way for s in p.snaps]
def along_x(a, y): return {a: (-FAR, y), a + 1: (FAR, y)}
def along_y(a, x): return {a: (x, -FAR), a + 1: (x, FAR)}
south, north = along_x(10, -5), along_x(12, 18)
A, B = {10: ([10, 11], R_)}, {11: ([12, 13], R_)}

# candidates: up to 15 m more than the nearest (5 m), as small as the nearest, not closed
for y, exp in ((18, [10, 11]), (29.9, [10, 11]), (30.1, [10])):
    got = joined({**south, **along_x(12, y)}, {**A, **B}); print('around, up to 15 m more', y, got); assert got == exp
assert joined({**south, 12: (-50, 18), 13: (50, 18)}, {**A, **B}) == [10]
assert joined({**south, **north}, {**A, 11: ([12, 13], N_)}) == [10]
assert joined({**south, **north}, {**A, 11: ([12, 13], P_)}) == [10, 11]
# b: opposite legs start at two corners that are 53 degrees apart: the directions decide. Behind the nearest: the same side
assert not around.apart((-10, -5), (-10, 5)) and joined({**south, **along_x(12, -12)}, {**A, **B}) == [10]
assert joined({**south, **along_y(12, 28)}, {**A, **B}) == [10, 11]
# b: a street across the house has a leg of 0 that runs nowhere: starts alone decide, (5, -5) or (-9, -5) against (-10, -5)
for x, exp in ((15, [11, 10]), (1, [11])):
    got = joined({**south, **along_y(12, x)}, {**A, **B}); print('around, across', x, got); assert got == exp
assert around.apart((1000, 0), (500, 867)) and not around.apart((1000, 0), (500, 866))
assert around.apart((1, 0), (0, 5)) and around.apart((1, 0), (-3, 0)) and not around.apart((0, 0), (1, 0))
assert [around.whole(x) for x in (.5, -.5, 1.4, -1.4, 1e12)] == [1, -1, 1, -1, 10 ** 9] and around.toward_zero(-7, 2) == -3
# a: the arm east of a junction beside the house is reached along the two others; not so when the junction is none
cross = {10: (-FAR, -5), 11: (22, -5), 12: (FAR, -5), 13: (22, FAR)}
three = {10: ([10, 11], R_), 11: ([11, 12], R_), 12: ([11, 13], R_)}
assert joined(cross, three) == [12, 10]
assert joined({**cross, 14: (22, -5)}, {**three, 11: ([14, 12], R_)}) == [10, 11]       # 10 and 12 are one street now
assert joined(cross, three, {11: {'barrier': 'wall'}}) == [12, 10, 11]        # the arms of a closed node are nodes of their own
# c: what stands between the house and the street in the north
def walled(tags, y=14, missing=False, rels=None):
    wall = {20: (-50, y), 22: (50, y)}
    return joined({**south, **north, **wall}, {**A, **B, 20: ([20, 21, 22] if missing else [20, 22], tags)}, None, rels)
for tags, stops in (({'barrier': 'wall'}, 1), ({'barrier': 'fence;gate'}, 1), ({'barrier': 'gate;fence'}, 0), ({'barrier': 'kerb'}, 0),
                    ({'barrier': 'hedge', 'access': 'yes'}, 1), ({'building': 'yes'}, 1), ({'building': 'roof'}, 0), ({'building': 'no'}, 0),
                    ({'natural': 'water', 'tunnel': 'yes'}, 1), ({'waterway': 'riverbank'}, 1), ({'landuse': 'basin'}, 1), ({'landuse': 'grass'}, 0),
                    ({'waterway': 'stream'}, 1), ({'waterway': 'stream', 'tunnel': 'culvert'}, 0), ({'waterway': 'ditch', 'tunnel': 'no'}, 1)):
    got = walled(tags); print('around, between', tags, got); assert got == ([10] if stops else [10, 11])
assert walled({'barrier': 'wall'}, missing=True) == [10, 11]        # the links on either side of a missing node are none
assert walled({'barrier': 'wall'}, 10.05) == [10, 11] and walled({'barrier': 'wall'}, 10.3) == [10]      # 10 cm at either end
assert walled({'barrier': 'wall'}, 17.95) == [10, 11] and walled({'barrier': 'wall'}, 17.7) == [10]
for role, tags, exp in (('outer', {'natural': 'water'}, [10]), ('inner', {'building': 'house'}, [10]), ('', {'barrier': 'wall'}, [10]),
                        ('part', {'natural': 'water'}, [10, 11]), ('outer', {'landuse': 'grass'}, [10, 11])):
    assert walled({}, rels={9: ([('w', 20, role)], tags)}) == exp
assert walled({'barrier': 'wall'}, -3) == [10, 11]                  # the nearest stays whatever is in between
# c: a leg of 15 cm crosses nothing; it has no direction, but (10, -5) is apart from (-10, -5)
fence = {20: (20.08, -9), 21: (20.08, 30)}
assert joined({**south, **along_y(12, 20.15), **fence}, {**A, **B, 20: ([20, 21], {'barrier': 'fence'})}) == [11, 10]
# c: a street inside the house, by a tunnel; in a courtyard it may be joined
big = {1: (0, 0), 2: (30, 0), 3: (30, 20), 4: (0, 20), **along_x(10, -3), 12: (10, 8), 13: (20, 8), 14: (FAR, 8)}
inside = {**A, 11: ([12, 13], R_), 12: ([13, 14], {'highway': 'footway', 'tunnel': 'yes'})}
assert joined(big, inside) == [10]
yard = {31: (5, 4), 32: (25, 4), 33: (25, 12), 34: (5, 12)}
rel = {1: ([('w', 1, 'outer'), ('w', 2, 'inner')], B_)}
assert joined({**big, **yard}, {**inside, 1: ([1, 2, 3, 4, 1], {}), 2: ([31, 32, 33, 34, 31], {})}, None, rel, ('relation', 1)) == [10, 11]
print('all fine')
