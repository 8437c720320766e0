//! The words over each part: the council's own, once it has written some.

use leptos::prelude::*;
use yoriai_plan::{Caption, Command};

use super::shown::use_shown;
use crate::components::scalar_field::ScalarField;
use crate::desk::{WantedCell, use_desk};
use crate::papers::year::heading_of;
use crate::words::{self, fill, use_say};

/// Switches between reading the headings and writing in them.
#[component]
pub(super) fn RenameButton() -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    Effect::new(move |_| {
        if let Some(WantedCell::Caption(which)) = desk.wanted_cell.get() {
            desk.wanted_cell.set(None);
            shown.renaming.set(true);
            desk.focus_id_soon(caption_id(which));
        }
    });
    view! {
        <button
            type="button"
            class="button"
            aria-pressed=move || shown.renaming.get().to_string()
            on:click=move |_| shown.renaming.update(|renaming| *renaming = !*renaming)
        >
            {say(words::ANNUAL_RENAME)}
        </button>
        <Show when=move || shown.renaming.get()>
            <span class="hint">{say(words::ANNUAL_RENAME_LEAD)}</span>
        </Show>
    }
}

/// The heading of a part.
#[component]
pub(super) fn Captioned(which: Caption) -> impl IntoView {
    let shown = use_shown();
    let words = words_over(which);
    let heading = Signal::derive(move || heading_of(&words.get(), shown.year.get()));
    view! {
        <h2 class="annual-heading">
            <Show
                when=move || shown.renaming.get()
                fallback=move || view! { <span>{move || heading.get()}</span> }
            >
                <CaptionField which />
            </Show>
        </h2>
    }
}

/// The head of a column.
#[component]
pub(super) fn CaptionedColumn(which: Caption) -> impl IntoView {
    let shown = use_shown();
    let words = words_over(which);
    view! {
        <Show
            when=move || shown.renaming.get()
            fallback=move || view! { <span>{move || words.get()}</span> }
        >
            <CaptionField which />
        </Show>
    }
}

/// What the plan writes over a part.
pub(super) fn words_over(which: Caption) -> Memo<String> {
    let head = use_shown().desk.session().board().head.clone();
    Memo::new(move |_| head.with(|head| head.caption(which).to_owned()))
}

/// The DOM id of the field for the words over a part.
pub(in crate::screens) fn caption_id(which: Caption) -> String {
    format!("caption-{which:?}")
}

/// A field for the words over a part; empty, the usual ones come back.
#[component]
pub(in crate::screens) fn CaptionField(which: Caption) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let own = Memo::new(move |_| {
        head.with(|head| head.captions.get(&which).cloned().unwrap_or_default())
    });
    let label = fill(say(words::ANNUAL_HEADING_OF), &[which.word()]);
    let set = move |words: Option<String>| {
        let words = words.filter(|words| words != which.word());
        Command::SetCaption { which, words }
    };
    view! {
        <ScalarField
            id=caption_id(which)
            class="annual-caption"
            label
            placeholder=which.word()
            value=own
            set
        />
    }
}
