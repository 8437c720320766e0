//! Tests in a browser: what stands on IndexedDB, localStorage, BroadcastChannel or the address.
//!
//! All tests share one page and one database. Each makes plans of its own, by random ids.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod annual;
mod faults;
mod fields;
mod figures;
mod files;
mod grid;
mod links;
mod records;
mod relay;
mod rooms;
mod route;
mod session;
mod settings;
mod sheets;
mod splice;
mod store;
mod tabs;
mod undo;
mod wait;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
