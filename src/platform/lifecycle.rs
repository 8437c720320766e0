//! When the page goes out of sight, comes back, finds the network again, or is about to hear what
//! somebody does.

use leptos::ev;
use leptos::prelude::{WindowListenerHandle, document, window, window_event_listener};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Takes its listener off when dropped.
#[must_use = "the listener is gone as soon as this is dropped"]
pub struct Listening(Vec<Box<dyn FnOnce()>>);

impl Drop for Listening {
    fn drop(&mut self) {
        for stop in self.0.drain(..) {
            stop();
        }
    }
}

fn stop(handle: WindowListenerHandle) -> Box<dyn FnOnce()> {
    Box::new(move || handle.remove())
}

/// Calls when the page may be about to end: hidden, left, or closed. It is the last moment at
/// which a write can be handed to the browser; `beforeunload` does not come on tablets.
pub fn on_leaving(leave: impl Fn() + Clone + 'static) -> Listening {
    let on_hide = leave.clone();
    let callback = Closure::<dyn Fn()>::new(move || {
        if document().hidden() {
            on_hide();
        }
    });
    let _ = document()
        .add_event_listener_with_callback("visibilitychange", callback.as_ref().unchecked_ref());
    let pagehide = window_event_listener(ev::pagehide, move |_| leave());
    Listening(vec![
        stop(pagehide),
        Box::new(move || {
            let _ = document().remove_event_listener_with_callback(
                "visibilitychange",
                callback.as_ref().unchecked_ref(),
            );
        }),
    ])
}

/// Calls when the page is left for good, or for as long as nobody comes back to it.
pub fn on_gone(gone: impl Fn() + 'static) -> Listening {
    Listening(vec![stop(window_event_listener(ev::pagehide, move |_| {
        gone()
    }))])
}

/// Calls when the browser believes that the network is back.
pub fn on_network(back: impl Fn() + 'static) -> Listening {
    Listening(vec![stop(window_event_listener(ev::online, move |_| {
        back()
    }))])
}

/// The events by which a page hears of what somebody does. Going from a field comes before the deed
/// that it is for. Not `input`: a field is then ahead of the document already.
const DEEDS: [&str; 11] = [
    "keydown",
    "beforeinput",
    "change",
    "pointerdown",
    "click",
    "focusout",
    "copy",
    "cut",
    "paste",
    "drop",
    "submit",
];

/// Calls whenever somebody does something on the page, before anything answers to it.
pub fn before_deeds(call: impl Fn() + 'static) -> Listening {
    let callback = Closure::<dyn Fn()>::new(call);
    for deed in DEEDS {
        let _ = window().add_event_listener_with_callback_and_bool(
            deed,
            callback.as_ref().unchecked_ref(),
            true,
        );
    }
    Listening(vec![Box::new(move || {
        for deed in DEEDS {
            let _ = window().remove_event_listener_with_callback_and_bool(
                deed,
                callback.as_ref().unchecked_ref(),
                true,
            );
        }
    })])
}
