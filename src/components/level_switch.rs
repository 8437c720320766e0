//! Chooses the level of the plan whose items have the rows of a sheet.

use leptos::prelude::*;

use crate::components::choice::Choice;
use crate::desk::use_desk;
use crate::words::{self, use_say};

/// The choice; absent in a plan of one level.
#[component]
pub fn LevelSwitch(
    /// The level in force, 1 at the top.
    level: Memo<usize>,
    /// Where the choice is kept.
    chosen: RwSignal<Option<usize>>,
) -> impl IntoView {
    let say = use_say();
    let levels = use_desk().session().board().levels.clone();
    let options = Memo::new(move |_| {
        levels.with(|levels| {
            let names = levels.iter().map(|level| level.name.clone());
            let numbered = names.enumerate();
            numbered
                .map(|(index, name)| ((index + 1).to_string(), name))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || options.with(|options| options.len() > 1)>
            <Choice
                inline=true
                name=Signal::stored(say(words::ROWS_OF).to_owned())
                value=Signal::derive(move || level.get().to_string())
                options
                on_choose=move |value: String| chosen.set(value.parse().ok())
            />
        </Show>
    }
}
