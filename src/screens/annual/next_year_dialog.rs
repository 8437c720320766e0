//! 「来年度の計画をつくる」: what goes on, by a list of ticks.

use std::collections::HashSet;

use leptos::prelude::*;
use yoriai_plan::{FiscalYear, ItemId};

use super::next_year::{Candidate, Prospect, carry_over, prospect};
use super::shown::{Shown, use_shown};
use crate::components::dialog::Dialog;
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// The button and its dialog.
#[component]
pub(super) fn NextYear() -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let open = RwSignal::new(false);
    let read_only = shown.desk.session().is_read_only();
    view! {
        <button
            type="button"
            class="button"
            disabled=move || read_only || shown.year.get().is_none()
            on:click=move |_| open.set(true)
        >
            {say(words::ANNUAL_NEXT)}
        </button>
        <Dialog open title=Signal::stored(say(words::ANNUAL_NEXT).to_owned())>
            {move || {
                let year = shown.year.get_untracked()?;
                let next = year.next()?;
                Some(view! { <Choosing year next open /> })
            }}
        </Dialog>
    }
}

#[component]
fn Choosing(year: FiscalYear, next: FiscalYear, open: RwSignal<bool>) -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let Prospect {
        candidates,
        staying,
        ending,
        extends_to,
    } = shown.desk.session().with_plan(|plan| prospect(plan, year));
    let is_empty = candidates.is_empty();
    // Where there is nothing to make any more, what is left is to go there. Beyond the period there
    // is nothing to see.
    let to_see = candidates.iter().all(|one| one.is_there) && extends_to.is_none();
    let order: Vec<ItemId> = candidates.iter().map(|one| one.id.clone()).collect();
    let ticked = RwSignal::new(
        candidates
            .iter()
            .filter(|one| !one.is_there)
            .map(|one| one.id.clone())
            .collect::<HashSet<_>>(),
    );
    let count = Memo::new(move |_| ticked.with(HashSet::len));
    let make = move |_| {
        let chosen: Vec<ItemId> = ticked.with_untracked(|ticked| {
            order
                .iter()
                .filter(|id| ticked.contains(*id))
                .cloned()
                .collect()
        });
        if carry(shown, year, &chosen) {
            open.set(false);
            shown.show(next);
            let made = fill(
                say(words::ANNUAL_NEXT_MADE),
                &[&next.label_wareki(), &chosen.len().to_string()],
            );
            shown.made.set(made);
        }
    };
    let also = [
        (staying > 0).then(|| fill(say(words::ANNUAL_NEXT_STAYING), &[&staying.to_string()])),
        (ending > 0).then(|| fill(say(words::ANNUAL_NEXT_ENDING), &[&ending.to_string()])),
        extends_to
            .filter(|_| !is_empty)
            .map(|last| fill(say(words::ANNUAL_NEXT_PERIOD), &[&last.label_wareki()])),
        is_empty.then(|| say(words::ANNUAL_NEXT_NONE).to_owned()),
    ];
    view! {
        {(!is_empty)
            .then(|| {
                let (year, next) = (year.label_wareki(), next.label_wareki());
                view! { <p>{fill(say(words::ANNUAL_NEXT_LEAD), &[&year, &next])}</p> }
            })}
        {also.into_iter().flatten().map(|line| view! { <p class="hint">{line}</p> }).collect_view()}
        {by_goal(candidates)
            .into_iter()
            .map(|(under, candidates)| {
                view! {
                    <fieldset class="annual-candidates">
                        <legend>{under}</legend>
                        {candidates
                            .into_iter()
                            .map(|candidate| view! { <Tick candidate ticked /> })
                            .collect_view()}
                    </fieldset>
                }
            })
            .collect_view()}
        <div class="annual-next-make">
            {(!is_empty)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button main"
                            disabled=move || count.get() == 0
                            on:click=make
                        >
                            {move || fill(say(words::ANNUAL_NEXT_MAKE), &[&count.get().to_string()])}
                        </button>
                    }
                })}
            {to_see
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                open.set(false);
                                shown.show(next);
                            }
                        >
                            {fill(say(words::ANNUAL_NEXT_OPEN), &[&next.label_wareki()])}
                        </button>
                    }
                })}
        </div>
    }
}

/// What can be carried over, by what it stands under.
fn by_goal(candidates: Vec<Candidate>) -> Vec<(String, Vec<Candidate>)> {
    let mut groups: Vec<(String, Vec<Candidate>)> = Vec::new();
    for candidate in candidates {
        match groups.last_mut() {
            Some((under, group)) if *under == candidate.under => group.push(candidate),
            _ => groups.push((candidate.under.clone(), vec![candidate])),
        }
    }
    groups
}

/// Carries the chosen over; `false` if there was nothing to do or the plan refused.
fn carry(shown: Shown, year: FiscalYear, chosen: &[ItemId]) -> bool {
    let command = shown
        .desk
        .session()
        .with_plan(|plan| carry_over(plan, year, chosen, random::bytes));
    command.is_some_and(|command| shown.desk.apply(&command))
}

#[component]
fn Tick(candidate: Candidate, ticked: RwSignal<HashSet<ItemId>>) -> impl IntoView {
    let say = use_say();
    let Candidate {
        id,
        title,
        is_there,
        ..
    } = candidate;
    let read = id.clone();
    view! {
        <label class="radio">
            <input
                type="checkbox"
                prop:checked=move || ticked.with(|ticked| ticked.contains(&read))
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    ticked
                        .update(|ticked| {
                            if on {
                                ticked.insert(id.clone());
                            } else {
                                ticked.remove(&id);
                            }
                        });
                }
            />
            <span>
                {title}
                {is_there.then(|| view! { <small>{say(words::ANNUAL_NEXT_THERE)}</small> })}
            </span>
        </label>
    }
}
