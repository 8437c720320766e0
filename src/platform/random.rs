//! Chance, from the browser's own source. `getRandomValues` exists on plain-http pages too,
//! unlike the rest of WebCrypto.

/// Fills the buffer with random bytes.
///
/// # Panics
/// When the browser has no random source at all. Going on would give two plans the same key.
pub fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        panic!("this browser gives no random numbers, and no plan may be made without them");
    }
}

/// An array of random bytes.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}
