// The pictures of the README and the docs, taken of a served demo case:
//
//     ./demo                                                # in another terminal; it ends in the desk
//     node crates/desk/web/pictures.mjs http://127.0.0.1:8642 docs/src/images
//
// They change with the demo; each is WebP of less than 250 kB.

import { mkdirSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const [address = 'http://127.0.0.1:8642', folder = 'docs/src/images'] = process.argv.slice(2);
const WIDE = { width: 1360, height: 850 };
const PHONE = { width: 390, height: 844 };
const LARGEST = 250_000;

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
const leads = (await (await fetch(`${address}/api/v1/leads?limit=50`)).json()).entries;
const lead = leads.find((one) => one.mmsi_b && one.kind === 'chain') ?? leads[0];
const [, partner] = lead.vessels;

await picture('desk-leads', '/', {});
await picture('desk-lead', `/lead/${lead.lead_id}`, {});
await picture('desk-vessel', `/vessel/${(partner ?? lead.vessels[0]).id}`, { scheme: 'dark' });
await picture('desk-phone', `/lead/${lead.lead_id}`, { viewport: PHONE, lang: 'ko', scale: 2 });
await browser.close();

/** One page as one picture. */
async function picture(name, path, { viewport = WIDE, lang = 'en', scheme = 'light', scale = 1 }) {
  const context = await browser.newContext({
    viewport, deviceScaleFactor: scale, colorScheme: scheme, locale: lang === 'ko' ? 'ko-KR' : 'en-GB', bypassCSP: true,
  });
  const page = await context.newPage();
  await page.goto(address + path, { waitUntil: 'load' });
  await page.waitForSelector('#map[data-ready][data-shown]', { timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  // The fine coast comes last; the map says nothing more of it.
  await page.waitForTimeout(2500);
  const bytes = await webp(page, await page.screenshot());
  if (bytes.length > LARGEST) throw new Error(`${name} has ${bytes.length} bytes`);
  writeFileSync(`${folder}/${name}.webp`, bytes);
  console.log(`${name}.webp ${bytes.length}`);
  await context.close();
}

/** The same picture as WebP, which the browser itself can write. */
async function webp(page, png) {
  const url = await page.evaluate(async (data) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
    canvas.getContext('2d').drawImage(picture, 0, 0);
    return canvas.toDataURL('image/webp', 0.86);
  }, png.toString('base64'));
  return Buffer.from(url.split(',')[1], 'base64');
}
