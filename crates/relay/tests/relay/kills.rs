//! The program is killed in the midst of everything, again and again: what it acknowledged is there.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use yoriai_wire::{BlobId, ClientMessage, DeviceId, Frame, FrameKind, RelayMessage, Seq, Vector};

use crate::folder::Folder;
use crate::http::get;
use crate::party::{Client, Writer};
use crate::program::{Program, start_with};

/// As many as a developer waits for, or, in the long run, as many as the relay promises to survive.
fn kills() -> u32 {
    let schedules = std::env::var("YORIAI_SCHEDULES").ok();
    let schedules: u32 = schedules.and_then(|text| text.parse().ok()).unwrap_or(0);
    if schedules >= 1000 { 100 } else { 12 }
}

const ROOMS: u8 = 3;
const DEVICES: u8 = 2;
/// After so many kills the writers go on in new rooms, so that reading everything stays short.
const KILLS_PER_ROOM: u32 = 10;
/// Frames that a writer sends ahead of the acks.
const AHEAD: usize = 16;
const CHECKPOINT_EVERY: u64 = 40;

/// What a device has written, and what of it was acknowledged.
struct Device {
    writer: Writer,
    frames: BTreeMap<Seq, Vec<u8>>,
    acked: Vec<Seq>,
}

type Shared = Arc<Mutex<Device>>;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_outlives_a_kill_at_any_moment() {
    let folder = Folder::new("kills");
    let spool = folder.path().join("spool");
    let mut chance = Chance(0x5eed);
    let (mut acked, mut blobs) = (0, Vec::new());
    let mut all: Vec<Vec<Shared>> = Vec::new();
    for kill in 0..kills() {
        if kill % KILLS_PER_ROOM == 0 {
            // The rooms so far are read once more, after all that happened to the disk since.
            let program = start_program(&spool);
            for room in &all {
                acked += check_room(program.address, room).await;
            }
            program.kill();
            all = rooms(u8::try_from(kill / KILLS_PER_ROOM).unwrap());
        }
        let program = start_program(&spool);
        for room in &all {
            check_room(program.address, room).await;
        }
        for (id, body) in &blobs {
            let answer = get(program.address, &format!("/blobs/{id}"), "").await;
            assert!(
                answer.status() == 200 && answer.body == *body,
                "a blob is lost"
            );
        }
        let writers: Vec<JoinHandle<()>> = all
            .iter()
            .flatten()
            .map(|device| tokio::spawn(write(program.address, Arc::clone(device))))
            .collect();
        let put = tokio::spawn(put_blobs(program.address, kill));
        tokio::time::sleep(Duration::from_millis(20 + chance.next() % 250)).await;
        program.kill();
        for writer in writers {
            writer.await.unwrap();
        }
        blobs.extend(put.await.unwrap());
    }
    let program = start_program(&spool);
    for room in &all {
        acked += check_room(program.address, room).await;
    }
    program.kill();
    println!(
        "{} kills, {acked} frames acknowledged and served, {} blobs",
        kills(),
        blobs.len()
    );
    assert!(acked > 100, "hardly anything was written: {acked}");
}

fn start_program(spool: &Path) -> Program {
    let flags = [
        ("--frames-per-second-per-socket", "100000"),
        ("--frames-per-second-per-room", "100000"),
        ("--blobs-per-address", "1000000"),
        ("--room-bytes", "1000000000"),
    ];
    let mut arguments = vec![OsStr::new("--spool"), spool.as_os_str()];
    for (flag, value) in flags {
        arguments.extend([OsStr::new(flag), OsStr::new(value)]);
    }
    start_with(&arguments)
}

fn rooms(round: u8) -> Vec<Vec<Shared>> {
    let device = |room: u8, device: u8| {
        Arc::new(Mutex::new(Device {
            writer: Writer::new(1 + round * ROOMS + room, 1 + device),
            frames: BTreeMap::new(),
            acked: Vec::new(),
        }))
    };
    (0..ROOMS)
        .map(|room| (0..DEVICES).map(|name| device(room, name)).collect())
        .collect()
}

