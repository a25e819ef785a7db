"""python compare.py A.geojson ORACLE.json [-n 15]
Compares a product's residences.geojson with the oracle's homes.  Exit code 0 when verdicts, reasons, facilities, counts
and the number of legs around agree and no walking time differs by more than 2 ms; else 1."""
import argparse
import json
import math
import sys
from collections import Counter, defaultdict

BINS = [(0, '0'), (2, '<=2'), (20, '<=20'), (1000, '<=1000'), (float('inf'), 'more')]


def bin_of(d):
    for lim, name in BINS:
        if d <= lim:
            return name


def half_up(x):
    return math.floor(x + 0.5)


def metres(a, b):
    c = math.cos(math.radians(a[1]))
    return math.hypot((a[0] - b[0]) * c, a[1] - b[1]) * 111195.08


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('product')
    ap.add_argument('oracle')
    ap.add_argument('-n', type=int, default=15)
    a = ap.parse_args()
    with open(a.product, encoding='utf-8') as f:
        feats = json.load(f)['features']
    with open(a.oracle, encoding='utf-8') as f:
        orc = json.load(f)
    A, dup = {}, []
    for ft in feats:
        p = ft['properties']
        if p['id'] in A:
            dup.append(p['id'])
        A[p['id']] = (p, (ft.get('geometry') or {}).get('coordinates'))
    O = {h['id']: h for h in orc['homes']}
    rules = list(next(iter(O.values()))['rules']) if O else []
    diffs = defaultdict(list)
    hist = {r: Counter() for r in rules}
    mmhist = {r: Counter() for r in rules}
    acc, geo = Counter(), Counter()
    diffs['duplicate ids in the product'] = dup
    diffs['missing in the product'] = sorted(set(O) - set(A))
    diffs['extra in the product'] = sorted(set(A) - set(O))
    both = sorted(set(O) & set(A))
    flips = Counter()
    for i in both:
        (p, xy), h = A[i], O[i]
        if p.get('verdict') != h['verdict']:
            diffs['verdict'].append('%s product %s oracle %s' % (i, p.get('verdict'), h['verdict']))
            flips[('home', p.get('verdict'), h['verdict'])] += 1
        pr = p.get('reasons') or []
        if isinstance(pr, str):
            pr = json.loads(pr) if pr.startswith('[') else [x for x in pr.split(',') if x]
        if sorted(pr) != sorted(h['reasons']):
            diffs['reasons'].append('%s product %s oracle %s' % (i, sorted(pr), sorted(h['reasons'])))
        pp = p.get('people')
        if pp is None or abs(half_up(float(pp) * 1000) - h['people_milli']) > 0:
            d = None if pp is None else half_up(float(pp) * 1000) - h['people_milli']
            diffs['people'].append('%s product %s oracle %.3f (%s milli)' % (i, pp, h['people_milli'] / 1000, d))
            if d is not None and abs(d) > max(2, 0.005 * h['people_milli']):
                diffs['people by more than 0.5 %'].append('%s product %s oracle %.3f' % (i, pp, h['people_milli'] / 1000))
        pa = p.get('access_m')
        if (pa is None) != (h['access_mm'] is None):
            acc['null on one side'] += 1
            diffs['access_m'].append('%s product %s oracle %s' % (i, pa, h['access_mm']))
        elif pa is not None:
            d = abs(half_up(pa * 1000) - h['access_mm'])
            acc[bin_of(d)] += 1
            if d > 20:
                diffs['access_m'].append('%s product %s oracle %.3f' % (i, pa, h['access_mm'] / 1000))
        if xy:
            d = metres(xy, (h['lon'], h['lat']))
            geo['<=2 cm' if d <= 0.02 else '<=1 m' if d <= 1 else '<=20 m' if d <= 20 else 'more'] += 1
            if d > 1:
                diffs['geometry'].append('%s product %s oracle %s (%.2f m)' % (i, xy, [h['lon'], h['lat']], d))
        if 'further' in h:
            pe = p.get('entrances') or []
            if len(pe) != len(h['further']):
                diffs['further ways in'].append('%s product %s oracle %s' % (i, pe, h['further']))
            elif any(metres(x, y) > 1 for x, y in zip(pe, h['further'])):
                diffs['geometry of further ways in'].append('%s product %s oracle %s' % (i, pe, h['further']))
        for r in rules:
            o = h['rules'][r]
            pv, pw, pf, pc = (p.get(r + s) for s in ('_verdict', '_walk_s', '_facility', '_count'))
            if pv != o['verdict']:
                diffs[r + '_verdict'].append('%s product %s oracle %s (walk_s %s / %s, edge_ms %s)' % (
                    i, pv, o['verdict'], pw, o['walk_ms'] and o['walk_ms'] / 1000, o['edge_ms']))
                flips[(r, pv, o['verdict'])] += 1
            if (pw is None) != (o['walk_ms'] is None):
                hist[r]['null on one side'] += 1
                diffs[r + '_walk_s'].append('%s product %s oracle %s (%s)' % (i, pw, o['walk_ms'], o['facility']))
            elif pw is None:
                hist[r]['both null'] += 1
            else:
                d = abs(half_up(pw * 1000) - o['walk_ms'])
                hist[r][bin_of(d)] += 1
                if d > 2:
                    diffs[r + '_walk_s'].append('%s product %.3f oracle %.3f (%+d ms; %s / %s)' % (
                        i, pw, o['walk_ms'] / 1000, half_up(pw * 1000) - o['walk_ms'], pf, o['facility']))
            if 'walk_mm' in o:
                pm = p.get(r + '_walk_m')
                if pm is not None and o['walk_mm'] is not None:
                    mmhist[r][bin_of(abs(half_up(pm * 1000) - o['walk_mm']))] += 1
                else:
                    mmhist[r]['both null' if pm is None and o['walk_mm'] is None else 'null on one side'] += 1
            if (pf or None) != o['facility']:
                diffs[r + '_facility'].append('%s product %s (%s s) oracle %s (%s ms)' % (i, pf, pw, o['facility'], o['walk_ms']))
            if pc != o['count']:
                diffs[r + '_count'].append('%s product %s oracle %s' % (i, pc, o['count']))
    print('homes: product %d, oracle %d, common %d' % (len(A), len(O), len(both)))
    order = [n for _, n in BINS] + ['both null', 'null on one side']
    for r in rules:
        print('%-12s |walk_s difference| in ms: %s' % (r, ', '.join('%s: %d' % (n, hist[r][n]) for n in order if hist[r][n])))
        if mmhist[r]:
            print('%-12s |walk_m difference| in mm: %s' % (r, ', '.join('%s: %d' % (n, mmhist[r][n]) for n in order if mmhist[r][n])))
    print('access_m     |difference| in mm: %s' % dict(acc))
    print('geometry     %s' % dict(geo))
    for (what, p, o), n in sorted(flips.items(), key=str):
        print('flip %s: product %s -> oracle %s: %d' % (what, p, o, n))
    bad = 0
    for what in diffs:
        if not diffs[what]:
            continue
        print('\n%s: %d' % (what, len(diffs[what])))
        for x in diffs[what][:a.n]:
            print('   ', x)
        if not what.startswith(('people', 'access', 'geometry')):
            bad += len(diffs[what])
    print('\n%s' % ('AGREE' if not bad else '%d differences' % bad))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
