//! All that the app asks of the browser: storage, sockets, clock, chance, files, tabs, clipboard.
//!
//! Nothing outside this folder touches a browser API that keeps, sends or measures something;
//! views use the DOM through Leptos only.

pub mod blobs;
pub mod clipboard;
pub mod clock;
pub mod failure;
pub mod files;
pub mod lifecycle;
pub mod lock;
pub mod offline;
pub mod page;
pub mod random;
pub mod record;
pub mod socket;
pub mod store;
pub mod tabs;
pub mod timer;
