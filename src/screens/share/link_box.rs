//! A link to copy, with its QR code.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::qr::Qr;
use crate::platform::clipboard;
use crate::words::{self, use_say};

/// A link to copy, with its QR code.
#[component]
pub fn LinkBox(
    /// The whole address.
    link: String,
    /// What a screen reader calls it.
    label: &'static str,
) -> impl IntoView {
    let say = use_say();
    let copied = RwSignal::new(None::<bool>);
    let copying = link.clone();
    let copy = move |_| {
        let link = copying.clone();
        spawn_local(async move {
            let done = clipboard::copy(&link).await;
            copied.try_set(Some(done));
        });
    };
    view! {
        <div class="link-box">
            <textarea
                class="link-text"
                readonly
                rows="3"
                aria-label=label
                prop:value=link.clone()
            ></textarea>
            <button type="button" class="button" on:click=copy>{say(words::COPY)}</button>
            <p role="status">
                {move || {
                    copied
                        .get()
                        .map(|done| say(if done { words::COPIED } else { words::COPY_FAILED }))
                }}
            </p>
            <Qr text=link.clone() />
        </div>
    }
}
