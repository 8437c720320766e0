//! What goes to the printer, as it will look.

use leptos::ev;
use leptos::prelude::*;

use crate::app::use_app;
use crate::desk::use_desk;
use crate::papers::Paper;
use crate::papers::activity::ActivityPaper;
use crate::papers::annual::AnnualPaper;
use crate::papers::chart::ChartPaper;
use crate::papers::goal_sheet::{GoalSheetPaper, sheet_years};
use crate::papers::head::Printed;
use crate::papers::progress::ProgressPaper;
use crate::papers::progress::rows::periods;
use crate::papers::year;
use crate::platform::{clock, page};
use crate::route::{Place, Route};
use crate::screens::export::ExportButton;
use crate::words::{self, use_say};

/// Today, as an ISO date.
pub fn today() -> String {
    let (year, month, day) = clock::today();
    format!("{year:04}-{month:02}-{day:02}")
}

/// The preview.
#[component]
pub fn PrintScreen(paper: Paper) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let app = use_app();
    // A preview is of the moment in which it was opened.
    let printed = StoredValue::new(Printed {
        plan: desk.session().with_plan(Clone::clone),
        as_of: today(),
        label: String::new(),
    });
    let id = desk.session().id().to_owned();
    // A goal sheet is a wide form: the councils print it on A3.
    let size = RwSignal::new(match paper {
        Paper::Chart | Paper::Progress => "a4-landscape",
        Paper::GoalSheet => "a3-landscape",
        Paper::Activity | Paper::Annual => "a4-portrait",
    });
    let is_portrait = matches!(paper, Paper::Activity | Paper::Annual);
    let year = printed.with_value(|printed| {
        let nearest = || year::nearest(&year::years_of(&printed.plan), year::this_year());
        desk.sheet_year.get_untracked().or_else(nearest)
    });
    let goes_to = move |paper: Paper| {
        app.route
            .with_untracked(|_| Route::Plan {
                id: id.clone(),
                place: Place::Paper(paper),
            })
            .fragment()
    };
    let here = move |other: Paper| (paper == other).then_some("page");
    view! {
        <main class="print-screen" id="content" tabindex="-1">
            <div class="print-tools">
                <nav class="choice" aria-label=say(words::PLACE_PAPER)>
                    {[
                        (Paper::Chart, words::PAPER_CHART),
                        (Paper::Activity, words::PAPER_ACTIVITY),
                        (Paper::Annual, words::PAPER_ANNUAL),
                        (Paper::Progress, words::PAPER_PROGRESS),
                        (Paper::GoalSheet, words::PAPER_GOALS),
                    ]
                        .into_iter()
                        .map(|(paper, name)| {
                            view! {
                                <a class="button" href=goes_to(paper) aria-current=here(paper)>
                                    {say(name)}
                                </a>
                            }
                        })
                        .collect_view()}
                </nav>
                {(!is_portrait)
                    .then(|| {
                        let opens_as = |other: &str| size.get_untracked() == other;
                        view! {
                            <label class="form-choice inline">
                                <span>{say(words::PAPER_SIZE)}</span>
                                <select on:change=move |event: ev::Event| {
                                    size.set(
                                        if event_target_value(&event) == "a3-landscape" {
                                            "a3-landscape"
                                        } else {
                                            "a4-landscape"
                                        },
                                    );
                                }>
                                    <option value="a4-landscape" selected=opens_as("a4-landscape")>
                                        {say(words::PAPER_A4_LANDSCAPE)}
                                    </option>
                                    <option value="a3-landscape" selected=opens_as("a3-landscape")>
                                        {say(words::PAPER_A3_LANDSCAPE)}
                                    </option>
                                </select>
                            </label>
                        }
                    })}
                <ExportButton class="button" />
                <button type="button" class="button main" on:click=move |_| page::print()>
                    {say(words::PAPER_PRINT)}
                    {is_portrait
                        .then(|| format!("（{}）", say(words::PAPER_A4_PORTRAIT)))}
                </button>
            </div>
            <div class="paper" data-size=move || size.get()>
                {match paper {
                    Paper::Chart => view! { <ChartPaper printed /> }.into_any(),
                    Paper::Activity => view! { <ActivityPaper printed /> }.into_any(),
                    Paper::Progress => {
                        let periods = printed.with_value(|printed| periods(&printed.plan));
                        let period = desk.sheet_period.get_untracked();
                        let period = period.or_else(|| periods.first().cloned());
                        let period = period.unwrap_or_default();
                        view! { <ProgressPaper printed period level=desk.summary_level.get_untracked() /> }.into_any()
                    }
                    Paper::GoalSheet => {
                        let (year, _) = printed.with_value(|printed| sheet_years(&printed.plan));
                        let year = desk.sheet_year.get_untracked().unwrap_or(year);
                        view! { <GoalSheetPaper printed year level=desk.goals_level.get_untracked() /> }.into_any()
                    }
                    Paper::Annual => view! { <AnnualPaper printed year /> }.into_any(),
                }}
            </div>
        </main>
    }
}
