### 地图与 QGIS 样式中的文字。

drawn-covered = 已覆盖
drawn-not-covered = 未覆盖
drawn-unknown = 未知
drawn-within = 在限值内
drawn-people = { $people } 人
drawn-ground-farmland = 农田
drawn-ground-built = 建设用地
drawn-ground-wood = 林地
drawn-ground-sand = 沙地
drawn-ground-park = 公园绿地
drawn-ground-water = 水域
drawn-ground-railway = 铁路
drawn-gap-1 = 不超过限值 1.5 倍
drawn-gap-2 = 限值的 1.5–2 倍
drawn-gap-3 = 限值的 2–3 倍
drawn-gap-4 = 限值的 3 倍以上
drawn-gap-5 = 一小时内无设施
measure-minutes = { $minutes } 分钟
drawn-rank = 第 { $first }–{ $last } 名
drawn-rank-open = 第 { $first } 名及以后
drawn-legend = 图例
drawn-north = 北
measure-metres = { $length } 米
measure-kilometres = { $length } 公里
drawn-title-isochrones = 步行等时圈
drawn-title-residences = 住宅
drawn-title-facilities = 设施
drawn-not-connected = 未接入道路
drawn-doubtful = 存疑
drawn-facility = 设施
drawn-title-gap-streets = 缺口道路
drawn-title-gap-areas = 缺口片区
drawn-title-sites = 选址方案
drawn-site-listed = 清单中的地点
drawn-site-street = 路边点位
drawn-site-gap = 缺口片区中心
drawn-site-outlet = 保留的现有设施
drawn-site-retail = 商铺建筑
drawn-site-commercial = 办公或商业建筑
drawn-site-industrial = 工业厂房
drawn-site-warehouse = 仓库
drawn-site-empty = 闲置房屋
drawn-title-delta = 前后对照
drawn-became-gained = 得到
drawn-became-lost = 失去
drawn-became-covered = 前后都覆盖
drawn-became-uncovered = 前后都未覆盖
drawn-title-service-areas = 服务范围
drawn-title-areas = 区域统计
drawn-title-conflation = 清单与 OSM 比对
drawn-title-audit = 审查
drawn-title-audit-lines = 审查（线）
drawn-found-closed = 一方已关闭
drawn-found-category = 类别不一致
drawn-found-moved = 位置不一致
drawn-found-renamed = 名称不一致
drawn-found-both = 双方均有
drawn-found-only-list = 仅清单有
drawn-found-only-osm = 仅 OSM 有

## 等时圈地图

map-isochrones-title = 步行 { $minutes } 分钟可达范围
map-isochrones-subtitle = 沿道路步行，数据：{ $place }
map-on-foot = 步行时间
map-start = 出发地

## 检查与缺口地图

map-check-title-rule = 步行可达图：{ $rule }
map-check-subtitle-rule = 居民到最近设施的步行情况；{ $place }
map-check-title = 步行生活圈达标图
map-check-subtitle = { $rules }；{ $place }
map-gaps-title-rule = 步行缺口图：{ $rule }
map-gaps-subtitle-rule = 超出限值的居民，按人口排序的缺口片区；{ $place }
map-gaps-subtitle-rule-points = 超出限值的采样点，按采样点数排序的缺口片区；{ $place }
map-gaps-title = 步行生活圈缺口图
map-gaps-subtitle = { $rules }；{ $place }
map-streets = 有人居住的道路（颜色同上）
map-people = 居民
map-homes = 住宅
map-points = 采样点
map-areas-by-people = 缺口片区（按人口）
map-areas-by-points = 缺口片区（按采样点数）
map-area = 缺口片区
map-areas-shown = { $all } 个中的 { $shown } 个
map-rank = 名次
map-serves = 现有设施

## 一处住宅的地图

map-routes-title = 从 { $home } 出发怎么走
map-routes-subtitle = { $verdict }；到各规则最近的设施；{ $place }
map-home = 住宅
map-no-walk = 一小时内没有

## 选址地图

map-sites-title = { $what }选址方案
map-sites-subtitle = { $count } 处点位，新增覆盖 { $added } 人；{ $place }
map-sites = 点位
map-homes-gained = 由这些点位新增覆盖
map-label-gained = +{ $people }

map-ground = 底图
project-title = 步行生活圈：{ $place }
map-study-area = 研究范围：{ $name }
map-labels-beyond = { $count } 处带编号的位置在图幅之外
map-labels-untold = { $count } 处带编号的位置在图上没有空位写出说明
map-ground-left-out = 数据文件中 { $count } 处水域、绿地或建设用地的轮廓不闭合，未绘出
map-cut = 数据范围以外
map-no-ground = 此文件不含底图
map-broken-coast = 海岸线不完整，未绘海域
map-straight-coast = 数据范围以外的海岸线按直线延伸
map-label-people = { $people } 人
map-label-points = { $points } 个采样点
map-data-of = 数据日期 { $date }
map-speed = 步速 { $speed } 米/秒
drawn-share-top = 覆盖率 { $least } % 及以上
drawn-share = 覆盖率 { $least }–{ $most } %
drawn-share-none = 无住宅

drawn-title-obstacles = 障碍
drawn-title-obstacle-links = 障碍（连接）
drawn-doubt = 存疑：可能缺一条连接
