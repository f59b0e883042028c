// The map: coast, what was heard as solid lines, silences as dashed prisms, the circles about an unseen meeting, and where hulls are at
// the moment of playback.

import * as maplibre from '/parts/maplibre-gl.mjs';
import { circle, kmPerHour, metres, north, reach } from './geometry.mjs';
import * as legend from './legend.mjs';
import { base, collection, colours, feature } from './style.mjs';
import * as view from './view.mjs';

const HOUR = 3_600_000;
const JOINED = 6 * HOUR;
/** Of the hulls of a lead so many are those that it is named after; they come first. */
const PARTIES = 2;
/** Pixels that stay free around what the map must hold. */
const PADDING = 56;
const KOREA = { center: [125.5, 36], zoom: 4.6 };

maplibre.setWorkerUrl(new URL('/parts/maplibre-gl-worker.mjs', location.href).href);

/** The coast in one of two scales: 50 m is there at once, 10 m follows when the first map is painted. */
async function land(scale) {
  const [answer] = await Promise.all([fetch(`/parts/land-${scale}.json`), import('/parts/topojson-client.mjs')]);
  const atlas = await answer.json();
  return self.topojson.feature(atlas, atlas.objects.land);
}

/** What the map itself says, in the words of the page. */
const locale = ({ zoomIn, zoomOut, title, ship, miles }) => ({
  'NavigationControl.ZoomIn': zoomIn, 'NavigationControl.ZoomOut': zoomOut, 'Map.Title': title, 'Marker.Title': ship, 'ScaleControl.NauticalMiles': miles,
});

/** Makes the map; resolves when it can be drawn upon. */
export async function make(container) {
  const { place } = view.read();
  const map = new maplibre.Map({
    container, style: base(colours()), ...(place ?? KOREA), attributionControl: false, dragRotate: false,
    locale: locale(container.dataset),
    pitchWithRotate: false, maxZoom: 15, renderWorldCopies: true, fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  // North stays up, for whoever moves the map by keys, too.
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  for (const unit of ['metric', 'nautical']) map.addControl(new maplibre.ScaleControl({ unit, maxWidth: 110 }), 'bottom-right');
  const coarse = land('50m');
  await new Promise((done) => { map.once('style.load', done); });
  const sources = (name) => map.getSource(name);
  sources('land').setData(await coarse);
  container.dataset.ready = 'yes';
  map.on('moveend', (event) => { if (event.originalEvent) view.write({ map: view.placeWord(map) }); });
  legend.start();
  const tell = (name, count) => {
    // How much of each kind is shown, for those who cannot see it.
    container.dataset[name] = count;
    legend.tell(name, count);
  };
  const put = (name, data) => {
    tell(name, data.features.length);
    sources(name).setData(data);
  };
  pointed(map);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => repaint(map));
  return { map, put, tell, hasPlace: place !== null, colours };
}

/** Draws the coast anew as exactly as it is known. */
export const refine = async ({ map }) => map.getSource('land').setData(await land('10m'));

/** Resolves when all that was put on the map is painted. */
export const drawn = ({ map }) => new Promise((done) => {
  map.once('idle', done);
  map.triggerRepaint();
});

function repaint(map) {
  for (const layer of base(colours()).layers) {
    for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, name, value);
  }
}

const runs = (hull) => {
  const lines = [];
  hull.time.forEach((time, k) => {
    if (k === 0 || time - hull.time[k - 1] > JOINED) lines.push([]);
    lines.at(-1).push([hull.lon[k], hull.lat[k]]);
  });
  return lines.filter((line) => line.length > 1);
};

