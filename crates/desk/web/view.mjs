// The view in the address: where the map looks and at which moment, so that a link shows exactly this.

/** What the address says of the view. */
export function read() {
  const words = new URLSearchParams(location.hash.slice(1));
  const [zoom, lat, lon] = (words.get('map') ?? '').split('/').map(Number);
  const time = Date.parse(words.get('t') ?? '');
  const hasPlace = [zoom, lat, lon].every(Number.isFinite) && words.has('map');
  return {
    place: hasPlace ? { zoom, center: [lon, lat] } : null,
    time: Number.isFinite(time) ? time : null,
    reception: words.get('reception') === '1',
  };
}

/** Puts a part of the view into the address, without a step in the history. */
export function write(change) {
  const words = new URLSearchParams(location.hash.includes('=') ? location.hash.slice(1) : '');
  for (const [name, value] of Object.entries(change)) {
    if (value === null) words.delete(name);
    else words.set(name, value);
  }
  const hash = words.toString().replaceAll('%2F', '/').replaceAll('%3A', ':');
  history.replaceState(null, '', `${location.pathname}${location.search}${hash ? `#${hash}` : ''}`);
}

export const placeWord = (map) => {
  const { lng, lat } = map.getCenter();
  return `${map.getZoom().toFixed(2)}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
};

export const timeWord = (ms) => `${new Date(ms).toISOString().slice(0, 16)}Z`;
