//! How much of what was read: the levels with their names, then everything else.

use leptos::prelude::*;
use yoriai_office::Draft;
use yoriai_plan::CellState;

use crate::words::{self, fill, use_say};

/// The counts.
#[component]
pub(super) fn Counts(draft: RwSignal<Option<Draft>>) -> impl IntoView {
    let say = use_say();
    let levels = Memo::new(move |_| {
        draft.with(|d| d.as_ref().map(Draft::counts_by_level).unwrap_or_default())
    });
    let others = Memo::new(move |_| {
        draft.with(|draft| {
            let Some(draft) = draft else {
                return Vec::new();
            };
            let outline = draft.outline();
            let states = draft
                .reports()
                .flat_map(|r| [r.progress_state, r.issues_state]);
            let filled = states.filter(|state| *state == CellState::Filled).count();
            let cells = fill(
                say(words::IMPORT_CELLS_ARE),
                &[&filled.to_string(), &outline.lost.to_string()],
            );
            let counts = [
                (words::IMPORT_SECTIONS, outline.sections),
                (words::IMPORT_FRONT, draft.front.len()),
                (words::ADD_LINE_NAME, outline.lines),
                (words::IMPORT_PROGRAMMES, outline.programmes),
                (words::IMPORT_INDICATORS, outline.indicators),
                (words::IMPORT_VALUES, outline.values),
                (words::IMPORT_REPORTS, outline.reports),
                (words::IMPORT_TERMS, draft.terms.len()),
                (words::IMPORT_DATES, draft.dates.len()),
            ];
            let mut found: Vec<_> = counts
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| (say(name), count.to_string()))
                .collect();
            if outline.reports > 0 {
                found.push((say(words::IMPORT_CELLS), cells));
            }
            found
        })
    });
    let rename = move |index: usize, name: String| {
        draft.update(|draft| {
            if let Some(draft) = draft {
                draft.set_level_name(index, &name);
            }
        });
    };
    view! {
        <ul class="import-levels" aria-label=say(words::IMPORT_COUNTS)>
            // A level keeps its field while its name changes: the focus may be in it.
            <For each=move || 0..levels.with(Vec::len) key=|index| *index let:index>
                {
                    let level = Memo::new(move |_| {
                        levels.with(|levels| levels.get(index).cloned()).unwrap_or_default()
                    });
                    view! {
                        <li>
                            <input
                                type="text"
                                aria-label=fill(say(words::LEVEL_NAME), &[&(index + 1).to_string()])
                                prop:value=move || level.get().0
                                on:change=move |event| rename(index, event_target_value(&event))
                            />
                            <b>{move || level.get().1}</b>
                        </li>
                    }
                }
            </For>
            {move || {
                others
                    .get()
                    .into_iter()
                    .map(|(name, count)| view! { <li><span>{name}</span> <b>{count}</b></li> })
                    .collect_view()
            }}
        </ul>
    }
}
