//! `darkwake serve`: a case in the browser.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result};
use desk::{Access, Desk, DeskError, Server, Serving, Tls};

use crate::args::{LogForm, ServeArgs};
use crate::exit::{Ending, Usage};
use crate::notice::Notice;

pub(crate) fn serve(args: &ServeArgs, log: LogForm) -> Result<Ending> {
    let access = access(args)?;
    let is_https = args.tls_cert.is_some();
    let serving = Serving { access, parts: args.map.clone(), tls: tls(args)? };
    let server = Server::new(open(&args.case)?.asking(darkwake::what_would_change), serving)?;
    let has_map = server.has_map();
    if let Some(dir) = args.map.as_ref().filter(|_| !has_map) {
        let wanted = "wanted a `node_modules` as `npm ci --prefix crates/desk/web` makes it";
        return Err(Usage(format!("{} does not hold the parts of the map: {wanted}", dir.display())).into());
    }
    let ready = |address: SocketAddr| {
        let scheme = if is_https { "https" } else { "http" };
        // Nobody is left to tell if standard error is closed.
        let _ = log.tell(&Notice::Serving { address: format!("{scheme}://{address}/"), has_map });
    };
    server.serve(args.bind, ready).with_context(|| format!("cannot serve on {}", args.bind))?;
    Ok(Ending::Done)
}

/// A case that cannot be opened is told as by every other command.
fn open(case: &Path) -> Result<Desk> {
    Desk::open(case).map_err(|error| match error {
        DeskError::Open(error) => error.into(),
        DeskError::Table(error) => error.into(),
    })
}

/// Others than those on this machine need a token, and nobody on the way may read it.
fn access(args: &ServeArgs) -> Result<Access, Usage> {
    let names = args.name.iter().cloned().chain([args.bind.ip().to_string()]);
    let Some(path) = &args.token_file else {
        return if args.bind.ip().is_loopback() && !args.behind_proxy {
            Ok(Access::loopback().named(names))
        } else {
            let wanted = "name one with --token-file (`openssl rand -hex 32 > token` makes it)";
            Err(Usage(format!("others than this machine's users could reach {}: {wanted}", args.bind)))
        };
    };
    let is_private = args.bind.ip().is_loopback() || args.tls_cert.is_some() || args.behind_proxy;
    if !is_private {
        let wanted = "give --tls-cert and --tls-key, or --behind-proxy where a proxy speaks TLS";
        return Err(Usage(format!("the token would cross the network in the clear: {wanted}")));
    }
    let text =
        fs::read_to_string(path).map_err(|why| Usage(format!("cannot read {}: {why}", path.display())))?;
    let access = Access::with_token(text.trim(), args.tls_cert.is_some() || args.behind_proxy);
    access.map(|access| access.named(names)).map_err(|why| Usage(format!("{}: {why}", path.display())))
}

fn tls(args: &ServeArgs) -> Result<Option<Tls>, Usage> {
    let pair = args.tls_cert.as_ref().zip(args.tls_key.as_ref());
    let read = pair.map(|(chain, key)| Tls::read(chain, key)).transpose();
    read.map_err(|why| Usage(why.to_string()))
}
