"""Hand-made networks with known answers for 4.4 / 4.5 / 4.6 / 4.8."""
import oracle, places as pl
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
    net = Network(data, gates); m = oracle.Metric(net, profile, None, gates, False); ix = SnapIndex(net)
    h, f = (ix.point(x * .001, y * .001) for x, y in (a, b))
    dist = m.search(m.facility_seeds(f), 10**9)
    best = min([int(dist[s]) + c for s, c in m.home_rows(h)], default=oracle.INF)
    d = m.direct(h, f) if h.street == f.street else None
    best = min(best, d if d is not None else oracle.INF)
    return None if best >= oracle.INF else best, net

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
print('all fine')
