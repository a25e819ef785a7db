### 用命令选项解决错误的办法：`hint-` 加错误代码。

hint-area-resolution = 该选项是 --resolution
hint-area-cap = --off-street 的米数不能小于 --resolution，或用更细的 --resolution
hint-area-memory = 请用 --resolution { $coarser } 或更粗
hint-layer-geojson-crs = 请去掉 --crs，或让文件名以 .parquet、.fgb 或 .csv 结尾
hint-layer-outside = 请用 --crs { $fits }，或去掉 --crs
hint-write-folder = 请用 -o 另选文件夹
hint-draw-no-font = --font 可指定字体文件，--svg 不需要本机字体，--lang en 不需要中文字体
hint-draw-renderer = 请用 --svg
hint-input-element-id = 加上 --replace 就只用您的名单，编号不限
hint-input-no-rows = 表格须有一行列名，其下每处地点一行
hint-input-network = 用 `lifecircle network FILE.osm.pbf -o NEW.lcn` 建网
hint-other-tables = 用 `{ $command }` 重新建网
hint-misfits = { $asked } 与之不符：建网时用的是 { $made_with }；用 `{ $command }` 可建一个相符的，或直接给 .osm.pbf
hint-no-options = 默认选项
hint-crossing-delay-above = 大于 0 的 --crossing-delay
hint-undeclared = 请写在文件名之后：{ $list }@gcj02（高德、腾讯）、@bd09（百度）、@wgs84、@cgcs2000 或 @EPSG:4547
hint-extent-elsewhere = 该范围由 --extent 给出
hint-no-rule = --only 之后是规则编号
hint-no-pack = 用 `lifecircle rules list` 查看全部
hint-scenario-legs = 不用 --legs around
hint-levels-of-network = 用 --boundaries 给出边界文件，或直接检查原始数据
hint-no-levels = 用 --boundaries 给出边界文件
hint-sites-too-few = 用 --count 少选几处，或用 --candidates 给出更多候选点
hint-sites-no-site = --count 至少为 1
hint-sites-budget = 提高 --budget，或不加此项
hint-sites-no-areas = 用 --boundaries 给出边界文件
hint-sites-none-reaches = 请给出离缺少该设施的住宅更近的候选点：`lifecircle gaps` 会指出这些住宅在哪里
hint-sites-no-buildings = 请直接给出数据文件（.osm.pbf），或用 --candidates 给出一张地点表
hint-sites-no-ground = 请用 --by 给出区域层级
hint-sites-no-part = --weight 须为 --boundaries 中的区域或 --strata 中的分层，写名称或编号
hint-sites-part-twice = 请写成 --weight 层级:名称=系数
hint-sites-repeated = 请给 --candidates 中每一行不同的编号
hint-no-home = { $example ->
    [none] 编号见 residences.geojson
   *[other] 编号见 residences.geojson，例如 { $example }
}
hint-rules = 可与 `lifecircle rules show huaian-2023` 的输出对照
hint-counted-beyond = 请直接给 { $origin } 并同时给范围与人口；或用不带范围的路网（`lifecircle network { $origin } -o NEW.lcn`）再给范围；仅有该范围的人口总数时，可在此分摊

hint-no-surroundings = 请直接给 .osm.pbf
hint-doubt-at-time = 不用 --at 或不用 --doubt
hint-no-address = 编号见 residences.geojson；--home 也可用坐标 lon,lat
hint-several-homes = 请在 --home 中给出所指住宅的编号，或更完整的地址
hint-addresses-not-kept = 按地址查找请用 { $extract } 本身；也可给出 residences.geojson 中的编号或坐标 lon,lat
