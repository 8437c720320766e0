//! The short link to an edition: sealed here, left in the relay's blob box until a date.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::wire::blob::{BlobId, BlobRefusal};
use yoriai_sync::wire::limits::BLOB_DAYS;
use yoriai_sync::{CipherKey, Link, blob};

use super::link_box::LinkBox;
use crate::app::use_app;
use crate::components::moment::day_of;
use crate::desk::use_desk;
use crate::platform::blobs::{self, BlobFailure};
use crate::platform::{clock, page, random};
use crate::settings::Settings;
use crate::words::{self, Words, fill, use_say};

const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// A button that makes the link, and the link. `text`: the edition, frozen, as it is now.
#[component]
pub fn ShortLink<F>(text: F) -> impl IntoView
where
    F: Fn() -> String + Copy + Send + Sync + 'static,
{
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    let link = RwSignal::new(None::<(String, u64)>);
    let trouble = RwSignal::new(None::<Words>);
    let busy = RwSignal::new(false);
    let make = move |_| {
        if busy.get_untracked() {
            return;
        }
        link.set(None);
        let text = text();
        let other = desk.session().other_relay().or_else(|| app.relay());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match leave(&text, other).await {
                Ok((made, until)) => {
                    let made = format!("{}{}", page::base_address(), made.fragment());
                    link.try_set(Some((made, until)));
                }
                Err(words) => {
                    trouble.try_set(Some(words));
                }
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="share-short stack" data-link="short">
            <h4>{say(words::SHORT)}</h4>
            <p>{fill(say(words::SHORT_LEAD), &[&BLOB_DAYS.to_string()])}</p>
            <button type="button" class="button" aria-disabled=move || busy.get().to_string() on:click=make>
                {say(words::SHORT_MAKE)}
            </button>
            {move || {
                trouble.get().map(|words| view! { <p class="notice" role="alert">{say(words)}</p> })
            }}
            {move || {
                link.get()
                    .map(|(link, until)| {
                        let until = day_of(say, until);
                        view! {
                            <p role="status">{fill(say(words::SHORT_UNTIL), &[&until])}</p>
                            <LinkBox link label=say(words::SHORT) />
                        }
                    })
            }}
        </div>
    }
}

/// Seals an edition and leaves it in a relay's box. `other`: the relay, if not this page's. The
/// link, and until when it leads there, in milliseconds since 1970.
async fn leave(text: &str, other: Option<String>) -> Result<(Link, u64), Words> {
    let (id, key) = (BlobId(random::bytes()), CipherKey(random::bytes()));
    let sealed =
        blob::seal(&id, &key, text, random::bytes()).map_err(|_| words::SHARE_EDITION_TOO_LARGE)?;
    let relay = other.clone().unwrap_or_else(page::own_relay);
    let address = blob::address(&relay, &id).ok_or(words::SETTINGS_RELAY_BAD)?;
    let token = Settings::load().token_for(&relay);
    let until = blobs::put(&address, BLOB_DAYS, token.as_deref(), &sealed)
        .await
        .map_err(|failure| match failure {
            BlobFailure::Unreachable => words::SHORT_OFFLINE,
            BlobFailure::Refused(BlobRefusal::TokenNeeded) => words::SHORT_TOKEN,
            BlobFailure::Refused(BlobRefusal::TooLarge) => words::SHORT_TOO_LARGE,
            BlobFailure::Refused(_) => words::SHORT_REFUSED,
        })?;
    let until = until.unwrap_or_else(|| clock::now_ms() + u64::from(BLOB_DAYS) * DAY_MS);
    let link = Link::Blob {
        id: id.0,
        key,
        relay: other,
    };
    Ok((link, until))
}
