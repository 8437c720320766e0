//! Who has the plan open now, and by which digits two people find out whether they see the same.

use leptos::prelude::*;

use crate::desk::use_desk;
use crate::screens::here::HereList;
use crate::words::{self, use_say};

/// いまここにいる人、照合番号.
#[component]
pub fn Together() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let session = desk.session();
    let (revision, save) = (session.revision.clone(), session.save.clone());
    let about = session.about.clone();
    let digits = Memo::new(move |_| {
        revision.track();
        save.track();
        desk.session()
            .fingerprint()
            .unwrap_or_else(|| "…".to_owned())
    });
    let has_room = Memo::new(move |_| {
        about.track();
        desk.session().access().is_some()
    });
    view! {
        <Show when=move || has_room.get()>
            <section class="share" data-link="together">
                <h3>{say(words::TOGETHER)}</h3>
                <HereList />
                <p>
                    {say(words::FINGERPRINT)} " "
                    <strong class="fingerprint">{move || digits.get()}</strong>
                </p>
                <p class="hint">{say(words::FINGERPRINT_HINT)}</p>
            </section>
        </Show>
    }
}
