//! Everything that can be written to the disk, within one transaction: what is read here sees what was
//! written before in the same one.

use axum::body::Bytes;
use redb::{ReadableTable, StorageError, Table, WriteTransaction};
use yoriai_wire::{BlobId, Frame, FrameKind, Header, RelayMessage, RoomId};

use crate::blobs::Blob;
use crate::clock::{Tick, UnixSeconds};
use crate::mailbox::{Entry, Key, MessageHash, Role};
use crate::spool::{
    BLOB_INDEX, BLOBS, FRAMES, FrameName, INDEX, IndexRow, META, ROOMS, RoomRow, SpoolError,
    key_of, name, names,
};

/// Everything that can be written, within one transaction.
pub(crate) struct Tables<'at> {
    frames: Table<'at, &'static FrameName, &'static [u8]>,
    index: Table<'at, &'static FrameName, IndexRow>,
    rooms: Table<'at, &'static [u8; 16], (u64, u64, u64)>,
    blobs: Table<'at, &'static [u8; 16], &'static [u8]>,
    blob_index: Table<'at, &'static [u8; 16], (u64, u64)>,
    pub(super) meta: Table<'at, &'static str, u64>,
    /// Whether there is anything to commit.
    pub(super) changed: bool,
}

impl<'at> Tables<'at> {
    pub(super) fn open(at: &'at WriteTransaction) -> Result<Self, SpoolError> {
        Ok(Self {
            frames: at.open_table(FRAMES)?,
            index: at.open_table(INDEX)?,
            rooms: at.open_table(ROOMS)?,
            blobs: at.open_table(BLOBS)?,
            blob_index: at.open_table(BLOB_INDEX)?,
            meta: at.open_table(META)?,
            changed: false,
        })
    }

    pub(super) fn set(&mut self, word: &str, number: u64) -> Result<(), StorageError> {
        self.meta.insert(word, number)?;
        self.changed = true;
        Ok(())
    }

    /// Keeps how long the relay has run.
    pub(crate) fn set_ran(&mut self, now: Tick) -> Result<(), StorageError> {
        self.set("ran", now.0)
    }

    /// What is known of a room's frames; `None` when there is no such room.
    pub(crate) fn room(&self, room: &RoomId) -> Result<Option<(RoomRow, Vec<Entry>)>, SpoolError> {
        let Some(row) = self.rooms.get(&room.0)? else {
            return Ok(None);
        };
        let row = RoomRow::of(row.value());
        let (first, last) = names(room);
        let mut entries = Vec::new();
        for entry in self.index.range::<&FrameName>(&first..=&last)? {
            let (name, value) = entry?;
            let (name, (kind, size, taken, order, hash)) = (name.value(), value.value());
            let role = match kind {
                1 => Role::Changes,
                2 => Role::Checkpoint {
                    header: self.header(name)?,
                    order,
                    taken: Tick(taken),
                },
                4 => Role::Closing,
                _ => return Err(SpoolError::Damaged),
            };
            entries.push(Entry {
                key: key_of(name),
                size: usize::try_from(size).map_err(|_| SpoolError::Damaged)?,
                hash: *hash,
                role,
            });
        }
        Ok(Some((row, entries)))
    }

    /// The header of a frame that is here.
    fn header(&self, name: &FrameName) -> Result<Header, SpoolError> {
        let frame = self.frames.get(name)?.ok_or(SpoolError::Damaged)?;
        match RelayMessage::decode(frame.value()) {
            Ok(RelayMessage::Deliver(frame)) => Frame::decode(&frame)
                .map(|frame| frame.header)
                .map_err(|_| SpoolError::Damaged),
            _ => Err(SpoolError::Damaged),
        }
    }

