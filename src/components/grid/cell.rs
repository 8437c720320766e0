//! A cell of a grid on the page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yoriai_plan::{CellState, Command, TextRef};

use super::at::At;
use super::deeds::first_words;
use super::sheet::{Cell, Choice, Content, Made};
use crate::components::fields;
use crate::components::text_field::{OnEnter, Target, TextField};
use crate::desk::part;
use crate::words::{self, use_say};

/// What sort of thing a cell shows. It stays a field when its record is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Words,
    Field,
    Choice,
}

#[component]
pub(super) fn GridCell(
    at: At,
    place: String,
    columns: Signal<Vec<String>>,
    row: Memo<String>,
) -> impl IntoView {
    let desk = at.desk;
    let cell = {
        let place = place.clone();
        Memo::new(move |_| {
            at.sheet
                .with(|sheet| sheet.find(&place).map(|(cell, from)| (cell.clone(), from)))
        })
    };
    let read = move |pick: fn(&Cell) -> usize| {
        move || cell.with(|cell| cell.as_ref().map_or(1, |(cell, _)| pick(cell)).to_string())
    };
    let is_here = {
        let place = place.clone();
        Memo::new(move |_| at.here.with(|here| *here == place))
    };
    let is_selected = Memo::new(move |_| {
        let from = cell.with(|cell| cell.as_ref().map(|(_, from)| *from));
        match (at.selection.get(), from) {
            (Some(block), Some(from)) => block.holds(from),
            _ => is_here.get(),
        }
    });
    let sort = Memo::new(move |_| {
        cell.with(|cell| match cell.as_ref().map(|(cell, _)| &cell.content) {
            None | Some(Content::Fixed(_)) => Sort::Words,
            Some(Content::Text(_) | Content::Missing(_)) => Sort::Field,
            Some(Content::Choice(_)) => Sort::Choice,
        })
    });
    let label = Signal::derive(move || {
        let column = cell.with(|cell| cell.as_ref().map_or(0, |(cell, _)| cell.column));
        let column = columns.with(|columns| columns.get(column).cloned().unwrap_or_default());
        format!("{} {column}", row.get())
    });
    let number = move || {
        let item = cell.with(|cell| cell.as_ref().and_then(|(cell, _)| cell.number.clone()))?;
        let number = part(&desk.item(&item), |item| item.number.clone());
        Some(view! { <span class="grid-number">{move || number.get()}</span> })
    };
    let node = NodeRef::<leptos::html::Td>::new();
    Effect::new(move |_| {
        // A field says itself when it is ready.
        if is_here.get()
            && sort.get() != Sort::Field
            && let Some(td) = node.get()
        {
            at.ready(&td);
        }
    });
    Effect::new(move |_| {
        if let Some(td) = node.get() {
            let table = td.closest("table").ok().flatten();
            let table = table.and_then(|table| table.dyn_into::<HtmlElement>().ok());
            if at.table.get_value().is_none() {
                at.table.set_value(table);
            }
        }
    });
    let inner = move || match sort.get() {
        Sort::Words => {
            let words = move || match cell.get() {
                Some((
                    Cell {
                        content: Content::Fixed(words),
                        ..
                    },
                    _,
                )) => words,
                _ => String::new(),
            };
            view! { <div class="grid-text">{words}</div> }.into_any()
        }
        Sort::Field => field(at, cell_content(cell), is_here, label),
        Sort::Choice => choice(at, cell_content(cell), is_here, label),
    };
    view! {
        <td
            node_ref=node
            role="gridcell"
            class="grid-cell"
            data-place=place
            data-here=move || is_here.get().to_string()
            data-column=read(|cell| cell.column)
            rowspan=read(|cell| cell.rows)
            colspan=read(|cell| cell.columns)
            aria-selected=move || is_selected.get().to_string()
            aria-readonly=move || (sort.get() == Sort::Words).then_some("true")
            // The one stop for Tab: the field where there is one, else the cell. Other cells without
            // a field can take the focus: one may be gone to before this is told that it's `here`.
            tabindex=move || {
                (sort.get() != Sort::Field).then(|| if is_here.get() { "0" } else { "-1" })
            }
        >
            <div class="grid-inner">
                {number}
                {inner}
            </div>
        </td>
    }
}

fn cell_content(cell: Memo<Option<(Cell, super::map::Spot)>>) -> Memo<Option<Content>> {
    Memo::new(move |_| cell.with(|cell| cell.as_ref().map(|(cell, _)| cell.content.clone())))
}

