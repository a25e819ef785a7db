#!/usr/bin/env python3
"""Homes of an extract where all buildings are asked for, by pyosmium and shapely alone.

    oracle.py EXTRACT.osm.pbf IDS        compare with the ids that the example `near_food` wrote
    oracle.py --measure EXTRACT…         precision and recall of the rule on typed buildings, as if they said `yes`

The rule is written here once more from docs/walking-model.md; nothing is taken from the program.
"""
import math
import sys

import numpy as np
import osmium
import shapely

DWELLINGS = set(
    "apartments residential house detached semidetached_house terrace dormitory bungalow farm static_caravan "
    "houseboat cabin".split()
)
BUSINESS = "amenity shop office craft tourism leisure parking".split()
OTHER_USE = (
    "aeroway emergency healthcare industrial man_made military power public_transport railway telecom".split()
)
LAND = {
    "landuse": "retail commercial industrial railway military port harbour quarry cemetery landfill depot garages "
    "construction brownfield education institutional religious government civil allotments "
    "greenhouse_horticulture plant_nursery recreation_ground",
    "amenity": "school university college kindergarten hospital clinic prison fuel parking marketplace townhall "
    "place_of_worship grave_yard bus_station fire_station police",
    "leisure": "stadium sports_centre pitch track golf_course marina horse_riding park playground swimming_pool "
    "resort water_park",
    "tourism": "zoo theme_park camp_site attraction museum hotel",
    "aeroway": "aerodrome heliport",
    "power": "plant substation",
    "man_made": "works wastewater_plant water_works",
}
LAND = {key: set(values.split()) for key, values in LAND.items()}
LEAST_M2 = 30.0
METRES_PER_DEGREE = 6371008.8 * math.pi / 180


def read(path):
    """Buildings (id, tags, shape), residential areas, land of another use, outer ways of relations."""
    factory = osmium.geom.WKBFactory()
    buildings, residential, other = [], [], []
    outer = {}
    for o in osmium.FileProcessor(path).with_areas():
        if isinstance(o, osmium.osm.Relation) and o.tags.get("type") == "multipolygon":
            outer[o.id] = [m.ref for m in o.members if m.type == "w" and m.role in ("", "outer")]
            continue
        if not o.is_area():
            continue
        tags = dict(o.tags)
        is_building = "building" in tags
        is_residential = tags.get("landuse") == "residential"
        is_other = not is_building and any(tags.get(k) in v for k, v in LAND.items())
        if not (is_building or is_residential or is_other):
            continue
        try:
            shape = shapely.from_wkb(factory.create_multipolygon(o))
        except RuntimeError:
            continue
        if is_building:
            buildings.append(((o.from_way(), o.orig_id()), tags, shape))
        if is_residential:
            residential.append(((o.from_way(), o.orig_id()), shape))
        if is_other:
            other.append(((o.from_way(), o.orig_id()), shape))
    # Areas come without the type of their relation, and before it.
    known = lambda element: element[0] or element[1] in outer
    buildings = [b for b in buildings if known(b[0])]
    residential, other = ([shape for e, shape in areas if known(e)] for areas in (residential, other))
    return buildings, residential, other, outer


def inside(shapes, areas):
    """Whether a point on the surface of each shape lies in one of the areas."""
    points = [shape.representative_point() for shape in shapes]
    found = np.zeros(len(points), bool)
    if areas and points:
        found[shapely.STRtree(areas).query(points, predicate="intersects")[0]] = True
    return found


def area_m2(shape):
    return shape.area * METRES_PER_DEGREE**2 * math.cos(math.radians(shape.centroid.y))


def is_business(tags):
    return any(key in tags for key in BUSINESS)


def may_be_home(tags, shape, on_other):
    return not any(key in tags for key in OTHER_USE) and area_m2(shape) >= LEAST_M2 and not on_other


def homes(path):
    buildings, residential, other, outer = read(path)
    shapes = [shape for _, _, shape in buildings]
    in_residential, on_other = inside(shapes, residential), inside(shapes, other)
    typed, added = set(), set()
    for (element, tags, shape), lived_in, otherwise in zip(buildings, in_residential, on_other):
        kind = tags["building"]
        if kind in DWELLINGS or kind == "yes" and not is_business(tags) and lived_in:
            typed.add(element)
        elif kind == "yes" and not is_business(tags) and may_be_home(tags, shape, otherwise):
            added.add(element)
    drop(typed, typed, outer)
    # A relation whose outer way is typed is that home; the outer way of any other is no second one.
    added = {e for e in added if e[0] or not any((True, way) in typed for way in outer.get(e[1], []))}
    drop(added, typed, outer)
    drop(added, added, outer)
    return typed, added


def drop(homes, relations, outer):
    for is_way, number in list(relations):
        if not is_way:
            homes.difference_update((True, way) for way in outer.get(number, []))


def name(element):
    return f"{'way' if element[0] else 'relation'}/{element[1]}"


def compare(path, ids):
    typed, added = homes(path)
    own = set(open(ids).read().split())
    ours = {name(e) for e in typed | added}
    print(f"{len(typed)} typed, {len(added)} added; program {len(own)}")
    print("only here:", *sorted(ours - own))
    print("only in the program:", *sorted(own - ours))


def measure(paths):
    print("| extract | typed homes | typed others | `yes` | precision | recall | precision by floor | recall by floor |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    sums = np.zeros(9)
    for path in paths:
        buildings, residential, other, _ = read(path)
        shapes = [shape for _, _, shape in buildings]
        in_residential, on_other = inside(shapes, residential), inside(shapes, other)
        row = np.zeros(9)
        for (_, tags, shape), lived_in, otherwise in zip(buildings, in_residential, on_other):
            kind = tags["building"]
            if kind in ("yes", "no"):
                row[2] += kind == "yes"
                continue
            is_home = kind in DWELLINGS
            row[0 if is_home else 1] += 1
            said = not is_business(tags) and (lived_in or may_be_home(tags, shape, otherwise))
            cell = {(True, True): 3, (False, True): 4, (True, False): 5}.get((is_home, said))
            if cell:
                row[cell] += 1
                row[cell + 3] += area_m2(shape)
        sums += row
        show(path.split("/")[-1].removesuffix(".osm.pbf"), row)
    show("all", sums)


def show(label, row):
    share = lambda part, rest: f"{100 * part / (part + rest):.1f}" if part + rest else "–"
    counts = " | ".join(f"{n:.0f}" for n in row[:3])
    _, _, _, hit, wrong, missed, hit_m2, wrong_m2, missed_m2 = row
    rates = [share(hit, wrong), share(hit, missed), share(hit_m2, wrong_m2), share(hit_m2, missed_m2)]
    print(f"| {label} | {counts} | {' | '.join(rates)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "--measure":
        measure(sys.argv[2:])
    else:
        compare(sys.argv[1], sys.argv[2])
