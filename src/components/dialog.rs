//! A modal dialog: the browser's own `<dialog>`, which keeps the focus inside and closes on Esc.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use crate::words::{self, use_say};

/// A dialog that shows while `open` is true. Its content is made anew each time it opens.
#[component]
pub fn Dialog(
    /// Whether it shows.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let say = use_say();
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            if !dialog.open() {
                let _ = dialog.show_modal();
            }
        } else if dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=node
            class="dialog"
            aria-label=move || title.get()
            on:close=move |_: ev::Event| open.set(false)
        >
            <Show when=move || open.get()>
                <div class="dialog-head">
                    <h2>{move || title.get()}</h2>
                    <button type="button" class="button quiet" on:click=move |_| open.set(false)>
                        {say(words::CLOSE)}
                    </button>
                </div>
                <div class="dialog-body">{children()}</div>
            </Show>
        </dialog>
    }
}
