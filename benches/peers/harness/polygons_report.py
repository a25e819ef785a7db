"""The page of a run of polygons, as Markdown."""

from statistics import median

from area import FAR_M
from report import machine, number, ratios, seconds, table, versions


def yardsticks(rows):
    """The kernels (or what stands in for them), many homes together and one alone, and the whole command."""
    bench = any(row.tool == "ours: areas" for row in rows)
    names = ["ours: areas", "ours: alone"] if bench else ["ours: further"]
    return [row for name in (*names, "ours: command") for row in rows if row.tool == name and row.seconds]


def runs(rows, looks):
    vertices = {row.label: look["vertices"] for row, look in looks}
    body = []
    for row in rows:
        rate = number(row.searches / median(row.seconds)) + (f" (sample of {row.searches:,})" if row.sample else "")
        spread = f"{seconds(min(row.seconds))}–{seconds(max(row.seconds))}"
        points = f"{vertices[row.label]:,.0f}" if row.label in vertices else "–"
        cells = [row.tool, row.version, row.label, str(row.threads), f"{row.searches:,}", seconds(median(row.seconds)), spread, rate, points]
        body.append(cells)
    head = ["tool", "version", "what it draws", "threads", "polygons", "median s", "min–max", "polygons/s", "vertices, median"]
    return table(head, body)


def quality(looks):
    percent = lambda share: f"{100 * share:.1f} %"
    body, seen = [], set()
    for row, look in looks:
        if row.label in seen or row.tool == "ours: further" or "area_km2" not in look:
            continue
        seen.add(row.label)
        shares = [percent(look[key]) for key in ("reached_inside", "far_from_reached", "unreached_of_streets_inside")]
        empty = f"; nothing for {look['empty']} origins" if look["empty"] else ""
        body.append([row.tool, row.label + empty, number(look["area_km2"]), *shares, str(look["measured"])])
    head = ["tool", "what it draws", "area, km²", "reached streets inside", f"area beyond {FAR_M} m of reached streets"]
    return table([*head, "streets inside that are not reached", "origins"], body)


def readme(rows, looks, missing):
    """The tables alone, and who is not in them."""
    rows = [row for row in rows if row.seconds]
    name = lambda row: row.tool if row.ours else f"{row.tool}: {row.label}"
    lines = ["### How fast", "", *runs(rows, looks), ""]
    lines += [*ratios(rows, yardsticks(rows), "polygon", name), ""]
    lines += ["### How right", "", *quality(looks), ""]
    if missing:
        lines += ["### Not in the tables", "", *table(["tool", "why"], [[*pair] for pair in missing.items()]), ""]
    return "\n".join(lines)


def report(about, rows, looks, notes, missing, date, command):
    """The page of a run."""
    rounds = max((len(row.seconds) for row in rows), default=0)
    lines = [
        f"# 15-minute polygons on {about['data']}, {date}",
        "",
        f"Machine: {machine()}.",
        f"Versions: {versions()}.",
        f"Data: {about['data']}, sha256 {about['sha256']}.",
        f"Origins: {about['origins']:,} of {about['homes']:,} homes that have a street near, evenly through the order of the check.",
        f"Command: `{command}`. {rounds} rounds of all tools in turns.",
        "Median of the rounds; a ratio is the median, and the range, of the rounds' own ratios.",
        "*areas* searches 32 neighbouring homes together, of all homes of the file; *alone* one home at a time, as the other tools do.",
        "Networks, speeds on stairs and ways of drawing differ: these are times for what each tool draws, not for equal answers.",
        "",
        readme(rows, looks, missing),
        "Medians over every tenth origin, in metres around it. Reached are the stretches of street that `lifecircle isochrone",
        f"--shape streets` finds within 15 minutes. Our areas go up to 50 m off the streets by definition, so that {FAR_M} m suits them;",
        "the share of streets inside that are not reached (of those within 45 minutes) asks nothing of how far off a street one walks.",
        "",
        "## The tools",
        "",
        *(f"- **{name}**: {' '.join(note.split())}" for name, note in notes.items()),
        "",
    ]
    return "\n".join(lines)
