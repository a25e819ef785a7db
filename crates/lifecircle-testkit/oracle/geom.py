"""Spherical lengths, local equirectangular planes, rings. Coordinates are ints in 1e-7 degrees unless said otherwise."""
import math

R = 6371008.8
RAD = math.pi / 180.0


def round_half_up(x):
    return math.floor(x + 0.5)


def haversine(p, q):
    """metres between two (x, y) in 1e-7 degrees"""
    lat1, lat2 = p[1] * 1e-7 * RAD, q[1] * 1e-7 * RAD
    dlat, dlon = lat2 - lat1, (q[0] - p[0]) * 1e-7 * RAD
    a = math.sin(dlat / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(dlon / 2) ** 2
    return 2 * R * math.asin(min(1.0, math.sqrt(a)))


def ms_of(mm, pct, speed):
    """round_half_up(mm * pct * 36000 / speed), integers only"""
    return (2 * mm * pct * 36000 + speed) // (2 * speed)


def assemble_rings(ways):
    """ways: list of ref lists. Join end to end by node id into closed rings. Returns (rings, leftovers)."""
    rings, open_ = [], []
    for w in ways:
        if len(w) >= 4 and w[0] == w[-1]:
            rings.append(list(w))
        elif len(w) >= 2:
            open_.append(list(w))
    left = []
    while open_:
        cur = open_.pop(0)
        grown = True
        while grown and cur[0] != cur[-1]:
            grown = False
            for i, w in enumerate(open_):
                if w[0] == cur[-1]:
                    cur += w[1:]
                elif w[-1] == cur[-1]:
                    cur += w[::-1][1:]
                elif w[-1] == cur[0]:
                    cur = w[:-1] + cur
                elif w[0] == cur[0]:
                    cur = w[::-1][:-1] + cur
                else:
                    continue
                open_.pop(i)
                grown = True
                break
        if cur[0] == cur[-1] and len(cur) >= 4:
            rings.append(cur)
        else:
            left.append(cur)
    return rings, left


def known_ring(refs, nodes):
    """The known part of a ring or chain of references, closed straight: (closed list of points, metres of the known
    segments, metres of the straight lines that replace what is missing)."""
    known = [(i, nodes[n]) for i, n in enumerate(refs) if n in nodes]
    drawn = straight = 0.0
    for (i, p), (j, q) in zip(known, known[1:]):
        if j == i + 1:
            drawn += haversine(p, q)
        else:
            straight += haversine(p, q)
    points = [p for _, p in known]
    if points and points[0] != points[-1]:
        straight += haversine(points[-1], points[0])
        points.append(points[0])
    return points, drawn, straight


def has_surface(points):
    """at least three points of different coordinates"""
    return len(set(points)) >= 3


def closes_sensibly(refs, nodes):
    """is more of the ring's outline known than is drawn straight?  walking model 4.7"""
    points, drawn, straight = known_ring(refs, nodes)
    return has_surface(points) and straight <= drawn


def ring_side(ring, p):
    """1 strictly inside, 0 on the boundary, -1 outside; ring = closed list of (x, y) ints, exact."""
    x, y = p
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        cross = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1)
        if cross == 0 and min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2):
            return 0
        if (y1 > y) != (y2 > y):
            # x of the crossing > x ?   (exact, sign of the denominator considered)
            d = y2 - y1
            if (cross > 0) == (d > 0) and cross != 0:
                inside = not inside
    return 1 if inside else -1


def ring_area_m2(ring, lat0):
    k = R * 1e-7 * RAD
    c = math.cos(lat0 * 1e-7 * RAD)
    x0, y0 = ring[0]
    s = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        s += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    return abs(s) / 2 * k * k * c
