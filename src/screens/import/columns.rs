//! 表の列: what each column of a table was taken for, and what else it can be.

use leptos::prelude::*;
use yoriai_office::Draft;
use yoriai_office::text::{ColumnMeaning, DraftColumn};

use super::names;
use crate::words::{self, fill, use_say};

/// The columns whose meaning can be changed; nothing if there are none.
#[component]
pub(super) fn Columns(draft: RwSignal<Option<Draft>>) -> impl IntoView {
    let say = use_say();
    let columns =
        Memo::new(move |_| draft.with(|d| d.as_ref().map(Draft::columns).unwrap_or_default()));
    let there = Memo::new(move |_| columns.with(|columns| !columns.is_empty()));
    view! {
        <Show when=move || there.get()>
            <details class="import-columns">
                <summary>{say(words::IMPORT_COLUMNS)}</summary>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{say(words::IMPORT_COLUMN_HEAD)}</th>
                            <th scope="col" class="import-sample-head">
                                {say(words::IMPORT_COLUMN_SAMPLE)}
                            </th>
                            <th scope="col">{say(words::IMPORT_COLUMN_MEANING)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        // A row stays while its meaning changes: the focus is in it.
                        <For
                            each=move || columns.get()
                            key=|column| (column.table, column.column)
                            let:column
                        >
                            <ColumnRow draft columns column />
                        </For>
                    </tbody>
                </table>
            </details>
        </Show>
    }
}

#[component]
fn ColumnRow(
    draft: RwSignal<Option<Draft>>,
    columns: Memo<Vec<DraftColumn>>,
    column: DraftColumn,
) -> impl IntoView {
    let say = use_say();
    let (table, at) = (column.table, column.column);
    let head = column.head.clone();
    let label = fill(say(words::IMPORT_COLUMN_NAME), &[&head]);
    let now = Memo::new(move |_| {
        columns.with(|columns| {
            columns
                .iter()
                .find(|found| (found.table, found.column) == (table, at))
                .map(|found| (found.meaning, found.choices.clone()))
        })
    });
    let choose = move |chosen: String| {
        let meaning = now.with_untracked(|now| {
            let (_, choices) = now.as_ref()?;
            choices.get(chosen.parse::<usize>().ok()?).copied()
        });
        if let Some(meaning) = meaning {
            draft.update(|draft| {
                if let Some(draft) = draft {
                    draft.set_column(table, at, meaning);
                }
            });
        }
    };
    let option = move |index: usize, choice: ColumnMeaning, meaning: ColumnMeaning| {
        view! {
            <option value=index.to_string() selected=choice == meaning>
                {names::of_meaning(choice, say)}
            </option>
        }
    };
    view! {
        <tr>
            <th scope="row">
                {head}
                // Where the screen has no room for a column of its own.
                <span class="import-sample-under">{column.sample.clone()}</span>
            </th>
            <td class="import-sample">{column.sample}</td>
            <td>
                <select aria-label=label on:change=move |event| choose(event_target_value(&event))>
                    {move || {
                        now.get()
                            .map(|(meaning, choices)| {
                                choices
                                    .into_iter()
                                    .enumerate()
                                    .map(|(index, choice)| option(index, choice, meaning))
                                    .collect_view()
                            })
                    }}
                </select>
            </td>
        </tr>
    }
}
