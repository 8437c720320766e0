//! Pieces on the disk that could not be read: as a file, for whoever may want to look at them.

use serde_json::json;

use super::Session;
use crate::platform::store::{Store, StoreError, hex};

impl Session {
    /// The pieces that could not be read at the opening.
    pub async fn damaged_pieces(&self) -> Result<String, StoreError> {
        let damaged = self.damaged.borrow().clone();
        let is_damaged = |key: &str| damaged.iter().any(|known| known == key);
        salvage(self.writer.store(), &self.id, is_damaged).await
    }

    /// All pieces of a plan, which could not be opened at all.
    pub async fn all_pieces(store: &Store, id: &str) -> Result<String, StoreError> {
        salvage(store, id, |_| true).await
    }
}

/// One piece a line: its key, and its bytes in hexadecimal digits.
async fn salvage(
    store: &Store,
    id: &str,
    wanted: impl Fn(&str) -> bool,
) -> Result<String, StoreError> {
    let pieces = store.chunks(id).await?;
    let lines = pieces.iter().filter(|piece| wanted(&piece.key));
    Ok(lines
        .map(|piece| format!("{}\n", json!({"key": piece.key, "hex": hex(&piece.bytes)})))
        .collect())
}
