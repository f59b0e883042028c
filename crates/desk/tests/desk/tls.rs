//! The desk over TLS, under a certificate that is made for each test.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use darkwake_desk::{Access, Desk, Server, Serving, Tls, TlsError};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use rustls_pki_types::{CertificateDer, ServerName};
use tempfile::TempDir;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use crate::world::World;

const TOKEN: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
const NAME: &str = "desk.example.org";

/// A certificate for [`NAME`] and its key, as files.
struct Certificate {
    home: TempDir,
    made: CertifiedKey<KeyPair>,
}

impl Certificate {
    fn new() -> Self {
        let made = generate_simple_self_signed([NAME.to_owned()]).expect("the name is one");
        let certificate = Self { home: tempfile::tempdir().expect("a scratch folder"), made };
        fs::write(certificate.chain(), certificate.made.cert.pem()).expect("a scratch folder takes a file");
        fs::write(certificate.key(), certificate.made.signing_key.serialize_pem()).expect("it does");
        certificate
    }

    fn chain(&self) -> PathBuf {
        self.home.path().join("cert.pem")
    }

    fn key(&self) -> PathBuf {
        self.home.path().join("key.pem")
    }

    fn tls(&self) -> Tls {
        Tls::read(&self.chain(), &self.key()).expect("they belong together")
    }
}

/// Answers on a free port for as long as the tests run.
fn serve(world: &World, certificate: &Certificate) -> SocketAddr {
    let access = Access::with_token(TOKEN, true).expect("a strong token").named([NAME.to_owned()]);
    let desk = Desk::open(world.dir()).expect("it was written for this test");
    let serving = Serving { access, parts: None, tls: Some(certificate.tls()) };
    let server = Server::new(desk, serving).expect("the system has random bytes");
    let (tell, told) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let ready = move |at| tell.send(at).expect("it is awaited");
        server.serve(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), ready)
    });
    told.recv().expect("a port is free")
}

/// What the desk says to a browser that trusts this certificate, or why that browser turns away.
fn ask(
    address: SocketAddr,
    trusted: &CertificateDer<'static>,
    head: &str,
    form: &str,
) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).expect("it is a certificate");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider speaks TLS 1.3")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(NAME).expect("a name");
    let browser = ClientConnection::new(Arc::new(config), name).expect("the settings hold");
    let mut stream = StreamOwned::new(browser, TcpStream::connect(address)?);
    let length = form.len();
    write!(
        stream,
        "{head}\r\nhost: {NAME}\r\norigin: https://{NAME}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{form}"
    )?;
    let mut said = String::new();
    stream.read_to_string(&mut said)?;
    Ok(said)
}

#[test]
fn a_desk_under_a_certificate_answers_over_tls_and_its_pass_stays_on_tls() {
    let (world, certificate) = (World::story(), Certificate::new());
    let address = serve(&world, &certificate);
    let trusted = certificate.made.cert.der();
    let api = |token: &str| {
        let head = format!("GET /api/v1/leads HTTP/1.1\r\nauthorization: Bearer {token}");
        ask(address, trusted, &head, "").unwrap()
    };
    assert!(api(TOKEN).starts_with("HTTP/1.1 200") && api("wrong").starts_with("HTTP/1.1 401"));
    let head = "POST /enter HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded";
    let said = ask(address, trusted, head, &format!("token={TOKEN}")).unwrap();
    assert!(said.starts_with("HTTP/1.1 303") && said.contains("; Secure"), "{said}");
}

#[test]
fn a_browser_that_does_not_trust_the_certificate_turns_away() {
    let (world, certificate) = (World::story(), Certificate::new());
    let address = serve(&world, &certificate);
    let other = Certificate::new();
    let refused = ask(address, other.made.cert.der(), "GET /enter HTTP/1.1", "").unwrap_err();
    assert!(refused.to_string().contains("certificate"), "{refused}");
}

#[test]
fn whoever_speaks_in_the_clear_learns_nothing() {
    let (world, certificate) = (World::story(), Certificate::new());
    let mut stream = TcpStream::connect(serve(&world, &certificate)).unwrap();
    let mut said = Vec::new();
    // The connection may be closed before all is written, and reset instead of closed.
    let _ = write!(stream, "GET /enter HTTP/1.1\r\nhost: {NAME}\r\n\r\n");
    let _ = stream.read_to_end(&mut said);
    assert!(!String::from_utf8_lossy(&said).contains("HTTP/1.1"), "{said:?}");
}

#[test]
fn a_key_of_another_certificate_and_a_file_that_is_none_are_refused_by_name() {
    let (one, other) = (Certificate::new(), Certificate::new());
    let pair = Tls::read(&one.chain(), &other.key()).unwrap_err();
    assert!(matches!(pair, TlsError::Pair(_)), "{pair}");
    let swapped = Tls::read(&one.key(), &one.chain()).unwrap_err();
    assert!(swapped.to_string().contains("PEM is wanted"), "{swapped}");
}
