### 一切顺利时各命令打印的内容：表格、进度、结尾各行。

## 事物的数目

count-homes = { $count } 处住宅
count-points = { $count } 个采样点
count-people = { $count } 人
count-facilities = { $count } 个设施
count-places = { $count } 处
count-streets = { $count } 段道路
count-nodes = { $count } 个节点
count-ways = { $count } 条路径
count-bytes = { $count } 字节
count-areas = { $count } 片
measure-speed = { $speed } 米/秒
measure-seconds = { $seconds } 秒

## 各表共用的词

list-comma = { $first }、{ $rest }
unknown = 不明
verdict-covered = 已覆盖
verdict-not-covered = 未覆盖
verdict-unknown = 未知
reason-unreachable = 附近没有可达的道路
reason-island = 位于与主路网不相连的孤立路网
reason-no-data = 数据中没有此类设施
reason-edge = 未到限值就到了数据边界
reason-hours = 营业时间不明
reason-count = { $count } 处（{ $reason }）
unknown-for = { $rule }的覆盖情况未知：{ $reasons }。
rule-name = { $name } { $limit }
rule-name-times = { $name } { $limit } × { $times }
all-together = 同时满足
warning-line = ! { $what }
attribution-synthetic = 虚构数据，非 OpenStreetMap
at-line = { $time }（{ $holidays }）：营业 { $open } 处，关门 { $closed } 处，不明 { $unknown } 处
at-holidays = 按 { $country } 的法定节假日
at-no-country = 节假日不明
hours-report = 营业时间：{ $told } 处有记载，{ $assumed } 处按城市文件，{ $missing } 处没有，{ $malformed } 处读不懂
hours-gates = 按时间开放的门与道路：门 { $gates } 处，道路 { $ways } 条；此时与标签不同 { $changed } 处，此时不明 { $unknown } 处，读不懂 { $malformed } 处
hours-malformed = 读不懂的：{ $first }
week-head = 每小时同时满足全部规则的人口百分比（营业时间不明处为区间）；取 { $first } 至 { $last } 的平常日，{ $holidays }
week-legend = 每列一条规则，每格一小时（00 至 23 点）：▁ 几乎无人，█ 几乎所有人
week-title = 一周每小时覆盖的人口
week-unknown = 不明
weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日

## 写出的文件

files-written = { $folder }：{ $files }
gaps-left-over = { $folder }：仍有 { $count } 个先前用其他规则、图层或格式写出的文件，如 { $first }

## 进度

progress-lists = 读取名单
progress-read = 读取
progress-build = 构建
progress-snap = 接入道路
progress-search = 搜索
progress-walks = 准备
progress-isochrones = 绘制
progress-write = 写出
progress-gap-map = 缺口图
progress-census = 设施清点
progress-sites = 选址
progress-audit = 审查
progress-obstacles = 查找障碍
progress-synth = 绘制
progress-bench = 计时

## check

