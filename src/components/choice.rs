//! A choice among a few words.

use leptos::ev;
use leptos::prelude::*;

/// A list to choose from, with its name.
#[component]
pub fn Choice(
    /// The DOM id of the list, where something wants to put the focus on it.
    #[prop(optional, into)]
    id: Option<String>,
    /// What is chosen.
    #[prop(into)]
    name: Signal<String>,
    /// The value of the option in force.
    #[prop(into)]
    value: Signal<String>,
    /// The options: value, and what a person reads.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Whether the name stands before the list, and not over it.
    #[prop(optional)]
    inline: bool,
    /// Called with the value of the option that was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    // A value that is not among the options (an older plan's year) is shown all the same.
    let stranger = move || {
        let value = value.get();
        let known = options.with(|options| options.iter().any(|(option, _)| *option == value));
        (!known)
            .then(|| view! { <option value=value.clone() selected=true>{value.clone()}</option> })
    };
    view! {
        <label class="form-choice" class:inline=inline>
            <span>{move || name.get()}</span>
            <select
                id=id
                prop:value=move || value.get()
                on:change=move |event: ev::Event| on_choose.run(event_target_value(&event))
            >
                {stranger}
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(option, name)| {
                            let selected = {
                                let option = option.clone();
                                move || value.get() == option
                            };
                            view! { <option value=option.clone() selected=selected>{name}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </label>
    }
}
