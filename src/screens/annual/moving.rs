//! Moving a row up or down among those that are shown with it.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{Command, Place, RecordId};

use crate::components::keep_focus;
use crate::desk::use_desk;
use crate::words::{self, use_say};

/// The buttons at the ends of the rows.
const ACTIONS: &str = ".annual-actions";

/// A direction in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// The place one step away in a list; `None` at its end. What the list leaves out (another
/// year's rows) is passed over.
pub fn place_beside<T: Clone + PartialEq>(list: &[T], id: &T, way: Way) -> Option<Place<T>> {
    let at = list.iter().position(|other| other == id)?;
    match way {
        Way::Up => Some(Place::Before(list.get(at.checked_sub(1)?)?.clone())),
        Way::Down => Some(Place::After(list.get(at + 1)?.clone())),
    }
}

/// A place among records, out of one among records of one kind.
pub(in crate::screens) fn among_records<T>(
    place: Place<T>,
    record: fn(T) -> RecordId,
) -> Place<RecordId> {
    match place {
        Place::First => Place::First,
        Place::Last => Place::Last,
        Place::Before(id) => Place::Before(record(id)),
        Place::After(id) => Place::After(record(id)),
    }
}

/// 上へ, 下へ and ごみ箱へ.
#[component]
pub(in crate::screens) fn MoveAndBin(
    /// What a step would do; `None` where there is no way to go. Without it there are no steps.
    #[prop(default = None, into)]
    step: Option<Callback<Way, Option<Command>>>,
    /// What throws the thing away.
    #[prop(into)]
    bin: Callback<(), Command>,
    /// Called when it was thrown away: the button may be gone with it, and the focus too.
    #[prop(optional)]
    on_binned: Option<Callback<()>>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let go = move |way: Way, event: &ev::MouseEvent| {
        // The browser takes the focus away from what is moved about on the page.
        keep_focus::after(event, ACTIONS);
        let command = step.and_then(|step| step.run(way));
        if command.is_some_and(|command| desk.apply(&command)) {
            desk.say(say(words::MOVED));
        }
    };
    view! {
        {step
            .map(|_| {
                view! {
                    <button type="button" class="button" on:click=move |event| go(Way::Up, &event)>
                        {say(words::MOVE_UP)}
                    </button>
                    <button type="button" class="button" on:click=move |event| go(Way::Down, &event)>
                        {say(words::MOVE_DOWN)}
                    </button>
                }
            })}
        <button
            type="button"
            class="button danger"
            on:click=move |event| {
                keep_focus::after(&event, ACTIONS);
                if desk.apply(&bin.run(())) {
                    desk.say(say(words::BINNED));
                    if let Some(on_binned) = on_binned {
                        on_binned.run(());
                    }
                }
            }
        >
            {say(words::TO_BIN)}
        </button>
    }
}

/// The button at the end of a row that shows what can be done with it.
#[component]
pub(super) fn ActionsButton(
    open: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let say = use_say();
    view! {
        <button
            type="button"
            class="button quiet annual-actions"
            aria-label=move || words::fill(say(words::ANNUAL_ACTIONS_OF), &[&name.get()])
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {say(words::ANNUAL_ACTIONS)}
        </button>
    }
}
