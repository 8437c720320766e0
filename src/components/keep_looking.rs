//! Screens that show what the whole plan comes to: it is worked out when the screen opens, and a
//! moment after each change. No key press waits for it.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::platform::timer::Alarm;

/// How long a pause after a change is before the plan is looked through again, in milliseconds.
const PAUSE_MS: u32 = 400;

/// Looks through the plan now, and again after each change, as long as the screen is there.
pub fn keep_looking<T: Send + Sync + 'static>(
    desk: Desk,
    looked: RwSignal<Option<T>>,
    look: impl Fn(Desk) -> T + Copy + 'static,
) {
    let revision = desk.session().board().revision.clone();
    let alarm = StoredValue::new_local(Alarm::default());
    Effect::new(move |before: Option<()>| {
        revision.track();
        // The first time after the screen has been painted.
        let pause = if before.is_some() { PAUSE_MS } else { 0 };
        alarm.with_value(|alarm| {
            alarm.set(pause, move || {
                // The screen may be gone by now.
                let _ = looked.try_set(Some(look(desk)));
            });
        });
    });
    on_cleanup(move || alarm.with_value(Alarm::cancel));
}
