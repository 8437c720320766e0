//! Adding an indicator or an item to a sheet.

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, ItemText, Owner, ProgrammeText, TextRef};

use super::At;
use super::new_place::{NewPlace, place_for_new};
use crate::components::fields::text_of;
use crate::desk::use_desk;
use crate::papers::goal_sheet::rows;
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// Adds an indicator to the goal or programme that one is at.
#[component]
pub(super) fn AddIndicator(at: At) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let owner = Memo::new(move |_| at.standing.with(|standing| standing.owner.clone()));
    let name = move || {
        let title = text_of(desk, &title_of(&owner.get()?)?).get();
        Some(fill(say(words::GOALS_INDICATOR_ADD_TO), &[&title]))
    };
    let add = move |_| {
        if let Some(owner) = owner.get_untracked() {
            add_indicator(at, &owner);
        }
    };
    view! {
        <Show when=move || owner.with(Option::is_some)>
            <button type="button" class="button add" aria-label=name on:click=add>
                <span aria-hidden="true">"＋"</span>
                {say(words::GOALS_INDICATOR_ADD)}
            </button>
        </Show>
    }
}

/// What an item or programme is called.
pub(super) fn title_of(owner: &Owner) -> Option<TextRef> {
    match owner {
        Owner::Item(id) => Some(TextRef::Item(id.clone(), ItemText::Title)),
        Owner::Programme(id) => Some(TextRef::Programme(id.clone(), ProgrammeText::Name)),
        Owner::Indicator(_) => None,
    }
}

/// Adds an indicator, and goes to its name.
pub(super) fn add_indicator(at: At, owner: &Owner) {
    let desk = at.desk;
    let (command, id) = rows::new_indicator(owner);
    let place = desk
        .session()
        .with_plan(|plan| rows::place_of_new(plan, owner, &id));
    if desk.apply(&command) {
        at.whereabouts.wanted.set(Some(place));
    }
}

/// Adds an item of the level whose items have the rows; of a level above where it takes one first
/// that such an item can stand in.
#[component]
pub(super) fn AddItem(at: At, level: Memo<usize>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let levels = desk.session().board().levels.clone();
    let here = move || match at.standing.with(|standing| standing.owner.clone()) {
        Some(Owner::Item(id)) => Some(id),
        _ => None,
    };
    let depth = Memo::new(move |_| {
        let (here, level) = (here(), level.get());
        // What is there decides it: rows that come, go or move are in the sheet.
        at.sheet.track();
        desk.session()
            .with_plan(|plan| place_for_new(plan, here.as_ref(), level).depth)
    });
    let name = move || {
        let index = depth.get().checked_sub(1);
        let name = levels.with(|levels| {
            let level = index.and_then(|index| levels.get(index));
            level.map(|level| level.name.clone())
        });
        let name = name.unwrap_or_else(|| say(words::ITEM).to_owned());
        fill(say(words::SHEET_ADD), &[&name])
    };
    let add = move |_| {
        let here = untrack(here);
        let NewPlace { parent, place, .. } = desk
            .session()
            .with_plan(|plan| place_for_new(plan, here.as_ref(), level.get_untracked()));
        let id = ItemId::from_random(random::bytes());
        let added = desk.apply(&Command::AddItem {
            id: id.clone(),
            parent,
            place,
            title: String::new(),
        });
        if added {
            at.whereabouts.wanted.set(Some(at.which.title_place(&id)));
        }
    };
    view! {
        <button type="button" class="button add" on:click=add>
            <span aria-hidden="true">"＋"</span>
            {name}
        </button>
    }
}
