//! What an operator may count.

use std::collections::HashMap;
use std::net::SocketAddr;

use yoriai_relay::{Limits, Settings};
use yoriai_wire::{BlobId, Code, FrameKind, RelayMessage};

use crate::http::{ask, get};
use crate::party::{Client, Writer, settings, start};

/// All samples, by name and labels as they are written.
pub(crate) async fn samples(address: SocketAddr) -> (String, HashMap<String, u64>) {
    let answer = get(address, "/metrics", "").await;
    assert_eq!(answer.status(), 200);
    let kind = answer.header("content-type").unwrap();
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = answer.text().to_owned();
    let samples = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        })
        .collect();
    (text, samples)
}

#[tokio::test]
async fn what_happens_is_counted_and_nobody_is_named() {
    let relay = start(Settings {
        metrics: Some(([127, 0, 0, 1], 0).into()),
        ..settings(Limits::default())
    })
    .await;
    let metrics = relay.metrics.unwrap();
    let (_, before) = samples(metrics).await;
    assert_eq!(before["yoriai_sockets"], 0);
    assert_eq!(before["yoriai_refused_total{code=\"6\"}"], 0);

    let mut writer = Writer::new(1, 1);
    let mut bob = Client::join(relay.address, &writer).await;
    let mut alice = Client::join(relay.address, &writer).await;
    let frame = alice.post_new(&mut writer, &[7; 5000]).await;
    alice.post(frame).await;
    assert_eq!(alice.hear().await, writer.ack());
    let mut forger = Writer::new(1, 1);
    alice.post(forger.changes(b"forged")).await;
    assert_eq!(alice.hear().await, forger.refusal(Code::Fork));
    alice
        .post(writer.frame(FrameKind::Whisper, None, b"here"))
        .await;
    for _ in 0..2 {
        assert!(matches!(bob.hear().await, RelayMessage::Deliver(_)));
    }
    let path = format!("/blobs/{}", BlobId([1; 16]));
    ask(
        relay.address,
        "PUT",
        &path,
        "Content-Length: 6\r\n",
        b"sealed",
    )
    .await;
    get(relay.address, &path, "").await;
    get(relay.address, "/blobs/none", "").await;

    let (text, now) = samples(metrics).await;
    for (name, value) in [
        ("yoriai_sockets", 2),
        ("yoriai_rooms", 1),
        ("yoriai_blobs", 1),
        ("yoriai_frames_total{kind=\"changes\"}", 1),
        ("yoriai_frames_total{kind=\"whisper\"}", 1),
        ("yoriai_frames_again_total", 1),
        ("yoriai_refused_total{code=\"6\"}", 1),
        ("yoriai_refused_total{code=\"5\"}", 0),
        ("yoriai_deliveries_total", 2),
        ("yoriai_blobs_put_total", 1),
        ("yoriai_blobs_fetched_total", 1),
        ("yoriai_blobs_refused_total{word=\"not-here\"}", 1),
    ] {
        assert_eq!(now.get(name), Some(&value), "{name} in:\n{text}");
    }
    assert!(
        (5_000..6_000).contains(&now["yoriai_mailbox_bytes"]),
        "{text}"
    );
    assert!(now["yoriai_received_bytes_total"] > 10_000, "{text}");
    assert!(now["yoriai_sent_bytes_total"] > 5_000, "{text}");
    if cfg!(target_os = "linux") {
        assert!(now["yoriai_resident_bytes"] > 1_000_000, "{text}");
    }
    let room: String = writer
        .room()
        .0
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    for secret in ["127.0.0.1", &room[..8], &BlobId([1; 16]).to_string()] {
        assert!(!text.contains(secret), "{secret} in:\n{text}");
    }
}

#[tokio::test]
async fn the_public_is_not_told() {
    let relay = start(Settings {
        metrics: Some(([127, 0, 0, 1], 0).into()),
        ..settings(Limits::default())
    })
    .await;
    assert_eq!(get(relay.address, "/metrics", "").await.status(), 404);
    let metrics = relay.metrics.unwrap();
    assert_eq!(get(metrics, "/healthz", "").await.status(), 404);
}
