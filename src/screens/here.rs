//! Who else has the plan open: how many in the bar, who and where in the dialog for sharing, and a
//! name at the field that somebody is in.

use leptos::prelude::*;

use crate::app::use_app;
use crate::desk::use_desk;
use crate::platform::{page, timer};
use crate::session::Here;
use crate::words::{self, Words, fill, use_say};

/// How many are here, this device among them; nothing while it is alone.
#[component]
pub fn HereCount() -> impl IntoView {
    let say = use_say();
    let here = use_desk().session().here.clone();
    let count = Memo::new(move |_| here.with(Vec::len));
    move || {
        let others = count.get();
        (others > 0).then(|| {
            let count = fill(say(words::HERE_COUNT), &[&(others + 1).to_string()]);
            view! { <span class="here-count">{count}</span> }
        })
    }
}

/// Puts the names of others at the fields they are in.
#[component]
pub fn HereMarks() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    let here = desk.session().here.clone();
    Effect::new(move |_| {
        // Other fields are on the page after these.
        desk.selected.track();
        app.route.track();
        let places: Vec<_> = here.with(|here| {
            let placed = here.iter().filter(|it| !it.place.is_empty());
            placed.map(|it| (it.place.clone(), name(say, it))).collect()
        });
        wasm_bindgen_futures::spawn_local(async move {
            // They are there after a turn or two of the event loop.
            timer::sleep(50).await;
            page::mark_places(&places);
        });
    });
}

/// Who is here, and where.
#[component]
pub fn HereList() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let here = desk.session().here.clone();
    let own = use_app().author();
    let own = if own.is_empty() {
        say(words::HERE_NAMELESS).to_owned()
    } else {
        own
    };
    view! {
        <ul class="here-list" aria-live="polite">
            <li>{fill(say(words::HERE_SELF), &[&own])}</li>
            {move || {
                here.get()
                    .into_iter()
                    .map(|it| {
                        let name = name(say, &it);
                        let text = page::text_of_place(&it.place);
                        let line = if text.is_empty() {
                            name
                        } else {
                            fill(say(words::HERE_AT), &[&name, &text])
                        };
                        view! { <li>{line}</li> }
                    })
                    .collect_view()
            }}
        </ul>
    }
}

fn name(say: impl Fn(Words) -> &'static str, here: &Here) -> String {
    if here.name.is_empty() {
        say(words::HERE_NAMELESS).to_owned()
    } else {
        here.name.clone()
    }
}
