"""Origins of polygons, the polygons as bytes between processes, and how right they are."""

import csv
import json
from dataclasses import dataclass

import numpy as np

FAR_M = 60
"""Ground farther than this from every street reached is not reached: a little beyond the default of our `--off-street`."""

NEAR_EVERY = 10
"""Quality is measured on one origin in so many."""


@dataclass
class Places:
    """Where the polygons start."""

    ids: list
    lon_lat: np.ndarray

    @classmethod
    def of(cls, folder):
        with (folder / "origins.csv").open() as file:
            rows = list(csv.DictReader(file))
        return cls([r["id"] for r in rows], np.array([[float(r["lon"]), float(r["lat"])] for r in rows]))

    def write(self, file):
        with file.open("w") as out:
            writer = csv.writer(out)
            writer.writerow(["id", "lon", "lat"])
            writer.writerows([i, *place] for i, place in zip(self.ids, self.lon_lat.tolist()))

    def nearest(self, lon_lat):
        """The number of the point nearest to each place."""
        scale = np.array([np.cos(np.radians(lon_lat[:, 1].mean())), 1.0])
        return np.array([(((lon_lat - place) * scale) ** 2).sum(axis=1).argmin() for place in self.lon_lat])


def bytes_of(geometry):
    """A GeoJSON geometry as numpy can hand it on."""
    return json.dumps(geometry, separators=(",", ":")).encode()


def geometry_of(text):
    """The polygon, valid and in degrees; empty where nothing was drawn."""
    import shapely

    return shapely.make_valid(shapely.from_geojson(text))


def vertices_of(text):
    """Points of all rings, the closing one of each not counted; a hull of one or two points has none."""
    geometry = json.loads(text)
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return 0
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return sum(len(ring) - 1 for polygon in polygons for ring in polygon)


def plane_at(lon, lat):
    """From degrees to metres around a place (transverse Mercator: nothing within walking distance is off by 0.001 %)."""
    import shapely
    from pyproj import Transformer

    crs = f"+proj=tmerc +lat_0={lat} +lon_0={lon} +k=1 +ellps=WGS84 +units=m"
    project = Transformer.from_crs("EPSG:4326", crs, always_xy=True).transform
    return lambda geometry: shapely.transform(geometry, lambda xy: np.c_[project(*xy.T)])


@dataclass
class Reached:
    """The streets around an origin in metres: those reached within the limit, and those reached a good while later."""

    within: object
    beyond: object

    @classmethod
    def of(cls, features, limit, to_plane):
        import shapely

        line = lambda f: shapely.from_geojson(json.dumps(f["geometry"]))
        pick = lambda inside: [line(f) for f in features if (f["properties"]["minutes"] <= limit) == inside]
        within, beyond = (to_plane(shapely.MultiLineString(lines)) for lines in (pick(True), pick(False)))
        return cls(within, beyond)

    def measure(self, polygon):
        """What tells whether a polygon is right; all but the area are shares from 0 to 1."""
        near, inside = self.within.buffer(FAR_M), self.within.intersection(polygon).length
        later = self.beyond.intersection(polygon).length
        share = lambda part, whole: part / whole if whole else float("nan")
        return {
            "area_km2": polygon.area / 1e6,
            "reached_inside": share(inside, self.within.length),
            "far_from_reached": share(polygon.difference(near).area, polygon.area),
            # The later streets hold those reached within the limit too.
            "unreached_of_streets_inside": share(max(later - inside, 0), later),
        }
