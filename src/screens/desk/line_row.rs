//! Rows of a list: the lowest items (具体的な取組), and the lines of a section.

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, ItemText, LineId, Place, TextRef};

use crate::components::tags::Tags;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part, use_desk};
use crate::words::{self, fill, use_say};

/// One of the lowest items, with what hangs under it.
#[component]
pub(super) fn ItemRow(id: ItemId) -> AnyView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let selection = Selection::Item(id.clone());
    let is_selected = desk.is_selected(selection.clone());
    let title = part(&item, |item| item.title.clone());
    let number = part(&item, |item| item.number.clone());
    let children = desk.children(Some(id.clone()));
    let sections = desk.sections(Some(id.clone()));
    let label = Signal::derive(move || {
        let what = number.get();
        fill(
            say(words::TITLE_OF),
            &[if what.is_empty() {
                say(words::ITEM)
            } else {
                &what
            }],
        )
    });
    let after = {
        let id = id.clone();
        Callback::new(move |()| {
            let parent = desk.item(&id).get_untracked().and_then(|item| item.parent);
            desk.add_item(parent, Place::After(id.clone()));
        })
    };
    let erase = {
        let id = id.clone();
        Callback::new(move |()| {
            if desk
                .children(Some(id.clone()))
                .with_untracked(Vec::is_empty)
            {
                desk.apply(&Command::BinItem(id.clone()));
            }
        })
    };
    view! {
        <li class="row" data-on=move || is_selected.get().to_string()>
            <div class="row-line">
                <span class="row-number">{move || number.get()}</span>
                <TextField
                    field=TextRef::Item(id.clone(), ItemText::Title)
                    text=title
                    label
                    selects=Some(selection)
                    on_enter=OnEnter::Do(after)
                    on_erase=erase
                    placeholder=say(words::WRITE_HERE)
                />
                <Tags id=id.clone() />
            </div>
            <Statement id=id.clone() />
            {move || {
                let inner = sections.get();
                (!inner.is_empty())
                    .then(|| {
                        inner
                            .into_iter()
                            .map(|id| view! { <super::section_view::SectionView id /> })
                            .collect_view()
                    })
            }}
            {move || {
                (!children.with(Vec::is_empty))
                    .then(|| {
                        let children = children.clone();
                        view! {
                            <ul class="rows">
                                <For each=move || children.get() key=ItemId::clone let:id>
                                    <ItemRow id />
                                </For>
                            </ul>
                        }
                    })
            }}
        </li>
    }
    .into_any()
}

/// The description of an item, where it has one or somebody wants to write one.
#[component]
pub(super) fn Statement(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let text = part(&item, |item| item.statement.clone());
    // Once shown it stays, so that the field does not vanish under the cursor when it is emptied.
    let shown = Memo::new({
        let id = id.clone();
        move |before: Option<&bool>| {
            before.copied().unwrap_or_default()
                || !text.with(String::is_empty)
                || desk
                    .wants_statement
                    .with(|wanted| wanted.as_ref() == Some(&id))
        }
    });
    view! {
        <Show when=move || shown.get()>
            <div class="statement">
                <TextField
                    field=TextRef::Item(id.clone(), ItemText::Statement)
                    text
                    label=Signal::stored(say(words::STATEMENT).to_owned())
                    selects=Some(Selection::Item(id.clone()))
                    placeholder=say(words::WRITE_HERE)
                />
            </div>
        </Show>
    }
}

/// An item that has a sheet of its own.
#[component]
pub(super) fn ItemTitleRow(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let number = part(&item, |item| item.number.clone());
    let title = part(&item, |item| item.title.clone());
    let label = Signal::derive(move || fill(say(words::TITLE_OF), &[&number.get()]));
    let opens = Selection::Item(id.clone());
    view! {
        <li class="row">
            <div class="row-line">
                <span class="row-number">{move || number.get()}</span>
                <TextField
                    field=TextRef::Item(id.clone(), ItemText::Title)
                    text=title
                    label
                    on_enter=OnEnter::Next
                    placeholder=say(words::WRITE_HERE)
                />
                <button
                    type="button"
                    class="button"
                    aria-label=move || format!("{} {}", say(words::EXPAND), title.get())
                    on:click=move |_| desk.choose(opens.clone())
                >
                    {say(words::EXPAND)}
                </button>
            </div>
        </li>
    }
}

/// One line of a section.
#[component]
pub(super) fn LineRow(id: LineId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let line = desk.line(&id);
    let selection = Selection::Line(id.clone());
    let is_selected = desk.is_selected(selection.clone());
    let text = part(&line, |line| line.text.clone());
    let after = {
        let id = id.clone();
        Callback::new(move |()| {
            if let Some(section) = desk.line(&id).get_untracked().and_then(|line| line.section) {
                desk.add_line(section, Place::After(id.clone()));
            }
        })
    };
    let erase = {
        let id = id.clone();
        Callback::new(move |()| {
            desk.apply(&Command::BinLine(id.clone()));
        })
    };
    view! {
        <li class="row" data-on=move || is_selected.get().to_string()>
            <div class="row-line">
                <span class="row-number">"○"</span>
                <TextField
                    field=TextRef::Line(id.clone())
                    text
                    label=Signal::stored(say(words::LINE).to_owned())
                    selects=Some(selection)
                    on_enter=OnEnter::Do(after)
                    on_erase=erase
                    placeholder=say(words::WRITE_HERE)
                />
            </div>
        </li>
    }
}
