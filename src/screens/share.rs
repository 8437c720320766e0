//! 共有: the links of a plan, what each of them can do, and who is here.

mod edition;
mod link_box;
mod renew;
mod room;
mod short;
mod together;

use leptos::prelude::*;

use self::edition::EditionLink;
use self::renew::RenewLink;
use self::room::{EditLink, ViewLink};
use self::together::Together;
use crate::components::dialog::Dialog;
use crate::components::sync_line::export;
use crate::desk::use_desk;
use crate::words::{self, use_say};

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
            <ViewLink />
            <EditionLink />
            <Together />
            <Backup />
            <RenewLink />
        </Dialog>
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
