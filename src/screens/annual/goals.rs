//! Pillars and goals, down to the year's initiatives.

use leptos::prelude::*;
use yoriai_plan::{Caption, Command, ItemId, ItemText, Place, SectionId, SectionKind, TextRef};

use super::captions::Captioned;
use super::directions::Directions;
use super::initiative::Initiatives;
use super::moving::{ActionsButton, MoveAndBin, Way, place_beside};
use super::shown::use_shown;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part};
use crate::papers::year::is_priority_text;
use crate::platform::random;
use crate::screens::desk::section_view::SectionView;
use crate::words::{self, fill, use_say};

/// Above so many goals, each shows its initiatives only when asked: a page of thousands of fields
/// would take long to open.
const OPEN_GOALS: usize = 60;

/// The tree.
#[component]
pub(super) fn Goals() -> impl IntoView {
    let shown = use_shown();
    let top = shown.holding(None);
    view! {
        <section class="annual-part" data-part="goals">
            <Captioned which=Caption::Annual />
            <Show
                when=move || 1 < shown.levels.get()
                fallback=|| view! { <Initiatives parent=None /> }
            >
                <For each=move || top.get() key=ItemId::clone let:id>
                    <Branch id depth=1 among=top />
                </For>
                <AddItem parent=None depth=1 />
            </Show>
        </section>
    }
}

/// The button that adds an item above the lowest level.
#[component]
fn AddItem(parent: Option<ItemId>, depth: usize) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let level = desk.level_name(depth, say(words::ITEM));
    let add = move |_| {
        let id = ItemId::from_random(random::bytes());
        let added = desk.apply(&Command::AddItem {
            id: id.clone(),
            parent: parent.clone(),
            place: Place::Last,
            title: String::new(),
        });
        if added {
            desk.focus_soon(&TextRef::Item(id, ItemText::Title));
        }
    };
    view! {
        <button type="button" class="button add" on:click=add>
            <span aria-hidden="true">"＋"</span>
            {move || fill(say(words::ADD_CHILD), &[&level.get()])}
        </button>
    }
}

/// A pillar or a goal, with all under it.
#[component]
fn Branch(id: ItemId, depth: usize, among: Memo<Vec<ItemId>>) -> AnyView {
    let shown = use_shown();
    let below = shown.holding(Some(id.clone()));
    let is_goal = Memo::new(move |_| depth + 1 >= shown.levels.get());
    let (parent, adds) = (id.clone(), id.clone());
    view! {
        <section class="annual-branch" data-depth=depth.to_string() data-goal=move || is_goal.get().to_string()>
            <BranchTitle id=id.clone() depth among />
            <Statement id=id.clone() />
            <Directions goal=id.clone() always=is_goal />
            <FreeSections id />
            <Show
                when=move || is_goal.get()
                fallback=move || {
                    view! {
                        <For each=move || below.get() key=ItemId::clone let:id>
                            <Branch id depth=depth + 1 among=below />
                        </For>
                        <AddItem parent=Some(adds.clone()) depth=depth + 1 />
                    }
                }
            >
                <Folded parent=parent.clone() count=Signal::derive(move || below.with(Vec::len)) />
            </Show>
        </section>
    }
    .into_any()
}

/// The initiatives of a goal; in a very large plan, first only how many there are.
#[component]
fn Folded(parent: ItemId, count: Signal<usize>) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let is_large = shown.goals.with_untracked(Vec::len) > OPEN_GOALS;
    let open = RwSignal::new(!is_large);
    view! {
        <Show
            when=move || open.get()
            fallback=move || {
                view! {
                    <button type="button" class="button" on:click=move |_| open.set(true)>
                        {move || fill(say(words::ANNUAL_OPEN_GOAL), &[&count.get().to_string()])}
                    </button>
                }
            }
        >
            <Initiatives parent=Some(parent.clone()) />
        </Show>
    }
}

#[component]
fn BranchTitle(id: ItemId, depth: usize, among: Memo<Vec<ItemId>>) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let item = desk.item(&id);
    let level = desk.level_name(depth, say(words::ITEM));
    let number = part(&item, |item| item.number.clone());
    let title = part(&item, |item| item.title.clone());
    let lead = move || format!("{} {}", level.get(), number.get());
    let label = Signal::derive(move || fill(say(words::TITLE_OF), &[&lead()]));
    let open = RwSignal::new(false);
    let (stepped, binned) = (id.clone(), id.clone());
    let step = Callback::new(move |way: Way| {
        let parent = desk.item(&stepped).get_untracked()?.parent;
        let place = among.with_untracked(|list| place_beside(list, &stepped, way))?;
        Some(Command::MoveItem {
            id: stepped.clone(),
            parent,
            place,
        })
    });
    let bin = Callback::new(move |()| Command::BinItem(binned.clone()));
    view! {
        <h3 class="visually-hidden">{move || format!("{} {}", lead(), title.get())}</h3>
        <div class="annual-branch-title">
            <span class="title-level" aria-hidden="true">{move || level.get()}</span>
            <span class="title-number" aria-hidden="true">{move || number.get()}</span>
            <TextField
                field=TextRef::Item(id.clone(), ItemText::Title)
                text=title
                label
                selects=Some(Selection::Item(id.clone()))
                on_enter=OnEnter::Next
                placeholder=say(words::WRITE_HERE)
            />
            <ActionsButton open name=title />
        </div>
        <Show when=move || open.get()>
            <div class="annual-panel">
                <MoveAndBin step bin />
            </div>
        </Show>
    }
}

/// Whole sentences below the title, where there are some.
#[component]
fn Statement(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let text = part(&desk.item(&id), |item| item.statement.clone());
    let shown = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || !text.with(String::is_empty)
    });
    view! {
        <Show when=move || shown.get()>
            <TextField
                field=TextRef::Item(id.clone(), ItemText::Statement)
                text
                label=Signal::stored(say(words::STATEMENT).to_owned())
                selects=Some(Selection::Item(id.clone()))
                placeholder=say(words::WRITE_HERE)
            />
        </Show>
    }
}

/// What else a goal says in sections of its own. Its text on the priorities stands in their list.
#[component]
fn FreeSections(id: ItemId) -> impl IntoView {
    let desk = use_shown().desk;
    let sections = desk.sections(Some(id));
    let free = Memo::new(move |_| {
        sections
            .get()
            .into_iter()
            .filter(|id| {
                desk.section(id).with(|section| {
                    section.as_ref().is_some_and(|section| {
                        section.kind == SectionKind::Free && !is_priority_text(section)
                    })
                })
            })
            .collect::<Vec<_>>()
    });
    view! {
        <For each=move || free.get() key=SectionId::clone let:id>
            <SectionView id />
        </For>
    }
}
