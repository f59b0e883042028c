//! Who is let in, and what every answer carries.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use darkwake_desk::Access;

use crate::world::{World, ask, csrf, get, post};

const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

#[test]
fn every_answer_keeps_a_page_to_itself() {
    let world = World::story();
    let server = world.server();
    for address in ["/", "/nowhere", "/api/v1/leads", "/api/nowhere", "/web/desk.css", "/web/../Cargo.toml"] {
        let said = get(&server, address);
        let policy = said.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{address}: {policy}");
        assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(said.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(said.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[test]
fn a_site_that_points_its_own_name_here_learns_nothing() {
    let world = World::story();
    let server = world.server();
    for host in ["evil.example", "evil.example:8642", "localhost.evil.example"] {
        let said = ask(&server, Request::get("/api/v1/leads").header("host", host), Body::empty());
        assert_eq!(said.status, StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!said.text.contains("mmsi"), "{}", said.text);
    }
    let said = ask(&server, Request::get("/api/v1/leads"), Body::empty());
    assert_eq!(said.status, StatusCode::MISDIRECTED_REQUEST, "a request without a name");
}

#[test]
fn a_request_that_names_two_hosts_is_refused() {
    let world = World::story();
    let server = world.server();
    let leads = || Request::get("/api/v1/leads");
    for hosts in [["localhost", "evil.example"], ["evil.example", "localhost"], ["localhost", "localhost"]] {
        let request = leads().header("host", hosts[0]).header("host", hosts[1]);
        assert_eq!(ask(&server, request, Body::empty()).status, StatusCode::BAD_REQUEST, "{hosts:?}");
    }
    for (target, host, status) in [
        ("http://localhost:8642/api/v1/leads", "localhost:8642", StatusCode::OK),
        ("http://evil.example/api/v1/leads", "localhost", StatusCode::BAD_REQUEST),
        ("http://localhost/api/v1/leads", "evil.example", StatusCode::BAD_REQUEST),
        ("http://evil.example/api/v1/leads", "evil.example", StatusCode::MISDIRECTED_REQUEST),
    ] {
        let said = ask(&server, Request::get(target).header("host", host), Body::empty());
        assert_eq!(said.status, status, "{target} {host}");
    }
}

#[test]
fn a_form_of_another_site_writes_nothing() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let address = format!("/lead/{lead}/notes");
    let csrf = csrf(&server);
    let form = format!("csrf={csrf}&state=dismissed&text=&reviewer=Mallory");
    let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("origin", "null")];
    for (name, value) in foreign {
        let request = Request::post(&address)
            .header("host", "localhost:8642")
            .header("content-type", "application/x-www-form-urlencoded")
            .header(name, value);
        let said = ask(&server, request, Body::from(form.clone()));
        assert_eq!(said.status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let guessed = [
        ("csrf", "0".repeat(64)),
        ("state", "dismissed".into()),
        ("text", String::new()),
        ("reviewer", "M".into()),
    ];
    let guessed: Vec<(&str, &str)> = guessed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(post(&server, &address, &guessed).status, StatusCode::FORBIDDEN);
    assert!(!world.dir().join("notes.sqlite").exists());
}

#[test]
fn whoever_has_no_token_sees_the_door_and_nothing_else() {
    let world = World::story();
    let server = world.server_for(Access::with_token(TOKEN, false).unwrap());
    let said = get(&server, "/");
    assert_eq!((said.status, said.header("location")), (StatusCode::SEE_OTHER, "/enter"));
    assert_eq!(get(&server, "/api/v1/leads").status, StatusCode::UNAUTHORIZED);
    assert_eq!(get(&server, "/enter").status, StatusCode::OK);
    assert!(!get(&server, "/enter").text.contains("csrf"));
    assert_eq!(post(&server, "/enter", &[("token", "wrong")]).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_token_opens_the_door_and_its_pass_keeps_it_open() {
    let world = World::story();
    let server = world.server_for(Access::with_token(TOKEN, true).unwrap());
    let said = post(&server, "/enter", &[("token", TOKEN)]);
    assert_eq!((said.status, said.header("location")), (StatusCode::SEE_OTHER, "/"));
    let cookie = said.header("set-cookie").to_owned();
    assert!(["HttpOnly", "SameSite=Strict", "Secure"].iter().all(|word| cookie.contains(word)), "{cookie}");
    assert!(!cookie.contains(TOKEN), "the cookie is not the token");
    let pass = cookie.split(';').next().unwrap().to_owned();
    let with = |name: &'static str, value: String| {
        ask(
            &server,
            Request::get("/api/v1/leads").header("host", "localhost").header(name, value),
            Body::empty(),
        )
    };
    assert_eq!(with("cookie", pass).status, StatusCode::OK);
    assert_eq!(with("authorization", format!("Bearer {TOKEN}")).status, StatusCode::OK);
    assert_eq!(with("authorization", "Bearer x".to_owned()).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn a_form_that_is_far_too_large_is_refused() {
    let world = World::story();
    let (server, lead) = (world.server(), world.case().leads().unwrap().swap_remove(0).lead_id);
    let long = "a".repeat(200_000);
    let form =
        [("csrf", csrf(&server)), ("state", "dismissed".into()), ("text", long), ("reviewer", "Kim".into())];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(post(&server, &format!("/lead/{lead}/notes"), &form).status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn no_file_but_those_of_the_pages_is_given_out() {
    let world = World::story();
    let server = world.server();
    for address in [
        "/web/%2e%2e%2fCargo.toml",
        "/parts/package.json",
        "/parts/..%2f..%2fpackage.json",
        "/web/",
        "/manifest.json",
    ] {
        assert_eq!(get(&server, address).status, StatusCode::NOT_FOUND, "{address}");
    }
}
