// The desk in a real browser: node tests/desk.mjs PART ADDRESS. Called by the Rust test `browser`.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const [part, address] = process.argv.slice(2);
const shots = process.env.SCREENSHOTS;
if (shots) mkdirSync(shots, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--no-first-run'],
});

/** A page that fails the test when it says anything on the console, asks another host, or opens a dialog. */
async function open({ viewport = WIDE, lang = 'en', scheme = 'light' } = {}) {
  const context = await browser.newContext({ viewport, locale: lang === 'ko' ? 'ko-KR' : 'en-GB', colorScheme: scheme });
  const page = await context.newPage();
  const faults = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !isOfTheDriver(message.text()) && faults.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('dialog', (dialog) => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== address) faults.push(`asked ${request.url()}`);
  });
  page.on('response', (answer) => answer.status() >= 500 && faults.push(`${answer.status()} ${answer.url()}`));
  await page.exposeFunction('xss', () => faults.push('a name was run'));
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  /** A refusal is told on the console by the browser itself. */
  const mayRefuse = () => page.on('console', () => faults.splice(0, faults.length, ...faults.filter((fault) => !/status of 409/.test(fault))));
  return { page, close, mayRefuse, go: async (path) => { await page.goto(address + path, { waitUntil: 'load' }); await drawn(page); } };
}

/** Reading pixels of a software renderer is slow, which it says. */
const isOfTheDriver = (text) => /GPU stall due to ReadPixels|GL Driver Message/.test(text);

const drawn = async (page) => {
  if (await page.locator('#map').count()) await page.waitForSelector('#map[data-ready][data-shown]', { timeout: 15_000 });
};

async function shot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

const tests = { work: [], hostile: [], access: [] };
const test = (of, name, run) => tests[of].push({ name, run });
const leads = async () => (await (await fetch(`${address}/api/v1/leads`)).json()).entries;
const vessels = async () => (await (await fetch(`${address}/api/v1/vessels`)).json()).entries;
const firstPair = async () => (await leads()).find((lead) => lead.mmsi_b) ?? (await leads())[0];

test('work', 'the list is filtered by a choice and the map shows what is left', async () => {
  const { page, close, go } = await open();
  await go('/');
  const all = await page.locator('.rows > .row').count();
  const cargo = await page.locator('select[name=cargo] option').nth(1).getAttribute('value');
  await Promise.all([page.waitForURL(/cargo=/), page.selectOption('select[name=cargo]', cargo)]);
  await drawn(page);
  assert.ok((await page.locator('.rows > .row').count()) <= all);
  assert.equal(new URL(page.url()).searchParams.get('cargo'), cargo);
  assert.equal(new URL(page.url()).searchParams.has('list'), false, 'words that are not set stay out of the address');
  await shot(page, 'leads');
  await close();
});

