// Distance between the two hulls and the speed of each over time, on one canvas under the slider.

import { metres } from './geometry.mjs';

const NEAR_M = 500;
const FAR_M = 200_000;
const FASTEST_KN = 16;

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
  const half = height / 2;
  const hasPair = data.hulls.length > 1;
  const low = Math.log(NEAR_M / 10);
  const yApart = (m) => half - 4 - ((Math.log(Math.max(m, NEAR_M / 10)) - low) / (Math.log(FAR_M) - low)) * (half - 12);
  const top = hasPair ? half : 0;
  const ySpeed = (kn) => height - 2 - (Math.min(kn, FASTEST_KN) / FASTEST_KN) * (height - top - 12);
  silences(pen, data, x, height, colours);
  if (hasPair) {
    pen.strokeStyle = colours.faint;
    pen.setLineDash([2, 3]);
    line(pen, [[0, yApart(NEAR_M)], [width, yApart(NEAR_M)]]);
    pen.setLineDash([]);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.4;
    pieces(samples, (one) => (one.apart === null ? null : [x(one.time), yApart(one.apart)])).forEach((piece) => line(pen, piece));
    pen.fillStyle = colours.muted;
    pen.fillText(`${canvas.dataset.distance}  –– 500 m`, 4, 9);
  }
  pen.lineWidth = 1.2;
  data.hulls.slice(0, 2).forEach((_, k) => {
    pen.strokeStyle = colours.hulls[k];
    pieces(samples, (one) => (one.speeds[k] === null ? null : [x(one.time), ySpeed(one.speeds[k])])).forEach((piece) => line(pen, piece));
  });
  pen.fillStyle = colours.muted;
  pen.fillText(`${canvas.dataset.speed}, 0–${FASTEST_KN} ${canvas.dataset.knots}`, 4, top + 10);
  pen.fillStyle = colours.accent;
  pen.fillRect(x(now) - 0.75, 0, 1.5, height);
}

function silences(pen, data, x, height, colours) {
  data.silences.forEach((gap) => {
    const at = data.hulls.findIndex((hull) => hull.id === gap.id);
    if (at < 0 || at > 1) return;
    pen.fillStyle = colours.silence;
    pen.globalAlpha = 0.16;
    pen.fillRect(x(gap.start), 0, x(gap.end ?? data.to) - x(gap.start), height);
    pen.globalAlpha = 1;
  });
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
