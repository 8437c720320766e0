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
        // Still marked unstable in web-sys; it has been in every browser since 2022.
        let navigator = page::window().navigator();
        let locks = js_sys::Reflect::get(&navigator, &"locks".into()).unwrap_or_default();
        let request = js_sys::Reflect::get(&locks, &"request".into())
            .ok()
            .and_then(|request| request.dyn_into::<js_sys::Function>().ok());
        let Some(request) = request else {
            granted();
            return Self {
                release,
                waiting: None,
            };
        };
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
        let options = js_sys::Object::new();
        if let Some(waiting) = &waiting {
            let _ = js_sys::Reflect::set(&options, &"signal".into(), &waiting.signal());
        }
        let requested = request.call3(
            &locks,
            &format!("yoriai/{plan}").into(),
            &options,
            &callback,
        );
        // An aborted request rejects; nobody waits for it.
        if let Some(promise) = requested
            .ok()
            .and_then(|p| p.dyn_into::<js_sys::Promise>().ok())
        {
            wasm_bindgen_futures::spawn_local(async move {
                let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
            });
        }
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
