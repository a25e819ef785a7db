"""Where the file's data is complete: a box (west, south, east, north) in nanodegrees.  walking model 4.8."""
from decimal import Decimal

NANO = 100          # nanodegrees in a coordinate unit of 1e-7 degrees


def parse_extent(text):
    """"W,S,E,N" in degrees -> nanodegrees"""
    w, s, e, n = (int((Decimal(v.strip()) * 10 ** 9).to_integral_value()) for v in text.split(','))
    return w, s, e, n


def inferred_box(data):
    """The smallest box that every way of no relation reaches; None when there is no such way."""
    in_relations = {ref for members in data.rels.values() for typ, ref, _ in members if typ == 'w'}
    west = south = east = north = None
    for way, refs in data.ways.items():
        known = [data.nodes[n] for n in refs if n in data.nodes]
        if way in in_relations or not known:
            continue
        xs, ys = [x for x, _ in known], [y for _, y in known]
        if west is None:
            west, south, east, north = max(xs), max(ys), min(xs), min(ys)
        west, south = min(west, max(xs)), min(south, max(ys))
        east, north = max(east, min(xs)), max(north, min(ys))
    if west is None:
        return None
    return west * NANO, south * NANO, east * NANO, north * NANO


def box_of(data, header, given, infer=True):
    """('given' | 'header' | 'inferred' | 'none', box or None)"""
    if given:
        return 'given', given
    if header:
        return 'header', header
    box = inferred_box(data) if infer else None
    return ('inferred', box) if box else ('none', None)


def outside(box, p):
    """is the point (1e-7 degrees) on or outside the box?"""
    west, south, east, north = box
    x, y = p[0] * NANO, p[1] * NANO
    return x <= west or x >= east or y <= south or y >= north


def degrees(box):
    return [v / 1e9 for v in box]
