//! The analysts' desk: a case in the browser, and a read-only JSON API.
//!
//! [`Desk`] opens a case and holds its findings as typed rows; [`serve`] answers requests on it. Pages are made here and
//! are whole without scripts; scripts add the map, playback and keys. Nothing is loaded from elsewhere: our own files
//! are in the program, those of others come from npm by a lock file. All that ships or archives said is shown as text.
//!
//! It knows HTTP, and nothing else in darkwake does.

mod access;
mod api;
mod app;
mod ask;
mod assets;
mod clock;
mod context;
mod cookie;
mod desk;
mod filter;
mod guard;
mod hull;
mod kept;
mod lang;
mod page;
mod preferences;
mod refusal;
mod renew;
mod routes;
mod server;
mod stamp;
mod tls;
mod top_speed;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use tokio::net::TcpListener;

pub use access::{Access, WeakToken};
pub use desk::{Desk, DeskError};
pub use tls::{Tls, TlsError};

use app::Hub;

/// How a desk is served.
#[derive(Debug)]
pub struct Serving {
    /// Who may ask.
    pub access: Access,
    /// The folder that holds the npm packages of the map, where it is not the usual one.
    pub parts: Option<PathBuf>,
    /// The certificate, where this server speaks TLS itself.
    pub tls: Option<Tls>,
}

/// A desk, ready to answer.
pub struct Server {
    routes: Router,
    tls: Option<Tls>,
    has_map: bool,
}

impl Server {
    /// Readies a desk.
    ///
    /// # Errors
    /// When the system gives no random bytes for the forms' secret.
    pub fn new(desk: Desk, serving: Serving) -> io::Result<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
        let parts = assets::find(serving.parts);
        let has_map = parts.is_some();
        let hub = Hub::new(desk, serving.access, parts, &secret);
        Ok(Self { routes: routes::routes(hub), tls: serving.tls, has_map })
    }

    /// Whether the parts of the map are there.
    pub const fn has_map(&self) -> bool {
        self.has_map
    }

    /// The routes, for whoever has a server or a test of their own.
    pub fn routes(&self) -> Router {
        self.routes.clone()
    }

    /// Takes `address`, tells `ready` which one it is, and answers until the process is interrupted.
    ///
    /// # Errors
    /// When the address cannot be taken, or no connection can be any more.
    pub fn serve(self, address: SocketAddr, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = TcpListener::bind(address).await?;
            ready(listener.local_addr()?);
            tokio::select! {
                ended = self.run(listener) => ended,
                interrupted = tokio::signal::ctrl_c() => interrupted,
            }
        })
    }

    /// Answers connections; does not end by itself.
    ///
    /// # Errors
    /// When no connection can be taken any more.
    pub async fn run(self, listener: TcpListener) -> io::Result<()> {
        server::serve(listener, self.routes, self.tls.map(Tls::acceptor)).await
    }
}
