"""15-minute walking areas from the same homes by several tools in turns: how fast, and how right."""

import argparse
import json
import os
import sys
from datetime import date
from pathlib import Path
from statistics import median

import numpy as np

import polygons_report
from area import NEAR_EVERY, Places, Reached, geometry_of, plane_at, vertices_of
from case import Case
from ours_areas import Bench, Command, homes, isochrones
from polygons_selftest import self_test
from runners import Failed, Isochrones, Worker, alternate, export, output_of_build, start_worker

ROOT = Path(__file__).resolve().parents[3]
IN_VENV = {"valhalla": "routers", "hulls": "graph"}
CRATES = ["osm_graph", "graphways"]
LATER_MIN = 45
"""Streets up to so many minutes away tell which of those inside a polygon are not reached in 15."""


def arguments():
    parser = argparse.ArgumentParser(prog="benches/peers/polygons.sh")
    parser.add_argument("file", nargs="?", type=Path, help="an .osm.pbf file")
    parser.add_argument("--self-test", action="store_true", help="check the harness on the demo city")
    parser.add_argument("--overlay", metavar="LON,LAT", help="draw the areas of one origin instead of timing")
    parser.add_argument("--origins", type=int, default=300, help="an even sample of so many homes")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", help="tools, comma-separated: " + ", ".join([*IN_VENV, *CRATES]))
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--date", default=date.today().isoformat(), help="names the folder of the run")
    for internal in ("--bin", "--venvs", "--work"):
        parser.add_argument(internal, type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def start(args, case, name):
    if name in CRATES:
        return Isochrones(output_of_build(args), name, args.file, args.origins)
    tool = start_worker(args, f"area_{name}", IN_VENV[name], case.folder, args.origins)
    tool.name = name
    for row in tool.rows:
        row.tool = name
    return tool


def prepare(args, case, names):
    """Tools that run, what they drew, and why the others do not run."""
    version = case.about["lifecircle"]
    tools, drawn, missing = [Command(args, version)], [], {}
    for name in names:
        print(f"starting {name}", file=sys.stderr)
        try:
            tools.append(start(args, case, name))
        except Failed as failed:
            missing[name] = str(failed)
    for tool in list(tools):
        if isinstance(tool, Isochrones):
            continue
        try:
            drawn += zip(tool.rows, tool.answers())
        except Failed as failed:
            missing[tool.name] = str(failed)
            tools.remove(tool)
    return tools, drawn, missing


def reached(args, places, to_plane):
    """The streets around each place, by our own engine."""
    _, out = isochrones(args, places, shape="streets", minutes=f"15,{LATER_MIN}")
    of_place = {i: [] for i in places.ids}
    for feature in json.loads(out.read_text())["features"]:
        of_place[feature["properties"]["id"]].append(feature)
    return [Reached.of(of_place[i], 15, plane) for i, plane in zip(places.ids, to_plane)]


def look(args, drawn):
    """Vertices of what each row drew, and how right it is: medians."""
    every = Places.of(args.work)
    at = np.arange(0, len(every.ids), NEAR_EVERY)
    near = Places([every.ids[i] for i in at], every.lon_lat[at])
    planes = [plane_at(*place) for place in near.lon_lat.tolist()]
    streets = reached(args, near, planes)
    found, known = [], {}
    for row, (texts, origins) in drawn:
        # The same drawing by other threads is the same.
        if row.label not in known:
            of_origin = dict(zip(origins.tolist() if len(origins) else range(len(texts)), texts))
            polygons = [plane(geometry_of(of_origin[i])) for i, plane in zip(at.tolist(), planes)]
            measured = [r.measure(p) for r, p in zip(streets, polygons) if not p.is_empty and r.within.length]
            middle = {key: median(m[key] for m in measured) for key in measured[0]} if measured else {}
            counts = [vertices_of(text) for text in texts]
            known[row.label] = {
                "vertices": median(counts),
                "bytes": median(map(len, texts)),
                "empty": counts.count(0),
                "measured": len(measured),
                **middle,
            }
        found.append((row, known[row.label]))
    return found


def measure(args, case, names):
    """One run: draw, look, measure, write."""
    homes_of_file = homes(args)
    at = np.unique(np.linspace(0, len(homes_of_file.ids) - 1, args.origins).astype(int))
    origins = Places([homes_of_file.ids[i] for i in at], homes_of_file.lon_lat[at])
    origins.write(args.work / "origins.csv")
    tools, drawn, missing = prepare(args, case, names)
    looks = look(args, drawn)
    command_of_ours = tools[0]
    tools.insert(0, Bench(args, case.about["lifecircle"]))
    notes = {tool.name: tool.note for tool in tools}
    alternate(tools, args.rounds, missing)
    if command_of_ours.lost:
        missing["ours: further"] = command_of_ours.lost
    rows = [row for tool in tools for row in tool.rows]
    about = {**case.about, "origins": len(origins.ids), "homes": len(homes_of_file.ids)}
    page = polygons_report.report(about, rows, looks, notes, missing, args.date, command(args))
    folder, name = out_folder(args), stem(case)
    (folder / f"{name}.md").write_text(page)
    look_of = {row.label: measured for row, measured in looks}
    lines = [{**vars(row), "look": look_of.get(row.label)} for row in rows]
    (folder / f"{name}.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    print(polygons_report.readme(rows, looks, missing))
    print(f"written: benches/runs/{args.date}/{name}.md", file=sys.stderr)
    close(tools)


def overlay(args, case, names):
    """The picture of one origin."""
    from overlay import draw

    place = np.array([[float(part) for part in args.overlay.split(",")]])
    origin = Places(["here"], place)
    origin.write(args.work / "origins.csv")
    tools, drawn, missing = prepare(args, case, [name for name in names if name not in CRATES])
    plane = plane_at(*place[0].tolist())
    (streets,) = reached(args, origin, [plane])
    panels = {}
    for row, (texts, _) in drawn:
        panels.setdefault((row.tool, row.label), plane(geometry_of(texts[0])))
    file = out_folder(args) / f"{stem(case)}.png"
    draw(file, case.about["data"], args.overlay, streets, panels)
    for name, why in missing.items():
        print(f"not drawn: {name} ({why})", file=sys.stderr)
    print(f"written: benches/runs/{args.date}/{file.name}", file=sys.stderr)
    close(tools)


def close(tools):
    for tool in tools:
        if isinstance(tool, Worker):
            tool.close()


def stem(case):
    return "polygons-" + case.about["data"].split(".")[0]


def out_folder(args):
    folder = ROOT / "benches" / "runs" / args.date
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def command(args):
    """What somebody else types to repeat the run."""
    options = [f"--{n} {getattr(args, n)}" for n in ("origins", "rounds", "threads", "only") if getattr(args, n)]
    return " ".join(["benches/peers/polygons.sh", args.file.name, *options])


def main():
    args = arguments()
    if args.self_test:
        args.file = ROOT / "data" / "demo.osm.pbf"
        return self_test(args, Case(export(args, args.file)))
    if args.file is None or not args.file.is_file():
        raise SystemExit(f"{args.file or 'no file'}: give an .osm.pbf file")
    args.file = args.file.resolve()
    names = args.only.split(",") if args.only else [*IN_VENV, *CRATES]
    unknown = [name for name in names if name not in [*IN_VENV, *CRATES]]
    if unknown:
        raise SystemExit(f"no tool `{unknown[0]}`; there are {', '.join([*IN_VENV, *CRATES])}")
    case = Case(export(args, args.file))
    (overlay if args.overlay else measure)(args, case, names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
