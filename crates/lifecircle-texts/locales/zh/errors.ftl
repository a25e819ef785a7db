### 库中各类错误的中文。英文写在各错误类型自身的 Display 里。

## 操作系统给出的原因

system-not-found = 没有这个文件或文件夹
system-permission-denied = 没有权限
system-storage-full = 磁盘已满
system-read-only = 文件系统只读
system-is-a-folder = 该处是一个文件夹
system-not-a-folder = 路径中有一段不是文件夹
system-already-exists = 已经存在
system-invalid-name = 名称不可用
system-ends-early = 内容提前结束
system-number = 操作系统错误，编号 { $number }
system-other = 读写失败

## 读取 OpenStreetMap 数据文件

read-io = 读取第 { $offset } 字节时失败（{ $reason }）
read-empty = 文件是空的：请重新下载数据
read-not-pbf = 不是 OpenStreetMap 的 .osm.pbf 文件（{ $what }）：.osm XML 等格式可用 `osmium cat in.osm -o out.osm.pbf` 转换
read-truncated = 文件到第 { $length } 字节就结束了，而从第 { $offset } 字节开始的数据块还没有完：文件不完整，请重新下载
read-damaged = 第 { $offset } 字节处的数据块已损坏：{ $what }；请重新下载数据
read-unsupported = 第 { $offset } 字节处的数据块需要{ $what }，本程序不支持：请用 `osmium cat in.osm.pbf -o out.osm.pbf` 转换文件
read-too-large = 文件中的{ $what }超过 40 亿：请用 `osmium extract` 裁出较小的范围
read-repeated = { $element } 在文件中出现不止一次：文件由几个文件拼接而成，或含历史版本；请用 `osmium merge` 合并，或用 `osmium time-filter` 取某一时刻的状态
read-no-nodes = 文件中没有节点，因此一切都没有位置：请以完整路径的方式裁取数据（`osmium extract --strategy=complete_ways`）
read-cancelled = 已停止

damage-too-short = 不足 4 个字节
damage-no-block-header = 开头的字节不是数据块头
damage-block-header = 数据块头无法解码
damage-no-header = 没有 OSMHeader 块
damage-header-not-first = 第一个数据块不是文件头
damage-second-header = 又出现一个文件头，文件像是由几个文件拼接而成，请用 `osmium merge` 合并
damage-header = 文件头无法解码
damage-undecodable = 无法解码
damage-long-block = 数据块长 { $bytes } 字节（格式只允许 32 MiB）
damage-long-content = 数据块自称含 { $bytes } 字节（格式只允许 32 MiB）
damage-inflating = { $packed } 字节竟要解压成 { $bytes } 字节，地图数据不会如此
damage-zlib = zlib 压缩数据已损坏
damage-zlib-length = 解压后的长度并不是它自称的 { $bytes } 字节
damage-off-earth = 节点 { $id } 的坐标不在地球上
damage-node-columns = 各列节点数据的长度不一致
damage-member-columns = 关系 { $id } 的各列成员数据长度不一致
damage-no-text = 引用了第 { $index } 个字符串，而一共只有 { $count } 个
damage-not-utf8 = 第 { $index } 个字符串不是 UTF-8
damage-tag-columns = 某个元素的键与值数目不等
damage-cut-tags = 某个节点的标签不完整

unsupported-feature = 文件头要求的特性 `{ $name }`
unsupported-compression = zlib 以外的压缩方式

counted-nodes = 节点
counted-way-nodes = 路径节点
counted-name-bytes = 名称总字节数

## 选项中的量

speed = `{ $given }` 不是步行速度：请写成 1.25m/s 或 4.5km/h，范围 0.1 至 5 m/s
area-resolution = 无法用 { $resolution } 米的分辨率绘制：请给 0.05 至 1000 之间的米数
area-cap = 离路步行最远 { $cap } 米，小于 { $resolution } 米的分辨率：请至少取与分辨率相等的距离，或用更细的分辨率
area-memory = 此处用 { $resolution } 米的分辨率过细：一幅 { $width } × { $height } 节点的栅格需要 { $needed } MB 内存，而上限是 { $allowed } MB；{ $coarser } 米或更粗的分辨率可行
area-cancelled = 已停止
crs = 这里没有坐标系 `{ $given }`；可用的有 EPSG:4326（WGS 84）、32601-32660 与 32701-32760（WGS 84 的北、南半球 UTM 分带）、3857（网络地图）、4490（CGCS2000），以及 CGCS2000 的高斯－克吕格分带：4534-4554（3 度带，中央经线 75 至 135 度）、4513-4533（同前，东坐标含带号）、4502-4512 与 4491-4501（6 度带）

