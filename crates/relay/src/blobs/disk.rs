//! Blobs on the disk: what the box has written there, on the writer's thread.

use std::sync::Arc;

use tokio::sync::oneshot;
use yoriai_wire::{BlobId, BlobRefusal};

use crate::blobs::{Blob, Blobs, Place, Put, decide};
use crate::clock::UnixSeconds;
use crate::spool::writer::{Work, Writer};
use crate::spool::{SpoolError, Tables};

/// Puts a blob; over when it is on the disk.
pub(super) async fn put(
    place: Place,
    id: BlobId,
    blob: Blob,
    now: UnixSeconds,
    writer: &Writer,
) -> Result<Put, BlobRefusal> {
    let (reply, answer) = oneshot::channel();
    let size = blob.bytes.len();
    let waits = writer.place(size).await;
    let work = PutBlob {
        place,
        id,
        blob,
        now,
        put: Err(BlobRefusal::RelayFault),
        expired: None,
        reply,
    };
    writer.bring(work, size, waits);
    answer.await.unwrap_or(Err(BlobRefusal::RelayFault))
}

struct PutBlob {
    place: Place,
    id: BlobId,
    blob: Blob,
    now: UnixSeconds,
    put: Result<Put, BlobRefusal>,
    /// The size of what was past its date under this name.
    expired: Option<usize>,
    reply: oneshot::Sender<Result<Put, BlobRefusal>>,
}

impl Work for PutBlob {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        let here = tables.blob(&self.id)?;
        self.put = decide(here.as_ref(), &self.blob, self.now);
        if matches!(self.put, Ok(Put::New(_))) {
            self.expired = here.map(|expired| expired.bytes.len());
            tables.put_blob(&self.id, &self.blob)?;
        }
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        let put = if durable {
            self.put
        } else {
            Err(BlobRefusal::RelayFault)
        };
        // Before the answer: whoever hears it finds everything counted.
        if matches!(put, Ok(Put::New(_))) {
            self.place.take_it(self.expired);
        } else {
            drop(self.place);
        }
        let _ = self.reply.send(put);
    }
}

/// Drops what is past its date.
pub(super) fn sweep(blobs: &Arc<Blobs>, writer: &Writer, now: UnixSeconds) {
    let sweep = SweepBlobs {
        blobs: Arc::clone(blobs),
        now,
        gone: Vec::new(),
    };
    writer.bring(sweep, 0, None);
}

struct SweepBlobs {
    blobs: Arc<Blobs>,
    now: UnixSeconds,
    gone: Vec<usize>,
}

impl Work for SweepBlobs {
    fn apply(&mut self, tables: &mut Tables<'_>) -> Result<(), SpoolError> {
        self.gone = tables.drop_blobs(self.now)?;
        Ok(())
    }

    fn done(self: Box<Self>, durable: bool) {
        if durable {
            self.blobs.count_gone(self.gone);
        }
    }
}
