### 结果之间的对比：`check --against`、`compare`、`verify`。

## 与先前的检查对比

placeholder-matters = 事项,…
arg-against = 与先前结果的文件夹对比；损失超过 --max-loss 时退出码为 1
arg-max-loss = 每条规则最多可损失总人口的百分点数，如 0.5%
arg-allow = 两份结果可以不同的事项；未列出的不同会被拒绝
possible-allow-rules = 规则
possible-allow-options = 谁步行、如何步行：人群、速度、门、接入方式等
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
