//! Where a draft goes: into a new plan, or into one of this device.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::{App, use_app};
use crate::session::Session;
use crate::words::{self, Words, use_say};

/// The choice of a plan; the empty id stands for a new one.
#[component]
pub(super) fn Where(target: RwSignal<String>) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let plans = RwSignal::new(Vec::<(String, String)>::new());
    spawn_local(async move {
        let store = app.store();
        let mut found = store.plans().await.unwrap_or_default();
        found.sort_by_key(|plan| std::cmp::Reverse(plan.edited_ms));
        // One that has not arrived yet has nothing to compare with.
        for plan in found.into_iter().filter(|plan| plan.edited_ms > 0) {
            let title = match plan.title.trim() {
                "" => say(words::UNTITLED).to_owned(),
                title => title.to_owned(),
            };
            // What a newer version wrote can only be read, and is not offered.
            if Session::is_writable(&store, &plan.id).await
                && plans
                    .try_update(|plans| plans.push((plan.id, title)))
                    .is_none()
            {
                return;
            }
        }
    });
    view! {
        <label class="form-choice import-where">
            <span>{say(words::IMPORT_WHERE)}</span>
            <select
                prop:value=move || target.get()
                on:change=move |event| target.set(event_target_value(&event))
            >
                <option value="">{say(words::IMPORT_WHERE_NEW)}</option>
                <For each=move || plans.get() key=|(id, _)| id.clone() let((id, title))>
                    <option
                        value=id.clone()
                        selected=target.with_untracked(|target| *target == id)
                    >
                        {title}
                    </option>
                </For>
            </select>
        </label>
    }
}

/// The plan that a draft is compared with. It is closed with the screen, unless it was handed on.
#[derive(Clone, Copy)]
pub(super) struct Opened(RwSignal<Option<Rc<Session>>, LocalStorage>);

impl Opened {
    /// None yet.
    pub(super) fn new() -> Self {
        let opened = Self(RwSignal::new_local(None));
        on_cleanup(move || opened.close());
        opened
    }

    /// The plan.
    pub(super) fn session(self) -> Option<Rc<Session>> {
        self.0.get()
    }

    /// Opens a plan.
    pub(super) async fn open(self, app: App, id: &str) -> Result<(), Words> {
        let session = Session::open(app.store(), id, &app.author()).await;
        let session = session.map_err(|_| words::IMPORT_NO_PLAN)?;
        if session.is_read_only() {
            session.close();
            return Err(words::IMPORT_READ_ONLY);
        }
        // The screen may be gone by now.
        if let Some(Some(session)) = self.0.try_set(Some(session)) {
            session.close();
        }
        Ok(())
    }

    /// Closes the plan again.
    pub(super) fn close(self) {
        if let Some(Some(session)) = self.0.try_update(Option::take) {
            session.close();
        }
    }

    /// Gives the plan away.
    pub(super) fn hand_on(self, app: App) {
        if let Some(Some(session)) = self.0.try_update_untracked(Option::take) {
            app.hand_on(session);
        }
    }
}