## TOML 文件、规则包与类别表

toml-missing = 第 { $line } 行：缺少字段 `{ $field }`
toml-misspelt = 第 { $line } 行第 { $column } 列：没有 `{ $field }` 这个字段，是不是 `{ $nearest }`？可用的有 { $known }
toml-unknown = 第 { $line } 行第 { $column } 列：没有 `{ $field }` 这个字段，可用的有 { $known }
toml-syntax = 第 { $line } 行第 { $column } 列：不合 TOML 语法，或值的类型不对
rules-syntax = { $fault }
rules-empty = 其中没有 [[rule]]
rules-bad-id = 规则编号 `{ $rule }`：只能用小写字母、数字和 _，并以字母开头
rules-repeated = 规则 `{ $rule }` 定义了两次
rules-unknown-category = 规则 `{ $rule }`：没有类别 `{ $category }`；类别表中有 `{ $known }`
rules-bad-limit = 规则 `{ $rule }`：`minutes`（至多 120）与 `metres`（至多 20000）请只给其一，且大于 0
rules-bad-number = 规则 `{ $rule }`：`min_count` 须为 1 至 100，`weight` 须不小于 0
rules-no-category = 规则 `{ $rule }`：`categories` 是空的
hours-empty = 没有营业时间：内容是空的
hours-too-long = 营业时间长达 { $chars } 个字符：最多读 { $most } 个
hours-syntax = `{ $text }` 不是营业时间：请写成 `Mo-Fr 08:00-18:00; Sa 09:00-12:00`、`24/7` 或 `周一至周五 9:00-18:00`
hours-country = 没有国家 `{ $country }` 的节假日：请用两个字母，如 `CN`、`ES`
moment-shape = `{ $text }` 不是时刻：请写星期或日期，再写钟点，如 `周二 22:00`、`2026-10-01 09:00`
moment-no-day = 没有 `{ $day }` 这一天：可写周一至周日，或日期如 2026-10-01
moment-no-date = 没有 { $date } 这一天：{ $month } 只有 { $days } 天
moment-no-month = 没有 { $date } 这一天：月份为 01 至 12
moment-no-year = { $date }：年份为 { $first } 至 { $last }
moment-no-time = 没有 `{ $time }` 这一钟点：可为 00:00 至 23:59
hours = { $what }
hours-category = 营业时间中的业态 `{ $id }` 不存在；可用的有：{ $known }
table-syntax = { $list }：{ $fault }
table-too-many = 有 { $count } 个类别：至多 128 个
table-repeated = { $list }，第 { $line } 行：类别 `{ $category }` 定义了两次
table-unknown = { $list }，第 { $line } 行：`{ $category }` 不是本表中任何类别的编号
table-no-name = { $list }，第 { $line } 行：类别 `{ $category }` 是新的，须写明 `{ $field }`
table-bad-code = { $list }，第 { $line } 行：类别 `{ $category }` 的编码 `{ $code }` 不是两至六位数字
table-no-source = { $list }，第 { $line } 行：类别 `{ $category }` 的来源 `{ $source }` 不在本表的来源之列
category-not-asked = 属于{ $zh }（{ $category }），所用的类别表中没有
category-outside = 类型 `{ $given }` 不属于任何业态
category-near = 没有类别 `{ $given }`；是不是{ $near_zh }？
category-unknown = 没有类别 `{ $given }`；类别表中有{ $known_zh }（{ $known }）
category-missing = 类别（category）为空

## 用户自己的文件

