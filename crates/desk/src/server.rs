//! Connections: so many at a time, none that dawdles, over TLS where that is wanted.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_rustls::TlsAcceptor;

/// Connections at a time; others wait in the queue of the system.
const CONNECTIONS: usize = 512;
/// Whoever connects says what is wanted within this time.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// A connection is closed after so long, whatever it does.
const LONGEST: Duration = Duration::from_secs(300);
/// Headers of a request take so much at most.
const HEAD_AT_MOST: usize = 32 << 10;

/// Answers connections until the future is dropped.
pub(crate) async fn serve(listener: TcpListener, routes: Router, tls: Option<TlsAcceptor>) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, routes.clone(), tls.clone(), place));
            }
            // Too many files are open, or the peer went away: neither ends the server.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(
    stream: TcpStream,
    routes: Router,
    tls: Option<TlsAcceptor>,
    _place: OwnedSemaphorePermit,
) {
    let _ = stream.set_nodelay(true);
    let talk = async {
        match tls {
            None => exchange(stream, routes).await,
            Some(tls) => {
                if let Ok(Ok(stream)) = tokio::time::timeout(HEAD_WITHIN, tls.accept(stream)).await {
                    exchange(stream, routes).await;
                }
            }
        }
    };
    let _ = tokio::time::timeout(LONGEST, talk).await;
}

/// What goes wrong in one connection is its own affair.
async fn exchange<S: AsyncRead + AsyncWrite + Unpin + 'static>(stream: S, routes: Router) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).max_buf_size(HEAD_AT_MOST);
    let _ = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes)).await;
}
