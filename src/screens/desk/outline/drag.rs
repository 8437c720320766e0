//! Moving an item by dragging its row onto another one. The same is there by buttons.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use yoriai_plan::{Command, ItemId, Place};

use super::Folding;
use crate::desk::Desk;

/// Where on a row something is dropped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    Before,
    Into,
    After,
}

impl Zone {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Into => "into",
            Self::After => "after",
        }
    }
}

/// A row, as what is dragged and as what something is dropped on.
#[derive(Clone, Copy)]
pub(super) struct Target {
    desk: Desk,
    target: StoredValue<ItemId>,
    pub(super) zone: RwSignal<Option<Zone>>,
}

impl Target {
    pub(super) fn new(desk: Desk, target: ItemId) -> Self {
        Self {
            desk,
            target: StoredValue::new(target),
            zone: RwSignal::new(None),
        }
    }

    /// The row itself is taken up.
    pub(super) fn begin(self, event: &ev::DragEvent, folding: Folding) {
        let id = self.target.get_value();
        // Firefox drags nothing that carries no data.
        if let Some(data) = event.data_transfer() {
            let _ = data.set_data("text/plain", id.as_str());
        }
        folding.dragged.set(Some(id));
    }

    pub(super) fn over(self, event: &ev::DragEvent, folding: Folding) {
        let target = self.target.get_value();
        let Some(dragged) = folding.dragged.get_untracked() else {
            return;
        };
        if dragged == target {
            return;
        }
        event.prevent_default();
        let Some(row) = event
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let bounds = row.get_bounding_client_rect();
        let part = (f64::from(event.client_y()) - bounds.top()) / bounds.height().max(1.0);
        let zone = if part < 0.3 {
            Zone::Before
        } else if part > 0.7 {
            Zone::After
        } else {
            Zone::Into
        };
        self.zone.set(Some(zone));
    }

    pub(super) fn dropped(self, event: &ev::DragEvent, folding: Folding) {
        let zone = self.zone.get_untracked();
        self.zone.set(None);
        let (Some(zone), Some(dragged)) = (zone, folding.dragged.get_untracked()) else {
            return;
        };
        event.prevent_default();
        let target = self.target.get_value();
        let parent = self
            .desk
            .item(&target)
            .get_untracked()
            .and_then(|item| item.parent);
        let (parent, place) = match zone {
            Zone::Before => (parent, Place::Before(target)),
            Zone::After => (parent, Place::After(target)),
            Zone::Into => (Some(target), Place::Last),
        };
        let done = self.desk.apply(&Command::MoveItem {
            id: dragged,
            parent,
            place,
        });
        if done {
            self.desk.reveal_soon();
        }
    }
}
