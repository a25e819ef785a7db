"""Opens layers with other people's readers and holds them to what was written.

    python foreign.py FOLDER

FOLDER holds layers `<shape>-<code>.<ending>` and grids `grid-<code>.csv`, as written by `it/foreign.rs`. Prints a line
for what was checked and for what was skipped, for want of which module; ends with an error where something differs.
"""

import csv
import importlib
import json
import math
import pathlib
import sys

ROWS = 40
ATTRIBUTION = "synthetic, “made up”"
MODULES = ["shapely", "pyproj", "pyarrow.parquet", "pyogrio", "geopandas", "duckdb"]
# CSV carries WKT or two columns, not a geometry that readers find by themselves.
SPATIAL = {".geojson", ".parquet", ".fgb"}
ENDS = ["xmin", "ymin", "xmax", "ymax"]


def modules():
    found = {}
    for name in MODULES:
        try:
            found[name] = importlib.import_module(name)
            version = getattr(sys.modules[name.split(".")[0]], "__version__", "?")
            print(f"reader: {name} {version}")
        except ImportError:
            print(f"skipped: every check by {name}, which is not installed")
    return found


def expected(i):
    """The values of row i; `it/foreign.rs` makes the same."""
    if i % 7 == 3:
        return dict.fromkeys(["id", "walk_s", "count", "met", "reasons", "walks"])
    return {
        "id": f"小区, \"{i}\"",
        "walk_s": i / 4,
        "count": i - 10,
        "met": i % 2 == 0,
        "reasons": [f"a{j}" for j in range(i % 3)],
        "walks": [j + 0.5 for j in range(i % 4)],
    }


def missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ in ("NAType", "NaTType")


def same(found, wanted, where):
    if wanted is None:
        assert missing(found), f"{where}: {found!r} where nothing was written"
        return
    if isinstance(wanted, list):
        found = json.loads(found) if isinstance(found, str) else list(found)
    assert found == wanted, f"{where}: {found!r}, not {wanted!r}"


def key(record):
    """The number of a row: FlatGeobuf is written in another order."""
    number = record["row"]
    return int(number)


def check_records(records, where):
    records = sorted(records, key=key)
    assert [key(r) for r in records] == list(range(ROWS)), f"{where}: rows {[key(r) for r in records]}"
    for i, record in enumerate(records):
        for name, wanted in expected(i).items():
            same(record[name], wanted, f"{where}, row {i}, {name}")


def check_geometries(shapely, shapes, shape, where):
    for i, geometry in enumerate(shapes):
        assert geometry.geom_type.lower() == shape, f"{where}: {geometry.geom_type}"
        assert geometry.is_valid, f"{where}, row {i}: {shapely.is_valid_reason(geometry)}"
        assert not geometry.is_empty, f"{where}, row {i}"
        for part in getattr(geometry, "geoms", [geometry]):
            if part.geom_type == "Polygon":
                assert part.exterior.is_ccw, f"{where}, row {i}: the exterior is clockwise"
                assert not any(hole.is_ccw for hole in part.interiors), f"{where}, row {i}: a hole is anticlockwise"


def check_geopandas(have, file, shape, code):
    frame = have["geopandas"].read_parquet(file) if file.suffix == ".parquet" else have["geopandas"].read_file(file)
    assert frame.crs is not None and frame.crs.to_epsg(min_confidence=100) == code or (
        code == 4326 and frame.crs.to_authority() == ("OGC", "CRS84")
    ), f"{file.name}: {frame.crs.to_authority()}"
    frame = frame.sort_values("row", key=lambda column: column.astype(int))
    check_records(frame.to_dict("records"), file.name)
    check_geometries(have["shapely"], frame.geometry, shape, file.name)
    if file.suffix == ".parquet":
        west, south, east, north = frame.total_bounds
        box = (west, south, (west + east) / 2, (south + north) / 2)
        some = have["geopandas"].read_parquet(file, bbox=box)
        inside = frame[frame.intersects(have["shapely"].box(*box))]
        assert 0 < len(inside) <= len(some) < ROWS, f"{file.name}: {len(some)} rows by their bounds, {len(inside)} inside"
    return list(frame.geometry)


