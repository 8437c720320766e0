//! The desk: outline, sheet and details of an open plan.

pub(super) mod conflicts;
mod details;
mod item_sheet;
mod line_row;
mod moving;
mod outline;
mod plan_sheet;
pub(super) mod section_view;

use leptos::prelude::*;
use yoriai_plan::{ItemId, SectionId};

use self::details::Details;
use self::item_sheet::ItemSheet;
pub(crate) use self::moving::path;
use self::outline::Outline;
use self::plan_sheet::PlanSheet;
use crate::desk::{Desk, Selection, use_desk};
use crate::words::{self, use_say};

/// The depth of the items that have a sheet of their own: below it, all is on their sheet.
const SHEET_DEPTH: usize = 2;

/// The DOM ids of what lies over the sheet on a narrow screen: the focus goes there when it opens.
pub(super) const OUTLINE_ID: &str = "outline";
/// See [`OUTLINE_ID`].
pub(super) const DETAILS_ID: &str = "details";

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
            <nav class="desk-outline" id=OUTLINE_ID tabindex="-1" aria-label=say(words::OUTLINE)>
                <Outline />
            </nav>
            <main class="desk-sheet" id="content" tabindex="-1">
                {move || match page.get() {
                    Some(id) => view! { <ItemSheet id /> }.into_any(),
                    None => view! { <PlanSheet /> }.into_any(),
                }}
            </main>
            <aside class="desk-details" id=DETAILS_ID tabindex="-1" aria-label=say(words::DETAILS)>
                <Details />
            </aside>
        </div>
    }
}

/// Whose sheet shows a selection; `None` for the plan's own.
///
/// Runs on every key press in a title on the way up: it looks, and copies ids alone.
fn page_of(desk: Desk, selection: &Selection) -> Option<ItemId> {
    let owner_of = |id: &SectionId| {
        desk.section(id)
            .with(|section| section.as_ref().and_then(|section| section.owner.clone()))
    };
    let mut at = match selection {
        Selection::Plan => None,
        Selection::Item(id) => Some(id.clone()),
        Selection::Section(id) => owner_of(id),
        Selection::Line(id) => desk
            .line(id)
            .with(|line| line.as_ref().and_then(|line| line.section.clone()))
            .and_then(|section| owner_of(&section)),
    }?;
    let stands = |id: &ItemId| {
        desk.item(id).with(|item| {
            item.as_ref()
                .filter(|item| !item.in_bin)
                .map(|item| (item.depth, item.parent.clone()))
        })
    };
    let (mut depth, mut parent) = stands(&at)?;
    while depth > SHEET_DEPTH {
        let Some(above) = parent else { break };
        let Some(next) = stands(&above) else { break };
        at = above;
        (depth, parent) = next;
    }
    Some(at)
}
