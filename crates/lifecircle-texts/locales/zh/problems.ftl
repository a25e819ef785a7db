### 命令拒绝的输入，以及略去的地点。

init-exists = { $file } 已经存在：--force 覆盖，-o 另写一份
folder-missing = { $file }：所在文件夹不存在：请先建好，或另选一个文件夹
output-not-regular = { $file } 不是普通文件：请另起名称
layer-ending = { $file }：图层写成 .geojson、.parquet、.fgb 或 .csv：请让 -o 的文件名以其中之一结尾
geojson-crs-stdout = GeoJSON 只用 WGS 84（RFC 7946）：要用 { $crs }，请以 -o 写成 .parquet、.fgb 或 .csv 文件
geojson-crs-file = { $file }：GeoJSON 只用 WGS 84（RFC 7946）：要用 { $crs }，请写成 .parquet、.fgb 或 .csv
geojson-crs-format = GeoJSON 只用 WGS 84（RFC 7946）：要用 { $crs }，请在 --format 中加上 parquet、fgb 或 csv
qgis-format = QGIS 工程只能打开带图形的图层：请在 --format 中加上 geojson、parquet 或 fgb
format-unknown = `{ $format }` 不是可用的格式：请给 geojson、parquet、fgb 或 csv
layer-unknown = `{ $layer }` 不是可写的图层：可给的有 { $known }
matrix-ending = { $file }：矩阵写成 .parquet、.arrow 或 .csv：请让 -o 的文件名以其中之一结尾
picture-ending = { $file }：{ $option } 的文件名须以 .{ $ending } 结尾
picture-too-many = 一幅图至多显示 { $most } 个出发地，而现在有 { $count } 个：请减少，或去掉 --png、--svg 和 --pdf
picture-size = 应为 screen、a4、a3，或 400 到 8000 像素的宽和高，如 1200x900
picture-frame = 应为 people、all，或以度表示的 西,南,东,北
network-already = { $file } 已经是路网文件：请给建它所用的 .osm.pbf
network-over-extract = { $file } 会覆盖建网所用的数据文件：请用 -o 另起名称
threads-failed = 无法启动这些线程：请用 --threads 给少一些
synth-area = 无法绘制 { $km2 } 平方公里的城市；面积须在 { $least } 至 { $most } 平方公里之间
synth-encode = 城市的一个数据块无法编码（`{ $detail }`）

## 等时圈的出发地

no-origin = 没有出发地：请给 --from 经度,纬度、--from-file 文件 或 --all-homes
no-usable-origin = 没有可用的出发地{ $failures }
origin-failure = { $origin }：{ $why }
origin-row = { $file }，`{ $id }`
origin-shape = 请写成以度为单位的经度,纬度，如 --from 119.01,33.6
origin-number = { $name } 的 `{ $given }` 不是度数
origin-no-streets = 数据中没有道路
origin-swapped = 经度与纬度像是写反了：{ $meant } 在数据范围内；经度在前
origin-no-street-near = { $reach } 米内没有道路；最近的在 { $nearest } 米外（是在水中吗？或者加大 --max-snap）
origin-no-street-far = { $reach } 公里内没有道路
origin-outside = 在数据范围外 { $away } 公里处；数据覆盖经度 { $west } 至 { $east }，纬度 { $south } 至 { $north }
origin-homes = { $count } 处住宅在 { $reach } 米内没有道路（--max-snap）
origin-nothing-within = { $minutes } 分钟内什么也到不了；道路在 { $metres } 米外

## bench

bench-baseline-unreadable = { $file }：无法读取基线（{ $reason }）；路径对吗？
bench-baseline-not-json = { $file } 不是 JSON：请给 `lifecircle bench --json` 的输出
bench-baseline-foreign = { $file }：不是 `lifecircle bench --json` 以格式 { $format } 写的输出：请用本版本重做
bench-baseline-other-data = { $file }：来自另一份数据（{ $name }）：请用同一文件
bench-baseline-threads = { $file }：当时用 { $before } 个线程，这次用 { $now } 个：请给 --threads
bench-is-network = { $file }：是 `lifecircle network` 建成的路网文件，而 bench 也为读取计时：请给建它所用的 .osm.pbf
bench-unreadable = { $file }：无法读取（{ $reason }）；路径对吗？
scenario-diff-none = 没有给出情景：请用 --scenario 给出文件
sites-worst-needs-level = 目标 worst-area 需要区域：请用 --by 给出区域层级
