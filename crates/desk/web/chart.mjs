// The map: coast, what was heard as solid lines, silences as dashed prisms, and where hulls are at the moment of playback.

import * as maplibre from '/parts/maplibre-gl.mjs';
import { circle, kmPerHour, metres, reach } from './geometry.mjs';
import * as view from './view.mjs';

const HOUR = 3_600_000;
const JOINED = 6 * HOUR;
/** Of the hulls of a lead so many are those that it is named after; they come first. */
const PARTIES = 2;
const KOREA = { center: [125.5, 36], zoom: 4.6 };

maplibre.setWorkerUrl(new URL('/parts/maplibre-gl-worker.mjs', location.href).href);

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colours of the scheme that is shown. */
export function colours() {
  return {
    sea: css('--sea'), land: css('--land'), coast: css('--coast'), grid: css('--grid'),
    ink: css('--ink'), muted: css('--muted'), faint: css('--faint'), accent: css('--accent'),
    silence: css('--silence'), halo: css('--panel'), dprk: css('--dprk'), evasive: css('--evasive'), heard: css('--heard'),
    hulls: [css('--hull-a'), css('--hull-b'), css('--hull-c'), css('--hull-c'), css('--hull-c'), css('--hull-c')],
  };
}

const collection = (features) => ({ type: 'FeatureCollection', features });
const feature = (type, coordinates, properties = {}) => ({ type: 'Feature', properties, geometry: { type, coordinates } });

function graticule() {
  const lines = [];
  for (let lon = -180; lon <= 180; lon += 5) lines.push(feature('LineString', [[lon, -85], [lon, 85]]));
  for (let lat = -85; lat <= 85; lat += 5) lines.push(feature('LineString', [[-180, lat], [180, lat]]));
  return collection(lines);
}

