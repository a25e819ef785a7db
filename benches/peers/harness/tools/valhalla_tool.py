"""15-minute pedestrian polygons by the Python binding, on tiles that Valhalla builds from the same file: its own network."""

import json
import subprocess
from importlib.metadata import version as version_of
from pathlib import Path

import valhalla

from tool import Job

WALK = {"costing": "pedestrian", "costing_options": {"pedestrian": {"walking_speed": 4.32}}}


def version():
    return version_of("pyvalhalla")


def tiles(options):
    """Builds the tiles and returns the configuration that names them."""
    folder, archive = options.work / "valhalla", options.work / "valhalla.tar"
    # `get_config` insists that both exist.
    folder.mkdir()
    archive.touch()
    config = valhalla.get_config(tile_extract=str(archive), tile_dir=str(folder), verbose=False)
    del config["mjolnir"]["tile_extract"]
    config["mjolnir"]["concurrency"] = options.threads
    file = options.work / "valhalla.json"
    file.write_text(json.dumps(config))
    # Its console script is not found when called by path.
    build = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    subprocess.run([build, "-c", file, options.pbf], check=True, capture_output=True)
    return config


def jobs(case, options):
    actor = valhalla.Actor(tiles(options))
    sample = case.sample(options.sample)
    places = case.lon_lat[sample].tolist()

    def polygon(lon, lat):
        place = [{"lon": lon, "lat": lat}]
        try:
            return actor.isochrone({"locations": place, **WALK, "contours": [{"time": 15}], "polygons": True})
        except RuntimeError:
            # No street of its network near.
            return None

    run = lambda _: [polygon(lon, lat) for lon, lat in places]
    lost = run(None).count(None)
    label = "isochrone" + (f", {lost} without a street near" if lost else "")
    return [Job("polygon", label, len(sample), run, origins=sample)]
