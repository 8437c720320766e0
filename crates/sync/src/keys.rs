//! One random seed makes every key of a plan. A key further down can't be turned back into one
//! further up: who may read can't write, who may check can't read.

use std::fmt;

use hkdf::Hkdf;
use sha2::Sha256;
use yoriai_wire::{RoomId, SigningKey, VerifyingKey};

/// What an editing link carries: 32 random bytes. Read, write, and make every other link.
#[derive(Clone, PartialEq, Eq)]
pub struct EditSeed(pub [u8; 32]);

/// What a viewing link carries beside the verifying key: enough to read, not to write.
#[derive(Clone, PartialEq, Eq)]
pub struct ViewSeed(pub [u8; 32]);

/// Opens and seals bodies.
#[derive(Clone, PartialEq, Eq)]
pub struct CipherKey(pub [u8; 32]);

/// All that a session needs of a link.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Where the frames go.
    pub room: RoomId,
    /// Checks them.
    pub verifying: VerifyingKey,
    /// Signs them; `None` for who may only read.
    pub signing: Option<SigningKey>,
    /// Seals and opens them.
    pub cipher: CipherKey,
}

impl EditSeed {
    /// The seed of the viewing link.
    pub fn view(&self) -> ViewSeed {
        ViewSeed(derive(&self.0, "yoriai view v1"))
    }

    /// The key that signs.
    pub fn signing(&self) -> SigningKey {
        SigningKey::from_seed(&derive(&self.0, "yoriai edit v1"))
    }

    /// All keys, for a session that may write.
    pub fn keys(&self) -> Keys {
        let signing = self.signing();
        let keys = self.view().keys(signing.verifying_key());
        Keys {
            signing: Some(signing),
            ..keys
        }
    }
}

impl ViewSeed {
    /// The keys for a session that may only read.
    pub fn keys(&self, verifying: VerifyingKey) -> Keys {
        Keys {
            room: RoomId::of(&verifying),
            verifying,
            signing: None,
            cipher: CipherKey(derive(&self.0, "yoriai read v1")),
        }
    }
}

/// HKDF-SHA-256 without salt: the seed is uniform already. The labels never overlap.
fn derive(seed: &[u8; 32], label: &str) -> [u8; 32] {
    let mut out = [0; 32];
    let expanded = Hkdf::<Sha256>::new(None, seed).expand(label.as_bytes(), &mut out);
    // HKDF only fails beyond 255 blocks of output, and this is one. Going on with zeros would be
    // the one thing worse than stopping.
    assert!(expanded.is_ok(), "HKDF refused to make one block");
    out
}

// Secrets must not reach a log by way of `{:?}`.
macro_rules! secret {
    ($($name:ident),*) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )* };
}
secret!(EditSeed, ViewSeed, CipherKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_edit_and_who_may_view_meet_in_one_room_with_one_cipher() {
        let seed = EditSeed([1; 32]);
        let editor = seed.keys();
        let viewer = seed.view().keys(editor.verifying);
        assert_eq!(editor.room, viewer.room);
        assert_eq!(editor.cipher, viewer.cipher);
        assert!(editor.signing.is_some() && viewer.signing.is_none());
    }

    #[test]
    fn every_derived_key_is_another() {
        let seed = EditSeed([1; 32]);
        let signing = derive(&seed.0, "yoriai edit v1");
        let all = [seed.0, signing, seed.view().0, seed.keys().cipher.0];
        for (at, one) in all.iter().enumerate() {
            assert!(all[at + 1..].iter().all(|other| other != one));
        }
    }

    #[test]
    fn derivation_is_pinned() {
        // Made with Python's hmac: HKDF-SHA-256, no salt, 32 bytes. See docs/wire.md.
        let seed = EditSeed(std::array::from_fn(|at| at as u8));
        let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
        assert_eq!(hex(&derive(&seed.0, "yoriai edit v1")), EDIT);
        assert_eq!(hex(&seed.view().0), VIEW);
        assert_eq!(hex(&seed.keys().cipher.0), READ);
    }

    const EDIT: &str = "d13f432d1a186037d06a8911b9ac29f30daf46c6951ba9f522aeadd90220a356";
    const VIEW: &str = "8199672fd8c2e6d7c3d7a0e7d5346fcbb9f5af9acd95ad4ea569086f6ec0db05";
    const READ: &str = "247aa71cc06c7e0b7c12b5fb0291f231c29b036bcfbceb08ea6ef37e74a2655e";

    #[test]
    fn debug_output_shows_no_secret() {
        assert_eq!(format!("{:?}", EditSeed([1; 32])), "EditSeed(…)");
        let keys = format!("{:?}", EditSeed([1; 32]).keys());
        assert!(keys.contains("CipherKey(…)") && keys.contains("SigningKey(…)"));
    }
}
