//! The relay as a program: flags, log, signals.

use std::io::{IsTerminal, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use tracing_subscriber::EnvFilter;
use yoriai_relay::hall::{self, Colours};
use yoriai_relay::{Limits, Proxy, Relay, Settings, TlsFiles};
use yoriai_wire::limits;

/// Where to listen by default: for this machine only, as a proxy in front needs it.
const ALONE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);
/// Where to listen in a hall: for everybody in the room.
const IN_A_HALL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 8787);

/// The letter box between devices: keeps sealed frames for a while, reads nothing.
#[derive(Parser)]
#[command(name = "yoriai-relay", version)]
struct Flags {
    /// Where to listen; port 0 lets the system choose [default: 127.0.0.1:8787]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// For a hall's own network: listens on all addresses (0.0.0.0:8787, unless --listen says
    /// otherwise), and shows the address for the others as a QR code
    #[arg(long)]
    hall: bool,
    /// The folder of the built app
    #[arg(long, value_name = "FOLDER")]
    app: Option<PathBuf>,
    /// A proxy is in front and names the visitor at the end of X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    /// Speak TLS with this certificate (PEM, with those that lead to a known authority)
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// A file of access tokens, one a line: only their holders open new rooms and put snapshots
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// A folder in which everything outlives a restart; without one it is kept in memory
    #[arg(long, value_name = "FOLDER")]
    spool: Option<PathBuf>,
    /// Where to serve /metrics, for Prometheus; not to be reached by the public
    #[arg(long, value_name = "ADDRESS")]
    metrics_listen: Option<SocketAddr>,
    /// Largest frame, in bytes
    #[arg(long, default_value_t = limits::FRAME_BYTES, value_name = "BYTES")]
    frame_bytes: usize,
    /// Most bytes of one room
    #[arg(long, default_value_t = limits::DEFAULT_ROOM_BYTES, value_name = "BYTES")]
    room_bytes: usize,
    /// Most bytes of all rooms together
    #[arg(long, default_value_t = limits::DEFAULT_ALL_ROOMS_BYTES, value_name = "BYTES")]
    all_rooms_bytes: usize,
    /// Frames per second of one socket
    #[arg(
        long,
        default_value_t = Limits::default().frames_per_second_per_socket,
        value_name = "NUMBER"
    )]
    frames_per_second_per_socket: NonZeroU32,
    /// Frames per second of one room
    #[arg(
        long,
        default_value_t = Limits::default().frames_per_second_per_room,
        value_name = "NUMBER"
    )]
    frames_per_second_per_room: NonZeroU32,
    /// Most sockets of one network address
    #[arg(long, default_value_t = limits::DEFAULT_SOCKETS_PER_ADDRESS, value_name = "NUMBER")]
    sockets_per_address: usize,
    /// Most connections of one network address that are no sockets
    #[arg(long, default_value_t = limits::DEFAULT_CONNECTIONS_PER_ADDRESS, value_name = "NUMBER")]
    connections_per_address: usize,
    /// Most rooms opened from one network address within an hour
    #[arg(long, default_value_t = limits::DEFAULT_ROOMS_PER_ADDRESS, value_name = "NUMBER")]
    rooms_per_address: usize,
    /// Days without a visit after which a room is forgotten
    #[arg(long, default_value_t = limits::DEFAULT_ROOM_DAYS, value_name = "DAYS")]
    room_days: u32,
    /// Largest snapshot of a short link, in bytes
    #[arg(long, default_value_t = limits::DEFAULT_BLOB_BYTES, value_name = "BYTES")]
    blob_bytes: usize,
    /// Most bytes of all such snapshots together
    #[arg(long, default_value_t = limits::DEFAULT_ALL_BLOBS_BYTES, value_name = "BYTES")]
    all_blobs_bytes: usize,
    /// Most snapshots put from one network address within an hour; 0 takes none at all
    #[arg(long, default_value_t = limits::DEFAULT_BLOBS_PER_ADDRESS, value_name = "NUMBER")]
    blobs_per_address: usize,
    /// Most days for which a snapshot is kept
    #[arg(long, default_value_t = limits::DEFAULT_MOST_BLOB_DAYS, value_name = "DAYS")]
    blob_days: u32,
}

