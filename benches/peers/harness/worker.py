"""One tool in a process of its own, so that rounds of several tools can alternate.

usage: worker.py TOOL CASE PBF WORK THREADS SAMPLE
Speaks lines of JSON: first what it is, then an answer to each line of standard input.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np


def own_channel():
    """The real standard output; whatever the tools print goes to standard error instead."""
    channel = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    return channel


def main():
    channel = own_channel()
    sys.path.insert(0, str(Path(__file__).parent))
    from case import Case

    name, folder, pbf, work, threads, sample = sys.argv[1:]
    module = importlib.import_module(f"tools.{name}_tool")
    options = SimpleNamespace(pbf=Path(pbf), work=Path(work), threads=int(threads), sample=int(sample))
    jobs = module.jobs(Case(folder), options)
    say = lambda message: print(json.dumps(message), file=channel, flush=True)
    say({"version": module.version(), "note": module.__doc__.strip(), "jobs": [job.describe() for job in jobs]})
    for line in sys.stdin:
        if line.strip() == "answers":
            say([answers(job, options.work / f"{name}-{i}") for i, job in enumerate(jobs)])
        else:
            say([job.round() for job in jobs])


def answers(job, path):
    """Runs a job once, untimed, and writes what it found."""
    _, result = job.once()
    if job.answer is None:
        return None
    np.savez(path, answer=job.answer(result), origins=[] if job.origins is None else job.origins)
    return f"{path}.npz"


if __name__ == "__main__":
    main()
