//! What is kept on a disk: it outlives the relay, and takes no memory while nobody is there.

use std::path::Path;
use std::time::Duration;

use yoriai_relay::{Limits, Relay, Settings, StartError};
use yoriai_wire::{BlobId, BlobRefusal, ClientMessage, Code, FrameKind, RelayMessage, Vector};

use crate::folder::Folder;
use crate::http::{ask, get};
use crate::metrics::samples;
use crate::party::{Client, Running, Writer, settings, start, vector};

fn on_disk(folder: &Folder, limits: Limits) -> Settings {
    Settings {
        spool: Some(spool_of(folder.path())),
        metrics: Some(([127, 0, 0, 1], 0).into()),
        ..settings(limits)
    }
}

fn spool_of(folder: &Path) -> std::path::PathBuf {
    folder.join("spool")
}

async fn start_on(folder: &Folder) -> Running {
    start(on_disk(folder, Limits::default())).await
}

async fn count(relay: &Running, name: &str) -> u64 {
    samples(relay.metrics.unwrap()).await.1[name]
}

/// Waits until the relay counts so many; it notices a moment later that somebody left.
async fn wait_for(relay: &Running, name: &str, expected: u64) {
    let mut counted = 0;
    for _ in 0..400 {
        counted = count(relay, name).await;
        if counted == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{name} is {counted} and not {expected}");
}

#[tokio::test]
async fn after_a_restart_everything_is_there_again() {
    let folder = Folder::new("spool-restart");
    let relay = start_on(&folder).await;
    let (mut one, mut two) = (Writer::new(1, 1), Writer::new(1, 2));
    let mut alice = Client::join(relay.address, &one).await;
    let mut frames = Vec::new();
    for body in [b"a", b"b", b"c"] {
        frames.push(alice.post_new(&mut one, body).await);
    }
    let checkpoint = two.checkpoint(vector(&[(&one, 2)]), b"whole");
    alice.post(checkpoint.clone()).await;
    assert_eq!(alice.hear().await, two.ack());
    let before = count(&relay, "yoriai_mailbox_bytes").await;
    relay.stop().await;

    let relay = start_on(&folder).await;
    assert_eq!(count(&relay, "yoriai_rooms").await, 1);
    assert_eq!(count(&relay, "yoriai_rooms_in_memory").await, 0);
    assert_eq!(count(&relay, "yoriai_mailbox_bytes").await, before);
    let mut bob = Client::connect(relay.address).await;
    let (held, sent) = bob.hello(&one, Vector::new()).await;
    assert_eq!(held, vector(&[(&one, 3), (&two, 1)]));
    let expected = [&frames[..], &[checkpoint]].concat();
    assert_eq!(sent, expected);
    assert_eq!(count(&relay, "yoriai_mailbox_bytes").await, before);

    // The author, whose ack was lost with the relay, posts the last one again.
    bob.post(frames[2].clone()).await;
    assert_eq!(bob.hear().await, one.ack());
    bob.post_new(&mut one, b"d").await;
}

#[tokio::test]
async fn what_was_refused_before_a_restart_is_refused_after_it() {
    let folder = Folder::new("spool-refusals");
    let relay = start_on(&folder).await;
    let (mut open, mut closed, mut gone) =
        (Writer::new(1, 1), Writer::new(2, 1), Writer::new(1, 9));
    let mut client = Client::join(relay.address, &open).await;
    let mut fork = open.clone();
    client.post_new(&mut open, b"first").await;
    let checkpoint = open.checkpoint(vector(&[(&gone, 1)]), b"whole");
    client.post(checkpoint).await;
    assert_eq!(client.hear().await, open.ack());
    let mut other = Client::join(relay.address, &closed).await;
    other.post_new(&mut closed, b"words").await;
    other
        .post(closed.frame(FrameKind::Closing, None, b""))
        .await;
    assert_eq!(other.hear().await, closed.ack());
    relay.stop().await;

    let relay = start_on(&folder).await;
    let mut client = Client::join(relay.address, &open).await;
    client.post(fork.changes(b"second")).await;
    assert_eq!(client.hear().await, fork.refusal(Code::Fork));
    client.post(gone.changes(b"covered")).await;
    assert_eq!(client.hear().await, gone.refusal(Code::Covered));
    let mut other = Client::connect(relay.address).await;
    assert_eq!(other.hello(&closed, Vector::new()).await.1.len(), 1);
    other.post(closed.changes(b"too late")).await;
    assert_eq!(other.hear().await, closed.refusal(Code::RoomClosed));
}

#[tokio::test]
async fn a_room_that_everybody_left_takes_no_memory_and_is_there_for_who_returns() {
    let folder = Folder::new("spool-memory");
    let relay = start_on(&folder).await;
    for room in 1..=5 {
        let mut writer = Writer::new(room, 1);
        let mut client = Client::join(relay.address, &writer).await;
        client.post_new(&mut writer, b"words").await;
    }
    // Who only looked leaves nothing behind.
    drop(Client::join(relay.address, &Writer::new(99, 1)).await);
    wait_for(&relay, "yoriai_rooms_in_memory", 0).await;
    assert_eq!(count(&relay, "yoriai_rooms").await, 5);
    for room in 1..=5 {
        let mut client = Client::connect(relay.address).await;
        let (_, sent) = client.hello(&Writer::new(room, 1), Vector::new()).await;
        assert_eq!(sent.len(), 1);
    }
}

#[tokio::test]
async fn who_is_there_when_a_room_is_read_hears_what_is_posted_next() {
    let folder = Folder::new("spool-herd");
    let relay = start_on(&folder).await;
    let mut writer = Writer::new(1, 1);
    let mut author = Client::join(relay.address, &writer).await;
    author.post_new(&mut writer, b"first").await;
    drop(author);
    wait_for(&relay, "yoriai_rooms_in_memory", 0).await;
    let (address, asks) = (relay.address, writer.clone());
    let readers: Vec<_> = (0..20)
        .map(|_| {
            let asks = asks.clone();
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                let sent = client.hello(&asks, Vector::new()).await.1;
                (client, sent)
            })
        })
        .collect();
    let mut clients = Vec::new();
    for reader in readers {
        let (client, sent) = reader.await.unwrap();
        assert_eq!(sent.len(), 1);
        clients.push(client);
    }
    let mut author = Client::join(relay.address, &writer).await;
    let frame = author.post_new(&mut writer, b"second").await;
    for client in &mut clients {
        assert_eq!(client.hear().await, RelayMessage::Deliver(frame.clone()));
    }
}