test('work', 'a point on the map leads to its lead', async () => {
  const { page, close, go } = await open();
  await go('/');
  const box = await page.locator('#map').boundingBox();
  let found = false;
  for (let y = 30; y < box.height && !found; y += 9) {
    for (let x = 60; x < box.width - 60 && !found; x += 9) {
      await page.mouse.move(box.x + x, box.y + y);
      found = (await page.locator('.row.lit').count()) > 0;
      if (found) await Promise.all([page.waitForURL(/\/lead\//), page.mouse.click(box.x + x, box.y + y)]);
    }
  }
  assert.ok(found, 'no point was under the mouse');
  await close();
});

test('work', 'playback moves by slider, by ten minutes and by an hour, and the address keeps the moment', async () => {
  const { page, close, go } = await open();
  await go(`/lead/${(await firstPair()).lead_id}`);
  const now = () => page.locator('#slider').evaluate((slider) => Number(slider.value));
  const before = await now();
  await page.keyboard.press('ArrowRight');
  assert.equal((await now()) - before, 600_000);
  await page.keyboard.press('Shift+ArrowLeft');
  assert.equal((await now()) - before, 600_000 - 3_600_000);
  assert.match(page.url(), /#t=\d{4}-\d\d-\d\dT\d\d:\d\dZ/);
  assert.match(await page.locator('#clock').textContent(), /UTC/);
  await page.keyboard.press('Space');
  for (let wait = 0; wait < 100 && (await now()) <= before - 3_000_000; wait += 1) await page.waitForTimeout(100);
  await page.keyboard.press('Space');
  assert.ok((await now()) > before - 3_000_000, 'playback went on');
  const strip = await page.locator('#strip').evaluate((canvas) => {
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    return pixels.filter((value, at) => at % 4 === 3 && value > 0).length;
  });
  assert.ok(strip > 500, 'the strip is drawn');
  await shot(page, 'lead');
  await close();
});

test('work', 'a lead says what would change its place', async () => {
  const { page, close, go } = await open();
  await go(`/lead/${(await firstPair()).lead_id}`);
  await page.waitForSelector('.changes:not([data-from])');
  assert.match(await page.locator('.changes').textContent(), /without \w+ it would/);
  await page.locator('.changes').scrollIntoViewIfNeeded();
  await shot(page, 'changes');
  await close();
});

test('work', 'a link shows exactly the view that was copied', async () => {
  const { page, close, go } = await open();
  const lead = await firstPair();
  await go(`/lead/${lead.lead_id}`);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await page.locator('#map canvas').hover({ position: { x: 420, y: 60 } });
  await page.mouse.wheel(0, -240);
  await page.waitForTimeout(900);
  await page.click('#copy-link');
  const [url, clock] = [page.url(), await page.locator('#clock').textContent()];
  assert.match(url, /map=/);
  const other = await open();
  await other.page.goto(url);
  await drawn(other.page);
  assert.equal(await other.page.locator('#clock').textContent(), clock);
  await other.page.click('#copy-link');
  assert.equal(other.page.url(), url, 'the map looks at the same place');
  await other.close();
  await close();
});

const told = (page, name) => page.locator('#map').getAttribute(`data-${name}`).then((count) => Number(count ?? 0));

test('work', 'a silence is drawn with all that the ship can have touched, and at a moment of it where it can have been', async () => {
  const { page, close, go } = await open();
  const lead = (await leads()).find((one) => one.kind === 'chain' || one.kind === 'dark_rendezvous');
  await go(`/lead/${lead.lead_id}`);
  const { silences, places, from } = await (await fetch(`${address}/api/v1/leads/${lead.lead_id}/track`)).json();
  const closed = silences.filter((gap) => gap.to && gap.end);
  assert.ok(closed.length > 0, 'the story has a silence');
  assert.equal(await told(page, 'silence'), closed.length);
  assert.equal(await told(page, 'reach'), closed.filter((gap) => gap.end - gap.start <= 36 * 3_600_000).length);
  const middle = Math.max((closed[0].start + closed[0].end) / 2, from);
  await page.locator('#slider').evaluate((slider, time) => {
    slider.value = time;
    slider.dispatchEvent(new Event('input'));
  }, middle);
  assert.ok((await told(page, 'lens')) > 0, 'the hull can have been somewhere');
  await shot(page, 'silence');
  await close();
});

test('work', 'the circles about an unseen meeting are in view, each with its figure, and the legend tells what they hold', async () => {
  for (const viewport of [WIDE, PHONE]) {
    const { page, close, go } = await open({ viewport });
    const { entries } = await (await fetch(`${address}/api/v1/leads`)).json();
    const tracks = await Promise.all(entries.map(async ({ lead_id: id }) => [id, await (await fetch(`${address}/api/v1/leads/${id}/track`)).json()]));
    const [id, { places }] = tracks.find(([, track]) => track.places.some((one) => one.decides && one.pair_radius_km));
    const meeting = places.find((one) => one.decides);
    assert.ok(meeting.radius_km <= 350, 'the story has circles that a view can hold');
    await go(`/lead/${id}`);
    assert.deepEqual([await told(page, 'whoever'), await told(page, 'pair')], [1, 1]);
    const map = await page.locator('#map').boundingBox();
    for (const [of, km, said] of [['whoever', meeting.radius_km, /whoever met/], ['pair', meeting.pair_radius_km, /if it was these two/]]) {
      const label = page.locator(`.circle-label[data-of=${of}]`);
      assert.equal(await label.textContent(), `${Math.max(km, 0.1).toFixed(1)} km`);
      assert.match(await label.getAttribute('title'), said);
      const box = await label.boundingBox();
      assert.ok(box.y >= map.y && box.y + box.height <= map.y + map.height && box.x >= map.x, `${of} is in view`);
      const line = page.locator(`#legend [data-key=${of}]`);
      assert.ok((await line.textContent()).includes(`${Math.max(km, 0.1).toFixed(1)} km`) && said.test(await line.textContent()));
    }
    assert.equal(await page.locator('#legend').evaluate((legend) => legend.open), viewport === WIDE);
    await shot(page, `circles-${viewport.width}`);
    await close();
  }
});

/** Of the legend the words under which signs are shown. */
const explained = (page) => page.locator('#legend li:not([hidden])').evaluateAll((lines) => lines.map((line) => line.dataset.key));

test('work', 'the legend explains what is on the map and nothing else', async () => {
  const { page, close, go } = await open();
  await go(`/lead/${(await firstPair()).lead_id}`);
  const keys = await explained(page);
  for (const key of await page.locator('#legend li').evaluateAll((lines) => lines.map((line) => line.dataset.key))) {
    assert.equal(keys.includes(key), (await told(page, key)) > 0, `${key} of ${keys}`);
  }
  assert.ok(!keys.includes('share') && keys.includes('deciding'));
  await page.check('#layer-reception');
  await page.waitForSelector('#legend li[data-key=share]:not([hidden])');
  await go('/');
  const lists = new Set((await leads()).map((lead) => lead.list));
  assert.deepEqual((await explained(page)).filter((key) => key !== 'dismissed').sort(), [...lists].sort());
  await close();
});

test('work', 'keys on the map move the map, north stays up, and elsewhere they move the time', async () => {
  const { page, close, go } = await open();
  await go(`/lead/${(await firstPair()).lead_id}`);
  const now = () => page.locator('#slider').evaluate((slider) => Number(slider.value));
  const before = await now();
  await page.locator('.maplibregl-canvas').focus();
  const seen = async () => (await page.click('#copy-link'), page.url());
  const place = await seen();
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowRight');
  // The map glides from frame to frame, and another key would end that.
  for (let looks = 0; (await seen()) === place && looks < 60; looks += 1) await page.waitForTimeout(250);
  assert.notEqual(await seen(), place);
  await page.locator('.maplibregl-canvas').focus();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowUp']) await page.keyboard.press(key);
  await page.waitForTimeout(900);
  assert.match(await seen(), /#map=[^/]+(\/[^/]+){2}$/, 'neither turned nor tilted');
  assert.equal(await now(), before);
  await page.keyboard.press('ArrowRight');
  assert.equal((await now()) - before, 600_000);
  await close();
});

test('work', 'triage is kept with reviewer, words and time', async () => {
  const { page, close, go } = await open();
  const lead = await firstPair();
  await go(`/lead/${lead.lead_id}`);
  await page.check('#triage input[value=reviewing]');
  await page.fill('#triage textarea', 'asked the harbour master\n두 번째 줄');
  await page.fill('#triage input[name=reviewer]', '김민지');
  await Promise.all([page.waitForNavigation(), page.click('#triage button[type=submit]')]);
  await drawn(page);
  const note = await page.locator('.note').last().textContent();
  assert.match(note, /김민지/);
  assert.match(note, /두 번째 줄/);
  assert.equal(await page.inputValue('#triage input[name=reviewer]'), '김민지', 'the name is kept');
  await page.locator('#triage').scrollIntoViewIfNeeded();
  await shot(page, 'triage');
  await go('/?status=reviewing');
  assert.equal(await page.locator('.rows > .row').count(), 1);
  await close();
});

test('work', 'a stale page keeps what was written and says who decided meanwhile', async () => {
  const [lee, kim] = [await open(), await open()];
  const lead = (await leads()).at(-1);
  for (const one of [lee, kim]) await one.go(`/lead/${lead.lead_id}`);
  const save = async ({ page }, state, text, name) => {
    await page.check(`#triage input[value=${state}]`);
    await page.fill('#triage textarea', text);
    await page.fill('#triage input[name=reviewer]', name);
    await Promise.all([page.waitForNavigation(), page.click('#triage button[type=submit]')]);
    await drawn(page);
  };
  await save(lee, 'confirmed', 'seen by satellite', 'Lee');
  kim.mayRefuse();
  await save(kim, 'dismissed', 'a pilot boat', 'Kim');
  const { page } = kim;
  assert.match(await page.locator('#triage [role=alert]').textContent(), /Lee.*confirmed/);
  assert.equal(await page.inputValue('#triage textarea'), 'a pilot boat');
  assert.ok(await page.locator('#triage textarea').evaluate((area) => document.activeElement === area), 'the form is in view');
  await shot(page, 'triage-stale');
  await page.check('#triage input[value=dismissed]');
  await Promise.all([page.waitForNavigation(), page.click('#triage button[type=submit]')]);
  await drawn(page);
  assert.equal(await page.locator('.lead-head .state').getAttribute('data-state'), 'dismissed');
  for (const one of [lee, kim]) await one.close();
});

test('work', 'everything is reached by keys alone', async () => {
  const { page, close, go } = await open();
  await go('/');
  await page.keyboard.press('?');
  assert.ok(await page.locator('dialog#keys').isVisible());
  await shot(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('j');
  await Promise.all([page.waitForURL(/\/lead\//), page.keyboard.press('Enter')]);
  await drawn(page);
  await page.keyboard.press('t');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'state');
  await page.keyboard.press('Escape');
  if (await page.locator('a[rel=next]').count()) {
    const before = page.url();
    await Promise.all([page.waitForURL((url) => url.href !== before), page.keyboard.press(']')]);
    await drawn(page);
  }
  await page.keyboard.press('/');
  const [vessel] = await vessels();
  await page.keyboard.type(vessel.ssvid);
  await Promise.all([page.waitForURL(/\/vessel\//), page.keyboard.press('Enter')]);
  await drawn(page);
  await page.locator('body').press('l');
  await page.waitForURL(`${address}/`);
  await drawn(page);
  await close();
});

test('work', 'a dossier has its track, its timeline and its links', async () => {
  const { page, close, go } = await open();
  const lead = await firstPair();
  await go(`/vessel/${lead.vessels[0].id}`);
  assert.ok(await page.locator('svg.timeline .heard').count());
  await shot(page, 'vessel');
  await page.locator('section.links').scrollIntoViewIfNeeded();
  await shot(page, 'vessel-links');
  await close();
});

test('work', 'a vessel is put on a watch-list from its dossier and found there', async () => {
  const { page, close, go } = await open();
  const [vessel] = await vessels();
  await go(`/vessel/${vessel.id}`);
  await page.click('.watch-form summary');
  await page.fill('.watch-form input[name=list]', 'tankers');
  await page.fill('.watch-form input[name=reviewer]', 'Kim');
  await Promise.all([page.waitForURL(/\/watch/), page.click('.watch-form button')]);
  assert.match(await page.locator('.watched').textContent(), new RegExp(vessel.ssvid));
  await shot(page, 'watch');
  await close();
});

test('work', 'reception is shown as a layer and kept in the address', async () => {
  const { page, close, go } = await open();
  await go('/');
  await page.check('#layer-reception');
  await page.waitForTimeout(600);
  assert.match(page.url(), /reception=1/);
  const cells = (await (await fetch(`${address}/api/v1/reception`)).json()).south.length;
  assert.ok(cells > 0, 'reception was learned');
  assert.equal(await told(page, 'reception'), cells);
  await shot(page, 'reception');
  await close();
});

test('work', 'language and scheme are chosen and kept', async () => {
  const { page, close, go } = await open();
  await go('/');
  await Promise.all([page.waitForNavigation(), page.click('.preferences button[name=lang]')]);
  await drawn(page);
  assert.equal(await page.locator('html').getAttribute('lang'), 'ko');
  await Promise.all([page.waitForNavigation(), page.click('.preferences button[name=scheme]')]);
  await drawn(page);
  assert.equal(await page.locator('html').getAttribute('data-scheme'), 'dark');
  await shot(page, 'leads-ko-dark');
  await close();
});

test('work', 'the first map is drawn within two seconds', async () => {
  const { page, close } = await open();
  const start = Date.now();
  await page.goto(`${address}/`);
  await drawn(page);
  console.log(`  first map after ${Date.now() - start} ms`);
  await close();
});

test('work', 'pages fit a phone', async () => {
  const { page, close, go } = await open({ viewport: PHONE, lang: 'ko', scheme: 'dark' });
  const lead = await firstPair();
  for (const [name, path] of [['leads', '/'], ['lead', `/lead/${lead.lead_id}`], ['vessel', `/vessel/${lead.vessels[0].id}`], ['watch', '/watch']]) {
    await go(path);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= PHONE.width, `${path} is ${wide} px wide`);
    await shot(page, `phone-${name}`);
    if (shots) await page.screenshot({ path: `${shots}/phone-${name}-full.png`, fullPage: true });
  }
  await close();
});

test('work', 'the map of a Korean page speaks Korean', async () => {
  const { page, close, go } = await open({ lang: 'ko' });
  await go(`/lead/${(await firstPair()).lead_id}`);
  await page.waitForSelector('.maplibregl-ctrl-scale');
  const said = await page.evaluate(() => [
    document.querySelector('.maplibregl-ctrl-scale').textContent,
    ...[...document.querySelectorAll('#map [aria-label], #map [title]')].flatMap((one) => [one.ariaLabel, one.title]),
  ].filter(Boolean));
  assert.match(said[0], /해리$/);
  assert.deepEqual(said.filter((words) => /[a-z]{2}/.test(words.replace(/\d km/g, ''))), []);
  await close();
});

test('hostile', 'no name is run on any page', async () => {
  const { page, close, go } = await open();
  const found = [...(await leads()).map((lead) => `/lead/${lead.lead_id}`), ...(await vessels()).map((vessel) => `/vessel/${vessel.id}`)];
  await go(found[0]);
  for (const words of ['"><img src=x onerror=xss()>', '<script>xss()</script>']) {
    await page.check('#triage input[value=reviewing]');
    await page.fill('#triage textarea', words);
    await page.fill('#triage input[name=reviewer]', words);
    await Promise.all([page.waitForNavigation(), page.click('#triage button[type=submit]')]);
    await drawn(page);
  }
  for (const path of ['/', '/vessels', '/watch', '/?cargo=oil', ...found]) {
    await go(path);
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    const strange = await page.evaluate(() => document.querySelectorAll('img, iframe, object, embed, body script').length);
    assert.equal(strange, 0, `${path} has ${strange} elements that nobody of us wrote`);
  }
  await shot(page, 'hostile');
  await close();
});

test('access', 'axe finds no serious fault', async () => {
  const lead = await firstPair();
  const paths = ['/', `/lead/${lead.lead_id}`, `/vessel/${lead.vessels[0].id}`, '/vessels', '/watch', '/nothing'];
  for (const [lang, scheme, viewport] of [['en', 'light', WIDE], ['ko', 'dark', WIDE], ['en', 'dark', PHONE], ['ko', 'light', PHONE]]) {
    const context = await browser.newContext({ viewport, locale: lang === 'ko' ? 'ko-KR' : 'en-GB', colorScheme: scheme, bypassCSP: true });
    const page = await context.newPage();
    for (const path of paths) {
      await page.goto(address + path);
      await drawn(page);
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(document));
      const serious = violations.filter((fault) => ['serious', 'critical'].includes(fault.impact));
      const told = serious.map((fault) => `${fault.id}: ${fault.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
      assert.deepEqual(told, [], `${lang} ${scheme} ${path}`);
      await shot(page, `access-${lang}-${scheme}-${viewport.width}-${paths.indexOf(path)}`);
    }
    await context.close();
  }
});

let failed = 0;
for (const { name, run } of tests[part]) {
  try {
    await run();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
