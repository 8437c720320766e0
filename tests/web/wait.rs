//! Waiting for what happens by itself. How long it takes is nobody's promise; that it happens is.

use yoriai::platform::timer;
use yoriai::session::{SaveState, Session};

use leptos::prelude::GetUntracked;

const STEP_MS: u32 = 10;
/// Ten seconds: a browser on a busy machine is slow, but not for ever.
const STEPS: u32 = 1_000;

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..STEPS {
        if is_so() {
            return;
        }
        timer::sleep(STEP_MS).await;
    }
    panic!("waited in vain: {what}");
}

/// Waits until a session says that all is on disk, and what the list of plans says is there too.
pub(crate) async fn saved(session: &Session) {
    until("saved", || {
        session.save.get_untracked() == SaveState::Saved && session.is_at_rest()
    })
    .await;
}
