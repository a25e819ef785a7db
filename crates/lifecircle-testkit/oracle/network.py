"""Ways -> segments -> streets -> graph vertices -> full components -> public / enclosed.  walking model 4.1 - 4.5, 4.8 (cut ends)."""
from collections import Counter, defaultdict

import tagrules as prof
from extent import outside
from geom import haversine, round_half_up

PUBLIC_OVER_MM = 5_000_000
SMALL_UNDER_MM = 2_000_000


class Seg:
    """One piece of a way between two consecutive known nodes."""
    __slots__ = ('way', 'idx', 'a', 'b', 'acc', 'stairs', 'snap', 'nowheel', 'one', 'major', 'street', 'pos', 'rev')


class Street:
    __slots__ = ('id', 'nodes', 'segs', 'cum', 'mm', 'acc', 'stairs', 'snap', 'nowheel', 'fwd', 'bwd', 'u', 'v',
                 'comp', 'piece', 'private', 'small', 'island', 'way')


class UF:
    def __init__(self, n):
        self.p = list(range(n))

    def find(self, a):
        while self.p[a] != a:
            self.p[a] = self.p[self.p[a]]
            a = self.p[a]
        return a

    def join(self, a, b):
        a, b = self.find(a), self.find(b)
        if a != b:
            self.p[max(a, b)] = min(a, b)


def select_ways(data):
    """way id -> effective tags, of every walkable way (4.1 and 4.3)"""
    out = {}
    for w, t in data.way_tags.items():
        if prof.walkable(t):
            out[w] = t
    plaza = 0
    for r in sorted(data.rels):
        t = data.rel_tags[r]
        if t.get('type') != 'multipolygon' or t.get('highway') not in ('pedestrian', 'footway', 'service'):
            continue
        if not prof.walkable(t):
            continue
        for typ, ref, role in data.rels[r]:
            if typ != 'w' or role not in ('outer', 'inner', '') or ref not in data.ways or ref in out:
                continue  # "ref in out": walkable by its own tags, or by a lower relation
            own = data.way_tags[ref]
            if ('foot' in own or 'access' in own) and prof.access(own)[0] == 'closed':
                continue
            out[ref] = t
            plaza += 1
    return out, plaza


