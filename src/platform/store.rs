//! What is kept on the device: one IndexedDB database.
//!
//! | store | key | value |
//! | --- | --- | --- |
//! | `plans` | plan | what the list of plans needs, and the keys: JSON |
//! | `chunks` | plan `/` kind `/` hash | a saved document or one change |
//! | `pending` | plan `/` hash | a change of this device that no frame carries yet |
//! | `outbox` | plan `/` slot | a sealed frame that the relay has not acknowledged |
//! | `rooms` | plan | how far this device is in the plan's room |
//!
//! A change and its `pending` twin are written in one transaction, and so are a frame, the room's
//! state and the end of the `pending` it took in: there is no moment at which a crash could leave
//! a word that is on disk but would never be sent. A plan's seed and the room's first state are
//! written in one, too: a room without a state would never be given the document.
//!
//! Inside a transaction nothing but IndexedDB is awaited; it would commit itself otherwise.

mod transaction;

use std::cell::RefCell;
use std::rc::Rc;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::error::Error;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::Transaction;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use self::transaction::{begin, finish, is_full, put, remove};
pub use super::record::{ClosedRoom, PlanRecord, RecordChange};
use super::{failure, page};

const DATABASE: &str = "yoriai";
const VERSION: u32 = 1;
const PLANS: &str = "plans";
const CHUNKS: &str = "chunks";
const PENDING: &str = "pending";
const OUTBOX: &str = "outbox";
const ROOMS: &str = "rooms";

/// Why nothing could be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoreError {
    /// The browser has no room left for this site.
    Full,
    /// The module has panicked; nothing is written from memory any more.
    Failed,
    /// Anything else, in the browser's words.
    Browser(String),
}

/// One stored piece of a document.
#[derive(Debug, Clone)]
pub struct StoredChunk {
    /// Its key in the store.
    pub key: String,
    /// Whether it is a whole saved document, or a single change.
    pub is_saved: bool,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// How safe a write must be before it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Safety {
    /// Given to the operating system.
    Relaxed,
    /// Flushed to the disk.
    Strict,
}

/// How much room there is, and whether the browser may clear it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Room {
    /// Bytes used by this site.
    pub used: f64,
    /// Bytes that the browser would give it.
    pub quota: f64,
    /// Whether the browser has promised not to clear it by itself.
    pub kept: bool,
}

/// The database. Cheap to clone; all clones share one handle.
#[derive(Clone, Default)]
pub struct Store {
    handle: Rc<RefCell<Option<Rc<Database>>>>,
}

type Outcome<T> = Result<T, StoreError>;

impl Store {
    /// All plans of this device.
    pub async fn plans(&self) -> Outcome<Vec<PlanRecord>> {
        let texts: Vec<String> = self
            .run(async |db| {
                let tx = db.transaction(PLANS).build()?;
                let all = tx
                    .object_store(PLANS)?
                    .get_all::<String>()
                    .primitive()?
                    .await?;
                all.collect()
            })
            .await?;
        Ok(texts
            .iter()
            .filter_map(|text| serde_json::from_str(text).ok())
            .collect())
    }

