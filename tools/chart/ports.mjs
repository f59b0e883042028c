// Ports: the World Port Index (NGA Pub. 150, public domain), with roles for the ports that the domain files name.

/** Roles of DPRK ports by their names in domain/dprk_ports.csv; `null` leaves a row out. */
const DPRK = {
  "Nampo": "oil_terminal coal_loading",
  "Nampo roads (AIS-derived anchorage)": "oil_terminal", // offloading buoys and waiting area
  "West Sea Barrage lock": null, // a lock that ships pass, no port
  "Songnim (Kyomipo)": "coal_loading",
  "Taean": "coal_loading",
  "Haeju": "coal_loading",
  "Sinuiju / Tasado": "", // crude comes by pipeline, not by ship
  "Wonsan": "coal_loading",
  "Hungnam / Hamhung": "coal_loading",
  "Chaho": "coal_loading",
  "Tanchon": "", // magnesite, zinc, iron
  "Kimchaek (Songjin)": "coal_loading",
  "Chongjin": "oil_terminal coal_loading",
  "Najin (Rajin)": "coal_loading",
  "Sonbong (Senbong)": "oil_terminal",
  "Cho-do island": null, // transfer site, charted as a hot spot
  "Sokto island": null,
};

/** Ports where DPRK coal was landed, by World Port Index number, with the domain file that says so. */
const COAL_IMPORT = new Map([
  ["60170", "Longkou"], // hotspots LONGKOU; incidents C20, C21
  ["60130", "Lianyungang"], // hotspots LYG; incidents C15, C17, C23
  ["59940", "Ningbo"], // hotspots NBZS
  ["59960", "Zhoushan"], // hotspots NBZS
  ["59963", "Zhapu"], // hotspots HZB: the port of Hangzhou Bay
  ["60940", "Kholmsk"], // hotspots KHOLMSK; incidents C08 (transhipment, 2017)
]);

/** A domain port this near (km) to an indexed one, or with its code, is that port. */
const SAME_PORT_KM = 8;

export const PORT_COLUMNS = ["name", "unlocode", "country", "lat", "lon", "roles", "source"];

/** The table's rows, by country, name and position. */
export function ports(index, dprk) {
  const countries = countryCodes(index);
  const rows = index.map((row) => indexed(row, countries)).filter((row) => row !== null);
  for (const row of dprk) addDprk(rows, row);
  return rows.sort((a, b) => compare(key(a), key(b)));
}

function indexed(row, countries) {
  const number = row["World Port Index Number"];
  const unlocode = row["UN/LOCODE"].replace(/\s/g, "").match(/^[A-Z]{2}[A-Z0-9]{3}$/)?.[0] ?? "";
  const country = countries.get(row["Country Code"]) ?? unlocode.slice(0, 2);
  if (country === "") return null;
  return {
    name: row["Main Port Name"],
    unlocode,
    country,
    lat: degrees(row["Latitude"]),
    lon: degrees(row["Longitude"]),
    roles: COAL_IMPORT.has(number) ? "coal_import" : "",
    source: `WPI ${number}`,
  };
}

function addDprk(rows, row) {
  const roles = DPRK[row.name];
  if (roles === undefined) throw new Error(`no role given for DPRK port ${row.name}`);
  if (roles === null) return;
  const same = rows.find((port) => port.country === "KP" && samePort(port, row));
  if (same) {
    const sources = row.source.replace(/^WPI(; )?/, "").replace(/^roles: /, "");
    Object.assign(same, { name: shortName(row), roles, source: [same.source, sources].filter(Boolean).join("; roles: ") });
    return;
  }
  const { unlocode, source } = row;
  rows.push({ name: shortName(row), unlocode, country: "KP", lat: degrees(row.lat), lon: degrees(row.lon), roles, source });
}

/** The usual name, without its variants. */
const shortName = (row) => row.name.replace(/ [(/].*/, "");

function samePort(port, row) {
  if (row.name.includes("roads")) return false;
  return row.unlocode ? row.unlocode === port.unlocode : km(port, row) < SAME_PORT_KM && /WPI/.test(row.source);
}

/** ISO 3166 codes by the index's country names: by the ports' own UN/LOCODEs, the commonest prefix winning. */
function countryCodes(index) {
  const votes = new Map();
  for (const row of index) {
    const code = row["UN/LOCODE"].slice(0, 2);
    if (!/^[A-Z]{2}$/.test(code)) continue;
    const of = votes.get(row["Country Code"]) ?? new Map();
    votes.set(row["Country Code"], of.set(code, (of.get(code) ?? 0) + 1));
  }
  const codes = namedRegions();
  for (const [name, of] of votes) codes.set(name, [...of].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))[0][0]);
  codes.delete("");
  return codes;
}

/** English names of all regions that the runtime knows. */
function namedRegions() {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((a) => letters.map((b) => a + b));
  const named = new Map(codes.map((code) => [names.of(code), code]));
  // Names of the index that differ, for places without a coded port there.
  const spelt = [["Midway Islands", "UM"], ["Wake Island", "UM"], ["Johnston Atoll", "UM"], ["Johnson Atoll", "UM"], ["Svalbard", "SJ"]];
  return new Map([...named, ...spelt]);
}

function km(a, b) {
  const north = 111.2 * (a.lat - b.lat);
  return Math.hypot(north, 111.2 * Math.cos((a.lat * Math.PI) / 180) * (a.lon - b.lon));
}

const degrees = (text) => Number(Number(text).toFixed(5));
const key = (port) => `${port.country}|${port.name}|${port.source}`;
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
