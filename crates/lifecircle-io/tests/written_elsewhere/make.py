"""Writes small lists and rasters with other people's programs; README.md says how it is run.

Lists hold the shops and homes below, rasters the people of `people_at`; `rasters.json` says where the cells of those
in metres lie, by PROJ's own reckoning. The tests in `../it/elsewhere.rs` know the same values.
"""

import json
import warnings
from pathlib import Path

import geopandas
import numpy
import openpyxl
import pyproj
import rasterio
import rasterio.shutil
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P
from rasterio.transform import Affine
from shapely.geometry import MultiPolygon, Point, box

HERE = Path(__file__).parent

SHOPS = [
    ("1", "好又多超市", "supermarket", 119.01, 33.5),
    ("2", '北,"南"\n店', "convenience", 119.0212345, 33.51),
    ("3", "=cmd()", "market", 119.03, 33.52),
    ("0004", "Ａ店🏪", "market;supermarket", 119.04, 33.53),
]
HOMES = [("a", 12.5, 119.01, 33.5), ("东 2", 1200, 119.02, 33.51), ("c", 0, 119.03, 33.52)]
NAMES = ["编号", "名称", "业态", "经度", "纬度"]


def cell(value):
    """Ids of digits alone are numbers, as people type them; `0004` is text."""
    return int(value) if isinstance(value, str) and value in ("1", "2", "3") else value


