//! What was read and put right, kept while the app is open: walking away, or choosing another
//! document, loses nothing that somebody has corrected.

use leptos::prelude::*;
use yoriai_office::Draft;

/// The draft that is being looked at, and the one before it.
#[derive(Clone, Copy)]
pub struct Drafting {
    pub(super) draft: RwSignal<Option<Draft>>,
    /// What was put aside to choose another document.
    pub(super) before: RwSignal<Option<Draft>>,
    /// Whether the draft has become a plan, or gone into one.
    is_done: StoredValue<bool>,
}

impl Drafting {
    /// Nothing yet.
    pub fn new() -> Self {
        Self {
            draft: RwSignal::new(None),
            before: RwSignal::new(None),
            is_done: StoredValue::new(false),
        }
    }

    /// Puts the draft aside.
    pub(super) fn put_aside(self) {
        self.before
            .set(self.draft.try_update(Option::take).flatten());
    }

    /// Takes up again what was put aside.
    pub(super) fn take_up(self) {
        self.draft
            .set(self.before.try_update(Option::take).flatten());
    }

    /// The draft is in a plan now, and goes with the screen.
    pub(super) fn finish(self) {
        self.is_done.set_value(true);
    }

    /// The screen goes.
    pub(super) fn leave(self) {
        if self.is_done.get_value() {
            self.is_done.set_value(false);
            self.draft.set(None);
            self.before.set(None);
        }
    }
}

impl Default for Drafting {
    fn default() -> Self {
        Self::new()
    }
}
