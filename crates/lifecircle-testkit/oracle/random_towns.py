"""Small random towns that are hard for the walking model, and how many homes each of its rules decides in them.
    python random_towns.py write FOLDER [TOWNS] [SEED]    # town_NNN.osm.pbf and town_NNN.options
    python random_towns.py count FOLDER                   # homes that change when one rule is read as before"""
import json
import math
import os
import random
import sys
from collections import Counter

import osmium

M = 1 / 0.0111194927          # coordinate units of 1e-7 degrees in a metre of latitude

STREETS = [
    ({'highway': 'residential'}, 34), ({'highway': 'service'}, 8), ({'highway': 'footway'}, 8), ({'highway': 'living_street'}, 4),
    ({'highway': 'tertiary'}, 3), ({'highway': 'trunk'}, 1), ({'highway': 'secondary_link'}, 1), ({'highway': 'path'}, 2),
    ({'highway': 'service', 'access': 'private'}, 10), ({'highway': 'footway', 'foot': 'residents'}, 4),
    ({'highway': 'service', 'access': 'no'}, 6), ({'highway': 'residential', 'foot': 'no'}, 5),
    ({'highway': 'tertiary', 'access': 'no'}, 2), ({'highway': 'steps'}, 3), ({'highway': 'footway', 'tunnel': 'yes'}, 1),
    ({'highway': 'footway', 'oneway:foot': 'yes'}, 3), ({'highway': 'footway', 'oneway:foot': '-1'}, 2),
    ({'highway': 'residential', 'wheelchair': 'no'}, 4), ({'highway': 'footway', 'bridge': 'yes'}, 1),
]
LEAVING = [({'highway': 'residential'}, 2), ({'highway': 'service', 'access': 'private'}, 1), ({'highway': 'tertiary'}, 2)]
LEAVING_CLOSED = [({'highway': 'service', 'access': 'no'}, 2), ({'highway': 'residential', 'foot': 'no'}, 2),
                  ({'highway': 'primary', 'access': 'military'}, 1), ({'highway': 'trunk', 'foot': 'no'}, 1)]
BARRIERS = [({'barrier': 'gate'}, 2), ({'barrier': 'gate', 'access': 'private'}, 4), ({'barrier': 'gate', 'locked': 'yes'}, 1),
            ({'barrier': 'gate', 'access': 'no'}, 1), ({'barrier': 'wall'}, 1), ({'barrier': 'lift_gate', 'foot': 'private'}, 2),
            ({'barrier': 'fence', 'foot': 'yes'}, 1)]
OBSTACLES = [({'barrier': 'wall'}, 4), ({'barrier': 'fence;wall', 'access': 'no'}, 2), ({'barrier': 'hedge'}, 1),
             ({'barrier': 'kerb'}, 2), ({'waterway': 'stream'}, 2), ({'waterway': 'ditch', 'tunnel': 'culvert'}, 1),
             ({'waterway': 'canal', 'tunnel': 'no'}, 1), ({'natural': 'tree_row'}, 1)]
PONDS = [({'natural': 'water'}, 3), ({'landuse': 'basin'}, 1), ({'building': 'roof'}, 1), ({'building': 'retail'}, 2),
         ({'waterway': 'riverbank'}, 1), ({'barrier': 'city_wall'}, 1)]
SHOPS = [{'shop': 'convenience'}, {'amenity': 'marketplace'}, {'shop': 'supermarket'}]


def pick(rng, weighted):
    return dict(rng.choices([t for t, _ in weighted], [w for _, w in weighted])[0])


def ways_out(rng, leaky):
    return pick(rng, LEAVING if rng.random() < leaky else LEAVING_CLOSED)


