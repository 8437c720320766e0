//! くわしく: all fields of the record that one is at, but the one that is being written in its cell.

use leptos::prelude::*;
use yoriai_plan::{ItemText, Owner, RecordId, TextRef};

use super::At;
use super::evaluations::Evaluations;
use super::indicator::IndicatorDetails;
use super::report::ReportDetails;
use super::values::ValuesDetails;
use crate::components::fields::text_of;
use crate::components::text_field::TextField;
use crate::desk::use_desk;
use crate::words::{self, use_say};

/// The fields.
#[component]
pub(super) fn Details(at: At) -> impl IntoView {
    let say = use_say();
    let what = Memo::new(move |_| at.standing.with(|standing| standing.record.clone()));
    let owner = Memo::new(move |_| at.standing.with(|standing| standing.owner.clone()));
    let is_waiting = Memo::new(move |_| at.standing.with(|standing| standing.is_waiting));
    move || match what.get() {
        Some(RecordId::Indicator(id)) => view! { <IndicatorDetails at id /> }.into_any(),
        Some(RecordId::Value(id)) => view! { <ValuesDetails at id /> }.into_any(),
        Some(RecordId::Report(id)) => view! { <ReportDetails at id /> }.into_any(),
        _ => {
            let waiting = is_waiting
                .get()
                .then(|| view! { <p class="hint">{say(words::SHEET_WAITING)}</p> });
            let of_owner = owner.get().map(|owner| view! { <OwnerDetails at owner /> });
            view! { {waiting} {of_owner} }.into_any()
        }
    }
}

/// What is written of a goal or programme as a whole.
#[component]
fn OwnerDetails(at: At, owner: Owner) -> impl IntoView {
    let say = use_say();
    let statement = match &owner {
        Owner::Item(id) => Some(TextRef::Item(id.clone(), ItemText::Statement)),
        _ => None,
    };
    view! {
        {statement
            .map(|field| view! { <Field at field name=say(words::STATEMENT).to_owned() /> })}
        <Evaluations at owner />
    }
}

/// A text with its name over it; nothing where it is the text of the cell that one is at.
#[component]
pub(super) fn Field(at: At, field: TextRef, #[prop(into)] name: Signal<String>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let is_here = {
        let field = field.clone();
        Memo::new(move |_| at.standing.with(|here| here.field.as_ref() == Some(&field)))
    };
    let text = text_of(desk, &field);
    view! {
        <Show when=move || !is_here.get()>
            <div class="sheet-field">
                <span class="form-name" aria-hidden="true">{move || name.get()}</span>
                <TextField
                    field=field.clone()
                    text
                    label=name
                    placeholder=say(words::CELL_BLANK)
                />
            </div>
        </Show>
    }
}

/// The words that stand for themselves in a choice, with one for none.
pub(super) fn with_none(
    none: &str,
    words: impl Iterator<Item = &'static str>,
) -> Vec<(String, String)> {
    std::iter::once((String::new(), none.to_owned()))
        .chain(words.map(|word| (word.to_owned(), word.to_owned())))
        .collect()
}
