//! All rooms, who is in them, and the cap over all of them.
//!
//! Locks: the map of rooms first, then one room; never the other way round. A post locks only its
//! own room, so that a busy room never holds up another.
//!
//! Without a disk a room is here for as long as it is kept. With one, a room is here while somebody
//! is in it: its index is read when the first one comes, and forgotten when the last one has left.
//! Then only the writer's thread changes its mailbox (`rooms/disk.rs`).

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::OnceCell;
use tokio::time::Instant;
use yoriai_wire::{Code, FrameKind, Header, RoomId, Vector, VerifyingKey};

use crate::clock::{RunClock, Tick};
use crate::limits::Limits;
use crate::mailbox::{Mailbox, Taken};
use crate::member::{self, Member, WhenFull};
use crate::metrics::Metrics;
use crate::spool::writer::Writer;
use crate::spool::{Spool, SpoolError};
use crate::tokens::Tokens;
use crate::visitors::Visit;

mod disk;
mod seat;

pub(crate) use seat::{Posted, Seat};

/// All rooms.
pub(crate) struct Rooms {
    limits: Limits,
    tokens: Tokens,
    metrics: Arc<Metrics>,
    clock: RunClock,
    rooms: Mutex<HashMap<RoomId, Arc<Room>>>,
    /// What all mailboxes take together, those on the disk included.
    bytes: AtomicUsize,
    /// Rooms on the disk.
    on_disk: AtomicUsize,
    writer: Option<Arc<Writer>>,
    next_member: AtomicU64,
}

struct Room {
    id: RoomId,
    key: VerifyingKey,
    pace: DefaultDirectRateLimiter,
    /// Set once somebody was allowed in: until then it may not exist at all.
    opened: OnceCell<()>,
    inner: Mutex<Inner>,
}

struct Inner {
    mailbox: Mailbox,
    members: HashMap<u64, Member>,
    last_visit: Tick,
    /// What only a room on the disk needs.
    disk: OnDisk,
}

/// How a room in memory and the same room on the disk hang together.
#[derive(Default)]
struct OnDisk {
    /// Whether the mailbox is what the disk says. Not before it was read, nor after a fault.
    loaded: bool,
    /// Work that waits for the writer: the room stays here until it is done.
    waiting: usize,
    /// What the disk holds for certain; all that anybody is told.
    durable: Vector,
    /// What the room takes by the last commit.
    bytes: usize,
    /// When a covered frame may go next.
    due: Option<Tick>,
    /// The last visit that the disk knows of.
    visit: Tick,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What there is of rooms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RoomsHeld {
    /// Those that are kept.
    pub(crate) kept: usize,
    /// Those of them that are in memory.
    pub(crate) in_memory: usize,
    pub(crate) bytes: usize,
}

impl Rooms {
    /// Rooms in memory only.
    pub(crate) fn new(limits: Limits, tokens: Tokens, metrics: Arc<Metrics>) -> Arc<Self> {
        let clock = RunClock::from(Tick::default());
        Arc::new(Self::with(limits, tokens, metrics, clock, None, (0, 0)))
    }

    /// Rooms on a disk, written by a thread of their own.
    ///
    /// # Errors
    /// When the disk can't be read.
    pub(crate) fn on_disk(
        limits: Limits,
        tokens: Tokens,
        metrics: Arc<Metrics>,
        spool: Spool,
    ) -> Result<(Arc<Self>, Arc<Writer>), SpoolError> {
        let clock = RunClock::from(spool.ran()?);
        let there = spool.rooms()?;
        let writer = Writer::start(spool, clock, Arc::clone(&metrics))?;
        let rooms = Self::with(
            limits,
            tokens,
            metrics,
            clock,
            Some(Arc::clone(&writer)),
            there,
        );
        Ok((Arc::new(rooms), writer))
    }

