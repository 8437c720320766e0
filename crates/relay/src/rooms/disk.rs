//! What rooms have written to the disk, and read from it. All of it runs on the writer's thread, one
//! work after the other, so that nobody else changes a mailbox meanwhile. When a commit fails, the
//! rooms that it concerned are read again: what is in memory is never ahead of the disk for long,
//! and nobody was told of it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::oneshot;
use yoriai_wire::{Code, FrameKind, Header, RoomId};

use crate::clock::Tick;
use crate::mailbox::{Entry, Mailbox, MessageHash, Taken, hash_of};
use crate::member::WhenFull;
use crate::rooms::{Inner, Room, Rooms, Seat, lock};
use crate::spool::writer::{Work, Writer};
use crate::spool::{RoomRow, SpoolError, Tables};

/// How far the visit that the disk knows of may lie behind: nothing beside the days after which a
/// room is forgotten, and a write less for everyone who comes and goes.
const VISIT_BEHIND: Duration = Duration::from_secs(60 * 60);
/// Rooms that are swept in one commit; the others wait for the next one.
const SWEPT_AT_ONCE: usize = 256;

/// Reads a room. One that is damaged is forgotten: its devices hold everything, and fill it again,
/// while it would refuse them for ever as it is.
fn read(
    rooms: &Rooms,
    room: &RoomId,
    tables: &mut Tables<'_>,
) -> Result<(RoomRow, Vec<Entry>), SpoolError> {
    match tables.room(room) {
        Err(SpoolError::Damaged) => {
            tracing::error!(room = room.short(), "damaged on the disk, and forgotten");
            let row = tables.room_row(room)?.unwrap_or_default();
            tables.drop_room(room)?;
            // If even this can't be written, the count is wrong until the next start; no more.
            rooms.release(row.bytes);
            rooms.on_disk.fetch_sub(1, Ordering::AcqRel);
            Ok(Default::default())
        }
        read => Ok(read?.unwrap_or_default()),
    }
}

impl Inner {
    /// Makes the mailbox what the disk says, unless it is so.
    fn load(
        &mut self,
        rooms: &Rooms,
        room: &RoomId,
        tables: &mut Tables<'_>,
    ) -> Result<(), SpoolError> {
        if self.disk.loaded {
            return Ok(());
        }
        let (row, entries) = read(rooms, room, tables)?;
        self.mailbox = Mailbox::restore(entries);
        self.disk.loaded = true;
        self.disk.durable = self.mailbox.vector().clone();
        self.disk.bytes = self.mailbox.bytes();
        self.disk.due = row.due;
        self.disk.visit = row.last_visit;
        Ok(())
    }

    /// Forgets what may not have reached the disk.
    fn lose(&mut self, rooms: &Rooms) {
        if self.disk.loaded {
            self.disk.loaded = false;
            let mailbox = std::mem::take(&mut self.mailbox);
            rooms.bytes.fetch_add(self.disk.bytes, Ordering::AcqRel);
            rooms.release(mailbox.bytes());
        }
    }

    fn row(&self) -> RoomRow {
        RoomRow {
            last_visit: self.last_visit,
            bytes: self.mailbox.bytes(),
            due: self.disk.due,
        }
    }
}

/// Reads a room, if it isn't here; whether there is anything of it.
///
/// # Errors
/// [`Code::RelayFault`].
pub(super) async fn load(
    rooms: &Arc<Rooms>,
    room: &Arc<Room>,
    writer: &Writer,
) -> Result<bool, Code> {
    let (reply, known) = oneshot::channel();
    writer.bring(Load::new(rooms, room, reply), 0, None);
    known.await.unwrap_or(Err(Code::RelayFault))
}

/// A work's hold on a room: it stays in memory until this is dropped.
struct Hold {
    rooms: Arc<Rooms>,
    room: Arc<Room>,
}

