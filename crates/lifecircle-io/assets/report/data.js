// Takes the packed data of the map apart, in the order in which it was written.

/** Reads whole numbers, texts and places from a stream of bytes. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.next = 0;
    this.lon = 0;
    this.lat = 0;
    this.decoder = new TextDecoder();
  }

  count() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.bytes[this.next++];
      // Not by shifting: numbers of more than 31 bits are told too.
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  signed() {
    const folded = this.count();
    return folded % 2 ? -(folded + 1) / 2 : folded / 2;
  }

  text() {
    const length = this.count();
    const text = this.decoder.decode(this.bytes.subarray(this.next, this.next + length));
    this.next += length;
    return text;
  }

  /** Longitude and latitude in degrees. */
  place() {
    this.lon += this.signed();
    this.lat += this.signed();
    return [this.lon / 1e6, this.lat / 1e6];
  }

  list(item) {
    const length = this.count();
    const list = new Array(length);
    for (let i = 0; i < length; i++) list[i] = item(i);
    return list;
  }

  line() {
    return this.list(() => this.place());
  }

  /** As many numbers as are asked for. */
  column(length) {
    const column = new Float64Array(length);
    for (let i = 0; i < length; i++) column[i] = this.count();
    return column;
  }
}

/** The bytes of the page's data block. */
const unpack = async () => {
  const block = document.getElementById('page-data');
  const text = atob(block.textContent);
  block.remove();
  const packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** Where a place is on its street is told in so many parts of it. */
const PARTS = 4095;

/** Everything that the map shows. */
const readData = (bytes) => {
  const r = new Reader(bytes);
  const data = { frame: [r.place(), r.place()] };
  data.rules = r.list(() => ({
    en: r.text(),
    zh: r.text(),
    isLength: r.count() === 1,
    limit: r.count(),
    needed: r.count(),
  }));
  data.categories = r.list(() => ({ en: r.text(), zh: r.text() }));
  data.outlets = r.list(() => ({
    at: r.place(),
    name: r.text(),
    id: r.text(),
    categories: r.list(() => r.count()),
    serves: r.list(() => r.count()),
  }));
  data.streets = r.list(() => ({ kind: r.count(), line: r.line() }));
  data.homes = readHomes(r);
  for (const rule of data.rules) readRule(r, rule, data.homes.at.length);
  data.ground = r.list(() => {
    const kind = r.count();
    return r.count() === 1
      ? { kind, lines: r.list(() => r.line()) }
      : { kind, polygons: readPolygons(r) };
  });
  data.gaps = [data, ...data.rules].map(() =>
    r.list(() => ({
      at: r.place(),
      name: r.text(),
      homes: r.count(),
      people: r.count() / 1000,
      polygons: readPolygons(r),
    })),
  );
  data.areas = r.list(() => ({ name: r.text(), lines: r.list(() => r.line()) }));
  data.sites = r.list(() => ({ at: r.place(), en: r.text(), zh: r.text() }));
  return data;
};

const readPolygons = (r) => r.list(() => r.list(() => r.line()));

const readHomes = (r) => {
  const at = r.line();
  const all = (item) => at.map((_, home) => item(home));
  let street = 0;
  const door = (home) => (number) => ({
    at: number === 0 ? at[home] : r.place(),
    street: (street += r.signed()),
    part: r.count() / PARTS,
  });
  return {
    at,
    ids: all(() => r.text()),
    people: all(() => r.count() / 1000),
    doors: all((home) => r.list(door(home))),
    // How the homes fare by all rules together: a class, and eight more where that is doubtful.
    classes: r.column(at.length),
  };
};

/** A rule's verdicts and the walks to its nearest facilities. */
const readRule = (r, rule, homes) => {
  rule.classes = r.column(homes);
  rule.reasons = r.column(homes);
  // Of times and lengths, one more than the number; 0 is none.
  rule.nearestMs = r.column(homes);
  rule.nearestMm = rule.isLength ? r.column(homes) : null;
  rule.deciding = rule.needed > 1 ? r.column(homes) : null;
  let street = 0;
  const nextStreet = () => (street += r.signed());
  rule.ends = r.list(() => ({
    outlet: r.count(),
    door: r.place(),
    street: nextStreet(),
    from: r.count() / PARTS,
    to: r.count() / PARTS,
  }));
  rule.hops = r.list(() => ({ street: nextStreet() }));
  rule.hops.forEach((hop, i) => {
    const step = r.signed();
    hop.isBackward = step % 2 !== 0;
    hop.next = 2 * i - Math.floor(step / 2);
  });
  // 0: nothing is near; 1: inside; else a way in, and which end of its street the walk leads to.
  const kinds = r.column(homes);
  let next = 0;
  rule.starts = Array.from(kinds, (kind) => {
    if (kind === 0) return null;
    if (kind === 1) return { inside: r.count() };
    const [door, to] = [Math.floor((kind - 2) / 3), (kind - 2) % 3];
    return { door, to, next: (next += r.signed()) };
  });
};
