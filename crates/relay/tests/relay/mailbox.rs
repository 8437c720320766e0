//! What is posted reaches everybody in the room, now or later.

use std::num::NonZeroU32;

use yoriai_relay::Limits;
use yoriai_wire::{ClientMessage, Code, DeviceId, FrameKind, RelayMessage, Seq, Vector};

use crate::party::{Client, Writer, in_memory_and_on_disk, start_usual, vector};

#[tokio::test]
async fn what_one_posts_the_other_gets() {
    for relay in in_memory_and_on_disk("what_one_posts_the_other_gets", Limits::default()).await {
        let mut writer = Writer::new(1, 1);
        let mut bob = Client::join(relay.address, &writer).await;
        let mut alice = Client::join(relay.address, &writer).await;
        let frame = alice.post_new(&mut writer, b"one").await;
        assert_eq!(bob.hear().await, RelayMessage::Deliver(frame.clone()));

        let mut late = Client::connect(relay.address).await;
        let (held, frames) = late.hello(&writer, Vector::new()).await;
        assert_eq!((held, frames), (vector(&[(&writer, 1)]), vec![frame]));
    }
}

#[tokio::test]
async fn rooms_do_not_hear_each_other() {
    for relay in in_memory_and_on_disk("rooms_do_not_hear_each_other", Limits::default()).await {
        let (mut here, there) = (Writer::new(1, 1), Writer::new(2, 1));
        let mut alice = Client::join(relay.address, &here).await;
        let mut stranger = Client::join(relay.address, &there).await;
        alice.post_new(&mut here, b"one").await;
        stranger
            .say(&ClientMessage::Fetch {
                vector: Vector::new(),
            })
            .await;
        assert!(stranger.until_caught_up().await.is_empty());
    }
}

#[tokio::test]
async fn a_device_gets_what_its_vector_lacks() {
    for relay in
        in_memory_and_on_disk("a_device_gets_what_its_vector_lacks", Limits::default()).await
    {
        let (mut one, mut two) = (Writer::new(1, 1), Writer::new(1, 2));
        let mut alice = Client::join(relay.address, &one).await;
        let mut frames = Vec::new();
        for body in [b"a", b"b", b"c"] {
            frames.push(alice.post_new(&mut one, body).await);
        }
        frames.push(alice.post_new(&mut two, b"d").await);

        let mut bob = Client::connect(relay.address).await;
        let (held, sent) = bob.hello(&one, vector(&[(&one, 2)])).await;
        assert_eq!(held, vector(&[(&one, 3), (&two, 1)]));
        assert_eq!(sent, frames[2..]);

        bob.say(&ClientMessage::Fetch {
            vector: vector(&[(&one, 3)]),
        })
        .await;
        assert_eq!(bob.until_caught_up().await, frames[3..]);
    }
}

#[tokio::test]
async fn many_frames_arrive_once_each_and_in_order() {
    // As fast as the machine is: how much a room may say in a second is another test's matter.
    let limits = Limits {
        frames_per_second_per_room: NonZeroU32::MAX,
        ..Limits::default()
    };
    for relay in in_memory_and_on_disk("many_frames", limits).await {
        // One socket each, because one alone would be too fast.
        let mut all = Vec::new();
        for device in 1..=60 {
            let mut writer = Writer::new(1, device);
            let mut client = Client::connect(relay.address).await;
            let everything = (1..device)
                .map(|name| (DeviceId([name; 8]), Seq(20)))
                .collect();
            assert!(client.hello(&writer, everything).await.1.is_empty());
            for _ in 0..20 {
                all.push(client.post_new(&mut writer, &[0; 300]).await);
            }
        }
        let mut late = Client::connect(relay.address).await;
        let (_, sent) = late.hello(&Writer::new(1, 99), Vector::new()).await;
        assert_eq!(sent, all);
    }
}

#[tokio::test]
async fn the_same_frame_again_is_acked_and_not_delivered_again() {
    for relay in in_memory_and_on_disk(
        "the_same_frame_again_is_acked_and_not_delivered_again",
        Limits::default(),
    )
    .await
    {
        let mut writer = Writer::new(1, 1);
        let mut bob = Client::join(relay.address, &writer).await;
        let mut alice = Client::join(relay.address, &writer).await;
        let first = alice.post_new(&mut writer, b"one").await;
        alice.post(first.clone()).await;
        assert_eq!(alice.hear().await, writer.ack());
        let second = alice.post_new(&mut writer, b"two").await;
        assert_eq!(bob.hear().await, RelayMessage::Deliver(first));
        assert_eq!(bob.hear().await, RelayMessage::Deliver(second));
    }
}

