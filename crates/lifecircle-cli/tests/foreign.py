"""Opens isochrones and gap maps of a real city with other people's readers.

    python foreign.py FOLDER EPSG

FOLDER holds what `it/foreign.rs` let the command write: `<what>.<ending>` in degrees, `<what>-crs.<ending>` in the system
EPSG, and the gap maps `gaps/` and `gaps-crs/`. Prints a line for what was checked and for what was skipped, for want of
which module; ends with an error where something is not as it should be.
"""

import importlib
import json
import math
import pathlib
import sys

MODULES = ["shapely", "pyproj", "pyarrow.parquet", "pyogrio", "geopandas", "duckdb"]


def modules():
    found = {}
    for name in MODULES:
        try:
            found[name] = importlib.import_module(name)
        except ImportError:
            print(f"skipped: every check by {name}, which is not installed")
    return found


def spatial(folder):
    files = (f for f in folder.rglob("*") if f.suffix in (".geojson", ".parquet", ".fgb"))
    # In degrees first: the others are held against them.
    return sorted(files, key=lambda f: ("-crs" in str(f.relative_to(folder)), f))


def system(file, code):
    in_crs = "-crs" in str(file.relative_to(file.parents[1])) and file.suffix != ".geojson"
    return code if in_crs else 4326


def frame_of(have, file):
    geopandas = have["geopandas"]
    return geopandas.read_parquet(file) if file.suffix == ".parquet" else geopandas.read_file(file)


def check_frames(have, folder, code):
    """By GeoPandas and shapely: systems, validity, the same rows in every format. Returns the frames by name."""
    frames, rows = {}, {}
    for file in spatial(folder):
        frame = frame_of(have, file)
        wanted = system(file, code)
        authority = frame.crs.to_authority()
        assert frame.crs.to_epsg(min_confidence=100) == wanted or (wanted == 4326 and authority == ("OGC", "CRS84")), (
            f"{file}: {frame.crs}"
        )
        bad = frame[~frame.geometry.is_valid]
        assert bad.empty, f"{file}: {have['shapely'].is_valid_reason(bad.geometry.iloc[0])}, of {len(bad)} rows"
        assert not frame.geometry.is_empty.any(), f"{file}: an empty geometry"
        name = str(file.relative_to(folder).with_suffix("")).replace("-crs", "")
        rows.setdefault(name, set()).add(len(frame))
        if wanted != 4326:
            # Back in degrees it lies where it lay.
            here = frame.to_crs(4326).total_bounds
            there = frames[file.name.replace("-crs", ""), file.parent.name.replace("-crs", "")].total_bounds
            assert max(abs(here - there), default=0) < 1e-6, f"{file}: {here}, not {there}"
        frames[file.name, file.parent.name] = frame
    uneven = {name: counts for name, counts in rows.items() if len(counts) > 1}
    assert not uneven, f"formats differ in rows: {uneven}"
    print(f"ok: {len(frames)} files by geopandas, every geometry valid")
    return frames


def check_nesting(have, frames, folder):
    """5 within 10 within 15; rings beside one another."""
    for ending in ("geojson", "parquet", "fgb"):
        frame = frames[f"areas.{ending}", folder.name]
        origins = frame.groupby("id")
        assert len(origins) >= 2
        for origin, rows in origins:
            shapes = list(rows.sort_values("minutes").geometry)
            assert list(rows.minutes.sort_values()) == [5, 10, 15], f"{ending}, {origin}"
            for inner, outer in zip(shapes, shapes[1:]):
                over = inner.difference(outer).area
                assert over < 1e-9, f"areas.{ending}, {origin}: {over} deg² of the shorter limit lie outside the longer"
                assert inner.area < outer.area
        frame = frames[f"bands.{ending}", folder.name]
        for origin, rows in frame.groupby("id"):
            shapes = list(rows.sort_values("minutes").geometry)
            for i, a in enumerate(shapes):
                for b in shapes[i + 1 :]:
                    assert a.intersection(b).area < 1e-9, f"bands.{ending}, {origin}: rings overlap"
            cumulative = frames[f"areas.{ending}", folder.name]
            whole = cumulative[(cumulative.id == origin) & (cumulative.minutes == 15)].geometry.iloc[0]
            apart = have["shapely"].union_all(shapes).symmetric_difference(whole).area
            assert apart < 1e-9, f"bands.{ending}, {origin}: {apart} deg² between the rings and the whole"
    print("ok: areas lie in one another and rings beside one another")


