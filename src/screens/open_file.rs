//! Opening a plan's file: what it is to this device is said before anything is changed.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::app::{App, use_app};
use crate::components::dialog::Dialog;
use crate::platform::{files, page, timer};
use crate::route::{Place, Route};
use crate::screens::import::source::{AUTOMERGE, MAX_BYTES};
use crate::session::{FileFailure, Incoming, Session};
use crate::words::{self, Words, fill, use_say};

/// How far it has come.
#[derive(Clone)]
enum State {
    /// The file is being looked at, merged or kept.
    Working,
    /// It is known what it is; somebody decides.
    Known(Incoming, Arc<Vec<u8>>),
    /// It was merged.
    Merged {
        id: String,
        title: String,
        news: usize,
    },
    /// Nothing was changed.
    Failed(Words),
}

/// Reads a file that was dropped or that the system handed over, and lets it be opened.
pub fn hand_in(app: App, file: File) {
    spawn_local(async move {
        let bytes = if file.size() > MAX_BYTES {
            Err(words::FILE_LARGE)
        } else {
            files::read(&file).await.ok_or(words::FILE_UNREAD)
        };
        app.handed.set(Some(bytes.map(Arc::new)));
    });
}

/// The dialog, over whatever screen shows.
#[component]
pub fn OpenFileDialog() -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let open = RwSignal::new(false);
    let state = RwSignal::new(State::Working);
    Effect::new(move |_| {
        let bytes = match app.handed.get() {
            None => return,
            Some(Ok(bytes)) => bytes,
            Some(Err(words)) => {
                state.set(State::Failed(words));
                open.set(true);
                return;
            }
        };
        state.set(State::Working);
        open.set(true);
        spawn_local(async move {
            // One turn for the screen to say what goes on.
            timer::sleep(20).await;
            let found = Session::look_at_file(&app.store(), &bytes).await;
            // Meanwhile it may have been let go of, for another one or for none.
            let is_still_it = app.handed.with_untracked(
                |handed| matches!(handed, Some(Ok(held)) if Arc::ptr_eq(held, &bytes)),
            );
            if !is_still_it {
                return;
            }
            state.set(match found {
                Ok(incoming) => State::Known(incoming, bytes),
                Err(failure) => State::Failed(reason(&failure, &bytes)),
            });
        });
    });
    // Let go of the file with the dialog, so that the same one can be opened again.
    Effect::new(move |before: Option<bool>| {
        let is_open = open.get();
        if before == Some(true) && !is_open {
            app.handed.set(None);
        }
        is_open
    });
    view! {
        <Dialog open title=Signal::stored(say(words::FILE_TITLE).to_owned())>
            <div class="open-file" aria-live="polite">
                {move || match state.get() {
                    State::Working => view! { <p>{say(words::FILE_READING)}</p> }.into_any(),
                    State::Failed(words) => {
                        view! { <p class="notice" role="alert">{say(words)}</p> }.into_any()
                    }
                    State::Known(incoming, bytes) => {
                        view! { <Known incoming bytes open state /> }.into_any()
                    }
                    State::Merged { id, title, news } => {
                        let count = news.to_string();
                        view! {
                            <p>{fill(say(words::FILE_MERGED), &[&titled(&title), &count])}</p>
                            <OpenPlan id open />
                        }
                            .into_any()
                    }
                }}
            </div>
        </Dialog>
    }
}

/// What the file is, and what can be done with it.
#[component]
fn Known(
    incoming: Incoming,
    bytes: Arc<Vec<u8>>,
    open: RwSignal<bool>,
    state: RwSignal<State>,
) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    match incoming {
        Incoming::Same { id, title, news: 0 } => view! {
            <p>{fill(say(words::FILE_SAME), &[&titled(&title)])}</p>
            <p>{say(words::FILE_SAME_NOTHING)}</p>
            <OpenPlan id open />
        }
        .into_any(),
        Incoming::Same { id, title, news } => {
            let same = fill(say(words::FILE_SAME), &[&titled(&title)]);
            let merge = move |_| merge(app, state, id.clone(), title.clone(), bytes.clone());
            view! {
                <p>{same}</p>
                <p>{fill(say(words::FILE_SAME_NEWS), &[&news.to_string()])}</p>
                <button type="button" class="button main" on:click=merge>
                    {say(words::FILE_MERGE)}
                </button>
            }
            .into_any()
        }
        Incoming::New { title } => view! {
            <p>{fill(say(words::FILE_NEW), &[&titled(&title)])}</p>
            <button
                type="button"
                class="button main"
                on:click=move |_| keep(app, state, open, bytes.clone())
            >
                {say(words::FILE_ADD)}
            </button>
        }
        .into_any(),
    }
}

#[component]
fn OpenPlan(id: String, open: RwSignal<bool>) -> impl IntoView {
    let say = use_say();
    let place = Place::Desk;
    view! {
        <a
            class="button main"
            href=Route::Plan { id, place }.fragment()
            on:click=move |_| open.set(false)
        >
            {say(words::FILE_OPEN)}
        </a>
    }
}

fn merge(app: App, state: RwSignal<State>, id: String, title: String, bytes: Arc<Vec<u8>>) {
    state.set(State::Working);
    spawn_local(async move {
        let merged = Session::merge_file(&app.store(), &id, &app.author(), &bytes).await;
        state.set(match merged {
            Ok(news) => State::Merged { id, title, news },
            Err(failure) => State::Failed(reason(&failure, &bytes)),
        });
    });
}

fn keep(app: App, state: RwSignal<State>, open: RwSignal<bool>, bytes: Arc<Vec<u8>>) {
    state.set(State::Working);
    spawn_local(async move {
        match Session::from_file(&app.store(), &bytes).await {
            Ok(id) => {
                open.set(false);
                let place = Place::Desk;
                page::go(&Route::Plan { id, place }.fragment());
            }
            Err(failure) => state.set(State::Failed(reason(&failure, &bytes))),
        }
    });
}

/// Why it did not go, what became of it, and what to do.
fn reason(failure: &FileFailure, bytes: &[u8]) -> Words {
    match failure {
        FileFailure::NotAPlan if bytes.starts_with(&AUTOMERGE) => words::IMPORT_DAMAGED,
        FileFailure::NotAPlan => words::FILE_FOREIGN,
        FileFailure::PlanUnreadable => words::OPEN_DOCUMENT,
        FileFailure::Store(_) => words::FILE_STORE,
    }
}

fn titled(title: &str) -> String {
    let is_named = !title.trim().is_empty();
    let say = use_say();
    if is_named {
        title.to_owned()
    } else {
        say(words::UNTITLED).to_owned()
    }
}
