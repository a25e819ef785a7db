//! Names made comparable: the same shop mapped twice is often written differently.

use unicode_normalization::UnicodeNormalization;

/// Traditional characters common in shop names, and their simplified forms.
const FOLDED: [(char, char); 40] = [
    ('廣', '广'),
    ('場', '场'),
    ('業', '业'),
    ('華', '华'),
    ('東', '东'),
    ('門', '门'),
    ('農', '农'),
    ('貿', '贸'),
    ('鮮', '鲜'),
    ('優', '优'),
    ('樂', '乐'),
    ('購', '购'),
    ('萬', '万'),
    ('興', '兴'),
    ('發', '发'),
    ('臺', '台'),
    ('灣', '湾'),
    ('豐', '丰'),
    ('務', '务'),
    ('聯', '联'),
    ('達', '达'),
    ('橋', '桥'),
    ('龍', '龙'),
    ('園', '园'),
    ('區', '区'),
    ('連', '连'),
    ('鎖', '锁'),
    ('雜', '杂'),
    ('貨', '货'),
    ('愛', '爱'),
    ('買', '买'),
    ('壹', '一'),
    ('國', '国'),
    ('際', '际'),
    ('館', '馆'),
    ('陽', '阳'),
    ('營', '营'),
    ('個', '个'),
    ('時', '时'),
    ('寶', '宝'),
];

/// NFKC, lower case, traditional folded, spaces and a branch suffix (`(…)`, `（…店）`, 分店, 店) dropped.
pub(crate) fn normalise(name: &str) -> String {
    let folded = |c: char| FOLDED.iter().find(|f| f.0 == c).map_or(c, |f| f.1);
    let mut text: String = name
        .nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .map(folded)
        .collect();
    if text.ends_with(')')
        && let Some(open) = text.rfind('(')
        && open > 0
    {
        text.truncate(open);
    }
    for suffix in ["分店", "店"] {
        if let Some(stem) = text.strip_suffix(suffix)
            && !stem.is_empty()
        {
            return stem.to_owned();
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn branches_and_scripts_fold() {
        assert_eq!(normalise("惠民便利店（三里桥店）"), normalise("惠民便利"));
        assert_eq!(normalise("Spar  Express"), normalise("SPAR express"));
        assert_eq!(normalise("農貿市場"), normalise("农贸市场"));
        assert_ne!(normalise("惠民便利店"), normalise("惠民超市"));
        assert_eq!(normalise("店"), "店");
    }
}
