//! One of a year's initiatives: number, title, marks, programme and statement.

mod panel;

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, ItemText, Place, TextRef};

use self::panel::{GoalChoice, YearChoice};

use super::moving::{ActionsButton, MoveAndBin, Way, place_beside};
use super::programme_choice::ProgrammeChoice;
use super::shown::use_shown;
use crate::components::tags::{TagToggles, Tags};
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part};
use crate::papers::year::number_among;
use crate::screens::desk::conflicts::Conflicts;
use crate::words::{self, fill, use_say};

/// An initiative among those that hold in the same year.
#[component]
pub(super) fn Initiative(id: ItemId, among: Memo<Vec<ItemId>>) -> AnyView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let item = desk.item(&id);
    let levels = desk.session().board().levels.clone();
    let selection = Selection::Item(id.clone());
    let title = part(&item, |item| item.title.clone());
    let statement = part(&item, |item| item.statement.clone());
    let number = {
        let (item, id) = (item.clone(), id.clone());
        Memo::new(move |_| {
            let at = among.with(|list| list.iter().position(|other| *other == id))?;
            item.with(|item| {
                let item = item.as_ref()?;
                let style =
                    levels.with(|levels| Some(levels.get(item.depth.checked_sub(1)?)?.style));
                Some(number_among(item, style, at + 1))
            })
        })
    };
    let number = Signal::derive(move || number.get().unwrap_or_default());
    let label = Signal::derive(move || {
        let number = number.get();
        let what = if number.is_empty() {
            say(words::ITEM)
        } else {
            &number
        };
        fill(say(words::TITLE_OF), &[what])
    });
    let open = RwSignal::new(false);
    let (stepped, binned, panel) = (id.clone(), id.clone(), id.clone());
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
    let conflicts = part(&item, |item| item.conflicts.clone());
    let inner = shown.holding(Some(id.clone()));
    view! {
        <li class="row initiative">
            <div class="row-line initiative-title">
                <span class="row-number">{move || number.get()}</span>
                <TextField
                    field=TextRef::Item(id.clone(), ItemText::Title)
                    text=title
                    label
                    selects=Some(selection.clone())
                    on_enter=OnEnter::Next
                    placeholder=say(words::WRITE_HERE)
                />
                <Tags id=id.clone() />
                <ActionsButton open name=title />
            </div>
            <Show when=move || open.get()>
                <div class="annual-panel">
                    <MoveAndBin step bin />
                    <TagToggles id=panel.clone() />
                    <ProgrammeChoice id=panel.clone() />
                    <YearChoice id=panel.clone() />
                    <GoalChoice id=panel.clone() />
                </div>
            </Show>
            <Conflicts owner=Some(id.clone()) conflicts />
            <div class="statement">
                <Tie id=id.clone() />
                <TextField
                    field=TextRef::Item(id.clone(), ItemText::Statement)
                    text=statement
                    label=Signal::stored(say(words::STATEMENT).to_owned())
                    selects=Some(selection)
                    placeholder=say(words::STATEMENT)
                />
            </div>
            <Show when=move || !inner.with(Vec::is_empty)>
                <ul class="rows">
                    <For each=move || inner.get() key=ItemId::clone let:child>
                        <Initiative id=child among=inner />
                    </For>
                </ul>
            </Show>
        </li>
    }
    .into_any()
}

/// The programme that carries it out, and whether it holds in all years: said only where it is so.
#[component]
fn Tie(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let item = desk.item(&id);
    move || {
        let (programme, every_year) = item.with(|item| {
            let item = item.as_ref()?;
            Some((item.programme.clone(), item.years.is_empty()))
        })?;
        let name = programme
            .and_then(|id| desk.programme(&id).get())
            .filter(|programme| !programme.in_bin)
            .map(|programme| format!("{}：{}", say(words::ANNUAL_PROGRAMME), programme.name));
        let every_year = every_year.then(|| say(words::ANNUAL_EVERY_YEAR).to_owned());
        let about: Vec<String> = [name, every_year].into_iter().flatten().collect();
        (!about.is_empty()).then(|| view! { <p class="hint">{about.join("　")}</p> })
    }
}

/// The list of a year's initiatives under a goal, and the button that adds one.
#[component]
pub(super) fn Initiatives(parent: Option<ItemId>) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let list = shown.holding(parent.clone());
    let level = desk.level_name(shown.levels.get_untracked(), say(words::ITEM));
    let heading = move || {
        shown.year.get().map_or_else(
            || level.get(),
            |year| {
                fill(
                    say(words::ANNUAL_OF_YEAR),
                    &[&year.label_wareki(), &level.get()],
                )
            },
        )
    };
    let add = move |_| {
        let id = ItemId::from_random(crate::platform::random::bytes());
        let mut commands = vec![Command::AddItem {
            id: id.clone(),
            parent: parent.clone(),
            place: Place::Last,
            title: String::new(),
        }];
        commands.extend(
            shown
                .year
                .get_untracked()
                .map(|year| Command::SetItemYears {
                    id: id.clone(),
                    years: vec![year],
                }),
        );
        if desk.apply(&Command::Batch(commands)) {
            desk.focus_soon(&TextRef::Item(id, ItemText::Title));
        }
    };
    let is_empty = Memo::new(move |_| list.with(Vec::is_empty));
    view! {
        <h4 class="rows-head" data-empty=move || is_empty.get().to_string()>{heading}</h4>
        <ul class="rows initiatives">
            <For
                each=move || list.get()
                key=ItemId::clone
                let:id
            >
                <Initiative id among=list />
            </For>
        </ul>
        <button type="button" class="button add" on:click=add>
            <span aria-hidden="true">"＋"</span>
            {move || fill(say(words::ADD_CHILD), &[&level.get()])}
        </button>
    }
}
