//! The caps hold, each says what it is, and nobody waits for somebody else's.

use std::num::NonZeroU32;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use yoriai_relay::{Limits, Settings};
use yoriai_wire::{ClientMessage, Code, FrameKind, RelayMessage, Vector};

use crate::metrics::samples;
use crate::party::{
    Client, PATIENCE, Pair, Writer, in_memory_and_on_disk, settings, start, vector,
};

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
async fn one_address_has_so_many_idle_connections_and_not_more() {
    let limits = Limits {
        connections_per_address: 2,
        // Not what closes them here.
        header_timeout: Duration::from_secs(60 * 60),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    // Sockets are counted by themselves.
    let mut pair = Pair::join(relay.address, 1).await;
    let mut idle = FuturesUnordered::new();
    for _ in 0..5 {
        let mut stream = TcpStream::connect(relay.address).await.unwrap();
        idle.push(async move { stream.read(&mut [0; 1]).await });
    }
    for _ in 0..3 {
        let closed = timeout(PATIENCE, idle.next()).await.unwrap().unwrap();
        assert!(matches!(closed, Ok(0) | Err(_)), "{closed:?}");
    }
    pair.goes_on().await;
    drop(idle);
    // The relay notices a moment later that they are gone.
    while Client::try_connect(relay.address).await.is_err() {
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

#[tokio::test]
async fn who_sends_a_byte_now_and_then_is_not_waited_for() {
    let limits = Limits {
        header_timeout: Duration::from_millis(300),
        ..Limits::default()
    };
    let relay = start(settings(limits)).await;
    let mut pair = Pair::join(relay.address, 1).await;
    let mut loris = TcpStream::connect(relay.address).await.unwrap();
    let mut request = b"GET /sync HTTP/1.1\r\nX-Slow: "
        .iter()
        .chain(std::iter::repeat(&b'x'));
    // Either writing fails at last, or reading says that it is over.
    let ended = async {
        loop {
            let mut answer = [0; 512];
            tokio::select! {
                read = loris.read(&mut answer) => match read {
                    Ok(0) | Err(_) => return,
                    Ok(_) => {}
                },
                () = tokio::time::sleep(Duration::from_millis(20)) => {
                    let byte = request.next().copied().unwrap();
                    if loris.write_all(&[byte]).await.is_err() {
                        return;
                    }
                }
            }
        }
    };
    timeout(PATIENCE, ended)
        .await
        .expect("it is still waited for");
    pair.goes_on().await;
}

#[tokio::test]
async fn who_never_reads_is_given_up_and_holds_nobody_up() {
    let limits = Limits {
        idle_timeout: Duration::from_secs(3),
        frames_per_second_per_socket: number(100_000),
        frames_per_second_per_room: number(100_000),
        ..Limits::default()
    };
    let relay = start(Settings {
        metrics: Some(([127, 0, 0, 1], 0).into()),
        ..settings(limits)
    })
    .await;
    let mut writer = Writer::new(1, 1);
    let _stalls = Client::join(relay.address, &writer).await;
    let mut author = Client::join(relay.address, &writer).await;
    // Far more than the system takes for it, and than the relay queues.
    for _ in 0..30 {
        author.post_new(&mut writer, &vec![7; 900_000]).await;
    }
    let sockets = async {
        // The author reads, and so answers the relay's pings.
        loop {
            let more = author.post_new(&mut writer, b"more");
            more.await;
            if samples(relay.metrics.unwrap()).await.1["yoriai_sockets"] == 1 {
                return;
            }
        }
    };
    timeout(PATIENCE, sockets).await.expect("it is still there");
}

#[tokio::test]
async fn a_checkpoint_that_lies_about_its_cover_takes_nothing_from_anybody() {
    for relay in in_memory_and_on_disk("lies", Limits::default()).await {
        let mut writer = Writer::new(1, 1);
        let mut liar = Writer::new(1, 2);
        let mut client = Client::join(relay.address, &writer).await;
        let mut frames = Vec::new();
        for body in [b"a", b"b", b"c"] {
            frames.push(client.post_new(&mut writer, body).await);
        }
        // It claims to hold what there is, and what isn't written yet.
        let lie = liar.checkpoint(vector(&[(&writer, 5)]), b"nothing at all");
        client.post(lie.clone()).await;
        assert_eq!(client.hear().await, liar.ack());
        let mut late = Client::connect(relay.address).await;
        let (_, sent) = late.hello(&writer, Vector::new()).await;
        // The lie comes first, because what it claims beyond the frames could only be in it.
        frames.insert(0, lie);
        assert_eq!(
            sent, frames,
            "what is covered is there for a day all the same"
        );
        // The author is told, and writes on under another name.
        client.post(writer.changes(b"d")).await;
        assert_eq!(client.hear().await, writer.refusal(Code::Covered));
        let mut anew = Writer::new(1, 3);
        client.post_new(&mut anew, b"d").await;
    }
}

#[tokio::test]
async fn a_frame_that_somebody_else_replays_changes_nothing() {
    for relay in in_memory_and_on_disk("replay", Limits::default()).await {
        let mut writer = Writer::new(1, 1);
        let mut author = Client::join(relay.address, &writer).await;
        let mut replays = Client::join(relay.address, &writer).await;
        let first = author.post_new(&mut writer, b"first").await;
        let second = author.post_new(&mut writer, b"second").await;
        for frame in [&first, &second] {
            assert_eq!(replays.hear().await, RelayMessage::Deliver(frame.clone()));
        }
        for _ in 0..5 {
            replays.post(first.clone()).await;
            assert!(matches!(replays.hear().await, RelayMessage::Ack { .. }));
        }
        let third = replays.post_new(&mut writer, b"third").await;
        assert_eq!(author.hear().await, RelayMessage::Deliver(third.clone()));
        let mut late = Client::connect(relay.address).await;
        let (_, sent) = late.hello(&writer, Vector::new()).await;
        assert_eq!(sent, [first, second, third]);
    }
}
