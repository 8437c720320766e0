//! The blob box of a relay: what was sealed is left there, or fetched, over HTTP.

use gloo_net::http::Request;

/// Why nothing could be left in the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutError {
    /// There is no relay at the other end, or no network.
    Unreachable,
    /// The relay asks for an access token, and this one is not it.
    TokenNeeded,
    /// More than the relay takes.
    TooLarge,
    /// The box is full, or too much comes from here; later it may go.
    Refused,
}

/// Why nothing could be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GetError {
    /// There is no relay at the other end, or no network.
    Unreachable,
    /// Its date is past, or it never was there.
    Gone,
}

/// Leaves bytes in the box at `address` for so many days. `token` may be empty.
///
/// # Errors
/// [`PutError`].
pub async fn put(address: &str, days: u32, token: &str, bytes: &[u8]) -> Result<(), PutError> {
    let mut request = Request::put(&format!("{address}?days={days}"));
    if !token.is_empty() {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request = request
        .body(js_sys::Uint8Array::from(bytes))
        .map_err(|_| PutError::Unreachable)?;
    let answer = request.send().await.map_err(|_| PutError::Unreachable)?;
    match answer.status() {
        200..=299 => Ok(()),
        401 | 403 => Err(PutError::TokenNeeded),
        413 => Err(PutError::TooLarge),
        404 | 405 | 502..=504 => Err(PutError::Unreachable),
        _ => Err(PutError::Refused),
    }
}

/// Fetches what lies at `address`.
///
/// # Errors
/// [`GetError`].
pub async fn get(address: &str) -> Result<Vec<u8>, GetError> {
    let answer = Request::get(address).send().await;
    let answer = answer.map_err(|_| GetError::Unreachable)?;
    match answer.status() {
        200 => answer.binary().await.map_err(|_| GetError::Unreachable),
        404 | 410 => Err(GetError::Gone),
        _ => Err(GetError::Unreachable),
    }
}
