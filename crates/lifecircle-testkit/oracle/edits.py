"""Outlets that are planted in an extract: chosen at random, and written by pyosmium."""
import math

import osmium

import categories as cat
from geom import haversine
from osmdata import header_box

CATEGORIES = {'convenience': {'shop': 'convenience'}, 'market': {'amenity': 'marketplace'}, 'supermarket': {'shop': 'supermarket'}}
M = 1 / 0.0111194927          # coordinate units of 1e-7 degrees in a metre of latitude
# Outlets that are edited, or stand beside those, keep so far from each other, in metres: nobody takes one for another.
APART_M = 60
TRIES = 400


class Edit:
    """nodes: node -> what it is afterwards, (place, tags) or None; outlets: ids of the outlets that are told to change"""

    def __init__(self, node, category, nodes, places, names=()):
        self.id, self.category, self.nodes, self.places, self.names = node, category, nodes, places, set(names)
        self.outlets = ['node/%d' % n for n in nodes]

    def row_id(self):
        return 'planted-%d' % self.id

    def lonlat(self):
        return tuple(v * 1e-7 for v in self.places[0])

    def written(self):
        return tuple('%.7f' % (v / 1e7) for v in self.places[0])

    def scenario(self):
        return ('coordinates = "wgs84"\n[[add]]\nid = "%s"\nname = "Planted %d"\ncategory = "%s"\nat = "%s,%s"\n'
                % (self.row_id(), self.id, self.category, *self.written()))

    def cities(self, extract, folder):
        """two city files: one of the extract, one with a list of this outlet besides"""
        before = 'extract = "%s"\npolicy = "union"\n' % extract
        with open(folder / 'list.csv', 'w', encoding='utf-8') as f:
            f.write('id,name,category,lon,lat\n%s,Planted %d,%s,%s,%s\n' % (
                self.row_id(), self.id, self.category, *self.written()))
        return before, before + '[[facilities]]\nfile = "list.csv"\ncoordinates = "wgs84"\n'


