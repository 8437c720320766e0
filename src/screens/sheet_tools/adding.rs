//! Adding an indicator or an item to a sheet.

use leptos::prelude::*;
use yoriai_plan::{Command, ItemId, ItemText, Owner, Place, Plan, ProgrammeText, TextRef};

use super::At;
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

/// Adds an item of the level whose items have the rows; of a level above while there is nothing
/// yet that such an item could stand in.
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
        // What is there decides it, and every row that comes or goes is in the sheet.
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

/// Where a new item goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlace {
    /// What it stands in; `None`: the plan itself.
    pub parent: Option<ItemId>,
    /// Where in it.
    pub place: Place<ItemId>,
    /// The level that it has there, 1 at the top.
    pub depth: usize,
}

/// Where a new item of a level goes: after the one that one is at, or at the end of what that
/// stands in; without any, at the end of the last of the level above. While that level has none,
/// it's an item of that level that comes first, and so on up to the top.
pub fn place_for_new(plan: &Plan, here: Option<&ItemId>, level: usize) -> NewPlace {
    let mut at = here.and_then(|id| plan.item(id));
    while let Some(item) = at {
        if item.depth == level {
            return NewPlace {
                parent: item.parent.clone(),
                place: Place::After(item.id.clone()),
                depth: level,
            };
        }
        if item.depth < level {
            return NewPlace {
                parent: Some(item.id.clone()),
                place: Place::Last,
                depth: item.depth + 1,
            };
        }
        at = item.parent.as_ref().and_then(|id| plan.item(id));
    }
    let above = plan.walk().filter(|item| item.depth < level);
    // Of the lowest there are, the last.
    let last = above.max_by_key(|item| item.depth);
    NewPlace {
        parent: last.map(|item| item.id.clone()),
        place: Place::Last,
        depth: last.map_or(1, |item| item.depth + 1),
    }
}