#[tokio::test]
async fn a_full_disk_share_refuses_until_a_checkpoint_empties_the_room() {
    let folder = Folder::new("spool-full");
    let limits = Limits {
        room_bytes: 10_000,
        ..Limits::default()
    };
    let relay = start(on_disk(&folder, limits.clone())).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    for _ in 0..7 {
        client.post_new(&mut writer, &[0; 1000]).await;
    }
    let refused = writer.clone().changes(&[0; 3000]);
    client.post(refused.clone()).await;
    writer.changes(&[0; 3000]);
    assert_eq!(client.hear().await, writer.refusal(Code::RoomFull));
    let mut other = Writer::new(1, 2);
    let checkpoint = other.checkpoint(vector(&[(&writer, 7)]), b"whole");
    client.post(checkpoint.clone()).await;
    assert_eq!(client.hear().await, other.ack());
    client.post(refused.clone()).await;
    assert_eq!(client.hear().await, writer.ack());
    let bytes = count(&relay, "yoriai_mailbox_bytes").await;
    relay.stop().await;

    let relay = start(on_disk(&folder, limits)).await;
    assert_eq!(count(&relay, "yoriai_mailbox_bytes").await, bytes);
    let mut client = Client::connect(relay.address).await;
    let (_, sent) = client.hello(&writer, Vector::new()).await;
    assert_eq!(
        sent,
        [checkpoint, refused],
        "what was covered went for good"
    );
}

#[tokio::test]
async fn frames_of_one_socket_are_acked_in_their_order() {
    let folder = Folder::new("spool-order");
    let relay = start_on(&folder).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    let mut expected = Vec::new();
    for _ in 0..40 {
        client.post(writer.changes(&[7; 300])).await;
        expected.push(writer.ack());
    }
    for ack in expected {
        assert_eq!(client.hear().await, ack);
    }
}