/** Shows tracks, silences and places; gives what playback needs. */
export function tracks(chart, data) {
  const order = new Map(data.hulls.map((hull, k) => [hull.id, k]));
  const known = data.silences.filter((gap) => order.has(gap.id));
  const closed = known.filter((gap) => gap.to && gap.end);
  legend.hulls(data.hulls.length);
  chart.put('heard', collection(data.hulls.flatMap((hull, k) => runs(hull).map((line) => feature('LineString', line, { hull: k })))));
  chart.put('doubted', collection(data.hulls.flatMap((hull) => hull.doubted.map((at) => feature('Point', at)))));
  chart.put('silence', collection(closed.map((gap) => feature('LineString', [gap.from, gap.to], { hull: order.get(gap.id) }))));
  const near = closed.filter((gap) => gap.end - gap.start <= 36 * HOUR);
  chart.put('reach', collection(near.map((gap) => {
    const km = ((gap.end - gap.start) / HOUR) * kmPerHour(gap.top_speed_kn);
    return feature('Polygon', [reach(gap.from, gap.to, km)], { hull: order.get(gap.id) });
  })));
  chart.put('places', collection(data.places.map((one) => feature('Point', [one.lon, one.lat],
    { id: one.id, kind: one.kind, decides: one.decides }))));
  chart.tell('deciding', data.places.filter((one) => one.decides).length);
  chart.tell('others', data.places.filter((one) => !one.decides).length);
  const circles = data.places.filter((one) => one.decides).flatMap(circlesOf);
  chart.put('circles', collection(circles.map(({ of, km, centre }) => feature('Polygon', [circle(centre, km)], { of }))));
  for (const of of ['whoever', 'pair']) chart.tell(of, circles.filter((one) => one.of === of).length);
  fit(chart, data, circles);
  circles.forEach((one) => radiusLabel(one).addTo(chart.map));
  return playbackOf(chart, data, order);
}

/** The circles that hold an unseen meeting nine times in ten: whoever met, and if it was the two that are named. */
const circlesOf = (one) => [['whoever', one.radius_km], ['pair', one.pair_radius_km]]
  .filter(([, km]) => km > 0)
  .map(([of, km]) => ({ of, km, centre: [one.lon, one.lat] }));

/** The radius above one circle and below the other, clear of what lies in them however small they are; what it means is told where it
 * is pointed at, and in the legend. */
function radiusLabel({ of, km, centre }) {
  const element = document.createElement('div');
  element.className = 'circle-label';
  element.dataset.of = of;
  element.textContent = `${Math.max(km, 0.1).toFixed(1)} km`;
  element.title = legend.words(of);
  const below = of === 'pair';
  const side = below ? { anchor: 'top', offset: [0, 10] } : { anchor: 'bottom', offset: [0, -10] };
  return new maplibre.Marker({ element, ...side }).setLngLat(north(centre, below ? -km : km));
}

/** Shows around what a lead decides, with its circles where they are no sea wide. */
function fit(chart, data, circles) {
  if (chart.hasPlace) return;
  const deciding = data.places.find((one) => one.decides);
  const box = new maplibre.LngLatBounds();
  const around = (time) => !deciding || Math.abs(time - deciding.start) < 30 * HOUR;
  data.hulls.slice(0, 2).forEach((hull) => hull.time.forEach((time, k) => around(time) && box.extend([hull.lon[k], hull.lat[k]])));
  data.places.filter((one) => one.decides || !deciding).forEach((one) => box.extend([one.lon, one.lat]));
  const largest = Number(chart.map.getContainer().dataset.largestKm);
  circles.filter(({ km }) => km <= largest).forEach(({ km, centre }) => circle(centre, km, 8).forEach((at) => box.extend(at)));
  if (box.isEmpty()) return;
  const wide = chart.map.getContainer().clientWidth;
  // A ship at the right edge has its label there, too.
  const right = wide > 700 ? 2 * PADDING : PADDING;
  const padding = { top: PADDING, right, bottom: PADDING, left: PADDING + legend.covers(wide) };
  chart.map.fitBounds(box, { padding, maxZoom: 10.5, duration: 0 });
}

/** A place as the pages write it. */
const degrees = ({ lat, lng }) =>
  `${Math.abs(lat).toFixed(2)}${lat < 0 ? 'S' : 'N'} ${Math.abs(lng).toFixed(2)}${lng < 0 ? 'W' : 'E'}`;

/** Tells what is under the pointer: a circle by the legend, an event by the line of the page that tells of it. */
function pointed(map) {
  const canvas = map.getCanvas();
  const over = (layer, words) => {
    map.on('mousemove', layer, (event) => { canvas.title = words(event.features[0].properties); });
    map.on('mouseleave', layer, () => { canvas.title = ''; });
  };
  const at = document.querySelector('#pointer');
  map.on('mousemove', ({ lngLat }) => { at.textContent = degrees(lngLat.wrap()); });
  map.on('mouseout', () => { at.textContent = ''; });
  over('whoever', () => legend.words('whoever'));
  over('pair', () => legend.words('pair'));
  over('places', ({ id }) => {
    const line = document.querySelector(`.leg[data-event="${CSS.escape(id)}"]`);
    return line ? ['.jump', '.tag'].map((part) => line.querySelector(part)?.textContent ?? '').join(' UTC, ') : '';
  });
}

