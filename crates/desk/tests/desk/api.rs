//! What programs read.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

use model::{EventKind, Timestamp};

use crate::world::{Said, World, ask, csrf, get, post};

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

/// The schemas of the API, and the one of an address and a status.
fn schema_of(described: &Value, path: &str, status: &str) -> jsonschema::Validator {
    let answer =
        &described["paths"][path]["get"]["responses"][status]["content"]["application/json"]["schema"];
    let reference = answer["$ref"].as_str().unwrap_or_else(|| panic!("{path} says nothing of {status}"));
    let schema = serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": reference,
        "components": described["components"],
    });
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn assert_fits(validator: &jsonschema::Validator, answer: &Value, address: &str) {
    let faults: Vec<String> =
        validator.iter_errors(answer).map(|why| format!("{} at {}", why, why.instance_path())).collect();
    assert!(faults.is_empty(), "{address}: {:?}", &faults[..faults.len().min(3)]);
}

/// Every id of a list.
fn ids(server: &darkwake_desk::Server, address: &str) -> Vec<String> {
    let whole = get(server, &format!("{address}?limit=1000")).json();
    whole["entries"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_answer_is_as_the_description_says() {
    let world = World::story();
    let server = world.server();
    let lead = ids(&server, "/api/v1/leads").swap_remove(0);
    let secret = csrf(&server);
    let form = [("csrf", secret.as_str()), ("state", "reviewing"), ("text", "words"), ("reviewer", "Kim")];
    assert!(post(&server, &format!("/lead/{lead}/notes"), &form).status.is_redirection());
    let described = get(&server, "/api/openapi.json").json();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    for path in described["paths"].as_object().unwrap().keys() {
        let addresses = match path.split_once("{id}") {
            None => vec![path.clone()],
            Some((list, rest)) => ids(&server, list.trim_end_matches('/'))
                .iter()
                .map(|id| format!("{list}{id}{rest}"))
                .collect(),
        };
        let validator = schema_of(&described, path, "200");
        assert!(!addresses.is_empty(), "{path}");
        for address in addresses {
            let said = get(&server, &address);
            assert_eq!(said.status, StatusCode::OK, "{address}");
            assert_fits(&validator, &said.json(), &address);
        }
        let refused = get(&server, &path.replace("{id}", "x"));
        let refused =
            if refused.status == StatusCode::OK { get(&server, &format!("{path}?x=1")) } else { refused };
        assert_fits(&schema_of(&described, path, refused.status.as_str()), &refused.json(), path);
    }
}

#[test]
fn the_description_knows_what_an_answer_does_not_hold_and_every_word_of_an_address() {
    let world = World::story();
    let server = world.server();
    let described = get(&server, "/api/openapi.json").json();
    let validator = schema_of(&described, "/api/v1/leads", "200");
    let whole = get(&server, "/api/v1/leads").json();
    for (pointer, wrong) in [
        ("/entries/0/rank", Value::Null),
        ("/entries/0/status", "maybe".into()),
        ("/entries/0/list", "ofac".into()),
        ("/entries/0/start", "noon".into()),
        ("/entries/0/vessels/0/ssvid", 7.into()),
        ("/entries/0/position", serde_json::json!({ "lat": 1 })),
    ] {
        let mut other = whole.clone();
        *other.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&other), "{pointer}");
    }
    for (path, item) in described["paths"].as_object().unwrap() {
        let words = item["get"]["parameters"].as_array().into_iter().flatten();
        for word in words.filter(|word| word["in"] == "query") {
            let name = word["name"].as_str().unwrap();
            let choices = word["schema"]["enum"].as_array().cloned().unwrap_or_default();
            for choice in choices.iter().map(|choice| choice.as_str().unwrap()).chain([""]) {
                let address = format!("{}?{name}={choice}", path.replace("{id}", &first_id(&server, path)));
                assert_eq!(get(&server, &address).status, StatusCode::OK, "{address}");
            }
        }
    }
}

