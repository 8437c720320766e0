//! What can be set on an initiative: its marks, the year it holds in, the goal it belongs to.

use leptos::prelude::*;
use yoriai_plan::{Command, FiscalYear, ItemId, ItemText, Place, TextRef};

use crate::components::choice::Choice;
use crate::desk::{field_id, part};
use crate::screens::annual::shown::use_shown;
use crate::words::{self, fill, use_say};

/// This year only, or all years of the plan.
#[component]
pub(super) fn YearChoice(id: ItemId) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let years = part(&desk.item(&id), |item| item.years.clone());
    let value = Signal::derive(move || {
        years
            .get()
            .iter()
            .map(as_value)
            .collect::<Vec<_>>()
            .join(",")
    });
    let options = Signal::derive(move || {
        let only = |year: FiscalYear| {
            (
                as_value(&year),
                fill(say(words::ANNUAL_ONLY), &[&year.label_wareki()]),
            )
        };
        let held = years.get();
        let several = (held.len() > 1).then(|| {
            let labels: Vec<_> = held.iter().map(|year| year.label_wareki()).collect();
            (
                held.iter().map(as_value).collect::<Vec<_>>().join(","),
                labels.join("・"),
            )
        });
        let mut alone: Vec<_> = shown.years.get();
        if let [year] = held.as_slice()
            && !alone.contains(year)
        {
            alone.push(*year);
        }
        std::iter::once((String::new(), say(words::ANNUAL_EVERY_YEAR).to_owned()))
            .chain(several)
            .chain(alone.into_iter().map(only))
            .collect::<Vec<_>>()
    });
    view! {
        <Choice
            name=Signal::stored(say(words::ANNUAL_HOLDS).to_owned())
            value
            options
            on_choose=move |chosen: String| {
                let years = chosen
                    .split(',')
                    .filter_map(|year| year.parse().ok().and_then(FiscalYear::new))
                    .collect();
                desk.apply(&Command::SetItemYears { id: id.clone(), years });
            }
        />
    }
}

fn as_value(year: &FiscalYear) -> String {
    year.year().to_string()
}

/// Puts an initiative under another goal.
#[component]
pub(super) fn GoalChoice(id: ItemId) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let desk = shown.desk;
    let goals = shown.goals;
    let item = desk.item(&id);
    let value = part(&item, |item| {
        item.parent
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let name = Signal::derive(move || {
        let level = desk
            .level_name(shown.levels.get().saturating_sub(1), say(words::ITEM))
            .get();
        fill(say(words::ANNUAL_GOAL_CHOICE), &[&level])
    });
    let options = Signal::derive(move || {
        goals
            .get()
            .into_iter()
            .filter_map(|id| {
                let goal = desk.item(&id).get()?;
                Some((id.to_string(), format!("{} {}", goal.number, goal.title)))
            })
            .collect::<Vec<_>>()
    });
    let is_at_lowest = move || {
        let levels = shown.levels.get();
        levels > 1 && item.with(|item| item.as_ref().is_some_and(|item| item.depth == levels))
    };
    view! {
        <Show when=is_at_lowest>
            <Choice
                name
                value
                options
                on_choose={
                    let id = id.clone();
                    move |chosen: String| {
                        let Some(parent) = ItemId::parse(&chosen) else { return };
                        let done = desk.apply(
                            &Command::MoveItem {
                                id: id.clone(),
                                parent: Some(parent),
                                place: Place::Last,
                            },
                        );
                        if done {
                            desk.say(say(words::MOVED));
                            desk.focus_id_soon(
                                field_id(&TextRef::Item(id.clone(), ItemText::Title)),
                            );
                        }
                    }
                }
            />
        </Show>
    }
}
