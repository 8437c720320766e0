//! An edition as a committee member or resident sees it: one clean page, out of the link alone, or
//! out of the relay's box to which a short link leads.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::Edition;
use yoriai_sync::wire::blob::{BlobId, BlobRefusal};
use yoriai_sync::{Link, blob, snapshot};

use crate::components::text_size::TextSizeChoice;
use crate::papers::head::{Printed, as_of};
use crate::platform::blobs::{self, BlobFailure};
use crate::platform::page;
use crate::screens::edition_pages::EditionPages;
use crate::words::{self, Words, fill, use_say};

/// Reads the edition that a link holds, or that lies where it leads.
async fn read(fragment: &str) -> Result<Edition, Words> {
    let text = match Link::parse(fragment) {
        Ok(Link::Snapshot(payload)) => {
            snapshot::unpack(&payload).map_err(|_| words::EDITION_BAD)?
        }
        Ok(Link::Blob { id, key, relay }) => {
            let relay = relay.unwrap_or_else(page::own_relay);
            let id = BlobId(id);
            let address = blob::address(&relay, &id).ok_or(words::EDITION_BAD)?;
            let sealed = blobs::get(&address)
                .await
                .map_err(|failure| match failure {
                    BlobFailure::Refused(BlobRefusal::NotHere) => words::EDITION_GONE,
                    BlobFailure::Refused(_) | BlobFailure::Unreachable => words::EDITION_OFFLINE,
                })?;
            blob::open(&id, &key, &sealed).map_err(|_| words::EDITION_BAD)?
        }
        _ => return Err(words::EDITION_BAD),
    };
    Edition::thaw(&text).map_err(|_| words::EDITION_BAD)
}

/// The page.
#[component]
pub fn EditionScreen(fragment: String) -> impl IntoView {
    let say = use_say();
    let edition = RwSignal::new(None::<Result<Edition, Words>>);
    spawn_local(async move {
        edition.try_set(Some(read(&fragment).await));
    });
    move || match edition.get() {
        None => view! {
            <main class="message" id="content" tabindex="-1">
                <p role="status">{say(words::LOADING_PLAN)}</p>
            </main>
        }
        .into_any(),
        Some(Err(words)) => view! {
            <main class="message" id="content" tabindex="-1">
                <h1>{say(words::APP)}</h1>
                <p role="alert">{say(words)}</p>
            </main>
        }
        .into_any(),
        Some(Ok(edition)) => view! { <EditionPage edition /> }.into_any(),
    }
}

#[component]
fn EditionPage(edition: Edition) -> impl IntoView {
    let say = use_say();
    page::set_title(&edition.plan.head.title);
    let day = as_of(&edition.as_of);
    let by = (!edition.published_by.is_empty())
        .then(|| fill(say(words::EDITION_LEAD), &[&edition.published_by]));
    let printed = StoredValue::new(Printed {
        plan: edition.plan,
        as_of: edition.as_of,
        label: edition.label.clone(),
    });
    view! {
        <header class="bar edition-bar">
            <div class="bar-plan">
                <div class="bar-title">{day}</div>
                <div class="bar-about">
                    {[Some(edition.label), by]
                        .into_iter()
                        .flatten()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ・ ")}
                </div>
            </div>
            <TextSizeChoice />
            <button type="button" class="button main" on:click=move |_| page::print()>
                {say(words::PAPER_PRINT)}
            </button>
        </header>
        <EditionPages printed />
    }
}
