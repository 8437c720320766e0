//! The model relay of the simulated network says what the real one says. Both get the same random
//! messages, the real one over sockets on loopback, and their answers are compared.
//!
//! Caps are left out: the real relay counts bytes and time in its own way, and has tests for both.
//!
//! `YORIAI_SEED=17` plays one history again, `YORIAI_SCHEDULES=5000` plays more of them.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use yoriai_relay::{Limits, Proxy, Settings};
use yoriai_sync::wire::{
    ClientMessage, Frame, FrameHash, FrameKind, Header, RelayMessage, RoomId, SigningKey, VERSION,
};
use yoriai_sync::{DeviceId, Seq, Vector};
use yoriai_testkit::network::random::Random;
use yoriai_testkit::network::relay::Relay;

/// Long enough for a busy machine; only a test that fails waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sockets at once, half of them in each of two rooms.
const SOCKETS: usize = 4;

/// Refusals of what no honest client sends, after which the real relay hangs up: one fewer.
const STRIKES: u32 = 4;

/// One who writes in a room: under one id, numbers and hashes as they should be.
struct Author {
    device: DeviceId,
    seq: Seq,
    previous: FrameHash,
}

struct Room {
    key: SigningKey,
    authors: Vec<Author>,
    /// Every frame that anybody ever made here, good ones and others.
    made: Vec<Vec<u8>>,
    is_closed: bool,
}

impl Room {
    fn new(random: &mut Random) -> Room {
        let author = |random: &mut Random| Author {
            device: DeviceId(random.bytes()),
            seq: Seq::NONE,
            previous: [0; 32],
        };
        Room {
            key: SigningKey::from_seed(&random.bytes()),
            authors: (0..3).map(|_| author(random)).collect(),
            made: Vec::new(),
            is_closed: false,
        }
    }

    fn id(&self) -> RoomId {
        RoomId::of(&self.key.verifying_key())
    }

    /// A vector that holds some of what was written, and sometimes more.
    fn some_vector(&self, random: &mut Random) -> Vector {
        let mut vector = Vector::new();
        for author in &self.authors {
            let seq = match random.below(4) {
                0 => 0,
                1 => author.seq.0,
                _ => random.below(author.seq.0 + 2),
            };
            vector.raise(author.device, Seq(seq));
        }
        vector
    }

    fn frame(&mut self, random: &mut Random, kind: FrameKind, cover: Option<Vector>) -> Vec<u8> {
        let id = self.id();
        let at = random.below(self.authors.len() as u64) as usize;
        let author = &mut self.authors[at];
        let whisper = kind == FrameKind::Whisper;
        // Now and then a number is left out, or used a second time.
        let seq = match random.below(12) {
            0 => author.seq.next().next(),
            1 if author.seq > Seq::NONE => author.seq,
            _ => author.seq.next(),
        };
        let previous = if seq == Seq(1) {
            [0; 32]
        } else {
            author.previous
        };
        let previous = if seq > Seq(1) && previous == [0; 32] {
            [1; 32]
        } else {
            previous
        };
        let header = Header {
            room: id,
            epoch: 1,
            kind,
            device: author.device,
            seq: if whisper { Seq::NONE } else { seq },
            previous: if whisper { [0; 32] } else { previous },
            cover,
        };
        let body = random.bytes::<16>().to_vec();
        let bytes = Frame::sign(header, body, &self.key).encode();
        if !whisper {
            author.seq = author.seq.max(seq);
            author.previous = Frame::hash(&bytes);
            self.made.push(bytes.clone());
        }
        bytes
    }
}

/// A socket to the real relay.
struct Line {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    strikes: u32,
}

impl Line {
    async fn connect(address: SocketAddr) -> Line {
        let url = format!("ws://{address}/sync");
        let (socket, _) = connect_async(url).await.unwrap();
        Line { socket, strikes: 0 }
    }

    async fn say(&mut self, message: &ClientMessage) {
        let message = Message::Binary(message.encode().into());
        self.socket.send(message).await.unwrap();
    }

