//! An edition as a committee member or resident sees it: one clean page, out of the link alone.

use leptos::prelude::*;
use yoriai_plan::Edition;
use yoriai_sync::{Link, snapshot};

use crate::components::text_size::TextSizeChoice;
use crate::papers::activity::ActivityPaper;
use crate::papers::annual::{AnnualPaper, is_annual};
use crate::papers::chart::ChartPaper;
use crate::papers::goal_sheet::{self, GoalSheetPaper, sheet_years};
use crate::papers::head::{Printed, as_of};
use crate::papers::progress::ProgressPaper;
use crate::papers::progress::rows::periods;
use crate::papers::year;
use crate::platform::page;
use crate::words::{self, Words, fill, use_say};

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
    let (periods, goals) = printed.with_value(|printed| {
        let plan = &printed.plan;
        let goals = goal_sheet::is_used(plan).then(|| sheet_years(plan).0);
        (periods(plan), goals)
    });
    let has_progress = !periods.is_empty();
    let has_annual = printed.with_value(|printed| is_annual(&printed.plan));
    let year = printed.with_value(|printed| {
        year::nearest(&year::years_of(&printed.plan), year::of_day(&printed.as_of))
    });
    let button = move |id: &'static str, name: Words| {
        let go = move |event: leptos::ev::MouseEvent| {
            // The fragment holds the edition itself: it must stay as it is.
            event.prevent_default();
            page::focus(id);
        };
        view! {
            <a class="button" href=format!("#{id}") on:click=go>
                {say(name)}
            </a>
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
                {button("edition-chart", words::PAPER_CHART)}
                {button("edition-plan", words::PAPER_ACTIVITY)}
                {has_annual.then(|| button("edition-annual", words::PAPER_ANNUAL))}
                {has_progress.then(|| button("edition-progress", words::PAPER_PROGRESS))}
                {goals.map(|_| button("edition-goals", words::PAPER_GOALS))}
            </nav>
            <article class="paper" data-size="a4-landscape" id="edition-chart" tabindex="-1">
                <ChartPaper printed />
            </article>
            <article class="paper" data-size="a4-portrait" id="edition-plan" tabindex="-1">
                <ActivityPaper printed />
            </article>
            {has_annual
                .then(|| {
                    view! {
                        <article
                            class="paper"
                            data-size="a4-portrait"
                            id="edition-annual"
                            tabindex="-1"
                        >
                            <AnnualPaper printed year />
                        </article>
                    }
                })}
            {has_progress
                .then(|| {
                    view! {
                        <article
                            class="paper"
                            data-size="a4-landscape"
                            id="edition-progress"
                            tabindex="-1"
                        >
                            {periods
                                .into_iter()
                                .map(|period| view! { <ProgressPaper printed period level=None /> })
                                .collect_view()}
                        </article>
                    }
                })}
            {goals
                .map(|year| {
                    view! {
                        <article
                            class="paper"
                            data-size="a3-landscape"
                            id="edition-goals"
                            tabindex="-1"
                        >
                            <GoalSheetPaper printed year level=None />
                        </article>
                    }
                })}
        </main>
    }
    .into_any()
}