class Town:
    """nodes: id -> [x, y, tags]; ways: id -> (references, tags); missing: nodes that are not written"""

    def __init__(self, seed):
        self.rng = rng = random.Random(seed)
        self.lat, self.lon = rng.uniform(-45, 60), rng.uniform(-170, 170)
        self.kx = M / math.cos(math.radians(self.lat))
        self.free = {k: rng.sample(range(1, 90000), 6000) for k in 'nwr'}
        self.nodes, self.ways, self.rels, self.missing = {}, {}, {}, set()
        self.box, self.options = None, []
        self.gap = rng.uniform(90, 190)
        self.cols, self.rows = rng.randint(5, 9), rng.randint(5, 9)
        self.straight = rng.random() < 0.4       # streets along the axes: outlines parallel to them, ties
        self.leaky = rng.choice([0, 0.1, 0.5])   # how many of the ways that leave may be walked
        self.few_homes = rng.random() < 0.3
        self._streets()
        self._compounds()
        self._ways_out()
        self._barriers()
        self._landuse()
        self._homes()
        self._facilities()
        self._odd_buildings()
        self._lose_nodes()
        self._frame()
        self._obstacles()

    # ---- parts
    def node(self, x, y, tags=None):
        """a new node at metres from the town's corner"""
        n = self.free['n'].pop()
        self.nodes[n] = [round(self.lon * 1e7 + x * self.kx), round(self.lat * 1e7 + y * M), dict(tags or {})]
        return n

    def at(self, n):
        """metres of a node"""
        x, y, _ = self.nodes[n]
        return (x - self.lon * 1e7) / self.kx, (y - self.lat * 1e7) / M

    def twin(self, n, tags=None):
        """a node of its own with the coordinates of another"""
        t = self.free['n'].pop()
        self.nodes[t] = self.nodes[n][:2] + [dict(tags or {})]
        return t

    def way(self, refs, tags):
        w = self.free['w'].pop()
        self.ways[w] = (list(refs), dict(tags))
        return w

    def relation(self, members, tags):
        r = self.free['r'].pop()
        self.rels[r] = (list(members), dict(tags))

    def street(self, refs, tags):
        if self.rng.random() < 0.5:
            refs = refs[::-1]
        return self.way(refs, tags)

    # ---- streets
    def _streets(self):
        rng, g = self.rng, self.gap
        j = 0 if self.straight else g * 0.25
        self.grid = [[self.node(c * g + rng.uniform(-j, j), r * g + rng.uniform(-j, j)) for c in range(self.cols)]
                     for r in range(self.rows)]
        lines = self.grid + [list(col) for col in zip(*self.grid)]
        for line in lines:
            self._street_line(line)

    def _street_line(self, line):
        rng, i = self.rng, 0
        while i < len(line) - 1:
            k = min(len(line) - 1, i + rng.choice([1, 1, 2, 3]))
            if rng.random() < 0.88:
                refs = [line[i]]
                for a, b in zip(line[i:k], line[i + 1:k + 1]):
                    refs += self._between(a, b) + [b]
                self.street(refs, pick(rng, STREETS))
            i = k

    def _between(self, a, b):
        (x1, y1), (x2, y2) = self.at(a), self.at(b)
        fs = sorted(self.rng.uniform(0.1, 0.9) for _ in range(self.rng.choice([0, 1, 2])))
        return [self.node(x1 + f * (x2 - x1), y1 + f * (y2 - y1)) for f in fs]

    def _compounds(self):
        """inner streets of blocks: dead ends and short cuts, private, gated, closed or open"""
        rng = self.rng
        for r in range(self.rows - 1):
            for c in range(self.cols - 1):
                if rng.random() > 0.35:
                    continue
                a, b = rng.choice([(self.grid[r][c], self.grid[r + 1][c + 1]), (self.grid[r + 1][c], self.grid[r][c + 1])])
                (x1, y1), (x2, y2) = self.at(a), self.at(b)
                mid = [self.node(x1 + f * (x2 - x1), y1 + f * (y2 - y1) + rng.uniform(-5, 5)) for f in (0.3, 0.5, 0.7)]
                refs = [a] + mid + [b] if rng.random() < 0.4 else [a] + mid[:2]
                self.street(refs, rng.choice([{'highway': 'service', 'access': 'private'}, {'highway': 'service'},
                                              {'highway': 'footway', 'foot': 'private'}, {'highway': 'service', 'access': 'no'}]))
                if rng.random() < 0.5:
                    self.nodes[mid[0]][2].update(pick(rng, BARRIERS))

    def _edge_nodes(self):
        """(border junction, direction outwards)"""
        g = self.grid
        return ([(row[0], (-1, 0)) for row in g] + [(row[-1], (1, 0)) for row in g]
                + [(n, (0, -1)) for n in g[0]] + [(n, (0, 1)) for n in g[-1]])

    def _ways_out(self):
        rng = self.rng
        for n, (dx, dy) in self._edge_nodes():
            if rng.random() > 0.4:
                continue
            x, y = self.at(n)
            far = [self.node(x + dx * d + rng.uniform(-9, 9), y + dy * d + rng.uniform(-9, 9)) for d in (40, 90, 150)]
            far = far[:rng.randint(1, 3)]
            if rng.random() < 0.5:
                self.missing.add(far[-1])
            w = self.street([n] + far, ways_out(rng, self.leaky))
            if rng.random() < 0.3:
                self.relation([('w', w, '')], {'type': 'route', 'route': 'hiking'})

    def _barriers(self):
        rng = self.rng
        for row in self.grid:
            for n in row:
                if rng.random() < 0.05:
                    self.nodes[n][2].update(pick(rng, BARRIERS))

    # ---- land use
    def _landuse(self):
        for _ in range(self.rng.choice([0, 2, 3, 4, 5])):
            self._area(self.rng.uniform(0, self.cols * self.gap), self.rng.uniform(0, self.rows * self.gap),
                       self.rng.uniform(90, 350))

    def _ring(self, x, y, radius):
        n = self.rng.randint(5, 14)
        ring = [self.node(x + radius * self.rng.uniform(0.5, 1) * math.cos(2 * math.pi * i / n),
                          y + radius * self.rng.uniform(0.5, 1) * math.sin(2 * math.pi * i / n)) for i in range(n)]
        if self.rng.random() < 0.1:
            ring[1], ring[3] = ring[3], ring[1]     # crosses itself
        return ring + ring[:1]

    def _lose_part(self, ring):
        """some nodes of a ring are missing: a run of them, or here and there"""
        how = self.rng.random()
        inner = ring[:-1]
        if how < 0.45:
            start, k = self.rng.randrange(len(inner)), self.rng.randint(1, len(inner) - 2)
            self.missing |= {inner[(start + i) % len(inner)] for i in range(k)}
        elif how < 0.6:
            self.missing |= set(self.rng.sample(inner, self.rng.randint(1, 3)))

    def _area(self, x, y, radius):
        rng, tags = self.rng, {'landuse': 'residential'}
        ring = self._ring(x, y, radius)
        if rng.random() < 0.5:
            self._lose_part(ring)
            self.way(ring, tags)
            return
        members = self._members(ring, 'outer')
        if rng.random() < 0.5:
            members += self._members(self._ring(x, y, radius * 0.4), 'inner')
        if rng.random() < 0.3:
            members += self._members(self._ring(x + 2.2 * radius, y, radius * 0.7), rng.choice(['outer', '']))
        rng.shuffle(members)
        self.relation(members, {'type': 'multipolygon', **tags})

    def _members(self, ring, role):
        """the ring as one to four ways of which nodes, or a whole way, may be missing"""
        rng = self.rng
        cuts = sorted(rng.sample(range(1, len(ring) - 1), rng.randint(0, 3)))
        refs = [ring[a:b + 1] for a, b in zip([0] + cuts, cuts + [len(ring) - 1])]
        ways = [self.way(r if rng.random() < 0.5 else r[::-1], {}) for r in refs]
        if len(ways) > 1 and rng.random() < 0.5:
            del self.ways[rng.choice(ways)]
        else:
            self._lose_part(ring)
        return [('w', w, role) for w in ways]

    # ---- homes
    def _beside_street(self):
        """(x, y, direction) of a point some metres beside a street, from streets inside the town"""
        rng = self.rng
        refs, _ = self.ways[rng.choice(self.town_streets)]
        i = rng.randrange(len(refs) - 1)
        (x1, y1), (x2, y2) = self.at(refs[i]), self.at(refs[i + 1])
        f, off = rng.random(), rng.choice([-1, 1]) * rng.uniform(12, 35)
        d = math.atan2(y2 - y1, x2 - x1)
        return x1 + f * (x2 - x1) - off * math.sin(d), y1 + f * (y2 - y1) + off * math.cos(d), d

    def _rectangle(self, x, y, d):
        w, h = self.rng.uniform(4, 10), self.rng.uniform(4, 8)
        c, s = math.cos(d), math.sin(d)
        return [self.node(x + c * a - s * b, y + s * a + c * b) for a, b in ((-w, -h), (w, -h), (w, h), (-w, h))]

    def _corner_house(self):
        """a building with one corner exactly on a junction"""
        n = self.rng.choice(self.rng.choice(self.grid))
        x, y = self.at(n)
        tags = {'entrance': 'yes'} if self.rng.random() < 0.3 else None
        return [self.twin(n, tags), self.node(x + 9, y + 1), self.node(x + 9, y + 8), self.node(x + 1, y + 8)]

    def _homes(self):
        rng = self.rng
        self.town_streets = [w for w, (refs, t) in self.ways.items() if 'highway' in t]
        for _ in range(rng.randint(3, 30) if self.few_homes else rng.randint(70, 110)):
            x, y, d = self._beside_street()
            corners = self._corner_house() if rng.random() < 0.15 else self._rectangle(x, y, d if rng.random() < 0.6 and not self.straight else 0)
            if rng.random() < 0.05:
                self.missing.add(rng.choice(corners))
            value = rng.choice(['yes', 'apartments', 'apartments', 'house'])
            closing = [] if rng.random() < 0.06 else corners[:1]
            self.way(corners + closing, {'building': value, 'building:levels': str(rng.randint(1, 9))})

    def _odd_buildings(self):
        """multipolygons of unclosed ways, some of which say themselves that they are buildings"""
        rng = self.rng
        for _ in range(rng.randint(0, 3)):
            a, b, c, d = self._rectangle(*self._beside_street())
            own = {'building': 'apartments'} if rng.random() < 0.5 else {}
            ways = [self.way([a, b, c], own), self.way([c, d, a], {})]
            self.relation([('w', w, 'outer') for w in ways], {'type': 'multipolygon', 'building': 'apartments'})

    # ---- facilities
    def _mixed_junctions(self):
        """nodes at which private and open streets meet"""
        seen = {}
        for w in self.town_streets:
            refs, t = self.ways[w]
            for n in refs:
                seen.setdefault(n, set()).add(t.get('access', t.get('foot', 'open')))
        return [n for n in sorted(seen) if 'open' in seen[n] and seen[n] & {'private', 'residents'} and n not in self.missing]

    def _facilities(self):
        rng, mixed = self.rng, self._mixed_junctions()
        for shop in SHOPS:
            for _ in range(rng.choice([1, 2, 2, 4])):
                how = rng.random()
                if how < 0.6:
                    n = rng.choice(mixed) if mixed and rng.random() < 0.75 else rng.choice(rng.choice(self.grid))
                    if rng.random() < 0.5 and not self.nodes[n][2]:
                        self.nodes[n][2].update(shop)
                    else:
                        self.twin(n, shop)
                elif how < 0.8:
                    x, y, _ = self._beside_street()
                    self.node(x, y, shop)
                else:
                    corners = self._rectangle(*self._beside_street())
                    self.way(corners + corners[:1], {'building': 'retail', **shop})

    # ---- legs around: what lies between homes and streets. Drawn last, so that the rest of a town stays as it was.
    def _obstacles(self):
        rng = self.rng
        if rng.random() < 0.4:
            return
        self.options.append('--legs=around')
        for _ in range(rng.choice([0, 40, 120])):
            self._line_obstacle()
        for _ in range(rng.choice([0, 4, 12])):
            self._pond()
        for _ in range(rng.choice([0, 3, 10])):
            self._courtyard_house()

    def _line_obstacle(self):
        """a wall or the like beside a street, along it or across"""
        rng = self.rng
        x, y, d = self._beside_street()
        d += rng.choice([0, 0, math.pi / 2, rng.uniform(0, 3)])
        line = [self.node(x + a * math.cos(d), y + a * math.sin(d)) for a in (-rng.uniform(2, 40), 0, rng.uniform(2, 40))]
        if rng.random() < 0.1:
            self.missing.add(rng.choice(line))
        self.way(line, pick(rng, OBSTACLES))

    def _pond(self):
        rng = self.rng
        x, y, _ = self._beside_street()
        ring, tags = self._ring(x, y, rng.uniform(5, 20)), pick(rng, PONDS)
        if rng.random() < 0.5:
            self.way(ring, tags)
        else:
            self.relation(self._members(ring, rng.choice(['outer', 'inner', '', 'part'])), {'type': 'multipolygon', **tags})

    def _courtyard_house(self):
        """a big house with a hole, across whatever is there"""
        rng = self.rng
        x, y, _ = self._beside_street()
        radius = rng.uniform(15, 60)
        members = self._members(self._ring(x, y, radius), rng.choice(['outer', '']))
        if rng.random() < 0.7:
            members += self._members(self._ring(x, y, radius * 0.5), 'inner')
        self.relation(members, {'type': 'multipolygon', 'building': 'apartments'})

    # ---- the file
    def _lose_nodes(self):
        """a few street nodes are missing in the middle of the town"""
        if self.rng.random() < 0.3:
            refs, _ = self.ways[self.rng.choice(self.town_streets)]
            n = self.rng.choice(refs)
            if not self.nodes[n][2]:
                self.missing.add(n)

    def _frame(self):
        """the header's box, or none; what the command is told"""
        rng, g = self.rng, self.gap
        width, height = (self.cols - 1) * g, (self.rows - 1) * g
        d = [rng.uniform(-0.6, 1.2) * g for _ in range(4)]
        lo, hi = self.node(-d[0], -d[1]), self.node(width + d[2], height + d[3])
        box = [v for n in (lo, hi) for v in self.nodes.pop(n)[:2]]
        how = rng.random()
        if how < 0.4:
            self.box = box
        elif how < 0.5:
            self.options.append('--extent=' + ','.join('%.7f' % (v / 1e7) for v in box))
        self.options.append('--profile=' + rng.choice(['adult', 'adult', 'elderly', 'wheelchair', 'stroller']))
        self.options.append('--gates=' + rng.choice(['tagged', 'tagged', 'tagged', 'open', 'closed']))

    def write(self, path):
        header = osmium.io.Header()
        if self.box:
            w, s, e, n = (v / 1e7 for v in self.box)
            header.add_box(osmium.osm.Box(w, s, e, n))
        if os.path.exists(path):
            os.remove(path)
        out = osmium.SimpleWriter(path, header=header)
        made = osmium.osm.mutable
        for n in sorted(set(self.nodes) - self.missing):
            x, y, tags = self.nodes[n]
            out.add_node(made.Node(id=n, location=(x / 1e7, y / 1e7), tags=tags, version=1))
        for w in sorted(self.ways):
            refs, tags = self.ways[w]
            out.add_way(made.Way(id=w, nodes=refs, tags=tags, version=1))
        for r in sorted(self.rels):
            members, tags = self.rels[r]
            out.add_relation(made.Relation(id=r, members=members, tags=tags, version=1))
        out.close()


