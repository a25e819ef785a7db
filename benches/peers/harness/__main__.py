"""Exports a case, runs the tools on it in turns, compares their answers, writes and prints the table."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path

import report
from agree import Truth
from case import Case
from runners import Failed, Isochrones, Kernel, Worker, alternate, export, output_of_build, start_worker
from selftest import self_test

ROOT = Path(__file__).resolve().parents[3]
KERNELS = ["plain", "bounded", "sweep"]
IN_VENV = {
    "pandana": "graph",
    "cityseer": "graph",
    "scipy": "graph",
    "networkx": "graph",
    "osmnx_recipe": "graph",
    "valhalla": "routers",
    "osrm": "routers",
}
CRATES = ["osm_graph", "graphways"]


def arguments():
    parser = argparse.ArgumentParser(prog="benches/peers/run.sh")
    parser.add_argument("file", nargs="?", type=Path, help="an .osm.pbf file")
    parser.add_argument("--self-test", action="store_true", help="check the harness on the demo city")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="tools, comma-separated: " + ", ".join([*IN_VENV, *CRATES]))
    parser.add_argument("--sample", type=int, default=300, help="origins of tools too slow for all")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--date", default=date.today().isoformat(), help="names the folder of the run")
    for internal in ("--bin", "--venvs", "--work"):
        parser.add_argument(internal, type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def our_kernels(args, case):
    version = case.about["lifecircle"]
    make = lambda kernel, job, threads: Kernel(args.bin / "kernels", case.folder, version, kernel, job, threads)
    threads = sorted({1, args.threads})
    # A sweep tells no nearest facility: that is the other kernels' job.
    jobs = [("count", kernel) for kernel in KERNELS] + [("nearest", kernel) for kernel in KERNELS if kernel != "sweep"]
    return [make(kernel, job, t) for job, kernel in jobs for t in threads]


def start(args, case, name):
    """A tool ready for its rounds."""
    if name in CRATES:
        return Isochrones(output_of_build(args), name, args.file, args.sample)
    return start_worker(args, name, IN_VENV[name], case.folder, args.sample)


def compare(tool, truth):
    """Notes the agreement on every row of a tool; whether all are right."""
    right = True
    for row, found in zip(tool.rows, tool.answers()):
        if found:
            fine, row.agreement = truth.judge(row.job, *found)
            right &= fine
    return right


def prepare(args, case, names):
    """Tools that run, and why the others do not. Their first run warms them up and is compared."""
    tools, missing = [], {}
    truth = Truth.of(our_kernels(args, case), args.work)
    right = True
    for name in names:
        print(f"starting {name}", file=sys.stderr)
        try:
            tool = start(args, case, name)
            if isinstance(tool, Worker):
                right &= compare(tool, truth)
            tools.append(tool)
        except Failed as failed:
            missing[name] = str(failed)
    return tools, missing, right


def measure(args):
    """One run: export, compare, measure, write."""
    case = Case(export(args, args.file))
    names = args.only.split(",") if args.only else [*IN_VENV, *CRATES]
    unknown = [name for name in names if name not in [*IN_VENV, *CRATES]]
    if unknown:
        raise SystemExit(f"no tool `{unknown[0]}`; there are {', '.join([*IN_VENV, *CRATES])}")
    peers, missing, right = prepare(args, case, names)
    tools = our_kernels(args, case) + peers
    alternate(tools, args.rounds, missing)
    rows = [row for tool in tools for row in tool.rows]
    notes = {tool.name: tool.note for tool in tools if tool.note}
    write(args, case, rows, report.report(case.about, rows, notes, missing, args.date, command(args)))
    print(report.readme(rows, missing))
    for tool in peers:
        if isinstance(tool, Worker):
            tool.close()
    return 0 if right else 1


def command(args):
    """What somebody else types to repeat the run."""
    options = [f"--{name} {getattr(args, name)}" for name in ("rounds", "sample", "threads", "only") if getattr(args, name)]
    return " ".join(["benches/peers/run.sh", args.file.name, *options])


def write(args, case, rows, text):
    """The page of the run, and every round's seconds beside it."""
    folder = ROOT / "benches" / "runs" / args.date
    folder.mkdir(parents=True, exist_ok=True)
    name = "peers-" + case.about["data"].split(".")[0]
    (folder / f"{name}.md").write_text(text)
    lines = [json.dumps(vars(row), ensure_ascii=False) for row in rows]
    (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    print(f"written: benches/runs/{args.date}/{name}.md", file=sys.stderr)


def main():
    args = arguments()
    if args.self_test:
        folder = export(args, ROOT / "data" / "demo.osm.pbf")
        kernels = our_kernels(args, Case(folder))
        return self_test(Case(folder), kernels, args.work)
    if args.file is None or not args.file.is_file():
        raise SystemExit(f"{args.file or 'no file'}: give an .osm.pbf file")
    args.file = args.file.resolve()
    return measure(args)


if __name__ == "__main__":
    sys.exit(main())
