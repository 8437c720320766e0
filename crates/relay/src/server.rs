//! Putting a relay together, finding what a request wants, and going down in order.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};
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
use crate::tls::{self, TlsFiles};
use crate::tokens::Tokens;
use crate::visitors::{Network, Visitors};
use crate::watched::{FileError, Reread};

/// How long the relay waits for its connections to end.
const STOP_WAIT: Duration = Duration::from_secs(5);
/// How often what has expired is looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// How often the operator's files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// The form of what is told.
const METRICS_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The first read buffer of a socket. Most are idle most of the time, and the library's own
/// choice of 128 KiB for each would be most of the relay's memory.
const READ_BUFFER: usize = 2 * 1024;

mod accept;
mod patience;

use accept::{Door, Patience, listen};

/// What a relay is started with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// The folder of the built app; without one only the relay itself is there.
    pub app: Option<PathBuf>,
    /// Whether there is a proxy in front.
    pub proxy: Proxy,
    /// What to speak TLS with; plain HTTP when `None`.
    pub tls: Option<TlsFiles>,
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
    public: Door,
    metrics: Option<Door>,
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
        let tls = settings.tls.map(tls::of_files).transpose()?;
        if let Some(files) = &tls {
            watched.push(Arc::clone(files) as Arc<dyn Reread>);
        }
        let limits = settings.limits.clone();
        let patience = Patience {
            headers: limits.header_timeout,
            reading: limits.idle_timeout,
        };
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
            .route("/healthz", get(health))
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
        let metrics = metrics_listener.map(|(listener, address)| Door {
            listener,
            address,
            tls: None,
            patience,
            visitors: None,
            router: metrics_router(Arc::clone(&rooms), Arc::clone(&blobs)),
        });
        Ok(Self {
            public: Door {
                listener,
                address,
                tls,
                patience,
                visitors: match settings.proxy {
                    Proxy::None => Some(Arc::clone(&visitors)),
                    Proxy::ForwardedFor => None,
                },
                router: files::harden(router),
            },
            metrics,
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
        self.public.address
    }

    /// `https` where it speaks TLS, else `http`.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        match self.public.tls {
            Some(_) => "https",
            None => "http",
        }
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
    ///
    /// # Errors
    /// When it had to stop by itself, because nothing can be written to the disk any more until
    /// the program starts anew.
    pub async fn run(self, stop: impl Future<Output = ()>) -> Result<(), SpoolError> {
        let Self {
            public,
            metrics,
            rooms,
            visitors,
            blobs,
            writer,
            watched,
            stop: stopping,
            ..
        } = self;
        let writer_gone = async {
            match &writer {
                Some(writer) => writer.gone().await,
                None => std::future::pending().await,
            }
        };
        let result = {
            let accepting = public.accept(&stopping);
            let sweeping = sweep(&rooms, &visitors, &blobs);
            tokio::select! {
                never = accepting => match never {},
                never = accept_metrics(metrics.as_ref(), &stopping) => match never {},
                never = sweeping => match never {},
                never = look_at(&watched) => match never {},
                () = stop => Ok(()),
                () = writer_gone => Err(SpoolError::Gone),
            }
        };
        // The routers hold receivers, and so does every connection and every socket.
        drop((public, metrics));
        tracing::info!("stopping");
        stopping.send_replace(true);
        if timeout(STOP_WAIT, stopping.closed()).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        if let Some(writer) = writer
            && timeout(STOP_WAIT, writer.close()).await.is_err()
        {
            tracing::warn!("the disk did not answer in time");
        }
        result
    }
}

async fn accept_metrics(metrics: Option<&Door>, stop: &watch::Sender<bool>) -> Infallible {
    match metrics {
        Some(metrics) => metrics.accept(stop).await,
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

async fn health(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    if shared.rooms.is_healthy() {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the disk fails\n")
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
