//! 実施事業一覧: the categories, each with its programmes.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Category, CategoryId, CategoryText, Command, ConflictField, Lifecycle, NewRecord,
    Place, Programme, ProgrammeId, ProgrammeText, RecordField, RecordId, TextRef,
};

use super::captions::Captioned;
use super::facts::Facts;
use super::moving::{ActionsButton, MoveAndBin, Way, among_records, place_beside};
use super::shown::use_shown;
use crate::components::choice::Choice;
use crate::components::scalar_field::NumberField;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Desk, part};
use crate::platform::random;
use crate::screens::desk::conflicts::Rivals;
use crate::words::{self, fill, use_say};

/// The list.
#[component]
pub(super) fn Programmes() -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let categories = desk.session().board().categories.clone();
    let ids = Memo::new(move |_| {
        categories.with(|all| all.iter().map(|one| one.id.clone()).collect::<Vec<_>>())
    });
    let loose = desk.programmes(None);
    let has_loose = {
        let loose = loose.clone();
        Memo::new(move |_| !loose.with(Vec::is_empty))
    };
    let add = move |_| {
        let id = CategoryId::from_random(random::bytes());
        let added = desk.apply(&Command::AddRecord {
            record: NewRecord::Category {
                id: id.clone(),
                name: String::new(),
            },
            place: Place::Last,
        });
        if added {
            desk.focus_soon(&TextRef::Category(id, CategoryText::Name));
        }
    };
    view! {
        <section class="annual-part" data-part="programmes">
            <Captioned which=Caption::Programmes />
            <For each=move || ids.get() key=CategoryId::clone let:id>
                <CategoryBlock id />
            </For>
            <Show when=move || has_loose.get()>
                <section class="annual-category">
                    <h3 class="rows-head">{say(words::ANNUAL_NO_CATEGORY)}</h3>
                    <Rows category=None />
                </section>
            </Show>
            <button type="button" class="button add" on:click=add>
                <span aria-hidden="true">"＋"</span>
                {say(words::ANNUAL_ADD_CATEGORY)}
            </button>
        </section>
    }
}

/// A category as a signal of its own.
fn category(desk: Desk, id: &CategoryId) -> Memo<Option<Category>> {
    let (categories, id) = (desk.session().board().categories.clone(), id.clone());
    Memo::new(move |_| categories.with(|all| all.iter().find(|one| one.id == id).cloned()))
}

#[component]
fn CategoryBlock(id: CategoryId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let one = category(desk, &id);
    let read = move |pick: fn(&Category) -> &str| {
        Signal::derive(move || {
            one.with(|one| {
                one.as_ref()
                    .map_or_else(String::new, |one| pick(one).to_owned())
            })
        })
    };
    let (number, name) = (read(|one| &one.number), read(|one| &one.name));
    let text = read(|one| &one.description);
    let label = Signal::derive(move || fill(say(words::ANNUAL_CATEGORY_NAME), &[&number.get()]));
    let open = RwSignal::new(false);
    let record = RecordId::Category(id.clone());
    let (stepped, binned) = (id.clone(), record.clone());
    let categories = desk.session().board().categories.clone();
    let step = Callback::new(move |way: Way| {
        let ids: Vec<CategoryId> =
            categories.with_untracked(|all| all.iter().map(|one| one.id.clone()).collect());
        let place = among_records(place_beside(&ids, &stepped, way)?, RecordId::Category);
        Some(Command::MoveRecord {
            id: record.clone(),
            place,
        })
    });
    let bin = Callback::new(move |()| Command::BinRecord(binned.clone()));
    let own_number = Signal::derive(move || one.get().and_then(|one| one.number_override));
    // A category without programmes is prose, or is going to be. A text that is emptied again
    // must not take its field away from under the cursor.
    let wants_text = RwSignal::new(false);
    let had_text = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || !text.with(String::is_empty)
    });
    let programmes = desk.programmes(Some(id.clone()));
    let shows_text =
        Memo::new(move |_| wants_text.get() || had_text.get() || programmes.with(Vec::is_empty));
    let (described, field) = (
        id.clone(),
        TextRef::Category(id.clone(), CategoryText::Description),
    );
    let write = Callback::new(move |()| {
        wants_text.set(true);
        desk.focus_soon(&field);
    });
    let numbered = RecordId::Category(id.clone());
    view! {
        <section class="annual-category">
            <h3 class="visually-hidden">{move || format!("{} {}", number.get(), name.get())}</h3>
            <div class="row-line annual-category-title">
                <span class="row-number" aria-hidden="true">{move || number.get()}</span>
                <TextField
                    field=TextRef::Category(id.clone(), CategoryText::Name)
                    text=name
                    label
                    on_enter=OnEnter::Next
                    placeholder=say(words::WRITE_HERE)
                />
                <ActionsButton open name />
            </div>
            <Show when=move || open.get()>
                <div class="annual-panel">
                    <MoveAndBin step bin />
                    <Show when=move || !shows_text.get()>
                        <button type="button" class="button" on:click=move |_| write.run(())>
                            {say(words::ANNUAL_WRITE_CATEGORY_TEXT)}
                        </button>
                    </Show>
                    <NumberField
                        class="form-choice"
                        value=own_number
                        set=set_number(numbered.clone())
                    />
                </div>
            </Show>
            <Show when=move || shows_text.get()>
                <TextField
                    field=TextRef::Category(described.clone(), CategoryText::Description)
                    text
                    label=Signal::stored(say(words::ANNUAL_CATEGORY_TEXT).to_owned())
                    placeholder=say(words::ANNUAL_CATEGORY_TEXT)
                />
            </Show>
            <Rows category=Some(id) />
        </section>
    }
}

