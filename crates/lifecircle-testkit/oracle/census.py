#!/usr/bin/env python3
"""Recomputes the sums of a census from the layers of a check, by GeoPandas.

    lifecircle check CITY --categories seed,national --boundaries AREAS#LEVEL -o CHECK
    lifecircle census CITY --categories seed,national --boundaries AREAS#LEVEL -o CENSUS
    census.py CHECK CENSUS AREAS LEVEL

AREAS are polygons in WGS-84. Outlets are joined to them by place, and counted by the categories of the layer `facilities`.
Places within 2 cm of a border, which rounding may put on either side of it, are told.
"""
import json
import sys

import geopandas as gpd


def main(check, census, areas, level):
    outlets = gpd.read_file(f"{check}/facilities.geojson")
    homes = gpd.read_file(f"{check}/residences.geojson")
    polygons = gpd.read_file(areas).to_crs(4326)
    told = json.load(open(f"{census}/census.json", encoding="utf-8"))
    rows = next(row for row in told["levels"] if row["level"] == level)
    wrong = 0

    def same(what, found, expected):
        nonlocal wrong
        if abs(found - expected) > 0.001:
            wrong += 1
            print(f"{what}: {found} by GeoPandas, {expected} by the census")

    def categories(cell):
        return json.loads(cell) if isinstance(cell, str) else list(cell)

    sets = outlets["categories"].map(categories)
    same("outlets", len(outlets), told["city"]["outlets"]["all"])
    same("services", sets.map(len).sum(), told["city"]["services"])
    for id, row in told["city"]["categories"].items():
        same(id, sets.map(lambda own: id in own).sum(), row["outlets"]["all"])

    edges = polygons.boundary.union_all()
    band = edges.buffer(2e-7)
    near = [frame.geometry.intersects(band) for frame in (outlets, homes)]
    print(f"{near[0].sum()} outlets and {near[1].sum()} homes on a border")
    size = polygons.to_crs(polygons.estimate_utm_crs()).area
    polygons = polygons.assign(size=size.values).reset_index(names="polygon")

    def joined(frame):
        pairs = frame.sjoin(polygons[["polygon", "size", "geometry"]], predicate="intersects")
        pairs = pairs.sort_values("size")
        return pairs[~pairs.index.duplicated()]["polygon"]

    where = joined(outlets)
    home_where = joined(homes)
    inside = [len(where), len(home_where)]
    same("outlets inside", inside[0], sum(row["outlets"]["all"] for row in rows["areas"]))
    same("homes inside", inside[1], sum(row["homes"] for row in rows["areas"]))
    found = []
    for polygon in polygons["polygon"]:
        own = sets[where.index[where == polygon]]
        people = homes["people"][home_where.index[home_where == polygon]]
        found.append((len(own), int(own.map(len).sum()), len(people), round(people.sum(), 3)))
    expected = [
        (row["outlets"]["all"], row["services"], row["homes"], round(row["people"], 3)) for row in rows["areas"]
    ]
    if sorted(found) != sorted(expected):
        wrong += 1
        print("areas differ:", sorted(found), sorted(expected), sep="\n")
    print(f"{len(found)} areas, {len(outlets)} outlets, {len(homes)} homes: {wrong} sums differ")
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
