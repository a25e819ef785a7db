### `--help`：每个命令做什么，每个选项的含义，示例。

## 标题与选项旁的说明

help-usage = 用法：{ $usage }
help-arguments = 参数
help-options = 选项
help-commands = 命令
help-default = [默认：{ $value }]
help-possible = [可选值：{ $values }]
help-any-options = [选项]
help-any-command = 命令

## 命令

about-lifecircle = 每户居民步行 5 分钟能否到达便利店、10 分钟能否到达菜市场、15 分钟能否到达超市？
about-check = 按规则包检查全市每一处住宅
about-inspect = 说明数据文件的内容与注意事项
about-network = 一次建好数据文件的路网，存成一个文件，各命令都可用它代替原数据
about-init = 查看一个文件夹并写出城市文件：每个文件是什么、有哪些列、用什么坐标
about-categories = 列出能识别的业态及其所属清单
about-rules = 列出、查看或校验规则包
about-rules-list = 内置规则包的名称与其中各规则的编号
about-rules-show = 以 TOML 打印规则包，可复制修改
about-rules-validate = 只校验规则文件，不做检查
about-synth = 生成一座虚构城市并写成 .osm.pbf
about-matrix = 多处地点之间的步行时间，写成表格
about-gaps = 缺口图：哪里的居民缺什么，列出超出限值的住宅、道路与片区，按人口排序
about-sites = 新设施设在哪里惠及最多居民：给出点位、各自真实的新增覆盖，以及任何选法的上限
about-scenario = 假设情景：把城市与施加情景后的同一城市相比较
about-scenario-diff = 情景使谁得到、谁失去：按规则与区域列出前后覆盖的住宅与人口
about-obstacles = 住宅与现有设施之间有什么障碍：大门、缺失的连接、没有桥的铁路等，按影响人口排序
about-census = 谁有什么：按业态与区域清点设施，以及居民步行可达哪些业态
about-explain = 某一处住宅为何达标或不达标：最近的设施、逐街的走法、怎样才能达标
about-audit = 审查会使结果出错之处：不相连的道路、与道路隔断的地点、重复的设施、过于稀少之处
about-isochrone = 从若干地点出发的步行可达范围，画成面或路段
about-bench = 在本机为每个步骤计时，并与先前的结果比较
about-completions = 打印某种命令行外壳的补全脚本
about-manual = 把全部命令的手册页写入一个文件夹
about-help = 显示本帮助，或某个命令的帮助

## 占位词

placeholder-candidates = streets|gaps|buildings|文件
placeholder-weights = 名称=系数,…
placeholder-categories = 类别,…
placeholder-cost = 金额
placeholder-duration = 时长
placeholder-ids = 编号,…
placeholder-objective = 目标
placeholder-area = 范围
placeholder-auto-file = auto|文件
placeholder-command = 命令
placeholder-dir = 文件夹
placeholder-epsg = EPSG 编号
placeholder-gates = 方式
placeholder-engine = 方式
placeholder-profile = 类型
placeholder-shape = 形状
placeholder-file = 文件
placeholder-formats = 格式,…
placeholder-id = 编号
placeholder-km2 = 平方公里
placeholder-lang = 语言
placeholder-time = 时刻
placeholder-country = 国家
placeholder-home = 编号|经度,纬度|地址
placeholder-lon-lat = 经度,纬度
placeholder-layers = 图层,…
placeholder-legs = 道路
placeholder-links = 连接
placeholder-metres = 米
placeholder-plazas = 广场
placeholder-minutes = 分钟
placeholder-minutes-list = 分钟,…
placeholder-kinds = 类型,…
placeholder-name = 名称
placeholder-boundaries = 文件#层级
placeholder-strata = 文件#列名
placeholder-text = 文本
placeholder-size = 尺寸
placeholder-frame = 范围
placeholder-map-layers = 图层,…
placeholder-profiles = 人群,…
placeholder-level = 层级
placeholder-file-name = 文件|名称
placeholder-homes = 住宅
placeholder-policy = 办法
placeholder-number-file = 人数|文件
placeholder-paths = 路径
placeholder-system = 坐标系
placeholder-list = 清单
placeholder-scenario = 文件
placeholder-lists = 清单
placeholder-name-file = 名称|文件
placeholder-number = 数目
placeholder-places = homes|facilities|类别|文件
placeholder-rule = 规则
placeholder-seconds = 秒
placeholder-seed = 种子
placeholder-share = 比例
placeholder-shell = 外壳
placeholder-speed = 速度
placeholder-square-metres = 平方米

