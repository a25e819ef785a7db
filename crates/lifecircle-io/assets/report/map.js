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
const NEAR = 3;

const byZoom = (...stops) => ['interpolate', ['exponential', 1.6], ['zoom'], ...stops];

/** A small picture of one colour with a white rim: symbols need no fonts then. */
const symbol = (size, colour, trace) => {
  const canvas = make('canvas', { width: size, height: size });
  // Kept where it is read from.
  const pen = canvas.getContext('2d', { willReadFrequently: true });
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
  // What is below a pixel, or far outside of a tile, would only cost time.
  const source = (id, features) =>
    map.addSource(id, { type: 'geojson', data: collection(features), tolerance: 0.8, buffer: 16 });
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
  // Paths first, so that streets lie on them. On a map of a whole city they would be a grey veil.
  const kinds = [
    ['paths', 14, '#dfdcd5', byZoom(14, 0.6, 18, 2)],
    ['streets', 11.5, '#d9d6ce', byZoom(11, 0.4, 14, 1, 18, 5)],
    ['main-roads', 0, '#c9c6bd', byZoom(10, 0.8, 14, 2, 18, 9)],
  ];
  kinds.forEach(([id, minzoom, lineColour, width], position) => {
    const own = data.streets.filter((street) => street.kind === 2 - position);
    const lines = own.filter((street) => street.line.length > 1);
    source(id, lines.map((street) => feature('LineString', street.line)));
    map.addLayer({
      id,
      type: 'line',
      source: id,
      minzoom,
      paint: { 'line-color': lineColour, 'line-width': width },
    });
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
  const picture = data.homes.at.length > FEW ? new DotPicture(map, data.homes.at) : null;
  const homes = collection(homeFeatures(data));
  map.addSource('homes', { type: 'geojson', data: homes, buffer: 8 });
  map.addLayer({
    id: 'homes',
    type: 'circle',
    source: 'homes',
    minzoom: picture?.until ?? 0,
    paint: {
      'circle-radius': byZoom(...RADII),
      'circle-stroke-width': byZoom(...RIMS),
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
  line('walks-rim', { 'line-color': '#ffffff', 'line-width': 6.5, 'line-offset': ['get', 'aside'] });
  line('walks', { 'line-color': ['get', 'colour'], 'line-width': 3.5, 'line-offset': ['get', 'aside'] });
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
  return picture;
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
        'icon-size': byZoom(11, 0.45, 14, 0.9, 17, 1.3),
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
    this.dots = addHomes(map, data);
    this.grid = new HomeGrid(data.homes.at);
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
    const { homes, rules } = this.data;
    this.dots?.draw(scope === 0 ? homes.classes : rules[scope - 1].classes);
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

  /** Moves the ranks with the map; by transforms, which need no new layout of the page. */
  placeBadges() {
    for (const { at, element } of this.ranks) {
      const { x, y } = this.map.project(at);
      element.style.transform = `translate(${x}px, ${y}px) translate(-50%, -50%)`;
    }
  }

  /** Places the ranks in parts of the frame: a print is of another width. */
  pinBadges() {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    for (const { at, element } of this.ranks) {
      const { x, y } = this.map.project(at);
      element.style.transform = 'translate(-50%, -50%)';
      element.style.left = `${(x / width) * 100}%`;
      element.style.top = `${(y / height) * 100}%`;
    }
  }

  /** Lets them move again. */
  unpinBadges() {
    for (const { element } of this.ranks) element.style.left = element.style.top = '0';
    this.placeBadges();
  }

  /** The walks of the home that is chosen: of the rule, or of all. */
  drawWalks() {
    const { map, data, scope, home } = this;
    const walks = [];
    data.rules.forEach((rule, number) => {
      if (home === null || (scope !== 0 && scope !== number + 1)) return;
      const walk = walkOf(data, rule, home);
      const colour = settings.rules[number % settings.rules.length];
      // Side by side where they share a street.
      const aside = scope === 0 ? 3.5 * (number - (data.rules.length - 1) / 2) : 0;
      if (walk?.line) walks.push(feature('LineString', walk.line, { colour, aside }));
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

  /** The facility or site at a point of the screen. */
  placeAt({ x, y }) {
    const box = [
      [x - NEAR, y - NEAR],
      [x + NEAR, y + NEAR],
    ];
    return this.map.queryRenderedFeatures(box, { layers: ['sites', 'outlets'] })[0]?.properties;
  }

  /** The home whose dot lies nearest to a point of the screen, null where none is near. */
  homeAt({ x, y }) {
    const near = NEAR + atZoom(RADII, this.map.getZoom());
    const corner = (dx, dy) => this.map.unproject([x + dx, y + dy]).toArray();
    let [best, least] = [null, near];
    for (const home of this.grid.within(corner(-near, near), corner(near, -near))) {
      const at = this.map.project(this.grid.places[home]);
      const away = Math.hypot(at.x - x, at.y - y);
      if (away < least) [best, least] = [home, away];
    }
    return best;
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
