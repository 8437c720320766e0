//! How a plan comes onto this device: made new, out of a file, or joined by a link.

use yoriai_plan::{Chunk, ChunkKind, Command, CommandError, Plan, PlanDoc};

use super::{Access, Session, open_document, stamp};
use crate::platform::store::{PlanRecord, RecordChange, Store, StoreError, hex};
use crate::platform::{clock, random};

/// Why a plan could not be made.
#[derive(Debug, Clone, PartialEq)]
pub enum CreateFailure {
    /// The document refused its content.
    Command(CommandError),
    /// The disk refused it.
    Store(StoreError),
}

/// Why a file could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFailure {
    /// It holds no plan, or a damaged one.
    NotAPlan,
    /// The plan of this device to which it belongs could not be opened.
    PlanUnreadable,
    /// The disk refused it.
    Store(StoreError),
}

impl Session {
    /// Makes a new plan out of a command, in one change, and writes it down before it returns.
    pub async fn create(
        store: &Store,
        author: &str,
        first: Command,
    ) -> Result<String, CreateFailure> {
        let mut doc = PlanDoc::new(random::bytes());
        doc.apply(&first).map_err(CreateFailure::Command)?;
        let stamp = stamp(author);
        doc.commit(&stamp);
        let plan = Plan::read(&doc);
        let record = PlanRecord {
            id: hex(&random::bytes::<16>()),
            title: plan.head.title.clone(),
            organization: plan.head.organization.clone(),
            edited_ms: clock::now_ms(),
            edited_by: author.to_owned(),
            ..PlanRecord::default()
        };
        let saved = doc.save();
        store
            .compact(&record.id, &saved, &[])
            .await
            .map_err(CreateFailure::Store)?;
        store
            .put_plan(&record)
            .await
            .map_err(CreateFailure::Store)?;
        Ok(record.id)
    }

    /// Whether a plan of this device can be written in: it can be read, no newer version of the app
    /// wrote it, and it is not only followed.
    pub async fn is_writable(store: &Store, id: &str) -> bool {
        let record = store.plan(id).await.ok().flatten();
        if record.is_none_or(|record| matches!(Access::of(&record), Some(Access::View(..)))) {
            return false;
        }
        let chunks = store.chunks(id).await;
        let opened = chunks.ok().and_then(|found| open_document(&found).ok());
        opened.is_some_and(|opened| !opened.doc.read_only())
    }

    /// Keeps a plan out of a file that [`Session::to_file`] gave.
    pub async fn from_file(store: &Store, bytes: &[u8]) -> Result<String, FileFailure> {
        let chunk = Chunk {
            name: "file",
            bytes,
            kind: ChunkKind::Saved,
        };
        let opened = PlanDoc::open(random::bytes(), [chunk]).map_err(|_| FileFailure::NotAPlan)?;
        if !opened.damaged.is_empty() {
            return Err(FileFailure::NotAPlan);
        }
        let plan = Plan::read(&opened.doc);
        let record = PlanRecord {
            id: hex(&random::bytes::<16>()),
            title: plan.head.title.clone(),
            organization: plan.head.organization.clone(),
            edited_ms: clock::now_ms(),
            // The file itself is a copy elsewhere.
            elsewhere_ms: Some(clock::now_ms()),
            ..PlanRecord::default()
        };
        store
            .compact(&record.id, bytes, &[])
            .await
            .map_err(FileFailure::Store)?;
        store.put_plan(&record).await.map_err(FileFailure::Store)?;
        Ok(record.id)
    }

    /// Makes room for a plan that will come from its room. Who followed it so far and now has the
    /// edit link may write from then on. While nothing has come by a link, another one into the same
    /// room with another key has a plan of its own: one of the two is broken, and only the room can
    /// tell which.
    pub async fn join(
        store: &Store,
        access: &Access,
        relay: Option<String>,
    ) -> Result<String, StoreError> {
        let room = access.keys().room;
        let is_known = |record: &PlanRecord| {
            Access::of(record).is_some_and(|known| {
                known.keys().room == room && (record.has_come() || known.reads_as(access))
            })
        };
        if let Some(known) = store.plans().await?.into_iter().find(is_known) {
            if let (Access::Edit(seed), None) = (access, &known.seed) {
                let seed = hex(&seed.0);
                store
                    .amend_plan(&known.id, &RecordChange::MayWrite { seed })
                    .await?;
            }
            return Ok(known.id);
        }
        let record = access.record(hex(&random::bytes::<16>()), relay);
        store.put_plan(&record).await?;
        Ok(record.id)
    }
}