file = { $file }：{ $what }
file-at = { $file }，{ $place }：{ $what }
place-whole = 整个文件
place-line = 第 { $number } 行
place-feature = 第 { $number } 个要素
place-sheet-row = 工作表 `{ $sheet }` 第 { $row } 行
place-row = 第 { $number } 行
place-section = 数据段 `{ $name }`
place-section-table = 数据段目录
input-unreadable = 无法读取（{ $reason }）
input-folder = 是文件夹，不是文件
input-not-regular = 是设备或管道：请先存成文件
input-too-large = 超过 1 GiB：不会是一座城市的名单
input-not-utf8 = 不是 UTF-8 编码：请另存为 UTF-8（在 Excel 中选“CSV UTF-8”）
input-foreign = 是{ $kind }
foreign-geopackage = { " " }GeoPackage：请把图层导出为 GeoJSON 或 CSV
foreign-sqlite = { " " }SQLite 数据库：请把图层导出为 GeoJSON 或 CSV
foreign-arrow = { " " }Arrow 文件：请把图层导出为 GeoJSON 或 CSV
foreign-shapefile = { " " }shapefile 的一部分：请把图层导出为 GeoJSON 或 CSV
foreign-dbase = { " " }dBASE 表（DBF），多为 shapefile 的一部分：请把图层导出为 GeoJSON 或 CSV
foreign-extract = { " " }OpenStreetMap 数据文件（PBF）：请把它作为城市给出，此处要的是地点的表格
foreign-network = { " " }lifecircle 的路网文件：请把它作为城市给出，此处要的是地点的表格
foreign-xlsb = 二进制格式的 Excel 工作簿（XLSB）：请另存为 XLSX
foreign-xml-sheet = { " " }Excel 2003 的 XML 电子表格：请另存为 XLSX
foreign-encrypted = 有密码保护：请去掉密码后再存
foreign-html = 网页（HTML），不论文件名以什么结尾：请用电子表格打开，另存为 XLSX 或 CSV
foreign-kml = { " " }KML 文件：请把图层导出为 GeoJSON 或 CSV
foreign-xml = { " " }XML 文件：请把表格导出为 CSV、XLSX 或 GeoJSON
foreign-word = { " " }Word 文档：请把其中的表格放进电子表格
foreign-office = 办公软件的文档，但不是电子表格：请给 XLSX、CSV 或 GeoJSON 的表格
foreign-archive = 压缩包：请先解压
foreign-pdf = { " " }PDF 文档：请给 XLSX、CSV 或 GeoJSON 的表格
foreign-picture = 图片：请给 XLSX、CSV 或 GeoJSON 的表格
foreign-program = 程序：请给 XLSX、CSV 或 GeoJSON 的表格
foreign-table = 表格（{ $kind }），而此处要的是文本
foreign-gzip = { " " }gzip 压缩的文件：请先解压
table-foreign = 是{ $kind }
table-damaged = 是损坏的 { $kind } 文件
table-unknown-encoding = 没有编码 `{ $given }`：请给 utf-8、gb18030、utf-16le、big5 等网页通用的编码名
table-undecodable = 不是 { $encoding } 编码的文本
table-mixed-encodings = 是 { $other } 编码，而其余各行是 { $most }：请把整个文件存成同一种编码
table-no-sheet = 没有工作表 `{ $given }`；文件中有：{ $sheets }
table-which-sheet = 要用哪个工作表？文件中有：{ $sheets }
table-inflates = 解压后超过 { $mib } MiB：不会是一张表
table-columns = 有 { $found } 列，超过一张工作表最多的 { $limit } 列
table-long-cell = 有一个单元格超过 { $limit } 字节：是否缺了引号，或者这根本不是表格？
table-cells = 单元格超过 { $limit } 个：请拆成几张表
table-open-quote = 有一个引号没有闭合：其后的内容无法分清
table-not-json = 不是有效的 JSON
table-no-records = 是 JSON，但不是要素或记录的列表
table-codec = 以 { $codec } 压缩：请改用 snappy 或不压缩
table-no-rows = 没有任何一行数据
table-no-header = 没有第 { $row } 行可作列名
table-role-twice = `{ $first }` 和 `{ $second }` 两列都可能是 { $role }：请指明用哪一列
table-no-such-column = 没有 { $holds } 所指定的 `{ $column }` 列；现有各列：{ $found }
table-cancelled = 已取消
row-field-count = 有 { $found } 个字段，而首行有 { $expected } 个
row-geometry = 几何无法读取
row-not-a-feature = 不是要素
input-table = { $what }
input-row = { $what }
input-cell-error = { $column } 列显示的是 `{ $given }`
input-same-as = 与{ $first }完全相同
input-id-of = 编号 `{ $id }` 与{ $first }相同，已用那一行
input-swapped-columns = `{ $lon }` 和 `{ $lat }` 两列写反了：每一行的经度处都是纬度
input-rejects = { $first }（{ $rows } 行中有 { $rejects } 行不能用，超过 { $most } %）
input-people = { $column } 列的 `{ $given }` 不是人数
input-households = { $column } 列的 `{ $given }` 不是户数
input-no-name = 没有名称
input-sum-row = 是其他行的合计
input-no-rows = 没有任何一行数据
input-element-id = 编号 `{ $id }` 与 OpenStreetMap 元素的编号相同：请用自己的编号
input-category = { $what }
input-not-a-number = { $column } 列的 `{ $given }` 不是数
input-position = { $what }
position-swapped = 经度 { $lon }、纬度 { $lat } 写反了：经度在前
position-not-degrees = 经度 { $lon }、纬度 { $lat } 不是 WGS-84 的度数
position-not-metres = { $x }、{ $y } 是度数，而 { $system } 以米为单位
position-swapped-metres = { $x }、{ $y } 写反了：{ $system } 先写东坐标（国内测绘称 Y），再写北坐标（称 X）
position-outside = { $x }、{ $y } 不在 { $system } 的适用范围之内
coordinates-unknown = 没有坐标系 `{ $given }`；可用的有 { $near }
coordinates-no-shift = 不能使用 { $system }：登记册中没有它到 WGS-84 的转换参数，偏差可能达 100 米以上；请先把文件转换到国家 2000 坐标系
coordinates-no-projection = 不能使用 { $system }：这里不会计算它的投影
input-no-column = 没有 `{ $column }` 列；首行须写明列名 `{ $wanted }`（现有：`{ $found }`）
input-not-geojson = 不是有效的 GeoJSON
input-not-a-point = 几何类型是 { $found }，不是点（Point）
input-no-coordinates = 没有坐标
input-no-coordinate = 缺少{ $column }
input-no-geometry = 没有几何
input-no-position = 有的坐标不足两个数
input-no-box = 不是有效的范围：请依西、南、东、北的次序给出度数，如 118.9,33.4,119.2,33.7
input-no-feature-named = 没有名为“{ $given }”的要素（现有：{ $known }）
input-several-named = 有 { $count } 个名为“{ $given }”的要素，无法确定是哪一个
input-area = { $what }
input-no-polygon = 没有面
input-not-a-polygon = 含有 { $found }：只有面才能围出范围
input-no-rings = 有的面没有边界环
input-not-a-pair = `{ $given }` 不是一对经度、纬度
input-no-end = 不是完整的 .poly 文件：缺少 END
no-extract = { $folder }：里面既没有 OSM 数据（.osm.pbf）也没有路网（.lcn）
several-extracts = 有多份 OSM 数据或路网：{ $files }；请指明用哪一份
population = { $what }
input-population = { $what }
input-coordinates = { $what }
input-city-file = { $what }
city-file-syntax = { $what }
city-file-value = 第 { $line } 行：`{ $key }` 不能是 `{ $given }`；可用的有 { $known }
city-file-left-open = 第 { $line } 行：`{ $key }` 还是 `?`，要由您来填
city-file-no-file = 第 { $line } 行：没有文件 { $path }
city-file-no-source = 既没有 `extract` 也没有 `network`：街道要从其中一个来
city-file-both = 第 { $line } 行：同时有 `{ $one }` 和 `{ $other }`，要哪一个？
city-file-no-level = { $known ->
        [none] 第 { $line } 行：没有层级为“{ $level }”的 `[[boundaries]]`
       *[other] 第 { $line } 行：没有层级为“{ $level }”的 `[[boundaries]]`；现有 { $known }
    }
