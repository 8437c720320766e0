//! The table of a goal's directions: on the left the direction, on the right what follows from it.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, ItemId, LineId, Place, SectionId, SectionKind, SectionText, TextRef,
};

use super::captions::{CaptionedColumn, words_over};
use super::moving::{ActionsButton, MoveAndBin, Way, place_beside};
use super::shown::use_shown;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, part};
use crate::papers::year::holds;
use crate::platform::random;
use crate::screens::line_years::LineYears;
use crate::words::{self, fill, use_say};

/// The table, and the button that adds a row to it.
#[component]
pub(super) fn Directions(
    /// Whose directions they are.
    goal: ItemId,
    /// Whether a row can be added where there is none.
    #[prop(into)]
    always: Signal<bool>,
) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let sections = desk.sections(Some(goal.clone()));
    let rows = Memo::new(move |_| {
        let year = shown.year.get();
        let holds_now = |id: &SectionId| {
            let lines = desk.lines(id).get();
            lines.is_empty()
                || lines.iter().any(|line| {
                    desk.line(line)
                        .with(|line| line.as_ref().is_some_and(|line| holds(&line.years, year)))
                })
        };
        sections
            .get()
            .into_iter()
            .filter(|id| {
                let kind = desk
                    .section(id)
                    .with(|section| section.as_ref().map(|s| s.kind));
                kind == Some(SectionKind::Direction) && holds_now(id)
            })
            .collect::<Vec<_>>()
    });
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let over_heading = words_over(Caption::Direction);
    let add = move |_| {
        let id = SectionId::from_random(random::bytes());
        let line = LineId::from_random(random::bytes());
        let added = desk.apply(&Command::Batch(vec![
            Command::AddSection {
                id: id.clone(),
                owner: Some(goal.clone()),
                place: Place::Last,
                kind: SectionKind::Direction,
                heading: String::new(),
                text: String::new(),
            },
            Command::AddLine {
                id: line,
                section: id.clone(),
                place: Place::Last,
                text: String::new(),
            },
        ]));
        if added {
            desk.focus_soon(&TextRef::Section(id, SectionText::Heading));
        }
    };
    view! {
        <Show when=move || !is_empty.get()>
            <table class="direction-table">
                <thead>
                    <tr>
                        <th scope="col"><CaptionedColumn which=Caption::Direction /></th>
                        <th scope="col"><CaptionedColumn which=Caption::DirectionLines /></th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || rows.get() key=SectionId::clone let:id>
                        <DirectionRow id among=rows />
                    </For>
                </tbody>
            </table>
        </Show>
        <Show when=move || always.get() || !is_empty.get()>
            <button type="button" class="button add" on:click=add.clone()>
                <span aria-hidden="true">"＋"</span>
                {move || fill(say(words::ADD_CHILD), &[&over_heading.get()])}
            </button>
        </Show>
    }
}

#[component]
fn DirectionRow(id: SectionId, among: Memo<Vec<SectionId>>) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let section = desk.section(&id);
    let heading = part(&section, |section| section.heading.clone());
    let text = part(&section, |section| section.text.clone());
    let has_text = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || !text.with(String::is_empty)
    });
    let over_heading = words_over(Caption::Direction);
    let over_lines = words_over(Caption::DirectionLines);
    let lines = desk.lines(&id);
    let every = StoredValue::new(lines.clone());
    let lines = {
        Memo::new(move |_| {
            let year = shown.year.get();
            lines
                .get()
                .into_iter()
                .filter(|id| {
                    desk.line(id)
                        .with(|line| line.as_ref().is_some_and(|line| holds(&line.years, year)))
                })
                .collect::<Vec<_>>()
        })
    };
    let open = RwSignal::new(false);
    let (stepped, binned, adds) = (id.clone(), id.clone(), id.clone());
    let step = Callback::new(move |way: Way| {
        let owner = desk.section(&stepped).get_untracked()?.owner;
        let place = among.with_untracked(|list| place_beside(list, &stepped, way))?;
        Some(Command::MoveSection {
            id: stepped.clone(),
            owner,
            place,
        })
    });
    let bin = Callback::new(move |()| Command::BinSection(binned.clone()));
    let selection = Selection::Section(id.clone());
    let text_field = {
        let (id, selection) = (id.clone(), selection.clone());
        move || {
            view! {
                <TextField
                    field=TextRef::Section(id.clone(), SectionText::Text)
                    text
                    label=Signal::derive(move || fill(say(words::TEXT_OF), &[&heading.get()]))
                    selects=Some(selection.clone())
                />
            }
        }
    };
    view! {
        <tr>
            <td>
                <TextField
                    field=TextRef::Section(id.clone(), SectionText::Heading)
                    text=heading
                    label=Signal::derive(move || over_heading.get())
                    selects=Some(selection)
                    on_enter=OnEnter::Next
                    placeholder=say(words::WRITE_HERE)
                />
                <ActionsButton open name=heading />
                <Show when=move || open.get()>
                    <div class="annual-panel">
                        <MoveAndBin step bin />
                        <For each=move || every.get_value().get() key=LineId::clone let:line>
                            <LineOfYears id=line />
                        </For>
                    </div>
                </Show>
            </td>
            <td>
                <Show when=move || has_text.get()>{text_field.clone()}</Show>
                <ul class="rows">
                    <For each=move || lines.get() key=LineId::clone let:line>
                        <DirectionLine id=line label=over_lines />
                    </For>
                </ul>
                <button
                    type="button"
                    class="button quiet annual-add-line"
                    on:click=move |_| desk.add_line(adds.clone(), Place::Last)
                >
                    <span aria-hidden="true">"＋"</span>
                    {say(words::ADD_LINE)}
                </button>
            </td>
        </tr>
    }
}

/// A line, of whatever year, and the years in which it holds.
#[component]
fn LineOfYears(id: LineId) -> impl IntoView {
    let desk = use_shown().desk;
    let text = part(&desk.line(&id), |line| line.text.clone());
    view! {
        <div class="line-years">
            <p>{move || text.get()}</p>
            <LineYears id />
        </div>
    }
}

#[component]
fn DirectionLine(id: LineId, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let say = use_say();
    let desk = use_shown().desk;
    let line = desk.line(&id);
    let text = part(&line, |line| line.text.clone());
    let (after, erased) = (id.clone(), id.clone());
    let after = Callback::new(move |()| {
        // The next line holds in the same years as this one.
        let Some(line) = desk.line(&after).get_untracked() else {
            return;
        };
        let Some(section) = line.section else { return };
        let id = LineId::from_random(random::bytes());
        let mut commands = vec![Command::AddLine {
            id: id.clone(),
            section,
            place: Place::After(after.clone()),
            text: String::new(),
        }];
        if !line.years.is_empty() {
            commands.push(Command::SetLineYears {
                id: id.clone(),
                years: line.years,
            });
        }
        if desk.apply(&Command::Batch(commands)) {
            desk.focus_soon(&TextRef::Line(id));
        }
    });
    let erase = Callback::new(move |()| {
        desk.apply(&Command::BinLine(erased.clone()));
    });
    view! {
        <li class="row">
            <div class="row-line">
                <span class="row-number" aria-hidden="true">"■"</span>
                <TextField
                    field=TextRef::Line(id.clone())
                    text
                    label
                    selects=Some(Selection::Line(id))
                    on_enter=OnEnter::Do(after)
                    on_erase=erase
                    placeholder=say(words::WRITE_HERE)
                />
            </div>
        </li>
    }
}