#[tokio::test]
async fn a_whisper_is_passed_on_and_not_kept() {
    for relay in
        in_memory_and_on_disk("a_whisper_is_passed_on_and_not_kept", Limits::default()).await
    {
        let mut writer = Writer::new(1, 1);
        let mut bob = Client::join(relay.address, &writer).await;
        let mut alice = Client::join(relay.address, &writer).await;
        let whisper = writer.frame(FrameKind::Whisper, None, b"alice is in the third row");
        alice.post(whisper.clone()).await;
        assert_eq!(bob.hear().await, RelayMessage::Deliver(whisper));

        let mut late = Client::connect(relay.address).await;
        let (held, sent) = late.hello(&writer, Vector::new()).await;
        assert_eq!((held, sent), (Vector::new(), vec![]));
    }
}

#[tokio::test]
async fn a_checkpoint_counts_as_what_it_covers() {
    for relay in
        in_memory_and_on_disk("a_checkpoint_counts_as_what_it_covers", Limits::default()).await
    {
        let (mut one, gone) = (Writer::new(1, 1), Writer::new(1, 2));
        let mut alice = Client::join(relay.address, &one).await;
        // As after a restart: device two's frames are nowhere but in the checkpoint.
        let checkpoint = one.checkpoint(vector(&[(&gone, 7)]), b"the whole document");
        alice.post(checkpoint.clone()).await;
        assert_eq!(alice.hear().await, one.ack());
        let after = alice.post_new(&mut one, b"after").await;

        let mut late = Client::connect(relay.address).await;
        let (held, sent) = late.hello(&one, Vector::new()).await;
        assert_eq!(held, vector(&[(&one, 2), (&gone, 7)]));
        assert_eq!(sent, [checkpoint, after]);
    }
}

#[tokio::test]
async fn a_relay_that_lost_everything_is_refilled() {
    let mut writer = Writer::new(1, 1);
    let mut old = start_usual().await;
    let mut alice = Client::join(old.address, &writer).await;
    alice.post_new(&mut writer, b"one").await;
    old.ask_to_stop();
    alice.hear_bye(Code::Stopping).await;
    old.stopped().await;

    let relay = start_usual().await;
    let mut alice = Client::connect(relay.address).await;
    let (held, sent) = alice.hello(&writer, vector(&[(&writer, 1)])).await;
    assert_eq!(
        (held, sent),
        (Vector::new(), vec![]),
        "the client sees that the relay is empty"
    );
    let checkpoint = writer.checkpoint(vector(&[(&writer, 1)]), b"one");
    alice.post(checkpoint.clone()).await;
    assert_eq!(alice.hear().await, writer.ack());

    let mut bob = Client::connect(relay.address).await;
    let (held, sent) = bob.hello(&writer, Vector::new()).await;
    assert_eq!((held, sent), (vector(&[(&writer, 2)]), vec![checkpoint]));
}

#[tokio::test]
async fn a_closed_room_says_so_to_those_who_come_later() {
    for relay in in_memory_and_on_disk(
        "a_closed_room_says_so_to_those_who_come_later",
        Limits::default(),
    )
    .await
    {
        let mut writer = Writer::new(1, 1);
        let mut bob = Client::join(relay.address, &writer).await;
        let mut alice = Client::join(relay.address, &writer).await;
        let frame = alice.post_new(&mut writer, b"one").await;
        let closing = writer.frame(FrameKind::Closing, None, b"");
        alice.post(closing.clone()).await;
        assert_eq!(alice.hear().await, writer.ack());
        assert_eq!(bob.hear().await, RelayMessage::Deliver(frame));
        assert_eq!(bob.hear().await, RelayMessage::Deliver(closing.clone()));

        let mut other = Writer::new(1, 2);
        bob.post(other.changes(b"too late")).await;
        assert_eq!(bob.hear().await, other.refusal(Code::RoomClosed));
        let mut late = Client::connect(relay.address).await;
        assert_eq!(late.hello(&writer, Vector::new()).await.1, [closing]);
    }
}