def check_gdal(have, file, shape, code):
    gdal = have["pyogrio"]
    if file.suffix == ".parquet" and "Parquet" not in gdal.list_drivers():
        return "GDAL comes without its Parquet driver"
    info = gdal.read_info(file)
    assert info["features"] == ROWS, f"{file.name}: {info['features']} features"
    assert info["geometry_type"].replace(" ", "").lower() == shape, f"{file.name}: {info['geometry_type']}"
    assert str(code) in str(info["crs"]), f"{file.name}: {info['crs']}"
    if file.suffix == ".fgb":
        assert ATTRIBUTION in str(info["layer_metadata"]) + str(info["dataset_metadata"]), f"{file.name}: {info}"
        assert info["capabilities"]["fast_spatial_filter"], f"{file.name} has no spatial index"
        west, south, east, north = info["total_bounds"]
        # A quarter of the whole, by the index and by reading all.
        box = (west, south, (west + east) / 2, (south + north) / 2)
        _, _, some, _ = gdal.raw.read(file, bbox=box)
        _, _, whole, _ = gdal.raw.read(file)
        inside = have["shapely"].box(*box) if "shapely" in have else None
        if inside is not None:
            hits = [g for g in have["shapely"].from_wkb(whole) if g.intersects(inside)]
            assert 0 < len(hits) < ROWS and len(some) == len(hits), f"{file.name}: {len(some)} by index, {len(hits)}"
    return None


