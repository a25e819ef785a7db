"""The exported case as numpy columns, and the limit in the units of tools that add up floats."""

import json
from functools import cached_property
from pathlib import Path

import numpy as np

LIMIT_MS = 900_000
"""15 minutes; at 1.2 m/s that is 1,080 m of level street."""

UNREACHED = np.uint32(2**32 - 1)


class Case:
    """What `export_graph` wrote, see `benches/case`."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.about = json.loads((self.folder / "case.json").read_text())
        self.xy_m = np.fromfile(self.folder / "xy_m.f64").reshape(-1, 2)
        self.lon_lat = np.fromfile(self.folder / "lon_lat.f64").reshape(-1, 2)
        self.tail, self.head = self.column("edge_tail"), self.column("edge_head")
        self.ms = self.column("edge_ms")
        self.origins = self.column("origins")
        self.facilities = [self.column(f"facilities_{i}") for i in range(len(self.about["facilities"]))]

    def column(self, name):
        """A column of 32-bit integers, as numpy's default integers."""
        return np.fromfile(self.folder / f"{name}.u32", "<u4").astype(np.int64)

    @property
    def node_count(self):
        return len(self.origins)

    @cached_property
    def both_ways(self):
        """Every edge in both directions: tails, heads, milliseconds."""
        tail, head = np.r_[self.tail, self.head], np.r_[self.head, self.tail]
        return tail, head, np.r_[self.ms, self.ms]

    def sample(self, count):
        """Evenly spread origins, the same for every tool."""
        return self.origins[np.linspace(0, self.node_count - 1, min(count, self.node_count)).astype(int)]

    def degrees(self):
        """From the plane of `xy_m` back to degrees, for shapely's geometries."""
        import shapely

        back = [np.polyfit(self.xy_m[:, i], self.lon_lat[:, i], 1) for i in (0, 1)]
        lon_lat = lambda xy: np.column_stack([np.polyval(b, column) for b, column in zip(back, xy.T)])
        return lambda geometry: shapely.transform(geometry, lon_lat)
