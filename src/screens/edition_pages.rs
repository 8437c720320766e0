//! The papers of a plan below one another, with a way to each: what those see who only read.

use leptos::prelude::*;

use crate::papers::activity::ActivityPaper;
use crate::papers::annual::{AnnualPaper, is_annual};
use crate::papers::chart::ChartPaper;
use crate::papers::goal_sheet::{self, GoalSheetPaper, sheet_years};
use crate::papers::head::Printed;
use crate::papers::progress::ProgressPaper;
use crate::papers::progress::rows::periods;
use crate::papers::year;
use crate::platform::page;
use crate::words::{self, Words, use_say};

/// The papers.
#[component]
pub fn EditionPages(
    /// What they say.
    printed: StoredValue<Printed>,
) -> impl IntoView {
    let say = use_say();
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
}
