"""What a tool of the comparison is: jobs with a timed part, and their answers."""

import time
from dataclasses import dataclass
from statistics import median
from typing import Any, Callable

import numpy as np

REPEAT_S = 0.3
REPEATS = 5


@dataclass
class Job:
    """One row of the table.

    `run` is timed; what `prepare` returns is made anew before each run, untimed, and handed to it.
    """

    name: str
    label: str
    searches: int
    run: Callable[[Any], Any]
    prepare: Callable[[], Any] = lambda: None
    answer: Callable[[Any], np.ndarray] | None = None
    origins: np.ndarray | None = None
    threads: int = 1

    def once(self):
        """Seconds of the timed part, and what it returned."""
        prepared = self.prepare()
        start = time.perf_counter()
        result = self.run(prepared)
        return time.perf_counter() - start, result

    def round(self):
        """The median of a few runs: short jobs are repeated, long ones run once."""
        seconds = []
        while len(seconds) < REPEATS and sum(seconds) < REPEAT_S:
            seconds.append(self.once()[0])
        return median(seconds)

    def describe(self):
        """The row without its times."""
        return {
            "job": self.name,
            "label": self.label,
            "searches": self.searches,
            "threads": self.threads,
            "sample": self.origins is not None,
        }
