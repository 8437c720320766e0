//! Each refusal has its own code, and nobody else notices it: beside everyone who doesn't behave
//! sit two in the same room who do.

use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use yoriai_wire::limits::{FRAME_BYTES, MESSAGE_BYTES};
use yoriai_wire::{
    ClientMessage, Code, DeviceId, FrameKind, Header, RelayMessage, RoomId, Seq, VERSION, Vector,
};

use crate::party::{Client, PATIENCE, Pair, Running, Writer, start_usual};

/// Somebody in a room in which two others work.
struct Scene {
    _relay: Running,
    pair: Pair,
    client: Client,
    writer: Writer,
}

impl Scene {
    async fn new() -> Self {
        let relay = start_usual().await;
        let pair = Pair::join(relay.address, 1).await;
        let writer = Writer::new(1, 1);
        let client = Client::join(relay.address, &writer).await;
        Self {
            pair,
            client,
            writer,
            _relay: relay,
        }
    }

    /// Posts something, is refused, and can still go on itself.
    async fn sees_refused(mut self, frame: Vec<u8>, device: DeviceId, seq: Seq, code: Code) {
        self.client.post(frame).await;
        assert_eq!(
            self.client.hear().await,
            RelayMessage::Refuse { code, device, seq }
        );
        self.pair.goes_on().await;
        assert!(matches!(self.client.hear().await, RelayMessage::Deliver(_)));
        self.client
            .post_new(&mut self.writer, b"all the same")
            .await;
    }
}

const NOBODY: DeviceId = DeviceId([0; 8]);

#[tokio::test]
async fn bytes_that_are_no_frame_are_malformed() {
    let scene = Scene::new().await;
    scene
        .sees_refused(b"no frame".to_vec(), NOBODY, Seq::NONE, Code::Malformed)
        .await;
}

#[tokio::test]
async fn a_frame_that_is_cut_off_is_malformed() {
    let scene = Scene::new().await;
    let mut frame = scene.writer.clone().changes(b"words");
    frame.pop();
    scene
        .sees_refused(frame, NOBODY, Seq::NONE, Code::Malformed)
        .await;
}

#[tokio::test]
async fn a_frame_larger_than_a_frame_may_be_is_too_large() {
    let scene = Scene::new().await;
    let frame = scene.writer.clone().changes(&vec![0; FRAME_BYTES]);
    scene
        .sees_refused(frame, NOBODY, Seq::NONE, Code::TooLarge)
        .await;
}

#[tokio::test]
async fn a_message_larger_than_a_message_may_be_is_too_large() {
    let mut scene = Scene::new().await;
    scene.client.send(vec![0; MESSAGE_BYTES + 1]).await;
    let refusal = RelayMessage::Refuse {
        code: Code::TooLarge,
        device: NOBODY,
        seq: Seq::NONE,
    };
    assert_eq!(scene.client.hear().await, refusal);
    scene.pair.goes_on().await;
}

#[tokio::test]
async fn a_huge_message_ends_the_conversation() {
    let mut scene = Scene::new().await;
    // The relay hangs up at the announced length; it may do so before all of it is sent.
    let _ = scene
        .client
        .socket
        .send(Message::Binary(vec![0; 3 * MESSAGE_BYTES].into()))
        .await;
    // Whether its last word arrives depends on how much of the message was on the way.
    while let Some(Ok(message)) = timeout(PATIENCE, scene.client.socket.next()).await.unwrap() {
        if let Message::Binary(bytes) = message {
            let last = RelayMessage::decode(&bytes).unwrap();
            assert!(
                matches!(
                    last,
                    RelayMessage::Bye {
                        code: Code::TooLarge,
                        ..
                    }
                ),
                "{last:?}"
            );
        }
    }
    scene.pair.goes_on().await;
}

#[tokio::test]
async fn a_frame_of_a_later_version_is_of_an_unknown_version() {
    let scene = Scene::new().await;
    let mut frame = scene.writer.clone().changes(b"words");
    // Array head and byte string head of the frame, then the header's array head: the version.
    let version = frame.iter().position(|byte| *byte == 0x88).unwrap() + 1;
    assert_eq!(frame[version], VERSION);
    frame[version] = VERSION + 1;
    scene
        .sees_refused(frame, NOBODY, Seq::NONE, Code::UnknownVersion)
        .await;
}

#[tokio::test]
async fn a_frame_for_another_room_is_foreign() {
    let scene = Scene::new().await;
    let mut foreign = Writer::new(2, 7);
    let frame = foreign.changes(b"words");
    scene
        .sees_refused(frame, foreign.device, foreign.seq, Code::ForeignRoom)
        .await;
}

#[tokio::test]
async fn a_frame_signed_by_another_key_is_badly_signed() {
    let scene = Scene::new().await;
    let header = scene.writer.header(FrameKind::Changes);
    let (device, seq) = (header.device, header.seq);
    let frame = Writer::new(2, 1).sign(header, b"forged");
    scene
        .sees_refused(frame, device, seq, Code::BadSignature)
        .await;
}

#[tokio::test]
async fn a_frame_without_a_signature_is_badly_signed() {
    let scene = Scene::new().await;
    let writer = scene.writer.clone();
    let mut frame = writer.clone().changes(b"words");
    // The signature stands last.
    let end = frame.len();
    frame[end - 64..].fill(0);
    scene
        .sees_refused(frame, writer.device, Seq(1), Code::BadSignature)
        .await;
}

#[tokio::test]
async fn a_frame_whose_body_was_changed_is_badly_signed() {
    let scene = Scene::new().await;
    let mut writer = scene.writer.clone();
    let mut frame = writer.changes(b"nine districts");
    let at = frame.windows(4).position(|bytes| bytes == b"nine").unwrap();
    frame[at] = b'f';
    scene
        .sees_refused(frame, writer.device, writer.seq, Code::BadSignature)
        .await;
}

