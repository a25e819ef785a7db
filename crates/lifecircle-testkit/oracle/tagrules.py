"""walking model 4.1, 4.2 and the barrier part of 4.4: pure functions of tags."""

WALK = set('''footway pedestrian path steps living_street residential service unclassified road tertiary tertiary_link
secondary secondary_link primary primary_link track cycleway bridleway corridor platform crossing elevator
trunk trunk_link'''.split())
NEVER = set('construction proposed planned abandoned razed disused raceway bus_guideway escape no'.split())
AREA_OK = set('pedestrian footway path service living_street platform corridor'.split())
MAJOR = set('''trunk trunk_link primary primary_link secondary secondary_link tertiary tertiary_link'''.split())

OPEN = set('yes designated permissive public official'.split())
PRIVATE = set('private residents customers permit delivery'.split())
CLOSED = set('no use_sidepath agricultural forestry military emergency'.split())

PROFILES = {  # speed mm/h, stairs percent (None = closed), wheelchair=no closed
    'adult': (4_320_000, 200, False),
    'elderly': (3_240_000, 300, False),
    'child': (3_600_000, 200, False),
    'stroller': (3_600_000, None, False),
    'wheelchair': (3_240_000, None, True),
}

WALLS = set('wall fence hedge block_wall retaining_wall city_wall ditch'.split())


def first(value):
    return None if value is None else value.split(';')[0].strip()


def access(tags):
    """('open'|'private'|'closed', unknown_value?)  -- 4.2"""
    if 'foot' in tags:
        v = first(tags['foot'])
        if v == 'destination':
            return 'private', False
    elif 'access' in tags:
        v = first(tags['access'])
        if v == 'destination':
            return 'open', False
    else:
        return 'open', False
    if v in OPEN:
        return 'open', False
    if v in PRIVATE:
        return 'private', False
    if v in CLOSED:
        return 'closed', False
    return 'open', True


def is_platform_or_pier(tags):
    return (tags.get('railway') == 'platform' or tags.get('public_transport') == 'platform'
            or tags.get('man_made') == 'pier')


def walkable(tags):
    """4.1: is a way with these tags part of the network (whatever its access)?"""
    hw = tags.get('highway')
    foot = first(tags.get('foot'))
    foot_ok = foot in ('yes', 'designated', 'permissive')
    if foot == 'use_sidepath':
        return False
    if hw in NEVER:
        return False
    if tags.get('motorroad') == 'yes' and not foot_ok:
        return False
    pp = is_platform_or_pier(tags)
    if hw in ('motorway', 'motorway_link'):
        if not foot_ok:
            return False
    elif hw not in WALK and not pp:
        return False
    if tags.get('area') == 'yes' and not (hw in AREA_OK or (hw is None and pp)):
        return False
    return True


def oneway(tags):
    """+1 only along the way, -1 only against it, 0 both -- 4.1"""
    hw = tags.get('highway')
    v = tags.get('oneway:foot')
    if v in ('yes', '1'):
        return 1
    if v == '-1':
        return -1
    conv = tags.get('conveying')
    if hw in ('steps', 'corridor', 'footway'):
        if conv == 'forward':
            return 1
        if conv == 'backward':
            return -1
    if hw in ('steps', 'corridor') and conv is not None and conv != 'no':
        v = tags.get('oneway')
        if v in ('yes', '1'):
            return 1
        if v == '-1':
            return -1
    return 0


def may_walk(tags, profile):
    """may the profile walk a walkable way with these tags?  4.2, 4.7"""
    _, stairs, wheel = PROFILES[profile]
    if access(tags)[0] == 'closed':
        return False
    if stairs is None and tags.get('highway') == 'steps':
        return False
    return not (wheel and tags.get('wheelchair') == 'no')


def snappable(tags):
    """4.6"""
    hw = tags.get('highway')
    if tags.get('tunnel', 'no') not in ('no', 'building_passage'):
        return False
    if tags.get('bridge', 'no') != 'no':
        return False
    if hw in ('elevator', 'steps', 'corridor', 'platform'):
        return False
    if tags.get('indoor', 'no') != 'no':
        return False
    if is_platform_or_pier(tags):
        return False
    return True


def barrier(tags):
    """'pass' | 'private' | 'closed' for a node -- 4.4"""
    b = tags.get('barrier')
    if b is None:
        return 'pass'
    has = 'foot' in tags or 'access' in tags
    acc = access(tags)[0] if has else None
    if tags.get('locked') == 'yes':
        if 'foot' not in tags:
            acc = 'private' if acc == 'private' else 'closed'
    elif acc is None:
        acc = 'closed' if b in WALLS else 'open'
    return {'open': 'pass', 'private': 'private', 'closed': 'closed'}[acc]
