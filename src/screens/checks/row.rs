//! One finding: what, where, and what can be done about it.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::Command;
use yoriai_plan::checks::{About, Found};

use super::{focus_status, jump, mend};
use crate::desk::use_desk;
use crate::platform::page;
use crate::words::{self, fill, use_say};

/// A finding that stands open.
#[component]
pub(super) fn FoundRow(finding: Memo<Option<Found>>) -> impl IntoView {
    let say = use_say();
    let keeping = RwSignal::new(false);
    let message = message_of(finding);
    view! {
        <li class="checks-row">
            <p class="checks-message">{move || message.get()}</p>
            <Where finding />
            <Mends finding />
            <div class="checks-actions">
                <OpenButton finding />
                <button
                    type="button"
                    class="button quiet"
                    aria-expanded=move || keeping.get().to_string()
                    aria-label=move || fill(say(words::CHECKS_KEEP_NAME), &[&message.get()])
                    on:click=move |_| keeping.update(|keeping| *keeping = !*keeping)
                >
                    {say(words::CHECKS_KEEP)}
                </button>
            </div>
            <Show when=move || keeping.get()>
                <Reason finding keeping />
            </Show>
            <Also finding />
        </li>
    }
}

/// A finding that somebody left as it is.
#[component]
pub(super) fn KeptRow(finding: Memo<Option<Found>>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let message = message_of(finding);
    let reason = move || {
        finding.with(|finding| {
            let reason = finding.as_ref().and_then(|found| found.dismissed.clone());
            fill(
                say(words::CHECKS_KEPT_BECAUSE),
                &[&reason.unwrap_or_default()],
            )
        })
    };
    let again = move |_| {
        let Some(found) = finding.get_untracked() else {
            return;
        };
        let command = Command::Dismiss {
            check: found.key,
            reason: None,
        };
        if desk.apply(&command) {
            focus_status();
        }
    };
    view! {
        <li class="checks-row">
            <p class="checks-message">{move || message.get()}</p>
            <Where finding />
            <p class="checks-reason">{reason}</p>
            <div class="checks-actions">
                <OpenButton finding />
                <button
                    type="button"
                    class="button quiet"
                    aria-label=move || fill(say(words::CHECKS_AGAIN_NAME), &[&message.get()])
                    on:click=again
                >
                    {say(words::CHECKS_AGAIN)}
                </button>
            </div>
        </li>
    }
}

fn message_of(finding: Memo<Option<Found>>) -> Memo<String> {
    Memo::new(move |_| {
        finding
            .with(|finding| finding.as_ref().map(|found| found.message.clone()))
            .unwrap_or_default()
    })
}

/// The way to the place, from the top of the plan.
#[component]
fn Where(finding: Memo<Option<Found>>) -> impl IntoView {
    let path = path_of(move || finding.with(|found| found.as_ref().map(|it| it.about.clone())));
    view! { <p class="checks-path">{move || path.get()}</p> }
}

fn path_of(about: impl Fn() -> Option<About> + Send + Sync + 'static) -> Memo<String> {
    let say = use_say();
    let desk = use_desk();
    Memo::new(move |_| {
        let Some(about) = about() else {
            return String::new();
        };
        let path = desk.session().with_plan(|plan| about.path(plan));
        if path.is_empty() {
            return say(words::CHECKS_WHOLE).to_owned();
        }
        path.join(" › ")
    })
}

#[component]
fn OpenButton(finding: Memo<Option<Found>>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let path = path_of(move || finding.with(|found| found.as_ref().map(|it| it.about.clone())));
    view! {
        <button
            type="button"
            class="button"
            aria-label=move || fill(say(words::CHECKS_OPEN_AT), &[&path.get()])
            on:click=move |_| {
                if let Some(found) = finding.get_untracked() {
                    jump::open(desk, &found.about);
                }
            }
        >
            {say(words::CHECKS_OPEN)}
        </button>
    }
}