class Editor:
    """chooses what to edit in a city"""

    def __init__(self, city, facilities, homes, rng):
        self.city, self.known, self.homes, self.rng, self.data = city, facilities, homes, rng, city.data
        self.on_ways = {n for refs in self.data.ways.values() for n in refs}
        self.last = max(self.on_ways.union(self.data.nodes))

    def same_streets(self, data):
        """an edit touches no way and nothing on one, so streets and homes are those that were made"""
        own = self.data
        assert (own.ways, own.way_tags, own.rels, own.rel_tags) == (data.ways, data.way_tags, data.rels, data.rel_tags)
        assert (own.date, own.extent, own.box) == (data.date, data.extent, data.box)
        assert all(own.nodes.get(n) == data.nodes.get(n) and own.node_tags.get(n) == data.node_tags.get(n) for n in self.on_ways)

    def fresh(self):
        self.last += 1
        return self.last

    def around(self, place, metres):
        """a place so far from another, any way"""
        turn = self.rng.uniform(0, 2 * math.pi)
        wide = M / max(0.1, math.cos(math.radians(place[1] * 1e-7)))
        return (round(place[0] + metres * math.cos(turn) * wide), round(place[1] + metres * math.sin(turn) * M))

    def is_good(self, place):
        """a street is in reach, and no outlet so near that they might be taken for one"""
        return (self.city.index.point(place[0] * 1e-7, place[1] * 1e-7) is not None
                and all(haversine(place, self.at(f)) > APART_M for f in self.known))

    def at(self, facility):
        return tuple(round(v * 1e7) for v in facility.lonlat)

    def somewhere(self, category):
        """near a home, more often one that lacks the category; now and then at the very node of a street"""
        lacking = [h for h in self.homes if h['rules'][category]['verdict'] != 'covered'] or self.homes
        for _ in range(TRIES):
            home = self.rng.choice(lacking if self.rng.random() < 0.7 else self.homes)
            place = self.around((round(home['lon'] * 1e7), round(home['lat'] * 1e7)), self.rng.uniform(0, 250))
            if self.rng.random() < 0.2 and home['snaps']:
                place = self.data.nodes[home['snaps'][0]['ends'][0]]
            if self.is_good(place):
                return place
        raise RuntimeError('no place for an outlet')

    def new(self, category):
        node, place = self.fresh(), self.somewhere(category)
        return Edit(node, category, {node: (place, {**CATEGORIES[category], 'name': 'Planted %d' % node})}, [place])

    def candidates(self):
        """outlets that are one node of their own, of which nothing else is made"""
        own = [f for f in self.known if f.kind == 'node' and not f.merged and f.oid not in self.on_ways and f.snaps]
        return [f for f in own if f.cats & set(CATEGORIES)]

    def closed(self, f):
        return Edit(f.oid, None, {f.oid: None}, [self.data.nodes[f.oid]], [cat.norm_name(f.tags)])

    def moved(self, f):
        """about 200 m away, under its own number or, if its name is known, another; None where there is no place"""
        old = self.data.nodes[f.oid]
        for _ in range(TRIES):
            place = self.around(old, self.rng.uniform(150, 250))
            if self.is_good(place):
                break
        else:
            return None
        name = cat.norm_name(f.tags)
        nodes = {f.oid: (place, f.tags)}
        if name and self.rng.random() < 0.5:
            nodes = {f.oid: None, self.fresh(): (place, f.tags)}
        return Edit(f.oid, None, nodes, [old, place], [name])

    def some(self, kind, n):
        """so many outlets that close, or move, each by itself"""
        own = self.candidates()
        made = (getattr(self, kind)(f) for f in self.rng.sample(own, len(own)))
        return [edit for edit, _ in zip((e for e in made if e), range(n))]

    def mixed(self):
        """edits of all kinds that keep apart: kind -> edits"""
        wanted = [('new', self.new(c)) for c in CATEGORIES for _ in range(2)]
        own = self.candidates()
        for number, f in enumerate(self.rng.sample(own, len(own))):
            kind = 'closed' if number % 2 else 'moved'
            wanted.append((kind, getattr(self, kind)(f)))
        chosen = {}
        for kind, edit in wanted:
            taken = [e for some in chosen.values() for e in some]
            if edit and len(chosen.get(kind, [])) < 6 and all(self.keep_apart(edit, e) for e in taken):
                chosen.setdefault(kind, []).append(edit)
        return chosen

    def keep_apart(self, a, b):
        """neither is taken for the other: not one name, and not in one place"""
        shared = a.names & b.names - {''}
        return not shared and all(haversine(p, q) > APART_M for p in a.places for q in b.places)


def settled(source, folder):
    """the file written once more, until that changes nothing: the box of the header is cut off at 1e-7 degrees each time"""
    file = str(source)
    for number in range(9):
        again = str(folder / ('settled-%d.osm.pbf' % number))
        write_edited(file, again, {})
        if header_box(file) == header_box(again):
            return again
        file = again
    raise RuntimeError('the header does not settle')


def write_edited(source, target, nodes):
    """the file with some nodes written otherwise, left out, or added"""
    made, done = osmium.osm.mutable, set()

    def written(n):
        (x, y), tags = nodes[n]
        return made.Node(id=n, location=(x / 1e7, y / 1e7), tags=tags, version=1)
    file = osmium.FileProcessor(source)
    with osmium.SimpleWriter(str(target), header=file.header, overwrite=True) as out:
        for o in file:
            if not o.is_node():
                break
            if o.id not in nodes:
                out.add_node(o)
                continue
            done.add(o.id)
            if nodes[o.id] is not None:
                out.add_node(written(o.id))
        for n in sorted(set(nodes) - done):
            out.add_node(written(n))
        for o in osmium.FileProcessor(source, osmium.osm.WAY | osmium.osm.RELATION):
            out.add(o)
