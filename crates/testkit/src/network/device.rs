//! A device: a sync session, a document, and a disk that is always a little behind.

mod disk;

use std::collections::{BTreeMap, BTreeSet};

use yoriai_sync::wire::ClientMessage;
use yoriai_sync::{DeviceId, Effect, Event, Keys, RoomId, Session, SessionState, Status};

pub use disk::Disk;
use disk::Write;

/// What changes begin with that only a newer version of the app can read.
pub const OF_A_NEWER_APP: &[u8] = b"newer:";

/// What the world has to do for a device.
#[derive(Debug)]
pub(super) enum Outcome {
    Connect,
    Close,
    Send(Vec<u8>),
    /// A write was begun; the disk is to reach this one some time.
    Stored(u64),
    WakeAt(u64),
    SaveDocument,
}

/// A device.
#[derive(Debug)]
pub struct Device {
    /// What is on its disk.
    pub disk: Disk,
    pub(super) has_network: bool,
    pub(super) socket: Option<u64>,
    pub(super) disk_busy_until: u64,
    pub(super) line_busy_until: u64,
    pub(super) clock_ahead: u64,
    /// Counts the app's starts.
    pub(super) life: u64,
    /// Whether changes that begin with [`OF_A_NEWER_APP`] can be read.
    pub(super) is_newer: bool,
    /// What the relay says is lost.
    pub(super) is_deaf: bool,
    /// What the app says with every hello.
    pub(super) token: Option<String>,
    keys: Keys,
    /// How many frames it has sent.
    posted: usize,
    session: Session,
    changes: BTreeSet<Vec<u8>>,
    writes: BTreeMap<u64, Write>,
    written: u64,
    wake: u64,
    status: Status,
    /// What was delivered, in order and as often as it was.
    delivered: Vec<Vec<u8>>,
    whispers: Vec<Vec<u8>>,
    checkpoints: usize,
}

impl Device {
    pub(super) fn creating(keys: Keys, device: [u8; 8], document: Vec<Vec<u8>>) -> Device {
        let disk = Disk {
            changes: document.into_iter().collect(),
            ..Disk::default()
        };
        Device::start(keys, SessionState::creating(DeviceId(device)), disk)
    }

    pub(super) fn joining(keys: Keys, device: [u8; 8]) -> Device {
        Device::start(
            keys,
            SessionState::joining(DeviceId(device)),
            Disk::default(),
        )
    }

    fn start(keys: Keys, state: SessionState, disk: Disk) -> Device {
        Device {
            session: Session::new(keys.clone(), state, Vec::new()),
            changes: disk.changes.clone(),
            disk: Disk {
                keys: Some(keys.clone()),
                ..disk
            },
            has_network: true,
            socket: None,
            disk_busy_until: 0,
            line_busy_until: 0,
            clock_ahead: 0,
            life: 0,
            is_newer: false,
            is_deaf: false,
            keys,
            token: None,
            posted: 0,
            writes: BTreeMap::new(),
            written: 0,
            wake: 0,
            status: Status::default(),
            delivered: Vec::new(),
            whispers: Vec::new(),
            checkpoints: 0,
        }
    }

    /// The changes in the document.
    pub fn changes(&self) -> impl Iterator<Item = &Vec<u8>> {
        self.changes.iter()
    }

    /// Whether a change is in the document.
    pub fn has(&self, change: impl AsRef<[u8]>) -> bool {
        self.changes.contains(change.as_ref())
    }

    /// Whether a change is on disk.
    pub fn disk_has(&self, change: impl AsRef<[u8]>) -> bool {
        self.disk.changes.contains(change.as_ref())
    }

    /// What the session last said of itself.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// The session.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Every change that was delivered in frames of changes, as often as it was.
    pub fn delivered(&self) -> &[Vec<u8>] {
        &self.delivered
    }

    /// What presence was heard.
    pub fn whispers(&self) -> &[Vec<u8>] {
        &self.whispers
    }

    /// The room that its link leads to.
    pub fn room(&self) -> RoomId {
        self.keys.room
    }

