//! What a mailbox and the same mailbox on the disk have to do with each other.

use std::time::Duration;

use yoriai_wire::{DeviceId, Header};

use crate::clock::Tick;
use crate::mailbox::{
    Body, Checkpoint, Key, Mailbox, MessageHash, Stored, effective_cover, hash_of,
};

/// What is known of a frame that lies on the disk.
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) size: usize,
    pub(crate) hash: MessageHash,
    pub(crate) role: Role,
}

/// What a frame is to its mailbox.
pub(crate) enum Role {
    Changes,
    Checkpoint {
        /// Its header, for what it covers.
        header: Header,
        order: u64,
        taken: Tick,
    },
    Closing,
}

impl Mailbox {
    /// A mailbox whose frames lie on the disk. What has been covered is taken to have been so since
    /// the oldest checkpoint that is still here and covers it: at most too short a time, so that
    /// nothing goes too early.
    pub(crate) fn restore(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut mailbox = Self {
            dropped: Some(Vec::new()),
            ..Self::default()
        };
        let mut checkpoints = Vec::new();
        for Entry {
            key,
            size,
            hash,
            role,
        } in entries
        {
            let stored = Stored {
                body: Body::OnDisk { size, hash },
                covered_since: None,
            };
            mailbox.bytes += stored.cost();
            mailbox.frames.insert(key, stored);
            match role {
                Role::Changes => {}
                Role::Closing => mailbox.closing = Some(key),
                Role::Checkpoint {
                    header,
                    order,
                    taken,
                } => {
                    if let Some(cover) = effective_cover(&header) {
                        checkpoints.push((taken, Checkpoint { key, order, cover }));
                    }
                }
            }
        }
        checkpoints.sort_by_key(|(_, one)| one.order);
        for (taken, checkpoint) in checkpoints {
            mailbox.cover(&checkpoint.cover, checkpoint.key, taken);
            mailbox.checkpoints.push(checkpoint);
        }
        let devices: Vec<DeviceId> = mailbox.frames.keys().map(|(device, _)| *device).collect();
        devices.into_iter().for_each(|device| mailbox.raise(device));
        mailbox
    }

    /// Lets go of a frame's bytes, which lie on the disk from now on.
    pub(crate) fn settle(&mut self, key: &Key) {
        if let Some(stored) = self.frames.get_mut(key)
            && let Body::Here(message) = &stored.body
        {
            stored.body = Body::OnDisk {
                size: message.len(),
                hash: hash_of(message),
            };
        }
    }

    /// The frames that were dropped since this was last asked, and must go from the disk too.
    pub(crate) fn take_dropped(&mut self) -> Vec<Key> {
        self.dropped
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// The place of the newest checkpoint among all that the room had.
    pub(crate) fn newest_order(&self) -> u64 {
        self.checkpoints.last().map_or(0, |one| one.order)
    }

    /// When the next covered frame may go, if there is one.
    pub(crate) fn next_drop(&self, grace: Duration) -> Option<Tick> {
        let goes = |(key, stored): (&Key, &Stored)| {
            let since = stored.covered_since?;
            self.checkpoints
                .iter()
                .all(|one| one.key != *key)
                .then_some(since + grace)
        };
        self.frames.iter().filter_map(goes).min()
    }
}
