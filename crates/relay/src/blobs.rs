//! The box for short snapshot links: ciphertext under a name that its sender drew, until a date.
//! What is in it is never changed and never listed. It knows no HTTP; that is `blobs/http.rs`.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use yoriai_wire::{BlobId, BlobRefusal};

use crate::clock::UnixSeconds;
use crate::limits::Limits;

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
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    blobs: HashMap<BlobId, Blob>,
    /// What they cost together, and what is promised to those on their way.
    bytes: usize,
}

/// A place for a blob that is on its way; free again when this is dropped without it.
pub(crate) struct Place {
    blobs: Arc<Blobs>,
    cost: usize,
}

impl Blobs {
    pub(crate) fn new(limits: Limits) -> Arc<Self> {
        Arc::new(Self {
            limits,
            kept: Mutex::default(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
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
        let cost = size + OVERHEAD;
        let mut kept = self.lock();
        if kept.bytes + cost > self.limits.all_blobs_bytes {
            return Err(BlobRefusal::RelayFull);
        }
        kept.bytes += cost;
        Ok(Place {
            blobs: Arc::clone(self),
            cost,
        })
    }

    /// How many there are, and what they take.
    pub(crate) fn held(&self) -> (usize, usize) {
        let kept = self.lock();
        (kept.blobs.len(), kept.bytes)
    }

    /// The blob of this name, if it is here.
    pub(crate) fn get(&self, id: BlobId, now: UnixSeconds) -> Result<Blob, BlobRefusal> {
        let kept = self.lock();
        let blob = kept.blobs.get(&id).filter(|blob| blob.until > now);
        blob.cloned().ok_or(BlobRefusal::NotHere)
    }

    /// Drops what is past its date.
    pub(crate) fn sweep(&self, now: UnixSeconds) {
        let kept = &mut *self.lock();
        let bytes = &mut kept.bytes;
        kept.blobs.retain(|_, blob| {
            let stays = blob.until > now;
            if !stays {
                *bytes = bytes.saturating_sub(blob.cost());
            }
            stays
        });
    }
}

impl Blob {
    fn cost(&self) -> usize {
        self.bytes.len() + OVERHEAD
    }
}

impl Place {
    /// Puts the blob for which the place was promised.
    ///
    /// # Errors
    /// [`BlobRefusal::Taken`] when other bytes are kept under this name.
    pub(crate) fn put(
        mut self,
        id: BlobId,
        blob: Blob,
        now: UnixSeconds,
    ) -> Result<Put, BlobRefusal> {
        let blobs = Arc::clone(&self.blobs);
        let mut kept = blobs.lock();
        match kept.blobs.get(&id) {
            Some(here) if here.until > now && here.bytes == blob.bytes => {
                return Ok(Put::Again(here.until));
            }
            Some(here) if here.until > now => return Err(BlobRefusal::Taken),
            _ => {}
        }
        // The promise is kept: from here on it is the blob that takes the place.
        kept.bytes = kept.bytes.saturating_sub(self.cost) + blob.cost();
        self.cost = 0;
        let until = blob.until;
        if let Some(expired) = kept.blobs.insert(id, blob) {
            kept.bytes = kept.bytes.saturating_sub(expired.cost());
        }
        Ok(Put::New(until))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.cost > 0 {
            let mut kept = self.blobs.lock();
            kept.bytes = kept.bytes.saturating_sub(self.cost);
        }
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

    fn put(
        blobs: &Arc<Blobs>,
        id: BlobId,
        one: Blob,
        now: UnixSeconds,
    ) -> Result<Put, BlobRefusal> {
        blobs.reserve(one.bytes.len())?.put(id, one, now)
    }

    #[test]
    fn the_first_bytes_and_the_first_date_hold() {
        let blobs = Blobs::new(Limits::default());
        let first = blob("sealed", NOW + 10);
        assert_eq!(put(&blobs, ID, first.clone(), NOW), Ok(Put::New(NOW + 10)));
        assert_eq!(
            put(&blobs, ID, blob("sealed", NOW + 99), NOW),
            Ok(Put::Again(NOW + 10))
        );
        assert_eq!(
            put(&blobs, ID, blob("forged", NOW + 10), NOW),
            Err(BlobRefusal::Taken)
        );
        assert_eq!(blobs.get(ID, NOW), Ok(first));
        assert_eq!(blobs.get(BlobId([2; 16]), NOW), Err(BlobRefusal::NotHere));
    }

    #[test]
    fn from_its_date_on_it_is_gone_and_its_place_is_free() {
        let blobs = Blobs::new(Limits {
            all_blobs_bytes: 6 + OVERHEAD,
            ..Limits::default()
        });
        put(&blobs, ID, blob("sealed", NOW + 10), NOW).unwrap();
        assert_eq!(
            put(&blobs, BlobId([2; 16]), blob("s", NOW + 10), NOW),
            Err(BlobRefusal::RelayFull)
        );
        assert_eq!(blobs.get(ID, NOW + 10), Err(BlobRefusal::NotHere));
        blobs.sweep(NOW + 9);
        assert!(blobs.get(ID, NOW + 9).is_ok());
        blobs.sweep(NOW + 10);
        assert_eq!(
            put(&blobs, BlobId([2; 16]), blob("second", NOW + 20), NOW + 10),
            Ok(Put::New(NOW + 20))
        );
    }

    #[test]
    fn a_place_that_nobody_took_is_free_again() {
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
        assert_eq!(blobs.lock().bytes, 0);
    }
}