input-scenario-file = { $what }
scenario-file-syntax = { $what }
scenario-file-unknown = 没有 `{ $key }` 这个键；可用的有 { $known }
scenario-file-misspelt = 没有 `{ $key }` 这个键，是不是 `{ $nearest }`？可用的有 { $known }
scenario-file-missing = `{ $of }` 缺少 `{ $key }`
scenario-file-value = `{ $key }` 不能是 `{ $given }`；可用的有 { $known }
scenario-file-both = 同时有 `{ $one }` 和 `{ $other }`，要哪一个？
scenario-file-undeclared = 位置在中国境内，却没有说明坐标系：`wgs84`（GPS、OpenStreetMap）、`gcj02`（高德、腾讯）与 `bd09`（百度）之间相差数百米
scenario-file-empty = 没有任何变化；可用的有 { $known }
input-scenario = { $what }
scenario-no-outlet = { $near ->
        [none] 没有设施 { $given }
       *[other] 没有设施 { $given }；相近的有 { $near }
    }
scenario-several-outlets = { $given } 对应多处设施：{ $found }；请用编号或附近的位置指明一处
scenario-taken-id = 编号 `{ $id }` 已被占用：每处设施的编号都不能相同
scenario-same-outlet = “{ $name }”已经有了：{ $distance } 米外的 { $id } 同名且类别相同；请改那一处，或给新的另起名字
scenario-off-street = { $within } 米内没有街道：位置是否在海里，或属于另一坐标系？
scenario-twice = { $what } 在第 { $first } 行也出现了，以哪一行为准？
scenario-closed = { $id } 已被情景“{ $by }”关闭
scenario-no-gate = { $near ->
        [none] 步行道路上没有大门 { $given }
       *[other] 步行道路上没有大门 { $given }；相近的有 { $near }
    }
