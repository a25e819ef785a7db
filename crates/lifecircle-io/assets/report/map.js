// The map: MapLibre as plotly.js carries it, on an empty style, so that nothing is ever fetched.

const NONE = { type: 'FeatureCollection', features: [] };
const collection = (features) => ({ type: 'FeatureCollection', features });
const feature = (type, coordinates, properties = {}) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});

/** Gap areas and sites that carry their rank. */
const NUMBERED = 20;
/** How far from a dot, in pixels, a click still means it. */
const NEAR = 5;

const byZoom = (...stops) => ['interpolate', ['exponential', 1.6], ['zoom'], ...stops];

/** A small picture of one colour with a white rim: symbols need no fonts then. */
const symbol = (size, colour, trace) => {
  const canvas = make('canvas', { width: size, height: size });
  const pen = canvas.getContext('2d');
  pen.beginPath();
  trace(pen, size);
  pen.closePath();
  pen.fillStyle = colour;
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = size / 9;
  pen.fill();
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
};

const square = (pen, size) => pen.rect(size / 6, size / 6, (size * 2) / 3, (size * 2) / 3);
const triangle = (pen, size) => {
  pen.moveTo(size / 2, size / 10);
  pen.lineTo(size * 0.92, size * 0.86);
  pen.lineTo(size * 0.08, size * 0.86);
};

/** The class that a dot is drawn in: doubtful homes have one of their own. */
const drawnClass = (code) => (code >= 8 ? 1 : code);

const homeFeatures = (data) => {
  const scopes = [data.homes.classes, ...data.rules.map((rule) => rule.classes)];
  return data.homes.at.map((at, home) => {
    const properties = { home };
    scopes.forEach((classes, scope) => (properties[`c${scope}`] = drawnClass(classes[home])));
    return feature('Point', at, properties);
  });
};

const outletFeatures = (data) =>
  data.outlets
    .map((outlet, number) => {
      const properties = { outlet: number };
      if (outlet.serves.length) properties.s0 = 1;
      for (const rule of outlet.serves) properties[`s${rule + 1}`] = 1;
      return feature('Point', outlet.at, properties);
    })
    .filter((outlet) => outlet.properties.s0);

const groundFeatures = (data) =>
  data.ground.flatMap(({ kind, polygons, lines }) =>
    polygons
      ? polygons.map((rings) => feature('Polygon', rings, { kind }))
      : lines.map((line) => feature('LineString', line, { kind })),
  );

const gapFeatures = (gaps) =>
  gaps
    .slice(0, NUMBERED)
    .flatMap((gap) => gap.polygons.map((rings) => feature('Polygon', rings, {})));

/** What is drawn below the homes. */
const addGround = (map, data) => {
  const colour = ['match', ['get', 'kind']];
  for (const [kind, value] of Object.entries(settings.ground)) colour.push(Number(kind), value);
  colour.push(settings.land);
  const source = (id, features) =>
    map.addSource(id, { type: 'geojson', data: collection(features) });
  source('ground', groundFeatures(data));
  map.addLayer({
    id: 'ground',
    type: 'fill',
    source: 'ground',
    filter: ['==', ['geometry-type'], 'Polygon'],
    layout: { 'fill-sort-key': ['get', 'kind'] },
    paint: { 'fill-color': colour, 'fill-antialias': false },
  });
  map.addLayer({
    id: 'ground-lines',
    type: 'line',
    source: 'ground',
    filter: ['==', ['geometry-type'], 'LineString'],
    paint: { 'line-color': colour, 'line-width': byZoom(10, 0.6, 16, 3) },
  });
  const streets = data.streets.filter((street) => street.line.length > 1);
  source(
    'streets',
    streets.map(({ line, kind }) => feature('LineString', line, { kind })),
  );
  const of = (main, street, path) => ['match', ['get', 'kind'], 0, main, 1, street, path];
  map.addLayer({
    id: 'streets',
    type: 'line',
    source: 'streets',
    layout: { 'line-cap': 'round', 'line-sort-key': ['-', 2, ['get', 'kind']] },
    paint: {
      'line-color': of('#c9c6bd', '#d9d6ce', '#dfdcd5'),
      'line-width': byZoom(10, of(0.8, 0.25, 0.1), 14, of(2, 1, 0.5), 18, of(9, 5, 2)),
    },
  });
};

