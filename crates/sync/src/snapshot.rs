//! A version of the plan that travels inside its own link: packed text, no server.
//!
//! Payload: one version byte, the first four bytes of SHA-256 over what follows, then deflate over the
//! text in UTF-16LE, all in base64url without padding. Deflate alone would read a link in which one
//! character was changed as another text. Deflate over UTF-16 came out as small as brotli on Japanese text, at a fraction of the
//! code that would have to be downloaded.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};

const VERSION: u8 = 1;

/// From this many characters on, a link is at the mercy of mail programs: warn.
pub const WARN_CHARACTERS: usize = 8_000;

/// From this many characters on, the short link should be offered instead.
pub const OFFER_SHORT_CHARACTERS: usize = 32_000;

/// Longest payload that is looked at at all, in characters: far more than any browser's address
/// line passes on, so that a hostile link costs nothing.
pub const PAYLOAD_CHARACTERS: usize = 2 * 1024 * 1024;

/// Most bytes of unpacked UTF-16: 4 MiB, two million characters, ten times a large plan. A link of
/// a few kilobytes could otherwise unpack to gigabytes and end the tab.
pub const UNPACKED_BYTES: usize = 4 * 1024 * 1024;

/// Level 10: the slowest and smallest. A link is made once.
const LEVEL: u8 = 10;

/// Why a snapshot can't be packed or unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// More than [`UNPACKED_BYTES`] or [`PAYLOAD_CHARACTERS`].
    #[error("the snapshot is too large for a link")]
    TooLarge,
    /// Not base64url, not deflate, or not UTF-16: the link was cut or changed.
    #[error("the snapshot in the link is damaged")]
    Damaged,
    /// Made by a newer version of the app.
    #[error("the snapshot was made by a newer version")]
    UnknownVersion(u8),
}

/// Packs `text` into the payload of a snapshot link.
///
/// # Errors
/// [`SnapshotError::TooLarge`]: what is packed here must unpack there.
pub fn pack(text: &str) -> Result<String, SnapshotError> {
    let payload = URL_SAFE_NO_PAD.encode(pack_bytes(text)?);
    // Text that deflate can't shrink grows by a third in base64.
    if payload.len() > PAYLOAD_CHARACTERS {
        return Err(SnapshotError::TooLarge);
    }
    Ok(payload)
}

/// The payload before it becomes characters.
pub(crate) fn pack_bytes(text: &str) -> Result<Vec<u8>, SnapshotError> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    if utf16.len() > UNPACKED_BYTES {
        return Err(SnapshotError::TooLarge);
    }
    Ok(payload(&compress_to_vec(&utf16, LEVEL)))
}

/// The payload of a deflated text.
fn payload(deflated: &[u8]) -> Vec<u8> {
    [&[VERSION][..], &check(deflated), deflated].concat()
}

/// What tells whether the deflated text came as it went.
fn check(deflated: &[u8]) -> [u8; 4] {
    let digest = Sha256::digest(deflated);
    std::array::from_fn(|at| digest[at])
}

/// Unpacks the payload of a snapshot link. Safe on whatever a stranger sends.
///
/// # Errors
/// See [`SnapshotError`].
pub fn unpack(payload: &str) -> Result<String, SnapshotError> {
    if payload.len() > PAYLOAD_CHARACTERS {
        return Err(SnapshotError::TooLarge);
    }
    let packed = URL_SAFE_NO_PAD
        .decode(payload)
        .map_err(|_| SnapshotError::Damaged)?;
    unpack_bytes(&packed)
}

