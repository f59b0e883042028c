//! Each capability in a real browser. `web/tests/desk.mjs` says what; where node, its packages or chromium are absent
//! these tests skip themselves and say so.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use darkwake_desk::{Access, Desk, Server, Serving};

use crate::world::World;

const WEB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/web");

/// Answers on a free port for as long as the tests run.
fn serve(world: &World) -> SocketAddr {
    let desk =
        Desk::open(world.dir()).expect("it was written for this test").asking(darkwake::what_would_change);
    let serving = Serving { access: Access::loopback(), parts: None, tls: None };
    let server = Server::new(desk, serving).expect("the system has random bytes");
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let ready = move |at| tell.send(at).expect("it is awaited");
        server.serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), ready)
    });
    told.recv().expect("a port is free")
}

/// What is missing here, if anything.
fn missing() -> Option<&'static str> {
    let runs = |program: &str| Command::new(program).arg("--version").output().is_ok();
    match () {
        () if !runs("node") => Some("node"),
        () if !Path::new(WEB).join("node_modules/playwright-core").is_dir() => {
            Some("the packages of web/ (npm ci)")
        }
        () if chromium().is_none() => Some("chromium"),
        () => None,
    }
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].map(PathBuf::from);
    named.into_iter().chain(usual).find(|path| path.is_file())
}

/// Runs the part of the browser tests that is called so.
fn run(part: &str, world: &World) {
    if let Some(what) = missing() {
        eprintln!("skipped: {what} is not here");
        return;
    }
    let address = format!("http://{}", serve(world));
    let output = Command::new("node")
        .arg(Path::new(WEB).join("tests/desk.mjs"))
        .args([part, &address])
        .env("CHROMIUM", chromium().expect("it was looked for"))
        .output()
        .expect("node was there");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}\n{}", String::from_utf8_lossy(&output.stderr));
    eprintln!("{told}");
}

#[test]
fn an_analyst_works_through_a_case_with_mouse_and_with_keys_alone() {
    run("work", &World::story());
}

#[test]
fn no_name_runs_in_a_browser_and_no_request_leaves_the_machine() {
    run("hostile", &World::hostile());
}

#[test]
fn no_page_has_a_serious_fault_of_access_in_either_language_or_scheme() {
    run("access", &World::story());
}
