"""Reading an OSM PBF into plain dictionaries (pyosmium), and the file header's box in nanodegrees."""
import struct
import zlib

import osmium

from extent import box_of


def _varint(b, i):
    v = s = 0
    while True:
        c = b[i]
        i += 1
        v |= (c & 127) << s
        if c < 128:
            return v, i
        s += 7


def _fields(b):
    """Yield (field number, value) of one protobuf message; values are ints or bytes."""
    i = 0
    while i < len(b):
        key, i = _varint(b, i)
        n, wt = key >> 3, key & 7
        if wt == 0:
            v, i = _varint(b, i)
        elif wt == 2:
            ln, i = _varint(b, i)
            v = b[i:i + ln]
            i += ln
        elif wt == 1:
            v = b[i:i + 8]
            i += 8
        elif wt == 5:
            v = b[i:i + 4]
            i += 4
        else:
            raise ValueError('protobuf wire type %d' % wt)
        yield n, v


def _zigzag(v):
    return (v >> 1) ^ -(v & 1)


def header_box(path):
    """(west, south, east, north) in nanodegrees, or None when the header has no bbox."""
    with open(path, 'rb') as f:
        (n,) = struct.unpack('>I', f.read(4))
        bh = dict(_fields(f.read(n)))
        blob = dict(_fields(f.read(bh[3])))
    raw = blob[1] if 1 in blob else zlib.decompress(blob[3])
    hb = dict(_fields(raw))
    if 1 not in hb:
        return None
    bb = {k: _zigzag(v) for k, v in _fields(hb[1])}
    # HeaderBBox: 1 left, 2 right, 3 top, 4 bottom
    return (bb.get(1, 0), bb.get(4, 0), bb.get(2, 0), bb.get(3, 0))


class Data:
    """nodes: id -> (x, y) in 1e-7 degrees; *_tags: id -> dict; ways: id -> refs; rels: id -> [(type, ref, role)];
    extent: where the box comes from; box: in nanodegrees"""

    def __init__(self, path, given=None, infer=True):
        self.nodes, self.node_tags = {}, {}
        self.ways, self.way_tags = {}, {}
        self.rels, self.rel_tags = {}, {}
        self.date = ''
        for o in osmium.FileProcessor(path):
            ts = o.timestamp
            if o.is_node():
                if not o.location.valid():
                    continue
                self.nodes[o.id] = (o.location.x, o.location.y)
                if len(o.tags):
                    self.node_tags[o.id] = {t.k: t.v for t in o.tags}
            elif o.is_way():
                self.ways[o.id] = [n.ref for n in o.nodes]
                self.way_tags[o.id] = {t.k: t.v for t in o.tags}
            elif o.is_relation():
                self.rels[o.id] = [(m.type, m.ref, m.role) for m in o.members]
                self.rel_tags[o.id] = {t.k: t.v for t in o.tags}
            if ts is not None and o.tags and ts.year > 1971:
                s = ts.strftime('%Y-%m-%d')
                if s > self.date:
                    self.date = s
        self.extent, self.box = box_of(self, header_box(path), given, infer)