def xls():
    """A sheet of notes, then one with a merged title and names that are merged downwards."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("说明").write(0, 0, "由商务局填报")
    sheet = book.add_sheet("网点")
    sheet.write_merge(0, 0, 0, 4, "网点底数")
    for column, name in enumerate(NAMES[:3]):
        sheet.write_merge(1, 2, column, column, name)
    sheet.write_merge(1, 1, 3, 4, "坐标")
    sheet.write(2, 3, "经度")
    sheet.write(2, 4, "纬度")
    for row, shop in enumerate(SHOPS, 3):
        for column, value in enumerate(shop):
            sheet.write(row, column, cell(value))
    book.save(HERE / "shops.xls")


def xlsx():
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active["A1"] = "由商务局填报"
    sheet = book.create_sheet("网点")
    sheet.append(["网点底数"])
    sheet.merge_cells("A1:E1")
    sheet.append([*NAMES[:3], "坐标", None])
    sheet.append([None, None, None, "经度", "纬度"])
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("D2:E2")
    for row, shop in enumerate(SHOPS, 4):
        for column, value in enumerate(shop, 1):
            there = sheet.cell(row, column)
            there.value = cell(value)
            if value == "=cmd()":
                there.data_type = "s"
    book.save(HERE / "shops.xlsx")


def formulas():
    """Cells that are computed, with what came out of them."""
    book = xlsxwriter.Workbook(HERE / "formulas.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["id", "people", "lon", "lat"])
    for row, (name, people, lon, lat) in enumerate(HOMES, 1):
        sheet.write_formula(row, 0, f'=CONCATENATE("{name}","")', None, name)
        sheet.write_formula(row, 1, f"={people}*2/2", None, people)
        sheet.write_formula(row, 2, f"=119+{lon}-119", None, lon)
        sheet.write_number(row, 3, lat)
    book.close()


def ods():
    document = OpenDocumentSpreadsheet()
    table = Table(name="网点")
    document.spreadsheet.addElement(table)

    def add(cells):
        row = TableRow()
        for value, more in cells:
            if value is None:
                row.addElement(CoveredTableCell())
                continue
            if isinstance(value, (int, float)):
                made = TableCell(valuetype="float", value=value, **more)
            else:
                made = TableCell(valuetype="string", **more)
            for line in str(value).split("\n"):
                made.addElement(P(text=line))
            row.addElement(made)
        row.addElement(TableCell(numbercolumnsrepeated=1019))
        table.addElement(row)

    add([("网点底数", {"numbercolumnsspanned": 5}), *[(None, {})] * 4])
    add([(name, {"numberrowsspanned": 2}) for name in NAMES[:3]] + [("坐标", {"numbercolumnsspanned": 2}), (None, {})])
    add([(None, {})] * 3 + [("经度", {}), ("纬度", {})])
    for shop in SHOPS:
        add([(cell(value), {}) for value in shop])
    rest = TableRow(numberrowsrepeated=1048569)
    rest.addElement(TableCell(numbercolumnsrepeated=1024))
    table.addElement(rest)
    document.save(HERE / "shops.ods")


def layers():
    shops = geopandas.GeoDataFrame(
        [shop[:3] for shop in SHOPS],
        columns=["id", "name", "category"],
        geometry=[Point(lon, lat) for *_, lon, lat in SHOPS],
        crs="EPSG:4326",
    )
    outlines = [box(lon, lat, lon + 1e-4, lat + 1e-4) for *_, lon, lat in HOMES]
    outlines[1] = MultiPolygon([outlines[1], box(119.03, 33.51, 119.0301, 33.5101)])
    homes = geopandas.GeoDataFrame(
        [home[:2] for home in HOMES], columns=["id", "people"], geometry=outlines, crs="EPSG:4326"
    )
    native = {"schema_version": "1.1.0", "geometry_encoding": "geoarrow"}
    shops.to_parquet(HERE / "shops_wkb.parquet", schema_version="1.0.0")
    shops.to_parquet(HERE / "shops_bbox.parquet", schema_version="1.1.0", write_covering_bbox=True, compression=None)
    shops.to_parquet(HERE / "shops_native.parquet", **native)
    shops.to_crs("EPSG:32650").to_parquet(HERE / "shops_utm.parquet")
    homes.to_parquet(HERE / "homes_wkb.parquet")
    homes.to_parquet(HERE / "homes_native.parquet", **native)
    homes.iloc[[0, 2]].to_parquet(HERE / "homes_polygons.parquet", **native)
    shops.to_parquet(HERE / "shops_zstd.parquet", compression="zstd")
    shops.to_file(HERE / "shops.fgb", engine="pyogrio")
    shops.to_crs("EPSG:32650").to_file(HERE / "shops_utm.fgb", engine="pyogrio", SPATIAL_INDEX="NO")
    homes.to_file(HERE / "homes.fgb", engine="pyogrio")
    shops.to_file(HERE / "shops.geojson", engine="pyogrio", RFC7946="YES")
    shops.to_file(HERE / "shops_wkt.csv", engine="pyogrio", driver="CSV", GEOMETRY="AS_WKT", SEPARATOR="SEMICOLON")
    homes.to_file(HERE / "homes_wkt.csv", engine="pyogrio", driver="CSV", GEOMETRY="AS_WKT")


WIDTH, HEIGHT = 20, 18


def people_at(columns, rows):
    """People of every cell, in thousandths that no two cells share; the second of the second row has none."""
    values = numpy.arange(rows * columns, dtype="float64").reshape(rows, columns)
    return values


def raster(name, dtype, crs="EPSG:4326", nodata=None, size=(WIDTH, HEIGHT), transform=None, point=False, **how):
    columns, rows = size
    values = people_at(columns, rows)
    if dtype.startswith("float"):
        values = values + 0.25
    if nodata is not None:
        values[1, 1] = nodata
    transform = transform or Affine(0.01, 0, 119.0, 0, -0.01, 34.0)
    path = HERE / f"{name}.tif"
    profile = {"driver": "GTiff", "width": columns, "height": rows, "count": 1, "dtype": dtype, "crs": crs}
    with rasterio.open(path, "w", transform=transform, nodata=nodata, **profile, **how) as out:
        if point:
            out.update_tags(AREA_OR_POINT="Point")
        out.write(values.astype(dtype), 1)
    return path


def rasters():
    tiled = {"tiled": True, "blockxsize": 16, "blockysize": 16}
    raster("strips_plain_f32", "float32", nodata=-99999.0)
    raster("strips_deflate2_f32", "float32", nodata=-99999.0, compress="deflate", predictor=2)
    raster("strips_deflate3_f32", "float32", nodata=-3.4e38, compress="deflate", predictor=3)
    raster("strips_packbits_u8", "uint8", size=(12, 12), compress="packbits")
    raster("tiles_lzw2_u16", "uint16", nodata=65535, compress="lzw", predictor=2, **tiled)
    raster("tiles_lzw_i16", "int16", nodata=-1, compress="lzw", **tiled)
    raster("tiles_lzw3_f64", "float64", nodata=-200.0, compress="lzw", predictor=3, **tiled)
    raster("tiles_deflate3_f32", "float32", nodata=1e20, compress="deflate", predictor=3, **tiled)
    raster("tiles_deflate2_i32", "int32", compress="deflate", predictor=2, **tiled)
    raster("tiles_zstd_f32", "float32", compress="zstd", **tiled)
    raster("big_tiff_u32", "uint32", BIGTIFF="YES")
    raster("big_endian_f32", "float32", ENDIANNESS="BIG")
    raster("points_f32", "float32", point=True)
    raster("int64", "int64", nodata=-1, compress="deflate", predictor=2)
    metres = {}
    corner = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32650", always_xy=True).transform(119.0, 34.0)
    metres["utm"] = ("EPSG:32650", Affine(100, 0, corner[0], 0, -100, corner[1]))
    corner = pyproj.Transformer.from_crs("EPSG:4326", "ESRI:54009", always_xy=True).transform(119.0, 34.0)
    metres["mollweide"] = ("ESRI:54009", Affine(1000, 0, corner[0], 0, -1000, corner[1]))
    truth = {}
    for name, (crs, transform) in metres.items():
        raster(name, "float32", crs=crs, size=(6, 5), transform=transform, compress="deflate")
        to_degrees = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
        centres = [transform * (c + 0.5, r + 0.5) for r in range(5) for c in range(6)]
        truth[name] = [[round(degrees, 7) for degrees in to_degrees.transform(*centre)] for centre in centres]
    # Tiles that nobody wrote are not in the file, as in rasters of countries with much sea.
    path = HERE / "sparse_f32.tif"
    profile = {"driver": "GTiff", "width": 48, "height": 16, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with rasterio.open(
        path, "w", transform=Affine(0.01, 0, 119.0, 0, -0.01, 34.0), SPARSE_OK="TRUE", compress="deflate", **tiled, **profile
    ) as out:
        ones = numpy.full((16, 16), 7.5, dtype="float32")
        out.write(ones, 1, window=rasterio.windows.Window(16, 0, 16, 16))
    # A cloud-optimised one: smaller copies stand before the raster itself.
    path = raster("cog_source", "float32")
    with rasterio.open(path) as source:
        rasterio.shutil.copy(source, HERE / "cog_f32.tif", driver="COG", BLOCKSIZE=128, OVERVIEWS="NONE", COMPRESS="DEFLATE")
    path.unlink()
    (HERE / "rasters.json").write_text(json.dumps(truth, indent=None) + "\n")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    for old in {path for path in HERE.iterdir() if path.suffix not in (".py", ".md")}:
        old.unlink()
    for make in (xls, xlsx, formulas, ods, layers, rasters):
        make()
