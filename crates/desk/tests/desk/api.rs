//! What programs read.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use crate::world::{World, ask, get};

/// All entries of a list, read in parts of `limit`.
fn all(server: &darkwake_desk::Server, address: &str, limit: usize) -> Vec<Value> {
    let (mut entries, mut after) = (Vec::new(), 0);
    loop {
        let part = get(server, &format!("{address}?limit={limit}&after={after}")).json();
        entries.extend(part["entries"].as_array().unwrap().iter().cloned());
        assert_eq!(part["total"], get(server, address).json()["total"]);
        match part["nextAfter"].as_i64() {
            Some(next) => after = next,
            None => return entries,
        }
    }
}

#[test]
fn a_list_read_in_parts_is_the_list() {
    let world = World::story();
    let server = world.server();
    for (address, key) in
        [("/api/v1/leads", "lead_id"), ("/api/v1/events", "event_id"), ("/api/v1/vessels", "hull")]
    {
        let whole = get(&server, &format!("{address}?limit=1000")).json();
        assert!(whole["total"].as_u64().unwrap() > 0, "{address}");
        assert_eq!(all(&server, address, 1), *whole["entries"].as_array().unwrap(), "{address}");
        assert!(whole["entries"][0][key].is_string(), "{address}");
    }
}

#[test]
fn our_columns_stand_beside_the_names_of_global_fishing_watch() {
    let world = World::story();
    let server = world.server();
    let lead = get(&server, "/api/v1/leads").json()["entries"][0].clone();
    assert_eq!(lead["id"], lead["lead_id"]);
    assert_eq!(lead["type"], lead["kind"]);
    assert_eq!(lead["position"]["lat"], lead["lat"]);
    assert_eq!(lead["status"], "unseen");
    let ssvid: i64 = lead["vessels"][0]["ssvid"].as_str().unwrap().parse().unwrap();
    assert_eq!(Some(ssvid), lead["mmsi_a"].as_i64());
    let one = get(&server, &format!("/api/v1/leads/{}", lead["id"].as_str().unwrap())).json();
    assert!(!one["evidence"].as_array().unwrap().is_empty() && !one["events"].as_array().unwrap().is_empty());
    assert!(one["raw_lines"][0]["text"].as_str().unwrap().contains("!AIVDM"));
}

#[test]
fn a_track_holds_every_believed_fix_of_its_hours() {
    let world = World::story();
    let server = world.server();
    for vessel in world.case().vessels().unwrap() {
        let track = get(&server, &format!("/api/v1/vessels/{:09}/track", vessel.mmsi)).json();
        let times = track["hulls"][0]["time"].as_array().unwrap();
        assert_eq!(times.len() as i64, vessel.fixes, "{}", vessel.hull);
    }
}

#[test]
fn whoever_has_an_answer_is_told_that_it_still_holds() {
    let world = World::story();
    let server = world.server();
    let first = get(&server, "/api/v1/leads");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag}");
    let again = Request::get("/api/v1/leads").header("host", "localhost").header("if-none-match", &tag);
    let again = ask(&server, again, Body::empty());
    assert_eq!((again.status, again.text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let other = Request::get("/api/v1/events").header("host", "localhost").header("if-none-match", &tag);
    assert_eq!(ask(&server, other, Body::empty()).status, StatusCode::OK);
}

#[test]
fn the_description_names_every_address_and_every_column() {
    let world = World::story();
    let server = world.server();
    let described = get(&server, "/api/openapi.json").json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    for (path, item) in described["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/") && item["get"]["responses"]["200"].is_object(), "{path}");
        let reference =
            item["get"]["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].as_str();
        let name = reference.unwrap().rsplit('/').next().unwrap();
        assert!(described["components"]["schemas"][name].is_object(), "{name}");
    }
    let lead = get(&server, "/api/v1/leads").json()["entries"][0].clone();
    for column in lead.as_object().unwrap().keys() {
        assert!(described["components"]["schemas"]["Lead"]["properties"][column].is_object(), "{column}");
    }
}

#[test]
fn a_program_is_refused_in_json() {
    let world = World::story();
    let server = world.server();
    for (address, status) in [
        ("/api/v1/leads?limit=100000", StatusCode::BAD_REQUEST),
        ("/api/v1/leads?after=-1", StatusCode::BAD_REQUEST),
        ("/api/v1/events?bbox=1,2", StatusCode::BAD_REQUEST),
        ("/api/v1/leads/none", StatusCode::NOT_FOUND),
        ("/api/v1/vessels/0", StatusCode::NOT_FOUND),
        ("/api/v2", StatusCode::NOT_FOUND),
    ] {
        let said = get(&server, address);
        assert_eq!(said.status, status, "{address}");
        assert!(said.json()["error"].is_string(), "{address}");
    }
}
