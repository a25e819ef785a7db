"""Sums by area once more, by GeoPandas: joins the homes that `check -o` wrote to the boundaries it was given.

    python areas.py OUT LEVEL=BOUNDARIES[@gcj02] ...

OUT holds `residences.geojson` and `areas.geojson`. Homes on a border, or in two areas of a level, belong to the
smallest. Ends with 1 and a line for each difference. Needs geopandas.
"""

import math
import sys

import geopandas as gpd
import shapely

A, EE = 6378245.0, 0.00669342162296594323


def gcj_offset(lon, lat):
    """How far GCJ-02 moves a place, in degrees."""
    x, y, pi = lon - 105.0, lat - 35.0, math.pi
    wave = (20 * math.sin(6 * x * pi) + 20 * math.sin(2 * x * pi)) * 2 / 3
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + wave
    dlat += (20 * math.sin(y * pi) + 40 * math.sin(y / 3 * pi)) * 2 / 3
    dlat += (160 * math.sin(y / 12 * pi) + 320 * math.sin(y * pi / 30)) * 2 / 3
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + wave
    dlon += (20 * math.sin(x * pi) + 40 * math.sin(x / 3 * pi)) * 2 / 3
    dlon += (150 * math.sin(x / 12 * pi) + 300 * math.sin(x / 30 * pi)) * 2 / 3
    rad = lat / 180 * pi
    magic = 1 - EE * math.sin(rad) ** 2
    dlat = dlat * 180 / ((A * (1 - EE)) / (magic * math.sqrt(magic)) * pi)
    return dlon * 180 / (A / math.sqrt(magic) * math.cos(rad) * pi), dlat


def from_gcj02(lon, lat):
    """The place that GCJ-02 moves there, by fixed-point steps."""
    x, y = lon, lat
    for _ in range(20):
        dx, dy = gcj_offset(x, y)
        x, y = lon - dx, lat - dy
    return x, y


def moved(geometry):
    return shapely.transform(geometry, lambda corners: [from_gcj02(x, y) for x, y in corners])


def boundaries(word):
    file, _, system = word.partition("@")
    frame = gpd.read_file(file)
    if system == "gcj02":
        frame = frame.set_crs(4326, allow_override=True)
        frame["geometry"] = frame.geometry.map(moved)
    return frame.to_crs(4326)


def main(folder, words):
    homes = gpd.read_file(f"{folder}/residences.geojson")
    told = gpd.read_file(f"{folder}/areas.geojson")
    rules = [c[: -len("_verdict")] for c in homes.columns if c.endswith("_verdict")]
    wrong = []
    for word in words:
        level, _, file = word.partition("=")
        areas = boundaries(file)
        own = told[told.level == level].copy()
        if len(own) != len(areas):
            wrong.append(f"{level}: {len(areas)} areas in the file, {len(own)} told")
        # A told area is the boundary that differs least from it.
        areas = areas[["geometry"]].copy()
        areas["member"] = ""
        plane = areas.estimate_utm_crs()
        flat = areas.geometry.to_crs(plane).make_valid()
        for id, geometry in zip(own.id, own.geometry.to_crs(plane)):
            apart = flat.symmetric_difference(geometry.buffer(0)).area
            areas.loc[apart.idxmin(), "member"] = id
        areas["m2"] = flat.area
        joined = gpd.sjoin(homes, areas, predicate="intersects", how="left")
        joined = joined.sort_values("m2").drop_duplicates("id")
        total = round(homes.people.sum(), 3)
        inside = joined.dropna(subset=["member"])
        outside = joined[joined["member"].isna()]
        for _, row in own.iterrows():
            mine = inside[inside["member"] == row.id]
            sums = {"homes": len(mine), "people": mine.people.sum()}
            for verdict in ["covered", "not_covered", "unknown"]:
                of = mine[mine.verdict == verdict]
                sums[f"{verdict}_homes"] = len(of)
                sums[f"{verdict}_people"] = of.people.sum()
                for rule in rules:
                    sums[f"{rule}_{verdict}_people"] = mine[mine[f"{rule}_verdict"] == verdict].people.sum()
            for rule in rules:
                known = mine[(mine[f"{rule}_verdict"] != "unknown") | mine[f"{rule}_walk_s"].notna()]
                known = known[known.people > 0]
                walks = known[f"{rule}_walk_s"].fillna(3600).clip(upper=3600)
                sums[f"{rule}_gini"] = gini(walks.tolist(), known.people.tolist())
            for name, value in sums.items():
                if value is None and row[name] != row[name]:
                    continue
                near = 0.0006 if name.endswith("_gini") else 0.0005
                if value is None or abs(value - row[name]) > near:
                    wrong.append(f"{level} {row.id}: {name} {row[name]} told, {value} counted")
        people = round(own.people.sum() + outside.people.sum(), 3)
        print(f"{level}: {len(own)} areas, {len(inside)} homes inside, {len(outside)} outside, {people} of {total} people")
        if abs(people - total) > 0.0005:
            wrong.append(f"{level}: {people} people in areas and outside, {total} in all")
    for line in wrong:
        print(line)
    return bool(wrong)


def gini(walks, people):
    """Half the mean difference of all pairs over the mean."""
    import numpy as np

    x, w = np.array(walks), np.array(people)
    if not len(x) or (w * x).sum() == 0:
        return None
    apart = (np.abs(x[:, None] - x[None, :]) * w[:, None] * w[None, :]).sum()
    return apart / (2 * w.sum() * (w * x).sum())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