impl Hold {
    fn new(rooms: &Arc<Rooms>, room: &Arc<Room>) -> Self {
        lock(&room.inner).disk.waiting += 1;
        Self {
            rooms: Arc::clone(rooms),
            room: Arc::clone(room),
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        lock(&self.room.inner).disk.waiting -= 1;
        self.rooms.let_go(&self.room);
    }
}

struct Load {
    hold: Hold,
    known: bool,
    reply: oneshot::Sender<Result<bool, Code>>,
}

impl Load {
    fn new(
        rooms: &Arc<Rooms>,
        room: &Arc<Room>,
        reply: oneshot::Sender<Result<bool, Code>>,
    ) -> Self {
        Self {
            hold: Hold::new(rooms, room),
            known: false,
            reply,
        }
    }
}

impl Work for Load {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        let Hold { rooms, room } = &self.hold;
        let mut inner = lock(&room.inner);
        inner.load(rooms, &room.id, tables)?;
        self.known = !inner.mailbox.is_empty();
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        if !durable {
            lock(&self.hold.room.inner).lose(&self.hold.rooms);
        }
        let known = if durable {
            Ok(self.known)
        } else {
            Err(Code::RelayFault)
        };
        let _ = self.reply.send(known);
    }
}

/// Posts a frame; the answer comes when it is on the disk.
pub(super) async fn post(
    seat: &Seat,
    writer: &Writer,
    header: Header,
    message: Bytes,
) -> oneshot::Receiver<Result<(), Code>> {
    let (reply, answer) = oneshot::channel();
    let size = message.len();
    let place = writer.place(size).await;
    let post = Post {
        hold: Hold::new(&seat.rooms, &seat.room),
        member: seat.member,
        hash: hash_of(&message),
        header,
        message,
        outcome: Outcome::default(),
        reply,
    };
    writer.bring(post, size, place);
    answer
}

struct Post {
    hold: Hold,
    member: u64,
    header: Header,
    message: Bytes,
    hash: MessageHash,
    outcome: Outcome,
    reply: oneshot::Sender<Result<(), Code>>,
}

/// What applying a work brought about.
#[derive(Default)]
struct Outcome {
    taken: Option<Result<Taken, Code>>,
    row: RoomRow,
    room_is_new: bool,
}

impl Work for Post {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        let Hold { rooms, room } = &self.hold;
        let now = rooms.clock.now();
        let (header, message) = (&self.header, &self.message);
        let mut inner = lock(&room.inner);
        inner.load(rooms, &room.id, tables)?;
        inner.last_visit = now;
        let taken = rooms.take(&mut inner.mailbox, header, message, now);
        self.outcome.taken = Some(taken);
        if taken != Ok(Taken::New) {
            return Ok(());
        }
        let dropped = inner.mailbox.take_dropped();
        let order = inner.mailbox.newest_order();
        if header.kind != FrameKind::Changes {
            inner.disk.due = inner.mailbox.next_drop(rooms.limits.covered_grace);
        }
        self.outcome.row = inner.row();
        // Whoever reads need not wait for the disk: nobody else changes anything here.
        drop(inner);
        tables.put_frame(header, message, &self.hash, now, order)?;
        tables.drop_frames(&room.id, &dropped)?;
        self.outcome.room_is_new = tables.put_room(&room.id, self.outcome.row)?;
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        let Hold { rooms, room } = &self.hold;
        let mut inner = lock(&room.inner);
        let answer = if durable {
            self.outcome.taken.unwrap_or(Err(Code::RelayFault))
        } else {
            inner.lose(rooms);
            Err(Code::RelayFault)
        };
        match answer {
            Ok(Taken::New) => {
                let Header {
                    device, seq, kind, ..
                } = self.header;
                inner.mailbox.settle(&(device, seq));
                if kind == FrameKind::Changes {
                    let held = inner.mailbox.vector().get(&device);
                    inner.disk.durable.raise(device, held);
                } else {
                    inner.disk.durable = inner.mailbox.vector().clone();
                }
                inner.disk.bytes = self.outcome.row.bytes;
                inner.disk.visit = self.outcome.row.last_visit;
                if self.outcome.room_is_new {
                    rooms.on_disk.fetch_add(1, Ordering::AcqRel);
                }
                inner.tell_others(self.member, &self.message, WhenFull::FetchAgain);
                rooms.metrics.taken(kind);
            }
            Ok(Taken::Again) => rooms.metrics.taken_again(),
            Err(_) => {}
        }
        drop(inner);
        // Whoever hears the answer may leave at once, and finds nothing holding the room.
        drop(self.hold);
        let _ = self.reply.send(answer.map(|_| ()));
    }
}

/// Keeps when somebody was last in a room.
pub(super) fn left(room: RoomId, at: Tick, writer: &Writer) {
    writer.bring(Left { room, at }, 0, None);
}

struct Left {
    room: RoomId,
    at: Tick,
}

