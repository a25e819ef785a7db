"""Opens a report with other people's readers and holds every number of it against the files of a check.

    python report.py FOLDER

FOLDER holds what `it/report.rs` let the command write: `en.xlsx`, `en.docx`, `zh.xlsx`, `zh.docx`, and in `out/` the files of
`check` by the same options. Needs openpyxl and python-docx. Ends with an error where something is not as it should be.
"""

import json
import math
import pathlib
import re
import sys

import docx
import openpyxl

VERDICTS = ["covered", "not_covered", "unknown"]
A4_PAPER = 9
SECONDS = 60
DOCUMENT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def same(found, wanted, what):
    if found in (None, "") and wanted is None:
        return
    if found == "> 60" and (wanted is None or wanted >= 60):
        return
    assert isinstance(found, (int, float)), f"{what}: {found!r} is no number, {wanted} is wanted"
    assert math.isclose(found, wanted, rel_tol=1e-12, abs_tol=1e-12), f"{what}: {found} is not {wanted}"


def percent(part, whole):
    return 100 * part / whole if whole else None


class Book:
    """The sheets of a workbook: names, headers, rows."""

    def __init__(self, file):
        book = openpyxl.load_workbook(file)
        self.sheets = {}
        for sheet in book.worksheets:
            rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
            self.sheets[sheet.title] = rows
            self.judge(sheet)

    @staticmethod
    def judge(sheet):
        assert len(sheet.title) <= 31, sheet.title
        page = sheet.page_setup
        assert (page.orientation, int(page.paperSize)) == ("landscape", A4_PAPER), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and not int(page.fitToHeight), sheet.title
        assert "&P" in (sheet.oddFooter.center.text or "") + str(sheet.oddFooter.center), sheet.title
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} is computed: {cell.value}"
        if sheet is not sheet.parent.worksheets[0]:
            assert sheet.freeze_panes == "A2", sheet.title
            assert sheet.auto_filter.ref.startswith("A1:"), sheet.title
            assert sheet.print_title_rows.replace("$", "") == "1:1", sheet.title

    def table(self, start):
        """Header and rows of the sheet that is called so."""
        found = [rows for name, rows in self.sheets.items() if name.startswith(start)]
        assert found, f"no sheet {start!r} among {list(self.sheets)}"
        return found[0][0], found[0][1:]

    def has(self, start):
        return any(name.startswith(start) for name in self.sheets)

    def columns(self, start):
        header, rows = self.table(start)
        return {label: [row[i] for row in rows] for i, label in enumerate(header)}


def scopes(summary):
    return [summary["joint"], *summary["rules"].values()]


def counted(summary):
    """What a report counts by where one number must do."""
    is_people = summary["people"] > 0 and summary["homes_kind"] != "points"
    return "people" if is_people else "homes"


def check_shares(book, summary):
    by = counted(summary)
    table = book.columns("Covered, not covered, unknown")
    for row, scope in enumerate(scopes(summary)):
        units = ["homes", "people"] if by == "people" else ["homes"]
        for unit in units:
            for verdict in VERDICTS:
                label = f"{unit} {verdict.replace('_', ' ')}"
                same(table[label][row], scope[unit][verdict], f"{label}, row {row}")
        whole = sum(scope[by].values())
        same(table["covered, %"][row], percent(scope[by]["covered"], whole), f"share, row {row}")
    doubtful = summary.get("doubtful")
    if doubtful:
        told = [doubtful["joint"], *doubtful["rules"].values()]
        for row, own in enumerate(told):
            for unit in units:
                same(table[f"{unit} doubtful"][row], own[unit], f"{unit} doubtful, row {row}")
    glance = book.columns("At a glance")
    for row, scope in enumerate(scopes(summary)):
        whole = sum(scope[by].values())
        for verdict in VERDICTS:
            label = f"{verdict.replace('_', ' ')}, %"
            same(glance[label][row], percent(scope[by][verdict], whole) or 0.0, f"{label}, row {row}")