## 各命令共有的选项

arg-help = 显示帮助
arg-version = 显示版本
arg-lang = 表格与提示所用的语言
default-lang = 随系统区域设置
possible-lang-en = 英文
possible-lang-zh = 中文
arg-threads = 工作线程数
default-threads = 每个处理器一个
arg-quiet = 不在标准错误输出上显示进度

## 城市由什么构成

arg-file = OpenStreetMap 数据文件（.osm.pbf），或由 `lifecircle network` 建成的路网文件；不给则用内置的虚构示例城市
arg-network-file = OpenStreetMap 数据文件（.osm.pbf）；不给则用内置的虚构示例城市
arg-bench-file = OpenStreetMap 数据文件（.osm.pbf）；不给则用内置的虚构示例城市
arg-rules = 规则包：内置名称（见 `lifecircle rules list`）或 TOML 文件
arg-extent = 数据完整的范围，代替文件自带的范围：西,南,东,北，或 .poly、GeoJSON 文件
arg-max-snap = 住宅或设施距道路最远多少米
default-max-snap = 200
arg-boundaries = 按区域给出结果：某一层级的边界文件，如 districts.geojson#街道@gcj02；每个层级给一次
arg-profiles = 一次检查多种人群，并说明哪些住宅的判定随之改变；第一种给出完整结果。有年龄数据时，`elderly` 只计老年人，`child` 只计幼儿
arg-strata = 另按类别给出结果：含住宅编号的表，或地图中的一列，如 homes.csv#小区类型、片区.geojson#类型@gcj02；每列给一次
arg-by = 要显示的区域层级，或 `all`；没有 --boundaries 也没有城市文件时，取数据自带行政区的 `admin_level`
arg-population = 人口：总人数、带边界的分区表，或栅格（.tif）；按建筑面积分摊
default-population = 按标签、清单和建筑面积估算
arg-init-paths = 文件夹和文件：一份 OSM 数据，以及配套的表格和边界
arg-init-output = 城市文件
default-init-output = 第一个文件夹里的 city.toml
arg-init-coordinates = 既没写明又看不出坐标系的文件用什么：wgs84、gcj02、bd09、cgcs2000、EPSG:n
default-init-coordinates = 在终端上询问，否则标出
arg-init-force = 覆盖已有的城市文件
arg-policy = 清单与数据都有同一处设施时以谁为准
default-policy = union
possible-policy-union = 两者都算，重复的合并
possible-policy-list-wins = 以清单为准；只有数据里有的也算
possible-policy-list-only = 只算清单里的
possible-policy-osm-wins = 以数据为准；只有清单里有的也算
arg-homes = 数据中的哪些建筑算住宅
default-homes = typed
possible-homes-typed = 类型写明是住宅的，以及居住用地上的 building=yes
possible-homes-all = 还包括别处没有其他用途、不比住宅小的 building=yes
possible-homes-auto = 写明类型的不到建筑面积三分之二时取 all
arg-area = 只统计某个范围内的住宅：面文件（文件#名称 取其中一个，文件@gcj02 写明坐标系），或数据中行政区的名称或 relation/编号
default-area = 全部
arg-categories = 在四种基本业态之外再识别哪些业态：内置清单（`seed`、`national`）或 TOML 文件，用逗号隔开
arg-categories-lists = 清单：`basic`、`seed`、`national` 或 TOML 文件；不写则列出全部内置清单
arg-categories-json = 以 JSON 打印每种业态的全部信息
arg-legs = 住宅与设施接到哪些道路
default-legs = nearest
possible-legs-nearest = 只接最近的道路
possible-legs-around = 数据中未标出入口的住宅，也接其他各侧最多远 15 米、中间没有墙、水面或建筑的道路；`check` 会给出由此改变的结论
possible-legs-clear = 接中间没有水面、铁路、高速公路或墙的最近道路；没有这样的道路时接最近的；`check` 会给出由此改变的结论
arg-plazas = 开敞广场怎么走：highway=pedestrian 等的面、place=square，以及标有 foot=yes 的公园与花园
default-plazas = around
possible-plazas-around = 轮廓是道路时沿轮廓绕行
possible-plazas-cross = 也在通到广场的道路之间直穿，绕开建筑、水面、墙与空洞；`check` 会给出由此改变的结论
arg-no-trunk = 行人不走干线公路（trunk）
arg-ferries = 行人可乘渡轮（按步行速度计）
default-profile = adult
default-crossing-delay = 0
default-rules = huaian-2023
default-gates = tagged
arg-profile = 步行者类型：平地速度、上下楼梯的用时、是否须无台阶
possible-profile-adult = 成人
possible-profile-elderly = 老人
possible-profile-child = 带幼儿的人
possible-profile-stroller = 推婴儿车的人
possible-profile-wheelchair = 轮椅使用者
arg-speed = 平地步速，代替步行者类型的默认值，如 1.25m/s 或 4.5km/h
arg-crossing-delay = 在主次干路与支路的每个过街处和信号灯处耽搁的秒数
arg-residences = 住宅：`auto`（住宅建筑；标注过少时用沿街采样点），或含 id, lon, lat, people 的 CSV/GeoJSON 文件
arg-facilities = 自有设施，与 OpenStreetMap 的合并：含 id, name, category, lon, lat 的 CSV/GeoJSON 文件
arg-scenario = 假设情景：情景文件，TOML 或 GeoJSON（见 docs/scenarios.md）；多个依次叠加
arg-replace = 只用 --facilities 给出的设施
arg-gates = 小区与大门：外人可以进入哪里
possible-gates-tagged = 按标注：小区内可进出，不可穿行
possible-gates-open = 内部道路与大门全部开放
possible-gates-closed = 不许进入他人的小区
arg-at = 只计此刻营业的设施，如“周二 22:00”或“2026-10-01 09:00”（写日期时计节假日）
arg-hours = 另查平常一周的每一小时；有输出目录时写出 hours.csv 与 hours.svg
arg-country = 按哪国的法定节假日，如 CN、ES；在中国不写即为 CN
possible-gates-all = 三种都算，并列出结论因此改变的住宅
arg-verbose = 在标准错误输出上说明搜索方式