function base(paint) {
  const empty = { type: 'geojson', data: collection([]) };
  const sources = { land: { ...empty }, grid: { type: 'geojson', data: graticule() } };
  for (const name of ['reception', 'reach', 'silence', 'heard', 'doubted', 'places', 'radius', 'lens', 'now', 'leads']) {
    sources[name] = { type: 'geojson', data: collection([]) };
  }
  const byHull = ['match', ['get', 'hull'], 0, paint.hulls[0], 1, paint.hulls[1], paint.hulls[2]];
  const layers = [
    { id: 'sea', type: 'background', paint: { 'background-color': paint.sea } },
    { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': paint.grid, 'line-width': 0.6 } },
    { id: 'reception', type: 'fill', source: 'reception', layout: { visibility: 'none' },
      paint: { 'fill-color': paint.heard, 'fill-opacity': ['*', 0.55, ['get', 'share']] } },
    { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': paint.land } },
    { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': paint.coast, 'line-width': 0.7 } },
    { id: 'reach', type: 'fill', source: 'reach', paint: { 'fill-color': byHull, 'fill-opacity': 0.05 } },
    { id: 'reach-edge', type: 'line', source: 'reach',
      paint: { 'line-color': byHull, 'line-width': 1, 'line-dasharray': [3, 3], 'line-opacity': 0.45 } },
    { id: 'silence', type: 'line', source: 'silence',
      paint: { 'line-color': byHull, 'line-width': 1.5, 'line-dasharray': [1.5, 2.5], 'line-opacity': 0.85 } },
    { id: 'heard', type: 'line', source: 'heard', layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': byHull, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 1.3, 10, 2.6] } },
    { id: 'doubted', type: 'circle', source: 'doubted',
      paint: { 'circle-radius': 2, 'circle-color': paint.muted, 'circle-opacity': 0.6 } },
    { id: 'radius', type: 'line', source: 'radius',
      paint: { 'line-color': paint.accent, 'line-width': 1.4, 'line-dasharray': [2, 2] } },
    { id: 'places', type: 'circle', source: 'places',
      paint: {
        'circle-radius': ['case', ['get', 'decides'], 8, 4], 'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': ['case', ['get', 'decides'], paint.accent, paint.muted],
        'circle-stroke-width': ['case', ['get', 'decides'], 2.2, 1.2],
      } },
    { id: 'lens', type: 'fill', source: 'lens', paint: { 'fill-color': byHull, 'fill-opacity': 0.2 } },
    { id: 'lens-edge', type: 'line', source: 'lens', paint: { 'line-color': byHull, 'line-width': 1.2, 'line-dasharray': [3, 2] } },
    { id: 'now', type: 'circle', source: 'now',
      paint: { 'circle-radius': 5.5, 'circle-color': byHull, 'circle-stroke-color': paint.halo, 'circle-stroke-width': 2 } },
    { id: 'leads', type: 'circle', source: 'leads',
      paint: {
        'circle-radius': ['case', ['boolean', ['feature-state', 'lit'], false], 11, ['interpolate', ['linear'], ['get', 'score'], -2, 4, 3, 8.5]],
        'circle-color': ['match', ['get', 'list'], 'dprk', paint.dprk, paint.evasive],
        'circle-opacity': ['case', ['==', ['get', 'status'], 'dismissed'], 0.25, 0.8],
        'circle-stroke-color': ['case', ['boolean', ['feature-state', 'lit'], false], paint.ink, paint.halo], 'circle-stroke-width': 1.6,
      } },
  ];
  return { version: 8, sources, layers };
}

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
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new maplibre.ScaleControl({ unit: 'nautical', maxWidth: 110 }), 'bottom-right');
  const coarse = land('50m');
  await new Promise((done) => { map.once('style.load', done); });
  const sources = (name) => map.getSource(name);
  sources('land').setData(await coarse);
  container.dataset.ready = 'yes';
  map.on('moveend', (event) => { if (event.originalEvent) view.write({ map: view.placeWord(map) }); });
  const put = (name, data) => {
    // How much of each kind is shown, for those who cannot see it.
    container.dataset[name] = data.features.length;
    sources(name).setData(data);
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => repaint(map));
  return { map, put, hasPlace: place !== null, colours };
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
  const speed = kmPerHour(data.top_speed_kn);
  const known = data.silences.filter((gap) => order.has(gap.id));
  const closed = known.filter((gap) => gap.to && gap.end);
  chart.put('heard', collection(data.hulls.flatMap((hull, k) => runs(hull).map((line) => feature('LineString', line, { hull: k })))));
  chart.put('doubted', collection(data.hulls.flatMap((hull) => hull.doubted.map((at) => feature('Point', at)))));
  chart.put('silence', collection(closed.map((gap) => feature('LineString', [gap.from, gap.to], { hull: order.get(gap.id) }))));
  const near = closed.filter((gap) => gap.end - gap.start <= 36 * HOUR);
  chart.put('reach', collection(near.map((gap) => {
    const km = ((gap.end - gap.start) / HOUR) * speed;
    return feature('Polygon', [reach(gap.from, gap.to, km)], { hull: order.get(gap.id) });
  })));
  chart.put('places', collection(data.places.map((one) => feature('Point', [one.lon, one.lat], { kind: one.kind, decides: one.decides }))));
  const circles = (one) => [one.radius_km, one.pair_radius_km].filter(Boolean)
    .map((km) => feature('LineString', circle([one.lon, one.lat], km)));
  chart.put('radius', collection(data.places.filter((one) => one.decides).flatMap(circles)));
  fit(chart, data);
  return playbackOf(chart, data, order);
}

function fit(chart, data) {
  if (chart.hasPlace) return;
  const deciding = data.places.find((one) => one.decides);
  const box = new maplibre.LngLatBounds();
  const around = (time) => !deciding || Math.abs(time - deciding.start) < 30 * HOUR;
  data.hulls.slice(0, 2).forEach((hull) => hull.time.forEach((time, k) => around(time) && box.extend([hull.lon[k], hull.lat[k]])));
  data.places.filter((one) => one.decides || !deciding).forEach((one) => box.extend([one.lon, one.lat]));
  if (!box.isEmpty()) chart.map.fitBounds(box, { padding: 56, maxZoom: 10.5, duration: 0 });
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
}