check-synthetic = { $name }（虚构数据）
check-data-of = { $name } · 数据日期 { $date }
check-no-date = { $name } · 数据日期不明
check-homes-buildings = { $homes }（地图上的住宅建筑）
check-homes-all-buildings = { $homes }（地图上的住宅建筑，以及无其他已知用途的建筑）
check-homes-points = { $points }，位于居住区内道路沿线（住宅建筑标注过少）
check-homes-street-points = { $points }，位于居住街道沿线（没有住宅建筑与居住区的标注）
check-homes-own = { $homes }（自有名单）
check-auto-by-area = 住宅建筑按研究范围内的建筑选定
check-auto-by-all = 住宅建筑按读入的全部建筑选定
check-length = { $km } 公里步行道路
check-walker = { $pack } · { $profile } { $speed } · 小区{ $gates }
check-crossings = 每次过街耽搁 { $seconds }
check-no-crossings = 过街不计等候
profile-adult = 成人
profile-elderly = 老人
profile-child = 带幼儿
profile-stroller = 推婴儿车
profile-wheelchair = 轮椅
gates-tagged = 按标注（可进出、不可穿行）
gates-open = 全部开放
gates-closed = 不许外人进入
check-column-covered = 已覆盖
check-column-not-covered = 未覆盖
check-column-unknown = 未知
check-column-tighter = 限值 −10 %
check-column-looser = 限值 +10 %
check-column-median = 步行时间中位数（分钟）
check-column-p90 = 步行时间 90% 分位（分钟）
check-row-homes = 住宅
check-row-people = 人口
check-row-points = 采样点
check-long-legs-homes = { $count } 处住宅距其道路 100 米或更远，最远的是：{ $longest }
check-long-legs-points = { $count } 个采样点距其道路 100 米或更远，最远的是：{ $longest }
check-edge-unknown = 不知数据边界在何处（文件未注明范围，也没有数据截断处）：请用 --extent 指定
area-margin = { $name } 边界附近的住宅可能判定有误：按规则其周围需有 { $metres } 米的数据，而{ $missing }
area-margin-short = { $side }缺 { $metres } 米
area-margin-outside = 区域及其外围有 { $percent }% 没有数据
area-margin-cut-ends = 其中有 { $count } 条道路被截断
area-margin-west = 西面
area-margin-south = 南面
area-margin-east = 东面
area-margin-north = 北面
extent-inferred = 文件未注明范围：根据其中的道路、建筑等推断，数据止于 { $bounds }（西、南、东、北），靠近边界的住宅记为“未知”，而不是“未覆盖”；若知道截取范围，请用 --extent W,S,E,N|FILE 指定，或用 `osmium extract --set-bounds` 截取
extent-inferred-empty = 文件未注明范围，其中的道路等线也推断不出范围（{ $bounds }：西、南、东、北）：每条道路都当作在数据边界上，缺少的记为“未知”，而不是“未覆盖”；若知道截取范围，请用 --extent W,S,E,N|FILE 指定，或用 `osmium extract --set-bounds` 截取
check-no-homes = 没有住宅：数据中既无住宅建筑，也无居住区道路；请用 --residences 提供名单
check-far-list = { $name } 的 { $all } 行中有 { $far } 行距任何道路都超过 { $metres } 米（第 { $rows } 行）：城市对吗？坐标系确是 { $system } 吗？
check-far-list-told = { $name } 的 { $all } 行中有 { $far } 行距任何道路都超过 { $metres } 米（第 { $rows } 行）：这些行在本市吗？该表未说明坐标系，按 { $system } 读取
list-shifted = { $better ->
    [none] { $name } 按 { $declared } 读取，各点整体比道路和同名地点偏{ $direction }约 { $metres } 米：没有一种已知的坐标系能对上
   *[other] { $name } 按 { $declared } 读取，各点整体比道路和同名地点偏{ $direction }约 { $metres } 米：按 `{ $better }` 读取即可对上
}
check-target-missed = 未达标：同时满足全部规则的人口占 { $reached } %，低于要求的 { $wanted } %
gates-column-gates = 小区
gates-column-covered = 同时满足的住宅
gates-column-differ = 与按标注不同的结论
gates-column-better = 变好
gates-column-worse = 变差
legs-column-legs = 接到的道路
legs-column-better = 变好
legs-column-worse = 变差
legs-nearest = 最近的
legs-around = 四周的
legs-clear = 无阻隔的
legs-changed = { $homes } 处住宅，{ $people } 人
legs-further = 接到四周不止一条道路的住宅：{ $homes } 处
legs-cleared = 因与最近的道路之间隔着水面、铁路、高速公路或墙而改接其他道路：住宅 { $homes } 处，设施 { $facilities } 处；附近没有其他道路而仍穿过阻隔：住宅 { $homes_left } 处，设施 { $facilities_left } 处
plazas-column-plazas = 广场
plazas-around = 绕行
plazas-cross = 穿行
plazas-changed = 结论或步行用时有变的住宅：{ $homes } 处
plazas-crossed = 可穿行的广场：{ $plazas } 处中的 { $crossed } 处，穿行线 { $ways } 条
plazas-not-whole = 数据中缺少一部分、仍须绕行的广场：{ $plazas } 处
plazas-thinned = 出入口与拐角过多、未全部两两相连的广场：{ $plazas } 处
thin-mapping-none = { $category }：{ $homes }、{ $people }，却一个也没有（合理水平约每 { $plausible } 人一个），很可能是地图缺漏，“未覆盖”可能只是“未标注”
thin-mapping = { $category }：{ $homes }、{ $people }只有 { $count } 个（合理水平约每 { $plausible } 人一个，目前每个服务的人口约为其 { $times } 倍），很可能是地图缺漏，“未覆盖”可能只是“未标注”
thin-mapping-points = { $category }：{ $points }只有 { $count } 个，很可能是地图缺漏，“未覆盖”可能只是“未标注”

