//! The folder's README: its numbers are those of the truth, never typed.

use serde_json::Value;

/// The text in Chinese, with a short one in English.
pub(crate) fn text(truth: &Value) -> String {
    let census = &truth["census"];
    let found = &census["conflation"];
    let number = |value: &Value| {
        value
            .as_array()
            .map_or_else(|| value.to_string(), |list| list.len().to_string())
    };
    let reason = |name: &str| census["rejects_by_reason"][name].to_string();
    let (amap, people, sites) = (&truth["amap"], &truth["people"], &truth["sites"]);
    let (counted, strata) = (&truth["counted"], &truth["strata"]["people"]);
    let lines = [
        "# 示例：一个区商务局的文件夹 · A commerce bureau's folder".to_string(),
        String::new(),
        "演示城市（程序自带的虚构城市）的网点底数、地图导出、社区人口、边界和规划网点。名称、编号和数字全部虚构，由".to_string(),
        "`cargo run -p lifecircle-examples --example make_huaian` 按固定种子生成；故意埋下的问题逐条记在 `truth.json`。".to_string(),
        String::new(),
        "| 文件 | 内容 | 格式与坐标 |".to_string(),
        "|---|---|---|".to_string(),
        format!("| `网点底数.csv` | 商业网点普查，{} 行 | GB18030，CRLF，首行是标题，末尾有 {} 个空行；GCJ-02 |", census["rows_in"], census["blank_rows"]),
        format!("| `高德导出.xlsx` | 高德 POI 导出，{} 行，在 `POI` 表 | `location` 一列写“经度,纬度”；GCJ-02 |", amap["rows_in"]),
        format!("| `社区人口.xlsx` | {} 个社区的户数、人口、0-3 岁和 60 岁以上人数，末行合计 | 街道列合并单元格，数字写法不一 |", people["zones"]),
        "| `边界/*.geojson` | 市、区、街道、社区四级边界，逐级拼合；社区有“小区类型”一栏 | GCJ-02 |".to_string(),
        format!("| `规划网点.xlsx` | {} 处闲置厂房、仓库和公有物业用房 | 两行表头；CGCS2000 |", sites["rows"]),
        String::new(),
        "埋下的问题：".to_string(),
        String::new(),
        format!(
            "- 普查表应退回 {} 行：业态写错 {}，经纬度颠倒 {}，缺坐标 {}，坐标不是数字 {}；编号重复 {} 行；位于外市 {} 行。",
            number(&census["rejects"]), reason("unknown_category"), reason("coordinates_swapped"),
            reason("coordinates_missing"), reason("no_number"), number(&census["duplicates"]), number(&census["far"]),
        ),
        format!(
            "- 与 OpenStreetMap 相比：已停业 {}，已搬迁（130–390 米）{}，业态不同 {}，换了写法的名称 {}，仅普查有 {}，仅地图有 {}；\
             同一店登记了两个编号 {} 对。",
            number(&found["closed"]), number(&found["moved"]), number(&found["other_format"]), number(&found["renamed"]),
            number(&found["only_list"]), number(&found["only_osm"]), number(&found["twins"]),
        ),
        format!(
            "- 社区人口共 {} 人；{}没有建筑，{} 人无处分配，应报告而不是丢掉；“合计”行不是社区：没有边界叫这个名字，\
             它的数正好是以上各行之和。",
            people["people"], crate::zones::EMPTY, people["people_in_zones_without_buildings"],
        ),
        format!(
            "- 清点（`truth.json` 的 `counted`）：设施 {} 处、服务 {} 项，连锁 {}、品牌不明 {}，无人值守 {}、快件箱 {}，按街道与业态分列。",
            counted["outlets"], counted["services"], counted["chain"], counted["unknown_brand"],
            counted["unstaffed"], counted["lockers"],
        ),
        format!(
            "- 分类（`truth.json` 的 `strata`）：老旧小区 {} 人，新建小区 {} 人，城乡结合部 {} 人。",
            strata["老旧小区"], strata["新建小区"], strata["城乡结合部"],
        ),
        "- 还有：`1,200` 和全角数字、像公式的名称、单元格内换行、一个格里两种业态、繁体与括号写法。".to_string(),
        String::new(),
        "## In English".to_string(),
        String::new(),
        format!(
            "The demo city's outlet census ({} rows, GB18030, GCJ-02), an AMap export ({} rows), head counts of {} communities,",
            census["rows_in"], amap["rows_in"], people["zones"],
        ),
        format!(
            "boundaries on four levels, and {} planned sites in CGCS2000. Everything is invented, and made from a seed by",
            sites["rows"]
        ),
        "`make_huaian`; `truth.json` lists each planted mistake with its line. A test holds the files to the program.".to_string(),
        String::new(),
    ];
    lines.join("\n")
}
