"""python walker.py BINARY FILE.osm.pbf [-n 1000] [--seed 1]
Walks the routes that `lifecircle explain` tells for random homes, point by point, over the oracle's own streets.
A route is right when somebody may walk it under the walking model (access, one-way streets, gates, compounds that are
left and entered but not crossed), each piece names the ways that are walked, all of them and in their order, and legs and
streets add up to the milliseconds of the verdict, which `check` and the oracle tell too.  Exit code 0 when all routes are right."""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from network import Network
from metric import ENTERING, LEAVING, OPEN, Metric
from oracle import main as oracle
from osmdata import Data


# A foot point may be a millimetre further along for one program than for the other.
ROUNDING_MS = 2
# Less of a way than this is not walked but touched, in mm.
TOUCHED_MM = 1
# A route that is right, and of which a copy with a point left out is refused.
REFUSED = ''


def key(lon, lat):
    return round(lon * 1e7), round(lat * 1e7)


def on_way(said, named, way, mm):
    """Which of the ways that a piece names one is on, walking so much of this way; None where that is another."""
    for at in (named, named + 1):
        if 0 <= at < len(said['ways']) and said['ways'][at] == way:
            return at
    return named if mm <= TOUCHED_MM else None


class Place:
    """A street, how far along it a place stands, and the leg to it."""

    def __init__(self, net, by_ends, snap):
        ends = tuple(snap['ends'])
        self.streets = [s for s in by_ends[ends] if net.streets[s].mm == snap['street_mm']]
        self.off, self.leg_mm = snap['off_mm'], snap['leg_mm']


