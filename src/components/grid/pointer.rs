//! What presses on a grid mean: the first on a cell goes there, the second edits in it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::at::At;
use super::keys::Mode;
use super::map::Spot;

impl At {
    pub(super) fn note_pointer(self, event: &ev::PointerEvent) {
        self.by_touch.set_value(event.pointer_type() != "mouse");
    }

    pub(super) fn pressed(self, event: &ev::MouseEvent) {
        let Some((place, spot)) = self.under(event) else {
            return;
        };
        if event.shift_key() {
            event.prevent_default();
            self.extend(spot);
            return;
        }
        if place != self.here.get_untracked() {
            // The browser would put a cursor into the field that is just being made.
            event.prevent_default();
            self.go(spot);
            return;
        }
        let Some(field) = self.field() else { return };
        let is_focused = document().active_element().as_ref() == Some(field.as_ref());
        if !is_focused && self.mode.get_untracked() == Mode::Navigate {
            event.prevent_default();
            self.go(spot);
            return;
        }
        self.begin(Mode::Edit);
        if field.has_attribute("inputmode") {
            // The keyboard on glass comes with the focus only.
            let _ = field.remove_attribute("inputmode");
            let _ = field.blur();
            let _ = field.focus();
            self.mode.set(Mode::Edit);
        }
    }

    /// A press that did not reach the field of the cell still belongs to it.
    pub(super) fn clicked(self, event: &ev::MouseEvent) {
        let on_field =
            target(event).is_some_and(|target| target.matches("textarea, select") == Ok(true));
        if self.under(event).is_some()
            && !on_field
            && self.mode.get_untracked() == Mode::Edit
            && let Some(field) = self.field()
        {
            let _ = field.focus();
        }
    }

    pub(super) fn dragged(self, event: &ev::MouseEvent) {
        if event.buttons() != 1 || self.mode.get_untracked() != Mode::Navigate {
            return;
        }
        if let Some((place, spot)) = self.under(event)
            && (place != self.here.get_untracked() || self.anchor.get_untracked().is_some())
        {
            self.extend(spot);
        }
    }

    /// The focus has left the grid: what was being edited is finished. A window that goes to the
    /// back takes no focus from the page.
    pub(super) fn left(self, event: &ev::FocusEvent) {
        // The focus leaves too when the whole grid goes; then there is nothing left to say.
        let Some(table) = self.table.try_get_value().flatten() else {
            return;
        };
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let stays = |node: &web_sys::Node| table.contains(Some(node));
        let is_active = document()
            .active_element()
            .is_some_and(|active| stays(&active));
        let goes = to.is_some();
        if to.is_some_and(|to| stays(&to)) || is_active {
            return;
        }
        let _ = self.mode.try_set(Mode::Navigate);
        // Without a place to go to, it may be a step within: the field that had it is gone.
        if goes {
            let _ = self.set_out.try_set_value(None);
        }
    }

    fn under(self, event: &ev::MouseEvent) -> Option<(String, Spot)> {
        let cell = target(event)?.closest("[data-place]").ok()??;
        let place = cell.get_attribute("data-place")?;
        let spot = self
            .sheet
            .with_untracked(|sheet| sheet.find(&place).map(|(_, spot)| spot))?;
        Some((place, spot))
    }
}

fn target(event: &ev::MouseEvent) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
