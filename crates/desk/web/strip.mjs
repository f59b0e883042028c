// Distance between the two hulls and the speed of each over time, on one canvas under the slider; days of UTC below.

import { metres } from './geometry.mjs';

const NEAR_M = 500;
const FAR_M = 200_000;
const FASTEST_KN = 16;
const DAY = 86_400_000;
/** Pixels for the dates below, and for one of them. */
const [DATES, DATE] = [14, 44];

/** Draws the strip and gives a function that moves its cursor. */
export function strip(canvas, data, places, colours) {
  const samples = sample(data, places);
  const paint = (now) => draw(canvas, data, samples, colours(), now);
  new ResizeObserver(() => paint(canvas.dataset.now ? Number(canvas.dataset.now) : data.from)).observe(canvas);
  return (now) => {
    canvas.dataset.now = now;
    paint(now);
  };
}

function sample(data, places) {
  const count = 700;
  const step = (data.to - data.from) / count;
  return Array.from({ length: count + 1 }, (_, k) => {
    const time = data.from + k * step;
    const at = data.hulls.slice(0, 2).map((hull) => places.of(hull, time));
    const apart = at.length === 2 && at[0] && at[1] ? metres(at[0].place, at[1].place) : null;
    return { time, apart, speeds: at.map((one) => one?.speed ?? null) };
  });
}

function draw(canvas, data, samples, colours, now) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  if (width === 0) return;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext('2d');
  pen.scale(ratio, ratio);
  pen.font = `10px ${getComputedStyle(canvas).fontFamily}`;
  const x = (time) => ((time - data.from) / (data.to - data.from)) * width;
  const floor = height - DATES;
  const half = floor / 2;
  const hasPair = data.hulls.length > 1;
  const low = Math.log(NEAR_M / 10);
  const yApart = (m) => half - 4 - ((Math.log(Math.max(m, NEAR_M / 10)) - low) / (Math.log(FAR_M) - low)) * (half - 18);
  const top = hasPair ? half : 0;
  const ySpeed = (kn) => floor - 2 - (Math.min(kn, FASTEST_KN) / FASTEST_KN) * (floor - top - 16);
  const isSilent = silences(pen, data, x, floor, colours);
  days(pen, data, x, [width, floor], colours);
  if (hasPair) {
    pen.strokeStyle = colours.muted;
    pen.setLineDash([2, 3]);
    line(pen, [[0, yApart(NEAR_M)], [width, yApart(NEAR_M)]]);
    pen.setLineDash([]);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.4;
    pieces(samples, (one) => (one.apart === null ? null : [x(one.time), yApart(one.apart)])).forEach((piece) => line(pen, piece));
    label(pen, `${canvas.dataset.distance}, 50 m – 200 km (log); ··· 500 m`, 4, 10, colours);
  }
  pen.lineWidth = 1.2;
  data.hulls.slice(0, 2).forEach((_, k) => {
    pen.strokeStyle = colours.hulls[k];
    // The second one is dashed, for those who see no colour.
    pen.setLineDash(k === 1 ? [5, 2] : []);
    pieces(samples, (one) => (one.speeds[k] === null ? null : [x(one.time), ySpeed(one.speeds[k])])).forEach((piece) => line(pen, piece));
  });
  pen.setLineDash([]);
  label(pen, `${canvas.dataset.speed}, 0–${FASTEST_KN} ${canvas.dataset.knots}`, 4, top + 10, colours);
  if (isSilent) label(pen, canvas.dataset.hatched, width - 4 - pen.measureText(canvas.dataset.hatched).width, 10, colours);
  pen.fillStyle = colours.accent;
  pen.fillRect(x(now) - 0.75, 0, 1.5, floor);
}

/** Words that are read across lines. */
function label(pen, words, x, y, colours) {
  pen.strokeStyle = colours.halo;
  pen.lineWidth = 3;
  pen.lineJoin = 'round';
  pen.strokeText(words, x, y);
  pen.fillStyle = colours.muted;
  pen.fillText(words, x, y);
  pen.lineWidth = 1.2;
}

/** A line at each midnight of UTC with its date, or at some of many. */
function days(pen, data, x, [width, floor], colours) {
  const first = Math.ceil(data.from / DAY) * DAY;
  const wide = x(data.from + DAY) - x(data.from);
  const step = Math.max(1, Math.ceil(DATE / wide)) * DAY;
  pen.strokeStyle = colours.faint;
  pen.fillStyle = colours.muted;
  pen.lineWidth = 1;
  pen.fillText('UTC', 4, floor + 11);
  for (let midnight = first; midnight <= data.to; midnight += step) {
    const at = x(midnight);
    line(pen, [[at, 0], [at, floor + 3]]);
    const date = new Date(midnight).toISOString().slice(5, 10);
    const left = at - pen.measureText(date).width / 2;
    if (left > 30 && left + DATE < width) pen.fillText(date, left, floor + 11);
  }
}

/** Hatches the silences of each hull its own way, so that those of both are seen; tells whether there are any. */
function silences(pen, data, x, height, colours) {
  const shown = data.silences
    .map((gap) => ({ ...gap, at: data.hulls.findIndex((hull) => hull.id === gap.id) }))
    .filter(({ at }) => at === 0 || at === 1);
  shown.forEach(({ start, end, at }) => hatch(pen, [x(start), x(end ?? data.to)], height, at === 0 ? 1 : -1, colours.hulls[at]));
  return shown.length > 0;
}

function hatch(pen, [from, to], height, slope, colour) {
  pen.save();
  pen.beginPath();
  pen.rect(from, 0, to - from, height);
  pen.clip();
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  pen.globalAlpha = 0.4;
  for (let at = from - height; at < to; at += 7) {
    line(pen, slope > 0 ? [[at, height], [at + height, 0]] : [[at, 0], [at + height, height]]);
  }
  pen.restore();
}

function pieces(samples, point) {
  const all = [[]];
  samples.forEach((one) => {
    const at = point(one);
    if (at) all.at(-1).push(at);
    else if (all.at(-1).length) all.push([]);
  });
  return all.filter((piece) => piece.length > 1);
}

function line(pen, points) {
  pen.beginPath();
  points.forEach(([px, py], k) => (k ? pen.lineTo(px, py) : pen.moveTo(px, py)));
  pen.stroke();
}
