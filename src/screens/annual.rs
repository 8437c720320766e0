//! 事業計画 of a year, edited where it is read, in the order of the councils' own document: short
//! forms, programmes, policy, priorities, then pillars, goals, directions and the year's
//! initiatives.

pub(super) mod captions;
mod directions;
mod facts;
mod goals;
mod initiative;
pub(super) mod moving;
pub mod next_year;
mod next_year_dialog;
mod priorities;
mod programme_choice;
mod programmes;
mod shown;
mod terms;

use leptos::prelude::*;
use yoriai_plan::{Caption, FiscalYear, PlanText, SectionId, SectionKind, TextRef};

use self::captions::{Captioned, RenameButton};
use self::goals::Goals;
use self::next_year_dialog::NextYear;
use self::priorities::Priorities;
pub(super) use self::programme_choice::ProgrammeChoice;
use self::programmes::Programmes;
use self::shown::{Shown, use_shown};
use self::terms::Terms;
use crate::components::text_field::TextField;
use crate::desk::{Selection, use_desk};
use crate::screens::desk::section_view::SectionView;
use crate::words::{self, fill, use_say};

/// How many years are shown as buttons; more are a list to choose from.
const YEAR_BUTTONS: usize = 8;

/// The view.
#[component]
pub fn AnnualScreen() -> impl IntoView {
    let shown = Shown::new(use_desk());
    provide_context(shown);
    view! {
        <main class="annual" id="content" tabindex="-1">
            <article class="sheet annual-sheet" data-renaming=move || shown.renaming.get().to_string()>
                <Head />
                <Terms />
                <Programmes />
                <Policy />
                <Fronts />
                <Priorities />
                <Goals />
            </article>
        </main>
    }
}

/// Year and organisation, and what can be done with the whole of it.
#[component]
fn Head() -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let head = shown.desk.session().board().head.clone();
    let title = move || {
        shown.year.get().map_or_else(
            || say(words::ANNUAL_TITLE_PLAIN).to_owned(),
            |year| fill(say(words::ANNUAL_TITLE), &[&year.label_wareki()]),
        )
    };
    view! {
        <header class="annual-head">
            <h1>{title}</h1>
            <p>{move || head.with(|head| head.organization.clone())}</p>
        </header>
        <Years />
        <div class="annual-tools">
            <NextYear />
            <RenameButton />
        </div>
        <p class="annual-made" role="status">{move || shown.made.get()}</p>
    }
}

/// The years to switch between.
#[component]
fn Years() -> impl IntoView {
    let say = use_say();
    let shown = use_shown();
    let button = move |year: FiscalYear| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (shown.year.get() == Some(year)).to_string()
                on:click=move |_| shown.show(year)
            >
                {year.label_wareki()}
            </button>
        }
    };
    let list = move |years: Vec<FiscalYear>| {
        view! {
            <select
                class="annual-years-list"
                aria-label=say(words::ANNUAL_YEAR)
                on:change=move |event| {
                    if let Some(year) = event_target_value(&event).parse().ok().and_then(FiscalYear::new) {
                        shown.show(year);
                    }
                }
            >
                {years
                    .into_iter()
                    .map(|year| {
                        view! {
                            <option
                                value=year.year().to_string()
                                selected=move || shown.year.get() == Some(year)
                            >
                                {year.label_wareki()}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        }
    };
    view! {
        <div class="choice annual-years" role="group" aria-label=say(words::ANNUAL_YEAR)>
            {move || {
                let years = shown.years.get();
                if years.len() > YEAR_BUTTONS {
                    list(years).into_any()
                } else {
                    years.into_iter().map(button).collect_view().into_any()
                }
            }}
        </div>
    }
}

/// 方針
#[component]
fn Policy() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let text = {
        let head = head.clone();
        Signal::derive(move || head.with(|head| head.policy.clone()))
    };
    let label = Signal::derive(move || head.with(|head| head.caption(Caption::Policy).to_owned()));
    view! {
        <section class="annual-part" data-part="policy">
            <Captioned which=Caption::Policy />
            <TextField
                field=TextRef::Plan(PlanText::Policy)
                text
                label
                selects=Some(Selection::Plan)
                placeholder=say(words::WRITE_HERE)
            />
        </section>
    }
}

/// What else the plan says before its tree, in sections of its own.
#[component]
fn Fronts() -> impl IntoView {
    let desk = use_desk();
    let sections = desk.sections(None);
    let free = Memo::new(move |_| {
        sections
            .get()
            .into_iter()
            .filter(|id| {
                desk.section(id)
                    .with(|section| section.as_ref().map(|section| section.kind))
                    == Some(SectionKind::Free)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <For each=move || free.get() key=SectionId::clone let:id>
            <SectionView id />
        </For>
    }
}
