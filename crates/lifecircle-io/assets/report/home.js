// What is said of one home: minutes by rule, the nearest facility, the walk there, and the reason where nothing is known.

const WITHIN = 0;
const UNKNOWN = 2;

/** The points of a part of a street, from one share of its length to another. */
const partOf = (line, from, to) => {
  if (line.length < 2) return line;
  // Near enough to lengths: all parts of a street lie at one latitude.
  const shrink = Math.cos((line[0][1] * Math.PI) / 180);
  const reach = [0];
  for (let i = 1; i < line.length; i++) {
    const [dx, dy] = [(line[i][0] - line[i - 1][0]) * shrink, line[i][1] - line[i - 1][1]];
    reach.push(reach[i - 1] + Math.hypot(dx, dy));
  }
  const all = reach[reach.length - 1] || 1;
  const pointAt = (share) => {
    const length = share * all;
    const i = Math.min(Math.max(reach.findIndex((r) => r >= length), 1), line.length - 1);
    const part = (length - reach[i - 1]) / (reach[i] - reach[i - 1] || 1);
    return line[i].map((end, axis) => line[i - 1][axis] + (end - line[i - 1][axis]) * part);
  };
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const between = line.filter((_, i) => reach[i] > low * all && reach[i] < high * all);
  const points = [pointAt(low), ...between, pointAt(high)];
  return from <= to ? points : points.reverse();
};

/** The walk of a home to its nearest facility of a rule as a line, and which that is; null where there is none. */
const walkOf = (data, rule, home) => {
  const start = rule.starts[home];
  if (start === null) return null;
  if (start.inside !== undefined) return { outlet: start.inside, line: null };
  const course = (street, from, to) => partOf(data.streets[street].line, from, to);
  const door = data.homes.doors[home][start.door];
  // Even numbers are streets that lead on, each to one that was told before it; odd ones are ends.
  const endOf = (next) => rule.ends[(next - 1) / 2];
  // Straight to a facility on the same street: there its end begins.
  const to = start.to < 2 ? start.to : endOf(start.next).from;
  const line = [door.at, ...course(door.street, door.part, to)];
  let next = start.next;
  while (next % 2 === 0) {
    const hop = rule.hops[next / 2];
    line.push(...(hop.isBackward ? course(hop.street, 1, 0) : course(hop.street, 0, 1)));
    next = hop.next;
  }
  const end = endOf(next);
  line.push(...course(end.street, end.from, end.to), end.door);
  return { outlet: end.outlet, line };
};

/** What a class means in one word. */
const verdictOf = (code) => {
  const kind = code % 8;
  if (kind === WITHIN) return 'covered';
  return kind === UNKNOWN ? 'unknown' : 'not-covered';
};

const outletName = (data, outlet) => {
  const { name, categories } = data.outlets[outlet];
  const kinds = categories.map((c) => inLang(data.categories[c].en, data.categories[c].zh));
  return [name || say('no-name'), kinds.join(', ')];
};

const amount = (rule, weight) => (rule.isLength ? metres(weight) : minutes(weight));

/** The lines below a rule's name. */
const ruleFacts = (data, rule, home) => {
  const facts = [];
  const walk = walkOf(data, rule, home);
  if (walk === null) {
    facts.push(make('p', { text: say('none') }));
  } else {
    const [name, kinds] = outletName(data, walk.outlet);
    const ms = rule.nearestMs[home] - 1;
    const far = rule.nearestMm ? `${metres(rule.nearestMm[home] - 1)}, ${minutes(ms)}` : minutes(ms);
    const what = walk.line === null ? say('inside') : far;
    facts.push(
      make('p', { class: 'minutes', text: what }),
      make('p', { class: 'name' }, make('bdi', { text: name }), kinds ? ` (${kinds})` : ''),
    );
  }
  if (rule.deciding) {
    const weight = rule.deciding[home];
    const text = weight === 0 ? say('none') : amount(rule, weight - 1);
    facts.push(make('p', { text: `${say('needed', rule.needed)}: ${text}` }));
  }
  return facts;
};

/** One rule for one home. */
const ruleOf = (data, rule, home, number) => {
  const code = rule.classes[home];
  const verdict = verdictOf(code);
  const reason = rule.reasons[home];
  const why = reason ? ` (${say('reasons')[reason - 1]})` : '';
  const doubt = code >= 8 ? ` · ${say('doubtful')}` : '';
  const colour = settings.rules[number % settings.rules.length];
  return make(
    'li',
    {},
    make('h4', {}, make('i', { class: 'line', style: `background:${colour}` }), inLang(rule.en, rule.zh)),
    make('p', {}, make('i', { class: verdict.replace('-', '_') }), ` ${say(verdict)}${why}${doubt}`),
    ...ruleFacts(data, rule, home),
  );
};

/** All that is said of a home. */
const aboutHome = (data, home) => {
  const { ids, people } = data.homes;
  const of = settings.points ? say('point') : say('home');
  const lives = settings.points || !people[home] ? '' : ` · ${say('people', people[home].toFixed(1))}`;
  const joint = verdictOf(data.homes.classes[home]);
  return [
    make('h3', { class: 'name' }, `${of} `, make('bdi', { text: ids[home] }), lives),
    make('p', {}, make('i', { class: joint.replace('-', '_') }), ` ${say('all')}: ${say(joint)}`),
    make('ul', { class: 'rules' }, ...data.rules.map((rule, i) => ruleOf(data, rule, home, i))),
  ];
};
