//! What stands under the grid of a sheet: adding, what can be done with the row that one is at, and
//! all fields of the record that one is at.
//!
//! - [`report_move`]: a report for someone else, or for another year
//! - [`new_place`]: where a new row goes
//! - `adding`, `row`: making rows, moving them, throwing them away
//! - `details` and below: the fields

mod adding;
mod details;
mod evaluations;
mod indicator;
pub mod new_place;
mod report;
pub mod report_move;
mod row;
mod values;

use leptos::prelude::*;
use yoriai_plan::{FiscalYear, ItemId, Owner, RecordId, TextRef};

use self::adding::{AddIndicator, AddItem, title_of};
use self::details::Details;
use self::row::RowDeeds;
use crate::components::fields::text_of;
use crate::components::grid::sheet::{Content, Sheet};
use crate::components::grid::{Beside, Whereabouts};
use crate::desk::{Desk, use_desk};
use crate::papers::goal_sheet::rows as goals;
use crate::papers::progress::rows as progress;
use crate::platform::timer;
use crate::words::{self, use_say};

/// Which sheet it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// 目標管理シート.
    Goals,
    /// 進捗のまとめ.
    Progress,
}

impl Which {
    /// The place of an item's title in it.
    fn title_place(self, item: &ItemId) -> String {
        match self {
            Self::Goals => goals::goal_place(item),
            Self::Progress => progress::item_place(item),
        }
    }
}

/// What one is at.
#[derive(Debug, Clone, Default, PartialEq)]
struct Standing {
    /// What the row is about.
    owner: Option<Owner>,
    /// The text of the cell.
    field: Option<TextRef>,
    /// The record that the text belongs to.
    record: Option<RecordId>,
    /// Whether nothing has been written in the cell yet, so that it has no record.
    is_waiting: bool,
    /// The records of all cells that cover the row.
    beside: Vec<RecordId>,
}

impl Standing {
    fn at(sheet: &Sheet, place: &str) -> Self {
        let Some((cell, _)) = sheet.find(place) else {
            return Self::default();
        };
        let mut beside = Vec::new();
        for record in sheet
            .cells_beside(place)
            .iter()
            .filter_map(|it| it.record())
        {
            if !beside.contains(&record) {
                beside.push(record);
            }
        }
        Self {
            owner: sheet.row_of(place).and_then(|row| row.owner()),
            field: match &cell.content {
                Content::Text(field) => Some(field.clone()),
                _ => None,
            },
            record: cell.record(),
            is_waiting: matches!(cell.content, Content::Missing(_)),
            beside,
        }
    }
}

/// A sheet and where one is in it.
#[derive(Clone, Copy)]
struct At {
    desk: Desk,
    which: Which,
    sheet: Memo<Sheet>,
    whereabouts: Whereabouts,
    standing: Memo<Standing>,
    /// For which year it is; `None`: the plan's whole period.
    year: Signal<Option<FiscalYear>>,
}

impl At {
    /// Leads the focus back into the grid, to where it was or what stands there now.
    fn back_to_grid(self) {
        let Whereabouts { here, wanted, .. } = self.whereabouts;
        wasm_bindgen_futures::spawn_local(async move {
            // The grid knows in the next turn where one is without the row that went.
            timer::sleep(0).await;
            if let Some(here) = here.try_get_untracked() {
                wanted.try_set(Some(here));
            }
        });
    }
}

/// The tools.
#[component]
pub fn SheetTools(
    /// Which sheet it is.
    which: Which,
    /// What its grid shows.
    sheet: Memo<Sheet>,
    /// Where in it one is.
    whereabouts: Whereabouts,
    /// The level whose items have the rows, from 1.
    level: Memo<usize>,
    /// For which year it is; `None`: the plan's whole period.
    #[prop(into)]
    year: Signal<Option<FiscalYear>>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let standing = Memo::new(move |_| {
        let here = whereabouts.here.get();
        sheet.with(|sheet| Standing::at(sheet, &here))
    });
    let at = At {
        desk,
        which,
        sheet,
        whereabouts,
        standing,
        year,
    };
    let shown = whereabouts.shown;
    let switch = move |to: Beside, name: &'static str| {
        view! {
            <button
                type="button"
                class="button"
                aria-expanded=move || (shown.get() == to).to_string()
                on:click=move |_| {
                    shown.update(|shown| *shown = if *shown == to { Beside::Nothing } else { to });
                }
            >
                {name}
            </button>
        }
    };
    // The cell may have been scrolled away: what the fields are of is said here.
    let owner = Memo::new(move |_| standing.with(|standing| standing.owner.clone()));
    let title = Memo::new(move |_| {
        let owner = owner.get();
        let title = owner.and_then(|owner| title_of(&owner));
        title.map(|title| text_of(desk, &title).get())
    });
    let has_row = Memo::new(move |_| owner.with(Option::is_some));
    view! {
        <Show when=move || !desk.session().is_read_only()>
            <section class="sheet-tools" aria-label=say(words::SHEET_TOOLS)>
                <Show when=move || has_row.get() && shown.get() != Beside::Nothing>
                    <div class="sheet-panel" tabindex="0" role="group" aria-label=say(words::SHEET_PANEL)>
                        <p class="sheet-panel-name">{move || title.get()}</p>
                        {move || match shown.get() {
                            Beside::Nothing => ().into_any(),
                            Beside::Row => view! { <RowDeeds at /> }.into_any(),
                            Beside::Details => view! { <Details at /> }.into_any(),
                        }}
                    </div>
                </Show>
                <div class="sheet-buttons">
                    <Show when=move || has_row.get()>
                        {switch(Beside::Details, say(words::SHEET_DETAILS))}
                        {switch(Beside::Row, say(words::SHEET_ROW))}
                    </Show>
                    <Show when=move || which == Which::Goals>
                        <AddIndicator at />
                    </Show>
                    <AddItem at level />
                </div>
            </section>
        </Show>
    }
}
