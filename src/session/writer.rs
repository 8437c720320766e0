//! The way to the disk: one queue, in order, nothing dropped.
//!
//! Order is what makes a crash harmless: the room's state, which says what this device has
//! received, must never reach the disk before the changes that it speaks of. A job that fails
//! stays at the head of the queue and is tried again; meanwhile the screen says so. Folding alone
//! is given up when it fails: it only tidies, and must not keep what was typed from the disk.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{ArcRwSignal, GetUntracked, Set};
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::StoredChange;

use super::queue::{Queue, Rank};
use crate::platform::store::{PlanRecord, RecordChange, Safety, Store, StoreError};
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
    /// Changes of the document. `own`: made in this tab.
    Append {
        changes: Vec<StoredChange>,
        own: bool,
    },
    /// A saved document in place of the pieces with these keys.
    Fold { saved: Vec<u8>, covers: Vec<String> },
    /// The line in the list of plans.
    AmendPlan(RecordChange),
    /// A room for the plan, with its first state.
    OpenRoom {
        seed: String,
        relay: Option<String>,
        state: Vec<u8>,
    },
    /// Another room in the place of the one that was ended, with its first state.
    RenewRoom {
        renewed: RecordChange,
        state: Vec<u8>,
    },
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

impl Job {
    fn rank(job: &Rc<Self>) -> Rank {
        match **job {
            Self::Append { .. } | Self::AmendPlan(_) => Rank::MayHurry,
            Self::PutFrame { .. }
            | Self::PutRoom(_)
            | Self::OpenRoom { .. }
            | Self::RenewRoom { .. } => Rank::Speaks,
            Self::Fold { .. } | Self::DropFrame(_) => Rank::Usual,
        }
    }
}

/// What has become of a job.
pub(super) enum Written<'a> {
    /// Changes are on disk. `own`: made in this tab.
    Changes {
        changes: &'a [StoredChange],
        own: bool,
    },
    /// A frame is, and may be sent.
    Frame(u64),
    /// The record as it is on disk by now.
    Record(PlanRecord),
    /// The same, after a room was asked for, or another one: it has one.
    Room(PlanRecord),
    /// A saved document is, under this key.
    Folded(String),
    /// A saved document is not; what it was to cover is still there.
    NotFolded { covers: &'a [String] },
    /// Nothing waits any more.
    All,
    /// Something of which nobody wants to hear.
    Else,
}

