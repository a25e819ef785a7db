// Brings the page to life: language, tables, and once everything else is painted the map.

let data = null;
let view = null;

/** Everything that scripts have put into words, in the language that is shown now. */
const putInWords = () => {
  document.title = say('title');
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.setAttribute('aria-pressed', String(button.dataset.lang === lang));
  }
  document.getElementById('tip').hidden = true;
  if (view?.home != null) document.getElementById('home').replaceChildren(...aboutHome(data, view.home));
};

const startLanguages = () => {
  for (const button of document.querySelectorAll('[data-lang]')) {
    button.addEventListener('click', () => {
      lang = button.dataset.lang;
      document.documentElement.lang = lang;
      putInWords();
    });
  }
};

const choose = (home) => {
  document.getElementById('tip').hidden = true;
  view?.choose(home);
  document.getElementById('home').replaceChildren(...aboutHome(data, home));
};

/** Homes by their ids. */
const startFinding = () => {
  let homes = null;
  document.getElementById('find').addEventListener('submit', (event) => {
    event.preventDefault();
    const id = document.getElementById('find-id').value.trim();
    homes ??= new Map(data?.homes.ids.map((known, home) => [known, home]));
    const home = homes.get(id) ?? homes.get(`way/${id}`);
    if (home === undefined) {
      document.getElementById('home').replaceChildren(make('p', { text: say('no-home') }));
    } else {
      choose(home);
    }
  });
};

/** What is said beside the pointer. */
const tipOf = ({ home, outlet, site }) => {
  if (outlet !== undefined) {
    const [name, kinds] = outletName(data, outlet);
    return [make('strong', {}, make('bdi', { text: name })), make('div', { text: kinds })];
  }
  if (site !== undefined) {
    const { en, zh } = data.sites[site];
    const name = make('bdi', { text: inLang(en, zh) });
    return [make('strong', { text: `${say('site')} ${site + 1}` }), make('div', {}, name)];
  }
  const rules = view.scope === 0 ? data.rules : [data.rules[view.scope - 1]];
  return rules.map((rule) => {
    const ms = rule.nearestMs[home];
    const far = ms === 0 ? say('none') : minutes(ms - 1);
    return make('div', { text: `${inLang(rule.en, rule.zh)}: ` }, make('strong', { text: far }));
  });
};

/** What is at a point of the screen: a facility, a site or a home. */
const whatAt = (point) => {
  const place = view.placeAt(point);
  if (place) return place;
  const home = view.homeAt(point);
  return home === null ? null : { home };
};

const startPointing = () => {
  const tip = document.getElementById('tip');
  const { map } = view;
  let asked = null;
  const tell = () => {
    const { point } = asked;
    asked = null;
    const what = map.isMoving() ? null : whatAt(point);
    map.getCanvas().style.cursor = what ? 'pointer' : '';
    // What is chosen is told beside the map.
    tip.hidden = !what || what.home === view.home;
    if (tip.hidden) return;
    tip.replaceChildren(...tipOf(what));
    const { clientWidth, clientHeight } = map.getContainer();
    tip.style.left = `${Math.min(point.x + 14, clientWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.min(point.y + 14, clientHeight - tip.offsetHeight - 4)}px`;
  };
  map.on('mousemove', (event) => {
    // Once a frame is enough: the pointer reports more often.
    if (asked === null) requestAnimationFrame(tell);
    asked = event;
  });
  map.on('mouseout', () => (tip.hidden = true));
  map.on('movestart', () => (tip.hidden = true));
  map.on('click', (event) => {
    const home = view.homeAt(event.point);
    if (home !== null) choose(home);
  });
};

const startControls = () => {
  for (const radio of document.querySelectorAll('input[name="scope"]')) {
    radio.addEventListener('change', () => {
      view.setScope(Number(radio.value));
      for (const legend of document.querySelectorAll('.legend')) {
        legend.hidden = legend.dataset.scope !== radio.value;
      }
    });
  }
  for (const box of document.querySelectorAll('input[name="layer"]')) {
    box.addEventListener('change', () => view.show(box.value, box.checked));
  }
  const zoom = (id, act) => document.getElementById(id).addEventListener('click', act);
  zoom('zoom-in', () => view.map.zoomIn());
  zoom('zoom-out', () => view.map.zoomOut());
  zoom('zoom-home', () => view.all());
  for (const button of document.querySelectorAll('.to-map')) {
    button.addEventListener('click', () => {
      document.getElementById('map').scrollIntoView({ block: 'start' });
      view.fit(button.dataset.bounds.split(' ').map(Number));
    });
  }
};

/** A canvas is not printed reliably: its picture is. */
const startPrinting = () => {
  const picture = document.getElementById('map-print');
  addEventListener('beforeprint', () => {
    picture.src = view.picture();
    picture.hidden = false;
    view.pinBadges();
  });
  addEventListener('afterprint', () => view.unpinBadges());
};

const start = async () => {
  const status = document.getElementById('map-status');
  try {
    data = readData(await unpack());
    startFinding();
    view = await startMap(data);
    startPointing();
    startControls();
    startPrinting();
    status.hidden = true;
    document.documentElement.dataset.map = 'ready';
    view.map.once('idle', () => (document.documentElement.dataset.map = 'drawn'));
  } catch (error) {
    // Tables and texts are whole without it.
    status.textContent = say('map-fails');
    document.documentElement.dataset.map = 'failed';
    console.warn(error);
  }
};

startTables();
startLanguages();
// After the first paint: the text is there to be read while the map is made.
addEventListener('load', () => requestAnimationFrame(() => setTimeout(start)));
