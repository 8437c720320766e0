//! One tab among several holds the socket of a plan (Web Locks).

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::AbortController;

use super::page;

/// A claim on the socket of a plan. Given back when dropped, or when the tab ends.
pub struct Claim {
    release: Rc<RefCell<Option<js_sys::Function>>>,
    waiting: Option<AbortController>,
}

impl Claim {
    /// Waits for the turn of this tab, and calls when it has come. Where the browser has no locks
    /// (a plain-http page), the turn comes at once: such a page is used in one tab.
    pub fn wait(plan: &str, granted: impl FnOnce() + 'static) -> Self {
        let release = Rc::new(RefCell::new(None));
        let navigator = page::window().navigator();
        let has_locks = js_sys::Reflect::get(&navigator, &"locks".into())
            .is_ok_and(|locks| locks.is_object());
        if !has_locks {
            granted();
            return Self { release, waiting: None };
        }
        let kept = release.clone();
        // The lock is held for as long as the promise that this callback returns is unsettled.
        let callback = Closure::once_into_js(move || -> js_sys::Promise {
            let promise = js_sys::Promise::new(&mut |resolve, _| {
                *kept.borrow_mut() = Some(resolve);
            });
            granted();
            promise
        });
        let waiting = AbortController::new().ok();
        let options = web_sys::LockOptions::new();
        if let Some(waiting) = &waiting {
            options.set_signal(&waiting.signal());
        }
        let request = navigator.locks().request_with_options(
            &format!("yoriai/{plan}"),
            &options,
            callback.unchecked_ref(),
        );
        // An aborted request rejects; nobody waits for it.
        let ignore = Closure::once_into_js(|_: wasm_bindgen::JsValue| {});
        let _ = request.catch(&ignore.unchecked_into());
        Self { release, waiting }
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        match self.release.borrow_mut().take() {
            Some(resolve) => {
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            }
            None => {
                if let Some(waiting) = &self.waiting {
                    waiting.abort();
                }
            }
        }
    }
}
