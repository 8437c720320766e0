//! Ending the links that are out, and making new ones.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_sync::{Closing, LinkState};

use crate::desk::use_desk;
use crate::platform::{page, timer};
use crate::words::{self, use_say};

const ASK_ID: &str = "renew-ask";
const NO_ID: &str = "renew-no";

/// How far it has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nobody wants it.
    Idle,
    /// Whether it's really wanted.
    Asking,
    /// The old links are being ended, or the relay asked.
    Underway,
    /// The new ones are here.
    Done,
}

/// リンクを作り直す.
#[component]
pub fn RenewLink() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let session = desk.session();
    let (about, sync) = (session.about.clone(), session.sync.clone());
    let (notices, step) = (session.notices.clone(), RwSignal::new(Step::Idle));
    let seed = Memo::new(move |_| {
        about.track();
        desk.session().seed().map(|seed| seed.0)
    });
    let status = Memo::new(move |_| sync.get().unwrap_or_default());
    let ended = Memo::new(move |_| status.with(|it| it.ended && it.closing != Closing::Done));
    let can = Memo::new(move |_| ended.get() || status.with(|it| it.link == LinkState::Online));
    // Another seed is the sign that it is done; a notice, that it was not.
    Effect::new(move |before: Option<Option<[u8; 32]>>| {
        let now = seed.get();
        if step.get_untracked() == Step::Underway && before.is_some_and(|before| before != now) {
            step.set(Step::Done);
            focus_soon("share-edit");
        }
        now
    });
    Effect::new(move |_| {
        if !notices.with(Vec::is_empty) && step.get_untracked() == Step::Underway {
            step.set(Step::Idle);
        }
    });
    let ask = move |_| {
        step.set(Step::Asking);
        focus_soon(NO_ID);
    };
    let renew = move |_| {
        if desk.session().renew_link() {
            step.set(Step::Underway);
            focus_soon("share-renew");
        }
    };
    let leave = move |_| {
        step.set(Step::Idle);
        focus_soon(ASK_ID);
    };
    view! {
        <Show when=move || seed.get().is_some()>
            <section class="share" data-link="renew">
                <h3 id="share-renew" tabindex="-1">{say(words::RENEW)}</h3>
                <p>{move || say(if ended.get() { words::RENEW_ENDED } else { words::RENEW_LEAD })}</p>
                <Show when=move || matches!(step.get(), Step::Idle | Step::Done)>
                    <button
                        type="button"
                        class="button"
                        id=ASK_ID
                        disabled=move || !can.get()
                        on:click=ask
                    >
                        {say(words::RENEW)}
                    </button>
                </Show>
                <Show when=move || step.get() == Step::Asking>
                    <p class="notice" role="alert">{say(words::RENEW_ASK)}</p>
                    <div class="share-buttons">
                        <button
                            type="button"
                            class="button main"
                            disabled=move || !can.get()
                            on:click=renew
                        >
                            {say(words::RENEW_YES)}
                        </button>
                        <button type="button" class="button" id=NO_ID on:click=leave>
                            {say(words::RENEW_NO)}
                        </button>
                    </div>
                </Show>
                <p role="status">
                    {move || match step.get() {
                        Step::Underway => say(words::RENEW_UNDERWAY),
                        Step::Done => say(words::RENEW_DONE),
                        Step::Idle | Step::Asking => "",
                    }}
                </p>
                <Show when=move || !can.get()>
                    <p class="hint">{say(words::RENEW_OFFLINE)}</p>
                </Show>
            </section>
        </Show>
    }
}

/// What had the focus is gone with the press: it goes to what comes next.
fn focus_soon(id: &'static str) {
    spawn_local(async move {
        timer::sleep(50).await;
        page::focus(id);
    });
}
