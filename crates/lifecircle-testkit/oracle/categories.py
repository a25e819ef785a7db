"""Which categories an object serves.  walking model 4.7, docs/categories.md."""
import re
import unicodedata

LIFECYCLE = ('disused:', 'was:', 'abandoned:', 'closed:', 'demolished:', 'removed:', 'razed:', 'proposed:', 'planned:',
             'construction:')
CONV_BRANDS = '''全家 罗森 便利蜂 美宜佳 十足 快客 红旗连锁 唐久便利 喜士多 邻几 舞东风 新佳宜 中百便利 友客 易客来 百得来 悦来悦喜
金虎便利 新力有家 OK便利店 易捷 uSmile昆仑好客 昆仑好客 7-Eleven Lawson'''.split()
SUPER_BRANDS = '''永辉 物美 华润万家 大润发 沃尔玛 盒马鲜生 京客隆 超市发 家家悦 丹尼斯 大张 农工商 北京华联 银座 中百佳乐家 永旺 Aldi
家乐福'''.split()
FRUIT_ONLY = '百果园 鲜丰水果 果唯伊'.split()
MARKET_REJECT = '建材 家具 花卉 服装 数码 古玩 二手 汽车 灯具 批发市场'.split()
MARKET_NAMES = '菜市场 农贸市场 集贸市场 菜场 菜篮子'.split()
CONV_NAMES = '便利店 便利 小卖部 士多'.split()
FRESH_NAMES = '生鲜 菜店'.split()
MAIN_KEYS = '''shop amenity office craft tourism leisure highway railway public_transport healthcare man_made aeroway historic
natural waterway place boundary power barrier emergency military route aerialway industrial club'''.split()


def values(tags, key):
    return [v.strip() for v in tags.get(key, '').split(';') if v.strip()]


def is_dead(tags, data_date):
    if tags.get('disused') == 'yes' or tags.get('abandoned') == 'yes':
        return True
    if 'vacant' in values(tags, 'shop'):
        return True
    if tags.get('opening_hours') in ('closed', 'off'):
        return True
    e = tags.get('end_date', '')
    if re.match(r'^\d{4}(-\d\d(-\d\d)?)?$', e) and data_date and e < data_date[:len(e)]:
        return True
    return False


def has(text, words):
    low = text.lower()
    return any(w.lower() in low for w in words)


def is_brand(tags, brands, name_too):
    """brand tag equal to a listed brand; with name_too also a name that is a listed brand or starts with a Chinese one"""
    low = {b.lower() for b in brands}
    for k in ('brand', 'brand:zh'):
        if tags.get(k, '').strip().lower() in low:
            return True
    if name_too:
        for k in ('name', 'name:zh'):
            n = tags.get(k, '').strip().lower()
            if n in low or any(n.startswith(b) for b in low if not b.isascii()):
                return True
    return False


def classify(tags, footprint, data_date):
    """(set of categories, doubtful)"""
    cats, doubtful = set(), False
    shop, amenity = values(tags, 'shop'), values(tags, 'amenity')
    name = ' '.join(tags.get(k, '') for k in ('name', 'name:zh'))
    brand = ' '.join(tags.get(k, '') for k in ('brand', 'brand:zh'))
    if not (shop or amenity or name.strip() or brand.strip()):
        return cats, False
    if is_dead(tags, data_date):
        return cats, False

    # tags
    if 'convenience' in shop:
        cats.add('convenience')
    if 'fuel' in amenity and (tags.get('convenience') == 'yes' or has(brand, ('易捷', '昆仑好客'))):
        cats.add('convenience')
    if 'marketplace' in amenity:
        cats.add('market')
    if any(v in ('greengrocer', 'farm', 'butcher', 'seafood') for v in shop) and not has(name + ' ' + brand, FRUIT_ONLY):
        cats.add('fresh_store')
    if 'supermarket' in shop:
        cats.add('supermarket')
    if 'wholesale' in shop and brand.strip():
        cats.add('supermarket')
    if 'department_store' in shop and is_brand(tags, SUPER_BRANDS, False):
        cats.add('supermarket')

    # names: only where the main tag is absent, yes, general, or shop=supermarket
    main = [k for k in MAIN_KEYS if k in tags]
    lifecycle_main = any(k.startswith(p) and k[len(p):] in ('shop', 'amenity') for p in LIFECYCLE for k in tags)
    absent = not main and not lifecycle_main
    weak = not [k for k in main if k != 'shop'] and shop and all(v in ('yes', 'general') for v in shop)
    sup = 'supermarket' in shop
    if absent or weak or sup:
        both = name + ' ' + brand
        shop_key = 'shop' in tags
        conv = '便利超市' in name or (shop_key and has(name, CONV_NAMES)) or is_brand(tags, CONV_BRANDS, shop_key)
        if conv:
            cats.add('convenience')
            cats.discard('supermarket')
        if has(name, FRESH_NAMES) and not has(both, FRUIT_ONLY):
            cats.add('fresh_store')
        if (has(name, MARKET_NAMES) and not has(name, MARKET_REJECT) and not has(name, FRESH_NAMES)
                and ('shop' in tags or tags.get('building') == 'retail' or tags.get('landuse') == 'retail')):
            cats.add('market')
        if not conv and not sup and (has(name, ('超市', '大卖场')) or is_brand(tags, SUPER_BRANDS, shop_key)):
            cats.add('supermarket')
    if 'supermarket' in shop and 'supermarket' in cats and footprint is not None and footprint < 200.0:
        branded = 'brand' in tags or 'brand:wikidata' in tags or is_brand(tags, SUPER_BRANDS, True)
        if not branded:
            cats.add('convenience')
            doubtful = True
    return cats, doubtful


def norm_name(tags):
    n = unicodedata.normalize('NFKC', tags.get('name', '')).casefold()
    n = re.sub(r'\s+', '', n)
    n = re.sub(r'\([^()]*店\)$', '', n)
    for suf in ('分店', '店'):
        if n.endswith(suf) and len(n) > len(suf):
            n = n[:-len(suf)]
            break
    return n
