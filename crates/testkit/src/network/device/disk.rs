//! A device's disk: what survives the app's end.

use std::collections::{BTreeMap, BTreeSet};

use yoriai_sync::Keys;

/// What survives the app's end.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// Of the room's link; always there once the device is.
    pub(super) keys: Option<Keys>,
    pub(super) state: Option<Vec<u8>>,
    pub(super) outbox: BTreeMap<u64, Vec<u8>>,
    pub(super) changes: BTreeSet<Vec<u8>>,
    /// Own changes that no stored frame carries yet.
    pub(super) unframed: BTreeSet<Vec<u8>>,
}

/// One transaction on its way to the disk.
#[derive(Clone, Debug)]
pub(super) enum Write {
    Local(Vec<Vec<u8>>),
    Others(Vec<Vec<u8>>),
    Frame {
        slot: u64,
        bytes: Vec<u8>,
        state: Vec<u8>,
        framed: Vec<Vec<u8>>,
    },
    Drop(u64),
    State(Vec<u8>),
}

impl Disk {
    /// A transaction reaches the disk; returns the frame in it, if there is one.
    pub(super) fn take(&mut self, write: Write) -> Option<u64> {
        match write {
            Write::Local(changes) => {
                self.unframed.extend(changes.iter().cloned());
                self.changes.extend(changes);
            }
            Write::Others(changes) => self.changes.extend(changes),
            Write::Frame {
                slot,
                bytes,
                state,
                framed,
            } => {
                self.outbox.insert(slot, bytes);
                self.state = Some(state);
                framed.iter().for_each(|change| {
                    self.unframed.remove(change);
                });
                return Some(slot);
            }
            Write::Drop(slot) => {
                self.outbox.remove(&slot);
            }
            Write::State(state) => self.state = Some(state),
        }
        None
    }
}