class Network:
    def __init__(self, data, gates='tagged', profile='adult', old=frozenset()):
        self.data = data
        self.gates = gates
        self.wheel = prof.PROFILES[profile][2]
        self.old = old
        self.report = Counter()
        self.way_tags, n = select_ways(data)
        self.report['walkable_ways'] = len(self.way_tags)
        self.report['plaza_member_ways'] = n
        self._segments()
        self._barriers()
        self._cut_ends()
        self._streets()
        self._components()

    # ---- 4.1: segments, split at missing nodes
    def _segments(self):
        nodes = self.data.nodes
        self.segs = []
        for w in sorted(self.way_tags):
            t = self.way_tags[w]
            refs = self.data.ways[w]
            acc, unknown = prof.access(t)
            if unknown:
                self.report['unknown_access_values'] += 1
            one = prof.oneway(t)
            for i in range(len(refs) - 1):
                if refs[i] not in nodes or refs[i + 1] not in nodes:
                    self.report['segments_with_missing_node'] += 1
                    continue
                if refs[i] == refs[i + 1]:
                    continue
                s = Seg()
                s.way, s.idx, s.a, s.b = w, i, refs[i], refs[i + 1]
                s.acc = acc
                s.stairs = t.get('highway') == 'steps'
                s.snap = prof.snappable(t)
                s.nowheel = t.get('wheelchair') == 'no'
                s.one = one
                s.major = t.get('highway') in prof.MAJOR
                self.segs.append(s)
        # node -> [(segment index, end)] ; end 0 = at a, 1 = at b
        self.ends = defaultdict(list)
        for i, s in enumerate(self.segs):
            self.ends[s.a].append((i, 0))
            self.ends[s.b].append((i, 1))

    def _barriers(self):
        self.barrier = {}
        for n in self.ends:
            t = self.data.node_tags.get(n)
            if t and 'barrier' in t:
                b = prof.barrier(t)
                if b != 'pass':
                    self.barrier[n] = b
                self.report['barrier_' + b] += 1

    # ---- 4.8: cut ends
    def _cut_ends(self):
        missing = self._missing_ends()
        boxed = self._outside_ends()
        assumed = self._assumed_ends()
        self.cut = {}
        for n in assumed:
            self.cut[n] = 'assumed'
        for n in boxed:
            self.cut[n] = 'box'
        for n in missing:
            self.cut[n] = 'missing'
        self.cut_sets = {'missing': len(missing), 'box': len(boxed), 'assumed': len(assumed)}

    def _cutting_ways(self):
        """(way, refs) of the ways that somebody may walk"""
        for w, t in self.way_tags.items():
            if prof.access(t)[0] != 'closed' or 'closed-cut-ends' in self.old:
                yield w, self.data.ways[w]

    def _missing_ends(self):
        nodes = self.data.nodes
        out = set()
        for _, refs in self._cutting_ways():
            for a, b in zip(refs, refs[1:]):
                if a in self.ends and b not in nodes:
                    out.add(a)
                if b in self.ends and a not in nodes:
                    out.add(b)
        return out

    def _outside_ends(self):
        if not self.data.box:
            return set()
        return {n for _, refs in self._cutting_ways() for n in refs
                if n in self.ends and outside(self.data.box, self.data.nodes[n])}

    def _assumed_ends(self):
        """ends of trunk..tertiary ways that nothing else touches"""
        cand = set()
        for w, refs in self._cutting_ways():
            if self.way_tags[w].get('highway') in prof.MAJOR:
                cand |= {n for n in (refs[0], refs[-1]) if n in self.ends}
        touch = Counter()
        for w, refs in self.data.ways.items():
            if w in self.way_tags or 'highway' in self.data.way_tags[w]:
                prev = None
                for n in refs:
                    if n in cand and n != prev:
                        touch[n] += 1
                    prev = n
        return {n for n in cand if touch[n] == 1}

    # ---- 4.5: streets
    def _attr(self, i):
        s = self.segs[i]
        return (s.stairs, s.acc, s.snap, self.wheel and s.nowheel)

    def _flow(self, i, end):
        """(may walk towards this end, may walk away from it)"""
        s = self.segs[i]
        along, against = s.one >= 0, s.one <= 0
        return (along, against) if end == 1 else (against, along)

    def _is_junction(self, n):
        ends = self.ends[n]
        if len(ends) != 2 or n in self.barrier or n in self.cut:
            return True
        (i, e), (j, f) = ends
        if self._attr(i) != self._attr(j):
            return True
        to_i, away_i = self._flow(i, e)
        to_j, away_j = self._flow(j, f)
        return not (to_i == away_j and away_i == to_j)

    def _walk(self, n, i, e, used):
        """Chain leaving node n by segment i whose end e is at n. [(seg, reversed?)], nodes, (last seg, last end)"""
        nodes, chain = [n], []
        while True:
            used.add(i)
            s = self.segs[i]
            chain.append((i, e == 1))
            m = s.b if e == 0 else s.a
            nodes.append(m)
            last = (i, 1 - e)
            if m in self.junction or m == nodes[0]:
                return chain, nodes, last
            (p, q) = self.ends[m]
            i, e = q if p == last else p

    def _streets(self):
        self.junction = {n for n in self.ends if self._is_junction(n)}
        used = set()
        raw = []
        for n in sorted(self.junction):
            for (i, e) in self.ends[n]:
                if i not in used:
                    raw.append(self._walk(n, i, e, used) + ((i, e),))
        # rings without junction: start at the smallest node id
        rest = sorted({m for i, s in enumerate(self.segs) if i not in used for m in (s.a, s.b)})
        for n in rest:
            i, e = self.ends[n][0]
            if i not in used:
                raw.append(self._walk(n, i, e, used) + ((i, e),))
        assert len(used) == len(self.segs)

        self.vertex_node = []
        vid = {}

        def vertex(n, arm):
            key = (n, arm) if n in self.barrier else n
            if key not in vid:
                vid[key] = len(self.vertex_node)
                self.vertex_node.append(n)
            return vid[key]

        self.streets = []
        for chain, nodes, last, firstend in raw:
            u, v = vertex(nodes[0], firstend), vertex(nodes[-1], last)
            flip = nodes[0] > nodes[-1] or (nodes[0] == nodes[-1] and nodes[1] > nodes[-2])
            if flip:
                nodes = nodes[::-1]
                chain = [(i, not r) for i, r in chain[::-1]]
                u, v = v, u
            st = Street()
            st.nodes, st.segs, st.u, st.v = nodes, chain, u, v
            cum = [0.0]
            for p, q in zip(nodes, nodes[1:]):
                cum.append(cum[-1] + haversine(self.data.nodes[p], self.data.nodes[q]))
            st.cum = cum
            st.mm = round_half_up(cum[-1] * 1000)
            if st.mm == 0 and any(self.data.nodes[n] != self.data.nodes[nodes[0]] for n in nodes):
                st.mm = 1
            s0, r0 = self.segs[chain[0][0]], chain[0][1]
            st.stairs, st.acc, st.nowheel = s0.stairs, s0.acc, s0.nowheel
            st.snap = s0.snap and not (self.wheel and s0.nowheel)
            along, against = s0.one >= 0, s0.one <= 0
            st.fwd, st.bwd = (against, along) if r0 else (along, against)
            st.way = min(self.segs[i].way for i, _ in chain)
            st.id = len(self.streets)
            for k, (i, r) in enumerate(chain):
                s = self.segs[i]
                s.street, s.pos, s.rev = st.id, k, r
            self.streets.append(st)
        self.nv = len(self.vertex_node)
        arms = defaultdict(list)
        for v, n in enumerate(self.vertex_node):
            if n in self.barrier:
                arms[n].append(v)
        # --gates open: private passages are open; locked ones stay what they are
        self.passages, self.open_passages = [], []
        for n, vs in sorted(arms.items()):
            if self.barrier[n] == 'private':
                opened = self.gates == 'open' and self.data.node_tags[n].get('locked') != 'yes'
                (self.open_passages if opened else self.passages).append(vs)

    # ---- 4.4: full components, pieces, public / enclosed; 4.6 small, island
    def _components(self):
        full, openp = UF(self.nv), UF(self.nv)
        for st in self.streets:
            if st.acc == 'closed':
                continue
            full.join(st.u, st.v)
            if st.acc == 'open' or self.gates == 'open':
                openp.join(st.u, st.v)
        for vs in self.passages + self.open_passages:
            for v in vs[1:]:
                full.join(vs[0], v)
        comp_len, comp_way, comp_cut = Counter(), {}, set()
        piece_len, piece_way, piece_pub, piece_comp = Counter(), {}, set(), {}
        for st in self.streets:
            st.comp = st.piece = None
            if st.acc == 'closed':
                continue
            c = st.comp = full.find(st.u)
            comp_len[c] += st.mm
            comp_way[c] = min(comp_way.get(c, st.way), st.way)
            if self.vertex_node[st.u] in self.cut or self.vertex_node[st.v] in self.cut:
                comp_cut.add(c)
            if st.acc == 'open' or self.gates == 'open':
                p = st.piece = openp.find(st.u)
                piece_comp[p] = c
                piece_len[p] += st.mm
                piece_way[p] = min(piece_way.get(p, st.way), st.way)
                if self.vertex_node[st.u] in self.cut or self.vertex_node[st.v] in self.cut:
                    piece_pub.add(p)
                if any(self.segs[i].major for i, _ in st.segs):
                    piece_pub.add(p)
        longest = {}
        for p, c in piece_comp.items():
            k = (-piece_len[p], piece_way[p])
            if c not in longest or k < longest[c][0]:
                longest[c] = (k, p)
        piece_pub |= {p for _, p in longest.values()}
        piece_pub |= {p for p in piece_len if piece_len[p] > PUBLIC_OVER_MM}
        self.n_public = len(piece_pub)
        self.n_enclosed = 0 if self.gates == 'open' else len(piece_comp) - len(piece_pub)   # open: nothing is enclosed
        largest = min(comp_len, key=lambda c: (-comp_len[c], comp_way[c])) if comp_len else None
        for st in self.streets:
            if self.gates == 'open':
                st.private = False
            else:
                st.private = st.acc == 'private' or (st.acc == 'open' and st.piece not in piece_pub)
            st.small = st.comp is not None and comp_len[st.comp] < SMALL_UNDER_MM and st.comp != largest
            st.island = st.small and st.comp not in comp_cut
        self.n_components = len(comp_len)
        self.n_small = len({st.comp for st in self.streets if st.small})
        self.n_islands = len({st.comp for st in self.streets if st.island})
        self.walk_mm = sum(st.mm for st in self.streets if st.acc != 'closed')
        self.closed_mm = sum(st.mm for st in self.streets if st.acc == 'closed')
        self.private_mm = sum(st.mm for st in self.streets if st.private and st.acc != 'closed')
        self.edge_known = bool(self.data.box) or bool(self.cut)
