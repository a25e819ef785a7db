//! The Chinese texts of `--help`.

use clap::{Arg, ArgAction, Command};

/// Command → Chinese help.
const COMMANDS: [(&str, &str); 14] = [
    (
        "lifecircle",
        "每户居民步行5分钟能否到达便利店、10分钟能否到达菜市场、15分钟能否到达超市？",
    ),
    ("check", "按规则包检查全市每一处住宅"),
    ("inspect", "说明数据文件的内容与注意事项"),
    (
        "network",
        "一次建好数据文件的路网，存成一个文件，各命令都可用它代替原数据",
    ),
    ("rules", "列出、查看或校验规则包"),
    ("list", "内置规则包的名称"),
    ("show", "以 TOML 打印规则包，可复制修改"),
    ("validate", "只校验规则文件，不运行"),
    ("synth", "生成一座虚构城市并写成 .osm.pbf"),
    ("gaps", "缺口图：哪里的居民缺什么，按人口排序"),
    ("isochrone", "从若干地点出发步行可达的范围：面或路段"),
    ("matrix", "多处之间的步行时间，写成表格"),
    ("bench", "在本机为每个步骤计时，并与先前的结果比较"),
    ("completions", "打印某种 shell 的补全脚本"),
];

/// Argument → Chinese help. Arguments of one id mean the same everywhere.
const ARGUMENTS: [(&str, &str); 54] = [
    (
        "rules",
        "规则包：内置名称（见 lifecircle rules list）或 TOML 文件",
    ),
    ("name", "内置名称或文件"),
    ("lang", "表格与提示的语言：en 或 zh [默认：随系统区域]"),
    ("threads", "工作线程数 [默认：每个处理器一个]"),
    ("quiet", "不在 stderr 显示进度"),
    (
        "file",
        "OpenStreetMap 数据（.osm.pbf），或由它建成的路网文件（.lcn）；不给则使用内置的虚构示例城市",
    ),
    (
        "output",
        "输出文件夹（summary.json、manifest.json，以及住宅、设施、缺口、服务范围图层和 QGIS 样式）或文件",
    ),
    (
        "profile",
        "行人类型（平地速度、台阶耗时、是否无台阶）：adult 成人、elderly 老人、child 带幼儿、stroller 婴儿车、wheelchair 轮椅",
    ),
    ("speed", "平地步速，代替类型的默认值，如 1.25m/s 或 4.5km/h"),
    (
        "crossing_delay",
        "每个主次干路人行过街处和信号灯处耽搁的秒数",
    ),
    (
        "gates",
        "小区：tagged 按标注（可进出、不可穿行）、open 全部开放、closed 不许外人进入；check 另有 all 三者比较",
    ),
    (
        "residences",
        "住宅：auto（住宅建筑，过少时取沿街点），或含 id, lon, lat, people 的 CSV/GeoJSON 文件",
    ),
    (
        "facilities",
        "自有网点，与 OpenStreetMap 的合并：含 id, name, category, lon, lat 的 CSV/GeoJSON",
    ),
    ("replace", "只使用 --facilities 的网点"),
    (
        "extent",
        "数据完整的范围，代替文件自带的边框：w,s,e,n，或 .poly、GeoJSON 文件",
    ),
    ("max_snap", "住宅或网点距街道的最远米数 [默认：200]"),
    ("no_trunk", "行人不走国道快速干路（trunk）"),
    ("ferries", "行人可乘渡轮（按步行速度计）"),
    (
        "step_free",
        "为需要无台阶路线的行人而建：仅供 check --profile wheelchair 使用",
    ),
    (
        "crossings",
        "街道在过街处断开：仅供给了 --crossing-delay 的 check 使用",
    ),
    (
        "engine",
        "搜索方向：auto 自动、forward 从住宅、reverse 从网点；结果相同",
    ),
    (
        "min_coverage",
        "全部规则同时满足的人口占比低于此值时退出码为 1，如 90%",
    ),
    ("home", "说明某一处住宅的原因，如 way/123"),
    ("json", "输出一份 JSON，而非表格"),
    (
        "from",
        "起点：homes 住宅、facilities 网点、某一类别，或含 id, lon, lat 的 CSV/GeoJSON 文件",
    ),
    (
        "to",
        "终点：homes 住宅、facilities 网点、某一类别，或含 id, lon, lat 的 CSV/GeoJSON 文件",
    ),
    ("all_homes", "以全部住宅为终点，等同 --to homes"),
    (
        "folder",
        "图层文件夹：residences、gap_streets、gap_areas 和 service_areas，附 QGIS 样式",
    ),
    ("format", "图层格式：geojson、parquet、fgb、csv"),
    (
        "layers",
        "只写这些图层：residences、facilities、gap_streets、gap_areas、service_areas [默认：全部]",
    ),
    ("only", "表格与地图只看这条规则 [默认：全部规则合计]"),
    ("top", "表格列出的片区数"),
    ("point", "出发地：经度,纬度（度），可给多次"),
    (
        "from_file",
        "名单中的每一处都是出发地：含 id, lon, lat 的 CSV/GeoJSON 文件",
    ),
    ("every_home", "每一处住宅都是出发地"),
    ("limits", "时限（分钟），以逗号分隔"),
    (
        "shape",
        "area 沿可达道路的面、network 每处一个线要素、streets 每段道路一个线要素",
    ),
    ("bands", "相邻时限之间的环带，而不是各时限内的全部"),
    ("resolution", "画面所用栅格的节点间距（米）"),
    ("off_street", "离开道路最多步行的距离（米）"),
    ("least_hole", "小于此面积（平方米）的洞填平"),
    (
        "layer",
        "要写的文件，格式由后缀决定：.geojson、.parquet、.fgb 或 .csv [默认：GeoJSON 写到 stdout]",
    ),
    ("png", "另画一张 PNG 地图"),
    ("svg", "另画一张 SVG 地图"),
    (
        "crs",
        ".parquet、.fgb、.csv 的坐标系，如 EPSG:4547（CGCS2000）或 EPSG:32650（UTM） [默认：WGS 84]",
    ),
    ("minutes", "写出的最长步行时间（分钟）"),
    ("verbose", "在 stderr 说明搜索方式"),
    ("synthetic", "不用文件，而用这么多平方公里的虚构城市"),
    ("rounds", "每个步骤运行几次；比较的是中位数"),
    (
        "baseline",
        "用来比较的、先前 lifecircle bench --json 的输出",
    ),
    ("max_regression", "某一步骤最多可比基线慢多少，如 10%"),
    ("km2", "城市面积（平方公里）"),
    ("seed", "随机种子：不同种子，不同城市"),
    ("shell", "哪种 shell：bash、elvish、fish、powershell、zsh"),
];

