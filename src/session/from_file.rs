//! A plan's file that comes back: looked at first, then merged into its plan or kept as a new one.

use std::rc::Rc;

use leptos::prelude::GetUntracked;
use yoriai_plan::{Chunk, ChunkKind, Plan, PlanDoc, SavedHistory};

use super::{Access, FileFailure, OpenFailure, Origin, SaveState, Session, open_document};
use crate::platform::store::Store;
use crate::platform::{random, timer};

/// How often to look whether all is on disk, in milliseconds.
const LOOK_MS: u32 = 20;

/// What a plan's file is to this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    /// A copy of a plan that is here.
    Same {
        /// The plan's id on this device.
        id: String,
        /// Its title here.
        title: String,
        /// How many changes the file has that are not here.
        news: usize,
    },
    /// A plan that is not here.
    New {
        /// Its title.
        title: String,
    },
}

impl Session {
    /// Looks what a file is to this device. Changes nothing.
    pub async fn look_at_file(store: &Store, bytes: &[u8]) -> Result<Incoming, FileFailure> {
        let history = SavedHistory::read(bytes).map_err(|_| FileFailure::NotAPlan)?;
        let mut kin: Option<Incoming> = None;
        let mut least = usize::MAX;
        for record in store.plans().await.map_err(FileFailure::Store)? {
            // What went into a plan that is only followed could not go on from there.
            if matches!(Access::of(&record), Some(Access::View(..))) {
                continue;
            }
            let chunks = store.chunks(&record.id).await;
            let chunks = chunks.map_err(FileFailure::Store)?;
            // A plan that can't be opened stays as it is, and takes nothing in.
            let Ok(opened) = open_document(&chunks) else {
                continue;
            };
            let Some(news) = opened.doc.news_in(&history) else {
                continue;
            };
            // Two plans here may have begun as one: the file belongs to the one nearest to it.
            if kin.is_none() || news < least {
                least = news;
                kin = Some(Incoming::Same {
                    id: record.id,
                    title: record.title,
                    news,
                });
            }
        }
        if let Some(kin) = kin {
            return Ok(kin);
        }
        let chunk = Chunk {
            name: "file",
            bytes,
            kind: ChunkKind::Saved,
        };
        let opened = PlanDoc::open(random::bytes(), [chunk]).map_err(|_| FileFailure::NotAPlan)?;
        Ok(Incoming::New {
            title: Plan::read(&opened.doc).head.title,
        })
    }

    /// Merges a file into a plan of this device, and comes back when it is on disk. Says how many
    /// changes were new. Other tabs and the plan's room get them as if they had been written here.
    pub async fn merge_file(
        store: &Store,
        id: &str,
        author: &str,
        bytes: &[u8],
    ) -> Result<usize, FileFailure> {
        let opened = Self::open(store.clone(), id, author).await;
        let session = opened.map_err(|failure| match failure {
            OpenFailure::Store(error) => FileFailure::Store(error),
            OpenFailure::Unknown | OpenFailure::Document(_) => FileFailure::PlanUnreadable,
        })?;
        let outcome = session.take_in_file(bytes).await;
        session.close();
        outcome
    }

    async fn take_in_file(self: &Rc<Self>, bytes: &[u8]) -> Result<usize, FileFailure> {
        let merged = self.merge(|doc| doc.merge_saved(bytes));
        let merged = merged.map_err(|_| FileFailure::NotAPlan)?;
        let news = merged.fresh.len();
        self.received(merged, Origin::Here);
        loop {
            match self.save.get_untracked() {
                SaveState::Saved => return Ok(news),
                SaveState::Failed(error) => return Err(FileFailure::Store(error)),
                SaveState::Saving => timer::sleep(LOOK_MS).await,
            }
        }
    }
}
