//! After a plan's link was ended, this device keeps its copy, and what is written there goes nowhere.
//! Joined again by the new link, the plan is another one to this device. Their histories show that
//! both began as one; whether the copy's words belong here, a person says: last year's plan and this
//! year's may have begun as one, too.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yoriai_plan::SavedHistory;

use super::{Notice, Origin, Session, open_document};
use crate::platform::clock;
use crate::platform::store::{PlanRecord, RecordChange, Store};

impl Session {
    pub(super) fn look_for_copies_soon(self: &Rc<Self>) {
        let record = self.record.borrow();
        let has_room = record.seed.is_some() && !record.ended;
        drop(record);
        if !has_room || self.is_read_only() || !self.has_content() {
            return;
        }
        let session = self.clone();
        spawn_local(async move { session.look_for_copies().await });
    }

    /// Asks about every copy that has something which is not here.
    async fn look_for_copies(self: Rc<Self>) {
        let store = self.writer.store().clone();
        // Where the disk can't be read now, the next opening tries again.
        let plans = store.plans().await.unwrap_or_default();
        for copy in plans.into_iter().filter(|record| self.may_inherit(record)) {
            let Some(saved) = saved_copy(&store, &copy.id).await else {
                continue;
            };
            let Ok(history) = SavedHistory::read(&saved) else {
                continue;
            };
            let news = self.doc.borrow().news_in(&history);
            if let Some(changes @ 1..) = news.filter(|_| !self.left.get()) {
                self.tell(Notice::Copy {
                    id: copy.id,
                    title: copy.title,
                    changes,
                });
            }
        }
    }

    fn may_inherit(&self, record: &PlanRecord) -> bool {
        let is_taken = record.heir.as_ref() == Some(&self.id) && record.edited_ms < record.taken_ms;
        record.ended
            && record.id != self.id
            && !is_taken
            && !self.record.borrow().apart.contains(&record.id)
    }

    /// Takes in what a copy has. The copy stays as it is: somebody may be writing in it at this
    /// moment, and that is asked about the next time.
    pub async fn take_over(self: &Rc<Self>, copy: &str) {
        let store = self.writer.store().clone();
        // From before it is read: what is written in it meanwhile is not taken.
        let at_ms = clock::now_ms();
        let saved = saved_copy(&store, copy).await;
        let merged = saved.map(|saved| self.merge(|doc| doc.merge_saved(&saved)));
        let Some(Ok(merged)) = merged else {
            return self.tell(Notice::CopyNotTaken);
        };
        self.received(merged, Origin::Here);
        let heir = self.id.clone();
        // If it does not reach the disk, it is asked again, and taking it twice does no harm.
        let _ = store
            .amend_plan(copy, &RecordChange::TakenOver { heir, at_ms })
            .await;
    }

    /// A copy is another plan, and is not asked about again.
    pub fn keep_apart(&self, copy: &str) {
        self.amend(RecordChange::IsApart {
            from: copy.to_owned(),
        });
    }
}

async fn saved_copy(store: &Store, id: &str) -> Option<Vec<u8>> {
    let chunks = store.chunks(id).await.ok()?;
    // Without any, a new plan would be opened in the place of what is lost.
    if chunks.is_empty() {
        return None;
    }
    Some(open_document(&chunks).ok()?.doc.save())
}