def check_lines(frames, folder):
    """Stretches as features and as parts of one: as many, and as long."""
    streets, network = frames["streets.parquet", folder.name], frames["network.parquet", folder.name]
    for _, row in network.iterrows():
        own = streets[(streets.id == row.id) & (streets.minutes == row.minutes)]
        parts = list(row.geometry.geoms)
        assert len(own) == len(parts) == len(row.ways) == len(row.from_s) == len(row.to_s)
        assert abs(own.length_m.sum() - row.street_m) < 0.002 * len(own) + 1, f"{own.length_m.sum()}, {row.street_m}"
        assert own.to_s.max() <= row.minutes * 60 and own.from_s.max() <= row.minutes * 60
    print("ok: streets and network hold the same stretches")


def check_gdal(have, folder, code):
    gdal, count = have["pyogrio"], 0
    drivers = gdal.list_drivers()
    for file in spatial(folder):
        if file.suffix == ".parquet" and "Parquet" not in drivers:
            continue
        info = gdal.read_info(file)
        assert info["features"] > 0 or "gap_" in file.name, f"{file}: no features"
        assert str(system(file, code)) in str(info["crs"]), f"{file}: {info['crs']}"
        count += 1
    if "Parquet" not in drivers:
        print("skipped: Parquet by pyogrio, since GDAL comes without its driver")
    print(f"ok: {count} files by pyogrio")


def check_parquet(have, folder):
    count = 0
    for file in (f for f in spatial(folder) if f.suffix == ".parquet"):
        parquet = have["pyarrow.parquet"].ParquetFile(file)
        column = json.loads(parquet.metadata.metadata[b"geo"])["columns"]["geometry"]
        assert column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
        for row in parquet.read(["geometry", "bbox"]).to_pylist():
            box = tuple(row["bbox"][end] for end in ("xmin", "ymin", "xmax", "ymax"))
            bounds = have["shapely"].from_wkb(row["geometry"]).bounds
            assert box == bounds, f"{file}: {box}, not {bounds}"
        count += 1
    print(f"ok: bounds of {count} Parquet files by pyarrow")


def check_duckdb(have, folder, frames):
    connection, count = have["duckdb"].connect(), 0
    for file in (f for f in spatial(folder) if f.suffix == ".parquet"):
        [(rows, west)] = connection.sql(f"select count(*), min(bbox.xmin) from read_parquet('{file}')").fetchall()
        assert rows == 0 or math.isfinite(west)
        if (file.name, file.parent.name) in frames:
            assert rows == len(frames[file.name, file.parent.name]), file
        count += 1
    [(people, homes)] = connection.sql(
        f"select sum(people), sum(homes) from read_parquet('{folder}/gaps/gap_areas.parquet') where rule = 'joint'"
    ).fetchall()
    [(own, number)] = connection.sql(
        f"select sum(people), count(*) from read_parquet('{folder}/gaps/residences.parquet') "
        "where verdict = 'not_covered'"
    ).fetchall()
    assert abs((people or 0) - (own or 0)) < 1e-3 and (homes or 0) == number, f"{people}, {own}; {homes}, {number}"
    for file in sorted(folder.rglob("*.csv")):
        connection.sql(f"select * from read_csv('{file}', header = true)").fetchall()
        count += 1
    print(f"ok: {count} files by duckdb; {people} people in gap areas")


def main():
    folder, code = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    have, frames = modules(), {}
    if "geopandas" in have and "shapely" in have:
        frames = check_frames(have, folder, code)
        check_nesting(have, frames, folder)
        check_lines(frames, folder)
    if "pyogrio" in have:
        check_gdal(have, folder, code)
    if "pyarrow.parquet" in have and "shapely" in have:
        check_parquet(have, folder)
    if "duckdb" in have:
        check_duckdb(have, folder, frames)


if __name__ == "__main__":
    main()