    /// Whether changes that begin with [`OF_A_NEWER_APP`] can be read.
    pub fn is_newer(&self) -> bool {
        self.is_newer
    }

    /// How many frames it has sent, whispers among them.
    pub fn posted(&self) -> usize {
        self.posted
    }

    /// How many checkpoints were delivered.
    pub fn checkpoints(&self) -> usize {
        self.checkpoints
    }

    /// The document's bytes: changes, each after its length.
    pub(super) fn document(&self) -> Vec<u8> {
        let mut bytes = vec![b'D'];
        for change in &self.changes {
            bytes.extend((change.len() as u32).to_le_bytes());
            bytes.extend(change);
        }
        bytes
    }

    fn read_document(bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut changes = Vec::new();
        let mut rest = bytes.get(1..).unwrap_or_default();
        while let Some((len, tail)) = rest.split_first_chunk::<4>() {
            let Some((change, tail)) = tail.split_at_checked(u32::from_le_bytes(*len) as usize)
            else {
                break;
            };
            changes.push(change.to_vec());
            rest = tail;
        }
        changes
    }

    /// What came, or `None` if there is something among it that this version of the app can't use.
    fn read(&self, changes: Vec<Vec<u8>>) -> Option<Vec<Vec<u8>>> {
        let can = |change: &Vec<u8>| self.is_newer || !change.starts_with(OF_A_NEWER_APP);
        changes.iter().all(can).then_some(changes)
    }

    pub(super) fn write_changes(&mut self, changes: &[Vec<u8>]) -> u64 {
        self.changes.extend(changes.iter().cloned());
        self.write(Write::Local(changes.to_vec()))
    }

    fn write(&mut self, write: Write) -> u64 {
        self.written += 1;
        self.writes.insert(self.written, write);
        self.written
    }

    pub(super) fn handle(
        &mut self,
        event: Event,
        entropy: &mut dyn FnMut(&mut [u8]),
    ) -> Vec<Outcome> {
        let mut framed = match &event {
            Event::LocalChanges(changes) => changes.clone(),
            _ => Vec::new(),
        };
        let effects = self.session.handle(event, entropy);
        // The last of the frames that a batch went into speaks for all of them.
        let last = effects
            .iter()
            .rposition(|effect| matches!(effect, Effect::StoreFrame { .. }));
        let mut outcomes = Vec::new();
        let mut lacking = false;
        let mut unusable = Vec::new();
        for (at, effect) in effects.into_iter().enumerate() {
            let write = match effect {
                Effect::Connect => {
                    outcomes.push(Outcome::Connect);
                    continue;
                }
                Effect::Close => {
                    outcomes.push(Outcome::Close);
                    continue;
                }
                Effect::Send(bytes) => {
                    let message = ClientMessage::decode(&bytes);
                    self.posted += usize::from(matches!(message, Ok(ClientMessage::Post(_))));
                    outcomes.push(Outcome::Send(bytes));
                    continue;
                }
                Effect::NeedCheckpoint => {
                    outcomes.push(Outcome::SaveDocument);
                    continue;
                }
                Effect::WakeAt(at) => {
                    outcomes.push(Outcome::WakeAt(at));
                    continue;
                }
                Effect::Status(status) => {
                    self.status = status;
                    continue;
                }
                Effect::DeliverWhisper { bytes, .. } => {
                    self.whispers.push(bytes);
                    continue;
                }
                Effect::StoreFrame { slot, bytes, state } => {
                    let framed = if Some(at) == last {
                        std::mem::take(&mut framed)
                    } else {
                        vec![]
                    };
                    Write::Frame {
                        slot,
                        bytes,
                        state,
                        framed,
                    }
                }
                Effect::DropFrame { slot } => Write::Drop(slot),
                Effect::SaveState(state) => Write::State(state),
                Effect::Deliver {
                    changes, receipt, ..
                } => {
                    self.delivered.extend(changes.iter().cloned());
                    let Some(changes) = self.read(changes) else {
                        unusable.push(receipt);
                        continue;
                    };
                    self.changes.extend(changes.iter().cloned());
                    Write::Others(changes)
                }
                Effect::DeliverCheckpoint { document, receipt } => {
                    self.checkpoints += 1;
                    let Some(changes) = self.read(Device::read_document(&document)) else {
                        unusable.push(receipt);
                        continue;
                    };
                    let there: BTreeSet<&Vec<u8>> = changes.iter().collect();
                    lacking |= self.changes.iter().any(|change| !there.contains(change));
                    self.changes.extend(changes.iter().cloned());
                    Write::Others(changes)
                }
            };
            outcomes.push(Outcome::Stored(self.write(write)));
        }
        for receipt in unusable {
            outcomes.extend(self.handle(Event::Unusable(receipt), entropy));
        }
        if lacking {
            outcomes.extend(self.handle(Event::CheckpointLacking, entropy));
        }
        outcomes
    }