## check

arg-check-output = 输出文件夹：summary.json、manifest.json，以及住宅、设施、缺口与服务范围的图层，附 QGIS 样式
arg-layers = 只写这些图层：residences、facilities、gap_streets、gap_areas、service_areas、conflation
default-layers = 全部
arg-check-json = 打印 summary.json，而非表格
arg-engine = 从住宅还是从设施搜索；结果相同
possible-engine-auto = 取搜索次数较少的一种
possible-engine-forward = 从每处住宅
possible-engine-reverse = 从每个设施
arg-min-coverage = 同时满足全部规则的人口占比低于此值时，退出码为 1，如 90%
arg-home = 说明某一处住宅的结论从何而来：编号（如 way/123）、坐标 lon,lat，或地址中的词

## network

arg-network-output = 要写的文件
arg-step-free = 为须无台阶的人而建：`check --profile wheelchair` 用它，其他步行者类型不用
arg-crossings = 道路在过街处断开：带 `--crossing-delay` 的检查用它，不带的不用

## rules

arg-name = 内置名称或文件
arg-rules-validate-file = 规则文件

## synth

arg-km2 = 城市面积（平方公里）
arg-seed = 随机种子：不同的种子生成不同的城市
arg-synth-output = 要写的文件

## matrix

arg-from = 起点：`homes` 住宅、`facilities` 设施、某一类别，或含 id, lon, lat 的 CSV/GeoJSON 文件
arg-to = 终点：`homes` 住宅、`facilities` 设施、某一类别，或含 id, lon, lat 的 CSV/GeoJSON 文件
arg-all-homes = 以全部住宅为终点，等同 `--to homes`
arg-matrix-output = 要写的文件：.parquet、.arrow 或 .csv
arg-minutes = 写出的最长步行时间（分钟）

## gaps

arg-folder = 图层文件夹：住宅、缺口道路、缺口片区与服务范围，附 QGIS 样式
arg-format = 图层格式：geojson、parquet、fgb、csv
arg-only = 表格与地图只看这条规则，给出规则编号（见 `lifecircle rules list`）
default-only = 全部规则合计
arg-top = 表格列出多少个片区

## sites

