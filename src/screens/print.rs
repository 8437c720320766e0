//! What goes to the printer, as it will look.

use leptos::prelude::*;
use leptos::{ev, html};
use yoriai_plan::FiscalYear;

use crate::app::use_app;
use crate::components::choice::Choice;
use crate::desk::{Desk, use_desk};
use crate::papers::Paper;
use crate::papers::activity::ActivityPaper;
use crate::papers::annual::AnnualPaper;
use crate::papers::chart::ChartPaper;
use crate::papers::goal_sheet::{GoalSheetPaper, sheet_years};
use crate::papers::head::Printed;
use crate::papers::progress::ProgressPaper;
use crate::papers::progress::rows::{Period, periods};
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
    let label = expect_context::<EditionLabel>().0;
    // A preview is of the moment in which it was opened.
    let printed = StoredValue::new(Printed {
        plan: desk.session().with_plan(Clone::clone),
        as_of: today(),
        label: label.get_untracked(),
    });
    let id = desk.session().id().to_owned();
    // A goal sheet is a wide form: the councils print it on A3.
    let size = RwSignal::new(match paper {
        Paper::Chart | Paper::Progress => "a4-landscape",
        Paper::GoalSheet => "a3-landscape",
        Paper::Activity | Paper::Annual => "a4-portrait",
    });
    let is_portrait = matches!(paper, Paper::Activity | Paper::Annual);
    let goes_to = move |paper: Paper| {
        app.route
            .with_untracked(|_| Route::Plan {
                id: id.clone(),
                place: Place::Paper(paper),
            })
            .fragment()
    };
    // A preview begins at its head, however far one had gone down in the document.
    let screen = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        if let Some(screen) = screen.get() {
            screen.set_scroll_top(0);
        }
    });
    let here = move |other: Paper| (paper == other).then_some("page");
    view! {
        <main class="print-screen" id="content" tabindex="-1" node_ref=screen>
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
                <When paper printed />
                <label class="form-choice inline print-label">
                    <span>{say(words::PAPER_LABEL)}</span>
                    <input
                        type="text"
                        autocomplete="off"
                        placeholder=say(words::PAPER_LABEL_HINT)
                        prop:value=move || label.get()
                        on:change=move |event: ev::Event| {
                            label.set(event_target_value(&event).trim().to_owned());
                        }
                    />
                </label>
                // Side by side, also where they don't fit on the first line.
                <div class="print-deeds">
                    <ExportButton class="button" />
                    <button type="button" class="button main" on:click=move |_| page::print()>
                        {say(words::PAPER_PRINT)}
                        {is_portrait
                            .then(|| format!("（{}）", say(words::PAPER_A4_PORTRAIT)))}
                    </button>
                </div>
            </div>
            <div class="paper" data-size=move || size.get()>
                {move || {
                    let label = label.get();
                    printed.update_value(|printed| printed.label = label);
                    match paper {
                        Paper::Chart => view! { <ChartPaper printed /> }.into_any(),
                        Paper::Activity => view! { <ActivityPaper printed /> }.into_any(),
                        Paper::Progress => {
                            let period = period_on(desk, printed);
                            let level = desk.summary_level.get();
                            view! { <ProgressPaper printed period level /> }.into_any()
                        }
                        Paper::GoalSheet => {
                            let year = sheet_year_on(desk, printed);
                            let level = desk.goals_level.get();
                            view! { <GoalSheetPaper printed year level /> }.into_any()
                        }
                        Paper::Annual => {
                            let year = year_on(desk, printed);
                            view! { <AnnualPaper printed year /> }.into_any()
                        }
                    }
                }}
            </div>
        </main>
    }
}

/// The name of the edition that goes on paper, kept while the plan is open.
#[derive(Clone, Copy)]
pub struct EditionLabel(RwSignal<String>);

impl EditionLabel {
    /// None yet.
    pub fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }
}

impl Default for EditionLabel {
    fn default() -> Self {
        Self::new()
    }
}

/// The year of a 事業計画 that was last looked at, or the one nearest to today.
fn year_on(desk: Desk, printed: StoredValue<Printed>) -> Option<FiscalYear> {
    let nearest = || {
        printed
            .with_value(|printed| year::nearest(&year::years_of(&printed.plan), year::this_year()))
    };
    desk.sheet_year.get().or_else(nearest)
}

fn sheet_year_on(desk: Desk, printed: StoredValue<Printed>) -> FiscalYear {
    let usual = || printed.with_value(|printed| sheet_years(&printed.plan).0);
    desk.sheet_year.get().unwrap_or_else(usual)
}

fn period_on(desk: Desk, printed: StoredValue<Printed>) -> Period {
    let first = || printed.with_value(|printed| periods(&printed.plan).into_iter().next());
    desk.sheet_period.get().or_else(first).unwrap_or_default()
}

/// For which year or period the document is; nothing for those that are of the whole plan.
#[component]
fn When(paper: Paper, printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let years = match paper {
        Paper::Chart | Paper::Activity => return ().into_any(),
        Paper::Progress => {
            let mut offered = printed.with_value(|printed| periods(&printed.plan));
            let now = untrack(|| period_on(desk, printed));
            if !offered.contains(&now) {
                offered.push(now);
            }
            return view! { <PeriodChoice offered printed /> }.into_any();
        }
        Paper::GoalSheet => printed.with_value(|printed| sheet_years(&printed.plan).1),
        Paper::Annual => printed.with_value(|printed| year::years_of(&printed.plan)),
    };
    let value = Signal::derive(move || {
        let year = match paper {
            Paper::GoalSheet => Some(sheet_year_on(desk, printed)),
            _ => year_on(desk, printed),
        };
        year.map(|year| year.year().to_string()).unwrap_or_default()
    });
    let options = years.into_iter();
    let options = options.map(|year| (year.year().to_string(), year.label_wareki()));
    let options: Vec<_> = options.collect();
    (!options.is_empty())
        .then(|| {
            view! {
                <Choice
                    name=Signal::stored(say(words::GOALS_YEAR).to_owned())
                    value
                    options=Signal::stored(options)
                    on_choose=move |chosen: String| {
                        desk.sheet_year.set(chosen.parse().ok().and_then(FiscalYear::new));
                    }
                />
            }
        })
        .into_any()
}

#[component]
fn PeriodChoice(offered: Vec<Period>, printed: StoredValue<Printed>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let options = offered.iter().enumerate();
    let whole = say(words::PROGRESS_WHOLE);
    let options: Vec<_> = options
        .map(|(index, period)| (index.to_string(), period.label(whole)))
        .collect();
    let offered = StoredValue::new(offered);
    let value = Signal::derive(move || {
        let now = period_on(desk, printed);
        let index = offered.with_value(|all| all.iter().position(|other| *other == now));
        index.unwrap_or_default().to_string()
    });
    view! {
        <Choice
            name=Signal::stored(say(words::PROGRESS_PERIOD).to_owned())
            value
            options=Signal::stored(options)
            on_choose=move |chosen: String| {
                let chosen = chosen.parse().ok().and_then(|index: usize| {
                    offered.with_value(|all| all.get(index).cloned())
                });
                desk.sheet_period.set(chosen);
            }
        />
    }
}