    fn with(
        limits: Limits,
        tokens: Tokens,
        metrics: Arc<Metrics>,
        clock: RunClock,
        writer: Option<Arc<Writer>>,
        (on_disk, bytes): (usize, usize),
    ) -> Self {
        Self {
            limits,
            tokens,
            metrics,
            clock,
            rooms: Mutex::default(),
            bytes: AtomicUsize::new(bytes),
            on_disk: AtomicUsize::new(on_disk),
            writer,
            next_member: AtomicU64::new(0),
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Whether what is posted can be kept.
    pub(crate) fn is_healthy(&self) -> bool {
        self.writer
            .as_ref()
            .is_none_or(|writer| writer.is_healthy())
    }

    /// What there is.
    pub(crate) fn held(&self) -> RoomsHeld {
        let in_memory = lock(&self.rooms).len();
        RoomsHeld {
            kept: match self.writer {
                Some(_) => self.on_disk.load(Ordering::Acquire),
                None => in_memory,
            },
            in_memory,
            bytes: self.bytes.load(Ordering::Acquire),
        }
    }

    /// Enters the room of `key`, which is opened if need be. From here on nothing that is posted
    /// there is missed.
    ///
    /// # Errors
    /// When it would have to be opened: [`Code::TokenNeeded`], [`Code::TooManyRooms`]. When it
    /// can't be read: [`Code::RelayFault`].
    pub(crate) async fn join(
        self: &Arc<Self>,
        key: VerifyingKey,
        token: Option<&str>,
        visit: &Visit,
        now: Instant,
    ) -> Result<Seat, Code> {
        // The seat comes first: a room with somebody in it isn't forgotten while it is opened.
        let seat = self.sit_down(key);
        let room = &seat.room;
        let open = || async {
            let known = match &self.writer {
                Some(writer) => disk::load(self, room, writer).await?,
                None => false,
            };
            if !known {
                if !self.tokens.allow(token) {
                    return Err(Code::TokenNeeded);
                }
                visit.open_room(room.id, now)?;
            }
            Ok(())
        };
        room.opened.get_or_try_init(open).await?;
        if let Some(writer) = &self.writer
            && !lock(&room.inner).disk.loaded
        {
            disk::load(self, room, writer).await?;
        }
        Ok(seat)
    }

    fn sit_down(self: &Arc<Self>, key: VerifyingKey) -> Seat {
        let id = RoomId::of(&key);
        let (sender, inbox) = member::queue(self.limits.queued_frames);
        let member = self.next_member.fetch_add(1, Ordering::Relaxed);
        let mut rooms = lock(&self.rooms);
        let room = rooms.entry(id).or_insert_with(|| {
            let pace = Quota::per_second(self.limits.frames_per_second_per_room);
            Arc::new(Room {
                id,
                key,
                pace: RateLimiter::direct(pace),
                opened: OnceCell::new(),
                inner: Mutex::new(Inner {
                    mailbox: Mailbox::default(),
                    members: HashMap::new(),
                    last_visit: Tick::default(),
                    disk: OnDisk::default(),
                }),
            })
        });
        let mut inner = lock(&room.inner);
        inner.members.insert(member, sender);
        inner.last_visit = self.clock.now();
        Seat {
            rooms: Arc::clone(self),
            room: Arc::clone(room),
            member,
            inbox,
        }
    }

    /// Drops covered frames whose grace is over, and rooms that nobody visited for long.
    pub(crate) fn sweep(self: &Arc<Self>) {
        let now = self.clock.now();
        let rooms: Vec<Arc<Room>> = lock(&self.rooms).values().map(Arc::clone).collect();
        if let Some(writer) = &self.writer {
            disk::sweep(self, rooms, writer, now);
            return;
        }
        let mut expired = Vec::new();
        for room in rooms {
            let mut inner = lock(&room.inner);
            let before = inner.mailbox.bytes();
            inner.mailbox.drop_covered(self.limits.covered_grace, now);
            self.release(before - inner.mailbox.bytes());
            if inner.is_expired(&self.limits, now) {
                expired.push(room.id);
            }
        }
        if expired.is_empty() {
            return;
        }
        let mut rooms = lock(&self.rooms);
        for id in expired {
            let Some(room) = rooms.get(&id).map(Arc::clone) else {
                continue;
            };
            // Somebody may have come in the meantime.
            let inner = lock(&room.inner);
            if inner.is_expired(&self.limits, now) {
                self.release(inner.mailbox.bytes());
                rooms.remove(&id);
                tracing::info!(room = id.short(), "forgotten, nobody was there for long");
            }
        }
    }

    /// Takes a frame into a mailbox, if it fits there and under the cap over all.
    ///
    /// # Errors
    /// See [`Mailbox::take`], and [`Code::RelayFull`].
    fn take(
        &self,
        mailbox: &mut Mailbox,
        header: &Header,
        message: &Bytes,
        now: Tick,
    ) -> Result<Taken, Code> {
        let cost = Mailbox::cost(message);
        let cap = self.limits.room_bytes;
        let before = mailbox.bytes();
        // Reserved before it is taken, so that two rooms can't pass the cap together.
        if self.reserve(cost) {
            let taken = mailbox.take(header, message.clone(), cap, now);
            self.release(before + cost - mailbox.bytes());
            return taken;
        }
        if header.kind == FrameKind::Closing && cost > before {
            return Err(Code::RelayFull);
        }
        // What empties a room must get in even now: it is taken if the room doesn't grow.
        let taken = mailbox.take(header, message.clone(), cap.min(before), now);
        self.release(before - mailbox.bytes());
        taken.map_err(|code| {
            if code == Code::RoomFull {
                Code::RelayFull
            } else {
                code
            }
        })
    }

    /// Accounts for `cost` more bytes, if there is a place for them.
    fn reserve(&self, cost: usize) -> bool {
        let cap = self.limits.all_rooms_bytes;
        let add = |bytes: usize| bytes.checked_add(cost).filter(|bytes| *bytes <= cap);
        self.bytes
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, add)
            .is_ok()
    }

    fn release(&self, bytes: usize) {
        self.bytes.fetch_sub(bytes, Ordering::AcqRel);
    }

    /// Takes a room out of memory if nothing holds it there. Whether it did, and the room is kept.
    fn let_go(&self, room: &Arc<Room>) -> bool {
        let mut rooms = lock(&self.rooms);
        let inner = lock(&room.inner);
        let empty = inner.mailbox.is_empty();
        // A room in which nobody ever wrote is nothing to keep.
        let goes = inner.members.is_empty()
            && inner.disk.waiting == 0
            && (empty || self.writer.is_some())
            && rooms
                .get(&room.id)
                .is_some_and(|here| Arc::ptr_eq(here, room));
        if goes {
            rooms.remove(&room.id);
        }
        goes && !empty
    }
}

impl Inner {
    fn is_expired(&self, limits: &Limits, now: Tick) -> bool {
        self.members.is_empty() && now.since(self.last_visit) > limits.room_expiry
    }

    fn tell_others(&self, from: u64, message: &Bytes, when_full: WhenFull) {
        for (_, member) in self.members.iter().filter(|(id, _)| **id != from) {
            member.offer(message, when_full);
        }
    }
}

#[cfg(test)]
mod tests;
