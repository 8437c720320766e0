//! A plan that is only followed: its papers as they stand now, kept up with what others write. No
//! button of the editor is here.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::{take_focus, use_app};
use crate::components::notices::Notices;
use crate::components::sync_line::SyncLine;
use crate::components::text_size::TextSizeChoice;
use crate::desk::Desk;
use crate::papers::head::{Printed, as_of};
use crate::platform::page;
use crate::platform::timer::Alarm;
use crate::route::Route;
use crate::screens::edition_pages::EditionPages;
use crate::screens::here::HereCount;
use crate::screens::plan::Waiting;
use crate::screens::print::today;
use crate::session::Session;
use crate::words::{self, use_say};

/// How long to wait after a change before the papers are set anew, in milliseconds: somebody types
/// a word at a time, and whoever reads is not to see the page jump at each.
const PAUSE_MS: u32 = 1_500;

/// The page.
#[component]
pub fn LivePlan(session: Rc<Session>) -> impl IntoView {
    let say = use_say();
    let desk = Desk::new(session.clone());
    provide_context(desk);
    take_focus(use_app());
    let shown = RwSignal::new(printed(&session));
    let pause = StoredValue::new_local(Alarm::default());
    let revision = session.revision.clone();
    Effect::new(move |before: Option<u64>| {
        let now = revision.get();
        if before.is_some_and(|before| before != now) {
            let set = move || {
                shown.try_set(printed(&desk.session()));
            };
            // The first words are awaited; later ones may gather.
            if shown.with_untracked(Option::is_none) {
                set();
            } else {
                pause.with_value(|pause| {
                    // Not put off again and again while several people write.
                    if !pause.is_set() {
                        pause.set(PAUSE_MS, set);
                    }
                });
            }
        }
        now
    });
    on_cleanup(move || pause.with_value(Alarm::cancel));
    let title = move || {
        let title = shown.with(|shown| shown.as_ref().map(|it| it.plan.head.title.clone()));
        title.filter(|title| !title.is_empty())
    };
    Effect::new(move |_| {
        if let Some(title) = title() {
            page::set_title(&title);
        }
    });
    view! {
        <div class="live">
            <header class="bar edition-bar">
                <a class="button quiet" href=Route::Library.fragment()>{say(words::BACK)}</a>
                <div class="bar-plan">
                    <div class="bar-title">{as_of(&today())} " ・ " {say(words::FOLLOWED)}</div>
                    <SyncLine />
                </div>
                <HereCount />
                <TextSizeChoice />
                <button type="button" class="button main" on:click=move |_| page::print()>
                    {say(words::PAPER_PRINT)}
                </button>
            </header>
            <Notices />
            {move || match shown.get() {
                Some(printed) => {
                    view! { <EditionPages printed=StoredValue::new(printed) /> }.into_any()
                }
                None => view! { <Waiting /> }.into_any(),
            }}
        </div>
    }
}

/// The plan as it stands; `None` while nothing of it has come.
fn printed(session: &Session) -> Option<Printed> {
    session.has_come().then(|| Printed {
        plan: session.with_plan(Clone::clone),
        as_of: today(),
        label: String::new(),
    })
}
