// Time over the map: a slider, keys for ten minutes and an hour, and where each hull was or can have been.

import { kmPerHour, whereabouts } from './geometry.mjs';
import { strip } from './strip.mjs';
import * as view from './view.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Fixes farther apart are not joined: the hull was silent between them. */
const JOINED = 6 * HOUR;

/** Where hulls were by interpolation between fixes; nowhere inside a silence. */
export function places() {
  const index = (times, time) => {
    let [low, high] = [0, times.length];
    while (low < high) {
      const half = (low + high) >> 1;
      if (times[half] <= time) low = half + 1;
      else high = half;
    }
    return low - 1;
  };
  return {
    of(hull, time) {
      const at = index(hull.time, time);
      if (at < 0 || at >= hull.time.length - 1) {
        const last = hull.time.length - 1;
        const isLast = at === last && last >= 0 && time - hull.time[last] < 10 * MINUTE;
        return isLast ? { place: [hull.lon[last], hull.lat[last]], speed: hull.speed[last] } : null;
      }
      const span = hull.time[at + 1] - hull.time[at];
      if (span > JOINED) return null;
      const share = span > 0 ? (time - hull.time[at]) / span : 0;
      const between = (values) => values[at] + (values[at + 1] - values[at]) * share;
      return { place: [between(hull.lon), between(hull.lat)], speed: hull.speed[at] };
    },
  };
}

/** The silence of a hull at a moment, with what it can have reached. */
function lens(gap, time) {
  const speed = kmPerHour(gap.top_speed_kn);
  const since = ((time - gap.start) / HOUR) * speed;
  const until = gap.to ? ((gap.end - time) / HOUR) * speed : Infinity;
  // A ship that made more than the top speed is within reach all the same.
  return whereabouts(gap.from, gap.to, Math.min(Math.max(since, 0.3), 600), Math.max(until, 0.3));
}

export function start(chart, data) {
  const [slider, clock, apart, play] = ['slider', 'clock', 'apart', 'play'].map((id) => document.getElementById(id));
  const where = places();
  const strips = strip(document.getElementById('strip'), data, where, chart.colours);
  Object.assign(slider, { min: data.from, max: data.to, step: MINUTE });

  const show = (ms, keep = true) => {
    const time = Math.min(Math.max(ms, data.from), data.to);
    slider.value = time;
    const words = new Date(time).toISOString().slice(0, 16).replace('T', ' ');
    clock.value = `${words} UTC`;
    slider.setAttribute('aria-valuetext', `${words} UTC`);
    const now = data.hulls.map((hull) => where.of(hull, time));
    const silent = data.silences.filter((gap) => gap.start <= time && time <= (gap.end ?? data.to));
    chart.now(now, silent.map((gap) => ({ id: gap.id, from: gap.from, ring: lens(gap, time) })));
    apart.value = chart.apart(now);
    strips(time);
    if (keep) view.write({ t: view.timeWord(time) });
  };

  let timer = null;
  const stop = () => {
    clearInterval(timer);
    timer = null;
    play.textContent = '▶';
  };
  const toggle = () => {
    if (timer) return stop();
    play.textContent = '❚❚';
    timer = setInterval(() => {
      const next = Number(slider.value) + 2 * MINUTE;
      show(next, false);
      if (next >= data.to) stop();
    }, 33);
    return undefined;
  };

  slider.addEventListener('input', () => show(Number(slider.value)));
  play.addEventListener('click', toggle);
  document.querySelectorAll('.jump').forEach((jump) => jump.addEventListener('click', () => show(Number(jump.dataset.time))));
  document.getElementById('strip').addEventListener('pointerdown', (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    show(data.from + ((event.clientX - box.left) / box.width) * (data.to - data.from));
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target.closest('input:not([type=range]), textarea, select, dialog[open]');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    // On the map itself these keys move the map.
    const isOnMap = event.target.closest('.maplibregl-canvas') !== null;
    const step = isOnMap ? undefined : { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) {
      event.preventDefault();
      show(Number(slider.value) + step * (event.shiftKey ? HOUR : 10 * MINUTE));
    } else if (event.key === ' ' && !event.target.closest('button, a, summary')) {
      event.preventDefault();
      toggle();
    }
  });
  show(view.read().time ?? data.at, false);
}