scenario-no-way = { $near ->
        [none] 没有步行道路 { $given }
       *[other] 没有步行道路 { $given }；相近的有 { $near }
    }
scenario-as-it-is = { $what } 本来就是这样
scenario-no-link = 连线的两端接在同一条街道的同一点上
scenario-no-home = { $near ->
        [none] 没有住宅 `{ $given }`
       *[other] 没有住宅 `{ $given }`；相近的有 { $near }
    }
scenario-nobody-there = { $area } 里没有住宅
scenario-too-many = 人数超出实际可能
input-within = { $what }
input-network = { $what }

## 建好的路网文件

network-foreign = 不是本程序的路网文件
network-cut-off = 只有 { $bytes } 字节，文件不完整：请重新建网，或直接给 .osm.pbf
network-length = 长 { $found } 字节，而写入时是 { $written } 字节：请重新建网，或直接给 .osm.pbf
network-checksum = 已损坏，校验和是 { $found }，而写入时是 { $written }：请重新建网，或直接给 .osm.pbf
network-format-version = 格式版本是 { $found }，而本程序只读版本 { $read }：请重新建网，或直接给 .osm.pbf
network-program-version = 由 lifecircle { $found } 写出，而本程序是 { $read }：请重新建网，或直接给 .osm.pbf
network-missing = 缺失：请重新建网，或直接给 .osm.pbf
network-content = 内容自相矛盾：请重新建网，或直接给 .osm.pbf

## 写出结果

write-folder = 无法写入文件夹 { $folder }（{ $reason }）：请另选一个
write-file = 无法写出 { $file }（{ $reason }）：磁盘是否已满，或该处已有同名文件夹？输出文件均未改动
layer-io = { $reason }
layer-parquet = Parquet 写入失败（`{ $detail }`）
layer-arrow = Arrow 列写入失败（`{ $detail }`）
layer-csv = CSV 写入失败（`{ $detail }`）
layer-flatgeobuf = FlatGeobuf 写入失败（`{ $detail }`）
layer-feature = FlatGeobuf 要素写入失败（`{ $detail }`）
layer-geojson-crs = GeoJSON 只用 WGS 84（RFC 7946），不能用 { $crs }：请写成 .parquet、.fgb 或 .csv
layer-column = 图层 `{ $layer }`：`{ $name }` 列出现了两次，或与几何列同名，请改名
layer-row = 图层 `{ $layer }` 第 { $row } 行不合要求（`{ $detail }`）；这是程序自身的错误，请告知开发者
layer-outside = 图层 `{ $layer }` 第 { $row } 行：{ $lon }, { $lat } 远在 { $crs }（`{ $name }`）的适用范围之外：请改用 { $fits } 或 WGS 84
layers-write = { $what }
layers-layer = { $what }
draw = { $what }
layers-area = { $what }
layers-cancelled = 已停止
matrix-io = { $reason }
matrix-parquet = Parquet 写入失败（`{ $detail }`）
matrix-arrow = Arrow 写入失败（`{ $detail }`）
matrix-csv = CSV 写入失败（`{ $detail }`）
matrix-too-many-places = 超过 2 147 483 647 处地点的矩阵无法写出：请拆分名单
draw-no-font = 本机没有能显示 `{ $characters }` 的字体：请安装一种（Debian 和 Ubuntu：`apt install fonts-noto-cjk`，或较小的 fonts-wqy-microhei；Fedora：google-noto-sans-cjk-fonts），或指定一个字体文件，或改为 SVG 或英文
draw-not-a-font = { $name } 不是字体文件：请给出 TrueType 或 OpenType 文件（.ttf、.otf、.ttc）
draw-memory = { $width } × { $height } 像素的图需要的内存超过可用的内存：请缩小尺寸
draw-renderer = 这幅图无法画成 PNG（`{ $detail }`）：请改为 SVG
draw-packing = 这幅图无法压成 PNG（`{ $detail }`）

