//! All rooms, who is in them, and the cap over all of them.
//!
//! Locks: the map of rooms first, then one room; never the other way round. A post locks only its
//! own room, so that a busy room never holds up another.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::time::Instant;
use yoriai_wire::{Code, Frame, FrameKind, RelayMessage, RoomId, Vector, VerifyingKey};

use crate::limits::Limits;
use crate::mailbox::{CatchUp, Mailbox, Taken};
use crate::member::{self, Inbox, Member, WhenFull};
use crate::metrics::Metrics;
use crate::tokens::Tokens;
use crate::visitors::Visit;

/// Frames of one step of catching up: enough to fill a line, few enough that the room's lock is
/// held for a moment only.
const BATCH_FRAMES: usize = 64;
const BATCH_BYTES: usize = 256 * 1024;

/// All rooms.
pub(crate) struct Rooms {
    limits: Limits,
    tokens: Tokens,
    metrics: Arc<Metrics>,
    rooms: Mutex<HashMap<RoomId, Arc<Room>>>,
    /// What all mailboxes take together.
    bytes: AtomicUsize,
    next_member: AtomicU64,
}

struct Room {
    key: VerifyingKey,
    pace: DefaultDirectRateLimiter,
    inner: Mutex<Inner>,
}

struct Inner {
    mailbox: Mailbox,
    members: HashMap<u64, Member>,
    last_visit: Instant,
}

