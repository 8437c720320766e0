//! What was read, beside the source: to look at and to put right before a plan is made of it.

use std::ops::Range;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use yoriai_office::Draft;
use yoriai_plan::Caption;

use crate::app::use_app;
use crate::platform::{page, random, timer};
use crate::screens::home::create;
use crate::words::{self, Words, fill, use_say};

/// The preview.
#[component]
pub(super) fn Preview(
    draft: RwSignal<Option<Draft>>,
    trouble: RwSignal<Option<Words>>,
) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let chosen = RwSignal::new(None::<usize>);
    let make = move |_| {
        let Some(commands) =
            draft.with_untracked(|draft| draft.as_ref().map(|d| d.commands(&mut random::bytes)))
        else {
            return;
        };
        spawn_local(async move {
            if create(app, commands).await.is_err() {
                trouble.try_set(Some(words::SAVE_FAILED));
            }
        });
    };
    view! {
        <div class="import-head">
            <h2>{say(words::IMPORT_RESULT)}</h2>
            <div class="import-actions">
                <button type="button" class="button" on:click=move |_| draft.set(None)>
                    {say(words::IMPORT_AGAIN)}
                </button>
                <button type="button" class="button main" on:click=make>
                    {say(words::IMPORT_CREATE)}
                </button>
            </div>
        </div>
        <Head draft />
        <div class="import-sides">
            <section aria-labelledby="import-outline">
                <h3 id="import-outline">{say(words::OUTLINE)}</h3>
                <Rows draft chosen />
            </section>
            <section aria-labelledby="import-source">
                <h3 id="import-source">{say(words::IMPORT_SOURCE)}</h3>
                <Source draft chosen />
            </section>
        </div>
    }
}

/// Title, organisation, levels with their counts.
#[component]
fn Head(draft: RwSignal<Option<Draft>>) -> impl IntoView {
    let say = use_say();
    let read = move |pick: fn(&Draft) -> String| {
        Memo::new(move |_| draft.with(|d| d.as_ref().map(pick).unwrap_or_default()))
    };
    let write = move |change: &dyn Fn(&mut Draft)| {
        draft.update(|draft| {
            if let Some(draft) = draft {
                change(draft);
            }
        });
    };
    let title = read(|d| d.title.clone());
    let organization = read(|d| d.organization.clone());
    let counts = Memo::new(move |_| {
        draft.with(|d| d.as_ref().map(Draft::counts_by_level).unwrap_or_default())
    });
    let extra = Memo::new(move |_| {
        draft.with(|d| {
            d.as_ref()
                .map(|d| (d.outline().lines, d.front.len()))
                .unwrap_or_default()
        })
    });
    view! {
        <div class="import-about">
            <label class="field">
                <span>{say(words::PLAN_TITLE)}</span>
                <input
                    type="text"
                    prop:value=move || title.get()
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        write(&|draft| draft.title.clone_from(&value));
                    }
                />
            </label>
            <label class="field">
                <span>{Caption::Organization.word()}</span>
                <input
                    type="text"
                    prop:value=move || organization.get()
                    on:change=move |event| {
                        let value = event_target_value(&event);
                        write(&|draft| draft.organization.clone_from(&value));
                    }
                />
            </label>
        </div>
        <ul class="import-levels">
            {move || {
                counts
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, (name, count))| {
                        let label = fill(say(words::LEVEL_NAME), &[&(index + 1).to_string()]);
                        view! {
                            <li>
                                <input
                                    type="text"
                                    aria-label=label
                                    prop:value=name
                                    on:change=move |event| {
                                        let value = event_target_value(&event);
                                        write(
                                            &|draft| {
                                                if let Some(level) = draft.levels.get_mut(index) {
                                                    level.name.clone_from(&value);
                                                }
                                            },
                                        );
                                    }
                                />
                                <b>{count}</b>
                            </li>
                        }
                    })
                    .collect_view()
            }}
            <li>
                <span>{say(words::ADD_LINE_NAME)}</span>
                <b>{move || extra.get().0}</b>
            </li>
            <li>
                <span>{say(words::IMPORT_FRONT)}</span>
                <b>{move || extra.get().1}</b>
            </li>
        </ul>
    }
}

/// What a row shows.
#[derive(Clone, PartialEq)]
struct RowFace {
    index: usize,
    depth: usize,
    level: String,
    number: String,
    title: String,
}

