### 命令行无法理解时的说明。

error-line = 错误：{ $what }
hint-line = 提示：{ $what }
usage-more = 更多说明见 '--help'。
usage-tip = 提示：{ $what }
usage-similar-argument = 有一个相近的选项 '{ $found }'
usage-similar-value = 有一个相近的值 '{ $found }'
usage-similar-command = 有一个相近的命令 '{ $found }'
usage-invalid-value = '{ $option }' 的值 '{ $value }' 无效
usage-invalid-value-because = '{ $option }' 的值 '{ $value }' 无效：{ $why }
usage-possible-values = 可选值：{ $values }
usage-value-missing = '{ $option }' 需要一个值，但没有给出
usage-unknown-argument = 没有 '{ $given }' 这个参数
usage-unknown-command = 没有 '{ $given }' 这个命令
usage-conflict = '{ $option }' 不能与 '{ $other }' 同时使用
usage-twice = '{ $option }' 只能给一次
usage-missing = 缺少必需的参数：{ $what }
usage-command-missing = '{ $command }' 之后须有以下命令之一：{ $known }
usage-value-count = '{ $option }' 的值的个数不对
usage-not-utf8 = 命令行中有不是 UTF-8 的文字
usage-other = 无法理解这条命令

## 选项的值

value-threads = 请给 1 至 { $most } 之间的数
value-not-seconds = 不是秒数
value-seconds-range = 请给 0 至 600 之间的秒数
value-not-minutes = 不是分钟数
value-minutes-range = 请给大于 0、至多 240 的分钟数
value-not-metres = 不是米数
value-metres-range = 请给 1 至 2000 之间的米数
value-not-square-metres = 请给不小于 0 的平方米数
value-not-cost = 请给不小于 0 的金额
value-not-weight = 请给区域或分层及 0 至 1000 的系数，如 老旧小区=2
value-not-spacing = 请给 0 至 100000 之间的米数
value-not-duration = 请给时长，如 5s 或 2min，最长一天
value-share-sign = 比例要带百分号，如 90%
value-share-range = 比例须在 0% 与 100% 之间
value-regression = 比例要带百分号，如 10%
value-rounds = 请给 1 至 1000 之间的数
value-not-number = 不是数
value-not-count = 不是不小于 0 的整数
