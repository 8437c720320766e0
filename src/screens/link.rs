//! A link that somebody gave: where one pastes it, and what happens when it leads into a room.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::Link;

use crate::app::use_app;
use crate::platform::page;
use crate::route::{Place, Route};
use crate::session::{Access, Session};
use crate::words::{self, use_say};

/// A field for a link, of which only the part behind `#` matters.
#[component]
pub fn LinkField() -> impl IntoView {
    let say = use_say();
    let link = RwSignal::new(String::new());
    let bad = RwSignal::new(false);
    let open = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = link.get_untracked();
        let fragment = text
            .trim()
            .split_once('#')
            .map(|(_, fragment)| format!("#{fragment}"));
        match fragment.filter(|fragment| Link::parse(fragment).is_ok()) {
            Some(fragment) => page::go(&fragment),
            None => bad.set(true),
        }
    };
    view! {
        <form class="stack" on:submit=open>
            <label class="field">
                <span>{say(words::LINK_FIELD)}</span>
                <textarea
                    class="link-text"
                    rows="4"
                    spellcheck="false"
                    autocomplete="off"
                    prop:value=move || link.get()
                    on:input=move |event| {
                        bad.set(false);
                        link.set(event_target_value(&event));
                    }
                ></textarea>
            </label>
            <Show when=move || bad.get()>
                <p class="error" role="alert">{say(words::LINK_BAD)}</p>
            </Show>
            <button type="submit" class="button main">{say(words::LINK_OPEN)}</button>
        </form>
    }
}

/// Takes in a link into a room: makes room for its plan, and goes there.
#[component]
pub fn LinkScreen(fragment: String) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let trouble = RwSignal::new(None::<words::Words>);
    match Link::parse(&fragment).ok().and_then(Access::by) {
        Some((access, relay)) => spawn_local(async move {
            match Session::join(&app.store(), &access, relay).await {
                // The key leaves the address: it is on the device now.
                Ok(id) => {
                    page::replace_fragment(
                        &Route::Plan {
                            id,
                            place: Place::Desk,
                        }
                        .fragment(),
                    );
                }
                Err(_) => {
                    trouble.try_set(Some(words::OPEN_STORE));
                }
            }
        }),
        None => trouble.set(Some(words::LINK_BAD)),
    }
    view! {
        <main class="message" id="content" tabindex="-1">
            <h1>{say(words::OPEN_LINK)}</h1>
            {move || match trouble.get() {
                Some(trouble) => {
                    view! {
                        <p role="alert">{say(trouble)}</p>
                        <a class="button" href=Route::Library.fragment()>{say(words::BACK)}</a>
                    }
                        .into_any()
                }
                None => view! { <p role="status">{say(words::LOADING_PLAN)}</p> }.into_any(),
            }}
        </main>
    }
}