#[component]
fn Rows(draft: RwSignal<Option<Draft>>, chosen: RwSignal<Option<usize>>) -> impl IntoView {
    let say = use_say();
    let rows = Memo::new(move |_| {
        draft.with(|draft| {
            let Some(draft) = draft else {
                return Vec::new();
            };
            draft
                .items
                .iter()
                .enumerate()
                .map(|(index, item)| RowFace {
                    index,
                    depth: item.depth,
                    level: draft
                        .levels
                        .get(item.depth.saturating_sub(1))
                        .map(|level| level.name.clone())
                        .unwrap_or_default(),
                    number: item
                        .number
                        .as_ref()
                        .map(|n| n.whole.clone())
                        .unwrap_or_default(),
                    title: item.title.clone(),
                })
                .collect::<Vec<_>>()
        })
    });
    let change = move |work: &dyn Fn(&mut Draft)| {
        draft.update(|draft| {
            if let Some(draft) = draft {
                work(draft);
            }
        });
    };
    view! {
        <ol class="import-rows">
            <For
                each=move || rows.get()
                key=|row| (row.index, row.depth, row.level.clone(), row.title.clone())
                let:row
            >
                {
                    let RowFace { index, depth, level, number, title } = row;
                    let is_chosen = move || chosen.get() == Some(index);
                    let sized_by = title.clone();
                    let label = fill(say(words::IMPORT_ROW_TITLE), &[&level]);
                    view! {
                        <li class="import-row" data-depth=depth.to_string() data-on=move || is_chosen().to_string()>
                            <div class="import-row-line">
                                <button
                                    type="button"
                                    class="import-row-level"
                                    aria-pressed=move || is_chosen().to_string()
                                    on:click=move |_| {
                                        chosen.set(if is_chosen() { None } else { Some(index) });
                                    }
                                >
                                    {format!("{level} {number}")}
                                </button>
                                <div class="text-field" data-text=sized_by>
                                    <textarea
                                        rows="1"
                                        aria-label=label
                                        prop:value=title
                                        on:focus=move |_| chosen.set(Some(index))
                                        on:change=move |event| {
                                            let value = event_target_value(&event);
                                            change(&|draft| draft.set_title(index, &value));
                                        }
                                    ></textarea>
                                </div>
                            </div>
                            <Show when=is_chosen>
                                <div class="import-row-tools">
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| {
                                            change(&|draft| draft.set_depth(index, depth - 1));
                                        }
                                        disabled=depth == 1
                                    >
                                        {say(words::IMPORT_ROW_UP)}
                                    </button>
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| {
                                            change(&|draft| draft.set_depth(index, depth + 1));
                                        }
                                    >
                                        {say(words::IMPORT_ROW_DOWN)}
                                    </button>
                                    <button
                                        type="button"
                                        class="button"
                                        on:click=move |_| {
                                            chosen.set(None);
                                            change(&|draft| draft.demote(index));
                                        }
                                    >
                                        {say(words::IMPORT_ROW_PROSE)}
                                    </button>
                                </div>
                            </Show>
                        </li>
                    }
                }
            </For>
        </ol>
    }
}

/// The source, line by line, with the place of the chosen row marked.
#[component]
fn Source(draft: RwSignal<Option<Draft>>, chosen: RwSignal<Option<usize>>) -> impl IntoView {
    let text = draft.with_untracked(|d| d.as_ref().map(|d| d.source().to_owned()));
    let lines = spans(&text.unwrap_or_default());
    let place = Memo::new(move |_| {
        let index = chosen.get()?;
        draft.with(|d| {
            d.as_ref()
                .and_then(|d| Some(d.items.get(index)?.source.clone()))
        })
    });
    Effect::new(move |_| {
        if place.get().is_some() {
            spawn_local(async {
                timer::sleep(0).await;
                page::scroll_to_first(".import-source [data-on=true]");
            });
        }
    });
    view! {
        <div class="import-source" tabindex="0" role="region" aria-labelledby="import-source">
            {lines
                .into_iter()
                .map(|(span, line)| {
                    let is_place = Memo::new(move |_| {
                        place
                            .with(|place| {
                                place.as_ref().is_some_and(|p| p.start < span.end && span.start < p.end)
                            })
                    });
                    view! { <p data-on=move || is_place.get().to_string()>{line}</p> }
                })
                .collect_view()}
        </div>
    }
}

/// The lines of a text that hold something, each with its place in bytes.
fn spans(text: &str) -> Vec<(Range<usize>, String)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .filter_map(|line| {
            let span = at..at + line.len();
            at = span.end;
            (!line.trim().is_empty()).then(|| (span, line.trim_end().to_owned()))
        })
        .collect()
}