#[tokio::test]
async fn a_whisper_is_checked_as_everything_else() {
    let scene = Scene::new().await;
    let header = scene.writer.header(FrameKind::Whisper);
    let frame = Writer::new(2, 1).sign(header, b"forged");
    let device = scene.writer.device;
    scene
        .sees_refused(frame, device, Seq::NONE, Code::BadSignature)
        .await;
}

#[tokio::test]
async fn another_frame_under_the_same_sequence_is_a_fork() {
    let mut scene = Scene::new().await;
    let mut clone = scene.writer.clone();
    scene.client.post_new(&mut scene.writer, b"mine").await;
    let frame = clone.changes(b"the restored backup's");
    let (device, seq) = (clone.device, clone.seq);
    scene.pair.both_hear_a_frame().await;
    scene.sees_refused(frame, device, seq, Code::Fork).await;
}

#[tokio::test]
async fn a_frame_that_a_checkpoint_covers_can_not_be_compared() {
    let mut scene = Scene::new().await;
    let mut lost = Writer::new(1, 9);
    let frame = lost.changes(b"posted to a relay that forgot it");
    let cover = [(lost.device, Seq(1))].into_iter().collect();
    let checkpoint = scene.writer.checkpoint(cover, b"whole");
    scene.client.post(checkpoint).await;
    assert_eq!(scene.client.hear().await, scene.writer.ack());
    scene.pair.both_hear_a_frame().await;
    scene
        .sees_refused(frame, lost.device, lost.seq, Code::Covered)
        .await;
}

#[tokio::test]
async fn a_second_hello_is_unexpected() {
    let mut scene = Scene::new().await;
    scene.client.say(&scene.writer.hello(Vector::new())).await;
    let refusal = RelayMessage::Refuse {
        code: Code::Unexpected,
        device: NOBODY,
        seq: Seq::NONE,
    };
    assert_eq!(scene.client.hear().await, refusal);
    scene.pair.goes_on().await;
}

#[tokio::test]
async fn text_and_noise_are_refused_a_few_times_and_then_it_is_over() {
    let mut scene = Scene::new().await;
    scene
        .client
        .socket
        .send(Message::text("hello?"))
        .await
        .unwrap();
    scene.client.send(vec![]).await;
    scene.client.send(vec![0xff; 100]).await;
    scene.client.send(b"\x82\x02".to_vec()).await;
    scene.client.send(vec![0x9f; 100]).await;
    let refusal = RelayMessage::Refuse {
        code: Code::Malformed,
        device: NOBODY,
        seq: Seq::NONE,
    };
    for _ in 0..5 {
        assert_eq!(scene.client.hear().await, refusal);
    }
    scene.client.hear_bye(Code::Malformed).await;
    scene.pair.goes_on().await;
}

#[tokio::test]
async fn a_forger_is_hung_up_on() {
    let mut scene = Scene::new().await;
    let stranger = Writer::new(2, 1);
    for _ in 0..5 {
        let header = scene.writer.header(FrameKind::Changes);
        scene.client.post(stranger.sign(header, b"forged")).await;
    }
    scene.client.hear_bye(Code::BadSignature).await;
    scene.pair.goes_on().await;
}

#[tokio::test]
async fn a_frame_of_the_wrong_shape_is_malformed() {
    let scene = Scene::new().await;
    let writer = scene.writer.clone();
    let first_with_a_predecessor = Header {
        previous: [1; 32],
        ..writer.header(FrameKind::Changes)
    };
    let frame = writer.sign(first_with_a_predecessor, b"words");
    scene
        .sees_refused(frame, NOBODY, Seq::NONE, Code::Malformed)
        .await;
}

/// Somebody who says this first, and hears only bye.
async fn is_turned_away(message: ClientMessage, code: Code) {
    let relay = start_usual().await;
    let mut pair = Pair::join(relay.address, 1).await;
    let mut client = Client::connect(relay.address).await;
    client.say(&message).await;
    client.hear_bye(code).await;
    pair.goes_on().await;
}

fn hello() -> (RoomId, [u8; 32]) {
    let ClientMessage::Hello { room, key, .. } = Writer::new(1, 1).hello(Vector::new()) else {
        unreachable!("hello is hello")
    };
    (room, key)
}

#[tokio::test]
async fn a_post_before_hello_is_unexpected() {
    let frame = Writer::new(1, 1).changes(b"words");
    is_turned_away(ClientMessage::Post(frame), Code::Unexpected).await;
}

#[tokio::test]
async fn a_hello_of_a_later_version_is_of_an_unknown_version() {
    let (room, key) = hello();
    let hello = ClientMessage::Hello {
        version: 9,
        room,
        key,
        vector: Vector::new(),
        token: None,
    };
    is_turned_away(hello, Code::UnknownVersion).await;
}

#[tokio::test]
async fn who_knows_only_the_room_and_not_its_key_stays_out() {
    let (room, _) = hello();
    let key = match Writer::new(2, 1).hello(Vector::new()) {
        ClientMessage::Hello { key, .. } => key,
        other => panic!("{other:?}"),
    };
    let hello = ClientMessage::Hello {
        version: VERSION,
        room,
        key,
        vector: Vector::new(),
        token: None,
    };
    is_turned_away(hello, Code::BadKey).await;
}

#[tokio::test]
async fn a_weak_key_opens_no_room() {
    let key = [0; 32];
    let hello = ClientMessage::Hello {
        version: VERSION,
        room: hello().0,
        key,
        vector: Vector::new(),
        token: None,
    };
    is_turned_away(hello, Code::BadKey).await;
}
