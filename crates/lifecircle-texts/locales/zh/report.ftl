### 报告里的话：标题、句子、表名、列名。

report-title = 住宅步行可达报告：{ $place }
report-title-synthetic = 住宅步行可达报告：{ $place }（虚构数据）

## 标题

report-headlines = 总览
report-map = 地图
report-areas = 分区域
report-gaps = 盲区清单
report-sites = 怎样补齐：新设设施
report-obstacles = 怎样补齐：打通障碍
report-completeness = 周边配置
report-hours = 营业时间
report-quality = 数据质量
report-method = 方法与依据

## 总览

report-sentence-rule = { $known ->
    [all] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行 { $limit }内可到最近的{ $name }，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }不能，结论全部已知。
   *[other] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行 { $limit }内可到最近的{ $name }，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }不能，另有 { $unknown }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }无从判断：{ $reasons }。
}
report-sentence-times = { $known ->
    [all] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行 { $limit }内可到 { $times } 处不同的{ $name }，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }不能，结论全部已知。
   *[other] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行 { $limit }内可到 { $times } 处不同的{ $name }，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }不能，另有 { $unknown }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }无从判断：{ $reasons }。
}
report-sentence-joint = { $known ->
    [all] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行可及规则所要的全部设施，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }至少缺一样，结论全部已知。
   *[other] 每 100 { $who ->
        [people] 人
        [homes] 处住宅
       *[points] 个采样点
    }中，{ $covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }步行可及规则所要的全部设施，{ $not_covered }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }至少缺一样，另有 { $unknown }{ $who ->
        [people] {" "}人
        [homes] {" "}处
       *[points] {" "}个
    }无从判断：{ $reasons }。
}
report-fewer-than-one = 不到 1
report-more-than-99 = 99 以上
report-counts = 已覆盖：{ $covered }；未覆盖：{ $not_covered }；未知：{ $unknown }。
report-people-in-homes = { $homes } { $people }
report-doubtful = 其余之中有 { $doubtful }存疑：地图上若补一条很可能漏画的连接，结论就会改变。
report-doubtful-none = 没有住宅的结论取决于地图上可能漏画的连接。
report-at = 只计 { $time }营业的设施（{ $holidays }）。下文的缺口片区、新设设施与障碍，按设施不论何时营业计算。
report-coverage = 已覆盖、未覆盖、未知
report-walks = 到最近设施的步行时间，以及限值变动的影响
report-reasons = 结论未知的住宅，按原因
report-limits-note = 限值是一条线，数据却有误差：下表列出各限值收紧或放宽一成后的结果。

## 地图

report-map-read = 每个圆点是一处住宅：颜色表示规则所要的全部设施（或某一类）是否步行可及，大小表示居住人口。未知的以斜线或灰色标出，不会略去。数字是下文各表中缺口片区的名次。
report-map-homes = 每个圆点是一处住宅：颜色表示规则所要的全部设施（或某一类）是否步行可及。未知的以斜线或灰色标出，不会略去。数字是下文各表中缺口片区的名次。
report-map-points = 每个圆点是代表住宅的采样点：颜色表示规则所要的全部设施（或某一类）是否步行可及。未知的以斜线或灰色标出，不会略去。数字是下文各表中缺口片区的名次。

## 分区域

report-areas-none = 本次未划分区域。提供边界文件，或采用数据中的行政区划，即可看出哪里缺得最多。
report-areas-note = 各区域的百分比以本区域的人口计。有住宅不属于任何区域时，列在末行。
report-areas-note-homes = 各区域的百分比以本区域的住宅计。有住宅不属于任何区域时，列在末行。
report-level-rules = { $level }，逐条规则

## 缺口片区