## 搜索方式

kernel-bounded = 算法：逐个起点作有界搜索（起点少或分散）
kernel-sweep = 算法：每次对 32 个相邻起点一并扫描（起点多）
engine-reverse = 搜索：从 { $facilities }出发，工作量少于从 { $homes }出发（{ $nodes }）
engine-forward = 搜索：从 { $homes }出发（{ $nodes }），到 { $facilities }

## 一处住宅

explain-nearest = 最近的住宅是 { $home }，相距 { $away }
explain-called = { $address } 即住宅 { $home }
explain-called-beside = { $address } 不在任何住宅内，取最近的 { $home }，相距 { $away }
home-head = { $home } · { $people } · { $verdict }
home-head-point = { $home }（采样点） · { $verdict }
home-entrance = 出入口 node/{ $node }
home-nearest-point = 最近点
home-way-in = { $from }：{ $metres }，接入 way/{ $way }{ $note }
home-no-way-in = { $from }：附近没有可达的道路
home-note-compound = （小区内部：为大门与围墙所围）
home-note-private = （内部道路）
home-verdict = { $rule }：{ $verdict }
home-verdict-because = { $rule }：{ $verdict }（{ $reason }）
home-cut-end = 步行 { $walk } 之内就到了数据边界
home-none-near = 步行 60 分钟以内没有
home-without-name = 无名
home-spare = 富余 { $walk }
home-too-far = 超出 { $walk }
home-facility = { $name }（{ $id }）：{ $walk }，{ $slack }；限值内共有 { $count } 个
home-facility-by-length = { $name }（{ $id }）：{ $walk }，{ $time }，{ $slack }；限值内共有 { $count } 个
home-other = { $name }（{ $id }）{ $walk }
home-others = 其次：{ $others }
home-walked = 步行 { $walked }
home-detour = 步行 { $walked }，直线 { $straight }，绕行系数 { $times }
home-between = 直线穿过{ $what }（way/{ $way }）
home-between-water = 水面
home-between-railway = 铁路
home-between-motorway = 高速公路
home-between-wall = 围墙或栅栏
home-between-building = 建筑
home-leg-out = 走 { $metres } 到路边
home-leg-in = 走 { $metres } 到门口
home-street-unnamed = 无名道路（way/{ $way }）
home-stairs = （台阶）
home-through-gate = 穿过大门 node/{ $gate } 进入{ $street }
home-stretch = { $metres }，{ $time }
home-opened = 若内部道路和大门全部开放：{ $walk }，经过 { $through }；仍然太远
home-opened-passes = 若内部道路和大门全部开放即可达标：{ $walk }，经过 { $through }
home-linked = 地图可能在 { $place } 处漏了一段 { $metres } 的连线（连接 { $streets }），有它即可达标：到 { $name }（{ $id }）{ $walk }；请到现场看能否步行通过
turn-start = 向{ $towards }沿{ $street }走 { $walk }
turn-straight = 直行，沿{ $street }走 { $walk }
turn-slight-left = 向左前方，沿{ $street }走 { $walk }
turn-left = 左转，沿{ $street }走 { $walk }
turn-slight-right = 向右前方，沿{ $street }走 { $walk }
turn-right = 右转，沿{ $street }走 { $walk }
turn-back = 折返，沿{ $street }走 { $walk }
compass-n = 北
compass-ne = 东北
compass-e = 东
compass-se = 东南
compass-s = 南
compass-sw = 西南
compass-w = 西
compass-nw = 西北

