//! An open plan: its bar, the place within it that shows, and the places along the lower edge.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::{take_focus, use_app};
use crate::components::notices::{Findings, Notices, salvage};
use crate::components::sync_line::{SyncLine, in_the_way};
use crate::desk::Desk;
use crate::papers::Paper;
use crate::platform::page;
use crate::route::{Place, Route};
use crate::screens::annual::AnnualScreen;
use crate::screens::bin::BinScreen;
use crate::screens::chart::ChartScreen;
use crate::screens::checks::ChecksScreen;
use crate::screens::desk::{DETAILS_ID, DeskScreen, OUTLINE_ID};
use crate::screens::export::ExportButton;
use crate::screens::figures::FiguresScreen;
use crate::screens::goal_sheet::GoalSheetScreen;
use crate::screens::here::{HereCount, HereMarks};
use crate::screens::live::LivePlan;
use crate::screens::print::{EditionLabel, PrintScreen};
use crate::screens::progress::ProgressScreen;
use crate::screens::share::ShareButton;
use crate::screens::steps::{StepButtons, step_by_keys};
use crate::session::{OpenFailure, Session};
use crate::words::{self, fill, use_say};

/// Opens a plan of this device, and shows it.
#[component]
pub fn PlanScreen(id: String) -> impl IntoView {
    let say = use_say();
    let app = use_app();
    let opened = RwSignal::new_local(None::<Result<Rc<Session>, OpenFailure>>);
    let author = app.author();
    if let Some(session) = app.take_handed(&id) {
        opened.set(Some(Ok(session)));
    } else {
        let id = id.clone();
        spawn_local(async move {
            let session = Session::open(app.store(), &id, &author).await;
            // The screen may be gone by now: then the plan is closed again.
            if let Some(Some(Ok(session))) = opened.try_set(Some(session)) {
                session.close();
            }
        });
    }
    on_cleanup(move || {
        if let Some(Some(Ok(session))) = opened.try_get_untracked() {
            session.close();
        }
    });
    move || match opened.get() {
        None => view! {
            <main class="message" id="content" tabindex="-1">
                <p role="status">{say(words::LOADING_PLAN)}</p>
            </main>
        }
        .into_any(),
        Some(Err(failure)) => {
            let salvaged = id.clone();
            let offer = matches!(failure, OpenFailure::Document(_)).then(|| {
                let take = move |_| {
                    let id = salvaged.clone();
                    spawn_local(async move {
                        salvage(Session::all_pieces(&app.store(), &id).await);
                    });
                };
                view! {
                    <button type="button" class="button" on:click=take>
                        {say(words::SALVAGE)}
                    </button>
                }
            });
            let phrase = match failure {
                OpenFailure::Unknown => words::OPEN_UNKNOWN,
                OpenFailure::Store(_) => words::OPEN_STORE,
                OpenFailure::Document(_) => words::OPEN_DOCUMENT,
            };
            view! {
                <main class="message" id="content" tabindex="-1">
                    <p role="alert">{say(phrase)}</p>
                    {offer}
                    <a class="button" href=Route::Library.fragment()>{say(words::BACK)}</a>
                </main>
            }
            .into_any()
        }
        Some(Ok(session)) if session.is_followed() => view! { <LivePlan session /> }.into_any(),
        Some(Ok(session)) => view! { <OpenPlan session /> }.into_any(),
    }
}

#[component]
fn OpenPlan(session: Rc<Session>) -> impl IntoView {
    let app = use_app();
    let desk = Desk::new(session.clone());
    provide_context(desk);
    provide_context(EditionLabel::new());
    step_by_keys(desk);
    take_focus(app);
    let has_come = desk.has_come;
    let id = session.id().to_owned();
    let place = Memo::new(move |_| match app.route.get() {
        Route::Plan { place, .. } => place,
        _ => Place::Desk,
    });
    Effect::new(move |_| {
        let name = app.settings.with(|settings| settings.name.clone());
        desk.session().set_author(&name);
    });
    view! {
        <div class="plan">
            <Bar />
            <Notices />
            <Findings />
            <HereMarks />
            <div class="said" role="status">{move || desk.said.get()}</div>
            {move || {
                if !has_come.get() {
                    return view! { <Waiting /> }.into_any();
                }
                match place.get() {
                    Place::Desk => view! { <DeskScreen /> }.into_any(),
                    Place::Chart => view! { <ChartScreen /> }.into_any(),
                    Place::Progress => view! { <ProgressScreen /> }.into_any(),
                    Place::GoalSheet => view! { <GoalSheetScreen /> }.into_any(),
                    Place::Annual => view! { <AnnualScreen /> }.into_any(),
                    Place::Paper(paper) => view! { <PrintScreen paper /> }.into_any(),
                    Place::Checks => view! { <ChecksScreen /> }.into_any(),
                    Place::Figures => view! { <FiguresScreen /> }.into_any(),
                    Place::Bin => view! { <BinScreen /> }.into_any(),
                }
            }}
            // In a plan that has not come there is nowhere to go.
            <Show when=move || has_come.get()>
                <Places id=id.clone() place />
            </Show>
        </div>
    }
}