def write(folder, towns=200, seed=1):
    os.makedirs(folder, exist_ok=True)
    for i in range(int(towns)):
        town = Town(int(seed) * 100_000 + i)
        base = os.path.join(folder, 'town_%03d' % i)
        town.write(base + '.osm.pbf')
        with open(base + '.options', 'w') as f:
            f.write(' '.join(town.options) + '\n')


def run_oracle(path, options, old=()):
    import oracle
    out = path + '.oracle.json'
    oracle.main([path, '-o', out, '--quiet'] + options + ['--old=' + r for r in old])
    with open(out) as f:
        res = json.load(f)
    os.remove(out)
    return res


def answers(res):
    """home -> what is compared"""
    return {h['id']: (h['verdict'], [sorted(r.items()) for r in h['rules'].values()], h['reasons']) for h in res['homes']}


def changed(new, old):
    """(homes whose answer differs, of these: whose verdict differs or that are homes in one reading only)"""
    differ = [i for i in set(new) | set(old) if new.get(i) != old.get(i)]
    verdict = [i for i in differ if i not in new or i not in old or new[i][0] != old[i][0] or new[i][2] != old[i][2]]
    return len(differ), len(verdict)


def count(folder):
    from oracle import OLD
    totals, homes, kinds = Counter(), 0, Counter()
    files = sorted(f for f in os.listdir(folder) if f.endswith('.osm.pbf'))
    for name in files:
        path = os.path.join(folder, name)
        with open(path.replace('.osm.pbf', '.options')) as f:
            options = f.read().split()
        res = run_oracle(path, options)
        new = answers(res)
        homes += len(new)
        kinds.update(res['summary']['verdicts'])
        kinds['towns of ' + res['summary']['homes_kind']] += 1
        kinds['towns with extent ' + res['summary']['extent']] += 1
        for rule in OLD:
            differ, verdict = changed(new, answers(run_oracle(path, options, [rule])))
            totals[rule, 'answers'] += differ
            totals[rule, 'verdicts'] += verdict
            totals[rule, 'towns'] += differ > 0
    print('%d towns, %d homes: %s' % (len(files), homes, ', '.join('%s %d' % x for x in sorted(kinds.items()))))
    for rule in OLD:
        print('%-20s %6d homes change, %6d in verdict or reasons, in %3d towns' % (
            rule, totals[rule, 'answers'], totals[rule, 'verdicts'], totals[rule, 'towns']))


if __name__ == '__main__':
    {'write': write, 'count': count}[sys.argv[1]](*sys.argv[2:])
