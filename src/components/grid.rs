//! A grid of texts that behaves as a spreadsheet user expects.
//!
//! - [`sheet`]: what it shows: rows of cells over texts of the plan
//! - [`map`]: where the cells lie, and how one moves among them
//! - [`keys`]: what a key means
//! - [`table_text`]: blocks of cells as text, for the clipboard
//! - `at`, `deeds`: where a person is in it, and what they do there
//! - `cell`, `pointer`: a cell on the page, and what presses on it mean
//!
//! The cell with the focus, and no other, holds a [`TextField`](super::text_field::TextField), all
//! of its text selected. So typing replaces the text, an input method composes in a real field from
//! its first letter, and the field's way with other people's edits holds in here as well.

mod at;
mod cell;
mod deeds;
pub mod keys;
pub mod map;
mod pointer;
pub mod sheet;
pub mod table_text;

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::CellState;

use self::at::At;
use self::cell::GridCell;
use self::keys::{Mode, Press};
use self::sheet::Sheet;
use crate::desk::{WantedCell, use_desk};
use crate::words::{self, fill, use_say};

/// How many rows a grid shows before somebody asks for more: each is a dozen elements.
const ROWS: usize = 150;

/// Where in a grid one is, for what stands around it.
#[derive(Clone, Copy)]
pub struct Whereabouts {
    /// The place of the cell that one is at.
    pub here: RwSignal<String>,
    /// The place of a cell to go to as soon as it is there.
    pub wanted: RwSignal<Option<String>>,
    /// What is shown of the cell that one is at.
    pub shown: RwSignal<Beside>,
}

/// What is shown beside a grid, of the cell that one is at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    #[default]
    Nothing,
    /// What can be done with its row.
    Row,
    /// All fields of its record.
    Details,
}

impl Whereabouts {
    /// For a new grid.
    pub fn new() -> Self {
        Self {
            here: RwSignal::new(String::new()),
            wanted: RwSignal::new(None),
            shown: RwSignal::new(Beside::Nothing),
        }
    }
}

impl Default for Whereabouts {
    fn default() -> Self {
        Self::new()
    }
}