/** Borders and gap areas. */
const addAreas = (map, data) => {
  map.addSource('gaps', { type: 'geojson', data: NONE });
  map.addLayer({
    id: 'gaps',
    type: 'fill',
    source: 'gaps',
    paint: { 'fill-color': settings.gap[0], 'fill-opacity': 0.55 },
  });
  map.addLayer({
    id: 'gaps-rim',
    type: 'line',
    source: 'gaps',
    paint: { 'line-color': settings.gap[1], 'line-width': 1.4 },
  });
  const borders = data.areas.flatMap((area) => area.lines.map((l) => feature('LineString', l)));
  map.addSource('areas', { type: 'geojson', data: collection(borders) });
  map.addLayer({
    id: 'areas',
    type: 'line',
    source: 'areas',
    paint: { 'line-color': '#5f646c', 'line-width': 1.1, 'line-dasharray': [4, 2.5] },
  });
};

/** Homes, and the walks of the one that is chosen. */
const addHomes = (map, data) => {
  map.addSource('homes', { type: 'geojson', data: collection(homeFeatures(data)) });
  map.addLayer({
    id: 'homes',
    type: 'circle',
    source: 'homes',
    paint: {
      'circle-radius': byZoom(9, 0.9, 12, 2, 14, 3.6, 17, 7),
      'circle-stroke-width': byZoom(11, 0.3, 14, 1, 17, 1.5),
    },
  });
  map.addSource('walks', { type: 'geojson', data: NONE });
  const line = (id, paint) =>
    map.addLayer({
      id,
      type: 'line',
      source: 'walks',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint,
    });
  line('walks-rim', { 'line-color': '#ffffff', 'line-width': 7 });
  line('walks', { 'line-color': ['get', 'colour'], 'line-width': 4 });
  map.addSource('chosen', { type: 'geojson', data: NONE });
  map.addLayer({
    id: 'chosen',
    type: 'circle',
    source: 'chosen',
    paint: {
      'circle-radius': byZoom(9, 6, 17, 11),
      'circle-opacity': 0,
      'circle-stroke-width': 3,
      'circle-stroke-color': settings.ink,
    },
  });
};

/** Facilities and sites, as small pictures. */
const addPlaces = (map, data) => {
  map.addImage('square', symbol(18, settings.outlet, square), { pixelRatio: 2 });
  map.addImage('triangle', symbol(36, settings.gap[1], triangle), { pixelRatio: 2 });
  const icons = (id, image, features) => {
    map.addSource(id, { type: 'geojson', data: collection(features) });
    map.addLayer({
      id,
      type: 'symbol',
      source: id,
      layout: {
        'icon-image': image,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'icon-size': byZoom(10, 0.7, 15, 1.2),
      },
    });
  };
  icons('outlets', 'square', outletFeatures(data));
  const sites = data.sites.map((site, number) => feature('Point', site.at, { site: number }));
  icons('sites', 'triangle', sites);
};

/** What the map is asked to do once it is there. */
class View {
  constructor(map, data) {
    this.map = map;
    this.data = data;
    this.scope = 0;
    this.home = null;
    this.shown = new Set(['outlets', 'gaps', 'areas', 'sites']);
    this.badges = document.getElementById('badges');
    addGround(map, data);
    addAreas(map, data);
    addHomes(map, data);
    addPlaces(map, data);
    this.setScope(0);
    map.on('render', () => this.placeBadges());
  }

  /** The gap areas of the scope. */
  get gaps() {
    return this.data.gaps[this.scope];
  }

  setScope(scope) {
    this.scope = scope;
    const { map } = this;
    const own = ['get', `c${scope}`];
    const colours = (which) => {
      const match = ['match', own];
      settings.classes.forEach((pair, number) => match.push(number, pair[which]));
      return [...match, '#000000'];
    };
    map.setPaintProperty('homes', 'circle-color', colours(0));
    map.setPaintProperty('homes', 'circle-stroke-color', colours(1));
    map.setLayoutProperty('homes', 'circle-sort-key', own);
    map.setFilter('outlets', ['==', ['get', `s${scope}`], 1]);
    map.getSource('gaps').setData(collection(gapFeatures(this.gaps)));
    this.makeBadges();
    this.drawWalks();
  }

  show(layer, isShown) {
    this.shown[isShown ? 'add' : 'delete'](layer);
    for (const id of layer === 'gaps' ? ['gaps', 'gaps-rim'] : [layer]) {
      this.map.setLayoutProperty(id, 'visibility', isShown ? 'visible' : 'none');
    }
    this.makeBadges();
  }

