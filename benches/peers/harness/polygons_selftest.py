"""Whether areas are measured, told apart and handed on as they should: closed forms, and the demo city by scipy."""

import json

import numpy as np
import scipy.sparse
import shapely

from area import FAR_M, Places, Reached, geometry_of, plane_at, vertices_of
from case import LIMIT_MS
from ours_areas import Command, arrows, homes, isochrones
from runners import Failed, start_worker

ORIGINS = 11


def self_test(args, case):
    """Runs all checks and says so; the first that fails ends the run."""
    check_measures()
    print("shares are those of a street and a square")
    check_arrows()
    print("arrows of the bench are found by both spellings, and missed when missing")
    every = homes(args)
    at = np.linspace(0, len(every.ids) - 1, ORIGINS).astype(int)
    places = Places([every.ids[i] for i in at], every.lon_lat[at])
    places.write(args.work / "origins.csv")
    back = Places.of(args.work)
    assert back.ids == places.ids and (back.lon_lat == places.lon_lat).all()
    check_ours(args, case, places)
    print(f"{ORIGINS} areas of ours hold the streets reached")
    check_hulls(args, case, places)
    print(f"{ORIGINS} hulls are those of the junctions that scipy reaches")
    return 0


def check_measures():
    """A street of 1 km, half of it in a square of 500 m; streets beyond it go on for 1 km more."""
    line = lambda start, end: shapely.LineString([(start, 0), (end, 0)])
    streets = Reached(line(0, 1000), shapely.union_all([line(0, 2000)]))
    found = streets.measure(shapely.box(500, -250, 1500, 250))
    assert np.isclose(found["area_km2"], 0.5)
    assert np.isclose(found["reached_inside"], 0.5)
    assert np.isclose(found["unreached_of_streets_inside"], 0.5)
    # Near are 500 m of a strip and the half disc at its end.
    near = 500 * 2 * FAR_M + np.pi * FAR_M**2 / 2
    assert np.isclose(found["far_from_reached"], 1 - near / 5e5, atol=1e-3)
    square = shapely.geometry.mapping(shapely.box(0, 0, 2, 2).difference(shapely.box(0.5, 0.5, 1, 1)))
    assert vertices_of(json.dumps(square)) == 8
    # A hundredth of a degree of latitude at 28.1° N is 1,108.3 m.
    plane = plane_at(-15.4, 28.1)
    north = plane(shapely.LineString([(-15.4, 28.1), (-15.4, 28.11)]))
    assert abs(north.length - 1108.3) < 0.2, north.length


def check_arrows():
    document = lambda name: {"arrows": [{"name": name, "amount": 10, "median_s": 0.5}]}
    for name in ("isochrone areas", "isochrone_areas"):
        ((kernel, _, amount, seconds),) = arrows(document(name))
        assert (kernel, amount, seconds) == ("areas", 10, 0.5)
    assert fails(lambda: arrows(document("read")))


def fails(what):
    try:
        what()
    except Failed:
        return True
    return False


def check_ours(args, case, places):
    """Each origin has an area; it holds nearly all the street reached, and nothing far from it."""
    texts, _ = Command(args, case.about["lifecircle"]).answers()[0]
    _, out = isochrones(args, places, shape="streets", minutes="15,45")
    features = json.loads(out.read_text())["features"]
    for i, place, text in zip(places.ids, places.lon_lat.tolist(), texts):
        plane = plane_at(*place)
        streets = Reached.of([f for f in features if f["properties"]["id"] == i], 15, plane)
        found = streets.measure(plane(geometry_of(text)))
        assert found["reached_inside"] > 0.99, (i, found)
        assert found["far_from_reached"] < 0.02, (i, found)


def check_hulls(args, case, places):
    """The hulls by the tool, beside reaching and hulling with nothing of it."""
    args.threads = 2
    tool = start_worker(args, "area_hulls", "graph", case.folder, ORIGINS)
    drawn = dict(zip([(row.label.split()[0], row.threads) for row in tool.rows], tool.answers()))
    tool.close()
    tail, head, ms = case.both_ways
    matrix = scipy.sparse.csr_matrix((ms, (tail, head)), shape=(case.node_count,) * 2)
    to_xy = [np.polyfit(case.lon_lat[:, i], case.xy_m[:, i], 1) for i in (0, 1)]
    for threads in (1, 2):
        for place, convex, concave in zip(places.lon_lat, drawn["convex", threads][0], drawn["concave", threads][0]):
            plane = plane_at(*place.tolist())
            apart = shapely.distance(plane(shapely.points(case.lon_lat)), shapely.Point(0, 0))
            times = scipy.sparse.csgraph.dijkstra(matrix, indices=apart.argmin(), limit=LIMIT_MS)
            inside = case.xy_m[np.isfinite(times)]
            convex, concave = (
                shapely.transform(geometry_of(text), lambda c: np.column_stack([np.polyval(p, v) for p, v in zip(to_xy, c.T)]))
                for text in (convex, concave)
            )
            expected = shapely.convex_hull(shapely.MultiPoint(inside))
            assert convex.symmetric_difference(expected).area < 1, (convex.area, expected.area)
            assert concave.difference(convex.buffer(0.01)).area < 1
            assert len(drawn["streets", threads][0]) == -(-ORIGINS // 10)
