//! The link for those who read: one edition, whole, in the link itself.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::Edition;
use yoriai_sync::{Link, snapshot};

use super::link_box::LinkBox;
use super::short::ShortLink;
use crate::desk::use_desk;
use crate::platform::{page, timer};
use crate::screens::print::today;
use crate::words::{self, fill, use_say};

/// The link for those who read: one edition, whole, in the link itself.
#[component]
pub fn EditionLink() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let (organization, content) = desk.session().with_plan(|plan| {
        let levels = plan
            .levels
            .iter()
            .map(|level| level.name.as_str())
            .collect::<Vec<_>>();
        let content = format!(
            "{} {}（{}）",
            plan.head.title,
            plan.head.status.word(),
            levels.join("・")
        );
        (plan.head.organization.clone(), content)
    });
    let label = RwSignal::new(String::new());
    let by = RwSignal::new(organization);
    let link = RwSignal::new(None::<String>);
    let too_large = RwSignal::new(false);
    let text = move || {
        let edition = Edition {
            plan: desk.session().with_plan(Clone::clone),
            label: label.get_untracked().trim().to_owned(),
            published_by: by.get_untracked().trim().to_owned(),
            as_of: today(),
        };
        edition.freeze()
    };
    let make = move |event: ev::SubmitEvent| {
        event.prevent_default();
        match snapshot::pack(&text()) {
            Ok(payload) => {
                let fragment = Link::Snapshot(payload).fragment();
                link.set(Some(format!("{}{fragment}", page::base_address())));
                spawn_local(async {
                    // Below the fold of a small screen nothing would seem to have happened.
                    timer::sleep(50).await;
                    page::scroll_to_first("[data-link=edition] .link-box");
                });
            }
            Err(_) => too_large.set(true),
        }
    };
    view! {
        <section class="share" data-link="edition">
            <h3>{say(words::SHARE_EDITION)}</h3>
            <p>{say(words::SHARE_EDITION_LEAD)}</p>
            <form class="stack" on:submit=make>
                <label class="field">
                    <span>{say(words::SHARE_EDITION_LABEL)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        placeholder=say(words::SHARE_EDITION_LABEL_HINT)
                        prop:value=move || label.get()
                        on:input=move |event| label.set(event_target_value(&event))
                    />
                </label>
                <label class="field">
                    <span>{say(words::SHARE_EDITION_BY)}</span>
                    <input
                        type="text"
                        autocomplete="organization"
                        prop:value=move || by.get()
                        on:input=move |event| by.set(event_target_value(&event))
                    />
                </label>
                <p class="hint">{fill(say(words::SHARE_EDITION_CONTENT), &[&content])}</p>
                <button type="submit" class="button main">{say(words::SHARE_EDITION_MAKE)}</button>
            </form>
            <Show when=move || too_large.get()>
                <p class="notice" role="alert">{say(words::SHARE_EDITION_TOO_LARGE)}</p>
            </Show>
            {move || link.get().map(|link| view! { <MadeLink link /> })}
            <ShortLink text />
        </section>
    }
}

/// A link that was just made: how long it is, what it shows, to copy.
#[component]
fn MadeLink(link: String) -> impl IntoView {
    let say = use_say();
    let length = link.chars().count();
    view! {
        <p>{fill(say(words::SHARE_EDITION_LENGTH), &[&length.to_string()])}</p>
        {(length > snapshot::WARN_CHARACTERS)
            .then(|| view! { <p class="notice">{say(words::SHARE_EDITION_LONG)}</p> })}
        <p>
            <a class="button" href=link.clone() target="_blank" rel="noopener">
                {say(words::SHARE_EDITION_OPEN)}
            </a>
        </p>
        <LinkBox link label=say(words::SHARE_EDITION) />
    }
}
