//! The keys of the outline.

use leptos::ev;
use leptos::prelude::document;
use wasm_bindgen::JsCast;

/// The arrow keys of the tree.
pub(super) fn walk(event: ev::KeyboardEvent) {
    let Some(here) = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    if here.get_attribute("role").as_deref() != Some("treeitem") {
        return;
    }
    let Ok(rows) = document().query_selector_all(".tree [role=treeitem]") else {
        return;
    };
    let row = |index: u32| rows.item(index)?.dyn_into::<web_sys::HtmlElement>().ok();
    let at = (0..rows.length())
        .find(|&index| row(index).as_ref() == Some(&here))
        .unwrap_or(0);
    let fold = || -> Option<web_sys::HtmlElement> {
        here.query_selector(".tree-fold")
            .ok()
            .flatten()?
            .dyn_into()
            .ok()
    };
    let open = here.get_attribute("aria-expanded");
    let go = |target: Option<web_sys::HtmlElement>| {
        if let Some(target) = target {
            let _ = target.focus();
        }
    };
    match event.key().as_str() {
        "ArrowDown" => go(row(at + 1)),
        "ArrowUp" => go(at.checked_sub(1).and_then(row)),
        "Home" => go(row(0)),
        "End" => go(rows.length().checked_sub(1).and_then(row)),
        "ArrowRight" if open.as_deref() == Some("false") => {
            if let Some(fold) = fold() {
                fold.click();
            }
        }
        "ArrowRight" if open.as_deref() == Some("true") => go(row(at + 1)),
        "ArrowLeft" if open.as_deref() == Some("true") => {
            if let Some(fold) = fold() {
                fold.click();
            }
        }
        "ArrowLeft" => go(here
            .closest("li")
            .ok()
            .flatten()
            .and_then(|entry| entry.parent_element()?.closest("li").ok().flatten())
            .and_then(|above| above.query_selector("[role=treeitem]").ok().flatten())
            .and_then(|row| row.dyn_into().ok())),
        "Enter" | " " => here.click(),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
