//! A relay in this process, writers with keys of their own, and clients that speak by hand: what
//! a test sends is exactly what it says.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use yoriai_relay::{Limits, Proxy, Relay, Settings, SpoolError};
use yoriai_wire::{
    ClientMessage, Code, DeviceId, Frame, FrameHash, FrameKind, Header, RelayMessage, RoomId, Seq,
    SigningKey, VERSION, Vector,
};

use crate::folder::Folder;

/// Long enough for a busy machine; only a test that fails waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A relay that runs until the test is over.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) metrics: Option<SocketAddr>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<Result<(), SpoolError>>,
    /// Where it keeps things, gone with it.
    _spool: Option<Folder>,
}

pub(crate) fn settings(limits: Limits) -> Settings {
    Settings {
        listen: ([127, 0, 0, 1], 0).into(),
        app: None,
        proxy: Proxy::None,
        tls: None,
        tokens: None,
        metrics: None,
        spool: None,
        limits,
    }
}

pub(crate) async fn start(settings: Settings) -> Running {
    let relay = Relay::bind(settings).await.unwrap();
    let (address, metrics) = (relay.address(), relay.metrics_address());
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(relay.run(async {
        let _ = stopped.await;
    }));
    Running {
        address,
        metrics,
        stop: Some(stop),
        task,
        _spool: None,
    }
}

pub(crate) async fn start_usual() -> Running {
    start(settings(Limits::default())).await
}

/// The same relay twice: one that keeps everything in memory, one that keeps it on a disk. Whoever
/// talks to them notices no difference.
pub(crate) async fn in_memory_and_on_disk(name: &str, limits: Limits) -> [Running; 2] {
    let folder = Folder::new(name);
    let on_disk = Settings {
        spool: Some(folder.path().join("spool")),
        ..settings(limits.clone())
    };
    let memory = start(settings(limits)).await;
    let mut disk = start(on_disk).await;
    disk._spool = Some(folder);
    [memory, disk]
}

impl Running {
    pub(crate) async fn stop(mut self) {
        self.ask_to_stop();
        self.stopped().await;
    }

    pub(crate) fn ask_to_stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    pub(crate) async fn stopped(self) {
        timeout(PATIENCE, self.task)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
    }
}

/// Somebody with the key of a room, writing on one device.
#[derive(Clone)]
pub(crate) struct Writer {
    key: SigningKey,
    pub(crate) device: DeviceId,
    pub(crate) seq: Seq,
    previous: FrameHash,
}

impl Writer {
    pub(crate) fn new(room: u8, device: u8) -> Self {
        Self {
            key: SigningKey::from_seed(&[room; 32]),
            device: DeviceId([device; 8]),
            seq: Seq::NONE,
            previous: [0; 32],
        }
    }

    pub(crate) fn room(&self) -> RoomId {
        RoomId::of(&self.key.verifying_key())
    }

    pub(crate) fn hello(&self, vector: Vector) -> ClientMessage {
        let key = *self.key.verifying_key().as_bytes();
        ClientMessage::Hello {
            version: VERSION,
            room: self.room(),
            key,
            vector,
            token: None,
        }
    }

    /// Hello with an access token, from somebody who holds nothing yet.
    pub(crate) fn hello_with(&self, given: &str) -> ClientMessage {
        let mut hello = self.hello(Vector::new());
        if let ClientMessage::Hello { token, .. } = &mut hello {
            *token = Some(given.to_owned());
        }
        hello
    }

    pub(crate) fn header(&self, kind: FrameKind) -> Header {
        let whisper = kind == FrameKind::Whisper;
        Header {
            room: self.room(),
            epoch: 0,
            kind,
            device: self.device,
            seq: if whisper { Seq::NONE } else { self.seq.next() },
            previous: if whisper { [0; 32] } else { self.previous },
            cover: None,
        }
    }

    pub(crate) fn sign(&self, header: Header, body: &[u8]) -> Vec<u8> {
        Frame::sign(header, body.to_vec(), &self.key).encode()
    }

    /// The writer's next frame; the writer goes on after it.
    pub(crate) fn frame(&mut self, kind: FrameKind, cover: Option<Vector>, body: &[u8]) -> Vec<u8> {
        let encoded = self.sign(
            Header {
                cover,
                ..self.header(kind)
            },
            body,
        );
        if kind != FrameKind::Whisper {
            self.seq = self.seq.next();
            self.previous = Frame::hash(&encoded);
        }
        encoded
    }

    pub(crate) fn changes(&mut self, body: &[u8]) -> Vec<u8> {
        self.frame(FrameKind::Changes, None, body)
    }

    pub(crate) fn checkpoint(&mut self, cover: Vector, body: &[u8]) -> Vec<u8> {
        self.frame(FrameKind::Checkpoint, Some(cover), body)
    }

    pub(crate) fn ack(&self) -> RelayMessage {
        RelayMessage::Ack {
            device: self.device,
            seq: self.seq,
        }
    }

    /// The refusal of the writer's last frame.
    pub(crate) fn refusal(&self, code: Code) -> RelayMessage {
        RelayMessage::Refuse {
            code,
            device: self.device,
            seq: self.seq,
        }
    }
}

pub(crate) fn vector(entries: &[(&Writer, u64)]) -> Vector {
    entries
        .iter()
        .map(|(writer, seq)| (writer.device, Seq(*seq)))
        .collect()
}

