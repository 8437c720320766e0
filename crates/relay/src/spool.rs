//! What the relay keeps on a disk: one file, written by one thread (`spool/writer.rs`), read by
//! anybody. What was committed survives the end of the process at any moment.
//!
//! ```text
//! frames      room, device, sequence -> the frame as it is delivered
//! index       the same               -> kind, size, when taken, order of checkpoints, SHA-256
//! rooms       room                   -> last visit, bytes, when a covered frame may go
//! blobs       name                   -> the blob
//! blob_index  name                   -> until when, size
//! meta        word                   -> number
//! ```
//!
//! A room's index is read when somebody comes, its frames when they are sent: what isn't used takes
//! no memory. Everything has its place in a room by the order of its key.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};
use yoriai_wire::{BlobId, DeviceId, RoomId, Seq};

use crate::blobs::Blob;
use crate::clock::Tick;
use crate::mailbox::{Key, MessageHash};

mod tables;
pub(crate) mod writer;

pub(crate) use tables::Tables;

const FILE: &str = "spool.redb";
/// Of this file's layout; another is another number.
const VERSION: u64 = 1;
/// Pages that the store keeps in memory: the upper ones of its trees, and what was just written.
const CACHE_BYTES: usize = 16 * 1024 * 1024;
/// After a fault the file is opened anew, which may take a while: not more often than this.
const REOPEN_PAUSE: Duration = Duration::from_secs(1);