    async fn hear(&mut self) -> RelayMessage {
        loop {
            let next = timeout(PATIENCE, self.socket.next());
            match next
                .await
                .expect("the relay says nothing")
                .unwrap()
                .unwrap()
            {
                Message::Binary(bytes) => return RelayMessage::decode(&bytes).unwrap(),
                Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
    }
}

struct Comparison {
    random: Random,
    model: Relay,
    rooms: Vec<Room>,
    lines: Vec<Line>,
    address: SocketAddr,
    /// The model's names of the sockets.
    names: Vec<u64>,
    next_name: u64,
    /// What was said and heard, for whoever has to find out why.
    story: Vec<String>,
}

impl Comparison {
    async fn new(seed: u64, address: SocketAddr) -> Comparison {
        let mut random = Random::new(seed);
        let rooms = (0..2).map(|_| Room::new(&mut random)).collect();
        let mut comparison = Comparison {
            random,
            model: Relay::default(),
            rooms,
            lines: Vec::new(),
            address,
            names: Vec::new(),
            next_name: 0,
            story: Vec::new(),
        };
        for at in 0..SOCKETS {
            comparison.lines.push(Line::connect(address).await);
            comparison.names.push(at as u64);
            comparison.hello(at).await;
        }
        comparison.next_name = SOCKETS as u64;
        comparison
    }

    fn room_of(&mut self, at: usize) -> &mut Room {
        &mut self.rooms[at % 2]
    }

    /// The room of a socket, and chance.
    fn with_chance(&mut self, at: usize) -> (&mut Room, &mut Random) {
        (&mut self.rooms[at % 2], &mut self.random)
    }

    async fn hello(&mut self, at: usize) {
        let (room, random) = self.with_chance(at);
        let vector = room.some_vector(random);
        let hello = ClientMessage::Hello {
            version: VERSION,
            room: room.id(),
            key: *room.key.verifying_key().as_bytes(),
            vector: vector.clone(),
            token: None,
        };
        self.lines[at].say(&hello).await;
        let mut said = self.model.hear(self.names[at], hello).into_iter();
        let welcome = self.lines[at].hear().await;
        let expected = said.next().map(|(_, it)| it);
        // Of a room that is closed the real relay still names all that it once had. Nobody minds: the
        // closing frame comes next, and nothing is asked for after it.
        if !self.rooms[at % 2].is_closed {
            assert_eq!(expected, Some(welcome), "welcome");
        }
        self.compare_answers(at, &vector, said.map(|(_, it)| it).collect())
            .await;
    }

    async fn fetch(&mut self, at: usize) {
        let (room, random) = self.with_chance(at);
        let vector = room.some_vector(random);
        let fetch = ClientMessage::Fetch {
            vector: vector.clone(),
        };
        self.lines[at].say(&fetch).await;
        let said = self.model.hear(self.names[at], fetch);
        self.compare_answers(at, &vector, said.into_iter().map(|(_, it)| it).collect())
            .await;
    }

    async fn compare_answers(&mut self, at: usize, held: &Vector, model: Vec<RelayMessage>) {
        let mut real = Vec::new();
        loop {
            match self.lines[at].hear().await {
                RelayMessage::Deliver(frame) => real.push(frame),
                RelayMessage::CaughtUp => break,
                other => panic!("{other:?} in an answer"),
            }
        }
        let delivered = |message: RelayMessage| match message {
            RelayMessage::Deliver(frame) => Some(frame),
            _ => None,
        };
        let model: Vec<Vec<u8>> = model.into_iter().filter_map(delivered).collect();
        let names = |frames: &[Vec<u8>]| -> Vec<String> {
            let header = |bytes: &Vec<u8>| Frame::decode(bytes).unwrap().header;
            frames
                .iter()
                .map(|it| format!("{:?}", header(it)))
                .collect()
        };
        assert_eq!(names(&real), names(&model), "to who holds {held:?}");
        assert_eq!(real, model);
        let made = &self.room_of(at).made;
        assert!(real.iter().all(|frame| made.contains(frame)));
    }

    /// Says something to both, and compares what everybody hears of it.
    async fn say(&mut self, at: usize, message: ClientMessage) {
        let closes = matches!(&message, ClientMessage::Post(frame)
            if Frame::decode(frame).is_ok_and(|frame| frame.header.kind == FrameKind::Closing));
        self.lines[at].say(&message).await;
        let mut expected: BTreeMap<u64, Vec<RelayMessage>> = BTreeMap::new();
        for (to, said) in self.model.hear(self.names[at], message) {
            expected.entry(to).or_default().push(said);
        }
        for (to, said) in expected {
            let to = self.names.iter().position(|name| *name == to).unwrap();
            for expected in said {
                let heard = self.lines[to].hear().await;
                self.story.push(format!("{at} said, {to} heard {heard:?}"));
                assert_eq!(heard, expected);
                let acked = to == at && matches!(heard, RelayMessage::Ack { .. });
                self.rooms[at % 2].is_closed |= closes && acked;
                if to == at && matches!(heard, RelayMessage::Refuse { .. }) {
                    self.lines[at].strikes += 1;
                }
            }
        }
        if self.lines[at].strikes >= STRIKES {
            self.reconnect(at).await;
        }
    }

    async fn reconnect(&mut self, at: usize) {
        self.model.leave(self.names[at]);
        self.names[at] = self.next_name;
        self.next_name += 1;
        let old = std::mem::replace(&mut self.lines[at], Line::connect(self.address).await);
        drop(old);
        self.hello(at).await;
    }

    async fn step(&mut self) {
        let at = self.random.below(SOCKETS as u64) as usize;
        let what = self.random.below(40);
        self.story.push(format!("socket {at} does {what}"));
        let (room, random) = self.with_chance(at);
        let frame = match what {
            0..=13 => room.frame(random, FrameKind::Changes, None),
            14..=18 => {
                let cover = room.some_vector(random);
                room.frame(random, FrameKind::Checkpoint, Some(cover))
            }
            19..=21 => room.frame(random, FrameKind::Whisper, None),
            22..=26 if !room.made.is_empty() => {
                let which = random.below(room.made.len() as u64) as usize;
                room.made[which].clone()
            }
            27 => {
                let mut frame = room.frame(random, FrameKind::Changes, None);
                random.damage(&mut frame);
                frame
            }
            28 => {
                let foreign = &mut self.rooms[(at + 1) % 2];
                foreign.frame(&mut self.random, FrameKind::Changes, None)
            }
            29 => room.frame(random, FrameKind::Closing, None),
            30 => return self.reconnect(at).await,
            31 => {
                let hello = ClientMessage::Hello {
                    version: VERSION,
                    room: room.id(),
                    key: *room.key.verifying_key().as_bytes(),
                    vector: Vector::new(),
                    token: None,
                };
                return self.say(at, hello).await;
            }
            _ => return self.fetch(at).await,
        };
        self.say(at, ClientMessage::Post(frame)).await;
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_model_relay_answers_as_the_real_one() {
    let limits = Limits {
        frames_per_second_per_socket: 1_000_000.try_into().unwrap(),
        frames_per_second_per_room: 1_000_000.try_into().unwrap(),
        rooms_per_address: 1_000_000,
        ..Limits::default()
    };
    let settings = Settings {
        listen: ([127, 0, 0, 1], 0).into(),
        app: None,
        proxy: Proxy::None,
        tls: None,
        tokens: None,
        metrics: None,
        spool: None,
        limits,
    };
    let relay = yoriai_relay::Relay::bind(settings).await.unwrap();
    let address = relay.address();
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(relay.run(async {
        let _ = stopped.await;
    }));
    let seeds = match number("YORIAI_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("YORIAI_SCHEDULES").unwrap_or(400) / 8,
    };
    for seed in seeds {
        let history = tokio::spawn(async move {
            let mut comparison = Comparison::new(seed, address).await;
            for _ in 0..80 {
                let step = comparison.step();
                step.await;
            }
        });
        if let Err(error) = history.await {
            panic!("YORIAI_SEED={seed}: {error}");
        }
    }
    stop.send(()).unwrap();
    timeout(PATIENCE, running).await.unwrap().unwrap().unwrap();
}