    pub(crate) fn put_frame(
        &mut self,
        header: &Header,
        message: &Bytes,
        hash: &MessageHash,
        taken: Tick,
        order: u64,
    ) -> Result<(), SpoolError> {
        let name = name(&header.room, &(header.device, header.seq));
        let kind = FrameKind::number(header.kind);
        let row = (kind, message.len() as u64, taken.0, order, hash);
        self.frames.insert(&name, message.as_ref())?;
        self.index.insert(&name, row)?;
        self.changed = true;
        Ok(())
    }

    pub(crate) fn drop_frames(&mut self, room: &RoomId, keys: &[Key]) -> Result<(), SpoolError> {
        for key in keys {
            let name = name(room, key);
            self.frames.remove(&name)?;
            self.index.remove(&name)?;
            self.changed = true;
        }
        Ok(())
    }

    /// Writes a room's row; whether the room is new.
    pub(crate) fn put_room(&mut self, room: &RoomId, row: RoomRow) -> Result<bool, SpoolError> {
        let due = row.due.map_or(0, |due| due.0.max(1));
        let value = (row.last_visit.0, row.bytes as u64, due);
        self.changed = true;
        Ok(self.rooms.insert(&room.0, value)?.is_none())
    }

    /// A room's row, without its frames.
    pub(crate) fn room_row(&self, room: &RoomId) -> Result<Option<RoomRow>, SpoolError> {
        let row = self.rooms.get(&room.0)?;
        Ok(row.map(|row| RoomRow::of(row.value())))
    }

    /// The rooms of which `pick` wants to hear.
    pub(crate) fn pick_rooms(
        &self,
        mut pick: impl FnMut(&RoomId, &RoomRow) -> bool,
    ) -> Result<Vec<(RoomId, RoomRow)>, SpoolError> {
        let mut picked = Vec::new();
        for row in self.rooms.iter()? {
            let (id, row) = row?;
            let (id, row) = (RoomId(*id.value()), RoomRow::of(row.value()));
            if pick(&id, &row) {
                picked.push((id, row));
            }
        }
        Ok(picked)
    }

    /// Forgets a room and all of its frames.
    pub(crate) fn drop_room(&mut self, room: &RoomId) -> Result<(), SpoolError> {
        let (first, last) = names(room);
        self.frames
            .retain_in::<&FrameName, _>(&first..=&last, |_, _| false)?;
        self.index
            .retain_in::<&FrameName, _>(&first..=&last, |_, _| false)?;
        self.rooms.remove(&room.0)?;
        self.changed = true;
        Ok(())
    }

    pub(crate) fn blob(&self, id: &BlobId) -> Result<Option<Blob>, SpoolError> {
        let Some(row) = self.blob_index.get(&id.0)? else {
            return Ok(None);
        };
        // A row without its bytes is damage, and as good as nothing.
        let Some(bytes) = self.blobs.get(&id.0)? else {
            return Ok(None);
        };
        Ok(Some(Blob {
            bytes: Bytes::copy_from_slice(bytes.value()),
            until: row.value().0,
        }))
    }

    pub(crate) fn put_blob(&mut self, id: &BlobId, blob: &Blob) -> Result<(), SpoolError> {
        let row = (blob.until, blob.bytes.len() as u64);
        self.blobs.insert(&id.0, blob.bytes.as_ref())?;
        self.blob_index.insert(&id.0, row)?;
        self.changed = true;
        Ok(())
    }

    /// Forgets the blobs that are past their date; the sizes of those that went.
    pub(crate) fn drop_blobs(&mut self, now: UnixSeconds) -> Result<Vec<usize>, SpoolError> {
        let mut going = Vec::new();
        for row in self.blob_index.iter()? {
            let (id, row) = row?;
            let (until, size) = row.value();
            if until <= now {
                going.push((*id.value(), usize::try_from(size).unwrap_or(usize::MAX)));
            }
        }
        for (id, _) in &going {
            self.blobs.remove(id)?;
            self.blob_index.remove(id)?;
            self.changed = true;
        }
        Ok(going.into_iter().map(|(_, size)| size).collect())
    }
}