/// An id of the list that a path is below.
fn first_id(server: &darkwake_desk::Server, path: &str) -> String {
    let list = path.split_once("/{id}").map(|(list, _)| list);
    list.map(|list| ids(server, list).swap_remove(0)).unwrap_or_default()
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
        ("/api/v1/leads/%FF", StatusCode::NOT_FOUND),
        ("/api/v1/leads?q=%FF&limit=1", StatusCode::BAD_REQUEST),
        ("/api/v2", StatusCode::NOT_FOUND),
        ("/api", StatusCode::NOT_FOUND),
        ("/api/", StatusCode::NOT_FOUND),
    ] {
        is_refused_in_json(&get(&server, address), status, address);
    }
    let at = |method: &str, host: &str| {
        ask(
            &server,
            Request::builder().method(method).uri("/api/v1/leads").header("host", host),
            Body::empty(),
        )
    };
    is_refused_in_json(&at("PUT", "localhost"), StatusCode::METHOD_NOT_ALLOWED, "PUT");
    is_refused_in_json(&at("GET", "evil.example"), StatusCode::MISDIRECTED_REQUEST, "another name");
}

fn is_refused_in_json(said: &Said, status: StatusCode, what: &str) {
    assert_eq!(said.status, status, "{what}");
    assert_eq!(said.header("content-type"), "application/json", "{what}");
    let told = said.json();
    assert!(told["error"].is_string() && told.as_object().unwrap().len() == 1, "{what}: {told}");
}

#[test]
fn a_misspelt_filter_is_refused_with_the_filters_that_there_are() {
    let world = World::story();
    let server = world.server();
    for (address, known) in [
        ("/api/v1/leads?lst=dprk", "list, cargo, kind, status, p"),
        ("/api/v1/events?mmsi=1", "kind, vessel, since"),
        ("/api/v1/vessels?name=x", "q, after, limit"),
        ("/api/v1/reception?bbox=1,2,3,4", "takes none"),
        ("/api/v1/leads?list=dprk&list=evasive", "twice"),
    ] {
        let said = get(&server, address);
        is_refused_in_json(&said, StatusCode::BAD_REQUEST, address);
        assert!(said.json()["error"].as_str().unwrap().contains(known), "{address}: {}", said.text);
    }
    let page = get(&server, "/?lst=dprk");
    assert!(
        page.status == StatusCode::BAD_REQUEST && page.text.contains("list, cargo, kind"),
        "{}",
        page.text
    );
}

#[test]
fn hours_that_end_before_they_begin_are_refused_and_a_track_holds_what_touches_its_hours() {
    let world = World::story();
    let (server, events) = (world.server(), world.case().events().unwrap());
    let backwards = "since=2025-03-02&until=2025-03-01";
    for address in ["/api/v1/leads", "/api/v1/events", "/api/v1/vessels/667092220/track"] {
        let said = get(&server, &format!("{address}?{backwards}"));
        is_refused_in_json(&said, StatusCode::BAD_REQUEST, address);
    }
    let gap = events.iter().find(|event| event.kind == EventKind::Gap && event.end.is_some()).unwrap();
    let (start, end) = (gap.start.ms(), gap.end.unwrap().ms());
    let silences = |since: i64, until: i64| {
        let moment = |ms: i64| Timestamp::from_ms(ms).unwrap();
        let address = format!(
            "/api/v1/vessels/{:09}/track?since={}&until={}",
            gap.mmsi_a,
            moment(since),
            moment(until)
        );
        let track = get(&server, &address).json();
        track["silences"].as_array().unwrap().iter().filter(|one| one["start"] == start).count()
    };
    assert_eq!(silences(start + 60_000, start + 120_000), 1, "hours within the silence");
    assert_eq!(silences(end + 60_000, end + 120_000), 0, "hours behind it");
    assert_eq!(silences(start - 120_000, start - 60_000), 0, "hours before it");
}

#[test]
fn whoever_asks_for_the_head_has_the_tag_of_the_answer() {
    let world = World::story();
    let server = world.server();
    for address in ["/", "/api/v1/leads", "/web/desk.css"] {
        let (whole, head) = (get(&server, address), Request::head(address).header("host", "localhost"));
        let head = ask(&server, head, Body::empty());
        assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""), "{address}");
        assert!(head.header("etag").starts_with('"'), "{address}");
        assert_eq!(head.header("etag"), whole.header("etag"), "{address}");
        assert_eq!(head.header("content-length"), whole.text.len().to_string(), "{address}");
    }
}

#[test]
fn a_vessel_has_one_address() {
    let world = World::story();
    let server = world.server();
    assert_eq!(get(&server, "/api/v1/vessels/667092220").status, StatusCode::OK);
    for other in ["0667092220", "+667092220", "667092220-1", "667092220%20"] {
        is_refused_in_json(&get(&server, &format!("/api/v1/vessels/{other}")), StatusCode::NOT_FOUND, other);
        assert_eq!(get(&server, &format!("/vessel/{other}")).status, StatusCode::NOT_FOUND, "{other}");
    }
}