report-gaps-none = 没有人缺任何设施，也就没有缺口片区。
report-gaps-unknown = 没有发现缺少设施的住宅，因而没有缺口片区；但有 { $unknown }的情况未知。
report-gaps-note = 缺口片区是一处选址得当的设施（全部规则合看时，为所缺的每类各一处）就能服务到的一组住宅。片区按人口排名；“设点新增”是在中心设点后真正新增的人口，周边住宅也计入。
report-gaps-joint = 缺口片区：全部规则
report-gaps-rule = 缺口片区：{ $rule }
report-gaps-head = { $what }：{ $areas }，{ $who }。

## 新设设施

report-sites-none = 本次未做选址。
report-sites-needless = { $rule }：没有人缺，无需新设。
report-sites-not = { $rule }：{ $why }。
report-sites-rule = 新设设施：{ $rule }
report-sites-note = 沿道路逐一选出能服务最多尚未覆盖人口的位置；每处的新增只计前面各处之外的人口。结果指明往哪里找，而不是买哪一间铺面。
report-sites-sum = { $rule }：新设 { $count } 处（{ $category }）后，在现已覆盖的 { $covered }之外再增加 { $added }。
report-sites-bound = 同样处数的任何选法至多新增 { $bound } 人，本方案达到其 { $share } %。
report-sites-best = 同样处数，没有别的选法新增更多。

## 障碍

report-obstacles-not = 本次未查找障碍。
report-obstacles-legs = 住宅接入周边多条道路时，不查找障碍。
report-obstacles-none = 没有发现任何门、封闭道路或缺失的连接把人与现有设施隔开。
report-obstacles-sum = 下表是把最多的人与现有设施隔开的障碍，共查看 { $found } 处。每处单独打通后全部重算，表中人口即由此新覆盖的人；几处的人口不能相加。
report-obstacles-gates = 只查找了门与封闭的道路：先前生成的路网文件不含道路周边的情况。
report-obstacles-table = 障碍

## 周边配置

report-formats = 步行可及的业态
report-formats-note = 表中是多少分钟步行内至少有一处该业态设施的人口百分比，不论设施位于何处。
report-formats-note-homes = 表中是多少分钟步行内至少有一处该业态设施的住宅百分比，不论设施位于何处。
report-formats-areas = { $level }：{ $minutes } 分钟内有该业态设施的人口百分比
report-formats-areas-homes = { $level }：{ $minutes } 分钟内有该业态设施的住宅百分比
report-lacking = 缺什么（涉及人口多者在前）
report-within = ≤ { $minutes } 分钟，%
report-within-unknown = 未知，%

## 营业时间

report-hours-not = 本次未按营业时间计算：设施不论何时营业均计入。全部 { $all } 个设施中有 { $known } 个记有营业时间。
report-hours-note = 平常一周（{ $first } 至 { $last }，{ $holidays }）每小时步行可及全部设施的百分比。此表把不明的算作未覆盖；逐小时的表另列。
report-hours-week = 每小时同时满足全部规则的百分比
report-hours-table = 一周逐小时、逐条规则

## 数据

report-dropped = 舍弃的，或只采用了一部分的
report-dropped-none = 没有舍弃任何数据。
report-network = 步行路网
report-lists = 读入的清单
report-conflation = 清单与 OpenStreetMap 的对照
report-edge-known = 数据的边界已知；需越过边界才能得出结论的住宅记为未知。
report-edge-unknown = 数据的边界不明：靠近边缘的住宅可能判错。
report-area-left-out = 只计 { $name } 的住宅；周边 { $homes } { $people }不计。

## 方法

report-method-walk = 步行沿道路前往最近的设施：从住宅的各个出入口出发，经对步行者开放的道路、小径、过街与阶梯，连同门到道路的一段。时间以整毫秒计；与限值比较之前不作任何取整。
report-method-unknown = 未走到限值就到了数据边界、附近没有道路，或者数据中根本没有此类设施时，住宅记为“未知”，而不是“未覆盖”。
report-method-people = 有清单或统计人口的，按其计；没有的，按住宅建筑面积估算。
report-method-points = 地图上的住宅建筑过少，无从得知人住在哪里：以道路沿线的采样点代表住宅，不计人口。
report-method-snap = 地点距道路至多 { $snap }。
report-method-where = 步行模型的全部规定及出处见 docs/walking-model.md，各文件的列见 docs/files.md。
report-rules = 规则
report-options = 选项
report-inputs = 输入

