//! 略称, terms and ※ notes, with which the document opens.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, NewRecord, Place, RecordId, Term, TermId, TermKind, TermText, TextRef,
};

use super::captions::Captioned;
use super::moving::{ActionsButton, MoveAndBin, among_records, place_beside};
use super::shown::use_shown;
use crate::components::text_field::{OnEnter, TextField};
use crate::platform::random;
use crate::words::{self, Words, use_say};

/// The list.
#[component]
pub(super) fn Terms() -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let terms = desk.session().board().terms.clone();
    let ids = Memo::new(move |_| terms.with(|terms| terms.iter().map(key).collect::<Vec<_>>()));
    let add = move |kind: TermKind| {
        let id = TermId::from_random(random::bytes());
        let added = desk.apply(&Command::AddRecord {
            record: NewRecord::Term {
                id: id.clone(),
                kind,
                short: String::new(),
                full: String::new(),
                note: String::new(),
            },
            place: Place::Last,
        });
        if added {
            desk.focus_soon(&TextRef::Term(id, first_text(kind)));
        }
    };
    let kinds = [
        (TermKind::Short, words::ANNUAL_ADD_SHORT),
        (TermKind::Term, words::ANNUAL_ADD_TERM),
        (TermKind::Note, words::ANNUAL_ADD_NOTE),
    ];
    view! {
        <section class="annual-part" data-part="terms">
            <Captioned which=Caption::Terms />
            <ul class="rows">
                <For each=move || ids.get() key=|entry| entry.clone() let:entry>
                    <TermRow id=entry.0 kind=entry.1 />
                </For>
            </ul>
            <div class="annual-adds">
                {kinds
                    .into_iter()
                    .map(|(kind, name)| {
                        view! {
                            <button type="button" class="button add" on:click=move |_| add(kind)>
                                <span aria-hidden="true">"＋"</span>
                                {say(name)}
                            </button>
                        }
                    })
                    .collect_view()}
            </div>
        </section>
    }
}

/// A row is made anew when its kind changes: it has other fields then.
fn key(term: &Term) -> (TermId, TermKind) {
    (term.id.clone(), term.kind)
}

const fn first_text(kind: TermKind) -> TermText {
    match kind {
        TermKind::Short | TermKind::Term => TermText::Short,
        TermKind::Note => TermText::Note,
    }
}

#[component]
fn TermRow(id: TermId, kind: TermKind) -> impl IntoView {
    let desk = use_shown().desk;
    let terms = desk.session().board().terms.clone();
    let term = {
        let (terms, id) = (terms.clone(), id.clone());
        Memo::new(move |_| terms.with(|terms| terms.iter().find(|term| term.id == id).cloned()))
    };
    let open = RwSignal::new(false);
    let name = Signal::derive(move || {
        term.with(|term| {
            term.as_ref()
                .map_or_else(String::new, |term| match term.kind {
                    TermKind::Short | TermKind::Term => term.short.clone(),
                    TermKind::Note => term.note.chars().take(20).collect(),
                })
        })
    });
    let read = move |pick: fn(&Term) -> &str| {
        Signal::derive(move || {
            term.with(|term| {
                term.as_ref()
                    .map_or_else(String::new, |term| pick(term).to_owned())
            })
        })
    };
    let fields: Vec<(TermText, Words, Signal<String>)> = match kind {
        TermKind::Short => vec![
            (
                TermText::Short,
                words::ANNUAL_SHORT,
                read(|term| &term.short),
            ),
            (TermText::Full, words::ANNUAL_FULL, read(|term| &term.full)),
        ],
        TermKind::Term => vec![
            (
                TermText::Short,
                words::ANNUAL_TERM,
                read(|term| &term.short),
            ),
            (
                TermText::Note,
                words::ANNUAL_MEANING,
                read(|term| &term.note),
            ),
        ],
        TermKind::Note => vec![(TermText::Note, words::ANNUAL_NOTE, read(|term| &term.note))],
    };
    let record = RecordId::Term(id.clone());
    let (stepped, binned) = (id.clone(), record.clone());
    let step = move |way| {
        let ids: Vec<TermId> =
            terms.with_untracked(|terms| terms.iter().map(|term| term.id.clone()).collect());
        let place = among_records(place_beside(&ids, &stepped, way)?, RecordId::Term);
        Some(Command::MoveRecord {
            id: record.clone(),
            place,
        })
    };
    let (step, bin) = (
        Callback::new(step),
        Callback::new(move |()| Command::BinRecord(binned.clone())),
    );
    view! {
        <li class="row term">
            <div class="row-line" data-kind=kind.word()>
                <span class="row-number" aria-hidden="true">
                    {if kind == TermKind::Short { "・" } else { "※" }}
                </span>
                {fields
                    .into_iter()
                    .map(|(which, label, text)| term_field(&id, which, label, text))
                    .collect_view()}
                <ActionsButton open name />
            </div>
            <Show when=move || open.get()>
                <div class="annual-panel">
                    <MoveAndBin step bin />
                </div>
            </Show>
        </li>
    }
}

/// A field of a term with its name before it: two bare fields side by side say nothing.
fn term_field(
    id: &TermId,
    which: TermText,
    label: Words,
    text: Signal<String>,
) -> impl IntoView + use<> {
    let say = use_say();
    let on_enter = if which == TermText::Note {
        OnEnter::NewLine
    } else {
        OnEnter::Next
    };
    view! {
        <div class="term-field">
            <span class="form-name" aria-hidden="true">{say(label)}</span>
            <TextField
                field=TextRef::Term(id.clone(), which)
                text
                label=Signal::stored(say(label).to_owned())
                on_enter
                placeholder=say(words::WRITE_HERE)
            />
        </div>
    }
}
