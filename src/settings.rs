//! The device's own settings: small, and kept apart from the plans (localStorage).

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use crate::platform::page;
use crate::words::Language;

const KEY: &str = "yoriai.settings";

/// How large text is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextSize {
    /// 16 px.
    #[default]
    Standard,
    /// 20 px.
    Large,
    /// 26 px.
    Huge,
}

impl TextSize {
    /// All sizes, smallest first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Large, Self::Huge];

    /// The value of the root element's `data-text` attribute, which the style sheets read.
    pub const fn attribute(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }
}

/// What this device remembers for itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The name under which edits are made.
    pub name: String,
    /// How large text is shown.
    pub text_size: TextSize,
    /// The language of the interface.
    pub language: Language,
    /// The relay for new rooms; empty for the one that served the app.
    pub relay: String,
    /// What relays ask of who opens a new room there; empty where they ask for nothing.
    pub token: String,
}

impl Settings {
    /// What was remembered; defaults where nothing was, or where it can't be read.
    pub fn load() -> Self {
        LocalStorage::get(KEY).unwrap_or_default()
    }

    /// What a relay is told of the access token: only the relay that serves the app, and the one
    /// that is named here. A link may name any other.
    pub fn token_for(&self, relay: &str) -> Option<String> {
        let is_trusted = relay == page::own_relay() || relay == self.relay;
        (is_trusted && !self.token.is_empty()).then(|| self.token.clone())
    }

    /// Remembers, and puts into effect what holds for the whole page.
    pub fn keep(&self) {
        // A browser that refuses localStorage forgets the setting at the next visit; no plan is
        // touched by that.
        let _ = LocalStorage::set(KEY, self);
        self.put_on_page();
    }

    /// Puts text size and language on the page.
    pub fn put_on_page(&self) {
        page::set_root_attribute("data-text", self.text_size.attribute());
        let language = match self.language {
            Language::Japanese => "ja",
            Language::English => "en",
        };
        page::set_root_attribute("lang", language);
    }
}
