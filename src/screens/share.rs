//! 共有: the links of a plan, and what each of them can do.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_plan::Edition;
use yoriai_sync::{Link, snapshot};

use crate::app::use_app;
use crate::components::dialog::Dialog;
use crate::components::qr::Qr;
use crate::components::sync_line::export;
use crate::desk::{Desk, use_desk};
use crate::platform::{clipboard, page, timer};
use crate::screens::print::today;
use crate::words::{self, fill, use_say};

/// Above this many characters some mail and chat programs cut a link.
const LONG_LINK: usize = 8_000;

/// A button that opens the dialog.
#[component]
pub fn ShareButton() -> impl IntoView {
    let say = use_say();
    let open = RwSignal::new(false);
    view! {
        <button type="button" class="button main" on:click=move |_| open.set(true)>
            {say(words::SHARE)}
        </button>
        <Dialog open title=Signal::stored(say(words::SHARE_TITLE).to_owned())>
            <EditLink />
            <EditionLink />
            <Backup />
        </Dialog>
    }
}

/// The link for those who write.
#[component]
fn EditLink() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    let about = desk.session().about.clone();
    // A room is made when it is on disk; another tab may make it, too.
    let link = Memo::new(move |_| {
        about.track();
        edit_link(desk)
    });
    let make = move |_| desk.session().open_room(app.relay());
    view! {
        <section class="share" data-link="edit">
            <h3>{say(words::SHARE_EDIT)}</h3>
            <p>{say(words::SHARE_EDIT_LEAD)}</p>
            <p class="hint">{say(words::SHARE_EDIT_SAFE)}</p>
            {(!page::is_secure())
                .then(|| view! { <p class="hint">{say(words::SHARE_INSECURE)}</p> })}
            {move || match link.get() {
                Some(link) => view! { <LinkBox link label=say(words::SHARE_EDIT) qr=true /> }.into_any(),
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

fn edit_link(desk: Desk) -> Option<String> {
    let session = desk.session();
    let link = Link::Edit {
        seed: session.seed()?,
        relay: session.other_relay(),
    };
    Some(format!("{}{}", page::base_address(), link.fragment()))
}

/// The link for those who read: one edition, whole, in the link itself.
#[component]
fn EditionLink() -> impl IntoView {
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
    let make = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let edition = Edition {
            plan: desk.session().with_plan(Clone::clone),
            label: label.get_untracked().trim().to_owned(),
            published_by: by.get_untracked().trim().to_owned(),
            as_of: today(),
        };
        match snapshot::pack(&edition.freeze()) {
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
            {move || {
                link.get()
                    .map(|link| {
                        let length = link.chars().count();
                        view! {
                            <p>{fill(say(words::SHARE_EDITION_LENGTH), &[&length.to_string()])}</p>
                            {(length > LONG_LINK)
                                .then(|| view! { <p class="notice">{say(words::SHARE_EDITION_LONG)}</p> })}
                            <p>
                                <a class="button" href=link.clone() target="_blank" rel="noopener">
                                    {say(words::SHARE_EDITION_OPEN)}
                                </a>
                            </p>
                            <LinkBox link label=say(words::SHARE_EDITION) qr=true />
                        }
                    })
            }}
        </section>
    }
}

/// The whole plan as a file.
#[component]
fn Backup() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    view! {
        <section class="share">
            <h3>{say(words::SHARE_FILE)}</h3>
            <p>{say(words::SHARE_FILE_LEAD)}</p>
            <button type="button" class="button" on:click=move |_| export(desk)>
                {say(words::SAVE_EXPORT)}
            </button>
        </section>
    }
}

/// A link to copy, with its QR code.
#[component]
fn LinkBox(link: String, label: &'static str, qr: bool) -> impl IntoView {
    let say = use_say();
    let copied = RwSignal::new(None::<bool>);
    let copying = link.clone();
    let copy = move |_| {
        let link = copying.clone();
        spawn_local(async move {
            let done = clipboard::copy(&link).await;
            copied.try_set(Some(done));
        });
    };
    view! {
        <div class="link-box">
            <textarea
                class="link-text"
                readonly
                rows="3"
                aria-label=label
                prop:value=link.clone()
            ></textarea>
            <button type="button" class="button" on:click=copy>{say(words::COPY)}</button>
            <p role="status">
                {move || {
                    copied
                        .get()
                        .map(|done| say(if done { words::COPIED } else { words::COPY_FAILED }))
                }}
            </p>
            {qr.then(|| view! { <Qr text=link.clone() /> })}
        </div>
    }
}
