// Plane geometry around one place on the sea, in kilometres: exact enough for what a ship can reach in days.

const KM_PER_DEGREE = 111.195;
const KN_TO_KMH = 1.852;

export const kmPerHour = (knots) => knots * KN_TO_KMH;

/** Degrees to kilometres east and north of `origin`, and back. */
export function plane([lon0, lat0]) {
  const narrow = Math.max(0.05, Math.cos((lat0 * Math.PI) / 180));
  return {
    to: ([lon, lat]) => [(lon - lon0) * KM_PER_DEGREE * narrow, (lat - lat0) * KM_PER_DEGREE],
    from: ([x, y]) => [lon0 + x / KM_PER_DEGREE / narrow, lat0 + y / KM_PER_DEGREE],
  };
}

/** Great-circle distance in metres (haversine). */
export function metres([lon1, lat1], [lon2, lat2]) {
  const rad = Math.PI / 180;
  const sin2 = (x) => Math.sin(x / 2) ** 2;
  const h = sin2((lat2 - lat1) * rad) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * sin2((lon2 - lon1) * rad);
  return 2 * 6371008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A circle of `km` around a place, as a closed ring of degrees. */
export function circle(centre, km, corners = 72) {
  const at = plane(centre);
  return ring(corners, (angle) => at.from([km * Math.cos(angle), km * Math.sin(angle)]));
}

/** The place so many kilometres north of another. */
export const north = (from, km) => plane(from).from([0, km]);

/** All places that a ship can have touched between two fixes: an ellipse with these as its foci. */
export function reach(from, to, km, corners = 96) {
  const at = plane([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
  const [x, y] = at.to(to);
  const focus = Math.hypot(x, y);
  const long = Math.max(km / 2, focus * 1.001, 0.2);
  const short = Math.sqrt(long * long - focus * focus);
  const [cos, sin] = focus > 0 ? [x / focus, y / focus] : [1, 0];
  return ring(corners, (angle) => {
    const [u, v] = [long * Math.cos(angle), short * Math.sin(angle)];
    return at.from([u * cos - v * sin, u * sin + v * cos]);
  });
}

/** Where a ship can be at one moment of a silence: within reach of the fix before and of the fix behind it. */
export function whereabouts(from, to, kmSince, kmUntil, corners = 96) {
  if (!to) return circle(from, Math.max(kmSince, 0.2), corners);
  const at = plane(from);
  const [x, y] = at.to(to);
  const inside = (r, angle) => Math.hypot(r * Math.cos(angle) - x, r * Math.sin(angle) - y) <= kmUntil;
  const apart = Math.hypot(x, y);
  if (apart + kmSince <= kmUntil) return circle(from, Math.max(kmSince, 0.2), corners);
  if (apart + kmUntil <= kmSince) return circle(to, Math.max(kmUntil, 0.2), corners);
  // The lens is convex: its edge is found along rays from a point inside.
  const middle = Math.min(Math.max((apart + kmSince - kmUntil) / 2, 0), apart);
  const [mx, my] = apart > 0 ? [(x / apart) * middle, (y / apart) * middle] : [0, 0];
  const holds = (px, py) => Math.hypot(px, py) <= kmSince + 0.05 && inside(Math.hypot(px, py), Math.atan2(py, px));
  return ring(corners, (angle) => {
    let [low, high] = [0, kmSince + kmUntil];
    for (let step = 0; step < 24; step += 1) {
      const half = (low + high) / 2;
      if (holds(mx + half * Math.cos(angle), my + half * Math.sin(angle))) low = half;
      else high = half;
    }
    return at.from([mx + low * Math.cos(angle), my + low * Math.sin(angle)]);
  });
}

function ring(corners, corner) {
  const points = Array.from({ length: corners }, (_, k) => corner((k / corners) * 2 * Math.PI));
  return [...points, points[0]];
}
