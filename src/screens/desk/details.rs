//! What can be done with what is selected.

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, ItemText, LineId, Place, SectionId, TextRef};

use super::conflicts::Conflicts;
use super::moving::{Step, beside, beside_line, item_step, line_step, other_parents};
use crate::components::dialog::Dialog;
use crate::components::keep_focus;
use crate::components::scalar_field::NumberField;
use crate::components::tags::TagToggles;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Desk, Selection, part, use_desk};
use crate::screens::annual::ProgrammeChoice;
use crate::screens::line_years::LineYears;
use crate::words::{self, Words, fill, use_say};

/// The panel on the right.
#[component]
pub(super) fn Details() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let close = move |event| {
        keep_focus::after(&event, ".places-details");
        desk.details_open.set(false);
    };
    view! {
        <div class="details-head">
            <h2>{say(words::DETAILS)}</h2>
            <button type="button" class="button quiet details-close" on:click=close>
                {say(words::CLOSE)}
            </button>
        </div>
        {move || match desk.selected.get() {
            Selection::Plan => view! { <PlanDetails /> }.into_any(),
            Selection::Item(id) => view! { <ItemDetails id /> }.into_any(),
            Selection::Section(id) => view! { <SectionDetails id /> }.into_any(),
            Selection::Line(id) => view! { <LineDetails id /> }.into_any(),
        }}
    }
}

