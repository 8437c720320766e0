//! The blob box of a relay: what was sealed is left there, or fetched, over HTTP.

use gloo_net::http::Request;
use yoriai_sync::wire::blob::{BlobRefusal, KEPT_UNTIL};

/// Why nothing could be left in the box, or fetched from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobFailure {
    /// There is no relay with a box at the other end, or no network.
    Unreachable,
    /// The relay says no.
    Refused(BlobRefusal),
}

/// Leaves bytes in the box at `address` for so many days. Until when they are kept, in milliseconds since 1970, if the relay says so.
///
/// # Errors
/// [`BlobFailure`].
pub async fn put(
    address: &str,
    days: u32,
    token: Option<&str>,
    bytes: &[u8],
) -> Result<Option<u64>, BlobFailure> {
    let mut request = Request::put(&format!("{address}?days={days}"));
    if let Some(token) = token {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request = request
        .body(js_sys::Uint8Array::from(bytes))
        .map_err(|_| BlobFailure::Unreachable)?;
    let answer = request.send().await;
    let answer = answer.map_err(|_| BlobFailure::Unreachable)?;
    if !answer.ok() {
        return Err(refusal(&answer.text().await.unwrap_or_default()));
    }
    let until = answer.headers().get(KEPT_UNTIL);
    Ok(until.and_then(|until| Some(until.parse::<u64>().ok()? * 1_000)))
}

/// Fetches what lies at `address`.
///
/// # Errors
/// [`BlobFailure`].
pub async fn get(address: &str) -> Result<Vec<u8>, BlobFailure> {
    let answer = Request::get(address).send().await;
    let answer = answer.map_err(|_| BlobFailure::Unreachable)?;
    if !answer.ok() {
        return Err(refusal(&answer.text().await.unwrap_or_default()));
    }
    let bytes = answer.binary().await;
    bytes.map_err(|_| BlobFailure::Unreachable)
}

/// What a body without one of the words means is that no relay answered.
fn refusal(body: &str) -> BlobFailure {
    BlobRefusal::from_word(body).map_or(BlobFailure::Unreachable, BlobFailure::Refused)
}
