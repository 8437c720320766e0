//! A browser in which something is broken, until the test is over.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

/// Breaks something by a script, which returns the function that mends it.
pub(crate) struct Broken(Function);

impl Broken {
    pub(crate) fn by(script: &str) -> Self {
        let mend = Function::new_no_args(script)
            .call0(&JsValue::UNDEFINED)
            .unwrap();
        Self(mend.unchecked_into())
    }

    /// Saved documents can't be written; single changes can.
    pub(crate) fn folding() -> Self {
        Self::by(
            "const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (value, key) {
                if (String(key).includes('/saved/')) throw new DOMException('broken', 'DataError');
                return put.apply(this, arguments);
            };
            return () => { IDBObjectStore.prototype.put = put; };",
        )
    }

    /// Every write turns out at its very end not to fit on the disk.
    pub(crate) fn full_at_commit() -> Self {
        Self::by(
            "const proto = IDBTransaction.prototype;
            const commit = proto.commit;
            const error = Object.getOwnPropertyDescriptor(proto, 'error');
            proto.commit = function () { this.abort(); };
            Object.defineProperty(proto, 'error', {
                configurable: true,
                get() { return new DOMException('', 'QuotaExceededError'); },
            });
            return () => {
                proto.commit = commit;
                Object.defineProperty(proto, 'error', error);
            };",
        )
    }

    /// How far a device is in its rooms can't be read.
    pub(crate) fn rooms() -> Self {
        Self::by(
            "const transaction = IDBDatabase.prototype.transaction;
            IDBDatabase.prototype.transaction = function (stores, mode) {
                if (String(stores) === 'rooms' && mode !== 'readwrite') {
                    throw new DOMException('broken', 'InvalidStateError');
                }
                return transaction.apply(this, arguments);
            };
            return () => { IDBDatabase.prototype.transaction = transaction; };",
        )
    }

    /// The handle of the database that is used next is dead, as after a sleep of the page. Another
    /// one is not.
    pub(crate) fn handle() -> Self {
        Self::by(
            "const transaction = IDBDatabase.prototype.transaction;
            let dead = null;
            IDBDatabase.prototype.transaction = function () {
                dead ??= this;
                if (this === dead) throw new DOMException('closing', 'InvalidStateError');
                return transaction.apply(this, arguments);
            };
            return () => { IDBDatabase.prototype.transaction = transaction; };",
        )
    }

    /// A browser without channels between tabs.
    pub(crate) fn channels() -> Self {
        Self::by(
            "const channel = globalThis.BroadcastChannel;
            globalThis.BroadcastChannel = function () { throw new TypeError('none'); };
            return () => { globalThis.BroadcastChannel = channel; };",
        )
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        self.0.call0(&JsValue::UNDEFINED).unwrap();
    }
}
