//! A version of the plan in a relay's blob box: the link carries only its name there and its key,
//! so that it fits a QR code. The relay keeps ciphertext until a date, and then forgets it.
//!
//! Blob: the packed text of [`crate::snapshot`], sealed as a frame's body is, with a key of its own;
//! `"yoriai blob v1"`, a zero byte and the blob's id are the associated data.

use yoriai_wire::blob::BlobId;

use crate::keys::CipherKey;
use crate::link::is_relay_address;
use crate::seal::{self, NONCE_BYTES};
use crate::snapshot::{self, SnapshotError};

/// Why a blob can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// Sealed with another key or under another id, or changed on the way.
    #[error("the blob was not sealed with the link's key")]
    NotAuthentic,
    /// Authentic, but not to be unpacked.
    #[error(transparent)]
    Content(#[from] SnapshotError),
}

/// Packs and seals `text`. `nonce` and the key must be random and are used once.
///
/// # Errors
/// [`SnapshotError::TooLarge`].
pub fn seal(
    id: &BlobId,
    key: &CipherKey,
    text: &str,
    nonce: [u8; NONCE_BYTES],
) -> Result<Vec<u8>, SnapshotError> {
    let packed = snapshot::pack_bytes(text)?;
    Ok(seal::seal(key, &bound_to(id), &packed, nonce))
}

/// Opens what [`seal`] made.
///
/// # Errors
/// See [`BlobError`].
pub fn open(id: &BlobId, key: &CipherKey, sealed: &[u8]) -> Result<String, BlobError> {
    let packed = seal::open(key, &bound_to(id), sealed).map_err(|_| BlobError::NotAuthentic)?;
    Ok(snapshot::unpack_bytes(&packed)?)
}

/// The address of a blob in the box of the relay whose socket is at `relay` (`wss://…/sync`):
/// the box stands beside the socket. `None` where that is no relay's address.
pub fn address(relay: &str, id: &BlobId) -> Option<String> {
    if !is_relay_address(relay) {
        return None;
    }
    let secure = relay.strip_prefix("wss://");
    let rest = secure.or_else(|| relay.strip_prefix("ws://"))?;
    let beside = rest.rsplit_once('/').map_or(rest, |(beside, _)| beside);
    let scheme = if secure.is_some() { "https" } else { "http" };
    Some(format!("{scheme}://{beside}/blobs/{id}"))
}

fn bound_to(id: &BlobId) -> Vec<u8> {
    [&b"yoriai blob v1\0"[..], &id.0].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: BlobId = BlobId([5; 16]);
    const KEY: CipherKey = CipherKey([6; 32]);

    #[test]
    fn a_text_comes_back_under_its_id_and_key_alone() {
        let sealed = seal(&ID, &KEY, "第4次計画", [7; 24]).unwrap();
        assert_eq!(open(&ID, &KEY, &sealed).as_deref(), Ok("第4次計画"));
        let refused = Err(BlobError::NotAuthentic);
        assert_eq!(open(&BlobId([4; 16]), &KEY, &sealed), refused);
        assert_eq!(open(&ID, &CipherKey([1; 32]), &sealed), refused);
        for cut in 0..sealed.len() {
            assert_eq!(open(&ID, &KEY, &sealed[..cut]), refused);
        }
    }

    #[test]
    fn the_box_stands_beside_the_socket() {
        let id = "BQUFBQUFBQUFBQUFBQUFBQ";
        for (relay, box_at) in [
            (
                "wss://relay.example.jp/sync",
                "https://relay.example.jp/blobs/",
            ),
            (
                "ws://192.168.0.7:8787/sync",
                "http://192.168.0.7:8787/blobs/",
            ),
            (
                "wss://a.example/yoriai/sync",
                "https://a.example/yoriai/blobs/",
            ),
            ("wss://a.example", "https://a.example/blobs/"),
        ] {
            assert_eq!(address(relay, &ID), Some(format!("{box_at}{id}")));
        }
        assert_eq!(address("https://a.example/sync", &ID), None);
    }
}