/// A socket, and nothing that would do anything by itself.
pub(crate) struct Client {
    pub(crate) socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        Self::try_connect(address).await.unwrap()
    }

    /// An error when the relay isn't there.
    pub(crate) async fn try_connect(address: SocketAddr) -> Result<Self, tungstenite::Error> {
        // The library's own choice of 128 KiB is too much for a thousand of them.
        let config = WebSocketConfig::default().read_buffer_size(4096);
        let url = format!("ws://{address}/sync");
        let (socket, _) = connect_async_with_config(url, Some(config), true).await?;
        Ok(Self { socket })
    }

    /// Connects, says hello with an empty vector, and reads until it is caught up.
    pub(crate) async fn join(address: SocketAddr, writer: &Writer) -> Self {
        let mut client = Self::connect(address).await;
        client.hello(writer, Vector::new()).await;
        client
    }

    /// Says hello; the relay's vector and the frames that it sends.
    pub(crate) async fn hello(&mut self, writer: &Writer, held: Vector) -> (Vector, Vec<Vec<u8>>) {
        self.say(&writer.hello(held)).await;
        let RelayMessage::Welcome { vector } = self.hear().await else {
            panic!("no welcome")
        };
        (vector, self.until_caught_up().await)
    }

    pub(crate) async fn until_caught_up(&mut self) -> Vec<Vec<u8>> {
        let mut frames = Vec::new();
        loop {
            match self.hear().await {
                RelayMessage::Deliver(frame) => frames.push(frame),
                RelayMessage::CaughtUp => return frames,
                other => panic!("{other:?} while catching up"),
            }
        }
    }

    pub(crate) async fn send(&mut self, bytes: Vec<u8>) {
        self.socket
            .send(Message::Binary(bytes.into()))
            .await
            .unwrap();
    }

    pub(crate) async fn say(&mut self, message: &ClientMessage) {
        self.send(message.encode()).await;
    }

    pub(crate) async fn post(&mut self, frame: Vec<u8>) {
        self.say(&ClientMessage::Post(frame)).await;
    }

    /// Posts a frame and waits for its ack.
    pub(crate) async fn post_new(&mut self, writer: &mut Writer, body: &[u8]) -> Vec<u8> {
        let frame = writer.changes(body);
        self.post(frame.clone()).await;
        assert_eq!(self.hear().await, writer.ack());
        frame
    }

    /// The next message; pings are not for us.
    pub(crate) async fn hear(&mut self) -> RelayMessage {
        match self.hear_or_end().await {
            Some(message) => message,
            None => panic!("the relay closed the socket"),
        }
    }

    /// The next message, or `None` when the relay has closed.
    pub(crate) async fn hear_or_end(&mut self) -> Option<RelayMessage> {
        loop {
            let next = timeout(PATIENCE, self.socket.next())
                .await
                .expect("the relay says nothing");
            match next {
                Some(Ok(Message::Binary(bytes))) => {
                    return Some(RelayMessage::decode(&bytes).unwrap());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                None | Some(Ok(Message::Close(_))) => return None,
                Some(Err(
                    tungstenite::Error::ConnectionClosed | tungstenite::Error::Protocol(_),
                )) => {
                    return None;
                }
                other => panic!("{other:?}"),
            }
        }
    }

    /// The next ping, and nothing before it.
    pub(crate) async fn hear_ping(&mut self) {
        let next = timeout(PATIENCE, self.socket.next())
            .await
            .expect("the relay says nothing");
        assert!(matches!(next, Some(Ok(Message::Ping(_)))), "{next:?}");
    }

    /// Reads a bye with this code, and the end.
    pub(crate) async fn hear_bye(&mut self, expected: Code) {
        self.hear_bye_and_pause(expected).await;
    }

    /// The same, and the pause that it names.
    pub(crate) async fn hear_bye_and_pause(&mut self, expected: Code) -> Duration {
        loop {
            match self.hear().await {
                RelayMessage::Bye {
                    code,
                    retry_after_ms,
                } => {
                    assert_eq!(code, expected);
                    assert!(
                        retry_after_ms > 0,
                        "who comes back at once comes back in vain"
                    );
                    assert_eq!(self.hear_or_end().await, None);
                    return Duration::from_millis(retry_after_ms.into());
                }
                RelayMessage::Refuse { .. } | RelayMessage::Ack { .. } => {}
                other => panic!("{other:?} instead of bye"),
            }
        }
    }
}

/// Two who behave, in a room of their own or in that of somebody who doesn't.
pub(crate) struct Pair {
    alice: (Client, Writer),
    bob: Client,
}

impl Pair {
    pub(crate) async fn join(address: SocketAddr, room: u8) -> Self {
        let writer = Writer::new(room, 0xa1);
        let bob = Client::join(address, &writer).await;
        Self {
            alice: (Client::join(address, &writer).await, writer),
            bob,
        }
    }

    /// Fails when one of them notices that there is somebody else.
    pub(crate) async fn goes_on(&mut self) {
        let (client, writer) = &mut self.alice;
        let frame = client.post_new(writer, b"what was said at the hall").await;
        assert_eq!(self.bob.hear().await, RelayMessage::Deliver(frame));
    }
}

impl Pair {
    /// Both read a frame that somebody else posted.
    pub(crate) async fn both_hear_a_frame(&mut self) {
        for client in [&mut self.alice.0, &mut self.bob] {
            assert!(matches!(client.hear().await, RelayMessage::Deliver(_)));
        }
    }
}

impl Client {
    /// Posts; an error when the relay is gone.
    pub(crate) async fn try_post(&mut self, frame: Vec<u8>) -> Result<(), tungstenite::Error> {
        self.socket
            .send(Message::Binary(ClientMessage::Post(frame).encode().into()))
            .await
    }
}