/// The plan's counts, and its conflicts.
#[component]
fn PlanDetails() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let board_head = desk.session().board().head.clone();
    let conflicts = Signal::derive(move || board_head.with(|head| head.conflicts.clone()));
    view! {
        <h3>{say(words::COUNTS)}</h3>
        <ul class="counts">
            {counts(desk)
                .into_iter()
                .map(|(name, count)| {
                    view! {
                        <li>
                            <span>{name}</span>
                            <b>{count}</b>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <Conflicts owner=None conflicts />
    }
}

/// How many items each level has, and how many lines residents have.
fn counts(desk: Desk) -> Vec<(String, usize)> {
    desk.session().with_plan(|plan| {
        let mut counts: Vec<(String, usize)> = plan
            .levels
            .iter()
            .map(|level| (level.name.clone(), 0))
            .collect();
        let mut residents = 0;
        for item in plan.walk() {
            if let Some((_, count)) = item
                .depth
                .checked_sub(1)
                .and_then(|index| counts.get_mut(index))
            {
                *count += 1;
            }
            for section in plan.sections(Some(&item.id)) {
                residents += plan.lines(section).len();
            }
        }
        if residents > 0 {
            counts.push((
                yoriai_plan::SectionKind::Residents.word().to_owned(),
                residents,
            ));
        }
        counts
    })
}

#[component]
fn ItemDetails(id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let name = {
        let item = item.clone();
        move || {
            item.with(|item| {
                item.as_ref().map(|item| {
                    let level = desk.level_name(item.depth, "").get();
                    format!("{level} {}", item.number)
                })
            })
        }
    };
    let chart_title = part(&item, |item| item.chart_title.clone());
    let conflicts = part(&item, |item| item.conflicts.clone());
    let own_number = part(&item, |item| item.number_override.clone());
    let moving = RwSignal::new(false);
    let parent_level = {
        let item = item.clone();
        Memo::new(move |_| {
            let depth = item.with(|item| item.as_ref().map_or(1, |item| item.depth));
            (depth > 1).then(|| desk.level_name(depth - 1, say(words::ITEM)).get())
        })
    };
    let (tagged, moved, binned, described, charted) =
        (id.clone(), id.clone(), id.clone(), id.clone(), id.clone());
    let (conflicted, numbered, carried, stepped) = (id.clone(), id.clone(), id.clone(), id);
    let stands_below = part(&item, |item| item.parent.clone());
    let categories = desk.session().board().categories.clone();
    let loose = desk.programmes(None);
    let has_programmes =
        Memo::new(move |_| !categories.with(Vec::is_empty) || !loose.with(Vec::is_empty));
    let set_number = move |number: Option<String>| {
        let id = numbered.clone();
        Command::SetNumber { id, number }
    };
    let in_chart = move || {
        let levels = desk.session().board().levels.clone();
        let depth = item.with(|item| item.as_ref().map_or(1, |item| item.depth));
        levels.with(|levels| levels.get(depth - 1).is_some_and(|level| level.in_chart))
    };
    view! {
        <p class="details-name">{name}</p>
        <Steps way=move |step| {
            // Where there is a way depends on who stands beside it.
            desk.children(stands_below.get()).track();
            desk.session().with_plan(|plan| item_step(plan, &stepped, step))
        } all=true />
        <div class="buttons">
            {move || {
                parent_level
                    .get()
                    .map(|level| {
                        view! {
                            <button type="button" class="button wide" on:click=move |_| moving.set(true)>
                                {fill(say(words::MOVE_ELSEWHERE), &[&level])}
                            </button>
                        }
                    })
            }}
            <button
                type="button"
                class="button wide"
                on:click=move |_| {
                    desk.wants_statement.set(Some(described.clone()));
                    desk.focus_soon(&TextRef::Item(described.clone(), ItemText::Statement));
                }
            >
                {say(words::STATEMENT_ADD)}
            </button>
        </div>
        <h3>{say(words::TAGS)}</h3>
        <TagToggles id=tagged />
        <Show when=move || has_programmes.get()>
            <ProgrammeChoice id=carried.clone() />
        </Show>
        <NumberField
            class="details-field"
            value=own_number
            set=set_number
        />
        <Show when=in_chart>
            <div class="details-field">
                <span aria-hidden="true">{say(words::CHART_TITLE)}</span>
                <TextField
                    field=TextRef::Item(charted.clone(), ItemText::ChartTitle)
                    text=chart_title
                    label=Signal::stored(say(words::CHART_TITLE).to_owned())
                    on_enter=OnEnter::Next
                />
            </div>
        </Show>
        <Conflicts owner=Some(conflicted) conflicts />
        <ToBin on_bin=move || {
            let next = desk.session().with_plan(|plan| beside(plan, &binned));
            let done = desk.apply(&Command::BinItem(binned.clone()));
            if done {
                desk.choose(next);
            }
            done
        } />
        <MoveDialog id=moved open=moving />
    }
}

/// The buttons that move a thing by a step.
#[component]
fn Steps(
    /// What a step would do; nothing where there is no way to go.
    #[prop(into)]
    way: Callback<Step, Option<Command>>,
    /// Whether the thing can change its level.
    all: bool,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let steps: [(Step, Words); 4] = [
        (Step::Up, words::MOVE_UP),
        (Step::Down, words::MOVE_DOWN),
        (Step::Outdent, words::OUTDENT),
        (Step::Indent, words::INDENT),
    ];
    view! {
        <div class="buttons pair">
            {steps
                .into_iter()
                .take(if all { 4 } else { 2 })
                .map(|(step, name)| {
                    view! {
                        // Not `disabled`: at the end of the way the focus stays where it is.
                        <button
                            type="button"
                            class="button"
                            aria-disabled=move || way.run(step).is_none().to_string()
                            on:click=move |_| {
                                if way.run(step).is_some_and(|command| desk.apply(&command)) {
                                    desk.say(say(words::MOVED));
                                    desk.reveal_soon();
                                }
                            }
                        >
                            {say(name)}
                        </button>
                    }
                })
                .collect_view()}
        </div>
    }
}

#[component]
fn ToBin(on_bin: impl Fn() -> bool + 'static) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    view! {
        <div class="buttons">
            <button
                type="button"
                class="button wide danger"
                on:click=move |event| {
                    keep_focus::after(&event, "#details");
                    if on_bin() {
                        desk.say(say(words::BINNED));
                    }
                }
            >
                {say(words::TO_BIN)}
            </button>
        </div>
    }
}

/// Chooses another parent of the same level.
#[component]
fn MoveDialog(id: ItemId, open: RwSignal<bool>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let id = StoredValue::new(id);
    view! {
        <Dialog open title=Signal::stored(say(words::MOVE_TO).to_owned())>
            <ul class="pick">
                {desk
                    .session()
                    .with_plan(|plan| other_parents(plan, &id.get_value()))
                    .into_iter()
                    .map(|(parent, path)| {
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="button wide"
                                    on:click=move |_| {
                                        let done = desk
                                            .apply(
                                                &Command::MoveItem {
                                                    id: id.get_value(),
                                                    parent: Some(parent.clone()),
                                                    place: Place::Last,
                                                },
                                            );
                                        open.set(false);
                                        if done {
                                            desk.say(say(words::MOVED));
                                            desk.reveal_soon();
                                        }
                                    }
                                >
                                    {path}
                                </button>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        </Dialog>
    }
}

#[component]
fn SectionDetails(id: SectionId) -> impl IntoView {
    let desk = use_desk();
    let section = desk.section(&id);
    let owner = {
        let section = section.clone();
        move || section.with_untracked(|s| s.as_ref().and_then(|s| s.owner.clone()))
    };
    view! {
        <p class="details-name">
            {move || section.with(|s| s.as_ref().map(|s| s.shown_heading().to_owned()))}
        </p>
        <ToBin on_bin=move || {
            let next = owner();
            let done = desk.apply(&Command::BinSection(id.clone()));
            if done {
                desk.choose(next.map_or(Selection::Plan, Selection::Item));
            }
            done
        } />
    }
}

#[component]
fn LineDetails(id: LineId) -> impl IntoView {
    let desk = use_desk();
    let line = desk.line(&id);
    let stands_in = part(&line, |line| line.section.clone());
    let binned = id.clone();
    view! {
        <p class="details-name">{move || line.with(|l| l.as_ref().map(|l| l.text.clone()))}</p>
        <LineYears id=id.clone() />
        <Steps
            way=move |step| {
                if let Some(section) = stands_in.get() {
                    desk.lines(&section).track();
                }
                desk.session().with_plan(|plan| line_step(plan, &id, step))
            }
            all=false
        />
        <ToBin on_bin=move || {
            let next = desk.session().with_plan(|plan| beside_line(plan, &binned));
            let done = desk.apply(&Command::BinLine(binned.clone()));
            if done {
                desk.choose(next);
            }
            done
        } />
    }
}