class Walker:
    """Follows a line of points; a state is where one may stand, what it has cost to get there,
    and the way that one is on among those that the piece names."""

    def __init__(self, net, metric):
        self.net, self.metric = net, metric
        self.at = defaultdict(list)
        for n in net.ends:
            self.at[net.data.nodes[n]].append(n)
        self.by_ends = defaultdict(list)
        for st in net.streets:
            self.by_ends[(st.nodes[0], st.nodes[-1])].append(st.id)

    def place(self, snap):
        return Place(self.net, self.by_ends, snap)

    def phases_on(self, phases, private):
        """The phases in which one is on such ground, having been in these before."""
        if not private:
            return frozenset({OPEN}) if phases & {LEAVING, OPEN} else frozenset()
        return frozenset(({LEAVING} if LEAVING in phases else set()) | {ENTERING})

    def cost(self, street, a, b):
        return self.metric.cost(self.net.streets[street], a, b)

    def arm(self, street, far):
        """The arm of a street at its end: its outermost segment, and which end of that."""
        st = self.net.streets[street]
        i, reversed_ = st.segs[-1 if far else 0]
        return i, (0 if reversed_ else 1) if far else (1 if reversed_ else 0)

    def starts(self, place):
        """States at a home's foot point: (node, arm, street, offset, phases, cost, way); a node where it stands at one."""
        for s in place.streets:
            st = self.net.streets[s]
            phases = frozenset({LEAVING} if st.private else {OPEN})
            if 0 < place.off < st.mm:
                yield (None, None, s, place.off, phases, 0, -1)
            if place.off == 0:
                yield (st.nodes[0], self.arm(s, False), None, None, phases, 0, -1)
            if place.off == st.mm:
                yield (st.nodes[-1], self.arm(s, True), None, None, phases, 0, -1)

    def through(self, node, arm, other, phases):
        """The phases after the node, from one arm to another; none where a gate forbids it."""
        kind = self.net.barrier.get(node)
        if kind is None or arm == other:
            return phases
        return self.phases_on(phases, True) if kind == 'private' else frozenset()

    def may(self, i, end):
        """Whether somebody may walk a segment towards that end."""
        s = self.net.segs[i]
        st = self.net.streets[s.street]
        along = (end == 1) != s.rev
        return s.acc != 'closed' and (self.metric.fwd if along else self.metric.bwd)[st.id]

    def offset(self, street, pos):
        st = self.net.streets[street]
        return st.mm if pos == len(st.nodes) - 1 else 0

    def edge(self, s, ahead):
        """How far along its street a segment begins, or ends, in mm."""
        return self.net.streets[s.street].cum[s.pos + 1 if ahead else s.pos] * 1000

    def leave(self, state, i, end, said):
        """The state behind a segment that is walked as a whole."""
        node, arm, street, entered, phases, cost, named = state
        s = self.net.segs[i]
        st = self.net.streets[s.street]
        along = (end == 1) != s.rev
        ahead = st.nodes[s.pos + 1 if along else s.pos]
        here = entered if node is None else self.edge(s, not along)
        named = on_way(said, named, s.way, abs(self.edge(s, along) - here))
        if not self.may(i, end) or named is None or st.private != (said['ground'] != 'open'):
            return None
        if street is None:
            phases = self.through(node, arm, (i, 1 - end), phases)
            entered = self.offset(st.id, s.pos if along else s.pos + 1)
        phases = self.phases_on(phases, st.private)
        if not phases:
            return None
        street, pos = st.id, s.pos + 1 if along else s.pos
        if pos in (0, len(st.nodes) - 1):
            cost += self.cost(st.id, entered, self.offset(st.id, pos))
            street = entered = None
        return (ahead, (i, end), street, entered, phases, cost, named)

    def step(self, state, point, said):
        """States at the next point, walking one segment or what is left of it."""
        node, _, street, entered = state[:4]
        out = []
        if node is None:
            # From a foot point: to either end of the segment it stands on.
            st = self.net.streets[street]
            for pos, (i, reversed_) in enumerate(st.segs):
                if st.cum[pos] * 1000 - 1 <= entered <= st.cum[pos + 1] * 1000 + 1:
                    out += [self.leave(state, i, end, said) for end in (0, 1) if self.ends_at(i, end, point)]
        else:
            for i, e in self.net.ends[node]:
                same = street is None or self.net.segs[i].street == street
                if same and self.ends_at(i, 1 - e, point):
                    out.append(self.leave(state, i, 1 - e, said))
        return {s for s in out if s}

    def ends_at(self, i, end, point):
        s = self.net.segs[i]
        return self.net.data.nodes[s.b if end == 1 else s.a] == point

    def arrive(self, state, place, said):
        """What the walk has cost at the foot point of a facility and the way that one is on, if one may get there from here."""
        node, arm, street, entered, phases, cost, named = state

        def way(i, start):
            return named if said is None else on_way(said, named, self.net.segs[i].way, abs(place.off - start))

        for f in place.streets:
            st = self.net.streets[f]
            reached = LEAVING if self.metric.gates == 'closed' else ENTERING if st.private else OPEN
            for far in (False, True):
                if place.off == (st.mm if far else 0) and node == st.nodes[-1 if far else 0] and street is None:
                    own = self.through(node, arm, self.arm(f, far), phases)
                    if reached in own or (reached == ENTERING and own) or (reached == OPEN and LEAVING in own):
                        yield cost, named
            if not 0 < place.off < st.mm or (said and st.private != (said['ground'] != 'open')):
                continue
            if node is None and street == f:
                if (self.metric.fwd if entered <= place.off else self.metric.bwd)[f]:
                    middle = (entered + place.off) / 2000
                    on = [i for pos, (i, _) in enumerate(st.segs) if st.cum[pos] <= middle <= st.cum[pos + 1]]
                    yield from ((cost + self.cost(f, entered, place.off), way(i, entered)) for i in on)
                continue
            for i, e in self.net.ends.get(node, ()):
                s = self.net.segs[i]
                if s.street != f or not self.may(i, 1 - e) or (street is not None and street != f):
                    continue
                if not st.cum[s.pos] * 1000 - 1 <= place.off <= st.cum[s.pos + 1] * 1000 + 1:
                    continue
                along = (e == 0) != s.rev
                own = phases if street is not None else self.through(node, arm, (i, e), phases)
                if self.phases_on(own, st.private):
                    start = entered if street is not None else self.offset(f, s.pos if along else s.pos + 1)
                    yield cost + self.cost(f, start, place.off), way(i, self.edge(s, not along))

    def costs(self, passages, home, facility):
        """All costs that walking these pieces may have, from a home's foot point to a facility's."""
        states, before = set(self.starts(home)), None
        points = []
        for said in passages:
            own = [key(*p) for p in said['points']]
            points += [(p, said) for p in own[1:]]
        for number, (point, said) in enumerate(points):
            if before is not said:
                states = {s[:6] + (-1,) for s in states if before is None or s[6] == len(before['ways']) - 1}
                before = said
            is_last = number == len(points) - 1
            ends = {e for s in states for e in self.arrive(s, facility, said)} if is_last else set()
            moved = {t for s in states for t in self.step(s, point, said)}
            if is_last:
                ends |= {e for s in moved for e in self.arrive(s, facility, None)}
                return {cost for cost, named in ends if named == len(said['ways']) - 1}
            states = moved
            if not states:
                return set()
        return {cost for s in states for cost, _ in self.arrive(s, facility, None)}


def explained(binary, network, home):
    done = subprocess.run([binary, 'explain', network, '--home', home, '--json', '-q'], capture_output=True, check=True)
    return json.loads(done.stdout)


