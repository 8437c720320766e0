//! The page itself: window, address, title, printing, focus.

use leptos::prelude::{document, window as leptos_window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window};

/// The window.
pub fn window() -> Window {
    leptos_window()
}

/// The address's fragment, with its `#`, or the empty string.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another fragment of this page.
pub fn go(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Replaces the fragment without leaving a step in the history: a link that carries a key should
/// not lie in the list of visited pages.
pub fn replace_fragment(fragment: &str) {
    let _ = window().location().replace(fragment);
}

/// The address of the app without query or fragment, as links begin.
pub fn base_address() -> String {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let path = location.pathname().unwrap_or_default();
    format!("{origin}{path}")
}

/// The address of the relay that served this page.
pub fn own_relay() -> String {
    let location = window().location();
    let scheme = match location.protocol().as_deref() {
        Ok("https:") => "wss",
        _ => "ws",
    };
    format!("{scheme}://{}/sync", location.host().unwrap_or_default())
}

/// Whether the page came over https, or from this machine: only then do browsers offer offline
/// opening.
pub fn is_secure() -> bool {
    window().is_secure_context()
}

/// Opens the browser's print dialog.
pub fn print() {
    let _ = window().print();
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Puts a class on the root element, for what holds for the whole page (text size, paper size).
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Sets a custom property of the root element, which style sheets may read.
pub fn set_root_property(name: &str, value: &str) {
    if let Some(root) = document()
        .document_element()
        .and_then(|e| e.dyn_into::<HtmlElement>().ok())
    {
        let _ = root.style().set_property(name, value);
    }
}

/// The element with this id, if it is on the page.
pub fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus on the element with this id, if it is on the page.
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

/// Puts the focus on the element with this id where nothing on the page has it. Nothing moves.
pub fn focus_if_lost(id: &str) {
    let active = document().active_element();
    let is_lost = active.is_none_or(|active| active.tag_name() == "BODY");
    if let Some(element) = element(id).filter(|_| is_lost) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Puts the cursor into a field, at a place in UTF-16 units. `false` if there is no such field.
pub fn focus_at(id: &str, caret: u32) -> bool {
    let Some(field) = element(id).and_then(|element| element.dyn_into().ok()) else {
        return false;
    };
    let field: web_sys::HtmlTextAreaElement = field;
    let _ = field.focus();
    field.set_selection_range(caret, caret).is_ok()
}

/// Where keys are not for the plan.
const NOT_FOR_PLAN: &str = "dialog, input:not([type=checkbox], [type=radio], [type=file])";

/// Whether a key that goes to an element is for the plan, and not for a field of another sort that
/// one types in: the browser looks after those itself.
pub fn is_for_plan(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return true;
    };
    !matches!(element.closest(NOT_FOR_PLAN), Ok(Some(_)))
}

/// Scrolls just so far that the element can be seen.
pub fn scroll_into_view(element: &web_sys::Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether all of an element is in sight within the page's main part, or as much as fits there.
pub fn is_in_sight(element: &web_sys::Element) -> bool {
    let Ok(Some(main)) = element.closest("main") else {
        return true;
    };
    let (inner, outer) = (
        element.get_bounding_client_rect(),
        main.get_bounding_client_rect(),
    );
    inner.height() > outer.height()
        || (inner.top() >= outer.top() && inner.bottom() <= outer.bottom())
}

/// Scrolls just so far that the first element matching a selector can be seen.
pub fn scroll_to_first(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        scroll_into_view(&element);
    }
}

/// Marks a moment for the browser's performance timeline, read by `cargo xtask bench`.
pub fn mark(name: &str) {
    if let Some(performance) = window().performance() {
        let _ = performance.mark(name);
    }
}

/// The attribute by which the style sheets put a name at a field.
const HERE: &str = "data-with";

/// Marks the fields with these ids, each with a name, and no others. An id that isn't on the page
/// is passed over: it comes from another device.
pub fn mark_places(places: &[(String, String)]) {
    if let Ok(marked) = document().query_selector_all(&format!("[{HERE}]")) {
        for index in 0..marked.length() {
            if let Some(element) = marked
                .get(index)
                .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
            {
                let _ = element.remove_attribute(HERE);
            }
        }
    }
    for (id, name) in places {
        if let Some(around) = element(id).and_then(|field| field.parent_element()) {
            let _ = around.set_attribute(HERE, name);
        }
    }
}

/// The first words of the field with an id; empty where there is no such field here.
pub fn text_of_place(id: &str) -> String {
    let field = element(id).and_then(|field| field.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    let text = field.map(|field| field.value()).unwrap_or_default();
    text.chars().take(20).collect()
}
