"""Looks at areas with shapely, whose answers are those of GEOS.

    python areas.py < LINES

A line is `origin TAB kind TAB WKT`, as `it/isochrone_foreign.rs` writes it: the areas of an origin from the smallest
limit to the largest (kind `area`), each followed by its ring beyond the one before (kind `band`). Prints what was
checked; ends with an error where a polygon is not valid or not wound as it should be, or does not hold what it should.
"""

import sys

try:
    import shapely
except ImportError:
    print("skipped: no area is looked at by shapely, which is not installed")
    sys.exit(0)


def look(name, shape):
    assert shapely.is_valid(shape), f"{name}: {shapely.is_valid_reason(shape)}"
    for polygon in shape.geoms:
        assert polygon.exterior.is_ccw, f"{name}: an exterior runs clockwise"
        assert not any(hole.is_ccw for hole in polygon.interiors), f"{name}: a hole runs anticlockwise"


def main():
    counts = {"area": 0, "band": 0}
    origin = before = last = None
    for line in sys.stdin:
        name, kind, text = line.rstrip("\n").split("\t")
        shape = shapely.from_wkt(text)
        look(f"{name}, {kind}", shape)
        counts[kind] += 1
        if kind == "area":
            before = last if name == origin else None
            origin, last = name, shape
            # GEOS says that nothing covers what is empty.
            if before is not None and not before.is_empty:
                assert shape.covers(before), f"{name}: a smaller area is not within the next"
            continue
        # Crossings are rounded to whole steps.
        slack = last.length
        both = shapely.area(shapely.intersection(shape, before))
        assert both <= slack, f"{name}: {both} square steps of a band are in the area within it"
        off = abs(shape.area + before.area - last.area)
        assert off <= slack, f"{name}: {off} square steps are lost or won"
    print(f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}: {counts}")
    assert counts["area"] > 100 and counts["band"] > 100, counts


main()
