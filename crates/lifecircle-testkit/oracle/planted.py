"""python planted.py BINARY FILE.osm.pbf [-n 4] [--seed 1] [OPTIONS OF oracle.py]
Outlets that open, close and move in a real extract or a random town: whom `lifecircle compare` tells to be gained and lost, with
how many people, and why, is exactly what the oracle finds.  Each outlet that opens is given as an edited extract, as folders of
results, as a scenario and as a list; -n times one of each category; half as many close, and half as many move (with their
number, or drawn anew); at last all of these together.  Exit code 0 when nothing differs."""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import places as pl
from city import City
from edits import CATEGORIES, Editor, settled, write_edited
from oracle import options
from osmdata import Data

# People of one home are computed in floating point, and the plane of their footprint lies where each program puts it: they may be
# this part of themselves apart, or a thousandth of a person. How the known pieces of an outline with missing nodes make an area is
# not said, so people of such homes count as they are told.
APART_PEOPLE = 1e-4
# Where on its surface a building stands that crosses the border of residential land is not said: so many may be taken otherwise.
DISPUTED_SHARE = 0.002
WORDS = {'new': 'outlet_new', 'closed': 'outlet_closed', 'moved': 'outlet_moved'}


def is_covered(home, rule):
    return (home['rules'][rule] if rule else home)['verdict'] == 'covered'


def became(before, after, rule):
    """what became of a home by a rule, or by all together"""
    was, now = is_covered(before, rule), is_covered(after, rule)
    return {(0, 1): 'gained', (1, 0): 'lost', (1, 1): 'covered', (0, 0): 'uncovered'}[was, now]


class Causes:
    """docs/compare.md, for changes of outlets alone. kinds: outlet id -> what was done to it; alone: kind -> the homes with the
    edits of that kind alone"""

    def __init__(self, kinds, alone, by):
        self.kinds, self.alone, self.by = kinds, alone, by

    def of_rule(self, i, before, after, rule):
        change = became(before[i], after[i], rule)
        if change in ('covered', 'uncovered'):
            return None
        if self.by == 'nearest_outlets':
            nearest = (after if change == 'gained' else before)[i]['rules'][rule]['facility']
            return WORDS[self.kinds[nearest]]
        enough = [kind for kind, homes in self.alone.items() if is_covered(homes[i], rule) == is_covered(after[i], rule)]
        return WORDS[enough[0]] if len(enough) == 1 else 'several'

    def of_all(self, i, before, after):
        change = became(before[i], after[i], None)
        turned = [r for r in before[i]['rules'] if became(before[i], after[i], r) == change]
        causes = {self.of_rule(i, before, after, r) for r in turned}
        if change in ('covered', 'uncovered'):
            return None
        return causes.pop() if len(causes) == 1 else 'several'


