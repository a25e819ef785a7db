"""Tables of walking times by the Python binding (multi-level Dijkstra, foot profile), on OSRM's own network; it has no isochrones."""

import shutil
import subprocess
from importlib.metadata import version as version_of
from pathlib import Path

import numpy as np
import osrm

from tool import Job


def version():
    return version_of("osrm-bindings")


def prepared(options):
    """Extracts, partitions and customizes the file."""
    root = Path(osrm.__file__).parent
    file = options.work / "osrm.osm.pbf"
    shutil.copy(options.pbf, file)
    base = options.work / "osrm.osrm"
    foot = root / "share" / "profiles" / "foot.lua"
    for tool, arguments in (("extract", ["-p", foot, file]), ("partition", [base]), ("customize", [base])):
        command = [root / "bin" / f"osrm-{tool}", "-t", options.threads, *arguments]
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return base


def jobs(case, options):
    sample = case.sample(options.sample)
    targets = np.unique(np.concatenate(case.facilities))
    size = len(sample) + len(targets)
    engine = osrm.OSRM(
        storage_config=str(prepared(options)),
        algorithm="MLD",
        use_shared_memory=False,
        max_locations_distance_table=size,
    )
    coordinates = [tuple(place) for place in case.lon_lat[np.r_[sample, targets]].tolist()]
    sources = list(range(len(sample)))
    destinations = list(range(len(sample), size))

    def table(_):
        return engine.Table(
            osrm.TableParameters(
                coordinates=coordinates, sources=sources, destinations=destinations, annotations=["duration"]
            )
        )

    label = f"table to {len(targets)} facilities"
    return [Job("table", label, len(sample), table, origins=sample)]
