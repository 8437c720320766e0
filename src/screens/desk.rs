//! The desk: outline, sheet and details of an open plan.

mod conflicts;
mod details;
mod item_sheet;
mod line_row;
mod moving;
mod outline;
mod plan_sheet;
mod section_view;

use leptos::prelude::*;
use yoriai_plan::ItemId;

use self::details::Details;
use self::item_sheet::ItemSheet;
use self::outline::Outline;
use self::plan_sheet::PlanSheet;
use crate::desk::{Desk, Selection, use_desk};
use crate::words::{self, use_say};

/// The depth of the items that have a sheet of their own: below it, all is on their sheet.
const SHEET_DEPTH: usize = 2;

/// The desk.
#[component]
pub fn DeskScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let page = Memo::new(move |_| page_of(desk, &desk.selected.get()));
    view! {
        <div
            class="desk"
            data-outline=move || desk.outline_open.get().to_string()
            data-details=move || desk.details_open.get().to_string()
        >
            <nav class="desk-outline" aria-label=say(words::OUTLINE)>
                <Outline />
            </nav>
            <main class="desk-sheet" id="content" tabindex="-1">
                {move || match page.get() {
                    Some(id) => view! { <ItemSheet id /> }.into_any(),
                    None => view! { <PlanSheet /> }.into_any(),
                }}
            </main>
            <aside class="desk-details" aria-label=say(words::DETAILS)>
                <Details />
            </aside>
        </div>
    }
}

/// Whose sheet shows a selection; `None` for the plan's own.
fn page_of(desk: Desk, selection: &Selection) -> Option<ItemId> {
    let item = match selection {
        Selection::Plan => None,
        Selection::Item(id) => Some(id.clone()),
        Selection::Section(id) => desk.section(id).get().and_then(|section| section.owner),
        Selection::Line(id) => {
            let section = desk.line(id).get().and_then(|line| line.section)?;
            desk.section(&section)
                .get()
                .and_then(|section| section.owner)
        }
    }?;
    let mut at = desk.item(&item).get().filter(|item| !item.in_bin)?;
    while at.depth > SHEET_DEPTH {
        let Some(parent) = at.parent.as_ref().and_then(|id| desk.item(id).get()) else {
            break;
        };
        at = parent;
    }
    Some(at.id)
}