def broken(walker, passages, homes, ends):
    """What the same walk costs with its middle point left out: nobody may walk that, unless a foot point stands on it."""
    points = [(number, at) for number, said in enumerate(passages) for at in range(1, len(said['points']) - 1)]
    if not points:
        return set()
    number, at = points[len(points) // 2]
    said = passages[number]
    cut = dict(said, points=said['points'][:at] + said['points'][at + 1:])
    rest = passages[:number] + [cut] + passages[number + 1:]
    return {c for h in homes for f in ends for c in walker.costs(rest, h, f)}


def walk(walker, home, facilities, why, checked):
    """Per facility that is told: what is wrong with its route, None where nothing is."""
    for rule in why['rules']:
        own = home['rules'][rule['rule']]
        nearest = rule['facilities'][0] if rule['facilities'] else None
        told = nearest and round(nearest['walk_s'] * 1000)
        apart = told is not None and own['walk_ms'] is not None and abs(own['walk_ms'] - told) <= ROUNDING_MS
        if checked[rule['rule']] != told or not (apart or own['walk_ms'] is told is None):
            yield 'nearest: oracle %s, check %s, explain %s' % (own['walk_ms'], checked[rule['rule']], told)
        for outlet in rule['facilities']:
            if outlet['legs'] is None:
                yield None if outlet['walk_s'] == 0 else 'no legs'
                continue
            for said in outlet['passages']:
                said['ways'] = [int(w.split('/')[1]) for w in said['ways']]
            legs = [round(leg['length_m'] * 1000) for leg in outlet['legs']]
            homes = [walker.place(s) for s in home['snaps'] if s['leg_mm'] == legs[0]]
            ends = [walker.place(s) for s in facilities[outlet['id']] if s['leg_mm'] == legs[1]]
            costs = {c for h in homes for f in ends for c in walker.costs(outlet['passages'], h, f)}
            total = round(outlet['walk_s'] * 1000)
            wanted = total - sum(walker.metric.leg(mm) for mm in legs)
            told = [(p['walk_s'] + p['wait_s']) * 1000 for p in outlet['passages'] + [dict(x, wait_s=0) for x in outlet['legs']]]
            length = sum(p['length_m'] for p in outlet['passages'] + outlet['legs'])
            if not costs:
                yield 'nobody may walk it: %s' % outlet['id']
            elif min(abs(c - wanted) for c in costs) > ROUNDING_MS:
                yield '%s: streets take %s ms, told %s' % (outlet['id'], sorted(costs), wanted)
            elif round(sum(told)) != total:
                yield '%s: pieces take %s ms, told %s' % (outlet['id'], sum(told), total)
            elif abs(length - outlet['length_m']) > 0.0005:
                yield '%s: pieces are %s m long, told %s' % (outlet['id'], length, outlet['length_m'])
            else:
                yield REFUSED if not broken(walker, outlet['passages'], homes, ends) & costs else None


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument('binary')
    ap.add_argument('file')
    ap.add_argument('-n', type=int, default=1000)
    ap.add_argument('--seed', type=int, default=1)
    a = ap.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        out, network = Path(folder), str(Path(folder) / 'city.lcn')
        oracle([a.file, '-o', str(out / 'oracle.json'), '--quiet'])
        subprocess.run([a.binary, 'network', a.file, '-o', network, '-q'], check=True, capture_output=True)
        subprocess.run([a.binary, 'check', network, '-o', folder, '--layers', 'residences', '-q'], check=True, capture_output=True)
        truth = json.loads((out / 'oracle.json').read_text(encoding='utf-8'))
        layer = json.loads((out / 'residences.geojson').read_text(encoding='utf-8'))['features']
        net = Network(Data(a.file))
        walker = Walker(net, Metric(net, 'adult', None, 'tagged', False))
        homes = {h['id']: h for h in truth['homes']}
        facilities = {f['id']: f['snaps'] for f in truth['facilities']}
        rows = {ft['properties']['id']: ft['properties'] for ft in layer}
        chosen = random.Random(a.seed).sample(sorted(rows), min(a.n, len(rows)))
        found, shown = Counter(), 0
        for number, home in enumerate(chosen):
            row = rows[home]
            checked = {r: None if row[r + '_walk_s'] is None else round(row[r + '_walk_s'] * 1000) for r in homes[home]['rules']}
            for wrong in walk(walker, homes[home], facilities, explained(a.binary, network, home), checked):
                found['wrong' if wrong else 'right'] += 1
                found['refused'] += wrong == REFUSED
                if wrong and shown < 20:
                    shown += 1
                    print(home, wrong)
            if sys.stderr.isatty():
                print('\r%d' % number, end='', file=sys.stderr)
    print('%s: %d homes, %d routes right, %d wrong; with a point left out %d are refused' % (
        Path(a.file).name, len(chosen), found['right'], found['wrong'], found['refused']))
    return 1 if found['wrong'] or not found['right'] or found['refused'] < 0.9 * found['right'] else 0


if __name__ == '__main__':
    sys.exit(main())