/// The programmes of a category, and the button that adds one.
#[component]
fn Rows(category: Option<CategoryId>) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let ids = desk.programmes(category.clone());
    let add = move |_| {
        let id = ProgrammeId::from_random(random::bytes());
        let added = desk.apply(&Command::AddRecord {
            record: NewRecord::Programme {
                id: id.clone(),
                category: category.clone(),
                name: String::new(),
            },
            place: Place::Last,
        });
        if added {
            desk.focus_soon(&TextRef::Programme(id, ProgrammeText::Name));
        }
    };
    view! {
        <ul class="rows">
            <For each=move || ids.get() key=ProgrammeId::clone let:id>
                <ProgrammeRow id />
            </For>
        </ul>
        <button type="button" class="button add" on:click=add>
            <span aria-hidden="true">"＋"</span>
            {say(words::ANNUAL_ADD_PROGRAMME)}
        </button>
    }
}

#[component]
fn ProgrammeRow(id: ProgrammeId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let programme = desk.programme(&id);
    let number = part(&programme, |one| one.number.clone());
    let name = part(&programme, |one| one.name.clone());
    let text = part(&programme, |one| one.description.clone());
    let own_number = part(&programme, |one| one.number_override.clone());
    let label = Signal::derive(move || fill(say(words::ANNUAL_PROGRAMME_NAME), &[&number.get()]));
    let open = RwSignal::new(false);
    let (stepped, record) = (id.clone(), RecordId::Programme(id.clone()));
    let binned = record.clone();
    let step = Callback::new(move |way: Way| {
        let category = desk.programme(&stepped).get_untracked()?.category;
        let ids = desk.programmes(category).get_untracked();
        let place = among_records(place_beside(&ids, &stepped, way)?, RecordId::Programme);
        Some(Command::MoveRecord {
            id: record.clone(),
            place,
        })
    });
    let bin = Callback::new(move |()| Command::BinRecord(binned.clone()));
    let (numbered, placed) = (RecordId::Programme(id.clone()), id.clone());
    let conflicts = part(&programme, |one| one.conflicts.clone());
    let decided = numbered.clone();
    let decide = Callback::new(move |(field, value): (ConflictField, String)| {
        let field = chosen(&field, &value)?;
        Some(Command::SetRecord {
            id: decided.clone(),
            field,
        })
    });
    view! {
        <li class="row programme">
            <div class="row-line programme-title">
                <span class="row-number">{move || number.get()}</span>
                <TextField
                    field=TextRef::Programme(id.clone(), ProgrammeText::Name)
                    text=name
                    label
                    on_enter=OnEnter::Next
                    placeholder=say(words::WRITE_HERE)
                />
                <ActionsButton open name />
            </div>
            <Show when=move || open.get()>
                <div class="annual-panel">
                    <MoveAndBin step bin />
                    <CategoryChoice id=placed.clone() />
                    <NumberField
                        class="form-choice"
                        value=own_number
                        set=set_number(numbered.clone())
                    />
                </div>
            </Show>
            <Rivals conflicts decide />
            <div class="statement">
                <TextField
                    field=TextRef::Programme(id.clone(), ProgrammeText::Description)
                    text
                    label=Signal::stored(say(words::ANNUAL_PROGRAMME_TEXT).to_owned())
                    placeholder=say(words::ANNUAL_PROGRAMME_TEXT)
                />
            </div>
            <Facts id />
        </li>
    }
}

/// What settles a field of a programme that two devices set differently.
fn chosen(field: &ConflictField, value: &str) -> Option<RecordField> {
    Some(match field {
        ConflictField::Number => RecordField::Number((!value.is_empty()).then(|| value.to_owned())),
        ConflictField::Parent => RecordField::Category(CategoryId::parse(value)),
        ConflictField::Lifecycle => RecordField::Lifecycle(Lifecycle::parse(value)),
        _ => return None,
    })
}

/// Puts a programme under another category.
#[component]
fn CategoryChoice(id: ProgrammeId) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let categories = desk.session().board().categories.clone();
    let options = Signal::derive(move || {
        let none = (String::new(), say(words::ANNUAL_NO_CATEGORY).to_owned());
        let named = categories.with(|all| {
            all.iter()
                .map(|one| (one.id.to_string(), format!("{} {}", one.number, one.name)))
                .collect::<Vec<_>>()
        });
        named.into_iter().chain([none]).collect::<Vec<_>>()
    });
    let value = part(&desk.programme(&id), |programme: &Programme| {
        programme
            .category
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    view! {
        <Choice
            name=Signal::stored(say(words::ANNUAL_CATEGORY).to_owned())
            value
            options
            on_choose=move |chosen: String| {
                let field = RecordField::Category(CategoryId::parse(&chosen));
                let done = desk.apply(&Command::SetRecord { id: RecordId::Programme(id.clone()), field });
                if done {
                    desk.say(say(words::MOVED));
                }
            }
        />
    }
}

/// What gives a thing a number of its own.
fn set_number(id: RecordId) -> impl Fn(Option<String>) -> Command {
    move |number| Command::SetRecord {
        id: id.clone(),
        field: RecordField::Number(number),
    }
}