impl Flags {
    fn settings(self) -> Settings {
        let day = Duration::from_secs(24 * 60 * 60);
        Settings {
            listen: self
                .listen
                .unwrap_or(if self.hall { IN_A_HALL } else { ALONE }),
            app: self.app,
            proxy: if self.behind_proxy {
                Proxy::ForwardedFor
            } else {
                Proxy::None
            },
            tls: self
                .tls_cert
                .zip(self.tls_key)
                .map(|(certificate, key)| TlsFiles { certificate, key }),
            tokens: self.token_file,
            metrics: self.metrics_listen,
            spool: self.spool,
            limits: Limits {
                frame_bytes: self.frame_bytes,
                room_bytes: self.room_bytes,
                all_rooms_bytes: self.all_rooms_bytes,
                frames_per_second_per_socket: self.frames_per_second_per_socket,
                frames_per_second_per_room: self.frames_per_second_per_room,
                sockets_per_address: self.sockets_per_address,
                connections_per_address: self.connections_per_address,
                rooms_per_address: self.rooms_per_address,
                room_expiry: day * self.room_days,
                blob_bytes: self.blob_bytes,
                all_blobs_bytes: self.all_blobs_bytes,
                blobs_per_address: self.blobs_per_address,
                blob_days: self.blob_days,
                ..Limits::default()
            },
        }
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    let flags = Flags::parse();
    // To stderr: the first line on stdout is the address, for whoever started us. No colours, no
    // matter where it goes: a log is read by programs too.
    let filter = EnvFilter::try_from_env("YORIAI_LOG")
        .unwrap_or_else(|_| EnvFilter::new("yoriai_relay=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    raise_the_limit_of_sockets();
    #[cfg(unix)]
    let reads_again = flags.token_file.is_some() || flags.tls_cert.is_some();
    let (hall, has_app) = (flags.hall, flags.app.is_some());
    let relay = Relay::bind(flags.settings()).await?;
    let stop = stop_signal()?;
    #[cfg(unix)]
    if reads_again {
        on_hangup(relay.reread())?;
    }
    // Whoever reads this line may send a signal at once: they are all caught by now.
    let mut out = std::io::stdout();
    writeln!(out, "listening on {}://{}", relay.scheme(), relay.address())?;
    if let Some(address) = relay.metrics_address() {
        writeln!(out, "metrics on http://{address}/metrics")?;
    }
    if hall {
        welcome(&mut out, &relay, has_app)?;
    }
    out.flush()?;
    Ok(relay.run(stop).await?)
}

/// Every socket is an open file, and the usual limit of 1,024 is meant for other programs.
fn raise_the_limit_of_sockets() {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
}

/// Says where the others find the relay.
fn welcome(out: &mut (impl Write + IsTerminal), relay: &Relay, has_app: bool) -> Result<()> {
    let colours = if out.is_terminal() {
        Colours::OfATerminal
    } else {
        Colours::None
    };
    let addresses = hall::addresses(relay.address()).context("can't find out the own address")?;
    let urls: Vec<String> = addresses
        .iter()
        .map(|address| format!("{}://{address}/", relay.scheme()))
        .collect();
    let Some((first, others)) = urls.split_first() else {
        writeln!(
            out,
            "this machine is in no network: nobody else can reach it"
        )?;
        return Ok(());
    };
    writeln!(out, "\nin this hall: {first}\n")?;
    writeln!(out, "{}", hall::picture(first, colours)?)?;
    for other in others {
        writeln!(out, "or, from another network: {other}")?;
    }
    if !has_app {
        writeln!(
            out,
            "there is no app to open there: start with --app FOLDER to serve it"
        )?;
    }
    Ok(())
}

/// Runs `reread` at every SIGHUP. Only where there is something to read again: otherwise the signal
/// means, as everywhere, that the terminal is gone.
#[cfg(unix)]
fn on_hangup(reread: impl Fn() + Send + 'static) -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangup = signal(SignalKind::hangup()).context("SIGHUP can't be caught")?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            reread();
        }
    });
    Ok(())
}

/// Over when somebody wants the relay to end: Ctrl-C, or the system's request.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT can't be caught")?;
    let mut terminate = signal(SignalKind::terminate()).context("SIGTERM can't be caught")?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Over when somebody presses Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c()
            .await
            .context("Ctrl-C can't be caught")
            .is_err()
        {
            std::future::pending::<()>().await;
        }
    })
}