  /** The ranks of gap areas and sites, as texts above the map. */
  makeBadges() {
    const badge = (kind) => (place, number) => ({
      at: place.at,
      element: make('span', { class: kind, text: String(number + 1) }),
    });
    const gaps = this.shown.has('gaps') ? this.gaps.slice(0, NUMBERED) : [];
    const sites = this.shown.has('sites') ? this.data.sites.slice(0, NUMBERED) : [];
    this.ranks = [...gaps.map(badge('gap')), ...sites.map(badge('site'))];
    this.badges.replaceChildren(...this.ranks.map((rank) => rank.element));
    this.placeBadges();
  }

  /** In parts of the frame, so that a print of another width has them in place too. */
  placeBadges() {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    for (const { at, element } of this.ranks) {
      const { x, y } = this.map.project(at);
      element.style.left = `${(x / width) * 100}%`;
      element.style.top = `${(y / height) * 100}%`;
      element.hidden = x < 0 || y < 0 || x > width || y > height;
    }
  }

  /** The walks of the home that is chosen: of the rule, or of all. */
  drawWalks() {
    const { map, data, scope, home } = this;
    const walks = [];
    data.rules.forEach((rule, number) => {
      if (home === null || (scope !== 0 && scope !== number + 1)) return;
      const walk = walkOf(data, rule, home);
      const colour = settings.rules[number % settings.rules.length];
      if (walk?.line) walks.push(feature('LineString', walk.line, { colour }));
    });
    map.getSource('walks').setData(collection(walks));
    const at = home === null ? [] : [feature('Point', data.homes.at[home])];
    map.getSource('chosen').setData(collection(at));
    return walks.flatMap((walk) => walk.geometry.coordinates);
  }

  /** Chooses a home; one that is out of sight is brought into it with its walks. */
  choose(home) {
    this.home = home;
    const points = this.drawWalks();
    const at = this.data.homes.at[home];
    if (!this.map.getBounds().contains(at)) this.fit(boxOf([at, ...points]));
  }

  fit([west, south, east, north]) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const corners = [
      [west, south],
      [east, north],
    ];
    this.map.fitBounds(corners, { padding: 40, maxZoom: 16.5, duration: calm ? 0 : 500 });
  }

  all() {
    this.fit(boxOf(this.data.frame));
  }

  /** What of some layers lies nearest to a point of the screen. */
  near({ x, y }, layers) {
    const box = [
      [x - NEAR, y - NEAR],
      [x + NEAR, y + NEAR],
    ];
    const found = this.map.queryRenderedFeatures(box, { layers });
    const away = (f) => {
      const at = this.map.project(f.geometry.coordinates);
      return Math.hypot(at.x - x, at.y - y);
    };
    return found.reduce((a, b) => (a === null || away(b) < away(a) ? b : a), null)?.properties;
  }

  /** The map as it is now, as a picture. */
  picture() {
    this.map.redraw();
    return this.map.getCanvas().toDataURL('image/png');
  }
}

/** West, south, east, north of some points. */
const boxOf = (points) => {
  const [lons, lats] = [0, 1].map((axis) => points.map((point) => point[axis]));
  // Not by spreading: a walk may have more points than a call has arguments.
  const least = (all) => all.reduce((a, b) => Math.min(a, b));
  const most = (all) => all.reduce((a, b) => Math.max(a, b));
  return [least(lons), least(lats), most(lons), most(lats)];
};

/** Makes the map; resolves when it can be drawn on. */
const startMap = async (data) => {
  const frame = document.getElementById('map-canvas');
  // One trace without a point: plotly.js makes a map for it.
  const trace = { type: 'scattermap', lon: [null], lat: [null], hoverinfo: 'none' };
  const layout = {
    map: { style: 'white-bg', center: { lon: 0, lat: 0 }, zoom: 1 },
    margin: { l: 0, r: 0, t: 0, b: 0 },
    showlegend: false,
    dragmode: 'pan',
  };
  const options = { displayModeBar: false, scrollZoom: true, responsive: true, doubleClick: false };
  await Plotly.newPlot(frame, [trace], layout, options);
  const { map } = frame._fullLayout.map._subplot;
  const [west, south, east, north] = boxOf(data.frame);
  const corners = [
    [west, south],
    [east, north],
  ];
  map.fitBounds(corners, { padding: 12, duration: 0 });
  for (const layer of map.getStyle().layers) {
    if (layer.type === 'background') {
      map.setPaintProperty(layer.id, 'background-color', settings.land);
    }
  }
  map.keyboard.enable();
  return new View(map, data);
};
