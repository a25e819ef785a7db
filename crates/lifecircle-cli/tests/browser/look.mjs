// Opens a report's page in a browser and looks at it. What is expected comes as JSON: see the tests that call this.
//
//   node look.mjs NODE_MODULES CHROMIUM PAGE EXPECTED.json

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, chromium, file, expectedFile] = process.argv.slice(2);
const require = createRequire(resolve(modules, 'package.json'));
const playwright = require('playwright-core');
const expected = JSON.parse(readFileSync(expectedFile, 'utf8'));
const url = pathToFileURL(file).href;

const browser = await playwright.chromium.launch({
  executablePath: chromium,
  // Drawn by the processor, as on a machine without a graphics card; nothing of the browser's own is fetched.
  args: [
    '--no-sandbox',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

/** A page with a list of everything that it should not have done. */
const open = async (width, height) => {
  const page = await browser.newPage({ viewport: { width, height } });
  page.setDefaultTimeout(90_000);
  const wrong = [];
  page.on('console', (m) => {
    if (m.type() === 'error' || m.type() === 'warning') wrong.push(`${m.type()}: ${m.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`thrown: ${error.stack}`));
  page.on('dialog', (dialog) => {
    wrong.push(`a name ran: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on('request', (request) => {
    const isOwn = request.url() === url || /^(blob|data):/.test(request.url());
    if (!isOwn) wrong.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  await page.waitForFunction(() => ['drawn', 'failed'].includes(document.documentElement.dataset.map));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.map), 'drawn');
  return { page, wrong };
};

/** What a function says of the map inside of the page; as text, since the page's policy lets it make no function of one. */
const inMap = (page, act, argument = null) =>
  page.evaluate(
    `(${act})(document.getElementById('map-canvas')._fullLayout.map._subplot.map, ${JSON.stringify(argument)})`,
  );

/** How many colours a part of the page shows: an empty map has one or two. */
const coloursOf = async (page, selector) => {
  const png = (await page.locator(selector).screenshot()).toString('base64');
  const blank = await browser.newPage();
  const count = await blank.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0);
    const { data: bytes } = pen.getImageData(0, 0, image.width, image.height);
    const colours = new Set();
    for (let i = 0; i < bytes.length; i += 4) {
      colours.add((bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2]);
    }
    return colours.size;
  }, png);
  await blank.close();
  return count;
};

/** Nothing is wider than the page. */
const fits = async (page, told) => {
  const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  assert.ok(scroll <= inner, `${told}: ${scroll} px wide on ${inner}`);
};

const looks = {
  /** The map shows something, and a click on a home tells its minutes. */
  async home(page) {
    assert.ok((await coloursOf(page, '#map-canvas')) > 30, 'the map is empty');
    const { id, at, texts } = expected.home;
    await inMap(page, (map, center) => void map.jumpTo({ center, zoom: 17 }), at);
    await page.waitForTimeout(1000);
    const box = await page.locator('#map-canvas').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForSelector('#home h3');
    const told = await page.locator('#home').innerText();
    for (const text of [id, ...texts]) assert.ok(told.includes(text), `"${text}" is not in: ${told}`);
    const walks = await inMap(page, (map) => map.getSource('walks')._data.features.map((f) => f.geometry.coordinates));
    // Each walk begins at a way in of the home, and is as long as its geometry in the results.
    assert.equal(walks.length, expected.home.walks.length);
    walks.forEach((line, i) => {
      const metres = line.slice(1).reduce((sum, [x, y], at) => {
        const [dx, dy] = [(x - line[at][0]) * Math.cos((y * Math.PI) / 180), y - line[at][1]];
        return sum + Math.hypot(dx, dy) * 111_195;
      }, 0);
      const wanted = expected.home.walks[i];
      assert.ok(Math.abs(metres - wanted) < 2 + wanted / 50, `${metres} m drawn, ${wanted} m walked`);
    });
  },

  /** The same by its id, without a pointer. */
  async find(page) {
    await page.fill('#find-id', 'no such home');
    await page.press('#find-id', 'Enter');
    assert.ok(!(await page.locator('#home').innerText()).includes(expected.home.id));
    await page.fill('#find-id', expected.home.id);
    await page.press('#find-id', 'Enter');
    assert.ok((await page.locator('#home').innerText()).includes(expected.home.texts[0]));
  },

  /** Several homes by their ids, and what is told of each. */
  async homes(page) {
    for (const { id, texts } of expected.homes) {
      await page.fill('#find-id', id);
      await page.press('#find-id', 'Enter');
      const told = await page.locator('#home').evaluate((home) => home.textContent);
      for (const text of [id, ...texts]) assert.ok(told.includes(text), `lost: ${text.slice(0, 60)}`);
    }
  },

  /** Tables are sorted by clicks and keys, and say how. */
  async sort(page) {
    const { table, column } = expected.sort;
    const header = page.locator(`#${table} thead th`).nth(column);
    const values = () =>
      page.evaluate(
        ([id, at]) => [...document.querySelectorAll(`#${id} tbody tr`)].map((row) => Number(row.cells[at].dataset.value)),
        [table, column],
      );
    await header.locator('button').click();
    const rising = await values();
    assert.equal(await header.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(rising, [...rising].sort((a, b) => a - b));
    await header.locator('button').press('Enter');
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await values(), [...rising].sort((a, b) => b - a));
    assert.ok(rising.length > 3);
  },

  /** A row of a table moves the map to what it is about. */
  async place(page) {
    const button = page.locator(`#${expected.sort.table} .to-map`).first();
    const [west, south, east, north] = (await button.getAttribute('data-bounds')).split(' ').map(Number);
    await button.press('Enter');
    // A slow machine takes its time for the way there.
    do await page.waitForTimeout(500);
    while (await inMap(page, (map) => map.isMoving()));
    const { lng, lat } = await inMap(page, (map) => map.getCenter());
    assert.ok(west < lng && lng < east && south < lat && lat < north, `${lng} ${lat}`);
  },

  /** A rule is chosen, and the legend is that rule's. */
  async scope(page) {
    await page.locator('label:has(input[name="scope"][value="1"])').click();
    const shown = await page.locator('.legend:not([hidden])').getAttribute('data-scope');
    assert.equal(shown, '1');
    await page.locator('label:has(input[name="scope"][value="0"])').click();
  },

  /** Everything is there in the other language, and nothing of the first is left. */
  async language(page) {
    const shown = () =>
      page.evaluate(() => {
        const isShown = (e) => getComputedStyle(e).display !== 'none';
        const count = (lang) => [...document.querySelectorAll(`main span[lang="${lang}"]`)].filter(isShown).length;
        return [document.documentElement.lang, count('en') > 0, count('zh') > 0];
      });
    assert.deepEqual(await shown(), ['en', true, false]);
    await page.click('[data-lang="zh"]');
    assert.deepEqual(await shown(), ['zh', false, true]);
    assert.match(await page.locator('#home').innerText(), /分钟/);
    await page.click('[data-lang="en"]');
  },

  /** Nobody is shut out: no serious finding, in either language. */
  async axe(page) {
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
    const { violations } = await page.evaluate(() => axe.run(document));
    const grave = violations.filter((v) => ['serious', 'critical'].includes(v.impact));
    assert.deepEqual(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3)}`), []);
  },

  /** On paper no table is wider than the sheet, and every row is there. */
  async print(page) {
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.ok(pdf.length > 50_000, 'the print holds a picture of the map');
    await page.emulateMedia({ media: 'print' });
    // A4 between the margins, upright and across.
    for (const [width, selector] of [
      [688, 'section:not(.wide-section) .table table'],
      [1032, '.wide-section .table table'],
    ]) {
      await page.setViewportSize({ width, height: 1000 });
      const wide = await page.evaluate(
        ([limit, tables]) =>
          [...document.querySelectorAll(tables)]
            .filter((t) => t.getBoundingClientRect().right > limit + 0.5)
            .map((t) => `${t.id}: ${t.getBoundingClientRect().right} of ${limit}`),
        [width, selector],
      );
      assert.deepEqual(wide, []);
    }
    await page.emulateMedia({ media: null });
  },

  /** Names are text: whole, and where they belong. */
  async names(page) {
    const text = await page.evaluate(() => document.body.textContent);
    for (const name of expected.names) assert.ok(text.includes(name), `lost: ${name.slice(0, 60)}`);
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.evaluate(() => document.querySelectorAll('main script, main img[onerror], main b[id]').length), 0);
    for (const [width, height] of [[1440, 900], [390, 844]]) {
      await page.setViewportSize({ width, height });
      await fits(page, 'with such names');
    }
  },

  /** How long it takes to read the first words, and how smoothly the map is moved; told, and judged by whoever reads it. */
  async pace(page) {
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    await page.locator('#map').scrollIntoViewIfNeeded();
    await page.evaluate(() => document.getElementById('map').scrollIntoView());
    const frames = (count) =>
      page.evaluate(
        (n) =>
          new Promise((done) => {
            const times = [];
            const step = (time) => (times.push(time) > n ? done(times) : requestAnimationFrame(step));
            requestAnimationFrame(step);
          }),
        count,
      );
    // What was asked for before is drawn first.
    await frames(20);
    const steps = await page.evaluate(async () => {
      const { map } = document.getElementById('map-canvas')._fullLayout.map._subplot;
      const taken = [];
      for (let i = 0; i < 30; i++) {
        map.panBy([i % 3 === 0 ? -24 : 16, 8], { duration: 0 });
        const before = performance.now();
        await new Promise(requestAnimationFrame);
        taken.push(Math.round(performance.now() - before));
      }
      return taken.sort((a, b) => a - b);
    });
    console.log(`first paint ${Math.round(paint)} ms; 30 steps of panning: median ${steps[15]} ms, slowest ${steps[29]} ms`);
  },
};

try {
  const [width, height] = expected.size ?? [1440, 900];
  const { page, wrong } = await open(width, height);
  for (const look of expected.looks) {
    await looks[look](page);
    console.log(`${look}: as expected`);
  }
  assert.deepEqual(wrong, []);
} finally {
  await browser.close();
}
