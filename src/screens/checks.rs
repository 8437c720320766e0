//! 点検: what a careful reader would ask about, each with its place, a reason and the mends.
//!
//! The plan is looked through when the screen opens and, a moment after, whenever it changes. No
//! key press waits for it: nobody types into the plan while this screen shows.

mod jump;
mod row;

use leptos::prelude::*;
use yoriai_plan::checks::{Check, Found, check};
use yoriai_plan::{Command, Date};

use self::row::{FoundRow, KeptRow};
use crate::components::keep_looking::keep_looking;
use crate::desk::{Desk, use_desk};
use crate::platform::{clock, page};
use crate::words::{self, fill, use_say};

/// The DOM id of the line that says how much was found; the focus goes there from a row that goes.
const STATUS: &str = "checks-status";

/// What was found; `None` until the plan has been looked through for the first time.
#[derive(Clone, Copy)]
struct Findings(RwSignal<Option<Vec<Found>>>);

impl Findings {
    /// The findings that are dismissed, or those that are not.
    fn with<T>(self, is_kept: bool, take: impl Fn(&Found) -> T) -> Vec<T> {
        self.0.with(|found| {
            let found = found.iter().flatten();
            let chosen = found.filter(|finding| finding.dismissed.is_some() == is_kept);
            chosen.map(take).collect()
        })
    }

    /// One finding as it stands.
    fn one(self, key: String) -> Memo<Option<Found>> {
        Memo::new(move |_| {
            self.0.with(|found| {
                let mut found = found.iter().flatten();
                found.find(|finding| finding.key == key).cloned()
            })
        })
    }
}

/// The checks.
#[component]
pub fn ChecksScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let findings = Findings(RwSignal::new(None));
    keep_looking(desk, findings.0, look);
    let groups = Memo::new(move |_| {
        let open = findings.with(false, |finding| finding.check);
        let all = Check::ALL.iter().copied();
        all.filter(|check| open.contains(check)).collect::<Vec<_>>()
    });
    let kept = Memo::new(move |_| findings.with(true, |finding| finding.key.clone()));
    let status = move || {
        if findings.0.with(Option::is_none) {
            return say(words::CHECKS_LOOKING).to_owned();
        }
        match findings.with(false, |_| ()).len() {
            0 => say(words::CHECKS_NONE).to_owned(),
            count => fill(say(words::CHECKS_SOME), &[&count.to_string()]),
        }
    };
    view! {
        <main class="checks" id="content" tabindex="-1">
            <article class="sheet">
                <h1>{say(words::CHECKS)}</h1>
                <p class="hint">{say(words::CHECKS_LEAD)}</p>
                <p class="checks-status" id=STATUS role="status" tabindex="-1">
                    {status}
                </p>
                <For each=move || groups.get() key=|check| *check let:check>
                    <Group check findings />
                </For>
                <Show when=move || !kept.with(Vec::is_empty)>
                    <section class="checks-group checks-kept" aria-labelledby="checks-kept">
                        <h2 id="checks-kept">{say(words::CHECKS_KEPT_LIST)}</h2>
                        <ul class="checks-list">
                            <For each=move || kept.get() key=String::clone let:key>
                                <KeptRow finding=findings.one(key) />
                            </For>
                        </ul>
                    </section>
                </Show>
            </article>
        </main>
    }
}

/// What one check has found.
#[component]
fn Group(check: Check, findings: Findings) -> impl IntoView {
    let id = StoredValue::new(format!("checks-{}", check.code()));
    let keys = Memo::new(move |_| {
        let all = findings.with(false, |finding| (finding.check, finding.key.clone()));
        let own = all.into_iter().filter(|(of, _)| *of == check);
        own.map(|(_, key)| key).collect::<Vec<_>>()
    });
    let why = Memo::new(move |_| {
        let all = findings.with(false, |finding| (finding.check, finding.why));
        let own = all.into_iter().find(|(of, _)| *of == check);
        own.map_or("", |(_, why)| why)
    });
    view! {
        <section class="checks-group" aria-labelledby=id.get_value()>
            <h2 id=id.get_value()>{check.word()}</h2>
            <p class="hint">{move || why.get()}</p>
            <ul class="checks-list">
                <For each=move || keys.get() key=String::clone let:key>
                    <FoundRow finding=findings.one(key) />
                </For>
            </ul>
        </section>
    }
}

fn look(desk: Desk) -> Vec<Found> {
    let (year, month, day) = clock::today();
    let today = Date::new(year, month, day);
    desk.session().with_plan(|plan| check(plan, today))
}

/// Carries out a mend, as the plan stands at this moment: what the row shows may be older than
/// what somebody else has just written.
fn mend(desk: Desk, key: &str, label: &str) -> bool {
    let found = look(desk);
    let finding = found.into_iter().find(|finding| finding.key == key);
    let mend = finding.and_then(|finding| {
        let mut mends = finding.mends.into_iter();
        mends.find(|mend| mend.label == label)
    });
    mend.is_some_and(|mend| desk.apply(&Command::Batch(mend.commands)))
}

/// Puts the focus where a row that is about to go cannot take it along.
fn focus_status() {
    page::focus(STATUS);
}
