// Makes the chart's tables: `npm ci && node make.mjs --wpi UpdatedPub150.csv --domain DIR`.
//
// --wpi     the World Port Index as published by NGA (Pub. 150, CSV)
// --domain  the folder with dprk_ports.csv, hard_negatives.csv and hotspots.geojson
// The coast comes from the npm package world-atlas (Natural Earth 1:10m) and is packed by the command zstd.
// Output: crates/chart/data.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { ANCHORAGE_COLUMNS, AREA_COLUMNS, anchorages, areas } from "./areas.mjs";
import { coast } from "./coast.mjs";
import { format, parse } from "./csv.mjs";
import { PORT_COLUMNS, ports } from "./ports.mjs";

const { values } = parseArgs({ options: { wpi: { type: "string" }, domain: { type: "string" } } });
const output = join(dirname(fileURLToPath(import.meta.url)), "../../crates/chart/data");
const domain = (name) => readFileSync(join(values.domain, name), "utf8");
const write = (name, content) => writeFileSync(join(output, name), content);

const index = parse(readFileSync(values.wpi, "utf8"));
write("ports.csv", format(PORT_COLUMNS, ports(index, parse(domain("dprk_ports.csv")))));
write("anchorages.csv", format(ANCHORAGE_COLUMNS, anchorages(parse(domain("hard_negatives.csv")))));
write("areas.csv", format(AREA_COLUMNS, areas(JSON.parse(domain("hotspots.geojson")))));

const topology = JSON.parse(readFileSync(new URL(import.meta.resolve("world-atlas/land-10m.json")), "utf8"));
write("coast.bin.zst", execFileSync("zstd", ["--ultra", "-22", "-c"], { input: coast(topology), maxBuffer: 1 << 26 }));
