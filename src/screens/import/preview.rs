//! What was read, beside the source: to look at and to put right before it goes anywhere.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_office::Draft;
use yoriai_plan::Caption;

use super::beside::Source;
use super::columns::Columns;
use super::counts::Counts;
use super::drafting::Drafting;
use super::into::Into;
use super::rows::{Hands, Rows};
use super::target::{Opened, Where};
use crate::app::use_app;
use crate::platform::random;
use crate::route::Place;
use crate::screens::home::Making;
use crate::words::{self, Words, use_say};

/// The preview, or the draft beside the plan that it goes into.
#[component]
pub(super) fn Preview(drafting: Drafting, trouble: RwSignal<Option<Words>>) -> impl IntoView {
    let draft = drafting.draft;
    let hands = Hands {
        draft,
        trouble,
        chosen: RwSignal::new(None),
        wants: RwSignal::new(None),
    };
    let target = RwSignal::new(String::new());
    let opened = Opened::new();
    move || match opened.session() {
        Some(session) => view! { <Into drafting trouble opened session /> }.into_any(),
        None => view! { <Result drafting hands target opened /> }.into_any(),
    }
}

/// What was read, and where it shall go.
#[component]
fn Result(
    drafting: Drafting,
    hands: Hands,
    target: RwSignal<String>,
    opened: Opened,
) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let Hands { draft, trouble, .. } = hands;
    let opening = RwSignal::new(false);
    let making = Making::telling(trouble);
    let make = move || {
        let Some(commands) =
            draft.with_untracked(|draft| draft.as_ref().map(|d| d.commands(&mut random::bytes)))
        else {
            return;
        };
        making.make(app, commands, Place::Desk, move || drafting.finish());
    };
    let compare = move |id: String| {
        opening.set(true);
        spawn_local(async move {
            let failed = opened.open(app, &id).await.err();
            opening.try_set(false);
            if failed.is_some() {
                trouble.try_set(failed);
            }
        });
    };
    let go = move |_| {
        trouble.set(None);
        match target.get_untracked() {
            id if id.is_empty() => make(),
            id if !opening.get_untracked() => compare(id),
            _ => {}
        }
    };
    let again = move |_| {
        trouble.set(None);
        drafting.put_aside();
    };
    view! {
        <div class="import-head">
            <h2>{say(words::IMPORT_RESULT)}</h2>
            <div class="import-actions">
                <button type="button" class="button" on:click=again>
                    {say(words::IMPORT_AGAIN)}
                </button>
                <Where target />
                <button type="button" class="button main" on:click=go>
                    {move || {
                        let is_new = target.with(String::is_empty);
                        say(if is_new { words::IMPORT_CREATE } else { words::IMPORT_COMPARE })
                    }}
                </button>
            </div>
        </div>
        <div role="status">
            <Show when=move || opening.get()>
                <p class="hint">{say(words::IMPORT_OPENING)}</p>
            </Show>
        </div>
        <About draft />
        <Counts draft />
        <Columns draft />
        <div class="import-sides">
            <section aria-labelledby="import-outline">
                <h3 id="import-outline">{say(words::OUTLINE)}</h3>
                <Rows hands />
            </section>
            <section aria-labelledby="import-source">
                <h3 id="import-source">{say(words::IMPORT_SOURCE)}</h3>
                <Source hands />
            </section>
        </div>
    }
}

/// Title and organisation.
#[component]
fn About(draft: RwSignal<Option<Draft>>) -> impl IntoView {
    let say = use_say();
    let read = move |pick: fn(&Draft) -> String| {
        Memo::new(move |_| draft.with(|d| d.as_ref().map(pick).unwrap_or_default()))
    };
    let title = read(|d| d.title.clone());
    let organization = read(|d| d.organization.clone());
    let write = move |change: &dyn Fn(&mut Draft)| {
        draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
    };
    view! {
        <div class="import-about">
            <label class="field">
                <span>{say(words::PLAN_TITLE)}</span>
                <input
                    type="text"
                    prop:value=move || title.get()
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        write(&|draft| draft.title.clone_from(&value));
                    }
                />
            </label>
            <label class="field">
                <span>{Caption::Organization.word()}</span>
                <input
                    type="text"
                    prop:value=move || organization.get()
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        write(&|draft| draft.organization.clone_from(&value));
                    }
                />
            </label>
        </div>
    }
}
