//! Ending the links that are out, and making new ones.

use leptos::prelude::*;
use yoriai_sync::LinkState;

use crate::desk::use_desk;
use crate::platform::{page, timer};
use crate::words::{self, use_say};

/// リンクを作り直す.
#[component]
pub fn RenewLink() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let asking = RwSignal::new(false);
    let (about, sync) = (desk.session().about.clone(), desk.session().sync.clone());
    let has_link = Memo::new(move |_| {
        about.track();
        desk.session().seed().is_some()
    });
    let ended = {
        let sync = sync.clone();
        Memo::new(move |_| sync.with(|it| it.as_ref().is_some_and(|it| it.ended)))
    };
    let can = Memo::new(move |_| {
        let online = sync.with(|it| it.as_ref().is_some_and(|it| it.link == LinkState::Online));
        online || ended.get()
    });
    let renew = move |_| {
        if desk.session().renew_link() {
            asking.set(false);
            desk.say(say(words::RENEW_DONE));
            wasm_bindgen_futures::spawn_local(async {
                // The new links stand at the top.
                timer::sleep(50).await;
                page::scroll_to_first("[data-link=edit]");
            });
        }
    };
    view! {
        <Show when=move || has_link.get()>
            <section class="share" data-link="renew">
                <h3>{say(words::RENEW)}</h3>
                <p>
                    {move || {
                        say(if ended.get() { words::RENEW_ENDED } else { words::RENEW_LEAD })
                    }}
                </p>
                <Show
                    when=move || asking.get()
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class="button"
                                disabled=move || !can.get()
                                on:click=move |_| asking.set(true)
                            >
                                {say(words::RENEW)}
                            </button>
                        }
                    }
                >
                    <p class="notice" role="alert">{say(words::RENEW_ASK)}</p>
                    <div class="row">
                        <button
                            type="button"
                            class="button main"
                            disabled=move || !can.get()
                            on:click=renew
                        >
                            {say(words::RENEW_YES)}
                        </button>
                        <button type="button" class="button" on:click=move |_| asking.set(false)>
                            {say(words::RENEW_NO)}
                        </button>
                    </div>
                </Show>
                <Show when=move || !can.get()>
                    <p class="hint">{say(words::RENEW_OFFLINE)}</p>
                </Show>
            </section>
        </Show>
    }
}
