//! One write transaction: its beginning, what is asked of it, and why it failed.

use indexed_db_futures::database::Database;
use indexed_db_futures::error::{DomException, Error};
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::object_store::ObjectStore;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{
    Transaction, TransactionDurability, TransactionMode, TransactionOptions,
};
use wasm_bindgen::JsValue;

use super::Safety;

pub(super) fn begin<'a>(
    db: &'a Database,
    stores: &[&'static str],
    safety: Safety,
) -> Result<Transaction<'a>, Error> {
    let mut options = TransactionOptions::new();
    options.set_durability(match safety {
        Safety::Relaxed => TransactionDurability::Relaxed,
        Safety::Strict => TransactionDurability::Strict,
    });
    db.transaction(stores)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()
}

/// Ends a transaction. When the disk turns out to be full only now, no request fails: the whole
/// transaction is aborted, and it alone knows why.
pub(super) async fn finish(tx: Transaction<'_>) -> Result<(), Error> {
    let aborted = tx.as_sys().clone();
    tx.commit()
        .await
        .map_err(|error| aborted.error().map_or(error, Error::from))
}

pub(super) fn is_full(error: &Error) -> bool {
    match error {
        Error::DomException(DomException::Other(cause)) => cause.name() == "QuotaExceededError",
        _ => false,
    }
}

/// Asks for a value to be put. The answer is the transaction's.
pub(super) fn put(store: &ObjectStore<'_>, key: &str, value: JsValue) -> Result<(), Error> {
    drop(store.put(value).with_key(key).primitive()?);
    Ok(())
}

/// Asks for a key to be removed. The answer is the transaction's.
pub(super) fn remove(store: &ObjectStore<'_>, key: &str) -> Result<(), Error> {
    drop(store.delete(key).primitive()?);
    Ok(())
}
