//! An edition as a committee member or resident sees it: one clean page, out of the link alone.

use leptos::prelude::*;
use yoriai_plan::Edition;
use yoriai_sync::{Link, snapshot};

use crate::components::text_size::TextSizeChoice;
use crate::papers::activity::ActivityPaper;
use crate::papers::chart::ChartPaper;
use crate::papers::head::{Printed, as_of};
use crate::platform::page;
use crate::words::{self, fill, use_say};

fn read(fragment: &str) -> Option<Edition> {
    let Ok(Link::Snapshot(payload)) = Link::parse(fragment) else {
        return None;
    };
    Edition::thaw(&snapshot::unpack(&payload).ok()?).ok()
}

/// The page.
#[component]
pub fn EditionScreen(fragment: String) -> impl IntoView {
    let say = use_say();
    let Some(edition) = read(&fragment) else {
        return view! {
            <main class="message" id="content" tabindex="-1">
                <h1>{say(words::APP)}</h1>
                <p role="alert">{say(words::EDITION_BAD)}</p>
            </main>
        }
        .into_any();
    };
    page::set_title(&edition.plan.head.title);
    let day = as_of(&edition.as_of);
    let by = (!edition.published_by.is_empty())
        .then(|| fill(say(words::EDITION_LEAD), &[&edition.published_by]));
    let printed = StoredValue::new(Printed {
        plan: edition.plan,
        as_of: edition.as_of,
        label: edition.label.clone(),
    });
    let go = move |id: &'static str| {
        move |event: leptos::ev::MouseEvent| {
            // The fragment holds the edition itself: it must stay as it is.
            event.prevent_default();
            page::focus(id);
        }
    };
    view! {
        <header class="bar edition-bar">
            <div class="bar-plan">
                <div class="bar-title">{day}</div>
                <div class="bar-about">
                    {[Some(edition.label), by]
                        .into_iter()
                        .flatten()
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<_>>()
                        .join(" ・ ")}
                </div>
            </div>
            <TextSizeChoice />
            <button type="button" class="button main" on:click=move |_| page::print()>
                {say(words::PAPER_PRINT)}
            </button>
        </header>
        <main class="edition" id="content" tabindex="-1">
            <nav class="edition-contents" aria-label=say(words::EDITION_CONTENTS)>
                <a class="button" href="#edition-chart" on:click=go("edition-chart")>
                    {say(words::PAPER_CHART)}
                </a>
                <a class="button" href="#edition-plan" on:click=go("edition-plan")>
                    {say(words::PAPER_ACTIVITY)}
                </a>
            </nav>
            <article class="paper" data-size="a4-landscape" id="edition-chart" tabindex="-1">
                <ChartPaper printed />
            </article>
            <article class="paper" data-size="a4-portrait" id="edition-plan" tabindex="-1">
                <ActivityPaper printed />
            </article>
        </main>
    }
    .into_any()
}
