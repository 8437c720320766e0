//! A choice that two devices made differently: both are shown, and one tap decides.

use leptos::prelude::*;
use yoriai_plan::{Command, Conflict, ConflictField, FiscalYear, ItemId, PlanKind, PlanStatus};

use crate::desk::{Desk, use_desk};
use crate::platform::clock;
use crate::words::{self, fill, use_say};

/// The conflicts of an item, or of the plan.
#[component]
pub(super) fn Conflicts(
    /// Whose they are: an item's, or the plan's own.
    owner: Option<ItemId>,
    /// What they are.
    #[prop(into)]
    conflicts: Signal<Vec<Conflict>>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let owner = StoredValue::new(owner);
    move || {
        let found = conflicts.get();
        (!found.is_empty()).then(|| {
            let rows = found.into_iter().flat_map(|conflict| {
                let field = conflict.field.clone();
                conflict.values.into_iter().map(move |rival| (field.clone(), rival))
            });
            view! {
                <section class="conflicts">
                    <h3>{say(words::CONFLICT)}</h3>
                    <ul>
                        {rows
                            .filter_map(|(field, rival)| {
                                let command = owner
                                    .with_value(|owner| decide(desk, owner.as_ref(), &field, &rival.value))?;
                                let author = rival
                                    .author
                                    .unwrap_or_else(|| say(words::NAMELESS).to_owned());
                                let when = rival.seconds.map(moment).unwrap_or_default();
                                let shown = desk
                                    .session()
                                    .with_plan(|plan| match (
                                        &field,
                                        ItemId::parse(&rival.value),
                                    ) {
                                        (ConflictField::Parent, Some(id)) => {
                                            super::moving::path(plan, &id)
                                        }
                                        _ => rival.value.clone(),
                                    });
                                let who = fill(say(words::CONFLICT_BY), &[&author, &when]);
                                Some(
                                    view! {
                                        <li>
                                            <button
                                                type="button"
                                                class="button wide"
                                                on:click=move |_| {
                                                    desk.apply(&command);
                                                }
                                            >
                                                <span>{shown}</span>
                                                <small>{who}</small>
                                            </button>
                                        </li>
                                    },
                                )
                            })
                            .collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

fn moment(seconds: i64) -> String {
    let ms = u64::try_from(seconds)
        .unwrap_or_default()
        .saturating_mul(1000);
    let (month, day, hour, minute) = clock::local_moment(ms);
    format!("{month}/{day} {hour}:{minute:02}")
}

/// The command that decides for one of the rival values.
fn decide(
    desk: Desk,
    owner: Option<&ItemId>,
    field: &ConflictField,
    value: &str,
) -> Option<Command> {
    let year = || value.parse().ok().and_then(FiscalYear::new);
    let period = || {
        desk.session()
            .with_plan(|plan| (plan.head.first_year, plan.head.last_year))
    };
    Some(match (field, owner) {
        (ConflictField::Kind, None) => Command::SetKind(PlanKind::parse(value)?),
        (ConflictField::Status, None) => Command::SetStatus(PlanStatus::parse(value)?),
        (ConflictField::Term, None) => Command::SetTerm(value.parse().ok()),
        (ConflictField::FirstYear, None) => Command::SetPeriod {
            first: year(),
            last: period().1,
        },
        (ConflictField::LastYear, None) => Command::SetPeriod {
            first: period().0,
            last: year(),
        },
        (ConflictField::Caption(which), None) => Command::SetCaption {
            which: *which,
            words: (!value.is_empty()).then(|| value.to_owned()),
        },
        (ConflictField::Number, Some(id)) => Command::SetNumber {
            id: id.clone(),
            number: (!value.is_empty()).then(|| value.to_owned()),
        },
        (ConflictField::Parent, Some(id)) => Command::MoveItem {
            id: id.clone(),
            parent: ItemId::parse(value),
            place: yoriai_plan::Place::Last,
        },
        _ => return None,
    })
}