/// Unpacks what [`pack_bytes`] packed.
pub(crate) fn unpack_bytes(packed: &[u8]) -> Result<String, SnapshotError> {
    let (version, deflated) = packed.split_first().ok_or(SnapshotError::Damaged)?;
    if *version != VERSION {
        return Err(SnapshotError::UnknownVersion(*version));
    }
    let (right, deflated) = deflated
        .split_first_chunk::<4>()
        .ok_or(SnapshotError::Damaged)?;
    if *right != check(deflated) {
        return Err(SnapshotError::Damaged);
    }
    let utf16 = decompress_to_vec_with_limit(deflated, UNPACKED_BYTES).map_err(|error| {
        use miniz_oxide::inflate::TINFLStatus::HasMoreOutput;
        if error.status == HasMoreOutput {
            SnapshotError::TooLarge
        } else {
            SnapshotError::Damaged
        }
    })?;
    let (units, []) = utf16.as_chunks::<2>() else {
        return Err(SnapshotError::Damaged);
    };
    char::decode_utf16(units.iter().map(|unit| u16::from_le_bytes(*unit)))
        .collect::<Result<String, _>>()
        .map_err(|_| SnapshotError::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "第４次みどり市地域福祉活動計画\n9地区18回、延べ312名👵";

    #[test]
    fn a_text_comes_back_as_it_went() {
        for text in ["", TEXT, &TEXT.repeat(1000)] {
            assert_eq!(unpack(&pack(text).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn a_payload_needs_no_escaping() {
        let payload = pack(TEXT).unwrap();
        assert!(
            payload
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
    }

    #[test]
    fn a_changed_character_is_noticed_wherever_it_is() {
        let packed = pack(&TEXT.repeat(20)).unwrap();
        for at in 0..packed.len() {
            let mut changed: Vec<char> = packed.chars().collect();
            changed[at] = if changed[at] == 'A' { 'B' } else { 'A' };
            let changed: String = changed.into_iter().collect();
            assert!(unpack(&changed).is_err(), "character {at}");
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let bomb = compress_to_vec(&vec![0; UNPACKED_BYTES + 2], LEVEL);
        assert!(bomb.len() < 20_000);
        let payload = URL_SAFE_NO_PAD.encode(super::payload(&bomb));
        assert_eq!(unpack(&payload), Err(SnapshotError::TooLarge));
        assert_eq!(
            unpack(&"A".repeat(PAYLOAD_CHARACTERS + 1)),
            Err(SnapshotError::TooLarge)
        );
    }

    #[test]
    fn what_would_not_unpack_is_not_packed() {
        let largest = "あ".repeat(UNPACKED_BYTES / 2);
        assert_eq!(unpack(&pack(&largest).unwrap()).unwrap(), largest);
        assert_eq!(pack(&format!("{largest}あ")), Err(SnapshotError::TooLarge));
    }

    #[test]
    fn a_newer_version_and_half_a_character_are_named() {
        let payload = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        assert_eq!(
            unpack(&payload(&[9, 1, 2])),
            Err(SnapshotError::UnknownVersion(9))
        );
        let odd = super::payload(&compress_to_vec(&[0x42, 0x30, 0x44], LEVEL));
        assert_eq!(unpack(&payload(&odd)), Err(SnapshotError::Damaged));
        let lone = super::payload(&compress_to_vec(&[0x00, 0xd8], LEVEL));
        assert_eq!(unpack(&payload(&lone)), Err(SnapshotError::Damaged));
        assert_eq!(unpack(""), Err(SnapshotError::Damaged));
        assert_eq!(unpack("あ"), Err(SnapshotError::Damaged));
    }

    #[test]
    fn a_cut_link_is_damaged() {
        let payload = pack(&TEXT.repeat(20)).unwrap();
        for cut in 0..payload.len() {
            assert!(unpack(&payload[..cut]).is_err(), "cut at {cut}");
        }
    }

    proptest! {
        #[test]
        fn whatever_the_payload_unpacking_returns(payload in "\\PC{0,200}") {
            let _ = unpack(&payload);
        }

        #[test]
        fn whatever_the_bytes_unpacking_returns(
            bytes in proptest::collection::vec(any::<u8>(), 0..300)
        ) {
            let payload = URL_SAFE_NO_PAD.encode([&[VERSION][..], &bytes].concat());
            if let Ok(text) = unpack(&payload) {
                prop_assert_eq!(unpack(&pack(&text).unwrap()), Ok(text));
            }
        }

        #[test]
        fn any_text_comes_back(text in ".{0,300}") {
            prop_assert_eq!(unpack(&pack(&text).unwrap()), Ok(text));
        }
    }
}