## inspect

inspect-made-with = 建网选项
inspect-date = 数据日期
inspect-box = 范围（西, 南, 东, 北）
inspect-writer = 写入程序
inspect-elements = 节点 / 路径（way）
inspect-missing = 缺失的路径节点
inspect-access = 步行道路：开放 / 内部 / 禁行
inspect-length = 步行道路长度
inspect-private = … 其中标为内部 / 为大门所围
inspect-streets = 道路段数
inspect-components = 连通分量 / 小片 / 孤立路网
inspect-gates = 大门：内部通道 / 关闭
inspect-cut = 数据截断处：节点缺失 / 范围边界 / 推定
inspect-homes = 住宅
inspect-points = 采样点
inspect-homes-buildings = { $count }（住宅建筑）
inspect-homes-all-buildings = { $count }（无其他已知用途的全部建筑）
inspect-homes-points = { $count }（道路沿线）
inspect-homes-own = { $count }（自有名单）
inspect-people = 人口（估算）
inspect-left-out = 未计入的 building=yes
inspect-unclosed = 未闭合的建筑（不计为住宅）
inspect-areas = 居住用地：部分采用 / 未采用 / 未采用的环
check-unclosed = { $count } 条 building 路径未闭合，不计为住宅
check-areas = 居住用地：{ $part } 处部分采用，{ $out } 处未采用，{ $rings } 个环在文件中不闭合
inspect-merged = 合并的重复设施 / 存疑设施
inspect-few-dwellings = 标注的住宅建筑不足 50 处：以道路沿线的采样点代替住宅
inspect-no-date = 文件未注明数据日期
inspect-no-ways = 文件中没有可步行的道路

## network

network-written = { $file }：{ $streets }，{ $homes }，{ $facilities }，{ $bytes } · { $attribution }

## rules

role-extract = OSM 数据
role-network = 路网
role-facilities = 设施清单
role-residences = 住宅清单
role-population = 分区人口
role-boundaries = 边界
role-planned = 规划点位：尚不存在，不使用
role-unknown = 未能识别
init-seen = { $file }：{ $what }
init-told = { $system }（{ $why }）
init-unclear = 坐标系无法确定（{ $why }）
init-unknown-system = 坐标系未知
init-figures = { $system }：{ $near } % 在道路 30 米内，{ $matched } 个名称对得上
init-ask = { $file }：用的是什么坐标系？wgs84、gcj02、bd09、cgcs2000、EPSG:n（回车：以后再填）
init-head = 由 lifecircle init 查看文件后写成。路径相对于本文件；命令行上的选项优先。
init-homes = auto：写明类型的住宅不到建筑面积三分之二时，取全部建筑
init-fill-in = 这一项要由您来填：把 ? 换成坐标系
init-written = 已写出 { $file }
init-open = 还没填、文件里标着 ? 的：{ $files } 的坐标系
check-buildings-left-out = 另有 { $count } 处用途不明的建筑未计入
import-rows = { $name }（{ $how }）：共 { $rows } 行 = 采用 { $used } + 剔除 { $rejected } + 重复 { $duplicates }
import-others = { " " }+ 不在统计之列 { $count }
system-said = { $system }，据“{ $words }”
import-detected = { $system }，按道路和名称判断
import-reject-cell = { $place }，{ $column }“{ $value }”：{ $reason }
import-reject = { $place }，“{ $value }”：{ $reason }
import-more = ……还有 { $count } 行，全部写在 rejects.csv 里（-o）
import-in-earlier = 有 { $count } 行在前面的清单里已有，不再计入
people-counted = 统计人口 { $counted } 人，按建筑面积分摊 { $placed } 人，为当地估算数的 { $factor } 倍
zones-without-homes = { $count } 个分区里没有住宅，人口无处分摊：{ $names }
zones-without-outline = 表中 { $count } 行没有对应的边界：{ $names }
outlines-without-row = { $count } 个边界在表中没有对应的行：{ $names }
zones-untold = { $count } 个分区既没有人口也没有户数：{ $names }
homes-outside-zones = { $count } 处住宅不在任何分区内，其人口（{ $people } 人）为估算
class-basic = 基本保障类
class-quality = 品质提升类
class-device = 自助设备
class-care = 一老一小
rules-valid = { $name }：有效：{ $rules }