## 列名

report-column-rule = 规则
report-column-percent-covered = 覆盖率（%）
report-column-percent = { $what }（%）
report-column-verdict = { $what }：{ $verdict }
report-column-people-covered = 已覆盖人口
report-column-people-not-covered = 未覆盖人口
report-column-people-unknown = 未知人口
report-column-people-doubtful = 存疑人口
report-column-homes-covered = 已覆盖住宅
report-column-homes-not-covered = 未覆盖住宅
report-column-homes-unknown = 未知住宅
report-column-homes-doubtful = 存疑住宅
report-column-outlets = 设施
report-column-median = 半数人步行不超过（分钟）
report-column-p90 = 九成步行不超过（分钟）
report-column-worst = 最远一成至少步行（分钟）
report-column-gini = 步行时间基尼系数
report-column-tighter = 限值收紧一成时覆盖率（%）
report-column-looser = 限值放宽一成时覆盖率（%）
report-column-area = 区域
report-column-id = 编号
report-column-people = 人口
report-column-homes = 住宅
report-column-points = 采样点
report-column-rank = 名次
report-column-gain = 设点新增（人）
report-column-excess-minutes = 超限中位数（分钟）
report-column-excess-metres = 超限中位数（米）
report-column-lon = 经度
report-column-lat = 纬度
report-column-nearest = 目前最近的设施
report-column-nearest-minutes = 步行时间（分钟）
report-column-lacking = 缺{ $name }的人口
report-column-place = 位置
report-column-alone = 单独新增（人）
report-column-added = 再增加（人）
report-column-added-homes = 再增加（处住宅）
report-column-total = 累计（人）
report-column-saved = 节省（人·分钟）
report-column-gap-areas = 服务的缺口片区
report-column-kind = 类型
report-column-nature = 性质
report-column-what = 说明
report-column-joint = 打通后满足全部规则（人）
report-column-advice = 怎么办
report-column-elements = 地图要素
report-column-category = 业态
report-column-class = 类别
report-column-presence = 本地
report-column-day = 星期
report-column-hour = 小时
report-column-counted = 项目
report-column-number = 数目
report-column-file = 文件
report-column-role = 用途
report-column-form = 格式
report-column-system = 坐标系
report-column-rows = 行数
report-column-used = 采用
report-column-rejected = 不能用
report-column-duplicates = 重复
report-column-others = 非所需业态
report-column-limit = 限值
report-column-unit = 单位
report-column-least = 至少几处
report-column-option = 选项
report-column-value = 取值
report-column-bytes = 字节数
report-column-sha256 = SHA-256
report-unit-minutes = 分钟
report-unit-metres = 米
report-none-within-hour = 一小时内没有

## 舍弃的

