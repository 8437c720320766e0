//! A choice that two devices made differently: both are shown, and one tap decides.

use leptos::prelude::*;
use yoriai_plan::{
    CategoryId, Command, Conflict, ConflictField, FiscalYear, ItemId, PlanKind, PlanStatus,
    ProgrammeId,
};

use crate::components::keep_focus;
use crate::components::moment::moment;
use crate::desk::{Desk, use_desk};
use crate::words::{self, fill, use_say};

/// The conflicts of an item, or of the plan.
#[component]
pub fn Conflicts(
    /// Whose they are: an item's, or the plan's own.
    owner: Option<ItemId>,
    /// What they are.
    #[prop(into)]
    conflicts: Signal<Vec<Conflict>>,
) -> impl IntoView {
    let desk = use_desk();
    let decide = Callback::new(move |(field, value): (ConflictField, String)| {
        decide(desk, owner.as_ref(), &field, &value)
    });
    view! { <Rivals conflicts decide /> }
}

/// The rival values of each conflict, each with who set it and when.
#[component]
pub fn Rivals(
    /// The conflicts.
    #[prop(into)]
    conflicts: Signal<Vec<Conflict>>,
    /// The command that decides for a value; `None` where the value is not to be chosen here.
    decide: Callback<(ConflictField, String), Option<Command>>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let at = move |seconds: i64| {
        let seconds = u64::try_from(seconds).unwrap_or_default();
        moment(say, seconds.saturating_mul(1000))
    };
    move || {
        let found = conflicts.get();
        (!found.is_empty()).then(|| {
            let rows = found.into_iter().flat_map(|conflict| {
                let field = conflict.field.clone();
                let rivals = conflict.values.into_iter();
                rivals.map(move |rival| (field.clone(), rival))
            });
            view! {
                <section class="conflicts">
                    <h3>{say(words::CONFLICT)}</h3>
                    <ul>
                        {rows
                            .filter_map(|(field, rival)| {
                                let command = decide.run((field.clone(), rival.value.clone()))?;
                                let author = rival
                                    .author
                                    .unwrap_or_else(|| say(words::NAMELESS).to_owned());
                                let when = rival.seconds.map(at).unwrap_or_default();
                                let shown = name_of(desk, &field, &rival.value);
                                let who = fill(say(words::CONFLICT_BY), &[&author, &when]);
                                Some(
                                    view! {
                                        <li>
                                            <button
                                                type="button"
                                                class="button wide"
                                                on:click=move |event| {
                                                    keep_focus::after(&event, ".conflicts button");
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

/// What a person reads for a rival value: the name of what an id stands for, else the value.
fn name_of(desk: Desk, field: &ConflictField, value: &str) -> String {
    let none = || use_say()(words::PERIOD_NONE).to_owned();
    desk.session().with_plan(|plan| match field {
        ConflictField::Dismissed(_) if value.is_empty() => {
            use_say()(words::CHECKS_AGAIN).to_owned()
        }
        _ if value.is_empty() => none(),
        ConflictField::Programme => ProgrammeId::parse(value)
            .and_then(|id| plan.programmes.get(&id))
            .map_or_else(none, |programme| programme.name.clone()),
        ConflictField::Parent => {
            let category = CategoryId::parse(value)
                .and_then(|id| plan.categories.iter().find(|one| one.id == id))
                .map(|one| format!("{} {}", one.number, one.name));
            let item = ItemId::parse(value).filter(|id| plan.item(id).is_some());
            item.map(|id| super::moving::path(plan, &id))
                .or(category)
                .unwrap_or_else(none)
        }
        _ => value.to_owned(),
    })
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
        (ConflictField::Date(which), None) => Command::SetDate {
            which: *which,
            date: (!value.is_empty()).then(|| value.to_owned()),
        },
        (ConflictField::Dismissed(check), None) => Command::Dismiss {
            check: check.clone(),
            reason: (!value.is_empty()).then(|| value.to_owned()),
        },
        (ConflictField::Number, Some(id)) => Command::SetNumber {
            id: id.clone(),
            number: (!value.is_empty()).then(|| value.to_owned()),
        },
        (ConflictField::Programme, Some(id)) => Command::SetItemProgramme {
            id: id.clone(),
            programme: ProgrammeId::parse(value),
        },
        (ConflictField::Parent, Some(id)) => Command::MoveItem {
            id: id.clone(),
            parent: ItemId::parse(value),
            place: yoriai_plan::Place::Last,
        },
        _ => return None,
    })
}