arg-category = 每处点位各设一个的设施类别（见 `lifecircle categories`）；统计由此满足相关规则的人口
arg-sites-count = 最多选多少处
arg-candidates = 候选点：`streets`（缺少设施的住宅可达的路边点位）、`gaps`（缺口片区中心）、`buildings`（数据中的商铺、办公、厂房、仓库与闲置房屋），或一张含 lon、lat，可含 id、name、cost 的表
arg-objective = 以什么衡量方案
possible-objective-people = 新增覆盖人口最多
possible-objective-minutes = 人口 × 缩短的步行分钟数最大，每人至多计到限值
possible-objective-worst-area = 总是先补覆盖率最低的区域（--by）
arg-jointly = 只统计由此满足全部规则的人口
arg-budget = 全部点位的总成本上限，单位与表中成本相同
arg-spacing = 任意两处点位的最小直线距离
arg-sites-by = 按哪个区域或分层层级列出各点位惠及的人口，也是 --objective worst-area 与 --one-per-area 所用的层级；没有 --boundaries 也没有城市文件时，取数据自带行政区的 `admin_level`
arg-sites-weight = 某个区域或分层的人口在选址中的权重，如 `老旧小区=2`；其余为 1
arg-one-per-area = 每个区域最多一处
arg-movable = 可以迁移的现有设施，给出编号；每个设施使可选点位数加一
arg-time-limit = 最多用多久证明没有更好的选法；证明完成才会改变结果
arg-sites-output = 输出 sites.json、covering.csv（各候选点覆盖哪些住宅，供其他求解器使用）、site_parts.csv（各点位按区域和分层惠及的人口）、manifest.json 与点位图层及 QGIS 样式的文件夹

## scenario

arg-scenario-diff-output = 输出文件夹：delta.json、manifest.json 与前后对照的住宅图层，附 QGIS 样式
arg-scenario-diff-scenario = 假设情景：情景文件，TOML 或 GeoJSON（见 docs/scenarios.md）；多个依次叠加，合在一起与现状相比较

## obstacles

arg-obstacles-only = 按哪条规则计算新增覆盖人口，给规则编号（见 `lifecircle rules list`）
default-obstacles-only = 任一
arg-kinds = 要查找的障碍类型
default-kinds = 全部
arg-obstacles-top = 列出的障碍数
arg-obstacles-output = 输出文件夹：obstacles.json 与障碍、连接的图层，附 QGIS 样式
arg-doubt = 指出哪些住宅存疑：补上一条地图很可能缺失、不超过 25 米的连接，判定就会改变
arg-links = 步行可用的道路连接
possible-links-tagged = 地图所有的
possible-links-probable = 另加地图很可能缺失、不超过 25 米的

## census

arg-census-output = 输出文件夹：census.json、census.csv、census.xlsx，以及区域与住宅的图层
arg-census-format = 格式：csv 与 xlsx 是表格；geojson、parquet、fgb 是图层

## explain

arg-explain-home = 住宅：编号，如 way/123；坐标 lon,lat，取离它最近的住宅；或地址中的词，如“中山路12号”
arg-explain-json = 输出一份 JSON，而非文字
arg-explain-output = 把步行路径写成图层：.geojson、.parquet、.fgb 或 .csv

## audit

arg-audit-output = 输出文件夹：audit.json 与各处问题的图层，附 QGIS 样式
arg-audit-only = 要查找的类型
default-audit-only = 全部
arg-audit-top = 屏幕上列出的处数

## isochrone

arg-point = 出发地的经度,纬度（度）；可给多次
arg-from-file = 从名单中的每一处出发：含 id, lon, lat 的表；坐标系写作 FILE@gcj02
arg-every-home = 从每一处住宅出发
arg-limits = 时限（分钟）
arg-shape = 画成什么
possible-shape-area = 面：可达道路两侧短距离步行所及的一切
possible-shape-network = 每个出发地、每个时限一个线要素
possible-shape-streets = 每段道路一个要素，附其步行时间
arg-bands = 画相邻时限之间的环带，而不是各时限内的全部
arg-off-street = 离开道路最多步行多少米
arg-least-hole = 小于此面积（平方米）的空洞填平
arg-layer = 要写的文件，格式由后缀决定：.geojson、.parquet、.fgb 或 .csv
default-layer = 以 GeoJSON 写到标准输出

## 绘制