## 城市与提问

open = { $file }：无法打开（{ $reason }）；路径对吗？
is-folder = { $file } 是文件夹：请给一个 .osm.pbf 文件
is-device = { $file } 是设备或管道：请先存成文件
extract = { $name }：{ $what }
input = { $what }
cancelled = 已停止
other-tables = { $file }：建网时所用的类别表与人口表与本程序的不同
misfits = { $file }：建网时的选项与现在要求的不同
study-area = { $what }
study-area-empty = 区域“{ $name }”是空的：没有一个环围出范围
study-area-crossing = “{ $name }”的边界在经度 { $lon }、纬度 { $lat } 处自相交
study-area-unknown = 提取文件中没有名为“{ $given }”的行政区
study-area-none-named = 提取文件中没有名为“{ $given }”的行政区；相近的有：{ $near }
study-area-no-boundaries = 提取文件中没有行政区边界，无法查找“{ $given }”
study-area-several = 名为“{ $given }”的行政区不止一个：{ $found }
study-area-incomplete = { $boundary } 的边界在提取文件中不完整：缺 { $ways } 条路径，已有路径缺 { $nodes } 个节点
study-area-not-closed = { $boundary } 的边界不能首尾相接：在经度 { $lon }、纬度 { $lat } 处断开
study-area-no-homes = 区域“{ $name }”内没有任何住宅（全部 { $homes } 处都在区域外）
study-area-elsewhere = 区域“{ $name }”内没有提取文件中的任何内容：是这座城市吗？
extent-elsewhere = 范围 { $extent } 内没有文件中的任何道路：是这座城市吗？次序是西、南、东、北吗？
coordinates = { $what }
undeclared = { $list }：没有注明坐标系，也看不出来：{ $doubt }；{ $wgs84 }；{ $gcj02 }；{ $bd09 }
evidence-figures = 按 { $datum }：{ $places } 处中 { $percent } % 离道路不超过 30 米（中位数 { $median } 米），{ $namesakes } 处同名地点中 { $matched } 处相距 100 米以内
evidence-elsewhere = 无论按哪种坐标系，几乎没有一处靠近数据文件中的道路：是另一座城市吗？
evidence-few = 能区分坐标系的地点太少
evidence-alike = 没有一种坐标系明显比其他的更符合道路
evidence-at-odds = 道路与同名地点指向不同的坐标系
evidence-nameless = 同名地点不足以判断，而边界线不沿道路，无从比较
direction-north = 北
direction-north-east = 东北
direction-east = 东
direction-south-east = 东南
direction-south = 南
direction-south-west = 西南
direction-west = 西
direction-north-west = 西北
other-walkers = 这座城市的道路是为 `{ $profile }` 以外的步行者而建的
no-profile = 没有步行者类型 `{ $name }`；可用的有 `{ $known }`
counted-beyond = { $file }：只有 { $area } 之内的住宅，跨出该范围的分区或栅格人口无法分摊
no-role = { $nearest ->
    [none] 列没有“{ $given }”这种含义；可用的有 { $known }
   *[other] 列没有“{ $given }”这种含义，是不是 `{ $nearest }`？可用的有 { $known }
}
no-category-list = { $nearest ->
    [none] 没有业态清单 `{ $name }`；内置的有 `{ $known }`；也可以给一个 TOML 文件
   *[other] 没有业态清单 `{ $name }`，是不是 `{ $nearest }`？内置的有 `{ $known }`；也可以给一个 TOML 文件
}
categories = { $what }
no-pack = 没有规则包 `{ $name }`；内置的有 `{ $known }`；也可以给一个 TOML 文件
rules = { $name }：{ $what }
no-rule = 规则包中没有规则 `{ $id }`；其中有 `{ $known }`
no-level = 没有层级 `{ $name }`；现有：{ $known }
no-levels = 没有层级 `{ $name }`：该城市未按区域划分
scenario-legs = 住宅接到四周的街道上：街道变了，接到哪几条要重新判断，而途中有什么阻隔已不可知；请只接到最近的街道
not-comparable = 两次检查的住宅或规则不同，无法比较
scenario-kept = 带情景的城市不能保存为文件：请保存原来的城市，再对它应用情景
level-twice = 有两个层级都叫 `{ $name }`
strata = { $what }
strata-apart = { $file }：没有一行的编号是住宅编号，也没有一行带轮廓；类别须按住宅编号（同 `residences` 图层的 id）或多边形给出
strata-blank = { $file }：列“{ $column }”没有说明任何住宅
strata-too-many = { $file }：列“{ $column }”有 { $values } 个不同的值，类别最多 { $most } 个
levels-of-network = 预先建好的路网不含行政区
no-home-near = { $nearest ->
    [none] 这座城市没有住宅
   *[other] { $at } 附近没有住宅：最近的在 { $nearest } 米之外
}
home = { $what }
no-address = { $missing ->
    [none] { $near ->
        [none] 没有住宅的地址是 `{ $given }`
       *[other] 没有住宅的地址是 `{ $given }`；相近的有：{ $near }
    }
   *[other] { $near ->
        [none] 没有住宅的地址是 `{ $given }`：任何地址里都没有“{ $missing }”
       *[other] 没有住宅的地址是 `{ $given }`：任何地址里都没有“{ $missing }”；相近的有：{ $near }
    }
}
several-homes = 地址 `{ $given }` 对应 { $count } 处住宅：{ $first }{ $rest }
addresses-not-kept = 没有住宅 `{ $given }`；由 { $extract } 预先建好的路网不保留地址
no-home = { $homes } 处住宅中没有 `{ $id }`
no-places = `{ $text }` 既不是 homes、facilities、文件，也不是类别；类别有 `{ $known }`
area = { $what }
layer = { $what }
matrix = { $what }
write = { $what }
population-zone-twice = 区域 `{ $name }` 出现了两次
population-outline = { $what }
population-overlap = 区域 `{ $one }` 与 `{ $other }` 重叠，占较小一方面积的 { $percent } %
population-too-many = 人口比一千个地球的还多
input-raster = { $what }
raster-not-tiff = 不是可以读取的 GeoTIFF
raster-bands = 有多个波段：人口栅格只有一个波段
raster-no-grid = 没有说明栅格所在的位置
raster-turned = 方向不对：各行须自西向东，最北的一行在前
raster-no-system = 没有以可识别的方式说明坐标系：请声明坐标系
raster-system = { $what }
raster-elsewhere = 没有覆盖任何一处住宅
raster-too-wide = 住宅周围有 { $cells } 个栅格单元；最多读取 1600 万个
raster-no-values = 所含的数值不是人数
raster-too-many = 人口比一千个地球的还多

