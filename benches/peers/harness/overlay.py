"""One panel a tool: its area over the streets reached, all at the same scale."""

import matplotlib
import numpy as np
import shapely

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from PIL import Image

from area import FAR_M

COLUMNS, WIDE_IN, GAP_IN, TITLE_IN = 3, 4.2, 0.12, 0.62

AREA, REACHED, OTHER, FAR = "#4a90d9", "#1a1a1a", "#c9c9c9", "#d9534f"
NAMES = {"ours: command": "lifecircle", "valhalla": "Valhalla", "hulls": "networkx, shapely"}


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
    rows = -(-len(panels) // COLUMNS)
    tall = WIDE_IN * (north - south) / (east - west)
    size = np.array([COLUMNS * (WIDE_IN + GAP_IN) + GAP_IN, rows * (tall + TITLE_IN) + 0.85])
    figure = plt.figure(figsize=size, dpi=95)
    place = lambda i: (GAP_IN + i % COLUMNS * (WIDE_IN + GAP_IN), size[1] - 0.35 - (i // COLUMNS + 1) * (tall + TITLE_IN))
    near = streets.within.buffer(FAR_M)
    for i, ((tool, label), polygon) in enumerate(panels.items()):
        found = streets.measure(polygon)
        axis = figure.add_axes([*(place(i) / size), *((WIDE_IN, tall) / size)], xticks=[], yticks=[])
        axis.spines[:].set_color(OTHER)
        axis.add_collection(lines(streets.beyond, OTHER, 0.4))
        axis.add_patch(patch(polygon, facecolor=AREA, edgecolor="none", alpha=0.35))
        axis.add_patch(patch(polygon.difference(near), facecolor=FAR, edgecolor="none", alpha=0.55))
        axis.add_patch(patch(polygon, facecolor="none", edgecolor="#1f5fa8", linewidth=1.0))
        axis.add_collection(lines(streets.within, REACHED, 0.7))
        axis.plot(0, 0, "o", color="white", markeredgecolor="black", markeredgewidth=2, markersize=9, zorder=5)
        axis.set(xlim=(west, east), ylim=(south, north), aspect="equal")
        shares = (
            f"{found['area_km2']:.2f} km² · {found['reached_inside']:.1%} of reached street inside\n"
            f"{found['far_from_reached']:.1%} of area > {FAR_M} m from it · "
            f"{found['unreached_of_streets_inside']:.1%} of streets inside not reached"
        )
        title, label = NAMES.get(tool, tool), label.split(";")[0]
        axis.set_title(f"{title}: {label}", fontsize=9, fontweight="bold", pad=27)
        axis.text(0.5, 1.01, shares, transform=axis.transAxes, ha="center", va="bottom", fontsize=8)
        print(f"{title}: {label}: " + ", ".join(f"{k} {v:.4f}" for k, v in found.items()))
        x, y = west + 40, south + 40
        axis.plot([x, x + 500], [y, y], color="black", linewidth=2)
        axis.text(x + 250, y + 20, "500 m", ha="center", fontsize=8)
    figure.text(0.5, 1 - 0.1 / size[1], f"15 minutes on foot from {origin} ({data})", fontsize=12, ha="center", va="top")
    legend = (
        "black: streets reached within 15 minutes · grey: other streets · blue: the area drawn · "
        f"red: area farther than {FAR_M} m from any street reached"
    )
    figure.text(0.5, 0.3 / size[1], legend, ha="center", fontsize=9)
    figure.text(0.5, 0.1 / size[1], "© OpenStreetMap contributors, ODbL 1.0", ha="center", fontsize=9)
    figure.canvas.draw()
    # A palette is enough for so few colours, and half the bytes.
    picture = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())[:, :, :3])
    picture.quantize(48, dither=Image.Dither.NONE).save(file, optimize=True)
    plt.close(figure)