arg-resolution = 绘制面所用栅格的节点间距（米）
arg-crs = .parquet、.fgb、.csv 的坐标系，如 EPSG:4547（CGCS2000）或 EPSG:32650（UTM）
default-crs = WGS 84
arg-png = 另画一张 PNG 地图
arg-svg = 另画一张 SVG 地图
arg-pdf = 同时绘制 PDF 地图（内嵌字体）；多张地图各占一页
arg-title = 地图标题，替代默认标题
arg-size = 地图尺寸：screen（1600 × 1200 像素）、a4、a3，或宽x高像素，如 1200x900
arg-frame = 地图范围：people（多数居民所在范围）、all（全部），或以度表示的 西,南,东,北
arg-map-layers = 地图上显示的内容；不指定则全部显示
possible-map-layers-ground = 水域、绿地、铁路、建设用地、建筑
possible-map-layers-streets = 全部道路
possible-map-layers-names = 道路、地名、水域与绿地名称
possible-map-layers-stretches = 超出限值或可达的、有人居住的道路
possible-map-layers-areas = 片区
possible-map-layers-homes = 居民
possible-map-layers-outlets = 现有设施
possible-map-layers-labels = 片区名次与说明
possible-map-layers-border = 研究范围的边界
possible-map-layers-cut = 数据范围的边界
arg-font = 字体文件（.ttf、.otf、.ttc），用于内置字体没有的字符，优先于本机字体

## bench

arg-synthetic = 不用文件，而用这么多平方公里的虚构城市
arg-rounds = 每个步骤运行几次；比较的是中位数
arg-baseline = 用来比较的基线：先前 `lifecircle bench --json` 的输出
arg-max-regression = 某一步骤最多可比基线慢多少，如 10%

## inspect、completions、help

arg-qgis = 另写一份 QGIS 工程 lifecircle.qgs，打开即是配好样式的全部图层
arg-json = 输出一份 JSON，而非表格
arg-shell = 哪种外壳
arg-manual-folder = 放置 lifecircle.1、lifecircle-check.1 等文件的文件夹；用 `man -l 文件` 查看
arg-command = 哪个命令

## 示例

examples-lifecircle = 示例：
      lifecircle check                                内置示例城市
      lifecircle check city.osm.pbf -o out/           一座城市，并输出 GeoJSON 供 QGIS 使用
      lifecircle check city.osm.pbf -o out/ --format parquet --crs EPSG:4547   以 CGCS2000 米坐标输出
      lifecircle check city.osm.pbf --min-coverage 90%   未达标时退出码为 1
      lifecircle check city.osm.pbf --at "周二 22:00" 只计此刻营业的设施；--hours 查整周
      lifecircle inspect city.osm.pbf                 数据文件的内容
      lifecircle network city.osm.pbf -o city.lcn     一次建好路网，此后 check city.lcn 即开即用

    退出码：0 完成（且达标），1 未达标，2 输入或用法有误，130 与 143 分别由 SIGINT、SIGTERM 结束。
examples-network = 示例：
      lifecircle network city.osm.pbf -o city.lcn     只需一次
      lifecircle check city.lcn                       反复检查，不必再读原数据
      lifecircle check city.lcn --residences homes.csv   自有住宅接到它的道路上

    此处给出的选项对该文件的每次检查都有效；与之不符的选项会被拒绝。
examples-matrix = 示例：
      lifecircle matrix city.osm.pbf -o walks.parquet                  住宅到设施
      lifecircle matrix city.osm.pbf --to market -o walks.csv          住宅到菜市场
      lifecircle matrix city.osm.pbf --from sites.csv --all-homes -o walks.arrow

    在 --minutes 以内的每一对地点占一行：from_id、to_id、walk_ms（毫秒，含两端接入距离）。
examples-gaps = 示例：
      lifecircle gaps city.osm.pbf                                 缺口最大的片区，列成表格
      lifecircle gaps city.osm.pbf -o gaps/ --png gaps.png         供 QGIS 使用的图层，和一张地图
      lifecircle gaps city.osm.pbf --only market --png market.png  只看一条规则的地图
      lifecircle gaps city.osm.pbf -o gaps/ --format parquet,csv --crs EPSG:4547

    在一个片区的中心新设一处设施，就能覆盖该片区的全部住宅。各片区人口之和
    等于 summary.json 中未覆盖的人口。
examples-sites = 示例：
      lifecircle sites city.osm.pbf --category market --count 10             在路边选十处
      lifecircle sites city.osm.pbf --category market --candidates gaps      最好的缺口片区中心
      lifecircle sites city.osm.pbf --category market --count 5 --candidates plots.csv --budget 900 --spacing 300
      lifecircle sites city.osm.pbf --category market --count 3 --candidates buildings --png sites.png
      lifecircle sites city.osm.pbf --category market --strata homes.csv#era --by era --weight 老旧小区=2
      lifecircle sites city.osm.pbf --category market --count 10 -o sites/   输出 QGIS 图层与供其他求解器使用的配对表