function playbackOf(chart, data, order) {
  const labels = data.hulls.map((hull, k) => label(hull, k));
  const sides = [['left', [11, 0]], ['right', [-11, 0]], ['top', [0, 11]], ['bottom', [0, -11]]];
  const markers = labels.map((element, k) => {
    const [anchor, offset] = sides[k % sides.length];
    return new maplibre.Marker({ element, anchor, offset });
  });
  return {
    colours,
    now(places, silences) {
      chart.put('now', collection(places.flatMap((at, k) => (at ? [feature('Point', at.place, { hull: k })] : []))));
      chart.put('lens', collection(silences.filter((one) => order.has(one.id))
        .map((one) => feature('Polygon', [one.ring], { hull: order.get(one.id) }))));
      // A party that is silent keeps its label where it was heard last.
      places.forEach((at, k) => {
        const silence = k < PARTIES && !at ? silences.find((one) => one.id === data.hulls[k].id) : undefined;
        const place = at?.place ?? silence?.from;
        labels[k].toggleAttribute('data-silent', !at);
        if (place) markers[k].setLngLat(place).addTo(chart.map);
        else markers[k].remove();
      });
    },
    apart(places) {
      if (places.length < 2 || !places[0] || !places[1]) return '';
      const m = metres(places[0].place, places[1].place);
      return m < 1852 ? `${m.toFixed(0)} m` : `${(m / 1852).toFixed(1)} ${chart.map.getContainer().dataset.miles}`;
    },
  };
}

function label(hull, k) {
  const element = document.createElement('div');
  element.className = 'ship-label';
  // No label of another hull covers that of a party.
  element.style.zIndex = k < PARTIES ? 2 : 1;
  element.dataset.hull = Math.min(k, 2);
  element.textContent = hull.name ? hull.name.replace(/[\p{Cc}\p{Cf}]/gu, '�') : hull.id;
  return element;
}

/** Shows all leads of a list as points that lead to their pages. */
export function leads(chart, entries) {
  const features = entries.map((lead, k) => ({
    ...feature('Point', [lead.lon, lead.lat], { at: k, score: lead.score, list: lead.list, status: lead.status }), id: k,
  }));
  chart.put('leads', collection(features.reverse()));
  for (const list of ['dprk', 'evasive']) chart.tell(list, entries.filter((lead) => lead.list === list).length);
  chart.tell('dismissed', entries.filter((lead) => lead.status === 'dismissed').length);
  const { map } = chart;
  let lit = null;
  const light = (k) => {
    if (lit !== null) map.setFeatureState({ source: 'leads', id: lit }, { lit: false });
    lit = k;
    if (k !== null) map.setFeatureState({ source: 'leads', id: k }, { lit: true });
    document.querySelectorAll('.row.lit').forEach((row) => row.classList.remove('lit'));
    if (k !== null) row(entries[k])?.classList.add('lit');
  };
  const row = (lead) => document.querySelector(`.row[data-lead="${CSS.escape(lead.lead_id)}"]`);
  map.on('mousemove', 'leads', (event) => { map.getCanvas().style.cursor = 'pointer'; light(event.features[0].properties.at); });
  map.on('mouseleave', 'leads', () => { map.getCanvas().style.cursor = ''; light(null); });
  map.on('click', 'leads', (event) => location.assign(`/lead/${entries[event.features[0].properties.at].lead_id}`));
  entries.forEach((lead, k) => {
    const shown = row(lead);
    for (const kind of ['pointerenter', 'focusin']) shown?.addEventListener(kind, () => light(k));
    for (const kind of ['pointerleave', 'focusout']) shown?.addEventListener(kind, () => light(null));
  });
  if (!chart.hasPlace && entries.length > 0) {
    const box = new maplibre.LngLatBounds();
    entries.forEach((lead) => box.extend([lead.lon, lead.lat]));
    map.fitBounds(box, { padding: 60, maxZoom: 8, duration: 0 });
  }
}

/** Shows how well ships are heard, once it is asked for. */
export async function reception(chart, isWanted) {
  if (isWanted && !chart.hasReception) {
    chart.hasReception = true;
    const answer = await fetch('/api/v1/reception');
    if (answer.ok) {
      const { cell_deg: d, south, west, heard } = await answer.json();
      chart.put('reception', collection(south.map((s, k) => feature('Polygon',
        [[[west[k], s], [west[k] + d, s], [west[k] + d, s + d], [west[k], s + d], [west[k], s]]], { share: heard[k] }))));
    }
  }
  chart.map.setLayoutProperty('reception', 'visibility', isWanted ? 'visible' : 'none');
  chart.tell('share', isWanted ? 1 : 0);
}