class Run:
    def __init__(self, binary, file, words, a, folder):
        self.binary, self.words, self.folder = binary, words, Path(folder)
        self.file = a.file = settled(file, self.folder)
        self.city = City(a)
        self.facilities = self.city.facilities()
        self.before = self.city.answers(self.facilities)
        self.editor = Editor(self.city, self.facilities, self.before, random.Random(a.seed))
        nodes = self.city.data.nodes
        self.whole = {h.id for h in self.city.homes if all(n in nodes for _, refs in h.outlines for n in refs)}
        self.found, self.wrong, self.disputed = Counter(), [], set()
        self.check(self.file, 'before')

    # ---- the product
    def tool(self, *words):
        done = subprocess.run([self.binary, *words, *self.words, '-q'], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit('%s: %s' % (' '.join(words), done.stderr))

    def check(self, source, name, *more):
        folder = str(self.folder / name)
        self.tool('check', str(source), *more, '-o', folder, '--layers', 'residences,facilities')
        return folder

    def compared(self, before, after):
        self.tool('compare', str(before), str(after), '-o', str(self.folder / 'compared'))
        with open(self.folder / 'compared' / 'comparison.json', encoding='utf-8') as f:
            sums = json.load(f)
        with open(self.folder / 'compared' / 'comparison.geojson', encoding='utf-8') as f:
            rows = [ft['properties'] for ft in json.load(f)['features']]
        return sums, {row['id']: row for row in rows}

    # ---- the oracle
    def with_nodes(self, nodes):
        """the homes of the file that is written with these nodes edited"""
        write_edited(self.file, self.folder / 'after.osm.pbf', nodes)
        a = self.city.a
        data = Data(str(self.folder / 'after.osm.pbf'), a.extent)
        self.editor.same_streets(data)
        return self.city.answers(self.city.facilities(data), data)

    def with_row(self, edit):
        """the homes with one outlet that is the row of a list: behind all of the extract, and in nobody's outline"""
        row = pl.Place('point', edit.id, {}, [])
        row.rank, row.cats, row.lonlat, row.id = (3, edit.id), {edit.category}, edit.lonlat(), edit.row_id()
        pl.locate(self.city.data, self.city.index, row, [])
        return self.city.answers(self.facilities + [row])

    # ---- what is compared
    def held(self, what, told, after, causes):
        sums, rows = told
        before, rules = self.before, list(sums['rules'])
        self.found['comparisons'] += 1
        if sums['causes_by'] != causes.by:
            self.wrong.append('%s: causes by %s' % (what, sums['causes_by']))
        own, expected = dict(rows), Counter()
        for i, (was, now) in enumerate(zip(before, after)):
            row = own.pop(was['id'], None)
            if not row:
                self.disputed.add(was['id'])
                continue
            milli = round(row['people'] * 1000)
            if was['id'] in self.whole and abs(milli - now['people_milli']) > max(1, APART_PEOPLE * milli):
                self.wrong.append('%s: people of %s: told %s' % (what, was['id'], row['people']))
            for r in [None] + rules:
                prefix = r + '_' if r else ''
                change = became(was, now, r)
                cause = causes.of_rule(i, before, after, r) if r else causes.of_all(i, before, after)
                right = [change, cause] + [(h['rules'][r] if r else h)['verdict'] for h in (was, now)]
                told = [row[prefix + name] for name in ('change', 'cause', 'before', 'after')]
                if told != right:
                    self.wrong.append('%s: %s by %s: told %s, oracle %s' % (what, was['id'], r or 'all', told, right))
                expected[r, change] += 1
                expected[r, change, 'people'] += milli
                if cause:
                    self.found['%s by %s' % (change, 'a rule' if r else 'all')] += 1
                    self.found[cause] += 1
        # What the oracle does not take for homes counts as it is told.
        for row in own.values():
            self.disputed.add(row['id'])
            for r in [None] + rules:
                change = row[r + '_change' if r else 'change']
                expected[r, change] += 1
                expected[r, change, 'people'] += round(row['people'] * 1000)
        self.sums(what, sums, expected)

    def sums(self, what, sums, expected):
        for r in [None] + list(sums['rules']):
            for change in ('gained', 'lost'):
                told = (sums['rules'][r] if r else sums['joint'])[change]
                told = (told['homes'], round(told['people'] * 1000))
                right = (expected[r, change], expected[r, change, 'people'])
                if told != right:
                    self.wrong.append('%s: %s by %s: told %s, oracle %s' % (what, change, r or 'all', told, right))
        whole = [sums['homes'][name] for name in ('vanished', 'new', 'of_these_by_place')]
        if whole != [0, 0, 0]:
            self.wrong.append('%s: homes vanished, new or paired by place: %s' % (what, whole))

    def judged(self):
        """homes that one program alone knows are few, and buildings of which but their surface point says whether they are homes"""
        kinds = {'way': self.city.data.way_tags, 'relation': self.city.data.rel_tags}
        for home in sorted(self.disputed):
            kind, number = home.split('/')
            if '@' in number or kinds[kind][int(number)].get('building') != 'yes':
                self.wrong.append('%s is a home for one program alone' % home)
        if len(self.disputed) > len(self.before) * DISPUTED_SHARE:
            self.wrong.append('%d homes are known to one program alone' % len(self.disputed))

    def opened(self, edit, number):
        """one outlet that opens, in every form"""
        after = self.with_nodes(edit.nodes)
        self.edited('opens %d, %s' % (number, edit.category), {'new': [edit]}, after)
        after, kinds = self.with_row(edit), {edit.row_id(): 'new'}
        by_nearest, by_reruns = Causes(kinds, {}, 'nearest_outlets'), Causes(kinds, {'new': after}, 'reruns')
        scenario = self.folder / 'scenario.toml'
        scenario.write_text(edit.scenario(), encoding='utf-8')
        told = self.compared(self.folder / 'before', self.check(self.file, 'scenario', '--scenario', str(scenario)))
        self.held('scenario %d' % number, told, after, by_nearest)
        cities = [self.folder / name for name in ('before.toml', 'after.toml')]
        for city, text in zip(cities, edit.cities(self.file, self.folder)):
            city.write_text(text, encoding='utf-8')
        around = self.city.a.legs == 'around'
        self.held('list %d' % number, self.compared(*cities), after, by_nearest if around else by_reruns)

    def edited(self, what, edits, after, alone=None):
        """edits of the extract, searched again and from folders; edits: kind -> those of it"""
        kinds = {i: kind for kind, some in edits.items() for e in some for i in e.outlets}
        alone = alone or {kind: after for kind in edits}
        # Legs around are known from the extract alone: nothing is searched again.
        by = 'nearest_outlets' if self.city.a.legs == 'around' else 'reruns'
        self.held(what, self.compared(self.file, self.folder / 'after.osm.pbf'), after, Causes(kinds, alone, by))
        told = self.compared(self.folder / 'before', self.check(self.folder / 'after.osm.pbf', 'after'))
        self.held(what + ', folders', told, after, Causes(kinds, alone, 'nearest_outlets'))

    def all(self, n):
        self.edited('nothing', {}, self.with_nodes({}))
        for number in range(n):
            for category in CATEGORIES:
                self.opened(self.editor.new(category), number)
        some = max(1, n * len(CATEGORIES) // 2)
        for kind in ('closed', 'moved'):
            for edit in self.editor.some(kind, some):
                self.edited('%s %s' % (kind, edit.id), {kind: [edit]}, self.with_nodes(edit.nodes))
        self.together()
        self.judged()

    def together(self):
        """all kinds at once"""
        edits = self.editor.mixed()
        alone = {kind: self.with_nodes({k: v for e in some for k, v in e.nodes.items()}) for kind, some in edits.items()}
        after = self.with_nodes({k: v for some in edits.values() for e in some for k, v in e.nodes.items()})
        self.edited('together', edits, after, alone)


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument('binary')
    ap.add_argument('file')
    ap.add_argument('-n', type=int, default=4)
    ap.add_argument('--seed', type=int, default=1)
    a, words = ap.parse_known_args(argv)
    of_city = options().parse_args(words)
    of_city.seed = a.seed
    with tempfile.TemporaryDirectory() as folder:
        run = Run(a.binary, a.file, words, of_city, folder)
        if not run.before:
            print('%s: no homes' % Path(a.file).name)
            return False
        run.all(a.n)
    run.found['homes known to one program alone'] = len(run.disputed)
    told = ', '.join('%s %d' % (k, v) for k, v in sorted(run.found.items()))
    print('%s: %s; %d differences' % (Path(a.file).name, told, len(run.wrong)))
    for line in run.wrong[:20]:
        print('   ', line)
    return bool(run.wrong)


if __name__ == '__main__':
    sys.exit(main())
