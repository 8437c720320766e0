//! The box for short snapshot links: ciphertext under a name that its sender drew, until a date.
//! What is in it is never changed and never listed. It knows no HTTP; that is `blobs/http.rs`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use yoriai_wire::{BlobId, BlobRefusal};

use crate::clock::UnixSeconds;
use crate::limits::Limits;
use crate::spool::writer::Writer;

mod disk;
pub(crate) mod http;

/// What a blob costs beside its bytes. Counted, so that a million tiny ones can't slip under a cap.
const OVERHEAD: usize = 192;

/// A blob as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blob {
    pub(crate) bytes: Bytes,
    /// From this second on it isn't here.
    pub(crate) until: UnixSeconds,
}

/// What became of a blob that was put here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Put {
    /// It is new, and kept until then.
    New(UnixSeconds),
    /// The very same was here already, and its first date holds.
    Again(UnixSeconds),
}

/// The box.
pub(crate) struct Blobs {
    limits: Limits,
    count: Mutex<Count>,
    store: Store,
}

/// Where blobs lie.
enum Store {
    Memory(Mutex<HashMap<BlobId, Blob>>),
    Disk(Arc<Writer>),
}

#[derive(Clone, Copy, Default)]
struct Count {
    blobs: usize,
    /// What they cost together, and what is promised to those on their way.
    bytes: usize,
}

/// A place for a blob that is on its way; free again when this is dropped without it.
pub(crate) struct Place {
    blobs: Arc<Blobs>,
    cost: usize,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cost(size: usize) -> usize {
    size.saturating_add(OVERHEAD)
}

/// What putting `blob` where `here` may lie comes to.
fn decide(here: Option<&Blob>, blob: &Blob, now: UnixSeconds) -> Result<Put, BlobRefusal> {
    match here.filter(|here| here.until > now) {
        None => Ok(Put::New(blob.until)),
        Some(here) if here.bytes == blob.bytes => Ok(Put::Again(here.until)),
        Some(_) => Err(BlobRefusal::Taken),
    }
}

impl Blobs {
    /// A box in memory only.
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            count: Mutex::default(),
            store: Store::Memory(Mutex::default()),
        })
    }

    /// A box on a disk, in which lie so many blobs of so many bytes.
    pub(crate) fn on_disk(
        limits: Limits,
        writer: Arc<Writer>,
        (blobs, bytes): (usize, usize),
    ) -> Arc<Self> {
        let bytes = bytes + blobs * OVERHEAD;
        Arc::new(Self {
            limits,
            count: Mutex::new(Count { blobs, bytes }),
            store: Store::Disk(writer),
        })
    }

    /// How many there are, and what they take.
    pub(crate) fn held(&self) -> (usize, usize) {
        let count = lock(&self.count);
        (count.blobs, count.bytes)
    }

    /// Promises a place for a blob of `size` bytes. Asked for before the first of them is read, so
    /// that what is on its way is under the cap too.
    ///
    /// # Errors
    /// [`BlobRefusal::TooLarge`], [`BlobRefusal::RelayFull`].
    pub(crate) fn reserve(self: &Arc<Self>, size: usize) -> Result<Place, BlobRefusal> {
        if size > self.limits.blob_bytes {
            return Err(BlobRefusal::TooLarge);
        }
        let cost = cost(size);
        let mut count = lock(&self.count);
        if count.bytes + cost > self.limits.all_blobs_bytes {
            return Err(BlobRefusal::RelayFull);
        }
        count.bytes += cost;
        Ok(Place {
            blobs: Arc::clone(self),
            cost,
        })
    }

    /// The blob of this name.
    ///
    /// # Errors
    /// [`BlobRefusal::NotHere`], [`BlobRefusal::RelayFault`].
    pub(crate) async fn get(&self, id: BlobId, now: UnixSeconds) -> Result<Blob, BlobRefusal> {
        let blob = match &self.store {
            Store::Memory(blobs) => lock(blobs).get(&id).cloned(),
            Store::Disk(writer) => writer
                .read(move |spool| spool.blob(id))
                .await
                .map_err(|_| BlobRefusal::RelayFault)?,
        };
        blob.filter(|blob| blob.until > now)
            .ok_or(BlobRefusal::NotHere)
    }

    /// Drops what is past its date.
    pub(crate) fn sweep(self: &Arc<Self>, now: UnixSeconds) {
        match &self.store {
            Store::Memory(blobs) => {
                let mut gone = Vec::new();
                lock(blobs).retain(|_, blob| {
                    let stays = blob.until > now;
                    if !stays {
                        gone.push(blob.bytes.len());
                    }
                    stays
                });
                self.count_gone(gone);
            }
            Store::Disk(writer) => disk::sweep(self, writer, now),
        }
    }

    fn count_gone(&self, sizes: impl IntoIterator<Item = usize>) {
        let mut count = lock(&self.count);
        for size in sizes {
            count.blobs = count.blobs.saturating_sub(1);
            count.bytes = count.bytes.saturating_sub(cost(size));
        }
    }
}