    /// The disk has done everything up to write number `at`; returns the frames among it.
    pub(super) fn disk_reaches(&mut self, at: u64) -> Vec<u64> {
        let later = self.writes.split_off(&(at + 1));
        let done = std::mem::replace(&mut self.writes, later);
        let done = done.into_values();
        done.filter_map(|write| self.disk.take(write)).collect()
    }

    /// Starts the app from the disk, as the app itself does; returns the changes that no stored
    /// frame carries. `new_id` is called if the disk has none.
    pub(super) fn restart(&mut self, new_id: impl FnOnce() -> DeviceId) -> Vec<Vec<u8>> {
        self.life += 1;
        self.socket = None;
        self.writes.clear();
        if let Some(keys) = &self.disk.keys {
            self.keys = keys.clone();
        }
        let saved = self.disk.state.as_deref().map(SessionState::decode);
        let state = saved.and_then(Result::ok).unwrap_or_else(|| {
            let device = new_id();
            if self.disk.changes.is_empty() {
                SessionState::joining(device)
            } else {
                SessionState::creating(device)
            }
        });
        let outbox = self.disk.outbox.clone().into_iter().collect();
        self.session =
            Session::new(self.keys.clone(), state, outbox).with_token(self.token.clone());
        self.status = Status::default();
        self.changes = self.disk.changes.clone();
        self.disk.unframed.iter().cloned().collect()
    }

    /// Leaves the room for another, as by a new link, with the document that is here: what the old
    /// room's outbox held is in it. What has been written is on disk by then.
    pub(super) fn enter(&mut self, keys: Keys, state: SessionState) {
        self.disk_reaches(u64::MAX - 1);
        self.disk.state = Some(state.encode());
        self.disk.outbox.clear();
        self.disk.unframed.clear();
        self.disk.keys = Some(keys);
    }

    /// The same room by another link: from now on the device may write, or it may not.
    pub(super) fn change_keys(&mut self, keys: Keys) {
        self.disk.keys = Some(keys);
    }

    /// The disk is lost; all that is left is the link.
    pub(super) fn lose_disk(&mut self) {
        self.disk = Disk {
            keys: self.disk.keys.take(),
            ..Disk::default()
        };
    }

    /// Another session takes the place of this device's.
    pub(super) fn take_over(&mut self, session: Session) {
        self.life += 1;
        self.socket = None;
        self.session = session;
    }

    /// The page may be about to end: all changes are handed to the disk at once. What speaks of
    /// them stays behind.
    pub(super) fn hurry(&mut self) {
        let is_change = |write: &Write| matches!(write, Write::Local(_) | Write::Others(_));
        let (changes, rest) = std::mem::take(&mut self.writes)
            .into_iter()
            .partition(|(_, write)| is_change(write));
        self.writes = changes;
        self.disk_reaches(u64::MAX - 1);
        self.writes = rest;
    }

    /// The room's state on the disk is gone, or can't be read any more.
    pub(super) fn lose_state(&mut self) {
        self.disk.state = None;
    }

    /// A wish to be woken replaces the one before it.
    pub(super) fn expect_wake(&mut self) -> u64 {
        self.wake += 1;
        self.wake
    }

    pub(super) fn wakes(&self, wake: u64) -> bool {
        self.wake == wake
    }
}
