//! Cases to serve: a story of the fixtures, and the same story told with the names that an enemy would choose.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::Response;
use case::{Case, FixFilter, LeadRow, Overwrite, RevisionRow, TableWriter};
use darkwake::{Options, Silent};
use darkwake_desk::{Access, Desk, Server, Serving};
use tempfile::TempDir;
use tower::ServiceExt;

/// Texts that ships, archives and analysts could send to whoever reads a page.
pub(crate) const HOSTILE: [&str; 6] = [
    "<SCRIPT SRC=//A.BC>",
    "\"><img src=x onerror=xss()>",
    "'-xss()-'",
    "</title><svg onload=xss()>",
    "SAFE\u{202e}EVIL\u{1b}[2J",
    "{{7*7}}${7*7}",
];

/// A folder that holds a case; gone with the test.
pub(crate) struct World {
    home: TempDir,
}

impl World {
    /// The fixture of the dark partner.
    pub(crate) fn story() -> Self {
        let home = tempfile::tempdir().expect("a scratch folder");
        fixtures::copy_folder(dark_partner(), &home.path().join("case")).expect("it can be copied");
        Self { home }
    }

    /// The same story as a table, with hostile names of ships, places to go and files.
    pub(crate) fn hostile() -> Self {
        let home = tempfile::tempdir().expect("a scratch folder");
        let file = home.path().join("a'b&<img src=x onerror=xss()>.csv");
        fs::write(&file, table()).expect("a scratch folder takes a file");
        run(&file, &home.path().join("case"));
        Self { home }
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.home.path().join("case")
    }

    /// Runs the archive of the story into its case once more.
    pub(crate) fn run_again(&self) {
        run(&fixtures::archive("dark-partner"), &self.dir());
    }

    /// Runs the archive of another story into the case.
    pub(crate) fn run_another(&self) {
        run(&fixtures::archive("oil-open"), &self.dir());
    }

    /// Names each lead after the first of its vessels alone, so that the second is one that only lay beside it.
    pub(crate) fn name_leads_after_one(&self) {
        let leads = self.case().leads().expect("the case has leads");
        let file = fs::File::create(self.dir().join("leads.parquet")).expect("a scratch folder takes a file");
        let mut table = TableWriter::<LeadRow, fs::File>::new(file).expect("a table begins");
        for lead in leads {
            let alone = LeadRow { mmsi_b: None, part_b: None, name_b: None, also_b: None, ..lead };
            table.push(&alone).expect("a row is written");
        }
        table.finish().expect("a table ends");
    }

    /// Tells that an earlier run found leads of these ids, and what each became.
    pub(crate) fn revise(&self, leads: &[(&str, Option<&str>)]) {
        let file =
            fs::File::create(self.dir().join("revisions.parquet")).expect("a scratch folder takes a file");
        let mut table = TableWriter::<RevisionRow, fs::File>::new(file).expect("a table begins");
        for &(old, new) in leads {
            let row = RevisionRow {
                update: 1,
                finding: "lead".to_owned(),
                old_id: old.to_owned(),
                new_id: new.map(str::to_owned),
                cause: "read since: b.csv".to_owned(),
                kind: "encounter".to_owned(),
                start: model::Timestamp::from_ms(0).expect("1970 is a moment"),
                end: None,
                mmsi_a: 440_000_001,
                mmsi_b: None,
            };
            table.push(&row).expect("a row is written");
        }
        table.finish().expect("a table ends");
    }

    pub(crate) fn case(&self) -> Case {
        Case::open(self.dir()).expect("it was written for this test")
    }

    /// A server of the case for this machine's users.
    pub(crate) fn server(&self) -> Server {
        self.server_for(Access::loopback())
    }

    pub(crate) fn server_for(&self, access: Access) -> Server {
        let desk =
            Desk::open(self.dir()).expect("it was written for this test").asking(darkwake::what_would_change);
        Server::new(desk, Serving { access, parts: None, tls: None }).expect("the system has random bytes")
    }
}

/// What a server said.
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Said {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|why| panic!("{why}: {}", self.text))
    }
}

/// Asks as a browser on this machine does.
pub(crate) fn get(server: &Server, address: &str) -> Said {
    ask(server, Request::get(address).header("host", "localhost:8642"), Body::empty())
}

/// Sends a form as a page of the server does.
pub(crate) fn post(server: &Server, address: &str, form: &[(&str, &str)]) -> Said {
    let request = Request::post(address)
        .header("host", "localhost:8642")
        .header("origin", "http://localhost:8642")
        .header("content-type", "application/x-www-form-urlencoded");
    let pairs: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    ask(server, request, Body::from(pairs.join("&")))
}

pub(crate) fn ask(server: &Server, request: axum::http::request::Builder, body: Body) -> Said {
    let request = request.body(body).expect("the request is one");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let response: Response = server.routes().oneshot(request).await.expect("routes do not fail");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("the answer ends");
        let text = String::from_utf8(bytes.to_vec()).expect("answers are UTF-8");
        Said { status: parts.status, headers: parts.headers, text }
    })
}

/// The secret that stands in the forms of a page.
pub(crate) fn csrf(server: &Server) -> String {
    let page = get(server, "/watch").text;
    let from = page.find("name=\"csrf\" value=\"").expect("a form has it") + 19;
    page[from..from + 64].to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The case of the dark partner, run once for all tests.
fn dark_partner() -> &'static Path {
    static CASE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, dir) = CASE.get_or_init(|| {
        let home = tempfile::tempdir().expect("a scratch folder");
        let dir = home.path().join("case");
        run(&fixtures::archive("dark-partner"), &dir);
        (home, dir)
    });
    dir
}

fn run(archive: &Path, dir: &Path) {
    let options = Options { overwrite: Overwrite::Yes, ..Options::default() };
    darkwake::run(&[archive.to_owned()], dir, &options, &Silent).expect("the archive can be read");
}

/// The fixes of the dark partner's story as a CSV table in which every text is hostile.
fn table() -> Vec<u8> {
    let case = Case::open(dark_partner()).expect("it was written for these tests");
    let fixes = case.fixes(&FixFilter::default());
    let mut table = String::from("mmsi,timestamp,lat,lon,sog,cog,name,callsign,destination,type\n");
    for marked in fixes.expect("its fixes can be read") {
        let (fix, at) = (&marked.fix, (marked.fix.mmsi % 5) as usize);
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let [name, sign, goes] = [HOSTILE[at], HOSTILE[(at + 1) % 6], HOSTILE[(at + 2) % 6]].map(quoted);
        table.push_str(&format!(
            "{},{},{},{},{},{},{name},{sign},{goes},80\n",
            fix.mmsi,
            fix.time,
            fix.lat,
            fix.lon,
            fix.sog_kn.unwrap_or_default(),
            fix.cog_deg.unwrap_or_default()
        ));
    }
    table.into_bytes()
}
