//! A panic in the module. Memory can't be trusted after one: nothing is saved from it any more,
//! and the page offers to open anew from what is on disk.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::HtmlDialogElement;

use super::page;

/// The id of the words, by which the dialog is named.
const TEXT_ID: &str = "failure-text";

// A panic hook is one for the whole program, and so is what it found out.
static FAILED: AtomicBool = AtomicBool::new(false);

/// Whether a panic has happened: then nothing may be written any more.
pub fn has_failed() -> bool {
    FAILED.load(Ordering::Relaxed)
}

/// Watches for panics from now on. `words` are the three sentences and the button's label.
pub fn watch(words: (&'static str, &'static str)) {
    std::panic::set_hook(Box::new(move |info| {
        console_error_panic_hook::hook(info);
        if !FAILED.swap(true, Ordering::Relaxed) {
            let _ = show(words);
        }
    }));
}

/// Shows the words by the plainest means: the views may be what has failed.
fn show((words, button): (&str, &str)) -> Option<()> {
    let document = document();
    // A modal one: whatever dialog is open, it lies over it.
    let panel = document.create_element("dialog").ok()?;
    let panel = panel.dyn_into::<HtmlDialogElement>().ok()?;
    panel.set_class_name("failure");
    panel.set_attribute("role", "alertdialog").ok()?;
    panel.set_attribute("aria-labelledby", TEXT_ID).ok()?;
    let text = document.create_element("p").ok()?;
    text.set_id(TEXT_ID);
    text.set_text_content(Some(words));
    let reload = document.create_element("button").ok()?;
    reload.set_class_name("button main");
    reload.set_text_content(Some(button));
    let callback = Closure::once_into_js(page::reload);
    reload
        .add_event_listener_with_callback("click", callback.unchecked_ref())
        .ok()?;
    panel.append_child(&text).ok()?;
    panel.append_child(&reload).ok()?;
    document.body()?.append_child(&panel).ok()?;
    // The button gets the focus, being the first that can have it.
    panel.show_modal().ok()
}
