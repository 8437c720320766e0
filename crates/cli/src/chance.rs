//! Chance, from the operating system.

use crate::refusal::Refusal;

/// Random bytes.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Refusal::NoChance)?;
    Ok(bytes)
}

/// Runs work that draws ids and has no way to say that drawing failed. What it made is given out
/// only if all draws were good: ids of zeros would be the same on every machine.
pub(crate) fn with_ids<T>(
    work: impl FnOnce(&mut dyn FnMut() -> [u8; 12]) -> T,
) -> Result<T, Refusal> {
    let mut failure = None;
    let made = work(&mut || {
        bytes().unwrap_or_else(|refusal| {
            failure = Some(refusal);
            [0; 12]
        })
    });
    failure.map_or(Ok(made), Err)
}
