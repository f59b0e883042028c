// How long the first map takes after the desk is up, in a browser that was never there:
//
//     node crates/desk/web/first-map.mjs target/release/darkwake CASE
//
// prints milliseconds from the start of the server to its word that it is up, and from there to the map with all leads.

import { spawn } from 'node:child_process';
import { chromium } from 'playwright-core';

const [darkwake, dir] = process.argv.slice(2);
const RUNS = 5;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});

console.log('run,up_ms,map_ms');
for (let run = 1; run <= RUNS; run += 1) console.log([run, ...(await measured())].map(Math.round).join(','));
await browser.close();

async function measured() {
  const start = performance.now();
  const server = spawn(darkwake, ['serve', dir, '--bind', '127.0.0.1:0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await said(server.stderr, /http:\/\/[\d.]+:\d+/);
  const up = performance.now();
  // A context of its own has no cache of what the last one loaded.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('#map[data-ready][data-shown]', { timeout: 60_000 });
  const shown = performance.now();
  await context.close();
  server.kill();
  return [up - start, shown - up];
}

/** The first words of a stream that fit. */
function said(stream, wanted) {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (bytes) => {
      text += bytes;
      const found = text.match(wanted);
      if (found) resolve(found[0]);
    });
    stream.on('end', () => reject(new Error(`it ended: ${text}`)));
  });
}
