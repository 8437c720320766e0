//! The sheet of an item: the page of the 実施計画 that people know from paper, and its editor.

use leptos::prelude::*;
use yoriai_plan::{ItemId, ItemText, Place, SectionId, SectionKind, TextRef};

use super::SHEET_DEPTH;
use super::line_row::{ItemRow, ItemTitleRow, Statement};
use super::section_view::{AddSection, SectionView};
use crate::components::tags::Tags;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part, use_desk};
use crate::words::{self, fill, use_say};

/// The sheet of an item.
#[component]
pub(super) fn ItemSheet(id: ItemId) -> impl IntoView {
    let desk = use_desk();
    let item = desk.item(&id);
    let depth = Memo::new(move |_| item.with(|item| item.as_ref().map_or(1, |item| item.depth)));
    let (before, after) = sections_around(id.clone());
    view! {
        <article class="sheet">
            <Crumbs id=id.clone() />
            <Title id=id.clone() class="sheet-title" />
            <Statement id=id.clone() />
            <Sections ids=before />
            <Children id=id.clone() depth />
            <Sections ids=after />
            <AddSection owner=Some(id) />
        </article>
    }
}

/// What stands before the items of the next level, and what behind: residents have the last word,
/// as in the councils' own documents.
fn sections_around(owner: ItemId) -> (Signal<Vec<SectionId>>, Signal<Vec<SectionId>>) {
    let desk = use_desk();
    let sections = desk.sections(Some(owner));
    let split = move |residents: bool| {
        let sections = sections.clone();
        Signal::derive(move || {
            sections
                .get()
                .into_iter()
                .filter(|id| {
                    let kind = desk.section(id).get().map(|section| section.kind);
                    (kind == Some(SectionKind::Residents)) == residents
                })
                .collect::<Vec<_>>()
        })
    };
    (split(false), split(true))
}

#[component]
fn Sections(ids: Signal<Vec<SectionId>>) -> impl IntoView {
    view! {
        <For each=move || ids.get() key=SectionId::clone let:id>
            <SectionView id />
        </For>
    }
}

/// The way from the top of the plan to here.
#[component]
fn Crumbs(id: ItemId) -> impl IntoView {
    let desk = use_desk();
    let item = desk.item(&id);
    move || {
        let parent = item.with(|item| item.as_ref().and_then(|item| item.parent.clone()))?;
        let above = desk.item(&parent).get()?;
        let level = desk.level_name(above.depth, "").get();
        Some(view! {
            <button
                type="button"
                class="crumb"
                on:click=move |_| desk.choose(Selection::Item(parent.clone()))
            >
                {format!("{level} {} {}", above.number, above.title)}
            </button>
        })
    }
}

/// Level, number and title of an item, large.
#[component]
fn Title(id: ItemId, class: &'static str) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let head = {
        let item = item.clone();
        Memo::new(move |_| {
            item.with(|item| item.as_ref().map(|item| (item.depth, item.number.clone())))
                .unwrap_or_default()
        })
    };
    let title = part(&item, |item| item.title.clone());
    let level = move || {
        let (depth, _) = head.get();
        desk.level_name(depth, "").get()
    };
    let lead = move || format!("{} {}", level(), head.get().1);
    let label = Signal::derive(move || fill(say(words::TITLE_OF), &[&lead()]));
    let is_sheet = class == "sheet-title";
    view! {
        <div class=class>
            {if is_sheet {
                view! { <h1 class="visually-hidden">{move || format!("{} {}", lead(), title.get())}</h1> }
                    .into_any()
            } else {
                view! { <h2 class="visually-hidden">{move || format!("{} {}", lead(), title.get())}</h2> }
                    .into_any()
            }}
            <span class="title-level" aria-hidden="true">{level}</span>
            <span class="title-number" aria-hidden="true">{move || head.get().1}</span>
            <TextField
                field=TextRef::Item(id.clone(), ItemText::Title)
                text=title
                label
                selects=Some(Selection::Item(id.clone()))
                on_enter=OnEnter::Next
                placeholder=say(words::WRITE_HERE)
            />
            <Tags id />
        </div>
    }
}

/// What hangs under an item, in the shape that fits its depth.
#[component]
fn Children(id: ItemId, depth: Memo<usize>) -> AnyView {
    let say = use_say();
    let desk = use_desk();
    let children = desk.children(Some(id.clone()));
    let levels = desk.session().board().levels.clone();
    let last_level = Memo::new(move |_| levels.with(Vec::len));
    // 0: rows; 1: links to sheets of their own; 2: blocks on this sheet.
    let shape = Memo::new(move |_| {
        if depth.get() + 1 >= last_level.get() {
            0
        } else if depth.get() < SHEET_DEPTH {
            1
        } else {
            2
        }
    });
    let name = Memo::new(move |_| desk.level_name(depth.get() + 1, say(words::ITEM)).get());
    let list = {
        let children = children.clone();
        move || children.get()
    };
    view! {
        {move || {
            let list = list.clone();
            match shape.get() {
                0 => {
                    view! {
                        <p class="rows-head">{move || name.get()}</p>
                        <ul class="rows">
                            <For each=list key=ItemId::clone let:id>
                                <ItemRow id />
                            </For>
                        </ul>
                    }
                        .into_any()
                }
                1 => {
                    view! {
                        <p class="rows-head">{move || name.get()}</p>
                        <ul class="rows links">
                            <For each=list key=ItemId::clone let:id>
                                <ItemTitleRow id />
                            </For>
                        </ul>
                    }
                        .into_any()
                }
                _ => {
                    view! {
                        <For each=list key=ItemId::clone let:id>
                            <Block id />
                        </For>
                    }
                        .into_any()
                }
            }
        }}
        <button
            type="button"
            class="button add"
            on:click={
                let id = id.clone();
                move |_| desk.add_item(Some(id.clone()), Place::Last)
            }
        >
            <span aria-hidden="true">"＋"</span>
            {move || fill(say(words::ADD_CHILD), &[&name.get()])}
        </button>
    }
    .into_any()
}

/// An item with everything under it, on the sheet of the item above.
#[component]
fn Block(id: ItemId) -> AnyView {
    let desk = use_desk();
    let item = desk.item(&id);
    let depth = Memo::new(move |_| item.with(|item| item.as_ref().map_or(1, |item| item.depth)));
    let (before, after) = sections_around(id.clone());
    let selection = Selection::Item(id.clone());
    let is_selected = desk.is_selected(selection);
    view! {
        <section class="block" data-on=move || is_selected.get().to_string()>
            <Title id=id.clone() class="block-title" />
            <Statement id=id.clone() />
            <Sections ids=before />
            <Children id depth />
            <Sections ids=after />
        </section>
    }
    .into_any()
}