/// A text: a field where the focus is, and plain words elsewhere.
fn field(
    at: At,
    content: Memo<Option<Content>>,
    is_here: Memo<bool>,
    label: Signal<String>,
) -> AnyView {
    let say = use_say();
    let desk = at.desk;
    let aim = Memo::new(move |_| match content.get() {
        Some(Content::Text(field)) => Some(field),
        _ => None,
    });
    let source = Memo::new(move |_| aim.get().map(|field| fields::text_of(desk, &field)));
    let text = Signal::derive(move || source.get().map(|text| text.get()).unwrap_or_default());
    let hint = Signal::derive(move || {
        let state = aim.get().and_then(|field| fields::state_of(desk, &field));
        match state.map(|state| state.get()) {
            Some(state @ (CellState::Lost | CellState::None)) => state.word().to_owned(),
            _ => say(words::CELL_BLANK).to_owned(),
        }
    });
    let make = Callback::new(move |first: String| {
        let Some(Content::Missing(make)) = content.get_untracked() else {
            return None;
        };
        let (mut commands, field): (Vec<Command>, TextRef) = make.commands(&mut Made::default());
        commands.push(first_words(field.clone(), &first));
        desk.apply_some(commands).then_some(field)
    });
    let ready = Callback::new(move |field: HtmlTextAreaElement| {
        if at.by_touch.get_value() {
            // The first tap only goes there: the keyboard on glass stays away until the second.
            let _ = field.set_attribute("inputmode", "none");
        }
        at.ready(&field);
    });
    (move || {
        if is_here.get() {
            view! {
                <TextField
                    field=Target::made_by_writing(aim.into(), make)
                    text
                    label
                    on_enter=OnEnter::Grid
                    placeholder=hint
                    on_ready=ready
                />
            }
            .into_any()
        } else {
            view! {
                <div class="grid-text">
                    {move || {
                        let text = text.get();
                        if text.is_empty() {
                            view! { <span class="grid-hint">{move || hint.get()}</span> }.into_any()
                        } else {
                            text.into_any()
                        }
                    }}
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}

/// A choice: opened where the focus is, and a plain word elsewhere.
fn choice(
    at: At,
    content: Memo<Option<Content>>,
    is_here: Memo<bool>,
    label: Signal<String>,
) -> AnyView {
    let offered = move || match content.get() {
        Some(Content::Choice(choice)) => Some(choice),
        _ => None,
    };
    let word = move || offered().map(|choice| (choice.read)()).unwrap_or_default();
    // Keys walk from one to the next, and each is chosen on the way: the choosing ends by Enter or
    // Esc. Whoever points has chosen.
    let by_keys = StoredValue::new(false);
    let on_change = move |event: ev::Event| {
        let word = event_target_value(&event);
        if let Some(Content::Choice(choice)) = content.get_untracked() {
            at.desk
                .apply_some((choice.set)(&word, &mut Made::default()));
        }
        if !by_keys.get_value() {
            at.focus();
        }
    };
    let options = move |Choice { options, .. }: Choice| {
        std::iter::once((String::new(), String::new()))
            .chain(options)
            .map(|(value, meaning)| {
                let shown = format!("{value}　{meaning}");
                let this = value.clone();
                view! {
                    <option value=value prop:selected=move || word() == this>
                        {shown.trim().to_owned()}
                    </option>
                }
            })
            .collect_view()
    };
    (move || {
        if is_here.get() {
            view! {
                <select
                    class="grid-choice"
                    tabindex="-1"
                    aria-label=move || label.get()
                    on:change=on_change
                    on:focus=move |_| {
                        by_keys.set_value(false);
                        at.remember_steps();
                    }
                    on:pointerdown=move |_| by_keys.set_value(false)
                    on:keydown=move |event: ev::KeyboardEvent| {
                        // The arrows choose in here; the others are the grid's.
                        match event.key().as_str() {
                            key @ ("Escape" | "Enter") => {
                                event.prevent_default();
                                event.stop_propagation();
                                if key == "Escape" {
                                    at.give_up();
                                } else {
                                    at.focus();
                                }
                            }
                            "Tab" => {}
                            _ => {
                                by_keys.set_value(true);
                                event.stop_propagation();
                            }
                        }
                    }
                >
                    {move || offered().map(options)}
                </select>
            }
            .into_any()
        } else {
            view! {
                <div class="grid-text">
                    {move || {
                        let word = word();
                        if word.is_empty() {
                            view! { <span class="grid-hint">"—"</span> }.into_any()
                        } else {
                            word.into_any()
                        }
                    }}
                </div>
            }
            .into_any()
        }
    })
    .into_any()
}
