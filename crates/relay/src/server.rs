//! Accepting connections, finding what they want, and going down in order.
//!
//! The accept loop is our own and not axum's, because that one sets no time limit for a request's
//! headers, and a connection that sends one byte a minute would stay for ever.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
use tower_http::add_extension::AddExtension;
use yoriai_wire::limits::MESSAGE_BYTES;

use crate::blobs::Blobs;
use crate::blobs::http::{self, Counter};
use crate::clock::unix_now;
use crate::files;
use crate::limits::Limits;
use crate::metrics::{Held, Metrics};
use crate::proxy::{Peer, Proxy};
use crate::rooms::Rooms;
use crate::socket;
use crate::spool::writer::Writer;
use crate::spool::{Spool, SpoolError};
use crate::tokens::Tokens;
use crate::visitors::{Network, Visitors};
use crate::watched::{FileError, Reread};

/// How long a request's headers may take, and how long a connection may wait for the next request.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// How long the relay waits for its connections to end.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// How often what has expired is looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// How often the operator's files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The form of what is told.
const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// A pause when the system has no more sockets to give.
const ACCEPT_PAUSE: Duration = Duration::from_millis(200);
/// The first read buffer of a socket. Most are idle most of the time, and the library's own
/// choice of 128 KiB for each would be most of the relay's memory.
const READ_BUFFER: usize = 2 * 1024;

/// What a relay is started with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// The folder of the built app; without one only the relay itself is there.
    pub app: Option<PathBuf>,
    /// Whether there is a proxy in front.
    pub proxy: Proxy,
    /// A file of access tokens, one a line: without one of them nobody opens a room or puts a blob.
    pub tokens: Option<PathBuf>,
    /// Where to tell what an operator may count; nowhere when `None`. Not to be reached by the
    /// public.
    pub metrics: Option<SocketAddr>,
    /// The folder in which frames and blobs outlive the relay; `None` keeps them in memory.
    pub spool: Option<PathBuf>,
    /// The caps.
    pub limits: Limits,
}