/// Room, device, sequence: bytes in this order sort as the names themselves.
type FrameName = [u8; 32];
type IndexRow = (u8, u64, u64, u64, &'static MessageHash);

const FRAMES: TableDefinition<&FrameName, &[u8]> = TableDefinition::new("frames");
const INDEX: TableDefinition<&FrameName, IndexRow> = TableDefinition::new("index");
const ROOMS: TableDefinition<&[u8; 16], (u64, u64, u64)> = TableDefinition::new("rooms");
const BLOBS: TableDefinition<&[u8; 16], &[u8]> = TableDefinition::new("blobs");
const BLOB_INDEX: TableDefinition<&[u8; 16], (u64, u64)> = TableDefinition::new("blob_index");
const META: TableDefinition<&str, u64> = TableDefinition::new("meta");

/// Why the disk didn't do what it should. All of it is one thing to a client: code 19.
#[derive(Debug, thiserror::Error)]
pub enum SpoolError {
    /// The folder can't be made or read.
    #[error("the spool's folder can't be used")]
    Folder(#[source] io::Error),
    /// The store itself, or the disk below it.
    #[error("the spool failed")]
    Store(#[source] Box<redb::Error>),
    /// What lies there was not written by this version.
    #[error("the spool was written by another version of the relay ({0})")]
    Version(u64),
    /// What lies there is not what was written.
    #[error("the spool holds something that isn't a frame")]
    Damaged,
    /// What writes to the disk has ended, by a bug in the program.
    #[error("the thread that writes to the spool has ended")]
    Gone,
    /// A fault was just before; another try follows in a moment.
    #[error("the spool is out of order for a moment")]
    Down,
}

impl<E: Into<redb::Error>> From<E> for SpoolError {
    fn from(error: E) -> Self {
        Self::Store(Box::new(error.into()))
    }
}

/// The file, and whether it is usable.
pub(crate) struct Spool {
    path: PathBuf,
    /// None after a fault, until it is opened anew.
    database: RwLock<Option<Database>>,
    /// When opening it was last tried.
    tried: Mutex<Instant>,
}

/// What a room's row says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RoomRow {
    pub(crate) last_visit: Tick,
    pub(crate) bytes: usize,
    /// When the next covered frame may go.
    pub(crate) due: Option<Tick>,
}

impl RoomRow {
    fn of((visit, bytes, due): (u64, u64, u64)) -> Self {
        Self {
            last_visit: Tick(visit),
            bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
            due: (due > 0).then_some(Tick(due)),
        }
    }
}

fn name(room: &RoomId, (device, seq): &Key) -> FrameName {
    let mut name = [0; 32];
    name[..16].copy_from_slice(&room.0);
    name[16..24].copy_from_slice(&device.0);
    name[24..].copy_from_slice(&seq.0.to_be_bytes());
    name
}

fn key_of(name: &FrameName) -> Key {
    let (mut device, mut seq) = ([0; 8], [0; 8]);
    device.copy_from_slice(&name[16..24]);
    seq.copy_from_slice(&name[24..]);
    (DeviceId(device), Seq(u64::from_be_bytes(seq)))
}

/// All names of a room.
fn names(room: &RoomId) -> (FrameName, FrameName) {
    let all = |byte| {
        name(
            room,
            &(DeviceId([byte; 8]), Seq(u64::from_be_bytes([byte; 8]))),
        )
    };
    (all(0), all(0xff))
}

impl Spool {
    /// Opens what lies in `folder`, or makes it.
    ///
    /// # Errors
    /// [`SpoolError`], also when another relay has it open.
    pub(crate) fn open(folder: &Path) -> Result<Self, SpoolError> {
        std::fs::create_dir_all(folder).map_err(SpoolError::Folder)?;
        let path = folder.join(FILE);
        let database = open(&path)?;
        // So that the file itself is there after a power cut, and not only what is in it.
        #[cfg(unix)]
        std::fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(SpoolError::Folder)?;
        Ok(Self {
            path,
            database: RwLock::new(Some(database)),
            tried: Mutex::new(Instant::now()),
        })
    }

    /// Reads a consistent state.
    fn read<T>(
        &self,
        read: impl FnOnce(&redb::ReadTransaction) -> Result<T, SpoolError>,
    ) -> Result<T, SpoolError> {
        let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
        let database = database.as_ref().ok_or(SpoolError::Down)?;
        read(&database.begin_read()?)
    }

    /// Writes something, all of it or nothing. When this returns without an error, it is durable.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&mut Tables<'_>) -> Result<T, SpoolError>,
    ) -> Result<T, SpoolError> {
        self.reopen_if_down()?;
        let result = {
            let database = self.database.read().unwrap_or_else(PoisonError::into_inner);
            let database = database.as_ref().ok_or(SpoolError::Down)?;
            write_in(database, write)
        };
        if result.is_err() {
            // After a fault the store refuses everything until it is opened anew: it then finds
            // the last commit that was whole.
            let mut database = self
                .database
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            if let Some(database) = database.take() {
                let _ = database.close();
            }
        }
        result
    }

    fn reopen_if_down(&self) -> Result<(), SpoolError> {
        let is_up = |database: &Option<Database>| database.is_some();
        if is_up(&self.database.read().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(());
        }
        let mut database = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let mut tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        if tried.elapsed() < REOPEN_PAUSE {
            return Err(SpoolError::Down);
        }
        *tried = Instant::now();
        *database = Some(open(&self.path)?);
        Ok(())
    }

    /// Closes the file; nothing can be read or written afterwards.
    fn close(&self) {
        let mut database = self
            .database
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(database) = database.take()
            && let Err(error) = database.close()
        {
            tracing::error!(%error, "the spool was not closed in order; it will be repaired");
        }
    }

    /// How long the relay had run when something was last written.
    pub(crate) fn ran(&self) -> Result<Tick, SpoolError> {
        self.read(|at| {
            let ran = at.open_table(META)?.get("ran")?.map(|ran| ran.value());
            Ok(Tick(ran.unwrap_or_default()))
        })
    }

    /// How many rooms there are, and what they take.
    pub(crate) fn rooms(&self) -> Result<(usize, usize), SpoolError> {
        self.read(|at| {
            at.open_table(ROOMS)?
                .iter()?
                .try_fold((0, 0), |(count, bytes), row| {
                    Ok((count + 1, bytes + RoomRow::of(row?.1.value()).bytes))
                })
        })
    }

    /// How many blobs there are, and how large they are together.
    pub(crate) fn blobs(&self) -> Result<(usize, usize), SpoolError> {
        self.read(|at| {
            at.open_table(BLOB_INDEX)?
                .iter()?
                .try_fold((0, 0), |(count, bytes), row| {
                    let size = usize::try_from(row?.1.value().1).unwrap_or(usize::MAX);
                    Ok((count + 1, bytes + size))
                })
        })
    }

    /// The bytes of these frames, in their order. One that is gone is left out: whoever asked is
    /// in the room and was sent what covers it.
    pub(crate) fn frames(&self, room: RoomId, keys: &[Key]) -> Result<Vec<Bytes>, SpoolError> {
        self.read(|at| {
            let frames = at.open_table(FRAMES)?;
            let mut found = Vec::with_capacity(keys.len());
            for key in keys {
                if let Some(frame) = frames.get(&name(&room, key))? {
                    found.push(Bytes::copy_from_slice(frame.value()));
                }
            }
            Ok(found)
        })
    }

    /// The blob of this name, whatever its date.
    pub(crate) fn blob(&self, id: BlobId) -> Result<Option<Blob>, SpoolError> {
        self.read(|at| {
            let Some(row) = at.open_table(BLOB_INDEX)?.get(&id.0)? else {
                return Ok(None);
            };
            let Some(bytes) = at.open_table(BLOBS)?.get(&id.0)? else {
                return Ok(None);
            };
            Ok(Some(Blob {
                bytes: Bytes::copy_from_slice(bytes.value()),
                until: row.value().0,
            }))
        })
    }
}

fn open(path: &Path) -> Result<Database, SpoolError> {
    let database = Database::builder()
        .set_cache_size(CACHE_BYTES)
        .create(path)?;
    let version = write_in(&database, |tables| {
        let version = tables.meta.get("version")?.map(|version| version.value());
        if version.is_none() {
            tables.set("version", VERSION)?;
        }
        Ok(version.unwrap_or(VERSION))
    })?;
    if version == VERSION {
        Ok(database)
    } else {
        Err(SpoolError::Version(version))
    }
}

fn write_in<T>(
    database: &Database,
    write: impl FnOnce(&mut Tables<'_>) -> Result<T, SpoolError>,
) -> Result<T, SpoolError> {
    let mut at = database.begin_write()?;
    // Each commit costs some milliseconds more, but after a crash the file is usable at once,
    // however large it is.
    at.set_quick_repair(true);
    let mut tables = Tables::open(&at)?;
    let result = write(&mut tables)?;
    let changed = tables.changed;
    drop(tables);
    if changed {
        at.commit()?;
    } else {
        at.abort()?;
    }
    Ok(result)
}