/// A socket's place in a room; it leaves when this is dropped.
pub(crate) struct Seat {
    rooms: Arc<Rooms>,
    room: Arc<Room>,
    id: RoomId,
    member: u64,
    /// What others say.
    pub(crate) inbox: Inbox,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Rooms {
    pub(crate) fn new(limits: Limits, tokens: Tokens, metrics: Arc<Metrics>) -> Arc<Self> {
        Arc::new(Self {
            limits,
            tokens,
            metrics,
            rooms: Mutex::default(),
            bytes: AtomicUsize::new(0),
            next_member: AtomicU64::new(0),
        })
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// How many rooms there are, and what all mailboxes take together.
    pub(crate) fn held(&self) -> (usize, usize) {
        (lock(&self.rooms).len(), self.bytes.load(Ordering::Acquire))
    }

    /// Enters the room of `key`, which is opened if need be. From here on nothing that is posted
    /// there is missed.
    ///
    /// # Errors
    /// When it would have to be opened: [`Code::TokenNeeded`], [`Code::TooManyRooms`].
    pub(crate) fn join(
        self: &Arc<Self>,
        key: VerifyingKey,
        token: Option<&str>,
        visit: &Visit,
        now: Instant,
    ) -> Result<Seat, Code> {
        let id = RoomId::of(&key);
        let mut rooms = lock(&self.rooms);
        let room = match rooms.get(&id) {
            Some(room) => Arc::clone(room),
            None => {
                if !self.tokens.allow(token) {
                    return Err(Code::TokenNeeded);
                }
                visit.open_room(id, now)?;
                let pace = Quota::per_second(self.limits.frames_per_second_per_room);
                let room = Arc::new(Room {
                    key,
                    pace: RateLimiter::direct(pace),
                    inner: Mutex::new(Inner {
                        mailbox: Mailbox::default(),
                        members: HashMap::new(),
                        last_visit: now,
                    }),
                });
                rooms.insert(id, Arc::clone(&room));
                room
            }
        };
        let (sender, inbox) = member::queue(self.limits.queued_frames);
        let member = self.next_member.fetch_add(1, Ordering::Relaxed);
        let mut inner = lock(&room.inner);
        inner.members.insert(member, sender);
        inner.last_visit = now;
        drop(inner);
        drop(rooms);
        Ok(Seat {
            rooms: Arc::clone(self),
            room,
            id,
            member,
            inbox,
        })
    }

    /// Drops covered frames whose grace is over, and rooms that nobody visited for long.
    pub(crate) fn sweep(&self, now: Instant) {
        let rooms: Vec<(RoomId, Arc<Room>)> = lock(&self.rooms)
            .iter()
            .map(|(id, room)| (*id, Arc::clone(room)))
            .collect();
        let mut expired = Vec::new();
        for (id, room) in rooms {
            let mut inner = lock(&room.inner);
            let before = inner.mailbox.bytes();
            inner.mailbox.drop_covered(self.limits.covered_grace, now);
            self.release(before - inner.mailbox.bytes());
            if inner.is_expired(&self.limits, now) {
                expired.push(id);
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
}

impl Inner {
    fn is_expired(&self, limits: &Limits, now: Instant) -> bool {
        self.members.is_empty() && now.duration_since(self.last_visit) > limits.room_expiry
    }

    fn tell_others(&self, from: u64, message: &Bytes, when_full: WhenFull) {
        for (_, member) in self.members.iter().filter(|(id, _)| **id != from) {
            member.offer(message, when_full);
        }
    }
}

impl Seat {
    /// The room's key.
    pub(crate) fn key(&self) -> &VerifyingKey {
        &self.room.key
    }

    /// The room.
    pub(crate) fn room(&self) -> RoomId {
        self.id
    }

    /// What the mailbox holds.
    pub(crate) fn vector(&self) -> Vector {
        lock(&self.room.inner).mailbox.vector().for_sending()
    }

    /// Whether the room has had enough for this second.
    ///
    /// # Errors
    /// [`Code::TooFast`].
    pub(crate) fn check_pace(&self) -> Result<(), Code> {
        self.room.pace.check().map_err(|_| Code::TooFast)
    }

    /// Passes on a frame whose signature was checked, and keeps it unless it is a whisper.
    ///
    /// # Errors
    /// The code of the refusal; see [`Mailbox::take`], and [`Code::RelayFull`].
    pub(crate) fn post(&self, frame: &Frame, encoded: Vec<u8>, now: Instant) -> Result<(), Code> {
        let message = Bytes::from(RelayMessage::Deliver(encoded).encode());
        if frame.header.kind == FrameKind::Whisper {
            lock(&self.room.inner).tell_others(self.member, &message, WhenFull::Forget);
            self.rooms.metrics.taken(FrameKind::Whisper);
            return Ok(());
        }
        let cost = Mailbox::cost(&message);
        let cap = self.rooms.limits.room_bytes;
        let mut inner = lock(&self.room.inner);
        inner.last_visit = now;
        let before = inner.mailbox.bytes();
        // Reserved before it is taken, so that two rooms can't pass the cap together.
        let taken = if self.rooms.reserve(cost) {
            let taken = inner.mailbox.take(&frame.header, message.clone(), cap, now);
            self.rooms.release(before + cost - inner.mailbox.bytes());
            taken
        } else if frame.header.kind == FrameKind::Closing && cost > before {
            Err(Code::RelayFull)
        } else {
            // What empties a room must get in even now: it is taken if the room doesn't grow.
            let taken = inner
                .mailbox
                .take(&frame.header, message.clone(), cap.min(before), now);
            self.rooms.release(before - inner.mailbox.bytes());
            taken.map_err(|code| {
                if code == Code::RoomFull {
                    Code::RelayFull
                } else {
                    code
                }
            })
        };
        match taken? {
            Taken::New => {
                inner.tell_others(self.member, &message, WhenFull::FetchAgain);
                self.rooms.metrics.taken(frame.header.kind);
            }
            Taken::Again => self.rooms.metrics.taken_again(),
        }
        Ok(())
    }

    /// Begins an answer to a device that holds `held`.
    pub(crate) fn catch_up(&self, held: Vector) -> CatchUp {
        lock(&self.room.inner).mailbox.catch_up(held)
    }

    /// The next frames of an answer; none when it is complete.
    pub(crate) fn next_batch(&self, answer: &mut CatchUp) -> Vec<Bytes> {
        lock(&self.room.inner)
            .mailbox
            .next_batch(answer, BATCH_FRAMES, BATCH_BYTES)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut rooms = lock(&self.rooms.rooms);
        let mut inner = lock(&self.room.inner);
        inner.members.remove(&self.member);
        inner.last_visit = Instant::now();
        // A room in which nobody ever wrote is nothing to keep.
        if inner.members.is_empty() && inner.mailbox.is_empty() {
            rooms.remove(&self.id);
        }
    }
}
