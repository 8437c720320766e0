//! The two links that lead into the plan's room: to write in it, and only to follow it.

use leptos::prelude::*;
use yoriai_sync::Link;

use super::link_box::LinkBox;
use crate::app::use_app;
use crate::desk::{Desk, use_desk};
use crate::platform::page;
use crate::words::{self, use_say};

/// The link for those who write.
#[component]
pub fn EditLink() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    let link = link_into_room(desk);
    let make = move |_| desk.session().open_room(app.relay());
    view! {
        <section class="share" data-link="edit">
            <h3 id="share-edit" tabindex="-1">{say(words::SHARE_EDIT)}</h3>
            <p>{say(words::SHARE_EDIT_LEAD)}</p>
            <p class="hint">{say(words::SHARE_EDIT_SAFE)}</p>
            {(!page::is_secure())
                .then(|| view! { <p class="hint">{say(words::SHARE_INSECURE)}</p> })}
            {move || match link.get() {
                Some(link) => {
                    view! { <LinkBox link=address_of(&link) label=say(words::SHARE_EDIT) /> }
                        .into_any()
                }
                None => {
                    view! {
                        <button type="button" class="button main" on:click=make>
                            {say(words::SHARE_EDIT_MAKE)}
                        </button>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// The link for those who follow.
#[component]
pub fn ViewLink() -> impl IntoView {
    let say = use_say();
    let link = link_into_room(use_desk());
    view! {
        <section class="share" data-link="view">
            <h3>{say(words::SHARE_VIEW)}</h3>
            <p>{say(words::SHARE_VIEW_LEAD)}</p>
            {move || match link.get().and_then(|link| link.view()) {
                Some(link) => {
                    view! { <LinkBox link=address_of(&link) label=say(words::SHARE_VIEW) /> }
                        .into_any()
                }
                None => view! { <p class="hint">{say(words::SHARE_VIEW_FIRST)}</p> }.into_any(),
            }}
        </section>
    }
}

/// The edit link. A room is made when it is on disk; another tab may make it, too.
fn link_into_room(desk: Desk) -> Memo<Option<Link>> {
    let about = desk.session().about.clone();
    Memo::new(move |_| {
        about.track();
        desk.session().edit_link()
    })
}

fn address_of(link: &Link) -> String {
    format!("{}{}", page::base_address(), link.fragment())
}