const EXAMPLES: &str = "\
示例：
  lifecircle check                                内置示例城市
  lifecircle check city.osm.pbf -o out/           一座城市，并输出 GeoJSON
  lifecircle check city.osm.pbf --min-coverage 90%   未达标时退出码为 1
  lifecircle inspect city.osm.pbf                 数据文件的内容
  lifecircle network city.osm.pbf -o city.lcn     一次建好路网，此后 check city.lcn 即开即用

退出码：0 完成（且达标），1 未达标，2 输入或用法有误，130 与 143 分别由 SIGINT、SIGTERM 结束。";

const NETWORK_EXAMPLES: &str = "\
示例：
  lifecircle network city.osm.pbf -o city.lcn     只需一次
  lifecircle check city.lcn                       反复检查，不必再读原数据
  lifecircle check city.lcn --residences homes.csv   自有住宅接到它的街道上

此处给出的选项对该文件的每次检查都有效；与之不符的选项会被拒绝。";

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

fn find(texts: &[(&str, &'static str)], id: &str) -> Option<&'static str> {
    texts.iter().find(|t| t.0 == id).map(|t| t.1)
}

fn argument(argument: Arg) -> Arg {
    let heading = if argument.is_positional() {
        "参数"
    } else {
        "选项"
    };
    let help = find(&ARGUMENTS, argument.get_id().as_str());
    // The values are explained in the text: their own help is English.
    let takes_value = argument.get_action().takes_values();
    let argument = argument.help_heading(heading);
    let argument = if takes_value {
        argument.hide_possible_values(true)
    } else {
        argument
    };
    match help {
        Some(help) => argument.help(help),
        None => argument,
    }
}

/// The command with Chinese help.
pub(crate) fn translate(command: Command) -> Command {
    let ids: Vec<String> = command
        .get_arguments()
        .map(|a| a.get_id().to_string())
        .collect();
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let command = ids
        .iter()
        .fold(command, |command, id| command.mut_arg(id, argument));
    let command = names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, translate)
    });
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version);
    let mut command = command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("命令")
        .help_template(TEMPLATE)
        .arg(help.help("显示帮助").help_heading("选项"))
        .arg(version.help("显示版本").help_heading("选项"));
    if let Some(about) = find(&COMMANDS, command.get_name()) {
        command = command.about(about);
    }
    match command.get_name() {
        "lifecircle" => command.after_help(EXAMPLES),
        "network" => command.after_help(NETWORK_EXAMPLES),
        _ => command,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_and_argument_has_a_chinese_text() {
        fn untranslated(command: &Command, missing: &mut Vec<String>) {
            let ids = command.get_arguments().map(|a| a.get_id().to_string());
            missing.extend(ids.filter(|id| find(&ARGUMENTS, id).is_none()));
            if find(&COMMANDS, command.get_name()).is_none() {
                missing.push(command.get_name().to_owned());
            }
            command
                .get_subcommands()
                .for_each(|c| untranslated(c, missing));
        }
        let mut missing = Vec::new();
        untranslated(&crate::args::Cli::command(), &mut missing);
        assert_eq!(missing, Vec::<String>::new());
    }
}
