"""One panel a tool: its area over the streets reached, all at the same scale."""

import matplotlib
import numpy as np
import shapely

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from area import FAR_M

AREA, REACHED, OTHER, FAR = "#4a90d9", "#1a1a1a", "#c9c9c9", "#d9534f"
NAMES = {"ours: command": "lifecircle", "area_valhalla": "Valhalla", "area_hulls": "networkx + shapely"}


def lines(geometry, color, width):
    return LineCollection([shapely.get_coordinates(part) for part in shapely.get_parts(geometry)], colors=color, linewidths=width)


def patch(geometry, **style):
    """A polygon with its holes as one patch."""
    vertices, codes = [np.zeros((0, 2))], []
    for polygon in shapely.get_parts(geometry):
        if polygon.geom_type != "Polygon" or polygon.is_empty:
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            at = shapely.get_coordinates(ring)
            vertices.append(at)
            codes += [Path.MOVETO] + [Path.LINETO] * (len(at) - 2) + [Path.CLOSEPOLY]
    return PathPatch(Path(np.concatenate(vertices), codes), **style)


def draw(file, data, origin, streets, panels):
    """Writes the picture."""
    panels = {key: polygon for key, polygon in panels.items() if key[0] != "ours: further" and not polygon.is_empty}
    bounds = np.array([streets.within.bounds, *(polygon.bounds for polygon in panels.values())])
    west, south, east, north = (*bounds[:, :2].min(axis=0) - 60, *bounds[:, 2:].max(axis=0) + 60)
    columns = 3
    rows = -(-len(panels) // columns)
    width = 4.4
    height = width * (north - south) / (east - west) + 0.75
    figure, axes = plt.subplots(rows, columns, figsize=(columns * width, rows * height + 0.9), squeeze=False)
    near = streets.within.buffer(FAR_M)
    for axis in axes.flat:
        axis.set_axis_off()
    for axis, ((tool, label), polygon) in zip(axes.flat, panels.items()):
        found = streets.measure(polygon)
        axis.add_collection(lines(streets.beyond, OTHER, 0.4))
        axis.add_patch(patch(polygon, facecolor=AREA, edgecolor="none", alpha=0.35))
        axis.add_patch(patch(polygon.difference(near), facecolor=FAR, edgecolor="none", alpha=0.55))
        axis.add_patch(patch(polygon, facecolor="none", edgecolor="#1f5fa8", linewidth=1.0))
        axis.add_collection(lines(streets.within, REACHED, 0.7))
        axis.plot(0, 0, "o", color="#ffd400", markeredgecolor="black", markersize=7, zorder=5)
        axis.set(xlim=(west, east), ylim=(south, north), aspect="equal")
        shares = (
            f"{found['area_km2']:.2f} km² · {found['reached_inside']:.1%} of reached street inside\n"
            f"{found['far_from_reached']:.1%} of area > {FAR_M} m from it · "
            f"{found['unreached_of_streets_inside']:.1%} of streets inside not reached"
        )
        axis.set_title(f"{NAMES.get(tool, tool)}: {label}", fontsize=9.5, fontweight="bold", pad=27)
        axis.text(0.5, 1.01, shares, transform=axis.transAxes, ha="center", va="bottom", fontsize=8)
        print(f"{NAMES.get(tool, tool)}: {label}: " + ", ".join(f"{k} {v:.4f}" for k, v in found.items()))
    scale = axes[0, 0]
    x, y = west + 60, south + 50
    scale.plot([x, x + 500], [y, y], color="black", linewidth=2)
    scale.text(x + 250, y + 25, "500 m", ha="center", fontsize=8)
    figure.suptitle(f"15 minutes on foot from {origin} ({data})", fontsize=12, y=0.995)
    figure.text(
        0.5,
        0.006,
        f"black: streets reached within 15 minutes · grey: other streets · blue: the area drawn · "
        f"red: area farther than {FAR_M} m from any street reached · © OpenStreetMap contributors, ODbL 1.0",
        ha="center",
        fontsize=9,
    )
    figure.tight_layout(rect=(0, 0.025, 1, 0.985))
    figure.savefig(file, dpi=90, pil_kwargs={"optimize": True})
    plt.close(figure)
