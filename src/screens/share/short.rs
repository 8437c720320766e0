//! The short link to an edition: sealed here, left in the relay's blob box until a date.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::wire::limits;
use yoriai_sync::{CipherKey, Link, blob};

use super::link_box::LinkBox;
use crate::app::use_app;
use crate::components::moment::day_after;
use crate::desk::use_desk;
use crate::platform::blobs::{self, PutError};
use crate::platform::{page, random};
use crate::words::{self, Words, fill, use_say};

/// For how many days an edition is left there. A committee meets within three months.
const DAYS: u32 = limits::DEFAULT_BLOB_DAYS;

/// A button that makes the link, and the link. `text`: the edition, frozen, as it is now.
#[component]
pub fn ShortLink<F>(text: F) -> impl IntoView
where
    F: Fn() -> String + Copy + Send + Sync + 'static,
{
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    let link = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Words>);
    let busy = RwSignal::new(false);
    let make = move |_| {
        let text = text();
        let other = desk.session().other_relay().or_else(|| app.relay());
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match leave(&text, other).await {
                Ok(made) => {
                    let made = format!("{}{}", page::base_address(), made.fragment());
                    link.try_set(Some(made));
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
            <p>{fill(say(words::SHORT_LEAD), &[&DAYS.to_string()])}</p>
            <button type="button" class="button" disabled=move || busy.get() on:click=make>
                {say(words::SHORT_MAKE)}
            </button>
            {move || {
                trouble.get().map(|words| view! { <p class="notice" role="alert">{say(words)}</p> })
            }}
            {move || {
                link.get()
                    .map(|link| {
                        let until = day_after(say, DAYS);
                        view! {
                            <p>{fill(say(words::SHORT_UNTIL), &[&until])}</p>
                            <LinkBox link label=say(words::SHORT) />
                        }
                    })
            }}
        </div>
    }
}

/// Seals an edition and leaves it in a relay's box. `other`: the relay, if not this page's.
async fn leave(text: &str, other: Option<String>) -> Result<Link, Words> {
    let (id, key) = (random::bytes(), CipherKey(random::bytes()));
    let sealed = blob::seal(&id, &key, text, random::bytes())
        .map_err(|_| words::SHARE_EDITION_TOO_LARGE)?;
    let relay = other.clone().unwrap_or_else(page::own_relay);
    let address = blob::address(&relay, &id).ok_or(words::SETTINGS_RELAY_BAD)?;
    let token = crate::settings::Settings::load().token;
    blobs::put(&address, DAYS, &token, &sealed)
        .await
        .map_err(|error| match error {
            PutError::Unreachable => words::SHORT_OFFLINE,
            PutError::TokenNeeded => words::SHORT_TOKEN,
            PutError::TooLarge => words::SHORT_TOO_LARGE,
            PutError::Refused => words::SHORT_REFUSED,
        })?;
    Ok(Link::Blob {
        id,
        key,
        relay: other,
    })
}
