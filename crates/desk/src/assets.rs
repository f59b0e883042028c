//! Files of the pages: our own are in the program, those of others are where npm put them, and no others are given out.

use std::path::{Path, PathBuf};

use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::ask::Id;
use crate::refusal::Refusal;

/// A file of ours: its name, its type and what is in it.
type Own = (&'static str, &'static str, &'static str);

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

const OWN: [Own; 11] = [
    ("desk.css", STYLE, include_str!("../web/desk.css")),
    ("desk.mjs", SCRIPT, include_str!("../web/desk.mjs")),
    ("chart.mjs", SCRIPT, include_str!("../web/chart.mjs")),
    ("geometry.mjs", SCRIPT, include_str!("../web/geometry.mjs")),
    ("keys.mjs", SCRIPT, include_str!("../web/keys.mjs")),
    ("legend.mjs", SCRIPT, include_str!("../web/legend.mjs")),
    ("playback.mjs", SCRIPT, include_str!("../web/playback.mjs")),
    ("strip.mjs", SCRIPT, include_str!("../web/strip.mjs")),
    ("style.mjs", SCRIPT, include_str!("../web/style.mjs")),
    ("view.mjs", SCRIPT, include_str!("../web/view.mjs")),
    ("icon.svg", "image/svg+xml", include_str!("../web/icon.svg")),
];

/// A file of others: its name, its type and where it is below `node_modules`.
const PARTS: [Own; 7] = [
    ("maplibre-gl.mjs", SCRIPT, "maplibre-gl/dist/maplibre-gl.mjs"),
    ("maplibre-gl-shared.mjs", SCRIPT, "maplibre-gl/dist/maplibre-gl-shared.mjs"),
    ("maplibre-gl-worker.mjs", SCRIPT, "maplibre-gl/dist/maplibre-gl-worker.mjs"),
    ("maplibre-gl.css", STYLE, "maplibre-gl/dist/maplibre-gl.css"),
    ("topojson-client.mjs", SCRIPT, "topojson-client/dist/topojson-client.min.js"),
    ("land-50m.json", "application/json", "world-atlas/land-50m.json"),
    ("land-10m.json", "application/json", "world-atlas/land-10m.json"),
];

/// Where npm put the parts of the map: in `given`, or in the folder of this crate's sources.
pub(crate) fn find(given: Option<PathBuf>) -> Option<PathBuf> {
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/node_modules");
    let dir = given.unwrap_or(usual);
    PARTS.iter().all(|(_, _, path)| dir.join(path).is_file()).then_some(dir)
}

pub(crate) async fn own(Id(name): Id) -> Result<Response, Refusal> {
    let own = OWN.iter().find(|(known, ..)| *known == name);
    let (_, kind, text) = own.ok_or_else(Refusal::nothing)?;
    Ok(([(header::CONTENT_TYPE, *kind)], *text).into_response())
}

pub(crate) async fn part(app: App, Id(name): Id) -> Result<Response, Refusal> {
    let part = PARTS.iter().find(|(known, ..)| *known == name);
    let (dir, (_, kind, path)) = app.parts.clone().zip(part).ok_or_else(Refusal::nothing)?;
    let bytes = tokio::task::spawn_blocking(move || std::fs::read(dir.join(path))).await;
    let bytes = bytes.map_err(|_| Refusal::busy())?.map_err(|_| Refusal::nothing())?;
    let kept = "public, max-age=3600";
    Ok(([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, kept)], bytes).into_response())
}