examples-scenario = 示例：
      lifecircle scenario diff city.osm.pbf --scenario market.toml    谁得到、谁失去

    check、gaps、isochrone、matrix 与 census 也接受 --scenario，给出情景下的结果。
examples-scenario-diff = 示例：
      lifecircle scenario diff city.osm.pbf --scenario market.toml              按规则
      lifecircle scenario diff city.osm.pbf --scenario market.toml --by all     并按区域
      lifecircle scenario diff city.lcn --scenario market.toml --scenario bridge.toml -o out/

    情景是一个写明变化的文本文件：
      { "[[add]]" }
      name = "新菜市场"
      category = "market"
      at = "119.0212,33.5971@gcj02"

      { "[[close]]" }
      id = "node/123"

      { "[[open]]" }
      id = "node/456"
    设施还可迁移（[[move]]）、更改（[[change]]），门与路可封闭（[[shut]]），可画新路（[[link]]），
    可改人口（[[people]]）：全部写法见 docs/scenarios.md。“得到”指之前未覆盖、之后覆盖的住宅与人口。
examples-obstacles = 示例：
      lifecircle obstacles city.osm.pbf --only market           使最多居民到不了菜市场的 20 处障碍
      lifecircle obstacles city.osm.pbf --kinds gate,passage    只看大门与封闭道路
      lifecircle obstacles city.osm.pbf -o obstacles/           输出 QGIS 图层，以及打通各处的情景

    每处按中间隔着什么，判为地图很可能缺失或真实阻隔，并给出仅打通该处后重新计算所新增的覆盖人口。obstacles.json 中的情景可交给
    `lifecircle check --scenario`。完整规则见 docs/obstacles.md。
examples-census = 示例：
      lifecircle census city.osm.pbf --categories seed            设施、服务与可达的业态
      lifecircle census city.osm.pbf --categories seed --by all   并按数据自带的行政区划分列
      lifecircle census city.osm.pbf --categories seed,national --boundaries circles.geojson#生活圈 -o out/
      lifecircle census city.toml --minutes 10,15 --json          一份 JSON

    一处设施作为设施只计一次，作为服务按业态各计一项；每一层级各区域与区域外之和等于全市。
    各数字的含义见 docs/census.md。
examples-explain = 示例：
      lifecircle explain city.osm.pbf --home way/123                    连接段、结论，以及到最近设施的走法
      lifecircle explain city.lcn --home 119.02,33.59                   离某个坐标最近的住宅
      lifecircle explain city.osm.pbf --home "中山路12号"               地址对应的住宅
      lifecircle explain city.lcn --home way/123 -o walks.geojson       把步行路径写成图层
      lifecircle explain city.lcn --home way/123 --json                 全部内容，供程序使用
examples-audit = 示例：
      lifecircle audit city.osm.pbf                               涉及人口最多的 20 处
      lifecircle audit city.osm.pbf -o out/                       全部，写成 audit.json 与图层
      lifecircle audit city.osm.pbf --only crossing,loose_end     只查路网中缺失的连接
      lifecircle audit city.osm.pbf --boundaries wards.geojson    并按这些区域查找过于稀少之处

    各类型的规则、所计的人口见 docs/audit.md。
examples-isochrone = 示例：
      lifecircle isochrone city.osm.pbf --from -15.43,28.12 > walk.geojson
      lifecircle isochrone city.osm.pbf --from 119.01,33.6 --minutes 5,10,15 -o walk.geojson --png walk.png
      lifecircle isochrone city.osm.pbf --all-homes --minutes 15 -o homes.parquet
      lifecircle isochrone city.osm.pbf --from-file shops.csv --shape streets -o streets.fgb

    每个出发地、每个时限一个要素，除非给出 --bands，否则逐级包含。人口、住宅与设施
    按步行时间计数（含两端接入距离），不按面计数。不能用的出发地在标准错误输出上说明；
    全都不能用时退出码为 2。
examples-bench = 示例：
      lifecircle bench city.osm.pbf                         打印表格
      lifecircle bench --synthetic 25 --json > base.json    留作基线
      lifecircle bench --synthetic 25 --baseline base.json --max-regression 10%

    每个步骤都按它与同一轮中参照步骤（通读文件、教科书式搜索）的用时之比来比较，
    因此机器较慢并不算退化。工作量（定标状态数、松弛弧数、入队标签数）必须相同。
    不足一毫秒的步骤只列出，不判定。
    退出码：0 没有退化，1 有退化，2 输入或用法有误。