/// Why a relay can't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken, or not one of this machine.
    #[error("can't listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// There is no index.html in the app's folder.
    #[error("there is no app in {}: its index.html can't be read", folder.display())]
    App {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What lies on the disk can't be used, or another relay uses it.
    #[error("can't keep anything in {}", folder.display())]
    Spool {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        source: SpoolError,
    },
    /// A file of the operator's can't be used.
    #[error(transparent)]
    File(#[from] FileError),
}

/// A relay that listens, but doesn't accept yet.
pub struct Relay {
    listener: TcpListener,
    address: SocketAddr,
    metrics: Option<MetricsServer>,
    router: Router,
    rooms: Arc<Rooms>,
    visitors: Arc<Visitors>,
    blobs: Arc<Blobs>,
    writer: Option<Arc<Writer>>,
    watched: Vec<Arc<dyn Reread>>,
    stop: watch::Sender<bool>,
}

/// What is kept, and who writes it to the disk.
struct Kept {
    rooms: Arc<Rooms>,
    blobs: Arc<Blobs>,
    writer: Option<Arc<Writer>>,
}

fn on_disk(
    folder: &Path,
    limits: Limits,
    tokens: &Tokens,
    metrics: &Arc<Metrics>,
) -> Result<Kept, SpoolError> {
    let spool = Spool::open(folder)?;
    let there = spool.blobs()?;
    let (rooms, writer) =
        Rooms::on_disk(limits.clone(), tokens.clone(), Arc::clone(metrics), spool)?;
    Ok(Kept {
        rooms,
        blobs: Blobs::on_disk(limits, Arc::clone(&writer), there),
        writer: Some(writer),
    })
}

/// Where the relay tells what an operator may count.
struct MetricsServer {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
}

#[derive(Clone)]
struct Shared {
    rooms: Arc<Rooms>,
    visitors: Arc<Visitors>,
    proxy: Proxy,
    stop: watch::Receiver<bool>,
}

impl Relay {
    /// Takes the address, reads the app's page.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn bind(settings: Settings) -> Result<Self, StartError> {
        let (listener, address) = listen(settings.listen).await?;
        let metrics_listener = match settings.metrics {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let metrics = Arc::new(Metrics::new());
        let mut watched: Vec<Arc<dyn Reread>> = Vec::new();
        let tokens = match settings.tokens {
            None => Tokens::NotAsked,
            Some(file) => Tokens::of_file(file)?,
        };
        if let Tokens::Asked(file) = &tokens {
            watched.push(Arc::clone(file) as Arc<dyn Reread>);
        }
        let limits = settings.limits.clone();
        let Kept {
            rooms,
            blobs,
            writer,
        } = match settings.spool {
            None => Kept {
                rooms: Rooms::new(limits.clone(), tokens.clone(), Arc::clone(&metrics)),
                blobs: Blobs::new(limits),
                writer: None,
            },
            Some(folder) => on_disk(&folder, limits, &tokens, &metrics)
                .map_err(|source| StartError::Spool { folder, source })?,
        };
        let visitors = Visitors::new(&settings.limits);
        let (stop, stopping) = watch::channel(false);
        let shared = Shared {
            rooms: Arc::clone(&rooms),
            visitors: Arc::clone(&visitors),
            proxy: settings.proxy,
            stop: stopping,
        };
        let mut router = Router::new()
            .route("/sync", get(sync))
            .route("/healthz", get(async || "ok\n"))
            .with_state(shared)
            .merge(http::router(Counter {
                blobs: Arc::clone(&blobs),
                visitors: Arc::clone(&visitors),
                proxy: settings.proxy,
                tokens,
                metrics,
                most_days: settings.limits.blob_days,
                body_timeout: settings.limits.body_timeout,
            }));
        if let Some(folder) = settings.app {
            let app =
                files::router(&folder).map_err(|source| StartError::App { folder, source })?;
            router = router.fallback_service(app);
        }
        let metrics = metrics_listener.map(|(listener, address)| MetricsServer {
            listener,
            address,
            router: metrics_router(Arc::clone(&rooms), Arc::clone(&blobs)),
        });
        Ok(Self {
            listener,
            address,
            metrics,
            router: files::harden(router),
            rooms,
            visitors,
            blobs,
            writer,
            watched,
            stop,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it tells what an operator may count.
    #[must_use]
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics.as_ref().map(|metrics| metrics.address)
    }

    /// What reads the operator's files again at once. They are looked at every few seconds anyway.
    pub fn reread(&self) -> impl Fn() + Send + Sync + use<> {
        let watched = self.watched.clone();
        move || watched.iter().for_each(|files| files.reread())
    }

    /// Serves until `stop` is over, then says bye to every socket and waits a little for them.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let Self {
            listener,
            metrics,
            router,
            rooms,
            visitors,
            blobs,
            writer,
            watched,
            stop: stopping,
            ..
        } = self;
        {
            let accepting = accept(&listener, &router, &stopping);
            let sweeping = sweep(&rooms, &visitors, &blobs);
            tokio::select! {
                never = accepting => match never {},
                never = accept_metrics(metrics.as_ref(), &stopping) => match never {},
                never = sweeping => match never {},
                never = look_at(&watched) => match never {},
                () = stop => {}
            }
        }
        drop((listener, metrics));
        tracing::info!("stopping");
        stopping.send_replace(true);
        // The router holds a receiver, and so does every connection and every socket.
        drop(router);
        if timeout(STOP_WAIT, stopping.closed()).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        if let Some(writer) = writer
            && timeout(STOP_WAIT, writer.close()).await.is_err()
        {
            tracing::warn!("the disk did not answer in time");
        }
    }
}

async fn accept(listener: &TcpListener, router: &Router, stop: &watch::Sender<bool>) -> Infallible {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(connection(
                    stream,
                    peer.ip(),
                    router.clone(),
                    stop.subscribe(),
                ));
            }
            Err(error) => {
                // Either this one connection is gone already, or sockets are used up for now.
                tracing::warn!(%error, "a connection was not accepted");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn accept_metrics(metrics: Option<&MetricsServer>, stop: &watch::Sender<bool>) -> Infallible {
    match metrics {
        Some(metrics) => accept(&metrics.listener, &metrics.router, stop).await,
        None => std::future::pending().await,
    }
}

fn metrics_router(rooms: Arc<Rooms>, blobs: Arc<Blobs>) -> Router {
    let tell = async move || {
        let (held, (blobs, blob_bytes)) = (rooms.held(), blobs.held());
        let held = Held {
            rooms: held.kept,
            rooms_in_memory: held.in_memory,
            mailbox_bytes: held.bytes,
            blobs,
            blob_bytes,
        };
        let text = rooms.metrics().render(held);
        text.map(|text| ([(header::CONTENT_TYPE, METRICS_TYPE)], text))
            .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    };
    Router::new().route("/metrics", get(tell))
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

async fn sweep(rooms: &Arc<Rooms>, visitors: &Visitors, blobs: &Arc<Blobs>) -> Infallible {
    loop {
        sleep(SWEEP_EVERY).await;
        rooms.sweep();
        visitors.sweep(Instant::now());
        blobs.sweep(unix_now());
    }
}

async fn look_at(watched: &[Arc<dyn Reread>]) -> Infallible {
    loop {
        sleep(LOOK_EVERY).await;
        watched.iter().for_each(|files| files.reread_if_changed());
    }
}

async fn connection(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    mut stop: watch::Receiver<bool>,
) {
    // A keystroke is a small packet and should leave at once. If the system can't, it is only slower.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(AddExtension::new(router, Peer(peer)));
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT);
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

async fn sync(
    State(shared): State<Shared>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let visitor = shared.proxy.visitor(peer, &headers);
    // Even who is too much is let in for one word: a browser can't see why an upgrade failed.
    let visit = shared.visitors.enter(Network::of(visitor));
    upgrade
        .read_buffer_size(READ_BUFFER)
        // Nothing waits for company: what is said leaves at once.
        .write_buffer_size(0)
        // Twice what is allowed: somewhat too large a message gets an answer, a huge one is
        // not even read.
        .max_message_size(2 * MESSAGE_BYTES)
        .max_frame_size(2 * MESSAGE_BYTES)
        .on_upgrade(move |socket| socket::converse(socket, shared.rooms, visit, shared.stop))
}