    /// One plan's record.
    pub async fn plan(&self, plan: &str) -> Outcome<Option<PlanRecord>> {
        let text: Option<String> = self
            .run(async |db| {
                let tx = db.transaction(PLANS).build()?;
                tx.object_store(PLANS)?.get(plan).primitive()?.await
            })
            .await?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Writes a new plan's record.
    pub async fn put_plan(&self, record: &PlanRecord) -> Outcome<()> {
        let Ok(text) = serde_json::to_string(record) else {
            return Ok(());
        };
        self.write(&[PLANS], Safety::Relaxed, |tx| {
            let plans = tx.object_store(PLANS)?;
            put(&plans, record.id.as_str(), text.as_str().into())
        })
        .await
    }

    /// Changes a plan's record as it is on disk by now. The record afterwards, or `None` if there is
    /// no such plan: it's not made anew.
    pub async fn amend_plan(
        &self,
        plan: &str,
        change: &RecordChange,
    ) -> Outcome<Option<PlanRecord>> {
        self.amend(plan, change, NewRoom::None).await
    }

    /// Gives a plan a room, unless it has one already: writes its seed, and how far this device is
    /// in the room. The record afterwards, as of [`Store::amend_plan`].
    pub async fn open_room(
        &self,
        plan: &str,
        seed: &str,
        relay: Option<&str>,
        state: &[u8],
    ) -> Outcome<Option<PlanRecord>> {
        let change = RecordChange::RoomOpened {
            seed: seed.to_owned(),
            relay: relay.map(str::to_owned),
        };
        self.amend(plan, &change, NewRoom::First(state)).await
    }

    /// Puts another room in the place of the one that was ended: what `renewed`, a
    /// [`RecordChange::RoomRenewed`], says of it, how far this device is in it, and an empty outbox:
    /// what was sealed for the old room is in the document, all of which the new one is given. What
    /// no frame carries yet waits on. The record afterwards, as of [`Store::amend_plan`]; as it was where another tab was earlier.
    pub async fn renew_room(
        &self,
        plan: &str,
        renewed: &RecordChange,
        state: &[u8],
    ) -> Outcome<Option<PlanRecord>> {
        self.amend(plan, renewed, NewRoom::Next(state)).await
    }

    /// `room`: what goes beside the record if the change gives it another seed.
    async fn amend(
        &self,
        plan: &str,
        change: &RecordChange,
        room: NewRoom<'_>,
    ) -> Outcome<Option<PlanRecord>> {
        if failure::has_failed() {
            return Err(StoreError::Failed);
        }
        let (stores, safety): (&[_], _) = match room {
            NewRoom::None => (&[PLANS], Safety::Relaxed),
            NewRoom::First(_) => (&[PLANS, ROOMS], Safety::Strict),
            NewRoom::Next(_) => (&[PLANS, ROOMS, OUTBOX], Safety::Strict),
        };
        self.run(async |db| {
            let tx = begin(db, stores, safety)?;
            let plans = tx.object_store(PLANS)?;
            let text: Option<String> = plans.get(plan).primitive()?.await?;
            let Some(before) = text.and_then(|text| serde_json::from_str(&text).ok()) else {
                return finish(tx).await.map(|()| None);
            };
            let mut record: PlanRecord = before;
            let seed_before = record.seed.clone();
            change.apply(&mut record);
            if let Ok(text) = serde_json::to_string(&record) {
                put(&plans, plan, text.as_str().into())?;
            }
            if record.seed != seed_before {
                if let NewRoom::First(state) | NewRoom::Next(state) = room {
                    put(&tx.object_store(ROOMS)?, plan, to_js(state))?;
                }
                if let NewRoom::Next(_) = room {
                    let outbox = tx.object_store(OUTBOX)?;
                    drop(outbox.delete::<String, _>(all_of(plan)).primitive()?);
                }
            }
            finish(tx).await.map(|()| Some(record))
        })
        .await
    }

    /// The pieces of a plan's document.
    pub async fn chunks(&self, plan: &str) -> Outcome<Vec<StoredChunk>> {
        let found = self.all(CHUNKS, plan).await?;
        Ok(found
            .into_iter()
            .map(|(key, bytes)| StoredChunk {
                is_saved: key.split('/').nth(1) == Some("saved"),
                key,
                bytes,
            })
            .collect())
    }

    /// Appends changes, each with its hash. With `own`, they also wait in `pending` until a frame
    /// has taken them in.
    pub async fn append(
        &self,
        plan: &str,
        changes: &[([u8; 32], Vec<u8>)],
        own: bool,
        safety: Safety,
    ) -> Outcome<()> {
        self.write(&[CHUNKS, PENDING], safety, |tx| {
            let chunks = tx.object_store(CHUNKS)?;
            let pending = tx.object_store(PENDING)?;
            for (hash, bytes) in changes {
                let value = to_js(bytes);
                put(&chunks, &change_key(plan, hash), value.clone())?;
                if own {
                    put(&pending, &format!("{plan}/{}", hex(hash)), value)?;
                }
            }
            Ok(())
        })
        .await
    }

    /// Puts a saved document in place of the pieces that it covers. The new piece is written
    /// first, in the same transaction.
    pub async fn compact(&self, plan: &str, saved: &[u8], covers: &[String]) -> Outcome<String> {
        let key = format!("{plan}/saved/{}", hex(&super::random::bytes::<8>()));
        self.write(&[CHUNKS], Safety::Strict, |tx| {
            let chunks = tx.object_store(CHUNKS)?;
            put(&chunks, &key, to_js(saved))?;
            for covered in covers {
                remove(&chunks, covered)?;
            }
            Ok(())
        })
        .await?;
        Ok(key)
    }

    /// The changes of this device that no frame carries yet, each with its hash.
    pub async fn pending(&self, plan: &str) -> Outcome<Vec<([u8; 32], Vec<u8>)>> {
        let found = self.all(PENDING, plan).await?;
        Ok(found
            .into_iter()
            .filter_map(|(key, bytes)| Some((unhex(key.rsplit('/').next()?)?, bytes)))
            .collect())
    }

    /// Writes a frame with the room's new state, and ends the waiting of what it took in.
    pub async fn put_frame(
        &self,
        plan: &str,
        slot: u64,
        frame: &[u8],
        state: &[u8],
        settled: &[[u8; 32]],
    ) -> Outcome<()> {
        self.write(&[OUTBOX, ROOMS, PENDING], Safety::Strict, |tx| {
            put(
                &tx.object_store(OUTBOX)?,
                &outbox_key(plan, slot),
                to_js(frame),
            )?;
            put(&tx.object_store(ROOMS)?, plan, to_js(state))?;
            let pending = tx.object_store(PENDING)?;
            for hash in settled {
                remove(&pending, &format!("{plan}/{}", hex(hash)))?;
            }
            Ok(())
        })
        .await
    }

    /// Removes a frame that the relay has acknowledged.
    pub async fn drop_frame(&self, plan: &str, slot: u64) -> Outcome<()> {
        self.write(&[OUTBOX], Safety::Relaxed, |tx| {
            remove(&tx.object_store(OUTBOX)?, &outbox_key(plan, slot))
        })
        .await
    }

    /// The frames that no relay has acknowledged, by slot.
    pub async fn outbox(&self, plan: &str) -> Outcome<Vec<(u64, Vec<u8>)>> {
        let found = self.all(OUTBOX, plan).await?;
        Ok(found
            .into_iter()
            .filter_map(|(key, bytes)| {
                let slot = u64::from_str_radix(key.rsplit('/').next()?, 16).ok()?;
                Some((slot, bytes))
            })
            .collect())
    }

    /// How far this device is in the plan's room.
    pub async fn room(&self, plan: &str) -> Outcome<Option<Vec<u8>>> {
        self.run(async |db| {
            let tx = db.transaction(ROOMS).build()?;
            let found: Option<js_sys::Object> =
                tx.object_store(ROOMS)?.get(plan).primitive()?.await?;
            Ok(found.map(|value| to_bytes(&value)))
        })
        .await
    }

    /// Writes how far this device is in the plan's room.
    pub async fn put_room(&self, plan: &str, state: &[u8]) -> Outcome<()> {
        self.write(&[ROOMS], Safety::Relaxed, |tx| {
            put(&tx.object_store(ROOMS)?, plan, to_js(state))
        })
        .await
    }

    /// Asks the browser not to clear this site's storage by itself.
    pub async fn ask_to_keep(&self) -> bool {
        let Some(manager) = storage_manager() else {
            return false;
        };
        let Ok(promise) = manager.persist() else {
            return false;
        };
        JsFuture::from(promise)
            .await
            .is_ok_and(|answer| answer.is_truthy())
    }

    /// How much room there is. Zeros where the browser does not say.
    pub async fn room_left(&self) -> Room {
        let Some(manager) = storage_manager() else {
            return Room::default();
        };
        let kept = match manager.persisted() {
            Ok(promise) => JsFuture::from(promise)
                .await
                .is_ok_and(|answer| answer.is_truthy()),
            Err(_) => false,
        };
        let estimate = match manager.estimate() {
            Ok(promise) => JsFuture::from(promise).await.unwrap_or(JsValue::UNDEFINED),
            Err(_) => JsValue::UNDEFINED,
        };
        let number = |name: &str| {
            js_sys::Reflect::get(&estimate, &name.into())
                .ok()
                .and_then(|value| value.as_f64())
                .unwrap_or(0.0)
        };
        Room {
            used: number("usage"),
            quota: number("quota"),
            kept,
        }
    }

    /// Everything of a plan in one store: keys with bytes, in the order of the keys.
    async fn all(&self, store: &'static str, plan: &str) -> Outcome<Vec<(String, Vec<u8>)>> {
        self.run(async |db| {
            let tx = db.transaction(store).build()?;
            let store = tx.object_store(store)?;
            let keys = store
                .get_all_keys::<String>()
                .with_query::<String, _>(all_of(plan))
                .primitive()?
                .await?;
            let values = store
                .get_all::<js_sys::Object>()
                .with_query::<String, _>(all_of(plan))
                .primitive()?
                .await?;
            keys.zip(values)
                .map(|(key, value)| Ok((key?, to_bytes(&value?))))
                .collect::<Result<Vec<_>, Error>>()
        })
        .await
    }

    /// Hands all requests of a transaction to the browser, and its end, before anything is
    /// awaited: a page that is being closed gets no further turn, but what it has handed over is
    /// written.
    async fn write(
        &self,
        stores: &[&'static str],
        safety: Safety,
        work: impl Fn(&Transaction<'_>) -> Result<(), Error>,
    ) -> Outcome<()> {
        if failure::has_failed() {
            return Err(StoreError::Failed);
        }
        self.run(async |db| {
            let tx = begin(db, stores, safety)?;
            work(&tx)?;
            finish(tx).await
        })
        .await
    }

    /// Runs some work on the database. A handle can die while the page sleeps (Safari closes it in
    /// the background): it is dropped then, opened again, and the work done once more.
    async fn run<T>(&self, work: impl AsyncFn(&Database) -> Result<T, Error>) -> Outcome<T> {
        let handle = self.open().await?;
        match work(&handle).await {
            Ok(done) => Ok(done),
            Err(error) if is_full(&error) => Err(StoreError::Full),
            Err(_) => {
                self.handle.borrow_mut().take();
                let handle = self.open().await?;
                work(&handle).await.map_err(|error| {
                    if is_full(&error) {
                        StoreError::Full
                    } else {
                        StoreError::Browser(error.to_string())
                    }
                })
            }
        }
    }

    async fn open(&self) -> Outcome<Rc<Database>> {
        if let Some(handle) = self.handle.borrow().clone() {
            return Ok(handle);
        }
        let handle = Database::open(DATABASE)
            .with_version(VERSION)
            .with_on_upgrade_needed(|event, db| {
                if event.old_version() < 1.0 {
                    for store in [PLANS, CHUNKS, PENDING, OUTBOX, ROOMS] {
                        db.create_object_store(store).build()?;
                    }
                }
                Ok(())
            })
            .await
            .map_err(|error| StoreError::Browser(error.to_string()))?;
        let handle = Rc::new(handle);
        *self.handle.borrow_mut() = Some(handle.clone());
        Ok(handle)
    }
}

/// What a change of a plan's record says of its room.
#[derive(Clone, Copy)]
enum NewRoom<'a> {
    /// Nothing.
    None,
    /// The plan's first, in this state.
    First(&'a [u8]),
    /// One in the place of another, in this state.
    Next(&'a [u8]),
}

/// All keys of a plan in a store that has more than one to a plan: those that begin with `plan/`.
/// `0` is the character after `/`.
fn all_of(plan: &str) -> KeyRange<String> {
    KeyRange::Bound(format!("{plan}/"), false, format!("{plan}0"), true)
}

/// The key of a change among the pieces of a plan.
pub fn change_key(plan: &str, hash: &[u8; 32]) -> String {
    format!("{plan}/change/{}", hex(hash))
}

fn outbox_key(plan: &str, slot: u64) -> String {
    format!("{plan}/{slot:016x}")
}

fn storage_manager() -> Option<web_sys::StorageManager> {
    // Absent on plain-http pages.
    let navigator = page::window().navigator();
    js_sys::Reflect::get(&navigator, &"storage".into())
        .ok()?
        .dyn_into()
        .ok()
}

fn to_js(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn to_bytes(value: &js_sys::Object) -> Vec<u8> {
    Uint8Array::new(value).to_vec()
}

/// Lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// Reads what [`hex`] wrote, of whatever length.
pub fn unhex_all(text: &str) -> Option<Vec<u8>> {
    let digits = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(digits).collect()
}

/// Reads what [`hex`] wrote, if it has the right length.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex_all(text)?.try_into().ok()
}
