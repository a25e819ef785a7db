// Homes as dots. A hundred thousand circles are a lot to draw at every step for a computer without a graphics card: where
// homes are many, the map of the whole city has them in one picture, drawn once for each verdict; from nearby they are
// circles of the map's own.

/** So many homes are always circles. */
const FEW = 15000;
/** How wide the picture is, in pixels, and the finest zoom that it is drawn for. */
const WIDTH = 1536;
const FINEST = 13;

/** Radius and width of the rim of a dot, in pixels, by zoom. */
const RADII = [9, 0.9, 12, 2, 14, 3.6, 17, 7];
const RIMS = [11, 0.3, 14, 1, 17, 1.5];

/** What the map makes of such stops, here for the pictures. */
const atZoom = (stops, zoom) => {
  for (let i = 0; i + 2 < stops.length; i += 2) {
    const [from, low, to, high] = stops.slice(i, i + 4);
    if (zoom <= from) return low;
    if (zoom < to) {
      const part = (1.6 ** (zoom - from) - 1) / (1.6 ** (to - from) - 1);
      return low + part * (high - low);
    }
  }
  return stops[stops.length - 1];
};

/** Web Mercator, the world from 0 to 1 in both directions. */
const mercator = ([lon, lat]) => {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / Math.PI;
  return [(lon + 180) / 360, (1 - y) / 2];
};
const degrees = ([x, y]) => [
  x * 360 - 180,
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
];

/** Homes by where they are, to be found by the pointer. */
class HomeGrid {
  constructor(places) {
    this.places = places;
    this.cells = new Map();
    places.forEach((place, home) => {
      const key = HomeGrid.cell(place).join(' ');
      const cell = this.cells.get(key);
      if (cell) cell.push(home);
      else this.cells.set(key, [home]);
    });
  }

  static cell(place) {
    return place.map((value) => Math.floor(value * 400));
  }

  /** The homes within a box of degrees, and some around it. */
  *within([west, south], [east, north]) {
    const [left, below] = HomeGrid.cell([west, south]);
    const [right, above] = HomeGrid.cell([east, north]);
    for (let x = left; x <= right; x++) {
      for (let y = below; y <= above; y++) yield* this.cells.get(`${x} ${y}`) ?? [];
    }
  }
}

/** A picture of all dots. */
class DotPicture {
  constructor(map, places) {
    this.map = map;
    this.points = places.map(mercator);
    const [west, north, east, south] = boxOf(this.points);
    const side = Math.max(east - west, south - north, 1e-9);
    this.zoom = Math.min(FINEST, Math.log2(WIDTH / (512 * side)));
    /** From here on it would be too coarse. */
    this.until = this.zoom + 0.5;
    this.factor = 512 * 2 ** this.zoom;
    const margin = 8 / this.factor;
    [this.left, this.top] = [west - margin, north - margin];
    const width = Math.ceil((east - west + 2 * margin) * this.factor);
    const height = Math.ceil((south - north + 2 * margin) * this.factor);
    this.canvas = make('canvas', { width, height });
    const [right, bottom] = [this.left + width / this.factor, this.top + height / this.factor];
    const corners = [
      [this.left, this.top],
      [right, this.top],
      [right, bottom],
      [this.left, bottom],
    ];
    const coordinates = corners.map(degrees);
    map.addSource('dots', { type: 'canvas', canvas: this.canvas, coordinates, animate: false });
    map.addLayer({
      id: 'dots',
      type: 'raster',
      source: 'dots',
      maxzoom: this.until,
      paint: { 'raster-fade-duration': 0 },
    });
  }

  /** A dot of a class. */
  dot([fill, rim]) {
    const [radius, width] = [atZoom(RADII, this.zoom), atZoom(RIMS, this.zoom)];
    const size = 2 * Math.ceil(radius + width) + 1;
    const canvas = make('canvas', { width: size, height: size });
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.arc(size / 2, size / 2, radius + width / 2, 0, 2 * Math.PI);
    pen.fillStyle = fill;
    pen.strokeStyle = rim;
    pen.lineWidth = width;
    pen.fill();
    pen.stroke();
    return canvas;
  }

  /** Draws all homes, each by the number of its class; higher ones over lower ones. */
  draw(classes) {
    const byClass = settings.classes.map(() => []);
    classes.forEach((code, home) => byClass[drawnClass(code)].push(this.points[home]));
    const pen = this.canvas.getContext('2d', { willReadFrequently: true });
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    byClass.forEach((points, number) => {
      const dot = this.dot(settings.classes[number]);
      const half = dot.width / 2;
      for (const [x, y] of points) {
        const [column, row] = [(x - this.left) * this.factor, (y - this.top) * this.factor];
        pen.drawImage(dot, Math.round(column - half), Math.round(row - half));
      }
    });
    // The map takes what is on a canvas only while that plays.
    const source = this.map.getSource('dots');
    source.play();
    this.map.once('render', () => source.pause());
  }
}
