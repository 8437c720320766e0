//! 地区 × 目標 as a table, and the list of districts beside it.

use leptos::prelude::*;
use yoriai_plan::{Command, DistrictId, NewRecord, Place, RecordId, TextRef};

use super::coverage::{Count, Coverage};
use super::look::Look;
use crate::components::fields::text_of;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::use_desk;
use crate::platform::random;
use crate::words::{self, fill, use_say};

/// The part.
#[component]
pub(super) fn Districts(look: Memo<Look>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let districts = desk.session().board().districts.clone();
    let coverage = Memo::new(move |_| look.with(|look| look.coverage.clone()));
    let ids = Memo::new(move |_| {
        districts.with(|districts| {
            let ids = districts.iter().map(|district| district.id.clone());
            ids.collect::<Vec<DistrictId>>()
        })
    });
    let is_empty = move || ids.with(Vec::is_empty);
    // The list stays open while somebody adds the first ones.
    let open = RwSignal::new(ids.with_untracked(Vec::is_empty));
    let read_only = desk.session().is_read_only();
    let add = move |_| {
        let id = DistrictId::from_random(random::bytes());
        let record = NewRecord::District {
            id: id.clone(),
            name: String::new(),
        };
        let place = Place::Last;
        if desk.apply(&Command::AddRecord { record, place }) {
            open.set(true);
            desk.focus_soon(&TextRef::District(id));
        }
    };
    view! {
        <section class="figures-part" aria-labelledby="figures-coverage">
            <h2 id="figures-coverage">{say(words::FIGURES_COVERAGE)}</h2>
            <p class="hint">
                {move || {
                    say(
                        if is_empty() {
                            words::FIGURES_NO_DISTRICTS
                        } else {
                            words::FIGURES_COVERAGE_LEAD
                        },
                    )
                }}
            </p>
            {move || {
                let coverage = coverage.get();
                (!coverage.rows.is_empty() && !coverage.goals.is_empty())
                    .then(|| view! { <CoverageTable coverage /> })
            }}
            <Show when=move || !read_only>
                <details
                    class="figures-districts"
                    prop:open=move || open.get()
                >
                    <summary>
                        {move || {
                            let count = ids.with(Vec::len).to_string();
                            fill(say(words::FIGURES_DISTRICTS), &[&count])
                        }}
                    </summary>
                    <ul>
                        <For each=move || ids.get() key=DistrictId::clone let:id>
                            <DistrictRow id />
                        </For>
                    </ul>
                    <button type="button" class="button add" on:click=add>
                        <span aria-hidden="true">"＋"</span>
                        {say(words::FIGURES_DISTRICT_ADD)}
                    </button>
                </details>
            </Show>
        </section>
    }
}

#[component]
fn CoverageTable(coverage: Coverage) -> impl IntoView {
    let say = use_say();
    let goals = coverage.goals.into_iter().map(|(number, title)| {
        view! {
            <th scope="col">
                {(!number.is_empty()).then(|| format!("{number} "))}
                {title}
            </th>
        }
    });
    let rows = coverage.rows.into_iter().map(|row| {
        let name = if row.name.trim().is_empty() {
            say(words::FIGURES_UNNAMED).to_owned()
        } else {
            row.name
        };
        let cells = row
            .cells
            .into_iter()
            .map(|count| view! { <CoverageCell count /> });
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    view! {
        <div
            class="figures-scroll"
            role="group"
            tabindex="0"
            aria-label=say(words::FIGURES_COVERAGE)
        >
            <table class="figures-table figures-coverage">
                <thead>
                    <tr>
                        <th scope="col">{say(words::FIGURES_DISTRICT)}</th>
                        {goals.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn CoverageCell(count: Count) -> impl IntoView {
    let say = use_say();
    if count.all() == 0 {
        return view! { <td data-none="true">{say(words::FIGURES_NONE)}</td> }.into_any();
    }
    let kinds = [
        (words::FIGURES_TEXTS, count.texts),
        (words::FIGURES_VALUES, count.values),
        (words::FIGURES_REPORTS, count.reports),
    ];
    let said = kinds.into_iter().filter(|(_, count)| *count > 0);
    let said = said.map(|(kind, count)| {
        view! { <span>{fill(say(kind), &[&count.to_string()])}</span>
        " " }
    });
    view! { <td class="figures-counts">{said.collect_view()}</td> }.into_any()
}

#[component]
fn DistrictRow(id: DistrictId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let field = TextRef::District(id.clone());
    let name = text_of(desk, &field);
    view! {
        <li class="row">
            <div class="row-line">
                <TextField
                    field
                    text=name
                    label=Signal::stored(say(words::FIGURES_DISTRICT_NAME).to_owned())
                    on_enter=OnEnter::Next
                    placeholder=say(words::FIGURES_DISTRICT_HINT)
                />
                <button
                    type="button"
                    class="button quiet"
                    aria-label=move || format!("{} {}", say(words::TO_BIN), name.get())
                    on:click=move |_| {
                        let bin = Command::BinRecord(RecordId::District(id.clone()));
                        if desk.apply(&bin) {
                            desk.say(say(words::BINNED));
                        }
                    }
                >
                    {say(words::TO_BIN)}
                </button>
            </div>
        </li>
    }
}
