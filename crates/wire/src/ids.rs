//! The names that travel: a room, a device in it, and the count of a device's frames.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::keys::VerifyingKey;

/// A room: the first 16 bytes of SHA-256 of its verifying key. Whoever holds the key can prove that
/// the room is meant; whoever holds only the id can neither read nor write.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomId(pub [u8; 16]);

impl RoomId {
    /// The room that `key` opens.
    pub fn of(key: &VerifyingKey) -> RoomId {
        let digest = Sha256::digest(key.as_bytes());
        let mut id = [0; 16];
        id.copy_from_slice(&digest[..16]);
        RoomId(id)
    }

    /// The room's first four bytes in hex: enough to tell rooms apart in a log, too little to join.
    pub fn short(&self) -> String {
        hex(&self.0[..4])
    }
}

/// One device in one room: 8 random bytes, drawn when the device first writes there, and drawn anew
/// when it finds that somebody else writes under the same id.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(pub [u8; 8]);

/// The place of a frame among its device's frames, from 1 and without holes; 0 is "none yet", and
/// what a whisper carries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Seq(pub u64);

impl Seq {
    /// Before the first frame.
    pub const NONE: Seq = Seq(0);

    /// The place after this one.
    pub fn next(self) -> Seq {
        Seq(self.0.saturating_add(1))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

// A room id opens the way to ciphertext, so even debug output shows only its beginning.
impl fmt::Debug for RoomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoomId({}…)", self.short())
    }
}

impl fmt::Debug for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceId({self})")
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Seq({})", self.0)
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
