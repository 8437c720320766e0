//! The way to the disk: one queue, in order, nothing dropped.
//!
//! Order is what makes a crash harmless: the room's state, which says what this device has
//! received, must never reach the disk before the changes that it speaks of. A job that fails
//! stays at the head of the queue and is tried again; meanwhile the screen says so.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::StoredChange;

use crate::platform::store::{PlanRecord, Safety, Store, StoreError};
use crate::platform::timer::Alarm;

/// How long to wait before a failed write is tried again, in milliseconds.
const RETRY_MS: u32 = 3_000;

/// Whether what was typed is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// All of it.
    Saved,
    /// Some is on its way.
    Saving,
    /// It can't be written; it is in memory, and tried again.
    Failed(StoreError),
}

/// One thing to write.
pub(super) enum Job {
    /// Changes of the document. `own`: made on this device, to be sent to the room.
    Append {
        changes: Vec<StoredChange>,
        own: bool,
    },
    /// A saved document in place of the pieces with these keys.
    Compact { saved: Vec<u8>, covers: Vec<String> },
    /// The line in the list of plans.
    PutPlan(Box<PlanRecord>),
    /// A sealed frame, with the room's new state and the changes it took in.
    PutFrame {
        slot: u64,
        frame: Vec<u8>,
        state: Vec<u8>,
        settled: Vec<[u8; 32]>,
    },
    /// A frame that the relay has acknowledged.
    DropFrame(u64),
    /// The room's state.
    PutRoom(Vec<u8>),
}

type OnDisk = Rc<dyn Fn(&[StoredChange], bool)>;
type OnFrame = Rc<dyn Fn(u64)>;

/// The queue. Cheap to clone; all clones are one queue.
#[derive(Clone)]
pub(super) struct Writer(Rc<Inner>);

struct Inner {
    store: Store,
    plan: String,
    save: ArcRwSignal<SaveState>,
    queue: RefCell<VecDeque<Rc<Job>>>,
    running: Cell<bool>,
    /// Whether something is typed that no change carries yet.
    burst: Cell<bool>,
    /// Jobs that left the queue in a hurry and are not on disk yet.
    hurried: Cell<usize>,
    retry: Alarm,
    on_disk: RefCell<Option<OnDisk>>,
    on_frame: RefCell<Option<OnFrame>>,
}

impl Writer {
    pub(super) fn new(store: Store, plan: String, save: ArcRwSignal<SaveState>) -> Self {
        Self(Rc::new(Inner {
            store,
            plan,
            save,
            queue: RefCell::default(),
            running: Cell::new(false),
            burst: Cell::new(false),
            hurried: Cell::new(0),
            retry: Alarm::default(),
            on_disk: RefCell::default(),
            on_frame: RefCell::default(),
        }))
    }

    pub(super) fn store(&self) -> &Store {
        &self.0.store
    }

    /// Whom to tell when changes are on disk.
    pub(super) fn on_disk(&self, tell: impl Fn(&[StoredChange], bool) + 'static) {
        *self.0.on_disk.borrow_mut() = Some(Rc::new(tell));
    }

    /// Whom to tell when a frame is on disk, and may be sent.
    pub(super) fn on_frame(&self, tell: impl Fn(u64) + 'static) {
        *self.0.on_frame.borrow_mut() = Some(Rc::new(tell));
    }

    pub(super) fn push(&self, job: Job) {
        if matches!(job, Job::Append { .. }) {
            self.say_saving();
        }
        self.0.queue.borrow_mut().push_back(Rc::new(job));
        self.run();
    }

    /// Somebody types: until the burst is closed, not all is on disk.
    pub(super) fn burst_opened(&self) {
        self.0.burst.set(true);
        self.say_saving();
    }

    /// The burst is closed; what came of it has been pushed.
    pub(super) fn burst_closed(&self) {
        self.0.burst.set(false);
        self.settle();
    }

