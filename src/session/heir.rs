//! After a plan's link was ended, this device keeps its copy, and what is written there goes nowhere.
//! Joined again by the new link, the plan is another one to this device at first. As soon as its
//! history shows that both are the same, it takes over what only the copy has.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yoriai_plan::SavedHistory;

use super::{Notice, Origin, Session, open_document};
use crate::platform::store::{PlanRecord, RecordChange};

impl Session {
    pub(super) fn take_over_soon(self: &Rc<Self>) {
        let has_room = self.access().is_some();
        if !has_room || self.is_read_only() || !self.has_content() {
            return;
        }
        let session = self.clone();
        spawn_local(async move { session.take_over().await });
    }

    /// Takes over from every copy of this plan whose link was ended. The copies stay as they are:
    /// somebody may be writing in one at this moment, and that is taken over the next time.
    async fn take_over(self: Rc<Self>) {
        let store = self.writer.store().clone();
        // Where the disk can't be read now, the next opening tries again.
        let plans = store.plans().await.unwrap_or_default();
        for copy in plans.into_iter().filter(|record| self.may_inherit(record)) {
            let Ok(chunks) = store.chunks(&copy.id).await else {
                continue;
            };
            let Ok(mut opened) = open_document(&chunks) else {
                continue;
            };
            let saved = opened.doc.save();
            let Ok(history) = SavedHistory::read(&saved) else {
                continue;
            };
            if self.doc.borrow().news_in(&history).is_none() || self.left.get() {
                continue;
            }
            let Ok(merged) = self.merge(|doc| doc.merge_saved(&saved)) else {
                continue;
            };
            let changes = merged.fresh.len();
            self.received(merged, Origin::Here);
            if changes > 0 {
                self.tell(Notice::TookOver { changes });
            }
            let heir = self.id.clone();
            // If it does not reach the disk, it is done again, which changes nothing.
            let _ = store
                .amend_plan(&copy.id, &RecordChange::TakenOver { heir })
                .await;
        }
    }

    fn may_inherit(&self, record: &PlanRecord) -> bool {
        let heir = record.heir.as_ref();
        record.ended && record.id != self.id && heir.is_none_or(|heir| *heir == self.id)
    }
}