/// A grid.
#[component]
pub fn Grid(
    /// What it shows.
    sheet: Memo<Sheet>,
    /// What its columns are called, left to right, for a screen reader.
    columns: Signal<Vec<String>>,
    /// The names by which the style sheet gives the columns their widths.
    widths: Signal<Vec<&'static str>>,
    /// What the grid is called.
    #[prop(into)]
    name: Signal<String>,
    /// Its rows of column heads.
    head: ViewFn,
    /// Whether a cell can be said to be 該当なし.
    #[prop(optional)]
    has_states: bool,
    /// Where in it one is, for what stands around it.
    #[prop(optional)]
    whereabouts: Option<Whereabouts>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let at = At::new(desk, sheet);
    Effect::new(move |_| sheet.with(|sheet| at.stay(sheet)));
    if let Some(whereabouts) = whereabouts {
        Effect::new(move |_| whereabouts.here.set(at.here.get()));
        Effect::new(move |_| {
            let Some(place) = whereabouts.wanted.get() else {
                return;
            };
            // It may be made just now.
            if let Some((_, spot)) = sheet.with(|sheet| sheet.find(&place).map(|(_, at)| ((), at)))
            {
                whereabouts.wanted.set(None);
                at.go(spot);
            }
        });
    }
    Effect::new(move |_| {
        let Some(wanted) = desk.wanted_cell.get() else {
            return;
        };
        // The heads of the columns are not written in the grid.
        if matches!(wanted, WantedCell::Caption(_)) {
            return;
        }
        // It is there now, or this is not its sheet.
        desk.wanted_cell.set(None);
        if let Some(spot) = sheet.with_untracked(|sheet| sheet.spot_of(&wanted)) {
            at.go(spot);
        } else if let (WantedCell::Text(text), Some(whereabouts)) = (&wanted, whereabouts)
            && let Some(spot) = sheet.with_untracked(|sheet| sheet.spot_with_details_of(text))
        {
            // Its field stands among the details, and takes the focus there.
            at.stand(spot);
            whereabouts.shown.set(Beside::Details);
            desk.focus_soon(text);
        }
    });
    let on_keydown = move |event: ev::KeyboardEvent| {
        // An input method has its own use for the keys while it composes; 229 tells in Safari.
        if event.is_composing() || event.key_code() == 229 {
            at.select_text();
            return;
        }
        let press = Press {
            key: event.key(),
            shift: event.shift_key(),
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            by_touch: at.by_touch.get_value(),
        };
        if at.press(&press) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let on_clipboard = move |event: &ev::ClipboardEvent, cut: bool| {
        if let Some(data) = event
            .clipboard_data()
            .filter(|_| at.mode.get_untracked() == Mode::Navigate)
        {
            event.prevent_default();
            at.copy(&data);
            if cut {
                at.clear();
            }
        }
    };
    let on_paste = move |event: ev::ClipboardEvent| {
        if let Some(data) = event
            .clipboard_data()
            .filter(|_| at.mode.get_untracked() == Mode::Navigate)
        {
            event.prevent_default();
            at.paste(&data.get_data("text/plain").unwrap_or_default());
        }
    };
    let keys = Memo::new(move |_| {
        sheet.with(|sheet| {
            let keys = sheet.rows.iter().map(|row| row.key.clone());
            keys.take(at.rows.get()).collect::<Vec<_>>()
        })
    });
    let hidden = Memo::new(move |_| {
        sheet
            .with(|sheet| sheet.rows.len())
            .saturating_sub(at.rows.get())
    });
    let read_only = desk.session().is_read_only();
    view! {
        <div class="grid">
            // What was said has a place of its own: nothing moves when it comes or goes.
            <div class="grid-bar">
                <p class="grid-said" role="status">
                    {move || at.said.get()}
                </p>
                <Show when=move || has_states && !read_only>
                    <div class="grid-tools">
                        {[CellState::None, CellState::Blank]
                            .map(|state| {
                                view! {
                                    <button
                                        type="button"
                                        class="button"
                                        // The grid keeps its place, and the focus.
                                        on:mousedown=move |event| event.prevent_default()
                                        on:click=move |_| at.set_state(state)
                                    >
                                        {state.word()}
                                    </button>
                                }
                            })
                            .collect_view()}
                    </div>
                </Show>
            </div>
            <div class="grid-scroll">
                <table
                    role="grid"
                    aria-label=move || name.get()
                    aria-readonly=read_only.then_some("true")
                    aria-multiselectable="true"
                    data-mode=move || format!("{:?}", at.mode.get())
                    on:keydown=on_keydown
                    on:beforeinput=move |_| at.begin_typing()
                    on:compositionstart=move |_| at.begin_typing()
                    on:copy=move |event| on_clipboard(&event, false)
                    on:cut=move |event| on_clipboard(&event, !read_only)
                    on:paste=on_paste
                    on:pointerdown=move |event| at.note_pointer(&event)
                    on:mousedown=move |event| at.pressed(&event)
                    on:mouseover=move |event| at.dragged(&event)
                    on:click=move |event| at.clicked(&event)
                    on:focusin=move |event| at.came(&event)
                    on:focusout=move |event| at.left(&event)
                >
                    <colgroup>
                        {move || {
                            widths
                                .get()
                                .into_iter()
                                .map(|width| view! { <col data-width=width /> })
                                .collect_view()
                        }}
                    </colgroup>
                    <thead role="rowgroup">{head.run()}</thead>
                    <tbody role="rowgroup">
                        <For each=move || keys.get() key=String::clone let:key>
                            <GridRow at key columns />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || hidden.get() != 0>
                <button
                    type="button"
                    class="button wide"
                    on:click=move |_| at.rows.update(|rows| *rows += ROWS)
                >
                    {move || fill(say(words::GRID_MORE), &[&hidden.get().to_string()])}
                </button>
            </Show>
            <p class="hint grid-keys">{say(words::GRID_KEYS)}</p>
        </div>
    }
}

#[component]
fn GridRow(at: At, key: String, columns: Signal<Vec<String>>) -> impl IntoView {
    let row = Memo::new(move |_| {
        at.sheet
            .with(|sheet| sheet.row(&key).cloned().unwrap_or_default())
    });
    let places = Memo::new(move |_| {
        row.with(|row| {
            let places = row.cells.iter().map(|cell| cell.place.clone());
            places.collect::<Vec<_>>()
        })
    });
    let name = Memo::new(move |_| row.with(|row| row.name.clone()));
    view! {
        <tr role="row" data-heading=move || row.with(|row| row.is_heading.to_string())>
            <For each=move || places.get() key=String::clone let:place>
                <GridCell at place columns row=name />
            </For>
        </tr>
    }
}