## synth

synth-written = { $file }：{ $nodes }，{ $ways }，{ $homes }，{ $facilities }，{ $bytes }（虚构数据，非 OpenStreetMap）

## matrix

matrix-written = { $file }：从 { $from }到 { $to }，{ $minutes } 分钟以内的步行共 { $walks } 条
matrix-far = { $option } 中有 { $count } 处在 --max-snap 范围内没有道路：不写出其步行时间

## gaps

gaps-head = 缺口片区（{ $what }）：{ $areas }，{ $homes }，{ $people }未覆盖
gaps-head-points = 缺口片区（{ $what }）：{ $areas }，{ $points }未覆盖
gaps-unknown-homes = 另有 { $count } 处住宅没有结论：是否覆盖未知。
gaps-unknown-points = 另有 { $count } 个采样点没有结论：是否覆盖未知。
gaps-all-rules = 全部规则
gaps-column-area = 片区
gaps-column-people = 人口
gaps-column-site-gain = 设点新增
gaps-column-homes = 住宅
gaps-column-points = 采样点
gaps-column-excess = 超限中位数
gaps-column-middle = 中心
gaps-none-within-hour = 一小时内没有
gaps-nearest = 目前最近：{ $name }，{ $time }
gaps-lacking = { $people } 人缺{ $name }
gaps-lacking-points = { $points } 个采样点缺{ $name }
gaps-more = ……另有 { $count } 片（--top）

## isochrone

isochrone-written = { $file }：{ $places }出发地，{ $minutes } 分钟
isochrone-left-out = 未计算：{ $what }
png-missing-glyphs = 警告：本机字体缺少以下字符，图中以 … 代替或略去名称：{ $characters }
map-note = 提示：{ $what }

## bench

bench-column-step = 步骤
bench-column-median = 中位数
bench-column-range = 最小 – 最大
bench-column-rate = 速率
bench-column-ratio = 与参照步骤之比
bench-column-settled = 定标状态数
bench-yardstick = 参照步骤
bench-subject = { $name }：{ $sizes }
bench-machine = { $cpu }，{ $cores } 核，{ $threads } 线程，{ $rounds } 轮
bench-peak = { $machine }，内存峰值 { $megabytes } MB
bench-synthetic = 虚构城市 { $km2 } 平方公里，种子 { $seed }
bench-same = 没有退化（{ $file }，{ $allowed } %）
bench-worse = 有退化（{ $file }，{ $allowed } %）
bench-new = 基线中没有
bench-gone = 这次没有
bench-changed = { $what }：先前 { $before }，现在 { $now }
bench-ratio = { $yardstick } 的 { $now } 倍（先前 { $before }）：{ $change } %
bench-ratio-short = { $yardstick } 的 { $now } 倍（先前 { $before }）：{ $change } %，不足 { $least } 毫秒，不作判定
bench-rate = 每秒 { $rate } { $unit }
bench-size = { $number } { $unit }
bench-unit-b = 字节
bench-unit-nodes = 个节点
bench-unit-segments = 个线段
bench-unit-streets = 段道路
bench-unit-states = 个状态
bench-unit-facilities = 个设施
bench-unit-homes = 处住宅
bench-unit-searches = 次搜索
bench-unit-labels = 个标签
bench-unit-isochrones = 个等时圈
bench-unit-polygons = 个面
bench-unit-homes-rules = 处住宅 × 规则

## 按区域的表。

