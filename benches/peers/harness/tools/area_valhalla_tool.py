"""Isochrone polygons by the Python binding, on tiles that Valhalla builds from the same file (not timed).

It walks at our 4.32 km/h on its own network, marks the times on a raster of 0.001° (111 m from south to north) and draws
the contour. Requests and replies are text: what Python would take to read them is not timed.
Two threads are two actors that share the tiles.
"""

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import valhalla

from area import Places, bytes_of
from tool import Job
from tools.valhalla_tool import WALK, tiles, version

__all__ = ["jobs", "version"]

WAYS = {"contour of a 111 m raster": {}, "contour of a 111 m raster, generalize=0": {"generalize": 0}}


def jobs(_, options):
    config = tiles(options)
    places = Places.of(options.work)
    actors = [valhalla.Actor(config) for _ in range(options.threads)]
    pool = ThreadPoolExecutor(options.threads)

    def request(place, extra):
        lon, lat = place
        locations = [{"lon": lon, "lat": lat}]
        return json.dumps({"locations": locations, **WALK, "contours": [{"time": 15}], "polygons": True, **extra})

    def draw(actor, texts):
        found = []
        for text in texts:
            try:
                found.append(actor.isochrone(text))
            except RuntimeError:
                # No street of its network near.
                found.append(None)
        return found

    def job(label, extra, threads):
        texts = [request(place, extra) for place in places.lon_lat.tolist()]
        parts = [texts[i::threads] for i in range(threads)]
        if threads == 1:
            run = lambda _: draw(actors[0], texts)
        else:
            run = lambda _: in_turn(list(pool.map(draw, actors, parts)), len(texts))
        return Job("polygon", label, len(texts), run, answer=geometries, threads=threads)

    return [job(label, extra, t) for label, extra in WAYS.items() for t in sorted({1, options.threads})]


def in_turn(parts, count):
    """Every n-th of each part, back in one list."""
    found = [None] * count
    for i, part in enumerate(parts):
        found[i :: len(parts)] = part
    return found


def geometries(replies):
    """What was drawn, as GeoJSON geometries; nothing where there was no street."""

    def geometry(reply):
        drawn = [f["geometry"] for f in json.loads(reply)["features"]] if reply else []
        parts = [g["coordinates"] if g["type"] == "MultiPolygon" else [g["coordinates"]] for g in drawn]
        return {"type": "MultiPolygon", "coordinates": sum(parts, [])}

    return np.array([bytes_of(geometry(reply)) for reply in replies])
