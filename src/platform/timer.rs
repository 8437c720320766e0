//! Waiting.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::page;

/// Waits for so many milliseconds. The browser may stretch it in a tab that is in the background.
pub async fn sleep(ms: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let delay = i32::try_from(ms).unwrap_or(i32::MAX);
        // Without a window there is nothing to wait in: the promise is resolved at once.
        if page::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay)
            .is_err()
        {
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Does something once the page as it is now has been drawn; in a hidden page, once it shows.
pub fn after_drawing(then: impl FnOnce() + 'static) {
    // A frame's callbacks run before it is drawn, and what they put off runs after.
    request_animation_frame(move || Alarm::default().set(0, then));
}

/// A single alarm that can be set again before it rings: the last setting wins.
#[derive(Clone, Default)]
pub struct Alarm {
    handle: Rc<Cell<Option<i32>>>,
}

impl Alarm {
    /// Rings once after so many milliseconds, in place of what was set before.
    pub fn set(&self, ms: u32, ring: impl FnOnce() + 'static) {
        self.cancel();
        let handle = self.handle.clone();
        let callback = Closure::once_into_js(move || {
            handle.set(None);
            ring();
        });
        let delay = i32::try_from(ms).unwrap_or(i32::MAX);
        let set = page::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), delay);
        self.handle.set(set.ok());
    }

    /// Whether it is set.
    pub fn is_set(&self) -> bool {
        self.handle.get().is_some()
    }

    /// Takes the setting back.
    pub fn cancel(&self) {
        if let Some(handle) = self.handle.take() {
            page::window().clear_timeout_with_handle(handle);
        }
    }
}