## 选址

sites = { $what }
sites-repeated = 两个候选点的编号都是 `{ $id }`
sites-no-rule = 没有规则涉及 { $wanted }；规则涉及的类别有：{ $known }
sites-no-candidate = 没有候选点
sites-no-street = { $candidates } 个候选点附近都没有可接入的道路：是否在水面上，或属于别的城市？
sites-too-few = 要选 { $wanted } 处，而附近有道路的候选点只有 { $candidates } 个
sites-no-site = 要选的点位数为 0
sites-budget = 预算 { $budget } 不足以建任何一处：最便宜的候选点需 { $cheapest }
sites-none-reaches = { $candidates } 个候选点的限值内都没有缺少该设施的住宅
sites-no-buildings = 没有读取建筑用途：事先建好的路网文件不含这些内容
sites-no-ground = `{ $level }` 的各项是住宅类型而不是地块，无法在其上选址
sites-no-part = 没有名为 `{ $part }` 的区域或分层；已有：{ $known }
sites-part-twice = `{ $part }` 在多个层级中都有：{ $levels }
sites-no-areas = 这座城市没有划分区域
sites-cancelled = 已停止
no-category = 没有类别 `{ $id }`；可用的有：{ $known }
no-outlet = 这座城市没有编号为 `{ $id }` 的设施
input-cost = { $column } 列的 `{ $given }` 不是 0 至 1000000000 之间的成本
audit-few-homes = { $area }（{ $level }）：住宅区道路 { $km } 公里，沿线住宅 { $homes } 处；若与半数区域相当，应有 { $expected } 处
audit-few-people = { $area }（{ $level }）：住宅 { $homes } 处，人口 { $people }；若与半数区域相当，应有 { $expected } 人
audit-far-homes = { $homes } 处住宅远离最近的道路，最远 { $metres } 米
audit-unreached-homes = { $homes } 处住宅在 { $metres } 米之内没有道路
audit-far-outlet = { $outlet } 距最近的道路 { $metres } 米
audit-unreached-outlet = { $outlet } 在 { $metres } 米之内没有道路
audit-cut-homes = { $homes } 处住宅接入 { $street }，中间隔着{ $hindrance }（{ $element }）
audit-cut-outlet = { $outlet } 接入 { $street }，中间隔着{ $hindrance }（{ $element }）
audit-crossing = { $one } 与 { $other } 相交而不相连；由一条走到另一条{ $walk }
audit-loose-end = { $street } 断在距 { $other } { $gap } 米处，未与之相连；由一条走到另一条{ $walk }
audit-island = { $street } 一带 { $metres } 米道路与主路网不相连，距 { $other } { $gap } 米
audit-duplicate = { $one } 与 { $other } 相距 { $metres } 米，可能是同一处
audit-rare = { $zh }：数据中有 { $outlets } 处；按每 { $plausible } 人一处才合理
audit-shifted = { $list } 各点都向{ $direction }偏离 { $metres } 米
audit-walk = 目前需 { $metres } 米
audit-walk-beyond = 目前超过 { $metres } 米，或根本无路可走
hindrance-water = 水面
hindrance-railway = 铁路
hindrance-motorway = 高速公路
hindrance-wall = 墙或栅栏
hindrance-building = 建筑
audit-not-divided = 该城市未按区域划分
audit-few-areas = 没有哪一层级有 { $areas } 片既有住宅又有道路的区域可供比较
audit-sampled-points = 以道路沿线的采样点代替住宅
audit-no-surroundings = 预先建好的路网不含道路周围的情况
audit-list-replaces = 名单取代了数据中的设施

