//! Where the focus goes when what had it goes away by one's own deed: a browser would drop it, and
//! whoever works by keyboard would begin again at the top of the page.

use leptos::ev;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::platform::{page, timer};

/// Called by a button before it does its deed. If the button is gone afterwards, the focus goes to
/// the next element that matches the selector, or the one before; without one, to what stood
/// around the button and can have it, or to the screen's content.
pub fn after(event: &ev::MouseEvent, selector: &str) {
    let Some(button) = event
        .current_target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let candidates = candidates(&button, selector);
    wasm_bindgen_futures::spawn_local(async move {
        // The page is drawn anew in the next turn of the event loop.
        timer::sleep(16).await;
        // The deed itself may have put it somewhere.
        if has_focus() {
            return;
        }
        let found = candidates.into_iter().find(is_there);
        if found.is_none_or(|element| element.focus().is_err()) {
            page::focus("content");
        }
    });
}

/// Who may have the focus, best first.
fn candidates(button: &HtmlElement, selector: &str) -> Vec<HtmlElement> {
    let mut all = vec![button.clone()];
    if let Ok(found) = document().query_selector_all(selector) {
        let found: Vec<HtmlElement> = (0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into().ok())
            .collect();
        let is_after = |element: &&HtmlElement| {
            let position = button.compare_document_position(element);
            position & web_sys::Node::DOCUMENT_POSITION_FOLLOWING != 0
        };
        all.extend(found.iter().filter(is_after).cloned());
        all.extend(found.iter().rev().filter(|one| !is_after(one)).cloned());
    }
    let mut around = button.parent_element();
    while let Some(element) = around {
        around = element.parent_element();
        if element.has_attribute("tabindex") {
            all.extend(element.dyn_into::<HtmlElement>());
        }
    }
    all
}

fn is_there(element: &HtmlElement) -> bool {
    // What is not drawn has no size.
    element.is_connected() && element.get_bounding_client_rect().height() > 0.0
}

/// Whether something on the page has the focus, and can be seen.
fn has_focus() -> bool {
    let active = document().active_element();
    let active = active.and_then(|active| active.dyn_into::<HtmlElement>().ok());
    active.is_some_and(|active| active.tag_name() != "BODY" && is_there(&active))
}