areas-title = 按{ $level }：共 { $count } 个区域
areas-column-homes = 住宅
areas-column-people = 人口
areas-column-rule = 规则
areas-column-median = 半数人 ≤ 分钟
areas-column-worst = 最远一成 ≥ 分钟
areas-column-gini = 基尼系数
areas-outside = 不属于任何区域
strata-title = 按{ $level }：共 { $count } 类
strata-none = 未注明
week-column-mean = 平均
week-column-least = 最低（最早一小时）
week-column-most = 最高（最早一小时）
gaps-column-part = 属于
areas-sharing = { $count } 对区域互相重叠，重叠处归面积较小者：{ $first }
areas-crossing = { $count } 个区域部分超出其上级区域：{ $first }
areas-without-outline = { $count } 个区域的边界不可用，没有任何住宅归入：{ $first }

## census

census-whole-city = 全市
census-all-outlets = 全部设施
census-sheet-outlets = 设施数
census-sheet-categories = 业态
census-sheet-within = { $minutes } 分钟可达
census-sheet-presence = 配置情况
census-sheet-gaps = 缺什么补什么
census-sheet-notes = 说明
census-column-level = 层级
census-column-area-id = 区域编号
census-column-area = 区域
census-column-category = 业态
census-column-class = 类别
census-column-outlets = 设施
census-column-services = 服务
census-column-density = 每万人
census-column-staffed = 有人
census-column-unstaffed = 无人
census-column-lockers = 快件箱
census-column-chain = 连锁
census-column-single = 非连锁
census-column-unknown-brand = 品牌不明
census-column-chain-share = 连锁率
census-column-lacking = 缺什么
census-column-outlets-here = 区内设施
census-column-people-lacking = 涉及人口
census-column-homes-lacking = 涉及住宅
census-column-within = ≤ { $minutes } 分钟
census-column-unknown-reach = 未知
census-column-presence = 区内
census-column-basic = 基本类
census-column-quality = 品质类
census-column-all-basic = 基本类齐全
census-column-mean-basic = 人均基本类
presence-present = 有
presence-within_reach = 区外可达
presence-missing = 缺
census-outlets-title = 设施：{ $outlets } 处，每处计一次（有人 { $staffed }、无人 { $unstaffed }、快件箱 { $lockers }）；服务：{ $services } 项，一点多用的按业态各计一项
census-by-services = 按服务项数的设施数：{ $list }
census-by-services-part = { $services } 项 { $outlets } 处
census-reach-title = 可达：{ $people } 人中，步行相应分钟数内有该业态设施的比例
census-completeness = { $class }：区内有 { $formats } 种中的 { $present } 种；{ $minutes } 分钟内 { $share } 的人口全部齐全，人均可达 { $mean } 种
census-areas-title = 按{ $level }，{ $minutes } 分钟：{ $count } 个区域
census-gaps-title = 缺什么补什么：{ $minutes } 分钟内缺的业态，涉及人口多的在前
census-gaps-more = …… 另有 { $count } 项
census-nothing-lacking = 不缺：各业态人人可达，或无从得知
census-note-outlets = 一处设施作为设施只计一次，作为服务按业态各计一项。无人：售卖设备与无人值守商店；快件箱另计。
census-note-chain = 连锁：有人值守，且品牌或名称属已知连锁，或全市另有同品牌设施。非连锁：品牌仅此一处，或名单写明没有品牌。连锁率以品牌已知的设施为分母，品牌不明的不计入，另行计数。
census-note-reach = 可达：到最近设施的步行时间，不论其在哪个区域；配置情况与所缺业态按 { $minutes } 分钟计。未知：限值内数据到头、数据中没有该业态，或住宅附近没有道路。

## 一次比较多种人群。

profiles-column-profile = 人群
profiles-column-speed = 步速
profiles-column-homes = 住宅覆盖率
profiles-column-counted = 计入人口
profiles-column-better = 优于首项
profiles-column-worse = 差于首项
profiles-everybody = 全部
profiles-missing = { $count } 处住宅是台阶上的采样点，并非所有人群都能到达

## sites