impl Place {
    /// Puts the blob for which the place was promised.
    ///
    /// # Errors
    /// [`BlobRefusal::Taken`] when other bytes are kept under this name,
    /// [`BlobRefusal::RelayFault`].
    pub(crate) async fn put(
        self,
        id: BlobId,
        blob: Blob,
        now: UnixSeconds,
    ) -> Result<Put, BlobRefusal> {
        let blobs = Arc::clone(&self.blobs);
        match &blobs.store {
            Store::Memory(kept) => {
                let mut kept = lock(kept);
                let put = decide(kept.get(&id), &blob, now)?;
                if matches!(put, Put::New(_)) {
                    let expired = kept.insert(id, blob).map(|expired| expired.bytes.len());
                    self.take_it(expired);
                }
                Ok(put)
            }
            Store::Disk(writer) => disk::put(self, id, blob, now, writer).await,
        }
    }

    /// The promise is kept: from here on it is the blob that takes the place, and that of what was
    /// past its date under the same name.
    fn take_it(mut self, expired: Option<usize>) {
        self.cost = 0;
        lock(&self.blobs.count).blobs += 1;
        self.blobs.count_gone(expired);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut count = lock(&self.blobs.count);
        count.bytes = count.bytes.saturating_sub(self.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixSeconds = 1_800_000_000;
    const ID: BlobId = BlobId([1; 16]);

    fn blob(text: &'static str, until: UnixSeconds) -> Blob {
        Blob {
            bytes: Bytes::from_static(text.as_bytes()),
            until,
        }
    }

    async fn put(
        blobs: &Arc<Blobs>,
        id: BlobId,
        one: Blob,
        now: UnixSeconds,
    ) -> Result<Put, BlobRefusal> {
        blobs.reserve(one.bytes.len())?.put(id, one, now).await
    }

    #[tokio::test]
    async fn the_first_bytes_and_the_first_date_hold() {
        let blobs = Blobs::new(Limits::default());
        let first = blob("sealed", NOW + 10);
        assert_eq!(
            put(&blobs, ID, first.clone(), NOW).await,
            Ok(Put::New(NOW + 10))
        );
        assert_eq!(
            put(&blobs, ID, blob("sealed", NOW + 99), NOW).await,
            Ok(Put::Again(NOW + 10))
        );
        assert_eq!(
            put(&blobs, ID, blob("forged", NOW + 10), NOW).await,
            Err(BlobRefusal::Taken)
        );
        assert_eq!(blobs.get(ID, NOW).await, Ok(first));
        assert_eq!(
            blobs.get(BlobId([2; 16]), NOW).await,
            Err(BlobRefusal::NotHere)
        );
    }

    #[tokio::test]
    async fn from_its_date_on_it_is_gone_and_its_place_is_free() {
        let blobs = Blobs::new(Limits {
            all_blobs_bytes: 6 + OVERHEAD,
            ..Limits::default()
        });
        put(&blobs, ID, blob("sealed", NOW + 10), NOW)
            .await
            .unwrap();
        assert_eq!(
            put(&blobs, BlobId([2; 16]), blob("s", NOW + 10), NOW).await,
            Err(BlobRefusal::RelayFull)
        );
        assert_eq!(blobs.get(ID, NOW + 10).await, Err(BlobRefusal::NotHere));
        blobs.sweep(NOW + 9);
        assert!(blobs.get(ID, NOW + 9).await.is_ok());
        blobs.sweep(NOW + 10);
        assert_eq!(
            put(&blobs, BlobId([2; 16]), blob("second", NOW + 20), NOW + 10).await,
            Ok(Put::New(NOW + 20))
        );
    }

    #[tokio::test]
    async fn a_place_that_nobody_took_is_free_again() {
        let blobs = Blobs::new(Limits {
            all_blobs_bytes: 10 + OVERHEAD,
            blob_bytes: 10,
            ..Limits::default()
        });
        assert_eq!(blobs.reserve(11).err(), Some(BlobRefusal::TooLarge));
        let place = blobs.reserve(10).unwrap_or_else(|_| unreachable!());
        assert_eq!(blobs.reserve(1).err(), Some(BlobRefusal::RelayFull));
        drop(place);
        assert!(blobs.reserve(10).is_ok());
        assert_eq!(blobs.held().1, 0);
    }
}