/// The ways to mend it, each with what will be written.
#[component]
fn Mends(finding: Memo<Option<Found>>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let labels = Memo::new(move |_| {
        finding.with(|finding| {
            let mends = finding.iter().flat_map(|found| &found.mends);
            mends.map(|mend| mend.label.clone()).collect::<Vec<_>>()
        })
    });
    let apply = move |label: &str| {
        let Some(found) = finding.get_untracked() else {
            return;
        };
        if mend(desk, &found.key, label) {
            desk.say(fill(say(words::CHECKS_MENDED), &[label]));
            focus_status();
        } else {
            desk.say(say(words::CHECKS_CHANGED));
        }
    };
    view! {
        <Show when=move || !labels.with(Vec::is_empty)>
            <ul class="checks-mends">
                <For each=move || labels.get() key=String::clone let:label>
                    <li>
                        <button
                            type="button"
                            class="button"
                            aria-label=fill(say(words::CHECKS_MEND_AS), &[&label])
                            on:click={
                                let label = label.clone();
                                move |_| apply(&label)
                            }
                        >
                            {say(words::CHECKS_MEND)}
                        </button>
                        <span aria-hidden="true">{label}</span>
                    </li>
                </For>
            </ul>
        </Show>
    }
}

/// Asks why it is left as it is. Enter does nothing: it may only have ended a composition.
#[component]
fn Reason(finding: Memo<Option<Found>>, keeping: RwSignal<bool>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let reason = RwSignal::new(String::new());
    let missing = RwSignal::new(false);
    let key = finding.with_untracked(|found| found.as_ref().map(|it| it.key.clone()));
    let id = format!("reason-{}", key.unwrap_or_default());
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = node.get() {
            let _ = input.focus();
        }
    });
    let keep = {
        let id = id.clone();
        move |_| {
            let Some(found) = finding.get_untracked() else {
                return;
            };
            let text = reason.with_untracked(|reason| reason.trim().to_owned());
            if text.is_empty() {
                missing.set(true);
                page::focus(&id);
                return;
            }
            let command = Command::Dismiss {
                check: found.key,
                reason: Some(text),
            };
            if desk.apply(&command) {
                desk.say(say(words::CHECKS_KEPT));
                focus_status();
            }
        }
    };
    let hint = format!("{id}-hint");
    view! {
        <div class="checks-keeping">
            <label for=id.clone()>{say(words::CHECKS_REASON)}</label>
            <input
                node_ref=node
                id=id
                type="text"
                autocomplete="off"
                placeholder=say(words::CHECKS_REASON_HINT)
                aria-describedby=hint.clone()
                aria-invalid=move || missing.get().to_string()
                on:input=move |event: ev::Event| {
                    reason.set(event_target_value(&event));
                    missing.set(false);
                }
            />
            <p class="checks-missing" id=hint role="alert">
                {move || missing.get().then(|| say(words::CHECKS_REASON_MISSING))}
            </p>
            <div class="checks-actions">
                <button type="button" class="button main" on:click=keep>
                    {say(words::CHECKS_KEEP)}
                </button>
                <button
                    type="button"
                    class="button quiet"
                    on:click=move |_| keeping.set(false)
                >
                    {say(words::CHECKS_NOT_NOW)}
                </button>
            </div>
        </div>
    }
}

/// The other places that it concerns.
#[component]
fn Also(finding: Memo<Option<Found>>) -> impl IntoView {
    let say = use_say();
    let also = Memo::new(move |_| {
        finding.with(|finding| {
            let also = finding.as_ref().map(|found| found.also.clone());
            also.unwrap_or_default()
        })
    });
    view! {
        <Show when=move || !also.with(Vec::is_empty)>
            <details class="checks-also">
                <summary>
                    {move || fill(say(words::CHECKS_ALSO), &[&also.with(Vec::len).to_string()])}
                </summary>
                <ul>
                    <For each=move || also.get() key=About::clone let:about>
                        <AlsoRow about />
                    </For>
                </ul>
            </details>
        </Show>
    }
}

#[component]
fn AlsoRow(about: About) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let path = {
        let about = about.clone();
        path_of(move || Some(about.clone()))
    };
    view! {
        <li>
            <button
                type="button"
                class="button quiet"
                aria-label=move || fill(say(words::CHECKS_OPEN_AT), &[&path.get()])
                on:click=move |_| jump::open(desk, &about)
            >
                {move || path.get()}
            </button>
        </li>
    }
}