sites-head = { $what }选址：候选点 { $candidates } 个，其中 { $reaching } 个在缺少该设施的住宅可达范围内
sites-step = ，路边点位间隔不超过 { $step } 米
sites-before = 现有覆盖人口：{ $covered }，未覆盖或未知：{ $lacking }
sites-column-place = 地点
sites-column-alone = 单独新增
sites-column-added = 边际新增
sites-column-total = 累计新增
sites-column-saved = 节省人·分钟
sites-column-cost = 成本（人均）
sites-column-at = 经度,纬度
sites-cost = { $cost }（{ $each }）
sites-after = 全部建成后的覆盖人口：{ $covered }（+{ $added }）
sites-best = 已证明没有更好的选法：{ $value }
sites-bound = 任何选法最多新增 { $bound } 人；本方案新增 { $value } 人，达到上限的 { $share } %
sites-bound-weighted = 按权重计，任何选法最多新增 { $bound } 人；本方案新增 { $value } 人，达到上限的 { $share } %
sites-nobody-lacks = 没有人缺少该设施：任何点位都不会新增覆盖
sites-column-homes = 住宅
sites-column-people = 人口
sites-column-part = 所属
sites-reasons = 理由：
sites-reason-gaps = 惠及缺口片区 { $gaps }
sites-reason-nothing = 其中 { $people } 人一小时内原无该设施
sites-reason-nearest = 现有最近：{ $name }，{ $time }
sites-reason-alone = 一小时内现无该设施
sites-bound-minutes = 任何选法最多节省 { $bound } 人·分钟；本方案节省 { $value }，达到上限的 { $share } %
sites-moved = { $count ->
    [0] 可迁移的设施全部保留；它们在原址覆盖 { $today } 人
   *[other] 迁走的设施：{ $ids }；可迁移的设施在原址共覆盖 { $today } 人
}
sites-curve = 新增人口随点位数的变化：{ $curve }
sites-unconnected = ! { $count } 个候选点附近没有可接入的道路，已排除，例如 { $ids }
sites-idle = ! { $count } 个候选点的限值内没有任何缺少该设施的住宅
sites-unused = ! 候选点清单中有 { $count } 行无法使用：

## audit

audit-title = 发现 { $count } 处会使结果出错的问题，其中涉及人口最多的 { $shown } 处：
audit-head = { $rank }. { $kind } · { $people } 人，{ $homes } · { $place }
audit-whole-city = 全市
audit-column-kind = 类型
audit-column-findings = 处数
audit-column-people = 最多人口
audit-column-homes = 最多住宅
audit-advice = { $kind }：{ $advice }
audit-not-looked = 未查找：{ $kinds }：{ $why }。
audit-kind-shifted_list = 名单偏移
audit-kind-rare_category = 类别过少
audit-kind-few_homes = 住宅过少
audit-kind-few_people = 人口过少
audit-kind-far_place = 远离道路
audit-kind-cut_leg = 与所接道路隔断
audit-kind-island = 孤立路网
audit-kind-crossing = 相交而不相连
audit-kind-loose_end = 断在道路旁
audit-kind-duplicate = 疑似重复
audit-do-shifted_list = 声明名单所用的坐标系，再重新读取。
audit-do-rare_category = 补充此类设施的名单，或在地图上补标；在此之前，“未覆盖”可能只是“未标注”。
audit-do-few_homes = 对照影像，补标建筑，或给出住宅名单或统计人口。
audit-do-few_people = 核对这些住宅的层数与人数，或给出统计人口。
audit-do-far_place = 补标通往该处的道路或小路，或更正位置。
audit-do-cut_leg = 补标出入口、通往出入口的小路或途中的大门；在此之前，让住宅接入四周道路的选项或可弥补。
audit-do-island = 若两者之间可以步行，把该路径与旁边的道路相连。
audit-do-crossing = 若可由一条走到另一条，给两条路径一个共同的节点；若不可，标注桥梁或层级。
audit-do-loose_end = 若可以走过去，把路径画到道路上；否则给末端节点标注 noexit=yes。
audit-do-duplicate = 删去其中一处；若两处都存在，使其名称有别。

## scenarios

