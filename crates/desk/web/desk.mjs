// The start of every page: keys first, then whatever the page has of a map.

import * as keys from './keys.mjs';
import * as view from './view.mjs';

keys.start();

document.querySelectorAll('#filters select').forEach((select) => {
  select.addEventListener('change', () => select.form.requestSubmit());
});

// Words that are not set have no place in an address.
document.querySelector('#filters')?.addEventListener('formdata', (event) => {
  for (const [name, value] of [...event.formData]) if (value === '') event.formData.delete(name);
});

const container = document.querySelector('#map');
if (container) show(container);

const changes = document.querySelector('.changes[data-from]');
if (changes) bring(changes);

/** Puts the section that another page has in the place of this one; where that page cannot be had its link stays. */
async function bring(section) {
  const answer = await fetch(section.dataset.from).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  section.replaceWith(page.querySelector('.changes'));
}

/** Does what can wait, also in browsers that do not say when they are idle. */
const whenIdle = self.requestIdleCallback ?? ((work) => setTimeout(work, 200));

async function show(element) {
  const [chart, playback] = await Promise.all([import('./chart.mjs'), import('./playback.mjs')]);
  const { leads, track, start } = element.dataset;
  const data = fetch(leads ?? track).then((answer) => answer.json());
  const map = await chart.make(element);
  if (leads) chart.leads(map, (await data).entries);
  if (track) {
    const told = await data;
    const deciding = told.places.find((one) => one.decides);
    told.at = deciding ? (deciding.start + (deciding.end ?? deciding.start)) / 2 : Number(start);
    const shown = chart.tracks(map, told);
    if (told.to > told.from) playback.start(shown, told);
  }
  tools(chart, map);
  await chart.drawn(map);
  element.dataset.shown = 'yes';
  whenIdle(() => chart.refine(map));
}

function tools(chart, map) {
  const layer = document.querySelector('#layer-reception');
  layer.checked = view.read().reception;
  const toggle = () => {
    chart.reception(map, layer.checked);
    view.write({ reception: layer.checked ? '1' : null });
  };
  if (layer.checked) toggle();
  layer.addEventListener('change', toggle);
  const link = document.querySelector('#copy-link');
  link.addEventListener('click', async () => {
    view.write({ map: view.placeWord(map.map) });
    await navigator.clipboard?.writeText(location.href);
    link.textContent = link.dataset.done;
  });
  const area = document.querySelector('#bbox-of-map');
  if (area) {
    area.hidden = false;
    area.addEventListener('click', () => {
      const box = map.map.getBounds();
      document.querySelector('#bbox').value =
        [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((degree) => degree.toFixed(2)).join(',');
      document.querySelector('#filters').requestSubmit();
    });
  }
}
