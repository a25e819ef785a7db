"""The two ways to run a tool for a round: a worker that stays, and a program that is started."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import numpy as np

HERE = Path(__file__).parent


class Failed(Exception):
    """A tool that cannot take part, with the reason a reader is told."""


@dataclass
class Row:
    """One line of the table, and its seconds per round."""

    tool: str
    version: str
    job: str
    label: str
    threads: int
    searches: int
    sample: bool
    seconds: list = field(default_factory=list)
    agreement: str = "not comparable: its own network"

    @property
    def ours(self):
        return self.tool.startswith("ours: ")


class Worker:
    """A Python tool in its own process, asked for one round after another."""

    def __init__(self, name, python, case, pbf, work, threads, sample, environment):
        if not python.exists():
            raise Failed("not installed: no fitting Python")
        self.name, self.log = name, (work / f"{name}.log").open("w+")
        arguments = [name, case, pbf, work, threads, sample]
        self.process = subprocess.Popen(
            [str(python), str(HERE / "worker.py"), *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=environment,
        )
        about = self.hear()
        self.note = about["note"]
        self.rows = [Row(name, about["version"], **job) for job in about["jobs"]]

    def hear(self):
        line = self.process.stdout.readline()
        if line:
            return json.loads(line)
        self.process.wait()
        self.log.seek(0)
        raise Failed(reason(self.log.read()))

    def ask(self, what):
        try:
            print(what, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            pass
        return self.hear()

    def answers(self):
        """Per row the answers and the nodes they belong to (none: every node), or nothing to compare."""
        files = [file and np.load(file) for file in self.ask("answers")]
        return [file and (file["answer"], file["origins"].astype(int)) for file in files]

    def round(self):
        for row, seconds in zip(self.rows, self.ask("round")):
            row.seconds.append(seconds)

    def close(self):
        self.process.kill()
        self.process.wait()


def reason(text):
    """The last line that says something, without folders."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    panics = [following for line, following in zip(lines, lines[1:]) if "panicked at" in line]
    if panics:
        return f"panics on this file: {panics[0][:150]}"
    last = lines[-1] if lines else "ended without a word"
    if "No module named" in last:
        return "not installed"
    return " ".join(Path(word).name if word.count("/") > 1 else word for word in last.split())[:150]


def lines_of(command, environment=None):
    """Runs a program and reads its lines of JSON."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment)
    if done.returncode:
        raise Failed(reason(done.stderr))
    return [json.loads(line) for line in done.stdout.splitlines()]


def export(args, file):
    """The case of a file, by our own reader."""
    folder = args.work / "case"
    subprocess.run([args.bin / "export_graph", file, folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def start_worker(args, name, python, case, sample):
    """A tool in the virtual environment `python`, held to the threads of the run."""
    threads = str(args.threads)
    environment = {**os.environ, "OMP_NUM_THREADS": threads, "RAYON_NUM_THREADS": threads}
    return Worker(name, args.venvs / python / "bin" / "python", case, args.file, args.work, threads, sample, environment)


def alternate(tools, rounds, missing):
    """All tools in turns; one that fails is left out from then on."""
    for i in range(rounds):
        for tool in list(tools):
            print(f"round {i + 1} of {rounds}: {tool.name}", file=sys.stderr)
            try:
                tool.round()
            except Failed as failed:
                missing[tool.name] = str(failed)
                tools.remove(tool)


class Kernel:
    """One of our kernels at a number of threads: a process a round, its first run not counted."""

    RUNS = 5

    def __init__(self, binary, case, version, kernel, job, threads):
        self.command = [binary, case, "--kernel", kernel, "--job", job, "--threads", threads]
        self.row = Row(f"ours: {kernel}", version, job, HOW.get(kernel, {}).get(job, LABELS[job]), threads, 0, False, agreement="the yardstick")
        self.rows, self.name, self.note = [self.row], f"ours: {kernel}", None

    def round(self):
        lines = lines_of([*self.command, "--rounds", self.RUNS + 1])
        self.row.searches = lines[0]["searches"]
        self.row.seconds.append(median(line["search_s"] for line in lines[1:]))

    def answers_within(self, limit_ms, file):
        """The answers in the order of the case's nodes."""
        lines_of([*self.command, "--limit-ms", limit_ms, "--answers", file])
        return np.fromfile(file, "<u4").astype(np.int64)


HOW = {"sweep": {"count": "sweeps over 32 neighbouring origins"}}
LABELS = {"count": "a bounded search per origin", "nearest": "a search from all facilities per category"}


def output_of_build(args):
    """Builds `pbf_isochrones`, a crate apart: its libraries are no part of our own lock file."""
    folder, target = HERE.parent / "pbf_isochrones", args.venvs / "pbf_isochrones"
    print("building pbf_isochrones (minutes, the first time)", file=sys.stderr)
    command = ["cargo", "build", "--release", "--quiet", "--locked", "--target-dir", str(target)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        raise Failed("not built: " + reason(done.stderr))
    return target / "release" / "pbf_isochrones"


class Isochrones:
    """The Rust crate `pbf_isochrones` beside this harness: one library a row."""

    NOTES = {
        "osm_graph": "The crate behind the Python package pysochrone (which itself only loads over the network).",
        "graphways": "The successor of osm_graph; walks at its own speed.",
    }

    def __init__(self, binary, library, pbf, sample):
        self.command = [binary, library, pbf, sample]
        self.name, self.note, self.rows = library, self.NOTES[library], []

    def round(self):
        (line,) = lines_of(self.command)
        if not self.rows:
            row = Row(self.name, line["version"], "polygon", line["label"], 1, line["searches"], True)
            self.rows.append(row)
        self.rows[0].seconds.append(line["seconds"])
