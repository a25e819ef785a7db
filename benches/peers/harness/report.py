"""Rows and rounds → the table of a run, as Markdown."""

import os
import platform
import subprocess
from pathlib import Path
from statistics import median

import numpy as np

JOBS = {
    "count": "From every junction, the junctions within 15 minutes",
    "nearest": "From every junction, the nearest facility of each category within 15 minutes",
    "polygon": "15-minute polygons (for orientation)",
    "table": "Tables of times (for orientation)",
}


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def machine():
    """Processor, cores, memory, system: what a reader needs, and no name of a host."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return f"{os.cpu_count()} cores of {processor}, {memory:.0f} GiB, {system}, kernel {platform.release().split('-')[0]}"


def versions():
    commit = output("git", "rev-parse", "--short", "HEAD")
    dirty = "" if not output("git", "status", "--porcelain", "--untracked-files=no") else " with changes"
    return f"lifecircle at {commit}{dirty}; {output('rustc', '--version')}; Python {platform.python_version()}"


def number(value):
    """Two digits that count, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def seconds(value):
    """Three digits, however short."""
    return np.format_float_positional(value, precision=3, unique=False, fractional=False, trim="-")


def ratio(row, kernel):
    """How many times longer a search takes than in our kernel: median and range over the rounds."""
    cost = lambda r: [s / r.searches for s in r.seconds]
    each = [theirs / ours for theirs, ours in zip(cost(row), cost(kernel))]
    return f"{number(median(each))} ({number(min(each))}–{number(max(each))})"


def table(head, body):
    return ["| " + " | ".join(head) + " |", "|---" * len(head) + "|", *("| " + " | ".join(r) + " |" for r in body)]


def runs(rows):
    """What was run, and how long it took."""
    head = ["tool", "version", "how", "threads", "median s", "min–max", "searches/s", "agreement"]
    body = []
    for row in rows:
        middle, rate = median(row.seconds), row.searches / median(row.seconds)
        spread = f"{seconds(min(row.seconds))}–{seconds(max(row.seconds))}"
        rate = number(rate) + (f" (sample of {row.searches:,})" if row.sample else "")
        cells = [row.tool, row.version, row.label, str(row.threads), seconds(middle), spread, rate, row.agreement]
        body.append(cells)
    return table(head, body)


def ratios(rows, kernels=None, what="search", name=lambda row: row.tool):
    """Every row's time per search, in those of our kernels."""
    kernels = kernels or sorted((row for row in rows if row.ours), key=lambda row: row.threads)
    head = [f"time per {what} ÷ that of", *(f"{k.tool[6:]}, {k.threads} thr." for k in kernels)]
    called = lambda row: f"{name(row)}, {row.threads} thr." + (f" (sample of {row.searches:,})" if row.sample else "")
    return table(head, [[called(row), *(ratio(row, kernel) for kernel in kernels)] for row in rows])


def readme(rows, missing):
    """The tables alone, and who is not in them."""
    lines = []
    for job, title in JOBS.items():
        of_job = [row for row in rows if row.job == job and row.seconds]
        if of_job:
            lines += [f"### {title}", "", *runs(of_job), ""]
            if any(row.ours for row in of_job):
                lines += [*ratios(of_job), ""]
    if missing:
        lines += ["### Not in the tables", "", *table(["tool", "why"], [[*pair] for pair in missing.items()]), ""]
    return "\n".join(lines)


def left_out(about):
    words = {
        "one_way": "one-way streets are walked both ways",
        "private": "private streets are open to all and may be walked through",
        "no_length": "gates of no length take 1 ms",
        "parallel": "slower parallel streets are dropped",
        "loops": "loops are dropped",
    }
    return "; ".join(f"{words[key]} ({count:,})" for key, count in about["left_out"].items())


def report(about, rows, notes, missing, date, command):
    """The page of a run."""
    rounds = max((len(row.seconds) for row in rows), default=0)
    facilities = ", ".join(f"{f['category']} {f['nodes']:,}" for f in about["facilities"])
    lines = [
        f"# Peers on {about['data']}, {date}",
        "",
        f"Machine: {machine()}.",
        f"Versions: {versions()}.",
        f"Data: {about['data']}, sha256 {about['sha256']}.",
        f"Case: {about['nodes']:,} junctions, {about['edges']:,} streets; junctions with facilities: {facilities}.",
        f"Left out of {about['streets']:,} streets: {left_out(about)}.",
        f"Command: `{command}`. {rounds} rounds of all tools in turns, after one that is not counted.",
        "Median of the rounds; a ratio is the median, and the range, of the rounds' own ratios.",
        "",
        readme(rows, missing),
        "## The tools",
        "",
        *(f"- **{name}**: {' '.join(note.split())}" for name, note in notes.items()),
        "",
    ]
    return "\n".join(lines)