#[tokio::test]
async fn blobs_outlive_the_relay_and_the_first_bytes_hold() {
    let folder = Folder::new("spool-blobs");
    let path = format!("/blobs/{}", BlobId([1; 16]));
    let size = "Content-Length: 6\r\n";
    let relay = start_on(&folder).await;
    let answer = ask(relay.address, "PUT", &path, size, b"sealed").await;
    assert_eq!(answer.status(), 201);
    let answer = ask(relay.address, "PUT", &path, size, b"sealed").await;
    assert_eq!(answer.status(), 200);
    assert_eq!(count(&relay, "yoriai_blobs").await, 1);
    let bytes = count(&relay, "yoriai_blob_bytes").await;
    relay.stop().await;

    let relay = start_on(&folder).await;
    assert_eq!(count(&relay, "yoriai_blobs").await, 1);
    assert_eq!(count(&relay, "yoriai_blob_bytes").await, bytes);
    assert_eq!(get(relay.address, &path, "").await.body, b"sealed");
    let answer = ask(relay.address, "PUT", &path, size, b"forged").await;
    assert_eq!(answer.text(), BlobRefusal::Taken.word());
    let missing = get(relay.address, &format!("/blobs/{}", BlobId([2; 16])), "").await;
    assert_eq!(missing.text(), BlobRefusal::NotHere.word());
}

#[tokio::test]
async fn a_room_that_is_on_the_disk_asks_for_no_token_after_a_restart() {
    let folder = Folder::new("spool-tokens");
    let file = folder.put("tokens", b"open-sesame\n");
    let with_tokens = || Settings {
        tokens: Some(file.clone()),
        ..on_disk(&folder, Limits::default())
    };
    let relay = start(with_tokens()).await;
    let mut writer = Writer::new(1, 1);
    let mut opener = Client::connect(relay.address).await;
    opener.say(&writer.hello_with("open-sesame")).await;
    assert!(matches!(opener.hear().await, RelayMessage::Welcome { .. }));
    assert_eq!(opener.hear().await, RelayMessage::CaughtUp);
    opener.post_new(&mut writer, b"words").await;
    relay.stop().await;

    let relay = start(with_tokens()).await;
    Client::join(relay.address, &writer).await;
    let mut client = Client::connect(relay.address).await;
    client.say(&Writer::new(2, 1).hello(Vector::new())).await;
    client.hear_bye(Code::TokenNeeded).await;
    wait_for(&relay, "yoriai_rooms_in_memory", 0).await;
}

#[tokio::test]
async fn a_heartbeat_is_answered_while_frames_wait_for_the_disk() {
    let folder = Folder::new("spool-heartbeat");
    let relay = start_on(&folder).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    for _ in 0..20 {
        client.post(writer.changes(&[7; 300])).await;
    }
    let vector = vector(&[(&writer, 20)]);
    client.say(&ClientMessage::Fetch { vector }).await;
    let (mut acks, mut caught_up) = (0, 0);
    while acks + caught_up < 21 {
        match client.hear().await {
            RelayMessage::Ack { .. } => acks += 1,
            RelayMessage::CaughtUp => caught_up += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((acks, caught_up), (20, 1));
}

#[tokio::test]
async fn a_spool_that_another_relay_has_open_is_an_error_at_the_start() {
    let folder = Folder::new("spool-two");
    let _first = start_on(&folder).await;
    let error = Relay::bind(on_disk(&folder, Limits::default()))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, StartError::Spool { .. }), "{error}");
}

#[tokio::test]
async fn a_spool_that_is_something_else_is_an_error_and_left_as_it_is() {
    let folder = Folder::new("spool-else");
    std::fs::create_dir_all(spool_of(folder.path())).unwrap();
    let file = spool_of(folder.path()).join("spool.redb");
    std::fs::write(&file, b"a letter to the mayor").unwrap();
    let error = Relay::bind(on_disk(&folder, Limits::default()))
        .await
        .err()
        .unwrap();
    assert!(matches!(error, StartError::Spool { .. }), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"a letter to the mayor");
}