    /// A failure goes on showing until a write succeeds: it has the way out beside it.
    fn say_saving(&self) {
        if self.0.save.get_untracked() == SaveState::Saved {
            self.0.save.set(SaveState::Saving);
        }
    }

    /// Says "saved" when nothing waits.
    fn settle(&self) {
        let waits =
            self.0.burst.get() || self.0.hurried.get() > 0 || !self.0.queue.borrow().is_empty();
        if !waits && self.0.save.get_untracked() != SaveState::Saved {
            self.0.save.set(SaveState::Saved);
        }
    }

    /// Hands what was typed to the browser at once, because the page may be about to end. What
    /// then fails after all goes back into the queue.
    ///
    /// Only changes and the list's line overtake the others: a change may always be on disk before
    /// what speaks of it, never after. A frame or a state that does not make it is made again from
    /// `pending` at the next opening.
    pub(super) fn hurry(&self) {
        let mut waiting = Vec::new();
        {
            let mut queue = self.0.queue.borrow_mut();
            // The first one is under way already, if any is.
            let mut at = usize::from(self.0.running.get());
            while at < queue.len() {
                if matches!(*queue[at], Job::Append { .. } | Job::PutPlan(_)) {
                    waiting.extend(queue.remove(at));
                } else {
                    at += 1;
                }
            }
        }
        for job in waiting {
            let writer = self.clone();
            self.0.hurried.update(|count| count + 1);
            spawn_local(async move {
                let written = writer.write(&job).await;
                writer.0.hurried.update(|count| count - 1);
                match written {
                    Ok(()) => {
                        writer.report(&job);
                        writer.settle();
                    }
                    Err(error) => {
                        writer.0.save.set(SaveState::Failed(error));
                        writer.0.queue.borrow_mut().push_back(job);
                        writer.run();
                    }
                }
            });
        }
    }

    fn run(&self) {
        if self.0.running.replace(true) {
            return;
        }
        self.0.retry.cancel();
        let writer = self.clone();
        spawn_local(async move { writer.drain().await });
    }

    async fn drain(&self) {
        loop {
            let next = self.0.queue.borrow().front().cloned();
            let Some(job) = next else { break };
            match self.write(&job).await {
                Ok(()) => {
                    self.0.queue.borrow_mut().pop_front();
                    self.report(&job);
                }
                Err(error) => {
                    self.0.running.set(false);
                    let gone_for_good = error == StoreError::Failed;
                    self.0.save.set(SaveState::Failed(error));
                    if !gone_for_good {
                        let writer = self.clone();
                        self.0.retry.set(RETRY_MS, move || writer.run());
                    }
                    return;
                }
            }
        }
        self.0.running.set(false);
        self.settle();
    }

    async fn write(&self, job: &Job) -> Result<(), StoreError> {
        let Inner { store, plan, .. } = &*self.0;
        match job {
            Job::Append { changes, own } => {
                let rows: Vec<_> = changes.iter().map(|c| (c.hash, c.bytes.clone())).collect();
                let safety = if *own {
                    Safety::Strict
                } else {
                    Safety::Relaxed
                };
                store.append(plan, &rows, *own, safety).await
            }
            Job::Compact { saved, covers } => store.compact(plan, saved, covers).await.map(|_| ()),
            Job::PutPlan(record) => store.put_plan(record).await,
            Job::PutFrame {
                slot,
                frame,
                state,
                settled,
            } => store.put_frame(plan, *slot, frame, state, settled).await,
            Job::DropFrame(slot) => store.drop_frame(plan, *slot).await,
            Job::PutRoom(state) => store.put_room(plan, state).await,
        }
    }

    fn report(&self, job: &Job) {
        match job {
            Job::Append { changes, own } => {
                let tell = self.0.on_disk.borrow().clone();
                if let Some(tell) = tell {
                    tell(changes, *own);
                }
            }
            Job::PutFrame { slot, .. } => {
                let tell = self.0.on_frame.borrow().clone();
                if let Some(tell) = tell {
                    tell(*slot);
                }
            }
            _ => {}
        }
    }
}