/// What shows until a joined plan has come, and where waiting is in vain.
#[component]
pub fn Waiting() -> impl IntoView {
    let say = use_say();
    let in_the_way = in_the_way(&crate::desk::use_desk().session());
    let both = move || match in_the_way.get() {
        Some(trouble) => (words::PLAN_NOT_COME, trouble),
        None => (words::WAITING_FOR_PLAN, words::WAITING_FOR_PLAN_HINT),
    };
    view! {
        <main class="message" id="content" tabindex="-1">
            <h1>{move || say(both().0)}</h1>
            <p>{move || say(both().1)}</p>
        </main>
    }
}

/// The bar: where one is, how it stands, and sharing.
#[component]
fn Bar() -> impl IntoView {
    let say = use_say();
    let desk = crate::desk::use_desk();
    let has_come = desk.has_come;
    let head = desk.session().board().head.clone();
    let title = {
        let head = head.clone();
        Memo::new(move |_| {
            head.with(|head| {
                if !has_come.get() {
                    say(words::NOT_ARRIVED).to_owned()
                } else if head.title.is_empty() {
                    say(words::UNTITLED).to_owned()
                } else {
                    head.title.clone()
                }
            })
        })
    };
    Effect::new(move |_| page::set_title(&format!("{} — {}", title.get(), say(words::APP))));
    let about = move || {
        if !has_come.get() {
            return String::new();
        }
        head.with(|head| {
            let period = match (head.first_year, head.last_year) {
                (Some(first), Some(last)) => yoriai_plan::YearSpan::new(first, last).label_wareki(),
                (Some(year), None) | (None, Some(year)) => year.label_wareki(),
                (None, None) => String::new(),
            };
            [
                head.organization.as_str(),
                period.as_str(),
                head.status.word(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ・ ")
        })
    };
    view! {
        <header class="bar">
            <a class="button quiet" href=Route::Library.fragment()>
                <span aria-hidden="true">"‹"</span>
                {say(words::BACK)}
            </a>
            <div class="bar-plan">
                <div class="bar-title">{move || title.get()}</div>
                <div class="bar-about">{about}</div>
            </div>
            <SyncLine />
            <HereCount />
            <Show when=move || has_come.get()>
                <StepButtons />
                <ExportButton class="button bar-export" />
                <ShareButton />
            </Show>
        </header>
    }
}

/// The document that a place shows; 体系図 where it shows none.
fn paper_of(place: Place) -> Paper {
    match place {
        Place::Paper(paper) => paper,
        Place::Desk => Paper::Activity,
        Place::Annual => Paper::Annual,
        Place::Progress => Paper::Progress,
        Place::GoalSheet => Paper::GoalSheet,
        Place::Chart | Place::Checks | Place::Figures | Place::Bin => Paper::Chart,
    }
}

/// The places along the lower edge, where thumbs are.
#[component]
fn Places(id: String, place: Memo<Place>) -> impl IntoView {
    let say = use_say();
    let desk = crate::desk::use_desk();
    let bin = desk.session().board().bin.clone();
    let places = [
        (Place::Desk, words::PLACE_DESK),
        (Place::Chart, words::PLACE_CHART),
        (Place::Annual, words::PLACE_ANNUAL),
        (Place::Progress, words::PLACE_PROGRESS),
        (Place::GoalSheet, words::PLACE_GOALS),
        (Place::Paper(Paper::Chart), words::PLACE_PAPER),
        (Place::Figures, words::PLACE_FIGURES),
        (Place::Checks, words::PLACE_CHECKS),
        (Place::Bin, words::PLACE_BIN),
    ];
    // What is printed is the document at hand.
    let leads_to = move |target: Place| match target {
        Place::Paper(_) => Place::Paper(paper_of(place.get())),
        target => target,
    };
    let is_here = move |target: Place| match (target, place.get()) {
        (Place::Paper(_), Place::Paper(_)) => true,
        (target, here) => target == here,
    };
    view! {
        <nav class="places" aria-label=say(words::PLACES)>
            {places
                .into_iter()
                .map(|(target, name)| {
                    let (id, bin) = (id.clone(), bin.clone());
                    let count = move || {
                        (target == Place::Bin)
                            .then(|| bin.with(Vec::len))
                            .filter(|count| *count > 0)
                            .map(|count| fill(" {}", &[&count.to_string()]))
                    };
                    view! {
                        <a
                            href=move || {
                                let (id, place) = (id.clone(), leads_to(target));
                                Route::Plan { id, place }.fragment()
                            }
                            aria-current=move || is_here(target).then_some("page")
                        >
                            {say(name)}
                            {count}
                        </a>
                    }
                })
                .collect_view()}
            <Show when=move || place.get() == Place::Desk>
                <button
                    type="button"
                    class="places-outline"
                    aria-expanded=move || desk.outline_open.get().to_string()
                    on:click=move |_| {
                        desk.outline_open.update(|open| *open = !*open);
                        if desk.outline_open.get_untracked() {
                            desk.focus_id_soon(OUTLINE_ID.to_owned());
                        }
                    }
                >
                    {say(words::OUTLINE)}
                </button>
                <button
                    type="button"
                    class="places-details"
                    aria-expanded=move || desk.details_open.get().to_string()
                    on:click=move |_| {
                        desk.details_open.update(|open| *open = !*open);
                        if desk.details_open.get_untracked() {
                            desk.focus_id_soon(DETAILS_ID.to_owned());
                        }
                    }
                >
                    {say(words::DETAILS)}
                </button>
            </Show>
        </nav>
    }
}
