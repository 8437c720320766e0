//! A section on its sheet: heading, prose, lines.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, ItemId, LineId, Place, SectionId, SectionKind, SectionText, TextRef,
};

use super::line_row::LineRow;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part, use_desk};
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// A section.
#[component]
pub fn SectionView(id: SectionId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let section = desk.section(&id);
    let lines = desk.lines(&id);
    let own_heading = part(&section, |section| section.heading.clone());
    let shown_heading = part(&section, |section| section.shown_heading().to_owned());
    let text = part(&section, |section| section.text.clone());
    let kind = part(&section, |section| section.kind.word().to_owned());
    let selection = Selection::Section(id.clone());
    let has_lines = {
        let lines = lines.clone();
        Memo::new(move |_| !lines.with(Vec::is_empty))
    };
    // Prose shows where there is prose, and where there is nothing yet; residents' lines and
    // directions are lists by nature.
    let is_list = Memo::new(move |_| {
        let kind = kind.get();
        kind == SectionKind::Residents.word() || kind == SectionKind::Direction.word()
    });
    let shows_prose = Memo::new(move |_| !text.with(String::is_empty) || !is_list.get());
    let shows_lines = Memo::new(move |_| has_lines.get() || is_list.get());
    let text_label = Signal::derive(move || fill(say(words::TEXT_OF), &[&shown_heading.get()]));
    let add = {
        let id = id.clone();
        move |_| desk.add_line(id.clone(), Place::Last)
    };
    let caption = move |which: Caption| {
        let head = desk.session().board().head.clone();
        let words = Memo::new(move |_| head.with(|head| head.caption(which).to_owned()));
        view! {
            <Show when=move || kind.with(|kind| kind == SectionKind::Direction.word())>
                <p class="rows-head">{move || words.get()}</p>
            </Show>
        }
    };
    let (heading_selects, text_selects) = (selection.clone(), selection);
    let placeholder = section_placeholder(desk, &id);
    view! {
        <section class="part" data-kind=move || kind.get()>
            <h2 class="visually-hidden">{move || shown_heading.get()}</h2>
            {caption(Caption::Direction)}
            <div class="part-head">
                <TextField
                    field=TextRef::Section(id.clone(), SectionText::Heading)
                    text=own_heading
                    label=Signal::stored(say(words::HEADING).to_owned())
                    selects=Some(heading_selects)
                    on_enter=OnEnter::Next
                    placeholder
                />
            </div>
            <Show when=move || shows_prose.get()>
                <TextField
                    field=TextRef::Section(id.clone(), SectionText::Text)
                    text
                    label=text_label
                    selects=Some(text_selects.clone())
                    placeholder=say(words::WRITE_HERE)
                />
            </Show>
            <Show when=move || shows_lines.get()>
                {caption(Caption::DirectionLines)}
                <ul class="rows">
                    <For
                        each={
                            let lines = lines.clone();
                            move || lines.get()
                        }
                        key=LineId::clone
                        let:id
                    >
                        <LineRow id />
                    </For>
                </ul>
                <button type="button" class="button add" on:click=add.clone()>
                    <span aria-hidden="true">"＋"</span>
                    {say(words::ADD_LINE)}
                </button>
            </Show>
        </section>
    }
}

/// What a heading without words shows: the name of the section's kind.
fn section_placeholder(desk: crate::desk::Desk, id: &SectionId) -> &'static str {
    match desk.section(id).get_untracked().map(|section| section.kind) {
        Some(kind) if kind != SectionKind::Free => kind.word(),
        _ => use_say()(words::HEADING),
    }
}

/// Buttons that add a section to an item, or to the plan.
#[component]
pub(super) fn AddSection(owner: Option<ItemId>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let sections = desk.sections(owner.clone());
    let present = Memo::new(move |_| {
        sections
            .get()
            .iter()
            .filter_map(|id| desk.section(id).get().map(|section| section.kind))
            .collect::<Vec<_>>()
    });
    let is_plan = owner.is_none();
    let owner = StoredValue::new(owner);
    let add = move |kind: SectionKind| {
        let id = SectionId::from_random(random::bytes());
        let added = desk.apply(&Command::AddSection {
            id: id.clone(),
            owner: owner.get_value(),
            place: Place::Last,
            kind,
            heading: String::new(),
            text: String::new(),
        });
        if !added {
            return;
        }
        match kind {
            SectionKind::Residents | SectionKind::Direction => desk.add_line(id, Place::Last),
            SectionKind::Situation
            | SectionKind::Actions
            | SectionKind::Efforts
            | SectionKind::Outcomes => desk.focus_soon(&TextRef::Section(id, SectionText::Text)),
            SectionKind::Free => desk.focus_soon(&TextRef::Section(id, SectionText::Heading)),
        }
    };
    let kinds = [
        SectionKind::Situation,
        SectionKind::Residents,
        SectionKind::Free,
    ];
    view! {
        <div class="add-group">
            {kinds
                .into_iter()
                .filter(|kind| !is_plan || *kind == SectionKind::Free)
                .map(|kind| {
                    let name = if kind == SectionKind::Free {
                        say(words::ADD_SECTION).to_owned()
                    } else {
                        fill(say(words::ADD_NAMED), &[kind.word()])
                    };
                    view! {
                        <Show when=move || {
                            kind == SectionKind::Free || !present.with(|kinds| kinds.contains(&kind))
                        }>
                            <button type="button" class="button add" on:click=move |_| add(kind)>
                                <span aria-hidden="true">"＋"</span>
                                {name.clone()}
                            </button>
                        </Show>
                    }
                })
                .collect_view()}
        </div>
    }
}