type OnWritten = Rc<dyn Fn(Written<'_>)>;

/// The queue. Cheap to clone; all clones are one queue.
#[derive(Clone)]
pub(super) struct Writer(Rc<Inner>);

struct Inner {
    store: Store,
    plan: String,
    save: ArcRwSignal<SaveState>,
    queue: RefCell<Queue<Rc<Job>>>,
    running: Cell<bool>,
    /// Whether something is typed that no change carries yet.
    burst: Cell<bool>,
    /// Whether what is typed is to be sent to a room.
    has_room: Cell<bool>,
    retry: Alarm,
    on_written: RefCell<Option<OnWritten>>,
}

impl Writer {
    pub(super) fn new(store: Store, plan: String, save: ArcRwSignal<SaveState>) -> Self {
        Self(Rc::new(Inner {
            store,
            plan,
            save,
            queue: RefCell::new(Queue::new(Job::rank)),
            running: Cell::new(false),
            burst: Cell::new(false),
            has_room: Cell::new(false),
            retry: Alarm::default(),
            on_written: RefCell::default(),
        }))
    }

    pub(super) fn store(&self) -> &Store {
        &self.0.store
    }

    /// Whom to tell what has become of a job.
    pub(super) fn on_written(&self, tell: impl Fn(Written<'_>) + 'static) {
        *self.0.on_written.borrow_mut() = Some(Rc::new(tell));
    }

    /// The plan has a room: own changes wait on disk until a frame has taken them in, from the
    /// next one that is written.
    pub(super) fn has_room(&self) {
        self.0.has_room.set(true);
    }

    pub(super) fn push(&self, job: Job) {
        if matches!(job, Job::Append { .. }) {
            self.say_saving();
        }
        self.0.queue.borrow_mut().push(Rc::new(job));
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

    /// Whether all that was pushed is on disk.
    pub(super) fn is_idle(&self) -> bool {
        self.0.queue.borrow().is_empty()
    }

    /// A failure goes on showing until a write succeeds: it has the way out beside it.
    fn say_saving(&self) {
        if self.0.save.get_untracked() == SaveState::Saved {
            self.0.save.set(SaveState::Saving);
        }
    }

    /// Says "saved" when nothing waits.
    fn settle(&self) {
        let waits = self.0.burst.get() || !self.0.queue.borrow().is_empty();
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
        let ahead = self.0.queue.borrow_mut().hurry();
        for job in ahead {
            let writer = self.clone();
            spawn_local(async move {
                let failed = match writer.write(&job).await {
                    Ok(written) => {
                        writer.0.queue.borrow_mut().hurried_is_done();
                        writer.tell(written);
                        None
                    }
                    Err(error) => Some(error),
                };
                if let Some(error) = failed {
                    writer.0.save.set(SaveState::Failed(error));
                    writer.0.queue.borrow_mut().hurried_has_failed(job);
                }
                // What waited for it may go on now.
                writer.run();
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
            let next = self.0.queue.borrow_mut().take();
            let Some(job) = next else { break };
            let error = match self.write(&job).await {
                Ok(written) => {
                    self.0.queue.borrow_mut().is_done();
                    self.tell(written);
                    continue;
                }
                Err(error) => error,
            };
            if let Job::Fold { covers, .. } = &*job {
                self.0.queue.borrow_mut().is_done();
                self.tell(Written::NotFolded { covers });
                continue;
            }
            self.0.queue.borrow_mut().has_failed(job);
            self.0.running.set(false);
            let gone_for_good = error == StoreError::Failed;
            self.0.save.set(SaveState::Failed(error));
            if !gone_for_good {
                let writer = self.clone();
                self.0.retry.set(RETRY_MS, move || writer.run());
            }
            return;
        }
        self.0.running.set(false);
        self.settle();
        if self.is_idle() {
            self.tell(Written::All);
        }
    }

    async fn write<'a>(&self, job: &'a Job) -> Result<Written<'a>, StoreError> {
        let Inner { store, plan, .. } = &*self.0;
        Ok(match job {
            Job::Append { changes, own } => {
                let rows: Vec<_> = changes.iter().map(|c| (c.hash, c.bytes.clone())).collect();
                let to_send = *own && self.0.has_room.get();
                let safety = if *own {
                    Safety::Strict
                } else {
                    Safety::Relaxed
                };
                store.append(plan, &rows, to_send, safety).await?;
                Written::Changes { changes, own: *own }
            }
            Job::Fold { saved, covers } => {
                Written::Folded(store.compact(plan, saved, covers).await?)
            }
            Job::AmendPlan(change) => {
                let record = store.amend_plan(plan, change).await?;
                record.map_or(Written::Else, Written::Record)
            }
            Job::OpenRoom { seed, relay, state } => {
                let record = store.open_room(plan, seed, relay.as_deref(), state).await?;
                record.map_or(Written::Else, Written::Room)
            }
            Job::RenewRoom { renewed, state } => {
                let record = store.renew_room(plan, renewed, state).await?;
                record.map_or(Written::Else, Written::Room)
            }
            Job::PutFrame {
                slot,
                frame,
                state,
                settled,
            } => {
                store.put_frame(plan, *slot, frame, state, settled).await?;
                Written::Frame(*slot)
            }
            Job::DropFrame(slot) => {
                store.drop_frame(plan, *slot).await?;
                Written::Else
            }
            Job::PutRoom(state) => {
                store.put_room(plan, state).await?;
                Written::Else
            }
        })
    }

    fn tell(&self, written: Written<'_>) {
        let tell = self.0.on_written.borrow().clone();
        if let Some(tell) = tell {
            tell(written);
        }
    }
}