def check_parquet(have, file, shape, code):
    parquet = have["pyarrow.parquet"].ParquetFile(file)
    meta = {k.decode(): v.decode() for k, v in parquet.metadata.metadata.items()}
    geo = json.loads(meta["geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0" and column["encoding"] == "WKB" and meta["attribution"] == ATTRIBUTION
    assert [t.lower() for t in column["geometry_types"]] == [shape], column["geometry_types"]
    assert column["orientation"] == "counterclockwise"
    assert column["covering"]["bbox"] == {end: ["bbox", end] for end in ENDS}
    rows = parquet.read().to_pylist()
    check_records(rows, f"{file.name} by pyarrow")
    whole = [math.inf, math.inf, -math.inf, -math.inf]
    for row in rows:
        box = [row["bbox"][end] for end in ENDS]
        whole = [min(whole[0], box[0]), min(whole[1], box[1]), max(whole[2], box[2]), max(whole[3], box[3])]
        if "shapely" in have:
            bounds = have["shapely"].from_wkb(row["geometry"]).bounds
            assert tuple(box) == bounds, f"{file.name}: {box}, not {bounds}"
    assert column["bbox"] == whole, f"{file.name}: {column['bbox']}, not {whole}"
    assert ("crs" in column) == (code != 4326)
    if "crs" in column and "pyproj" in have:
        CRS = have["pyproj"].CRS
        ours, published = CRS.from_json_dict(column["crs"]), CRS.from_epsg(code)
        assert ours.to_epsg(min_confidence=100) == code and ours == published, f"{file.name}: {ours}"
        bare = {k: v for k, v in column["crs"].items() if k != "id"}
        assert CRS.from_json_dict(bare).equals(published), f"{file.name}: differs but for its number"


def check_duckdb(have, file):
    connection = have["duckdb"].connect()
    query = f"select * exclude (geometry, bbox), bbox.xmin as west from read_parquet('{file}') order by row"
    cursor = connection.sql(query)
    records = [dict(zip(cursor.columns, row)) for row in cursor.fetchall()]
    check_records(records, f"{file.name} by duckdb")
    assert all(math.isfinite(record["west"]) for record in records)


def check_duckdb_spatial(have, files):
    connection = have["duckdb"].connect()
    try:
        connection.sql("load spatial")
    except Exception:
        return "skipped: duckdb's geometries; its spatial extension is not installed"
    for file in files:
        found = connection.sql(f"select count(*) from read_parquet('{file}') where st_isvalid(geometry)").fetchone()
        assert found == (ROWS,), f"{file.name}: {found}"
    return f"ok: geometries of {len(files)} Parquet files by duckdb's spatial extension"


def check_csv(have, file, shape):
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), f"{file.name} has no byte order mark"
    shapes = []
    records = []
    for record in csv.DictReader(raw.decode("utf-8-sig").splitlines(keepends=True)):
        point = [record.get(a) or record.get(b) for a, b in (("lon", "x"), ("lat", "y"))]
        text = record.get("wkt") or f"POINT ({' '.join(point)})"
        if "shapely" in have:
            shapes.append(have["shapely"].from_wkt(text))
        empty = {name: None if value == "" else value for name, value in record.items()}
        for name, read in (("walk_s", float), ("count", int), ("met", lambda t: t == "true")):
            empty[name] = None if empty[name] is None else read(empty[name])
        for name, read in (("reasons", str), ("walks", float)):
            # An empty list and a missing one are both an empty field.
            wanted = expected(int(record["row"]))[name]
            items = [read(item) for item in (empty[name] or "").split(";") if item]
            empty[name] = None if wanted is None and not items else items
        records.append(empty)
    check_records(records, file.name)
    if shapes:
        check_geometries(have["shapely"], shapes, shape, file.name)
    return shapes


def check_empty(have, folder):
    for file in sorted(folder.glob("empty.*")):
        if file.suffix in SPATIAL and "geopandas" in have:
            read = have["geopandas"].read_parquet if file.suffix == ".parquet" else have["geopandas"].read_file
            frame = read(file)
            assert len(frame) == 0 and "id" in frame.columns or file.suffix == ".geojson", f"{file.name}: {frame}"
    if "geopandas" in have:
        print("ok: layers without rows by geopandas")


def check_grids(have, folder):
    CRS, Transformer = have["pyproj"].CRS, have["pyproj"].Transformer
    worst = 0.0
    files = sorted(folder.glob("grid-*.csv"))
    assert files, "no grids"
    places = 0
    for file in files:
        code = int(file.stem.split("-")[1])
        target = CRS.from_epsg(code)
        source = CRS.from_epsg(4490 if target.geodetic_crs.to_epsg() == 4490 else 4326)
        transformer = Transformer.from_crs(source, target, always_xy=True)
        for row in csv.DictReader(file.open(encoding="utf-8-sig")):
            x, y = transformer.transform(float(row["at_lon"]), float(row["at_lat"]))
            found = [float(row.get("x") or row["lon"]), float(row.get("y") or row["lat"])]
            off = max(abs(found[0] - x), abs(found[1] - y))
            places += 1
            # A millimetre; half of the last of seven decimals in degrees.
            most = 0.001 if target.is_projected else 5.1e-8
            assert off <= most, f"EPSG:{code}: {row['at_lon']}, {row['at_lat']} is {x}, {y}, not {found}"
            worst = max(worst, off if target.is_projected else 0)
    print(f"ok: {places} places in {len(files)} systems as by pyproj, {worst * 1000:.2f} mm apart at most")


def check_layers(have, folder):
    count = dict.fromkeys(["csv", *have], 0)
    skipped = set()
    parquets = []
    for file in sorted(folder.iterdir()):
        if file.stem.startswith(("grid-", "empty")):
            continue
        shape, code = file.stem.split("-")
        code = int(code)
        if file.suffix == ".csv":
            check_csv(have, file, shape)
            count["csv"] += 1
            continue
        if "geopandas" in have:
            count["geopandas"] += 1
            shapes = check_geopandas(have, file, shape, code)
            other = check_csv(have, file.with_suffix(".csv"), shape)
            assert all(a.equals_exact(b) for a, b in zip(shapes, other, strict=True)), f"{file.name}: not as in CSV"
        if "pyogrio" in have:
            why = check_gdal(have, file, shape, code)
            count["pyogrio"] += why is None
            skipped.add(why)
        if file.suffix == ".parquet":
            parquets.append(file)
            if "pyarrow.parquet" in have:
                check_parquet(have, file, shape, code)
                count["pyarrow.parquet"] += 1
            if "duckdb" in have:
                check_duckdb(have, file)
                count["duckdb"] += 1
    for why in sorted(skipped - {None}):
        print(f"skipped: Parquet by pyogrio, since {why}")
    if "duckdb" in have:
        print(check_duckdb_spatial(have, parquets))
    for reader, files in count.items():
        if files:
            print(f"ok: {files} files by {reader}")


def main():
    folder = pathlib.Path(sys.argv[1])
    have = modules()
    check_layers(have, folder)
    check_empty(have, folder)
    if "pyproj" in have:
        check_grids(have, folder)


if __name__ == "__main__":
    main()