obstacle-private-gate = { $gate } 只让住户通行
obstacle-closed-gate = { $gate } 不让人通行
obstacle-private-ways = { $street } 为私有道路，不能穿行{ $ways ->
    [0] {""}
   *[other] ；与之相连的同类道路另有 { $ways } 条
}
obstacle-closed-ways = { $street } 禁止步行{ $ways ->
    [0] {""}
   *[other] ；与之相连的同类道路另有 { $ways } 条
}
obstacle-crossing = { $one } 与 { $other } 相交而不相连；由一条走到另一条{ $walk }
obstacle-dead-end = { $street } 断在距 { $other } { $gap } 米处；由一条走到另一条{ $walk }
obstacle-island = { $street } 与主路网不相连，距 { $other } { $gap } 米
obstacle-gap = { $one } 与 { $other } 相距 { $gap } 米；由一条走到另一条{ $walk }
obstacle-plaza = { $square } 宽 { $gap } 米，只能绕行：{ $walk }
no-surroundings = 不知道道路周围有什么，因而分不清是地图缺少连接还是有墙：预先建好的路网不含这些
doubt-at-time = 存疑的住宅按设施不论何时开放来查找，不能指定时间

## 结果文件夹

results = { $what }
results-input = { $what }
results-lacks = { $folder } 中没有 { $name }：这是写入检查结果的文件夹吗？
results-no-layer = { $folder } 中没有任何格式（geojson、parquet、fgb、csv）的图层 { $layer }
results-read = { $file }：无法读取（{ $reason }）
results-damaged = { $file }：内容与检查写出的不符
results-no-column = { $file }：没有列“{ $column }”
results-value = { $file } 第 { $row } 行：“{ $value }”不是列“{ $column }”的值
results-no-digests = { $file }：由较早的版本写出，没有记录各文件的摘要；请重新检查
incomparable = 两份结果无法对比：{ $first }{ $others ->
    [0] {""}
   *[other] ，另有 { $others } 处不同（{ $matters }）
}
mismatch-packs = 规则不同（{ $before }；{ $after }）
mismatch-rule = 规则“{ $rule }”不同
mismatch-option = 选项不同（“{ $name }”：{ $before }；{ $after }）
mismatch-area = 研究范围不同（{ $before }；{ $after }）
mismatch-homes = 住宅来源不同（{ $before }；{ $after }）
mismatch-tables = 类别表或人口表不同
mismatch-format = 文件版本不同（{ $before }；{ $after }）
rerun = { $file }：{ $what }
rerun-not-told = 没有说明如何重新得到这些结果：只有 `check` 由文件写出的结果可以
rerun-unknown = 没有说明如何重新得到这些结果：“{ $what }”在此没有意义
rerun-missing = 找不到 { $role } { $name }：请给出它所在的文件夹
rerun-changed = { $role } { $name } 与当时所用的不同：现在的摘要是 { $now }，当时是 { $was }