/// Reads a whole room as somebody who has nothing; how many acknowledged frames there are.
async fn check_room(address: SocketAddr, devices: &[Shared]) -> usize {
    let asks = devices[0].lock().unwrap().writer.clone();
    let mut client = Client::connect(address).await;
    let (held, sent) = client.hello(&asks, Vector::new()).await;
    let mut there: BTreeMap<(DeviceId, Seq), Vec<u8>> = BTreeMap::new();
    let mut covered = Vector::new();
    for frame in sent {
        let header = Frame::decode(&frame).unwrap().header;
        if let Some(cover) = header.cover {
            covered.raise_all(&cover);
        }
        there.insert((header.device, header.seq), frame);
    }
    let mut count = 0;
    for device in devices {
        let device = device.lock().unwrap();
        let name = device.writer.device;
        for seq in &device.acked {
            match there.get(&(name, *seq)) {
                Some(frame) => assert!(*frame == device.frames[seq], "not what was posted"),
                // An older checkpoint isn't sent to who gets a newer one.
                None => assert!(
                    covered.contains(&name, *seq),
                    "{seq} was acknowledged, and is lost"
                ),
            }
            assert!(
                held.contains(&name, *seq),
                "the relay doesn't know of {seq}"
            );
        }
        count += device.acked.len();
    }
    count
}

/// Posts again what wasn't acknowledged, then on and on, until the relay is gone.
async fn write(address: SocketAddr, device: Shared) {
    let asks = device.lock().unwrap().writer.clone();
    let Ok((socket, _)) = tokio_tungstenite::connect_async(format!("ws://{address}/sync")).await
    else {
        return;
    };
    let (mut send, mut hear) = socket.split();
    let hello = asks.hello([(asks.device, Seq(u64::MAX))].into_iter().collect());
    if send
        .send(Message::Binary(hello.encode().into()))
        .await
        .is_err()
    {
        return;
    }
    let ahead = Arc::new(Semaphore::new(AHEAD));
    let hears = tokio::spawn({
        let (device, ahead) = (Arc::clone(&device), Arc::clone(&ahead));
        async move {
            while let Some(Ok(message)) = hear.next().await {
                let Message::Binary(bytes) = message else {
                    continue;
                };
                match RelayMessage::decode(&bytes).unwrap() {
                    RelayMessage::Ack { seq, .. } => {
                        device.lock().unwrap().acked.push(seq);
                        ahead.add_permits(1);
                    }
                    RelayMessage::Refuse { code, seq, .. } => panic!("{seq} was refused: {code}"),
                    _ => {}
                }
            }
            ahead.close();
        }
    });
    let mut again = {
        let device = device.lock().unwrap();
        let unacked = device
            .frames
            .keys()
            .filter(|seq| !device.acked.contains(seq));
        unacked.copied().collect::<Vec<_>>().into_iter()
    };
    while let Ok(permit) = ahead.acquire().await {
        permit.forget();
        let frame = {
            let mut device = device.lock().unwrap();
            match again.next() {
                Some(seq) => device.frames[&seq].clone(),
                None => next_frame(&mut device),
            }
        };
        let post = ClientMessage::Post(frame).encode();
        if send.send(Message::Binary(post.into())).await.is_err() {
            break;
        }
    }
    hears.await.unwrap();
}

fn next_frame(device: &mut Device) -> Vec<u8> {
    let next = device.writer.seq.next();
    let size = usize::try_from(next.0 * 37 % 900).unwrap();
    let frame = if next.0.is_multiple_of(CHECKPOINT_EVERY) {
        let cover = [(device.writer.device, device.writer.seq)]
            .into_iter()
            .collect();
        device.writer.checkpoint(cover, &vec![1; 10 * size])
    } else {
        device
            .writer
            .frame(FrameKind::Changes, None, &vec![2; size])
    };
    device.frames.insert(next, frame.clone());
    frame
}

/// Puts blobs until the relay is gone; those of which it said that they are there.
async fn put_blobs(address: SocketAddr, kill: u32) -> Vec<(BlobId, Vec<u8>)> {
    let mut there = Vec::new();
    for number in 0u32.. {
        let mut id = [0xb1; 16];
        id[..4].copy_from_slice(&kill.to_be_bytes());
        id[4..8].copy_from_slice(&number.to_be_bytes());
        let body = vec![number as u8; 100 + 40 * number as usize % 5000];
        match put_blob(address, BlobId(id), &body).await {
            Some(answer) if answer.starts_with("HTTP/1.1 201") => there.push((BlobId(id), body)),
            _ => break,
        }
    }
    there
}

async fn put_blob(address: SocketAddr, id: BlobId, body: &[u8]) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let head = format!(
        "PUT /blobs/{id} HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream
        .write_all(&[head.as_bytes(), body].concat())
        .await
        .ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
