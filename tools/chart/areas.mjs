// Dated areas and listed anchorages: facts of the domain files, without their prose.

export const AREA_COLUMNS = ["id", "name", "cargo", "active_from", "active_to", "dprk_waters", "ring"];
export const ANCHORAGE_COLUMNS = ["name", "lat", "lon", "radius_m", "bunkering", "source"];

/**
 * Radius of an anchorage of which only a point is published: our estimate. Zhoushan's bunkering anchorages are
 * charted boxes of two to four nautical miles a side; points from memory get room for their error.
 */
const RADIUS_M = { stored: 3700, memory: 5500 };

/** The rows of the areas' table, in the order of the source. */
export function areas(collection) {
  return collection.features.map(({ properties, geometry }) => ({
    id: properties.id,
    name: properties.name,
    cargo: cargo(properties),
    active_from: properties.active_from && firstDay(properties.active_from),
    active_to: properties.active_to && lastDay(properties.active_to),
    dprk_waters: /^(WKB_|NAMPO_|DPRK_WEST_EEZ_APPROACH$)/.test(properties.id),
    ring: outline(geometry),
  }));
}

/** The rows of the anchorages' table. */
export function anchorages(negatives) {
  const listed = negatives.filter((row) => /anchorage/i.test(row.what) && /^\d/.test(row.where));
  return listed.map((row) => {
    const centre = mean(points(row.where));
    const fromMemory = /approx/.test(row.where);
    return {
      name: row.what,
      lat: centre[0],
      lon: centre[1],
      radius_m: fromMemory ? RADIUS_M.memory : RADIUS_M.stored,
      bunkering: /bunkering/i.test(row.what),
      source: fromMemory ? `name: ${row.source.replace("as above", "piclub.or.jp 39480")}; position approximate` : row.source,
    };
  });
}

function cargo({ id, cargo }) {
  if (/transit/.test(cargo)) return "transit";
  if (/mixed/.test(cargo)) return "mixed";
  const [oil, coal] = [/oil/.test(cargo), /coal/.test(cargo)];
  if (id === "LONGKOU") return "coal"; // oil once, by one ship
  if (oil && coal) return "mixed";
  if (!oil && !coal) throw new Error(`no cargo for area ${id}`);
  return oil ? "oil" : "coal";
}

function outline({ type, coordinates }) {
  if (type !== "Polygon" || coordinates.length !== 1) throw new Error("an area is one ring");
  return coordinates[0].map(([lon, lat]) => `${lon} ${lat}`).join(" ");
}

const firstDay = (month) => `${month}-01T00:00:00Z`;

/** The last second of a month given as YYYY-MM. */
function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1) - 1000).toISOString().replace(".000", "");
}

function points(where) {
  return where.split("/").map((point) => point.match(/-?\d+(\.\d+)?/g).map(Number));
}

function mean(all) {
  return [0, 1].map((axis) => Number((all.reduce((sum, point) => sum + point[axis], 0) / all.length).toFixed(5)));
}
