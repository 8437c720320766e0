//! A thousand devices that all come back at once after a restart. Nothing here depends on how long it
//! takes, but how long it took and what memory the relay had is printed (`--nocapture`, best with
//! `--release`).

use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use yoriai_wire::{Code, Vector};

use crate::folder::Folder;
use crate::metrics::samples;
use crate::party::{Client, Writer, vector};
use crate::program::{Program, start_at};

const ROOMS: u8 = 100;
const SOCKETS_PER_ROOM: usize = 10;
const SOCKETS: u64 = 1000;
const FRAMES: u64 = 10;

fn start(listen: SocketAddr, spool: &Path) -> (Program, SocketAddr) {
    let mut flags = vec![OsStr::new("--spool"), spool.as_os_str()];
    for (flag, value) in [
        ("--metrics-listen", "127.0.0.1:0"),
        ("--sockets-per-address", "2000"),
        ("--rooms-per-address", "200"),
    ] {
        flags.extend([OsStr::new(flag), OsStr::new(value)]);
    }
    let mut program = start_at(listen, &flags);
    let metrics = program.next_line();
    let metrics = metrics
        .strip_prefix("metrics on http://")
        .and_then(|line| line.strip_suffix("/metrics"))
        .unwrap();
    let metrics = metrics.parse().unwrap();
    (program, metrics)
}

/// Waits until these samples are so.
async fn wait_for(metrics: SocketAddr, expected: &[(&str, u64)]) {
    for _ in 0..600 {
        let now = samples(metrics).await.1;
        if expected.iter().all(|(name, value)| now[*name] == *value) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!(
        "it is not so: {expected:?}, in\n{}",
        samples(metrics).await.0
    );
}

async fn resident_kib(metrics: SocketAddr) -> u64 {
    samples(metrics).await.1["yoriai_resident_bytes"] / 1024
}

fn writer(room: u8) -> Writer {
    Writer::new(room, 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_that_return_at_once_are_all_caught_up() {
    rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let folder = Folder::new("thousand");
    let spool = folder.path().join("spool");
    let (program, metrics) = start(([127, 0, 0, 1], 0).into(), &spool);
    let address = program.address;
    for room in 0..ROOMS {
        let mut writer = writer(room);
        let mut client = Client::join(address, &writer).await;
        for _ in 0..FRAMES {
            client.post_new(&mut writer, &[7; 500]).await;
        }
    }
    wait_for(
        metrics,
        &[("yoriai_sockets", 0), ("yoriai_rooms_in_memory", 0)],
    )
    .await;
    let alone = resident_kib(metrics).await;
    let mut clients = Vec::new();
    for room in 0..ROOMS {
        for _ in 0..SOCKETS_PER_ROOM {
            clients.push((room, Client::join(address, &writer(room)).await));
        }
    }
    let full = [
        ("yoriai_sockets", SOCKETS),
        ("yoriai_rooms_in_memory", ROOMS.into()),
    ];
    wait_for(metrics, &full).await;
    let idle = resident_kib(metrics).await;
    println!(
        "resident: {alone} KiB alone, {idle} KiB with {SOCKETS} sockets in {ROOMS} rooms: {} bytes each",
        (idle.saturating_sub(alone)) * 1024 / SOCKETS
    );

    program.send("-TERM");
    let start_again = Instant::now();
    let devices: Vec<_> = clients
        .into_iter()
        .map(|(room, client)| tokio::spawn(return_after(client, room, address)))
        .collect();
    assert_eq!(program.ended().await, 0);
    let (program, metrics) = start(address, &spool);
    let mut clients = Vec::new();
    let (mut connecting, mut catching_up) = (Duration::ZERO, Duration::ZERO);
    for device in devices {
        let (client, connected, caught_up) = device.await.unwrap();
        connecting = connecting.max(connected);
        catching_up = catching_up.max(caught_up);
        clients.push(client);
    }
    wait_for(metrics, &full).await;
    println!(
        "all {SOCKETS} are back {:?} after the signal, pauses included; the slowest connected in \
         {connecting:?} and was caught up in {catching_up:?}; resident: {} KiB",
        start_again.elapsed(),
        resident_kib(metrics).await
    );
    drop(clients);
    let empty = [
        ("yoriai_sockets", 0),
        ("yoriai_rooms_in_memory", 0),
        ("yoriai_rooms", ROOMS.into()),
    ];
    wait_for(metrics, &empty).await;
    println!(
        "resident after they left: {} KiB",
        resident_kib(metrics).await
    );
    assert_eq!(program.end("-TERM").0, 0);
}

/// Hears bye, waits as it is told, and returns with half of what there is.
async fn return_after(
    mut client: Client,
    room: u8,
    address: SocketAddr,
) -> (Client, Duration, Duration) {
    let pause = client.hear_bye_and_pause(Code::Stopping).await;
    tokio::time::sleep(pause).await;
    let begin = Instant::now();
    // Whoever had a short pause may be here before the relay is; like a browser, it tries again.
    let mut client = loop {
        match Client::try_connect(address).await {
            Ok(client) => break client,
            Err(_) => tokio::time::sleep(Duration::from_millis(500)).await,
        }
    };
    let connected = begin.elapsed();
    let writer = writer(room);
    let held: Vector = vector(&[(&writer, FRAMES / 2)]);
    let (there, sent) = client.hello(&writer, held).await;
    assert_eq!(there, vector(&[(&writer, FRAMES)]));
    assert_eq!(sent.len() as u64, FRAMES / 2);
    (client, connected, begin.elapsed() - connected)
}
