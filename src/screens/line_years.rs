//! The years in which a line of a section holds.

use leptos::prelude::*;
use yoriai_plan::{Command, FiscalYear, LineId};

use crate::desk::{part, use_desk};
use crate::papers::year::years_of;
use crate::words::{self, use_say};

/// One switch a year; with none pressed, the line holds in all years.
#[component]
pub(super) fn LineYears(id: LineId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let held = part(&desk.line(&id), |line| line.years.clone());
    let offered = Memo::new(move |_| {
        head.track();
        let mut years = desk.session().with_plan(years_of);
        years.extend(held.get());
        years.sort_unstable();
        years.dedup();
        years
    });
    let id = StoredValue::new(id);
    let turn = move |year: FiscalYear| {
        let mut years = held.get_untracked();
        match years.iter().position(|other| *other == year) {
            Some(at) => {
                years.remove(at);
            }
            None => years.push(year),
        }
        years.sort_unstable();
        let id = id.get_value();
        desk.apply(&Command::SetLineYears { id, years });
    };
    view! {
        <Show when=move || offered.with(|years| !years.is_empty())>
            <div class="choice" role="group" aria-label=say(words::LINE_YEARS)>
                <span class="form-name">{say(words::LINE_YEARS)}</span>
                <For each=move || offered.get() key=|year| *year let:year>
                    <button
                        type="button"
                        class="button"
                        aria-pressed=move || held.with(|held| held.contains(&year)).to_string()
                        on:click=move |_| turn(year)
                    >
                        {year.label_wareki()}
                    </button>
                </For>
                <Show when=move || held.with(Vec::is_empty)>
                    <span class="hint">{say(words::ANNUAL_EVERY_YEAR)}</span>
                </Show>
            </div>
        </Show>
    }
}
