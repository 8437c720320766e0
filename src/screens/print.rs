//! What goes to the printer, as it will look.

use leptos::ev;
use leptos::prelude::*;

use crate::app::use_app;
use crate::desk::use_desk;
use crate::papers::Paper;
use crate::papers::activity::ActivityPaper;
use crate::papers::chart::ChartPaper;
use crate::papers::head::Printed;
use crate::platform::{clock, page};
use crate::route::{Place, Route};
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
    let size = RwSignal::new(match paper {
        Paper::Chart => "a4-landscape",
        Paper::Activity => "a4-portrait",
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
                    <a
                        class="button"
                        href=goes_to(Paper::Chart)
                        aria-current=here(Paper::Chart)
                    >
                        {say(words::PAPER_CHART)}
                    </a>
                    <a
                        class="button"
                        href=goes_to(Paper::Activity)
                        aria-current=here(Paper::Activity)
                    >
                        {say(words::PAPER_ACTIVITY)}
                    </a>
                </nav>
                {(paper == Paper::Chart)
                    .then(|| {
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
                                    <option value="a4-landscape">{say(words::PAPER_A4_LANDSCAPE)}</option>
                                    <option value="a3-landscape">{say(words::PAPER_A3_LANDSCAPE)}</option>
                                </select>
                            </label>
                        }
                    })}
                <button type="button" class="button main" on:click=move |_| page::print()>
                    {say(words::PAPER_PRINT)}
                    {(paper == Paper::Activity)
                        .then(|| format!("（{}）", say(words::PAPER_A4_PORTRAIT)))}
                </button>
            </div>
            <div class="paper" data-size=move || size.get()>
                {match paper {
                    Paper::Chart => view! { <ChartPaper printed /> }.into_any(),
                    Paper::Activity => view! { <ActivityPaper printed /> }.into_any(),
                }}
            </div>
        </main>
    }
}
