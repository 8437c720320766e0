//! What Shift_JIS lacks of a document, each with what is to be written instead.

use leptos::prelude::*;
use yoriai_office::out::{Replacements, Unfit, scan};

use crate::words::{self, fill, use_say};

/// The list of characters that do not fit. What is offered counts as agreed to once it is shown.
#[component]
pub(super) fn UnfitList(
    /// The text that is to be written.
    #[prop(into)]
    text: Signal<String>,
    /// What is to be written for what does not fit.
    agreed: RwSignal<Replacements>,
) -> impl IntoView {
    let say = use_say();
    let unfit = Memo::new(move |_| text.with(|text| scan(text)));
    Effect::new(move |_| {
        let found = unfit.get();
        agreed.update(|agreed| {
            for unfit in found {
                agreed.entry(unfit.what).or_insert(unfit.offered);
            }
        });
    });
    view! {
        <Show when=move || unfit.with(|unfit| !unfit.is_empty())>
            <section class="export-unfit">
                <h3>{say(words::EXPORT_UNFIT)}</h3>
                <p class="hint">{say(words::EXPORT_UNFIT_LEAD)}</p>
                <For
                    each=move || unfit.get()
                    key=|unfit| (unfit.what.clone(), unfit.count, unfit.line)
                    children=move |unfit| view! { <UnfitRow unfit agreed /> }
                />
            </section>
        </Show>
    }
}

#[component]
fn UnfitRow(unfit: Unfit, agreed: RwSignal<Replacements>) -> impl IntoView {
    let say = use_say();
    let name = fill(
        say(words::EXPORT_UNFIT_ONE),
        &[
            &unfit.what,
            &unfit.count.to_string(),
            &unfit.line.to_string(),
        ],
    );
    let Unfit { what, offered, .. } = unfit;
    let shown = {
        let what = what.clone();
        move || agreed.with(|agreed| agreed.get(&what).unwrap_or(&offered).clone())
    };
    view! {
        <label class="field">
            <span>{name}</span>
            <input
                type="text"
                autocomplete="off"
                prop:value=shown
                on:input=move |event| {
                    let instead = event_target_value(&event);
                    agreed.update(|agreed| {
                        agreed.insert(what.clone(), instead);
                    });
                }
            />
        </label>
    }
}