def check_walks(book, summary):
    by = counted(summary)
    table = book.columns("The walk to the nearest")
    for row, scope in enumerate(scopes(summary)):
        for label, key in [("−10", "limits_minus_10_pct"), ("+10", "limits_plus_10_pct")]:
            split = scope[key][by]
            share = percent(split["covered"], sum(split.values()))
            same(table[f"covered with limits {label} %, %"][row], share, f"{key}, row {row}")
        if row and scope["facilities"]:
            same(table["outlets"][row], scope["facilities"], f"outlets, row {row}")
            for label, key in [("half walk at most, min", "median"), ("nine in ten walk at most, min", "p90")]:
                seconds = scope["walk_s"][key]
                minutes = None if seconds is None else seconds / SECONDS
                same(table[label][row], minutes, f"{key}, row {row}")
    if book.has("Homes of unknown verdict"):
        header, rows = book.table("Homes of unknown verdict")
        for row, scope in zip(rows, scopes(summary), strict=True):
            reasons = list(scope["reasons"].values())
            for found, wanted in zip(row[1:], reasons + [0] * (len(row) - 1 - len(reasons)), strict=True):
                same(found, wanted, f"reasons {header}")


def check_areas(book, summary):
    """Every level tells every home once, and what is outside of all as the summary does."""
    for level in summary.get("levels", []):
        sheets = [rows for name, rows in book.sheets.items() if name.startswith(f"By {level['level']} ")]
        assert sheets, f"no sheet of level {level['level']}"
        header, rows = sheets[0][0], sheets[0][1:]
        homes = [row[header.index("homes")] for row in rows]
        same(sum(homes), summary["homes"], "homes of a level")
        outside = homes[level["areas"]] if len(homes) > level["areas"] else 0
        same(outside, level["homes_outside"], "homes outside")
        by = counted(summary)
        for verdict in VERDICTS:
            total = sum(row[header.index(f"{by} {verdict.replace('_', ' ')}")] for row in rows)
            wanted = summary["joint"][by][verdict]
            assert math.isclose(total, wanted, rel_tol=1e-9, abs_tol=1e-6), f"{level['level']}: {total}, {wanted}"


def check_gaps(book, summary):
    """Every home that is not covered is in one gap area."""
    if not summary["joint"]["homes"]["not_covered"] or "at" in summary:
        return
    table = book.columns("Gap areas, all rules together")
    homes = table.get("homes") or table["sampled points"]
    same(sum(homes), summary["joint"]["homes"]["not_covered"], "homes of gap areas")
    if counted(summary) == "people":
        people = sum(table["people"])
        assert math.isclose(people, summary["joint"]["people"]["not_covered"], abs_tol=1e-6)


def flat(counts):
    for value in counts.values():
        if isinstance(value, dict):
            yield from flat(value)
        else:
            yield value


def check_quality(book, summary):
    dropped = [count for count in flat(summary["dropped"]) if count > 0]
    found = book.columns("What was left out")["number"] if dropped else []
    assert found == dropped, f"{found} is not {dropped}"
    network = book.columns("The network of streets")["number"]
    for found, wanted in zip(network, flat(summary["network"]), strict=True):
        same(found, wanted, "network")
    if summary.get("lists"):
        table = book.columns("Lists that were read")
        for label, key in [("rows", "rows"), ("used", "used"), ("rejected", "rejected"), ("duplicates", "duplicates")]:
            assert table[label] == [own[key] for own in summary["lists"]], label


def check_week(book, summary):
    week = summary.get("week")
    if not week:
        return
    header, rows = book.table("Every hour of the week")
    told = [week["people"]["joint"], *week["people"]["rules"].values()]
    first = header.index(next(label for label in header if label.endswith(": covered")))
    for hour, row in enumerate(rows):
        cells = iter(row[first:])
        for scope in told:
            for verdict in VERDICTS:
                same(next(cells), scope[verdict][hour], f"hour {hour}")