report-dropped-way_node_refs_missing = 文件中缺失的路径节点
report-dropped-unknown_blobs = 类型不明的数据块
report-dropped-walkable_ways_without_geometry = 没有任何节点在文件中的步行道路
report-dropped-unknown_access_values_read_as_open = 不认识的通行标签，按开放处理
report-dropped-building_yes_left_out = 用途不明、不计为住宅的建筑
report-dropped-building_yes_with_business = 其中带有商店、办公等的
report-dropped-dwellings_without_geometry = 没有任何节点在文件中的住宅建筑
report-dropped-dwellings_with_incomplete_outline = 轮廓不完整的住宅建筑
report-dropped-outer_ways_of_dwelling_relations = 已随其关系计入一次的住宅轮廓
report-dropped-dwellings_replaced_by_points = 由采样点代表的住宅建筑
report-dropped-links_too_long_for_points = 过长而未采样的连线
report-dropped-buildings_not_closed = 轮廓未闭合的建筑
report-dropped-residential_areas_in_part = 有一部分缺失的居住用地
report-dropped-residential_areas_left_out = 未采用的居住用地
report-dropped-residential_rings_left_out = 不闭合的居住用地环
report-dropped-homes_with_assumed_levels = 层数为假定的住宅
report-dropped-homes_with_told_people = 人口由清单或标签给出的住宅
report-dropped-facilities_gone = 已关闭、空置或不存在的设施
report-dropped-facilities_without_geometry = 没有任何节点在文件中的设施
report-dropped-facilities_merged = 合并掉的重复设施
report-dropped-facilities_doubtful = 依据不足而计入的设施
report-dropped-facilities_unconnected = 附近没有道路的设施
report-dropped-list_rows_closed = 清单中注明已关闭的行

## 路网

report-network-walkable_km = 步行道路（公里）
report-network-private_km = 其中私有（公里）
report-network-enclosed_km = 其中由门和围墙封闭（公里）
report-network-walkable_ways = 步行路径
report-network-plaza_outlines = 广场轮廓
report-network-streets = 路口之间的道路
report-network-streets_too_long = 过长而不计的道路
report-network-components = 互不相连的部分
report-network-small_components = 其中不足 2 公里的
report-network-islands = 其中并非被数据边界截断的
report-network-pieces = 对所有人开放的部分
report-network-enclosed_pieces = 其中封闭的
report-network-private_passages = 私有通道
report-network-closed_barriers = 关闭的障碍物
report-network-cut_ends_missing_node = 因缺节点而截断的道路
report-network-cut_ends_outside = 在数据边界截断的道路
report-network-cut_ends_assumed = 推定为截断的道路

## 输入

report-role-extract = OpenStreetMap 数据
report-role-facilities = 设施清单
report-role-residences = 住宅清单
report-role-population = 统计人口
report-role-zones = 分区人口
report-role-boundaries = 边界
report-role-strata = 住宅分类
report-role-scenario = 情景
report-role-categories = 业态表
report-role-extent = 数据范围
report-role-rules = 规则
report-role-area = 研究范围
report-role-city_file = 城市文件

## 工作簿与文档

report-sheet-overview = 总览
report-first-rows = 以上为全部 { $all } 行中的前 { $shown } 行，其余见工作簿。
report-columns-part = { $caption }（{ $part }/{ $parts }）
report-page-of = 第 { $page } 页，共 { $pages } 页
report-map-joint = 全部设施是否步行可及，以及缺口片区的名次
report-map-rule = 是否步行可及：{ $rule }

## 命令

about-report = 把一座城市的全部结论写成报告：覆盖率、地图、缺口与补齐办法、营业时间、数据质量、方法
arg-report-output = 网页报告：一个文件，任何浏览器不联网即可打开；地图可点，表格可排序，中英文可切换
arg-xlsx = 报告写成工作簿，每表一页
arg-docx = 报告写成带地图的文档
arg-report-title = 报告的标题，替代默认标题
arg-report-sites = 每条规则新设设施的处数；0 为不选
arg-report-obstacles = 列出多少处障碍；0 为不查找
arg-report-hours = 另列平常一周的每一小时
report-written = 已写出 { $file }
examples-report = 示例：
      lifecircle report city.toml -o report.html                           开会用的一个网页
      lifecircle report city.toml -o report.html --docx report.docx --xlsx report.xlsx    同样数字的三个文件
      lifecircle report city.osm.pbf --docx report.docx --lang zh          中文报告
      lifecircle report city.osm.pbf --xlsx report.xlsx --hours --doubt    另列一周各小时，以及存疑的住宅

    未提供区域时，按数据中的行政区划（如有）分区列出。报告的内容与各数字的出处见 docs/report.md。
