"""Asks spopt's MCLP for the best sites of a covering.csv that `lifecircle sites -o DIR` wrote, and compares.

    python -m venv venv && venv/bin/pip install spopt
    lifecircle sites city.osm.pbf --category market --candidates gaps --count 10 -o out/
    venv/bin/python benches/peers/sites.py out/
"""

import csv
import json
import sys
import time
from pathlib import Path

import numpy
import pulp
from spopt.locate import MCLP


def main(folder):
    plan = json.loads((folder / "sites.json").read_text())
    with (folder / "covering.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    sites = sorted({row["site"] for row in rows})
    people = {row["home"]: round(float(row["people"]) * 1000) for row in rows}
    homes = sorted(people)
    site_at = {site: number for number, site in enumerate(sites)}
    home_at = {home: number for number, home in enumerate(homes)}
    # A candidate within reach is 0 away, any other 1.
    cost = numpy.ones((len(homes), len(sites)))
    for row in rows:
        cost[home_at[row["home"]], site_at[row["site"]]] = 0
    count = len(plan["sites"])
    weights = numpy.array([people[home] for home in homes], dtype=float)
    begin = time.perf_counter()
    problem = MCLP.from_cost_matrix(cost, weights, service_radius=0.5, p_facilities=count)
    problem = problem.solve(pulp.PULP_CBC_CMD(msg=False))
    seconds = time.perf_counter() - begin
    theirs = round(pulp.value(problem.problem.objective))
    ours = round(plan["value"] * 1000)
    bound = round(plan["bound"] * 1000)
    print(f"{len(sites)} candidates, {len(homes)} homes, {len(rows)} pairs, {count} sites")
    print(f"spopt MCLP (CBC): {theirs / 1000:.3f} people in {seconds:.2f} s")
    print(f"lifecircle: {ours / 1000:.3f} people, bound {bound / 1000:.3f}, proved: {plan['is_best']}")
    # CBC works in floating point.
    assert ours <= theirs + 1 <= bound + 2, "the bound or the optimum is wrong"
    if plan["is_best"]:
        assert abs(ours - theirs) <= 1, "the proved choice is not the best"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
