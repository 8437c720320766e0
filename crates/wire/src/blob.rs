//! The box for short snapshot links: a blob's name, and the words in which a relay refuses one.
//! Blobs travel over plain HTTP (`/blobs/{id}`), because who opens a link has no room to enter.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The header that says until when a blob is kept, in seconds since 1970 (UTC).
pub const KEPT_UNTIL: &str = "yoriai-kept-until";

/// A blob's name: 16 random bytes, drawn by whoever puts it there. Whoever knows it can fetch the
/// ciphertext; it is written as base64url without padding, in 22 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobId(pub [u8; 16]);

impl BlobId {
    /// Reads a name as it stands in an address; `None` when it isn't one. A name has exactly one
    /// spelling.
    pub fn parse(text: &str) -> Option<BlobId> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(BlobId(bytes.try_into().ok()?))
    }
}

impl fmt::Display for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

// Half of what opens a link: not even debug output shows it.
impl fmt::Debug for BlobId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlobId(…)")
    }
}

/// Why a relay did not take, or does not give, a blob. The word is the whole body of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlobRefusal {
    /// The name, the number of days or the announced length is not what the format says.
    Malformed,
    /// The relay takes new blobs only from holders of an access token.
    TokenNeeded,
    /// No blob of this name is here, or not any more.
    NotHere,
    /// Other bytes are kept under this name. They stay; draw a new name.
    Taken,
    /// Larger than this relay takes.
    TooLarge,
    /// Too many blobs came from this network address within the hour.
    TooMany,
    /// The body came too slowly.
    TooSlow,
    /// A fault of the relay's own, such as a broken disk.
    RelayFault,
    /// Too many blobs are on their way at this moment, or the relay is going down.
    Busy,
    /// All blobs together are at the relay's cap.
    RelayFull,
}

impl BlobRefusal {
    /// All of them.
    pub const ALL: [BlobRefusal; 10] = [
        BlobRefusal::Malformed,
        BlobRefusal::TokenNeeded,
        BlobRefusal::NotHere,
        BlobRefusal::Taken,
        BlobRefusal::TooLarge,
        BlobRefusal::TooMany,
        BlobRefusal::TooSlow,
        BlobRefusal::RelayFault,
        BlobRefusal::Busy,
        BlobRefusal::RelayFull,
    ];

    /// The body of the answer.
    pub fn word(self) -> &'static str {
        match self {
            BlobRefusal::Malformed => "malformed",
            BlobRefusal::TokenNeeded => "token-needed",
            BlobRefusal::NotHere => "not-here",
            BlobRefusal::Taken => "taken",
            BlobRefusal::TooLarge => "too-large",
            BlobRefusal::TooMany => "too-many",
            BlobRefusal::TooSlow => "too-slow",
            BlobRefusal::RelayFault => "relay-fault",
            BlobRefusal::Busy => "busy",
            BlobRefusal::RelayFull => "relay-full",
        }
    }

    /// The refusal that a word stands for; `None` for one that this version doesn't know, which is
    /// to be treated like [`BlobRefusal::RelayFault`].
    pub fn from_word(word: &str) -> Option<BlobRefusal> {
        let word = word.trim_end();
        BlobRefusal::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The status of the HTTP answer.
    pub fn status(self) -> u16 {
        match self {
            BlobRefusal::Malformed => 400,
            BlobRefusal::TokenNeeded => 401,
            BlobRefusal::NotHere => 404,
            BlobRefusal::Taken => 409,
            BlobRefusal::TooLarge => 413,
            BlobRefusal::TooMany => 429,
            BlobRefusal::TooSlow => 408,
            BlobRefusal::RelayFault => 500,
            BlobRefusal::Busy => 503,
            BlobRefusal::RelayFull => 507,
        }
    }

    /// Seconds after which another try makes sense; `None` when it never does.
    pub fn retry_after_seconds(self) -> Option<u32> {
        match self {
            BlobRefusal::Busy | BlobRefusal::TooSlow => Some(5),
            BlobRefusal::RelayFault => Some(60),
            BlobRefusal::TooMany => Some(15 * 60),
            BlobRefusal::RelayFull => Some(60 * 60),
            BlobRefusal::Malformed
            | BlobRefusal::TokenNeeded
            | BlobRefusal::NotHere
            | BlobRefusal::Taken
            | BlobRefusal::TooLarge => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_spelling() {
        let id = BlobId([0xfb; 16]);
        let text = id.to_string();
        assert_eq!(text, "-_v7-_v7-_v7-_v7-_v7-w");
        assert_eq!(BlobId::parse(&text), Some(id));
        for other in [
            "",
            "-_v7-_v7-_v7-_v7-_v7-w==",
            "+/v7+/v7+/v7+/v7+/v7+w",
            // The last character holds four bits that stand for nothing.
            "-_v7-_v7-_v7-_v7-_v7-x",
            "-_v7-_v7-_v7-_v7-_v7",
            "-_v7-_v7-_v7-_v7-_v7-_v7",
        ] {
            assert_eq!(BlobId::parse(other), None, "{other}");
        }
        assert!(!format!("{id:?}").contains("v7"));
    }

    #[test]
    fn a_refusal_is_known_by_its_word() {
        for refusal in BlobRefusal::ALL {
            assert_eq!(BlobRefusal::from_word(refusal.word()), Some(refusal));
        }
        assert_eq!(BlobRefusal::from_word("something-new"), None);
    }
}
