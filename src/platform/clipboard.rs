//! The clipboard.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlTextAreaElement;

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
    let body = document.body()?;
    let field = document
        .create_element("textarea")
        .ok()?
        .dyn_into::<HtmlTextAreaElement>()
        .ok()?;
    field.set_value(text);
    field.set_class_name("visually-hidden");
    body.append_child(&field).ok()?;
    field.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    field.remove();
    Some(copied)
}
