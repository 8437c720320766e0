//! Undo and redo, by button and by key.

use leptos::ev;
use leptos::prelude::*;

use crate::desk::{Desk, use_desk};
use crate::platform::page;
use crate::session::Way;
use crate::words::{self, Words, use_say};

/// The two buttons. They keep the focus when there is nothing left to do: a disabled button would
/// drop it.
#[component]
pub fn StepButtons() -> impl IntoView {
    let steps = use_desk().session().steps.clone();
    let (undo, redo) = (steps.clone(), steps);
    view! {
        <div class="bar-steps">
            <StepButton
                way=Way::Undo
                sign="↶"
                label=words::UNDO
                is_open=Signal::derive(move || undo.get().undo)
            />
            <StepButton
                way=Way::Redo
                sign="↷"
                label=words::REDO
                is_open=Signal::derive(move || redo.get().redo)
            />
        </div>
    }
}

#[component]
fn StepButton(way: Way, sign: &'static str, label: Words, is_open: Signal<bool>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    view! {
        <button
            type="button"
            class="button quiet"
            aria-label=say(label)
            title=say(label)
            aria-disabled=move || (!is_open.get()).then_some("true")
            on:click=move |_| {
                if is_open.get_untracked() {
                    desk.step(way, false, say);
                }
            }
        >
            <span aria-hidden="true">{sign}</span>
            <span class="bar-step-name">{say(label)}</span>
        </button>
    }
}

/// Ctrl+Z, Ctrl+Y and Ctrl+Shift+Z (with ⌘ as well) anywhere on the open plan.
pub fn step_by_keys(desk: Desk) {
    let say = use_say();
    let listening = window_event_listener(ev::keydown, move |event| {
        // During a composition the keys belong to the input method; Safari ends the composition
        // before the key that ended it arrives, and 229 tells.
        if event.is_composing() || event.key_code() == 229 || event.default_prevented() {
            return;
        }
        let Some(way) = way_of(&event) else { return };
        if !page::is_for_plan(event.target()) {
            return;
        }
        event.prevent_default();
        desk.step(way, true, say);
    });
    on_cleanup(move || listening.remove());
}

fn way_of(event: &ev::KeyboardEvent) -> Option<Way> {
    if event.alt_key() || !(event.ctrl_key() || event.meta_key()) {
        return None;
    }
    match (event.key().to_lowercase().as_str(), event.shift_key()) {
        ("z", false) => Some(Way::Undo),
        ("z", true) | ("y", false) => Some(Way::Redo),
        _ => None,
    }
}
