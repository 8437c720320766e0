//! A socket's place in a room: what it may ask and say there. It leaves when the seat is dropped.

use std::sync::Arc;

use axum::body::Bytes;
use tokio::sync::oneshot;
use yoriai_wire::{Code, Frame, FrameKind, RelayMessage, RoomId, Vector, VerifyingKey};

use crate::mailbox::{CatchUp, Item, Key, Taken};
use crate::member::{Inbox, WhenFull};
use crate::rooms::{Inner, Room, Rooms, disk, lock};

/// Frames of one step of catching up: enough to fill a line, few enough that the room's lock is
/// held for a moment only, and that what was read from the disk for a slow reader is not much.
const BATCH_FRAMES: usize = 64;
const BATCH_BYTES: usize = 64 * 1024;

/// A place in a room.
pub(crate) struct Seat {
    pub(super) rooms: Arc<Rooms>,
    pub(super) room: Arc<Room>,
    pub(super) member: u64,
    /// What others say.
    pub(crate) inbox: Inbox,
}

/// When it is known what became of a posted frame.
pub(crate) enum Posted {
    /// Now.
    Now(Result<(), Code>),
    /// When it is on the disk, or isn't.
    Later(oneshot::Receiver<Result<(), Code>>),
}

impl Seat {
    /// The room's key.
    pub(crate) fn key(&self) -> &VerifyingKey {
        &self.room.key
    }

    /// The room.
    pub(crate) fn room(&self) -> RoomId {
        self.room.id
    }

    /// What the mailbox holds.
    pub(crate) fn vector(&self) -> Vector {
        let inner = lock(&self.room.inner);
        match self.rooms.writer {
            Some(_) => inner.disk.durable.for_sending(),
            None => inner.mailbox.vector().for_sending(),
        }
    }

    /// Whether the room has had enough for this second.
    ///
    /// # Errors
    /// [`Code::TooFast`].
    pub(crate) fn check_pace(&self) -> Result<(), Code> {
        self.room.pace.check().map_err(|_| Code::TooFast)
    }

    /// Passes on a frame whose signature was checked, and keeps it unless it is a whisper. What
    /// became of it is one of the codes of [`Mailbox::take`](crate::mailbox::Mailbox::take),
    /// [`Code::RelayFull`] or [`Code::RelayFault`].
    pub(crate) async fn post(&self, frame: Frame, encoded: Vec<u8>) -> Posted {
        let message = Bytes::from(RelayMessage::Deliver(encoded).encode());
        if frame.header.kind == FrameKind::Whisper {
            lock(&self.room.inner).tell_others(self.member, &message, WhenFull::Forget);
            self.rooms.metrics.taken(FrameKind::Whisper);
            return Posted::Now(Ok(()));
        }
        if let Some(writer) = &self.rooms.writer {
            return Posted::Later(disk::post(self, writer, frame.header, message).await);
        }
        let now = self.rooms.clock.now();
        let mut inner = lock(&self.room.inner);
        inner.last_visit = now;
        let taken = self
            .rooms
            .take(&mut inner.mailbox, &frame.header, &message, now);
        Posted::Now(taken.map(|taken| match taken {
            Taken::New => {
                inner.tell_others(self.member, &message, WhenFull::FetchAgain);
                self.rooms.metrics.taken(frame.header.kind);
            }
            Taken::Again => self.rooms.metrics.taken_again(),
        }))
    }

    /// Begins an answer to a device that holds `held`.
    ///
    /// # Errors
    /// [`Code::RelayFault`] when the room was lost to a fault of the disk: who comes again has it
    /// read again.
    pub(crate) fn catch_up(&self, held: Vector) -> Result<CatchUp, Code> {
        let inner = lock(&self.room.inner);
        self.check_loaded(&inner)?;
        Ok(inner.mailbox.catch_up(held))
    }

    fn check_loaded(&self, inner: &Inner) -> Result<(), Code> {
        if self.rooms.writer.is_none() || inner.disk.loaded {
            Ok(())
        } else {
            Err(Code::RelayFault)
        }
    }

    /// The next frames of an answer; none when it is complete.
    ///
    /// # Errors
    /// [`Code::RelayFault`] when the disk can't be read.
    pub(crate) async fn next_batch(&self, answer: &mut CatchUp) -> Result<Vec<Bytes>, Code> {
        loop {
            let items = {
                let inner = lock(&self.room.inner);
                self.check_loaded(&inner)?;
                inner.mailbox.next_batch(answer, BATCH_FRAMES, BATCH_BYTES)
            };
            let complete = items.is_empty();
            let frames = self.fetch(items).await?;
            // A batch may come to nothing; the answer isn't over then.
            if complete || !frames.is_empty() {
                return Ok(frames);
            }
        }
    }

    /// The bytes of frames, wherever they lie. Where there is a disk, what isn't on it yet is left
    /// out: if it gets there, everybody in the room is told of it, and if not, nobody ever was.
    async fn fetch(&self, items: Vec<Item>) -> Result<Vec<Bytes>, Code> {
        let (mut here, mut there): (Vec<Bytes>, Vec<Key>) = (Vec::new(), Vec::new());
        for item in items {
            match item {
                Item::Here(message) => here.push(message),
                Item::OnDisk(key) => there.push(key),
            }
        }
        let Some(writer) = &self.rooms.writer else {
            return Ok(here);
        };
        if there.is_empty() {
            return Ok(Vec::new());
        }
        let room = self.room.id;
        writer
            .read(move |spool| spool.frames(room, &there))
            .await
            .map_err(|_| Code::RelayFault)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let now = self.rooms.clock.now();
        {
            let mut inner = lock(&self.room.inner);
            inner.members.remove(&self.member);
            inner.last_visit = now;
        }
        if self.rooms.let_go(&self.room)
            && let Some(writer) = &self.rooms.writer
        {
            disk::left(self.room.id, now, writer);
        }
    }
}
