"""Independent oracle for the walkability engine described in docs/walking-model.md.  See CHOICES.md for readings of the text."""
import argparse
import json
import sys
import time
from collections import Counter

from city import City
from extent import degrees, parse_extent
from tagrules import PROFILES

# Rules as they were read before, one by one: to count the homes that a rule decides.
OLD = ('closed-cut-ends', 'no-inferred-box', 'entering-end', 'whole-landuse', 'open-buildings', 'all-ways-sampled', 'way-offset')


def options():
    """the options that make a city"""
    ap = argparse.ArgumentParser(add_help=False)
    ap.add_argument('--rules', default='huaian-2023',
                    choices=['huaian-2023', 'huaian-2023-fresh', 'huaian-2023-substitute', 'gb50180'])
    ap.add_argument('--profile', default='adult', choices=list(PROFILES))
    ap.add_argument('--gates', default='tagged', choices=['tagged', 'open', 'closed'])
    ap.add_argument('--legs', default='nearest', choices=['nearest', 'around'])
    ap.add_argument('--speed', type=int, default=None, help='mm per hour')
    ap.add_argument('--extent', type=parse_extent, default=None, help='W,S,E,N in degrees, instead of the box of the file')
    ap.add_argument('--old', action='append', default=[], choices=OLD, help='read one rule as it was before')
    return ap


def main(argv=None):
    ap = argparse.ArgumentParser(parents=[options()])
    ap.add_argument('file')
    ap.add_argument('-o', required=True)
    ap.add_argument('--quiet', action='store_true', help='nothing on stderr')
    a = ap.parse_args(argv)
    t0 = time.time()
    city = City(a)
    t1 = time.time()
    facs = city.facilities()
    homes = city.answers(facs)
    summary = summary_of(city, facs, homes)
    fac_out = [{'id': f.id, 'name': f.name, 'categories': sorted(f.cats), 'resolved_by': f.resolved_by, 'merged': f.merged,
                'doubtful': f.doubtful, 'lon': round(f.lonlat[0], 7), 'lat': round(f.lonlat[1], 7), 'snaps': city.stands(f)}
               for f in facs]
    with open(a.o, 'w') as f:
        json.dump({'homes': homes, 'facilities': fac_out, 'summary': summary}, f, ensure_ascii=False, separators=(',', ':'))
    if a.quiet:
        return
    t2 = time.time()
    print('%s %s/%s/%s: %d homes (%s), %d facilities; streets and homes %.1f s, facilities and answers %.1f s' % (
        a.file.split('/')[-1], a.rules, a.profile, a.gates, len(homes), city.kind, len(facs), t1 - t0, t2 - t1), file=sys.stderr)
    print('   ', {k: summary[k] for k in ('verdicts', 'rule_verdicts', 'categories', 'cut_ends', 'network_km')}, file=sys.stderr)


def summary_of(city, facs, homes):
    a, net, data, report = city.a, city.net, city.data, city.report
    kinds = Counter(net.cut.values())
    return {
        'file': a.file.split('/')[-1], 'rules': a.rules, 'profile': a.profile, 'gates': a.gates, 'speed_mm_h': city.metric.speed,
        'homes_kind': city.kind, 'homes': len(homes), 'homes_dropped': city.dropped,
        'building_yes_left_out': report['building_yes_left_out'],
        'people_milli': sum(h['people_milli'] for h in homes), 'verdicts': dict(Counter(h['verdict'] for h in homes)),
        'rule_verdicts': {r: dict(Counter(h['rules'][r]['verdict'] for h in homes)) for r, _, _ in city.rules},
        'reasons': dict(sorted(Counter(why for h in homes for why in h['reasons']).items())),
        'facilities': len(facs), 'categories': dict(sorted(Counter(c for f in facs for c in f.cats).items())),
        'facilities_resolved_by': dict(Counter(f.resolved_by for f in facs)),
        'facilities_merged': sum(len(f.merged) for f in facs), 'facilities_doubtful': sum(f.doubtful for f in facs),
        'facilities_without_street': sum(1 for f in facs if not f.snaps),
        'cut_ends': {k: kinds.get(k, 0) for k in ('missing', 'box', 'assumed')}, 'cut_ends_overlapping': net.cut_sets,
        'components': net.n_components, 'small_components': net.n_small, 'islands': net.n_islands,
        'public_pieces': net.n_public, 'enclosed_pieces': net.n_enclosed,
        'streets': len(net.streets), 'vertices': net.nv,
        'network_km': round(net.walk_mm / 1e6, 3), 'closed_km': round(net.closed_mm / 1e6, 3),
        'private_km': round(net.private_mm / 1e6, 3), 'legs': a.legs,
        'homes_with_further_legs': sum(h.resolved_by == 'outline' and len(h.snaps) > 1 for h in city.homes),
        'edge_known': net.edge_known, 'extent': data.extent,
        'extent_box': degrees(data.box) if data.extent == 'inferred' else None, 'report': dict(sorted(report.items())),
    }


if __name__ == '__main__':
    main()
