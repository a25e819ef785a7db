### 结果之间的对比：`check --against`、`compare`、`verify`。

## 与先前的检查对比

placeholder-matters = 事项,…
arg-against = 与先前结果的文件夹对比；损失超过 --max-loss 时退出码为 1
arg-max-loss = 每条规则最多可损失总人口的百分点数，如 0.5%
arg-allow = 两份结果可以不同的事项；未列出的不同会被拒绝
possible-allow-rules = 规则
possible-allow-options = 谁步行、如何步行：步行者类型、速度、大门、接入方式等
possible-allow-area = 研究范围或数据边界
possible-allow-homes = 住宅的来源：建筑、采样点或名单
possible-allow-tables = 类别表与人口表
possible-allow-format = 文件版本
hint-incomparable = 若确实要这样对比，请加上 --allow { $matters }

against-head-people = 与先前结果对比（按人口）：
against-head-homes = 与先前结果对比（按住宅，其中一份没有人口）：
against-column-before = 先前已覆盖
against-column-now = 现已覆盖
against-column-unknown-before = 先前未知
against-column-unknown-now = 现未知
against-column-loss = 损失（百分点）
against-lost-people = 损失过多：{ $rule }损失总人口的 { $loss } 个百分点（先前覆盖 { $before }，现为 { $after }），最多允许 { $most } 个
against-lost-homes = 损失过多：{ $rule }损失住宅总数的 { $loss } 个百分点（先前覆盖 { $before }，现为 { $after }），最多允许 { $most } 个
compare-allowed = ! 两份结果不一致之处：{ $what }

## 两份结果

about-compare = 对比两份结果：新增覆盖与失去覆盖的住宅和人口、所在区域与原因
placeholder-result = 结果
arg-compare-before = 先前的结果：`check -o` 写出的文件夹，或数据文件、路网文件、城市文件
arg-compare-after = 后来的结果：同上
arg-compare-output = 存放 comparison.json、manifest.json 以及住宅和变动设施图层（附 QGIS 样式）的文件夹
arg-compare-by = 要显示的区域层级，或 `all`：两份结果都有的层级
arg-same-place = 编号不同而相距不超过此值的住宅视为同一处；移动不超过此值的视为未移动
examples-compare = 示例：
      lifecircle compare out/2026q2 out/2026q3                     `check -o` 写出的两个文件夹
      lifecircle compare old.osm.pbf new.osm.pbf --by all          两份数据，并按区域
      lifecircle compare old.osm.pbf new.osm.pbf -o changes/ --png changes.png
compare-no-level = 两份结果没有共同的层级“{ $level }”；共同的层级有：{ $known }
compare-title-comparison = 住宅的变化
compare-title-outlets = 变动的设施
compare-home-new = 新增住宅
compare-home-vanished = 已不存在的住宅
compare-outlet-new = 新设施
compare-outlet-closed = 已关闭的设施
compare-outlet-moved = 已迁移的设施
compare-outlet-serves = 类别改变的设施
compare-side-before = 先前：{ $name } · { $homes } · { $people } 人 · { $outlets }
compare-side-after = 后来：{ $name } · { $homes } · { $people } 人 · { $outlets }
compare-homes = 两份都有的住宅：{ $both }（其中按位置对应 { $by_place }）；已不存在：{ $vanished }；新增：{ $new }
compare-outlets = 设施：新设 { $new }，关闭 { $closed }，迁移 { $moved }，类别改变 { $serves }
compare-column-by = 计数
compare-column-new = 新增住宅
compare-column-vanished = 消失住宅
compare-column-unknown = 未知
compare-column-change = 变化
compare-column-cause = 原因
compare-column-homes = 住宅
compare-causes-by-reruns = 原因（逐项变动单独重算）：
compare-causes-by-outlets = 原因（按最近设施及其步行时间）：
compare-cause-new = 新设施
compare-cause-closed = 设施关闭
compare-cause-moved = 设施迁移
compare-cause-network = 道路、大门或数据边界
compare-cause-home = 住宅位置改变
compare-cause-rules = 规则不同
compare-cause-options = 步行条件不同
compare-cause-people = 人口不同
compare-cause-several = 多种原因
compare-map-title = 变化：{ $what }
compare-map-title-of = { $place }的变化：{ $what }
compare-title-of = { $place }的变化
compare-map-subtitle = { $before } → { $after }

## 校验结果

about-verify = 校验结果文件夹是否与写出时一致，以及输入能否重新得到相同的数值
arg-verify-folder = 某个命令写出的文件夹
arg-verify-file = 检查所用的数据文件、路网文件或城市文件：重新计算数值并对比
arg-inputs = 存放输入文件的文件夹，按文件名查找；FILE 所在的文件夹也会查找
examples-verify = 示例：
      lifecircle verify out/                                   只核对各文件的摘要
      lifecircle verify out/ city.osm.pbf --inputs tables/     并重新计算数值
verify-files-same = 文件：全部 { $all } 个与写出时一致
verify-files-differ = 文件：{ $all } 个中有 { $same } 个与写出时一致
verify-missing = 缺失：{ $name }
verify-changed = 已改动：{ $name }
verify-extra = 不属于这份结果：{ $name }
verify-version = 结果由版本 { $version } 写出，当前版本为 { $this }。
verify-values-same = 数值：全部 { $count } 个文件由输入重新得到，逐字节相同
verify-values-differ = 数值：{ $all } 个文件中有 { $differing } 个与输入得到的不同
verify-file = { $name }：{ $count } 处不同
verify-file-not-there = { $name }：文件夹中没有
verify-file-not-anew = { $name }：由输入得不到
verify-value = { $place }：此处为 { $there }，由输入得到 { $anew }
verify-nothing = 无
verify-bytes = 数值相同而字节不同，或不是表格
verify-give-inputs = 数值：未核对；请给出数据文件以及其他输入所在的文件夹，以便重新计算
verify-digests-alone = 数值：未核对；只有 `check` 写出的结果可以重新计算
