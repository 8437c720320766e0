//! Chooses the level of the plan whose items have the rows of a sheet.

use leptos::ev;
use leptos::prelude::*;

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
    let names = Memo::new(move |_| {
        levels.with(|levels| {
            let names = levels.iter().map(|level| level.name.clone());
            names.collect::<Vec<_>>()
        })
    });
    let on_change = move |event: ev::Event| chosen.set(event_target_value(&event).parse().ok());
    view! {
        <Show when=move || names.with(|names| names.len() > 1)>
            <label class="form-choice inline">
                <span>{say(words::ROWS_OF)}</span>
                <select on:change=on_change>
                    {move || {
                        let options = names.get().into_iter().enumerate();
                        options
                            .map(|(index, name)| {
                                view! {
                                    <option
                                        value=(index + 1).to_string()
                                        prop:selected=move || level.get() == index + 1
                                    >
                                        {name}
                                    </option>
                                }
                            })
                            .collect_view()
                    }}
                </select>
            </label>
        </Show>
    }
}
