//! The clipboard.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use super::page;

/// Copies a text, and says whether that went well.
pub async fn copy(text: &str) -> bool {
    let navigator = page::window().navigator();
    // Only secure pages have `navigator.clipboard`; a hall's plain-http page has not.
    let has_clipboard = js_sys::Reflect::has(&navigator, &"clipboard".into()).unwrap_or(false);
    if has_clipboard
        && JsFuture::from(navigator.clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    copy_through_selection(text).unwrap_or(false)
}

/// The old way: a field that nobody sees, selected and copied.
fn copy_through_selection(text: &str) -> Option<bool> {
    let document = document().unchecked_into::<web_sys::HtmlDocument>();
    // Outside of an open dialog nothing can be selected.
    let dialogs = document.query_selector_all("dialog[open]").ok()?;
    let place = dialogs
        .length()
        .checked_sub(1)
        .and_then(|last| dialogs.item(last))
        .or_else(|| document.body().map(Into::into))?;
    let before = document.active_element();
    let field = document
        .create_element("textarea")
        .ok()?
        .dyn_into::<HtmlTextAreaElement>()
        .ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    place.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    field.remove();
    if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        let _ = before.focus();
    }
    Some(copied)
}
