// How the map looks: its colours by the scheme of the page, and its layers from the sea upwards.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The colours of the scheme that is shown. */
export function colours() {
  return {
    sea: css('--sea'), land: css('--land'), coast: css('--coast'), grid: css('--grid'),
    ink: css('--ink'), muted: css('--muted'), faint: css('--faint'), accent: css('--accent'),
    silence: css('--silence'), halo: css('--panel'), meeting: css('--meeting'), dprk: css('--dprk'), evasive: css('--evasive'), heard: css('--heard'),
    hulls: [css('--hull-a'), css('--hull-b'), css('--hull-c'), css('--hull-c'), css('--hull-c'), css('--hull-c')],
  };
}

export const collection = (features) => ({ type: 'FeatureCollection', features });
export const feature = (type, coordinates, properties = {}) => ({ type: 'Feature', properties, geometry: { type, coordinates } });

function graticule() {
  const lines = [];
  for (let lon = -180; lon <= 180; lon += 5) lines.push(feature('LineString', [[lon, -85], [lon, 85]]));
  for (let lat = -85; lat <= 85; lat += 5) lines.push(feature('LineString', [[-180, lat], [180, lat]]));
  return collection(lines);
}

/** The style of the map in these colours. */
export function base(paint) {
  const empty = { type: 'geojson', data: collection([]) };
  const sources = { land: { ...empty }, grid: { type: 'geojson', data: graticule() } };
  for (const name of ['reception', 'reach', 'silence', 'heard', 'doubted', 'places', 'circles', 'lens', 'now', 'leads']) {
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
    { id: 'lens', type: 'fill', source: 'lens', paint: { 'fill-color': byHull, 'fill-opacity': 0.13 } },
    { id: 'lens-edge', type: 'line', source: 'lens', paint: { 'line-color': byHull, 'line-width': 1.2 } },
    { id: 'silence', type: 'line', source: 'silence',
      paint: { 'line-color': byHull, 'line-width': 1.5, 'line-dasharray': [1.5, 2.5], 'line-opacity': 0.85 } },
    { id: 'heard', type: 'line', source: 'heard', layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': byHull, 'line-width': ['interpolate', ['linear'], ['zoom'], 4, 1.3, 10, 2.6] } },
    { id: 'doubted', type: 'circle', source: 'doubted',
      paint: { 'circle-radius': 2, 'circle-color': paint.muted, 'circle-opacity': 0.6 } },
    { id: 'pair-within', type: 'fill', source: 'circles', filter: ['==', ['get', 'of'], 'pair'],
      paint: { 'fill-color': paint.meeting, 'fill-opacity': 0.1 } },
    { id: 'circle-halo', type: 'line', source: 'circles',
      paint: { 'line-color': paint.halo, 'line-width': 4.5, 'line-opacity': 0.7 } },
    { id: 'whoever', type: 'line', source: 'circles', filter: ['==', ['get', 'of'], 'whoever'],
      paint: { 'line-color': paint.meeting, 'line-width': 2, 'line-dasharray': [6, 3] } },
    { id: 'pair', type: 'line', source: 'circles', filter: ['==', ['get', 'of'], 'pair'], layout: { 'line-cap': 'round' },
      paint: { 'line-color': paint.meeting, 'line-width': 3, 'line-dasharray': [0.01, 2] } },
    { id: 'places', type: 'circle', source: 'places',
      paint: {
        'circle-radius': ['case', ['get', 'decides'], 8, 4], 'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': ['case', ['get', 'decides'], paint.accent, paint.muted],
        'circle-stroke-width': ['case', ['get', 'decides'], 2.2, 1.2],
      } },
    { id: 'now', type: 'circle', source: 'now',
      paint: { 'circle-radius': 5.5, 'circle-color': byHull, 'circle-stroke-color': paint.halo, 'circle-stroke-width': 2 } },
    { id: 'leads', type: 'circle', source: 'leads',
      paint: {
        'circle-radius': ['case', ['boolean', ['feature-state', 'lit'], false], 11, ['interpolate', ['linear'], ['get', 'score'], -2, 4, 3, 8.5]],
        // The two lists differ by shape, too: a disc and a ring.
        'circle-color': ['match', ['get', 'list'], 'dprk', paint.dprk, paint.halo],
        'circle-opacity': ['case', ['==', ['get', 'status'], 'dismissed'], 0.25, 0.85],
        'circle-stroke-color': ['case', ['boolean', ['feature-state', 'lit'], false], paint.ink,
          ['match', ['get', 'list'], 'dprk', paint.halo, paint.evasive]],
        'circle-stroke-width': ['match', ['get', 'list'], 'dprk', 1.6, 2.6],
        'circle-stroke-opacity': ['case', ['==', ['get', 'status'], 'dismissed'], 0.4, 1],
      } },
  ];
  return { version: 8, sources, layers };
}

