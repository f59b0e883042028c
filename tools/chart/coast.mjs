// The coast: every ring of Natural Earth's 1:10m land, as world-atlas carries it, on that package's own lattice.
//
// Layout before compression, numbers little-endian:
//   4 x float64   degrees per step of longitude and latitude, then longitude and latitude of step 0
//   rings until the end, each: varint n of points, then n pairs of zigzag varints (longitude, latitude), in steps,
//   each the difference from the point before, over the whole file. The first point of a ring is not repeated.

import { feature } from "topojson-client";

/** The rings of a topology's land in its layout above. */
export function coast(topology) {
  const { scale, translate } = topology.transform;
  const bytes = [...new Uint8Array(new Float64Array([...scale, ...translate]).buffer)];
  let last = [0, 0];
  for (const ring of rings(topology)) {
    pushVarint(bytes, ring.length);
    for (const point of ring) {
      point.forEach((step, axis) => pushVarint(bytes, zigzag(step - last[axis])));
      last = point;
    }
  }
  return Uint8Array.from(bytes);
}

/** Rings in steps of the lattice, open and without repeated points. */
function rings(topology) {
  const onLattice = { ...topology, transform: { scale: [1, 1], translate: [0, 0] } };
  const polygons = feature(onLattice, onLattice.objects.land).features.flatMap(({ geometry }) => geometry.coordinates);
  return polygons.flat().map(distinct).filter((ring) => ring.length >= 3);
}

function distinct(ring) {
  const same = (a, b) => a[0] === b[0] && a[1] === b[1];
  return ring.filter((point, i) => !same(point, ring[(i + 1) % ring.length]));
}

const zigzag = (number) => (number < 0 ? -2 * number - 1 : 2 * number);

function pushVarint(bytes, number) {
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  bytes.push(number);
}