def check_method(book, manifest):
    table = book.columns("What went in")
    assert table["SHA-256"] == [own["sha256"] for own in manifest["inputs"]]
    assert table["bytes"] == [own["bytes"] for own in manifest["inputs"]]
    options = book.columns("Options")
    assert options["option"] == list(manifest["options"])
    for found, wanted in zip(options["value"], manifest["options"].values(), strict=True):
        if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
            same(found, wanted, "option")
    limits = [own.get("limit_ms", 0) / 60_000 or own.get("limit_mm", 0) / 1000 for own in manifest["rules"]["rules"]]
    assert book.columns("Rules")["limit"] == limits


def check_same_numbers(one, other):
    """Two languages tell the same numbers in the same places."""
    assert len(one.sheets) == len(other.sheets)
    for (name, rows), (also, others) in zip(one.sheets.items(), other.sheets.items(), strict=True):
        for row, same_row in zip(rows, others, strict=True):
            for cell, same_cell in zip(row, same_row, strict=True):
                if isinstance(cell, (int, float)) or isinstance(same_cell, (int, float)):
                    assert cell == same_cell, f"{name}, {also}: {cell} is not {same_cell}"


def printed(text, number):
    """Whether a text is a number, as far as it tells it."""
    text = text.replace(",", "").replace("−", "-")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return False
    decimals = len(text.partition(".")[2])
    return abs(float(text) - number) <= 0.5 * 10**-decimals + 1e-9


def tells(text, value):
    if value is None:
        return text == "–"
    if isinstance(value, (int, float)):
        return printed(text, value)
    return text == " ".join(str(value).split()) or (text.endswith("…") and str(value).startswith(text[:100]))


def sheets_of(book, caption):
    name = " ".join(re.sub(r"[\[\]:*?/\\]", " ", caption).split())
    is_named = lambda own: name.startswith(re.sub(r"( \(\d+\)|…)$", "", own).rstrip("…"))
    return [rows for own, rows in book.sheets.items() if is_named(own)]


def check_document(file, book, maps):
    """Every table of the text document is some of the columns and the first of the rows of a sheet."""
    document = docx.Document(file)
    section = document.sections[0]
    assert round(section.page_width.mm) == 210 and round(section.page_height.mm) == 297
    assert len(document.inline_shapes) == maps, len(document.inline_shapes)
    caption, tables = None, 0
    for element in document.element.body.iterchildren():
        if element.tag == f"{DOCUMENT}p":
            text = docx.text.paragraph.Paragraph(element, document).text
            caption = text or caption
            continue
        if element.tag != f"{DOCUMENT}tbl":
            continue
        tables += 1
        table = docx.table.Table(element, document)
        assert element.find(f"{DOCUMENT}tr/{DOCUMENT}trPr/{DOCUMENT}tblHeader") is not None, caption
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        name = re.sub(r" ?[(（]\d+(/| of )\d+[)）]$", "", caption)
        assert any(is_part(rows, sheet) for sheet in sheets_of(book, name)), f"no sheet tells what {caption!r} does: {rows[:2]}"
    return tables


def is_part(rows, sheet):
    header = [" ".join(str(label).split()) for label in sheet[0]]
    if any(label not in header for label in rows[0]):
        return False
    columns = [header.index(label) for label in rows[0]]
    if len(rows) > len(sheet):
        return False
    pairs = zip(rows[1:], sheet[1:])
    return all(tells(text, own[column]) for row, own in pairs for text, column in zip(row, columns))


def main():
    folder = pathlib.Path(sys.argv[1])
    summary = json.loads((folder / "out/summary.json").read_text())
    manifest = json.loads((folder / "out/manifest.json").read_text())
    book = Book(folder / "en.xlsx")
    check_shares(book, summary)
    check_walks(book, summary)
    check_areas(book, summary)
    check_gaps(book, summary)
    check_quality(book, summary)
    check_week(book, summary)
    check_method(book, manifest)
    chinese = Book(folder / "zh.xlsx")
    check_same_numbers(book, chinese)
    maps = len(summary["rules"]) + 1
    for file, own in [("en.docx", book), ("zh.docx", chinese)]:
        tables = check_document(folder / file, own, maps)
        assert tables > 8, f"{file}: {tables} tables"
        print(f"{file}: {tables} tables are as in {len(own.sheets)} sheets")


main()
