use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::oneshot;
use yoriai_wire::{DeviceId, Frame, Seq, SigningKey};

use super::*;
use crate::spool::Tables;
use crate::spool::writer::Work;
use crate::visitors::{Network, Visitors};

/// Rooms on a disk of their own, which may be closed and opened again.
struct Scene {
    folder: PathBuf,
    limits: Limits,
}

impl Scene {
    fn new(name: &str, limits: Limits) -> Self {
        let name = format!("yoriai-rooms-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        Self { folder, limits }
    }

    fn open(&self) -> (Arc<Rooms>, Arc<Writer>) {
        let spool = Spool::open(&self.folder).unwrap();
        let metrics = Arc::new(Metrics::new());
        Rooms::on_disk(self.limits.clone(), Tokens::NotAsked, metrics, spool).unwrap()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn key(room: u8) -> SigningKey {
    SigningKey::from_seed(&[room; 32])
}

async fn join(rooms: &Arc<Rooms>, room: u8) -> Seat {
    let visitors = Visitors::new(&Limits::default());
    let visit = visitors
        .enter(Network::of([192, 0, 2, 1].into()))
        .ok()
        .unwrap();
    let key = key(room).verifying_key();
    rooms
        .join(key, None, &visit, Instant::now())
        .await
        .ok()
        .unwrap()
}

async fn post(seat: &Seat, room: u8, kind: FrameKind, seq: u64, cover: Option<Vector>) {
    let header = Header {
        room: seat.room(),
        epoch: 1,
        kind,
        device: DeviceId([1; 8]),
        seq: Seq(seq),
        previous: if seq == 1 { [0; 32] } else { [1; 32] },
        cover,
    };
    let frame = Frame::sign(header, b"sealed".to_vec(), &key(room));
    let encoded = frame.encode();
    match seat.post(frame, encoded).await {
        Posted::Now(result) => result.unwrap(),
        Posted::Later(answer) => answer.await.unwrap().unwrap(),
    }
}

async fn frames(seat: &Seat) -> usize {
    let mut answer = seat.catch_up(Vector::new()).ok().unwrap();
    let mut count = 0;
    loop {
        let batch = seat.next_batch(&mut answer).await.unwrap();
        if batch.is_empty() {
            return count;
        }
        count += batch.len();
    }
}

/// Sweeps, and waits until that is done: what is brought later is done later.
async fn sweep(rooms: &Arc<Rooms>) {
    rooms.sweep();
    join(rooms, 9).await;
}

/// Long enough that a millisecond has passed.
async fn a_moment() {
    tokio::time::sleep(Duration::from_millis(5)).await;
}

#[tokio::test]
async fn a_room_that_nobody_visits_is_forgotten_on_the_disk_too() {
    let scene = Scene::new(
        "expiry",
        Limits {
            room_expiry: Duration::ZERO,
            ..Limits::default()
        },
    );
    let (rooms, writer) = scene.open();
    let (stays, goes) = (join(&rooms, 1).await, join(&rooms, 2).await);
    post(&stays, 1, FrameKind::Changes, 1, None).await;
    post(&goes, 2, FrameKind::Changes, 1, None).await;
    drop(goes);
    a_moment().await;
    sweep(&rooms).await;
    assert_eq!(frames(&join(&rooms, 2).await).await, 0);
    assert_eq!(frames(&stays).await, 1, "somebody is there");
    assert_eq!(rooms.held().kept, 1);
    let bytes = lock(&stays.room.inner).mailbox.bytes();
    assert_eq!(rooms.held().bytes, bytes);
    drop(stays);
    writer.close().await;

    let (rooms, writer) = scene.open();
    assert_eq!((rooms.held().kept, rooms.held().bytes), (1, bytes));
    // The time that it didn't run doesn't count, but some has passed since the last visit.
    a_moment().await;
    sweep(&rooms).await;
    assert_eq!((rooms.held().kept, rooms.held().bytes), (0, 0));
    writer.close().await;
}

#[tokio::test]
async fn covered_frames_go_after_their_grace_whether_or_not_somebody_is_there() {
    let scene = Scene::new(
        "grace",
        Limits {
            covered_grace: Duration::ZERO,
            ..Limits::default()
        },
    );
    let (rooms, writer) = scene.open();
    let (here, away) = (join(&rooms, 1).await, join(&rooms, 2).await);
    let cover: Vector = [(DeviceId([1; 8]), Seq(2))].into_iter().collect();
    for (seat, room) in [(&here, 1), (&away, 2)] {
        for seq in 1..=2 {
            post(seat, room, FrameKind::Changes, seq, None).await;
        }
        post(seat, room, FrameKind::Checkpoint, 3, Some(cover.clone())).await;
        assert_eq!(frames(seat).await, 3);
    }
    drop(away);
    a_moment().await;
    sweep(&rooms).await;
    let away = join(&rooms, 2).await;
    assert_eq!((frames(&here).await, frames(&away).await), (1, 1));
    let bytes = [&here, &away].map(|seat| lock(&seat.room.inner).mailbox.bytes());
    assert_eq!(rooms.held().bytes, bytes.iter().sum());
    drop((here, away));
    writer.close().await;

    let (rooms, writer) = scene.open();
    assert_eq!(rooms.held().bytes, bytes.iter().sum());
    let here = join(&rooms, 1).await;
    assert_eq!(frames(&here).await, 1);
    let held: Vector = [(DeviceId([1; 8]), Seq(3))].into_iter().collect();
    assert_eq!(here.vector(), held);
    drop(here);
    writer.close().await;
}

#[tokio::test]
async fn what_a_failed_commit_took_is_taken_back() {
    let scene = Scene::new("fault", Limits::default());
    let (rooms, writer) = scene.open();
    let seat = join(&rooms, 1).await;
    post(&seat, 1, FrameKind::Changes, 1, None).await;
    let before = (rooms.held().bytes, seat.vector());
    // Closed under its feet, the disk takes nothing more.
    writer.close().await;
    let header = Header {
        room: seat.room(),
        epoch: 1,
        kind: FrameKind::Changes,
        device: DeviceId([1; 8]),
        seq: Seq(2),
        previous: [1; 32],
        cover: None,
    };
    let frame = Frame::sign(header, b"sealed".to_vec(), &key(1));
    let encoded = frame.encode();
    let Posted::Later(answer) = seat.post(frame, encoded).await else {
        panic!("there is a disk")
    };
    assert_eq!(answer.await.unwrap(), Err(Code::RelayFault));
    assert_eq!((rooms.held().bytes, seat.vector()), before);
    assert!(
        seat.catch_up(Vector::new()).is_err(),
        "it must be read anew"
    );
    drop(seat);
    assert_eq!(rooms.held().in_memory, 0);
}

#[tokio::test]
async fn a_room_that_is_damaged_on_the_disk_is_filled_again_and_holds_up_no_other() {
    let scene = Scene::new("damaged", Limits::default());
    let (rooms, writer) = scene.open();
    let (damaged, whole) = (join(&rooms, 1).await, join(&rooms, 2).await);
    for (seat, room) in [(&damaged, 1), (&whole, 2)] {
        post(seat, room, FrameKind::Changes, 1, None).await;
        post(seat, room, FrameKind::Checkpoint, 2, Some(Vector::new())).await;
    }
    let id = damaged.room();
    drop((damaged, whole));
    writer.close().await;

    // The checkpoint of one becomes noise.
    let spool = Spool::open(&scene.folder).unwrap();
    let header = Header {
        room: id,
        epoch: 1,
        kind: FrameKind::Checkpoint,
        device: DeviceId([1; 8]),
        seq: Seq(2),
        previous: [1; 32],
        cover: Some(Vector::new()),
    };
    let noise = Bytes::from_static(b"noise");
    spool
        .write(|tables| tables.put_frame(&header, &noise, &[0; 32], Tick(1), 1))
        .unwrap();
    drop(spool);

    let (rooms, writer) = scene.open();
    assert_eq!(rooms.held().kept, 2);
    let (damaged, whole) = tokio::join!(join(&rooms, 1), join(&rooms, 2));
    assert_eq!((frames(&damaged).await, frames(&whole).await), (0, 2));
    assert_eq!(rooms.held().kept, 1);
    post(&damaged, 1, FrameKind::Changes, 1, None).await;
    assert_eq!(frames(&damaged).await, 1);
    let bytes = [&damaged, &whole].map(|seat| lock(&seat.room.inner).mailbox.bytes());
    assert_eq!(
        (rooms.held().kept, rooms.held().bytes),
        (2, bytes.iter().sum())
    );
    drop((damaged, whole));
    writer.close().await;
}

#[tokio::test]
async fn nobody_is_told_of_a_frame_that_is_not_on_the_disk() {
    let scene = Scene::new("told", Limits::default());
    let (rooms, writer) = scene.open();
    let (author, reader) = (join(&rooms, 1).await, join(&rooms, 1).await);
    post(&author, 1, FrameKind::Changes, 1, None).await;
    // The disk is busy with something else, which begins only when we let it.
    let (go, gate) = std::sync::mpsc::channel();
    let (begun, has_begun) = oneshot::channel();
    let busy = Busy {
        room: Arc::clone(&author.room),
        begun: Some(begun),
        gate,
    };
    writer.bring(busy, 0, None);
    has_begun.await.unwrap();
    // As if it had been taken in this very commit.
    assert_eq!(frames(&reader).await, 1);
    let expected: Vector = [(DeviceId([1; 8]), Seq(1))].into_iter().collect();
    assert_eq!(reader.vector(), expected);
    go.send(()).unwrap();
    drop((author, reader));
    writer.close().await;
}

/// Takes a frame, and then takes its time.
struct Busy {
    room: Arc<Room>,
    begun: Option<oneshot::Sender<()>>,
    gate: std::sync::mpsc::Receiver<()>,
}

impl Work for Busy {
    fn apply(&mut self, _tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        let header = Header {
            room: self.room.id,
            epoch: 1,
            kind: FrameKind::Changes,
            device: DeviceId([1; 8]),
            seq: Seq(2),
            previous: [1; 32],
            cover: None,
        };
        let message = Bytes::from_static(b"not there yet");
        let mut inner = lock(&self.room.inner);
        let taken = inner.mailbox.take(&header, message, usize::MAX, Tick(1));
        assert_eq!(taken, Ok(Taken::New));
        drop(inner);
        self.begun.take().unwrap().send(()).unwrap();
        self.gate.recv_timeout(Duration::from_secs(20)).unwrap();
        Ok(())
    }

    fn done(self: Box<Self>, _durable: bool) {}
}
