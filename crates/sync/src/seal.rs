//! Sealing: XChaCha20-Poly1305 over a padded body, bound to the frame's header.
//!
//! The padding is Padmé: it hides the length to within 12 % and costs at most that. What stands
//! before it is the true length, so any bytes can be sealed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use yoriai_wire::limits;

use crate::keys::CipherKey;

/// Bytes of a nonce. 24 random bytes never meet again, so no counter must survive a restart.
pub const NONCE_BYTES: usize = 24;

const TAG_BYTES: usize = 16;

/// Most bytes that fit sealed into one frame's body. What is larger is cut into pieces.
pub const PLAIN_BYTES: usize = 960 * 1024 - 4;

/// Why a body can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Sealed with another key, bound to another header, or changed.
    #[error("the body was not sealed with this plan's key for this header")]
    NotAuthentic,
    /// Authentic, but not padded as the format says: made by a faulty client.
    #[error("the body's padding is not what the wire format says")]
    BadPadding,
}

/// Seals `plain` so that it opens only with `key` and under `header`.
///
/// `nonce` must be random: never the same twice under one key.
pub fn seal(key: &CipherKey, header: &[u8], plain: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
    let padded = pad(plain);
    let cipher = XChaCha20Poly1305::new((&key.0).into());
    let sealed = cipher.encrypt(
        &XNonce::from(nonce),
        Payload {
            msg: &padded,
            aad: header,
        },
    );
    // The cipher only refuses messages of more than 256 GiB; see `derive` for why this stops.
    assert!(sealed.is_ok(), "the cipher refused to seal");
    [&nonce[..], &sealed.unwrap_or_default()].concat()
}

/// Opens what [`seal`] made.
///
/// # Errors
/// See [`OpenError`].
pub fn open(key: &CipherKey, header: &[u8], sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (nonce, sealed) = sealed
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(OpenError::NotAuthentic)?;
    let cipher = XChaCha20Poly1305::new((&key.0).into());
    let padded = cipher
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: header,
            },
        )
        .map_err(|_| OpenError::NotAuthentic)?;
    unpad(padded).ok_or(OpenError::BadPadding)
}

/// How many bytes a body of `plain` bytes has when it's sealed.
pub fn sealed_len(plain: usize) -> usize {
    NONCE_BYTES + padme(plain + 4) + TAG_BYTES
}

// A frame with the largest plain body must fit: else the cutting into pieces would make frames
// that every relay refuses.
const _: () = assert!(PLAIN_BYTES + 4 + NONCE_BYTES + TAG_BYTES <= limits::BODY_BYTES);

fn pad(plain: &[u8]) -> Vec<u8> {
    let mut padded = Vec::with_capacity(padme(plain.len() + 4));
    // Bodies are far below 4 GiB: PLAIN_BYTES is the cap of whoever calls.
    padded.extend((plain.len() as u32).to_le_bytes());
    padded.extend(plain);
    padded.resize(padme(padded.len()), 0);
    padded
}

fn unpad(mut padded: Vec<u8>) -> Option<Vec<u8>> {
    let len = u32::from_le_bytes(*padded.first_chunk::<4>()?) as usize;
    let end = len.checked_add(4).filter(|end| *end <= padded.len())?;
    if padme(end) != padded.len() || padded[end..].iter().any(|byte| *byte != 0) {
        return None;
    }
    padded.truncate(end);
    padded.drain(..4);
    Some(padded)
}

/// The Padmé length: the next one whose low bits are zero, more of them the longer it is.
/// Source: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
/// PURBs", 2019, section 5.
fn padme(len: usize) -> usize {
    if len < 2 {
        return len;
    }
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1usize << (exponent - kept)) - 1;
    (len + mask) & !mask
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: CipherKey = CipherKey([3; 32]);

    #[test]
    fn what_was_sealed_opens_and_is_not_readable_before() {
        let sealed = seal(&KEY, b"header", "生活困窮者への支援".as_bytes(), [5; 24]);
        assert_eq!(
            open(&KEY, b"header", &sealed).unwrap(),
            "生活困窮者への支援".as_bytes()
        );
        assert!(!sealed.windows(6).any(|window| window == "生活".as_bytes()));
    }

    #[test]
    fn another_key_header_or_byte_opens_nothing() {
        let sealed = seal(&KEY, b"header", b"body", [5; 24]);
        let other = CipherKey([4; 32]);
        assert_eq!(
            open(&other, b"header", &sealed),
            Err(OpenError::NotAuthentic)
        );
        assert_eq!(open(&KEY, b"reader", &sealed), Err(OpenError::NotAuthentic));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(
                open(&KEY, b"header", &changed),
                Err(OpenError::NotAuthentic)
            );
            assert!(open(&KEY, b"header", &sealed[..at]).is_err());
        }
    }

    #[test]
    fn lengths_are_padded_as_published() {
        for (len, padded) in [
            (0, 0),
            (1, 1),
            (4, 4),
            (9, 10),
            (100, 104),
            (1000, 1024),
            (983_040, 983_040),
        ] {
            assert_eq!(padme(len), padded, "{len}");
        }
    }

    #[test]
    fn wrong_padding_is_refused() {
        let mut padded = pad(b"123456789");
        *padded.last_mut().unwrap() = 1;
        assert_eq!(unpad(padded), None);
        assert_eq!(unpad(vec![9, 0, 0, 0, 1]), None);
        assert_eq!(unpad(vec![255; 8]), None);
        assert_eq!(unpad(vec![0, 0]), None);
        let mut too_long = pad(b"x");
        too_long.extend([0; 64]);
        assert_eq!(unpad(too_long), None);
    }

    proptest! {
        #[test]
        fn padding_comes_off_again_and_costs_an_eighth_at_most(
            plain in proptest::collection::vec(any::<u8>(), 0..5000)
        ) {
            let padded = pad(&plain);
            prop_assert!(padded.len() <= (plain.len() + 4) * 9 / 8 + 1);
            prop_assert_eq!(sealed_len(plain.len()), padded.len() + 40);
            prop_assert_eq!(unpad(padded), Some(plain));
        }
    }
}
