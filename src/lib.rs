//! The app in the browser.
//!
//! Layout, from the outside in:
//!
//! - [`app`]: the root, and what every screen can reach
//! - [`screens`]: one module per screen
//! - [`parts`]: which of them are fetched when
//! - [`components`]: parts that several screens use
//! - [`papers`]: documents as they are printed and handed out, read-only
//! - [`desk`]: an open plan as views hold it
//! - [`session`]: the one place where a document changes
//! - [`platform`]: the only place that touches storage, sockets, clock and chance
//! - [`words`], [`settings`], [`route`]: text, the device's settings, addresses

pub mod app;
pub mod components;
pub mod desk;
pub mod papers;
pub mod parts;
pub mod platform;
pub mod route;
pub mod screens;
pub mod session;
pub mod settings;
pub mod words;