delta-head = { $file } · { $homes }
delta-scenario = 情景“{ $name }”：{ $count } 项变化
delta-scenario-dated = 情景“{ $name }”（{ $date }）：{ $count } 项变化
delta-column-before = 之前覆盖
delta-column-gained = 得到
delta-column-lost = 失去
delta-column-after = 之后覆盖
delta-column-was = 之前
delta-column-now = 之后
delta-column-homes = 住宅
delta-moved = 全部规则合计：前后都覆盖的住宅中，人口增加 { $more }、减少 { $fewer }。
delta-unchanged = 其中 { $count } 处没有变化。
link-through = { $scenario } 第 { $line } 行：连线穿过{ $what }（{ $way }），仍按所画计算
link-not-looked = { $scenario } 第 { $line } 行：没有查看连线穿过什么，因为预先建好的路网不含水面、铁路、墙与建筑
## obstacles

obstacles-title = { $shown ->
    [0] 没有发现因大门、封闭道路或缺失的连接而使住宅到不了{ $rule }的情况。
   *[other] 住宅与{ $rule }之间的障碍：共查看 { $found } 处，列出影响人口最多的 { $shown } 处。人口为仅打通该处后重新计算所新增的覆盖人口。
}
obstacles-any-rule = 规则所要求的设施
obstacles-column-kind = 类型
obstacles-column-nature = 性质
obstacles-column-people = 人口
obstacles-column-homes = 住宅
obstacles-column-joint = 全部规则
obstacles-column-at = 经度,纬度
obstacles-about = { $rank }. { $what }。
obstacles-between = 中间隔着：{ $what }。
obstacles-others = 另有 { $count } 处障碍，打通后惠及的住宅大致相同。
obstacles-natures = 其中 { $map } 处很可能是地图缺失，{ $barrier } 处确有阻隔。各处人口不可相加：有的住宅因多处打通而受益。
obstacles-not-run = ! 还有 { $count } 处的影响可能不小于末位，未逐一重新计算。
obstacles-no-surroundings = ! 只查找了大门与封闭道路：预先建好的路网不含道路周围的情况，其余需由原始数据查找。
obstacle-kind-gate = 大门
obstacle-kind-passage = 封闭道路
obstacle-kind-crossing = 相交不连
obstacle-kind-dead_end = 末端不接
obstacle-kind-island = 孤立路网
obstacle-kind-gap = 近而不通
obstacle-kind-across = 缺桥
obstacle-kind-plaza = 广场
obstacle-nature-map = 地图缺失
obstacle-nature-barrier = 真实阻隔
obstacle-do-gate = 查明何时可由谁开放；若如今人人可过，请在地图上标明（大门的 access 或 foot）。
obstacle-do-passage = 查明可由谁向行人开放；若如今人人可走，请在地图上标明（道路的 access 或 foot）。
obstacle-do-crossing = 若可由一条走到另一条，请在地图上给两条路径一个共同的节点。
obstacle-do-dead_end = 若可以走过去，把路径画到道路上；否则给末端节点标注 noexit=yes。
obstacle-do-island = 若两者之间可以步行，请在地图上把该路径与旁边的道路相连。
obstacle-do-gap = 若可以走过去，请补画连接或过街处；若不可，可规划一处。
obstacle-do-across = 规划天桥、地道或平面过街；若已有，请补画。
obstacle-do-plaza = 行人会直接穿过：请补画其走的路径，或让广场可穿行。
obstacle-do-barrier = 需要规划：打通其间的阻隔；若已有通路，请补画。

## doubt

doubt-column-not-covered = 未覆盖人口
doubt-column-people = 其中存疑
doubt-column-homes = 存疑住宅
doubt-column-share = 占比
doubt-note = 存疑：补上一条地图很可能缺失、长度不超过 25 米的连接，判定就会改变；这样的连接共 { $links } 条。判定均未改动。未覆盖人口即上表所列；存疑的住宅中也可能有判定未知的。
links-probable = { $count ->
    [0] 没有可以判断为地图缺失的 25 米以内的连接；道路与地图一致。
   *[other] 已加入 { $count } 条地图很可能缺失、长度不超过 25 米的连接。
}
