//! Opening without a network: the service worker, and a new version that waits its turn.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

use super::page;

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = page::window().navigator();
    let has = js_sys::Reflect::get(&navigator, &"serviceWorker".into())
        .is_ok_and(|container| container.is_object());
    has.then(|| navigator.service_worker())
}

/// Keeps the app on the device, and calls when a newer version lies ready. An update never
/// interrupts an edit: it waits until [`take_over`] is called, or all tabs are closed.
pub fn keep(newer: impl Fn() + 'static) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(registered) = JsFuture::from(container.register("sw.js")).await else {
            return;
        };
        let Ok(registration) = registered.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        // Without an active worker this is the first visit: there is no older version to replace.
        let is_update = {
            let registration = registration.clone();
            move || registration.active().is_some() && registration.waiting().is_some()
        };
        if is_update() {
            newer();
        }
        let found = {
            let registration = registration.clone();
            let newer = std::rc::Rc::new(newer);
            Closure::<dyn Fn()>::new(move || {
                let Some(worker) = registration.installing() else {
                    return;
                };
                let is_update = is_update.clone();
                let newer = newer.clone();
                let changed = Closure::<dyn Fn()>::new(move || {
                    if is_update() {
                        newer();
                    }
                });
                worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
                changed.forget();
            })
        };
        registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
        // The listener lives as long as the page.
        found.forget();
    });
}

/// Lets the newer version take over, and loads the page anew.
pub fn take_over() {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(promise) = container.get_registration().dyn_into::<js_sys::Promise>() else {
            return;
        };
        let Ok(found) = JsFuture::from(promise).await else {
            return;
        };
        let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        let Some(waiting) = registration.waiting() else {
            // Another tab has let it in already; only this page is still the old one.
            page::reload();
            return;
        };
        let reload = Closure::once_into_js(page::reload);
        container.set_oncontrollerchange(Some(reload.unchecked_ref()));
        let _ = waiting.post_message(&"take-over".into());
    });
}