impl Work for Left {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        match tables.room_row(&self.room)? {
            Some(row) if self.at.since(row.last_visit) > VISIT_BEHIND => {
                let row = RoomRow {
                    last_visit: self.at,
                    ..row
                };
                tables.put_room(&self.room, row).map(|_| ())
            }
            _ => Ok(()),
        }
    }

    fn done(self: Box<Self>, _durable: bool) {}
}

/// Sweeps the rooms that are here, and those that are on the disk only.
pub(super) fn sweep(rooms: &Arc<Rooms>, here: Vec<Arc<Room>>, writer: &Writer, now: Tick) {
    for room in here {
        let inner = lock(&room.inner);
        let due = inner.disk.due.is_some_and(|due| due < now);
        let behind = !inner.members.is_empty() && now.since(inner.disk.visit) > VISIT_BEHIND;
        if inner.disk.loaded && !inner.mailbox.is_empty() && (due || behind) {
            drop(inner);
            let hold = Hold::new(rooms, &room);
            let row = RoomRow::default();
            writer.bring(SweepHere { hold, now, row }, 0, None);
        }
    }
    let sweep = SweepAway {
        rooms: Arc::clone(rooms),
        now,
        forgotten: Vec::new(),
        freed: 0,
    };
    writer.bring(sweep, 0, None);
}

struct SweepHere {
    hold: Hold,
    now: Tick,
    row: RoomRow,
}

impl Work for SweepHere {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        let Hold { rooms, room } = &self.hold;
        let mut inner = lock(&room.inner);
        inner.load(rooms, &room.id, tables)?;
        if inner.mailbox.is_empty() {
            return Ok(());
        }
        let before = inner.mailbox.bytes();
        let grace = rooms.limits.covered_grace;
        inner.mailbox.drop_covered(grace, self.now);
        rooms.release(before - inner.mailbox.bytes());
        let dropped = inner.mailbox.take_dropped();
        inner.disk.due = inner.mailbox.next_drop(grace);
        if !inner.members.is_empty() {
            inner.last_visit = self.now;
        }
        self.row = inner.row();
        drop(inner);
        tables.drop_frames(&room.id, &dropped)?;
        tables.put_room(&room.id, self.row)?;
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        let Hold { rooms, room } = &self.hold;
        let mut inner = lock(&room.inner);
        if durable {
            inner.disk.bytes = self.row.bytes;
            inner.disk.visit = self.row.last_visit;
        } else {
            inner.lose(rooms);
        }
    }
}

struct SweepAway {
    rooms: Arc<Rooms>,
    now: Tick,
    forgotten: Vec<RoomId>,
    freed: usize,
}

impl Work for SweepAway {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        // Something is written in any case: how long the relay has run is kept, and a disk that
        // failed is seen to be well again.
        tables.set_ran(self.now)?;
        let limits = &self.rooms.limits;
        let expired = |row: &RoomRow| self.now.since(row.last_visit) > limits.room_expiry;
        let due = |row: &RoomRow| row.due.is_some_and(|due| due < self.now);
        let mut picked = tables.pick_rooms(|_, row| expired(row) || due(row))?;
        {
            // Who comes from here on has the room read after this, and finds it as it is then.
            let here = lock(&self.rooms.rooms);
            picked.retain(|(id, _)| !here.contains_key(id));
        }
        for (id, row) in picked.into_iter().take(SWEPT_AT_ONCE) {
            if expired(&row) {
                tables.drop_room(&id)?;
                self.forgotten.push(id);
                self.freed += row.bytes;
                continue;
            }
            let (_, entries) = read(&self.rooms, &id, tables)?;
            if entries.is_empty() {
                continue;
            }
            let mut mailbox = Mailbox::restore(entries);
            mailbox.drop_covered(limits.covered_grace, self.now);
            tables.drop_frames(&id, &mailbox.take_dropped())?;
            self.freed += row.bytes.saturating_sub(mailbox.bytes());
            let row = RoomRow {
                bytes: mailbox.bytes(),
                due: mailbox.next_drop(limits.covered_grace),
                ..row
            };
            tables.put_room(&id, row)?;
        }
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        if !durable {
            return;
        }
        self.rooms.release(self.freed);
        self.rooms
            .on_disk
            .fetch_sub(self.forgotten.len(), Ordering::AcqRel);
        for id in self.forgotten {
            tracing::info!(room = id.short(), "forgotten, nobody was there for long");
        }
    }
}
