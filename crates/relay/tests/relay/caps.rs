//! The caps hold, each says what it is, and nobody waits for somebody else's.

use std::num::NonZeroU32;
use std::time::Duration;

use yoriai_relay::Limits;
use yoriai_wire::{ClientMessage, Code, FrameKind, RelayMessage, Vector};

use crate::party::{Client, Pair, Writer, settings, start, vector};

fn number(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).unwrap()
}

#[tokio::test]
async fn a_full_room_refuses_until_a_checkpoint_empties_it() {
    let limits = Limits {
        room_bytes: 10_000,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut pair = Pair::join(relay.address, 2).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    let mut kept = 0;
    let refused = loop {
        let frame = writer.changes(&[0; 1000]);
        client.post(frame.clone()).await;
        if client.hear().await != writer.ack() {
            break frame;
        }
        kept += 1;
        assert!(kept < 10, "the cap is nowhere");
    };
    assert!(kept >= 7, "the cap came early, after {kept}");
    pair.goes_on().await;

    let mut other = Writer::new(1, 2);
    client
        .post(other.checkpoint(vector(&[(&writer, kept)]), b"whole"))
        .await;
    assert_eq!(client.hear().await, other.ack());
    client.post(refused).await;
    assert_eq!(client.hear().await, writer.ack());
}

#[tokio::test]
async fn a_full_relay_refuses_and_frees_what_is_closed() {
    let limits = Limits {
        all_rooms_bytes: 10_000,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let (mut one, mut two) = (Writer::new(1, 1), Writer::new(2, 1));
    let mut first = Client::join(relay.address, &one).await;
    let mut second = Client::join(relay.address, &two).await;
    for _ in 0..3 {
        first.post_new(&mut one, &[0; 1000]).await;
        second.post_new(&mut two, &[0; 1000]).await;
    }
    let refused = two.changes(&[0; 2500]);
    second.post(refused.clone()).await;
    assert_eq!(second.hear().await, two.refusal(Code::RelayFull));

    // Closing gets in, however full the relay is, because it frees more than it takes.
    first.post(one.frame(FrameKind::Closing, None, b"")).await;
    assert_eq!(first.hear().await, one.ack());
    second.post(refused).await;
    assert_eq!(second.hear().await, two.ack());
}

#[tokio::test]
async fn a_full_relay_takes_a_checkpoint_that_makes_its_room_smaller() {
    let limits = Limits {
        all_rooms_bytes: 10_000,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    for _ in 0..7 {
        client.post_new(&mut writer, &[0; 1000]).await;
    }
    let mut other = Writer::new(1, 2);
    client
        .post(other.checkpoint(Vector::new(), &[0; 3000]))
        .await;
    assert_eq!(
        client.hear().await,
        other.refusal(Code::RelayFull),
        "it would free nothing"
    );
    let mut other = Writer::new(1, 2);
    client
        .post(other.checkpoint(vector(&[(&writer, 7)]), &[0; 3000]))
        .await;
    assert_eq!(client.hear().await, other.ack());
    client.post_new(&mut writer, &[0; 1000]).await;
}

#[tokio::test]
async fn who_is_too_fast_is_told_and_may_send_it_again() {
    let limits = Limits {
        frames_per_second_per_socket: number(5),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut pair = Pair::join(relay.address, 2).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    let frames: Vec<Vec<u8>> = (0..40).map(|_| writer.changes(b"words")).collect();
    for frame in &frames {
        client.post(frame.clone()).await;
    }
    let mut refused = 0;
    for _ in &frames {
        match client.hear().await {
            RelayMessage::Ack { .. } => {}
            RelayMessage::Refuse {
                code: Code::TooFast,
                ..
            } => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(refused > 0);
    pair.goes_on().await;
    // The last one was certainly refused, if any was.
    loop {
        client.post(frames[39].clone()).await;
        match client.hear().await {
            RelayMessage::Refuse {
                code: Code::TooFast,
                ..
            } => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            answer => break assert_eq!(answer, writer.ack()),
        }
    }
}

#[tokio::test]
async fn who_never_stops_being_too_fast_is_hung_up_on() {
    let limits = Limits {
        frames_per_second_per_socket: number(1),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut writer = Writer::new(1, 1);
    let mut client = Client::join(relay.address, &writer).await;
    let frame = writer.changes(b"words");
    for _ in 0..2000 {
        // After the relay has hung up this may fail, which is what is waited for.
        if client.try_post(frame.clone()).await.is_err() {
            break;
        }
    }
    client.hear_bye(Code::TooFast).await;
}

#[tokio::test]
async fn a_room_has_a_pace_of_its_own() {
    let limits = Limits {
        frames_per_second_per_room: number(3),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut refused = 0;
    for device in 1..=8 {
        let mut writer = Writer::new(1, device);
        let mut client = Client::join(relay.address, &writer).await;
        client.post(writer.changes(b"words")).await;
        let answer = client.hear().await;
        if answer == writer.refusal(Code::TooFast) {
            refused += 1;
        } else {
            assert_eq!(answer, writer.ack());
        }
    }
    assert!(refused > 0);
    let mut elsewhere = Writer::new(2, 1);
    Client::join(relay.address, &elsewhere)
        .await
        .post_new(&mut elsewhere, b"words")
        .await;
}

#[tokio::test]
async fn one_address_has_so_many_sockets_and_not_more() {
    let limits = Limits {
        sockets_per_address: 2,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut pair = Pair::join(relay.address, 1).await;
    Client::connect(relay.address)
        .await
        .hear_bye(Code::TooManySockets)
        .await;
    pair.goes_on().await;
    drop(pair);
    // The relay notices a moment later that they are gone.
    loop {
        let mut client = Client::connect(relay.address).await;
        client.say(&Writer::new(1, 1).hello(Vector::new())).await;
        if matches!(client.hear().await, RelayMessage::Welcome { .. }) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn one_address_opens_so_many_rooms_and_not_more() {
    let limits = Limits {
        rooms_per_address: 1,
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut pair = Pair::join(relay.address, 1).await;
    let mut client = Client::connect(relay.address).await;
    client.say(&Writer::new(2, 1).hello(Vector::new())).await;
    client.hear_bye(Code::TooManyRooms).await;
    pair.goes_on().await;
    Client::join(relay.address, &Writer::new(1, 1)).await;
}

#[tokio::test]
async fn who_says_nothing_at_first_is_not_waited_for() {
    let limits = Limits {
        hello_timeout: Duration::from_millis(50),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    Client::connect(relay.address)
        .await
        .hear_bye(Code::TooSlow)
        .await;
}

#[tokio::test]
async fn who_does_not_even_answer_a_ping_is_given_up() {
    let limits = Limits {
        idle_timeout: Duration::from_millis(300),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut client = Client::join(relay.address, &Writer::new(1, 1)).await;
    // A client that doesn't read answers no ping: the answers are written while reading.
    tokio::time::sleep(Duration::from_millis(1500)).await;
    client.hear_bye(Code::TooSlow).await;
}

#[tokio::test]
async fn who_answers_pings_may_be_silent() {
    let limits = Limits {
        idle_timeout: Duration::from_millis(300),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut writer = Writer::new(1, 1);
    let mut bob = Client::join(relay.address, &writer).await;
    // More of them than may go unanswered; they are answered while reading.
    for _ in 0..7 {
        bob.hear_ping().await;
    }
    let heard = tokio::spawn(async move { bob.hear().await });
    let mut alice = Client::join(relay.address, &writer).await;
    let frame = alice.post_new(&mut writer, b"words").await;
    assert_eq!(heard.await.unwrap(), RelayMessage::Deliver(frame));
}

#[tokio::test]
async fn a_slow_reader_is_told_to_fetch_and_loses_nothing() {
    let limits = Limits {
        queued_frames: 4,
        frames_per_second_per_socket: number(10_000),
        frames_per_second_per_room: number(10_000),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut writer = Writer::new(1, 1);
    let mut slow = Client::join(relay.address, &writer).await;
    let mut quick = Client::join(relay.address, &writer).await;
    // More than the system buffers for a socket that isn't read.
    let mut posted = Vec::new();
    for _ in 0..40 {
        posted.push(quick.post_new(&mut writer, &vec![7; 500_000]).await);
    }

    let mut got = Vec::new();
    loop {
        match slow.hear().await {
            RelayMessage::Deliver(frame) => got.push(frame),
            RelayMessage::FetchAgain => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(got.len() < posted.len(), "nothing was left out");
    assert_eq!(got, posted[..got.len()], "what came before is whole");
    slow.say(&ClientMessage::Fetch {
        vector: vector(&[(&writer, got.len() as u64)]),
    })
    .await;
    loop {
        match slow.hear().await {
            RelayMessage::Deliver(frame) => got.push(frame),
            RelayMessage::FetchAgain => {}
            RelayMessage::CaughtUp => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(got, posted);
}
