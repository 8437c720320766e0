//! 重点取組: by goal, what is marked 重点 in the year that shows, and what the goal itself says
//! about it.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, ItemId, ItemText, Place, SectionId, SectionKind, SectionText, TextRef,
};

use super::captions::Captioned;
use super::shown::{Shown, use_shown};
use crate::components::text_field::TextField;
use crate::desk::{Selection, field_id, part};
use crate::papers::year::{is_priority, is_priority_text};
use crate::platform::{page, random};
use crate::words::{self, fill, use_say};

/// The list.
#[component]
pub(super) fn Priorities() -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let goals = shown.goals;
    let listed = Memo::new(move |before: Option<&Vec<ItemId>>| {
        goals
            .get()
            .into_iter()
            // Once listed, a goal stays: its text must not vanish under the cursor.
            .filter(|id| {
                before.is_some_and(|listed| listed.contains(id))
                    || !tagged(shown, id).is_empty()
                    || own_text(shown, id).is_some()
            })
            .collect::<Vec<_>>()
    });
    let is_empty = Memo::new(move |_| listed.with(Vec::is_empty));
    let none = move || {
        let year = shown.year.get().map(yoriai_plan::FiscalYear::label_wareki);
        fill(
            say(words::ANNUAL_NO_PRIORITIES),
            &[&year.unwrap_or_default()],
        )
    };
    view! {
        <section class="annual-part" data-part="priorities">
            <Captioned which=Caption::Priorities />
            <For each=move || listed.get() key=ItemId::clone let:id>
                <GoalPriorities id />
            </For>
            <Show when=move || is_empty.get()>
                <p class="hint">{none}</p>
            </Show>
        </section>
    }
}

/// The initiatives of a goal that are marked and hold in the year that shows.
fn tagged(shown: Shown, goal: &ItemId) -> Vec<ItemId> {
    let year = shown.year.get();
    shown
        .desk
        .children(Some(goal.clone()))
        .get()
        .into_iter()
        .filter(|id| {
            shown
                .desk
                .item(id)
                .with(|item| item.as_ref().is_some_and(|item| is_priority(item, year)))
        })
        .collect()
}

/// The goal's own section on its priorities.
fn own_text(shown: Shown, goal: &ItemId) -> Option<SectionId> {
    shown
        .desk
        .sections(Some(goal.clone()))
        .get()
        .into_iter()
        .find(|id| {
            shown
                .desk
                .section(id)
                .with(|section| section.as_ref().is_some_and(is_priority_text))
        })
}

#[component]
fn GoalPriorities(id: ItemId) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let goal = desk.item(&id);
    let number = part(&goal, |goal| goal.number.clone());
    let title = part(&goal, |goal| goal.title.clone());
    let level = desk.level_name(shown.levels.get_untracked().saturating_sub(1), "");
    let (of_tags, of_text) = (id.clone(), id.clone());
    let marked = Memo::new(move |_| tagged(shown, &of_tags));
    let text = Memo::new(move |_| own_text(shown, &of_text));
    let add = move |_| {
        let section = SectionId::from_random(random::bytes());
        let added = desk.apply(&Command::AddSection {
            id: section.clone(),
            owner: Some(id.clone()),
            place: Place::Last,
            kind: SectionKind::Free,
            heading: Caption::Priorities.word().to_owned(),
            text: String::new(),
        });
        if added {
            desk.focus_soon(&TextRef::Section(section, SectionText::Text));
        }
    };
    view! {
        <section class="annual-priority">
            <h3 class="rows-head">
                {move || format!("{} {} {}", level.get(), number.get(), title.get())}
            </h3>
            <ul class="annual-marked">
                <For each=move || marked.get() key=ItemId::clone let:id>
                    <Marked id />
                </For>
            </ul>
            {move || match text.get() {
                Some(section) => view! { <OwnText id=section number /> }.into_any(),
                None => {
                    view! {
                        <button type="button" class="button add" on:click=add.clone()>
                            <span aria-hidden="true">"＋"</span>
                            {say(words::ANNUAL_ADD_PRIORITY_TEXT)}
                        </button>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

/// A marked initiative; a tap goes to it.
#[component]
fn Marked(id: ItemId) -> impl IntoView {
    let desk = use_shown().desk;
    let title = part(&desk.item(&id), |item| item.title.clone());
    let go = move |_| {
        page::focus(&field_id(&TextRef::Item(id.clone(), ItemText::Title)));
    };
    view! {
        <li>
            <button type="button" class="crumb" on:click=go>
                {move || format!("・{}", title.get())}
            </button>
        </li>
    }
}

#[component]
fn OwnText(id: SectionId, number: Signal<String>) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let text = part(&desk.section(&id), |section| section.text.clone());
    view! {
        <TextField
            field=TextRef::Section(id.clone(), SectionText::Text)
            text
            label=Signal::derive(move || fill(say(words::ANNUAL_PRIORITY_TEXT), &[&number.get()]))
            selects=Some(Selection::Section(id))
            placeholder=say(words::WRITE_HERE)
        />
    }
}
