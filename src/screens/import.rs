//! 文書から取り込む: a document comes in as text, is shown taken apart, and becomes a plan only
//! when someone has looked at it.

mod beside;
mod columns;
mod counts;
mod drafting;
mod into;
mod item_row;
mod names;
mod outline;
mod preview;
mod rows;
pub(super) mod source;
mod target;

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use self::drafting::Drafting;
use self::preview::Preview;
use self::source::{MAX_BYTES, Source};
use crate::app::{take_focus, use_app};
use crate::platform::{files, page, timer};
use crate::route::Route;
use crate::words::{self, Words, use_say};

/// The screen.
#[component]
pub fn ImportScreen() -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let drafting = expect_context::<Drafting>();
    let Drafting { draft, before, .. } = drafting;
    on_cleanup(move || drafting.leave());
    let trouble = RwSignal::new(None::<Words>);
    let reading = RwSignal::new(false);
    let pasted = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    page::set_title(say(words::IMPORT_TITLE));
    take_focus(app);
    let read = move |text: String| {
        trouble.set(None);
        if text.trim().is_empty() {
            trouble.set(Some(words::IMPORT_EMPTY));
            return;
        }
        reading.set(true);
        spawn_local(async move {
            // One turn for the screen to say what goes on.
            timer::sleep(20).await;
            draft.try_set(Some(yoriai_office::read_text(&text)));
            reading.try_set(false);
        });
    };
    let read_file = move |_| {
        let Some(chooser) = input.get_untracked() else {
            return;
        };
        let Some(file) = chooser.files().and_then(|files| files.get(0)) else {
            return;
        };
        // The same file may be chosen again after it has changed.
        chooser.set_value("");
        if file.size() > MAX_BYTES {
            trouble.set(Some(words::IMPORT_TOO_LARGE));
            return;
        }
        reading.set(true);
        spawn_local(async move {
            let read_in = match files::read(&file).await {
                Some(bytes) => source::recognise(bytes),
                None => Source::Unreadable,
            };
            reading.try_set(false);
            let trouble_with = match read_in {
                Source::Text(text) => {
                    read(text);
                    return;
                }
                Source::Plan(bytes) => {
                    app.handed.set(Some(Ok(Arc::new(bytes))));
                    return;
                }
                Source::Unreadable => words::IMPORT_UNREADABLE,
            };
            trouble.try_set(Some(trouble_with));
        });
    };
    view! {
        <header class="bar">
            <a class="button quiet" href=Route::Library.fragment()>
                <span aria-hidden="true">"‹"</span>
                {say(words::BACK)}
            </a>
            <h1 class="bar-title">{say(words::IMPORT_TITLE)}</h1>
        </header>
        <main class="import" id="content" tabindex="-1">
            <div role="status">
                <Show when=move || reading.get()>
                    <p class="hint">{say(words::IMPORT_READING)}</p>
                </Show>
            </div>
            <div role="alert">
                {move || trouble.get().map(|words| view! { <p class="notice">{say(words)}</p> })}
            </div>
            <Show
                when=move || draft.with(Option::is_some)
                fallback=move || {
                    view! {
                        <div class="import-choose">
                            <p>{say(words::IMPORT_LEAD)}</p>
                            <Show when=move || before.with(Option::is_some)>
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| drafting.take_up()
                                >
                                    {say(words::IMPORT_TAKE_UP)}
                                </button>
                            </Show>
                            <label class="field">
                                <span>{say(words::IMPORT_FILE)}</span>
                                <input
                                    node_ref=input
                                    type="file"
                                    accept=".txt,.md,.markdown,.yoriai,text/plain,text/markdown"
                                    on:change=read_file
                                />
                            </label>
                            <form
                                class="stack"
                                on:submit=move |event: ev::SubmitEvent| {
                                    event.prevent_default();
                                    read(pasted.get_untracked());
                                }
                            >
                                <label class="field">
                                    <span>{say(words::IMPORT_PASTE)}</span>
                                    <textarea
                                        class="import-paste"
                                        rows="10"
                                        prop:value=move || pasted.get()
                                        on:input=move |event| pasted.set(event_target_value(&event))
                                    ></textarea>
                                </label>
                                <button type="submit" class="button main">
                                    {say(words::IMPORT_READ)}
                                </button>
                            </form>
                        </div>
                    }
                }
            >
                <Preview drafting trouble />
            </Show>
        </main>
    }
}
