// The legend of the map: of the signs that the page explains those are shown that are on the map.

const legend = document.querySelector('#legend');
const sign = (key) => legend?.querySelector(`[data-key="${key}"]`);

/** Shows a sign where there is something of it on the map, and hides it where there is nothing. */
export function tell(key, count) {
  const line = sign(key);
  if (!line || line.hidden === (count === 0)) return;
  line.hidden = count === 0;
  legend.hidden = !legend.querySelector('[data-key]:not([hidden])');
}

/** What a sign means, in the words of the page. */
export const words = (key) => sign(key)?.querySelector('span').textContent ?? '';

/** Explains the lines of one hull, or of the first two. */
export function hulls(count) {
  if (legend) legend.dataset.hulls = Math.min(count, 2);
}

/** On a narrow page the legend is closed until somebody opens it, since it would cover the map. */
export function start() {
  if (legend && matchMedia('(max-width: 760px)').matches) legend.open = false;
}

/** How much of the map's left side it covers, in pixels; nothing where it is closed or the map is narrow. */
export function covers(width) {
  const wide = legend && legend.open && !legend.hidden ? legend.offsetWidth + 20 : 0;
  return wide < width * 0.4 ? wide : 0;
}
