//! Accepting connections: TLS where it is spoken, HTTP, and an end for whoever only holds a place.
//!
//! The accept loop is our own and not axum's, because that one sets no time limit for a request's
//! headers, and a connection that sends one byte a minute would stay for ever.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;
use tower_http::add_extension::AddExtension;

use crate::proxy::Peer;
use crate::server::StartError;
use crate::server::patience::Patient;
use crate::socket;
use crate::tls::Tls;
use crate::visitors::{Connected, Network, Visitors};

/// A pause when the system has no more sockets to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);

/// An address, and what is served there.
pub(super) struct Door {
    pub(super) listener: TcpListener,
    pub(super) address: SocketAddr,
    pub(super) tls: Option<Arc<Tls>>,
    pub(super) patience: Patience,
    /// Who counts those who come; nobody where they are all a proxy's, or the operator's.
    pub(super) visitors: Option<Arc<Visitors>>,
    pub(super) router: Router,
}

/// How long is waited for the other side.
#[derive(Clone, Copy)]
pub(super) struct Patience {
    /// For the headers of a request, and for TLS.
    pub(super) headers: Duration,
    /// While it reads nothing of what is sent to it.
    pub(super) reading: Duration,
}

/// Takes an address.
pub(super) async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

impl Door {
    /// Lets in whoever comes, for ever.
    pub(super) async fn accept(&self, stop: &watch::Sender<bool>) -> Infallible {
        loop {
            match self.listener.accept().await {
                Ok((stream, peer)) => {
                    let peer = peer.ip();
                    let counted = match &self.visitors {
                        None => None,
                        Some(visitors) => match visitors.connect(Network::of(peer)) {
                            None => continue,
                            counted => counted,
                        },
                    };
                    let connection = Connection {
                        peer,
                        counted,
                        router: self.router.clone(),
                        stop: stop.subscribe(),
                        patience: self.patience,
                    };
                    // A keystroke is a small packet and should leave at once. If the system can't,
                    // it is only slower.
                    let _ = stream.set_nodelay(true);
                    match &self.tls {
                        None => {
                            tokio::spawn(connection.serve(stream));
                        }
                        Some(tls) => {
                            let acceptor = TlsAcceptor::from(tls.current());
                            tokio::spawn(connection.secure(acceptor, stream));
                        }
                    }
                }
                Err(error) => {
                    // Either this one connection is gone already, or sockets are used up for now.
                    tracing::warn!(%error, "a connection was not accepted");
                    sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}

/// Somebody who came.
struct Connection {
    peer: IpAddr,
    /// Until the connection ends, or is a socket.
    counted: Option<Connected>,
    router: Router,
    stop: watch::Receiver<bool>,
    patience: Patience,
}

impl Connection {
    async fn secure(mut self, acceptor: TlsAcceptor, stream: TcpStream) {
        let agreed = tokio::select! {
            agreed = timeout(self.patience.headers, acceptor.accept(stream)) => agreed,
            () = socket::stopping(&mut self.stop) => return,
        };
        match agreed {
            // On the heap: what TLS needs is large, and this task lives as long as its first half.
            Ok(Ok(stream)) => Box::pin(self.serve(stream)).await,
            Ok(Err(error)) => tracing::debug!(%error, "a connection could not be secured"),
            Err(_) => tracing::debug!("a connection was not secured in time"),
        }
    }

    async fn serve(self, stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static) {
        let Self {
            peer,
            router,
            mut stop,
            patience,
            counted: _counted,
        } = self;
        let stream = Patient::new(stream, patience.reading);
        let service = TowerToHyperService::new(AddExtension::new(router, Peer(peer)));
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(patience.headers);
        let serving = builder
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut serving = pin!(serving);
        let result = tokio::select! {
            result = serving.as_mut() => result,
            () = socket::stopping(&mut stop) => {
                serving.as_mut().graceful_shutdown();
                serving.await
            }
        };
        if let Err(error) = result {
            tracing::debug!(%error, "a connection broke off");
        }
    }
}
