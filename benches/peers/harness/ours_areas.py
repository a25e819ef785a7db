"""Our own side of the polygons: the command as people run it, and its kernels as `lifecircle bench` times them."""

import json
import subprocess
import time
from statistics import median

import numpy as np

from area import Places, bytes_of
from runners import Failed, Row, reason

ARROWS = {
    "isochrone_areas": ("areas", "areas in memory, of homes 32 neighbours at a time"),
    "isochrone_areas_alone": ("alone", "areas in memory, of one home at a time, nothing prepared"),
    "isochrone_geojson": ("geojson", "areas of 5, 10 and 15 minutes as GeoJSON in memory, per area"),
    "isochrone_streets": ("streets", "stretches of street in memory, no areas"),
}
"""What `lifecircle bench` times."""

RUNS = 3


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        raise Failed(reason(done.stderr))
    return done


def isochrones(args, places, shape="area", minutes="15", threads=1):
    """The features of `lifecircle isochrone`, and the seconds of the whole command."""
    origins, out = args.work / "origins-asked.csv", args.work / "ours.geojson"
    places.write(origins)
    command = [args.bin / "lifecircle", "isochrone", args.file, "--from-file", origins, "--minutes", minutes]
    start = time.perf_counter()
    run([*command, "--shape", shape, "--threads", threads, "-q", "-o", out])
    return time.perf_counter() - start, out


def homes(args):
    """Every home that has a street near, in the order of the check."""
    folder = args.work / "check"
    run([args.bin / "lifecircle", "check", args.file, "-q", "-o", folder])
    features = json.loads((folder / "residences.geojson").read_text())["features"]
    features = [f for f in features if f["properties"].get("access_m") is not None]
    if not features:
        raise SystemExit("no home of this file has a street near")
    ids = [f["properties"]["id"] for f in features]
    return Places(ids, np.array([f["geometry"]["coordinates"] for f in features]))


class Command:
    """`lifecircle isochrone` from the file to the GeoJSON, and what each origin after the first adds to it."""

    def __init__(self, args, version):
        self.args, self.places = args, Places.of(args.work)
        self.name, self.note = "ours: command", (
            "`lifecircle isochrone FILE --from-file origins.csv --minutes 15 -o out.geojson`: starts, reads the file, walks, draws, "
            "counts people and writes. *further* is the time for all origins less that for one, per further origin: "
            "neither is a kernel's time."
        )
        self.threads = sorted({1, args.threads})
        count = len(self.places.ids)
        make = lambda name, label, t, n: Row(f"ours: {name}", version, "polygon", label, t, n, False, agreement="")
        whole = [make("command", "areas up to 50 m off the streets; the whole command", t, count) for t in self.threads]
        further = [make("further", "the same; what origins after the first add to the command", t, count - 1) for t in self.threads]
        self.whole, self.further, self.lost = whole, further if count > 1 else [], None

    @property
    def rows(self):
        return self.whole + self.further

    def answers(self):
        """Per origin the bytes of its area."""
        _, out = isochrones(self.args, self.places)
        drawn = {f["properties"]["id"]: bytes_of(f["geometry"]) for f in json.loads(out.read_text())["features"]}
        nothing = bytes_of({"type": "MultiPolygon", "coordinates": []})
        found = np.array([drawn.get(i, nothing) for i in self.places.ids]), np.array([], int)
        return [found] * len(self.rows)

    def round(self):
        one = Places(self.places.ids[:1], self.places.lon_lat[:1])
        for i, threads in enumerate(self.threads):
            took = lambda places: isochrones(self.args, places, threads=threads)[0]
            both = [(took(self.places), took(one)) for _ in range(RUNS)]
            whole, first = (median(column) for column in zip(*both))
            self.whole[i].seconds.append(whole)
            if self.further and whole <= first:
                # Too few origins drown in the noise of reading the file.
                self.further, self.lost = [], "one origin took as long as all: give more --origins"
            if self.further:
                self.further[i].seconds.append(whole - first)


class Bench:
    """The arrows of `lifecircle bench` that are about isochrones."""

    name = "ours: bench"
    note = "`lifecircle bench FILE --json`: kernels on the built network, from an even sample of the file's homes, nothing counted or written."

    def __init__(self, args, version):
        self.args, self.version, self.rows = args, version, []

    def round(self):
        for threads in sorted({1, self.args.threads}):
            command = [self.args.bin / "lifecircle", "bench", self.args.file, "--rounds", 1, "--threads", threads, "--json", "-q"]
            for name, label, amount, seconds in arrows(json.loads(run(command).stdout)):
                self.row(f"ours: {name}", label, threads, amount).seconds.append(seconds)

    def row(self, name, label, threads, amount):
        for row in self.rows:
            if (row.tool, row.threads) == (name, threads):
                return row
        self.rows.append(Row(name, self.version, "polygon", label, threads, amount, False, agreement=""))
        return self.rows[-1]


def arrows(document):
    """(name, label, amount, seconds) of the arrows about isochrones."""
    found = [(arrow["name"].replace(" ", "_"), arrow) for arrow in document["arrows"]]
    rows = [(*ARROWS[name], arrow["amount"], arrow["median_s"]) for name, arrow in found if name in ARROWS]
    if not rows:
        raise Failed("`lifecircle bench` times no isochrones in this version: *further* stands in for its kernel")
    return rows
