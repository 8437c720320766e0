//! 指標: what was aimed at and what became of it, which districts the plan reaches, and what is
//! still missing before the committee meets.
//!
//! - [`series`]: what of an indicator's values can be drawn
//! - [`drawing`]: where the parts of a chart lie
//! - [`districts`], [`coverage`]: which districts the plan speaks of, by goal
//! - [`ledger`]: the cells with nothing in them, each with its place
//! - `chart`, `districts_view`, `missing`: the three parts of the screen
//!
//! Everything is read out of the plan when the screen opens and a moment after it changes; no key
//! press waits for it.

mod chart;
pub mod coverage;
pub mod districts;
mod districts_view;
pub mod drawing;
pub mod ledger;
mod look;
mod missing;
pub mod series;

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::Owner;

use self::chart::IndicatorFigure;
use self::districts_view::Districts;
use self::look::{Drawn, Look, look};
use self::missing::Missing;
use crate::components::keep_looking::keep_looking;
use crate::desk::use_desk;
use crate::papers::head::as_of;
use crate::platform::page;
use crate::screens::print::today;
use crate::words::{self, use_say};

/// The attribute of the root element that names the part to be printed alone.
const PRINTED: &str = "data-printed";
/// The list of what is missing, as that attribute names it.
const PRINTED_MISSING: &str = "missing";

/// The screen.
#[component]
pub fn FiguresScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let looked = RwSignal::new(None::<Look>);
    keep_looking(desk, looked, look);
    forget_printed();
    let look = Memo::new(move |_| looked.get().unwrap_or_default());
    let head = desk.session().board().head.clone();
    let title = move || head.with(|head| head.title.clone());
    view! {
        <main class="figures" id="content" tabindex="-1">
            <article class="sheet wide">
                <h1>{say(words::FIGURES)}</h1>
                <p class="figures-printed">
                    {title} "　" {as_of(&today())}
                </p>
                <Show
                    when=move || looked.with(Option::is_some)
                    fallback=move || view! { <p role="status">{say(words::CHECKS_LOOKING)}</p> }
                >
                    <Charts look />
                    <Districts look />
                    <Missing look />
                </Show>
            </article>
        </main>
    }
}

/// The charts, under what they belong to.
#[component]
fn Charts(look: Memo<Look>) -> impl IntoView {
    let say = use_say();
    let owners = Memo::new(move |_| {
        look.with(|look| {
            let owners = look.groups.iter().map(|group| group.owner.clone());
            owners.collect::<Vec<_>>()
        })
    });
    let is_empty = move || owners.with(Vec::is_empty);
    view! {
        <section class="figures-part" aria-labelledby="figures-charts">
            <h2 id="figures-charts">{say(words::FIGURES_CHARTS)}</h2>
            <Show
                when=move || !is_empty()
                fallback=move || view! { <p class="hint">{say(words::FIGURES_EMPTY)}</p> }
            >
                <Legend />
            </Show>
            <For each=move || owners.get() key=Owner::clone let:owner>
                <GroupOf owner look />
            </For>
        </section>
    }
}

/// What the fillings and the mark stand for, in the shapes that the charts have.
#[component]
fn Legend() -> impl IntoView {
    use yoriai_plan::ValueRole::{Actual, Forecast, Result, Target};
    let hatch = "M4 10L10 4M4 16L16 4M4 22L20 6M10 22L20 12M16 22L20 18";
    let bar = move |role: &'static str, hatch: &'static str| {
        view! {
            <rect class="figure-bar" data-role=role x="4" y="4" width="16" height="18" />
            <path class="figure-hatch" d=hatch />
        }
    };
    let mark = view! {
        <path class="figure-mark" d="M4 13H20M0 13l4 -5l4 5l-4 5zM16 13l4 -5l4 5l-4 5z" />
    };
    let entry = |name: &'static str, shape: AnyView| {
        view! {
            <li>
                <svg width="28" height="26" viewBox="-1 0 28 26" aria-hidden="true">
                    {shape}
                </svg>
                {name}
            </li>
        }
    };
    view! {
        <ul class="figures-legend">
            {entry(Target.word(), mark.into_any())}
            {entry(Actual.word(), bar("actual", hatch).into_any())}
            {entry(Result.word(), bar("result", "").into_any())}
            {entry(Forecast.word(), bar("forecast", "").into_any())}
        </ul>
    }
}

#[component]
fn GroupOf(owner: Owner, look: Memo<Look>) -> impl IntoView {
    let group = Memo::new(move |_| {
        look.with(|look| {
            let found = look.groups.iter().find(|group| group.owner == owner);
            found.cloned()
        })
    });
    let name = move || group.with(|group| group.as_ref().map(|group| group.name.clone()));
    let above = move || {
        group.with(|group| {
            let above = group.as_ref().map(|group| group.above.join(" › "));
            above.filter(|above| !above.is_empty())
        })
    };
    let drawn = move || {
        let drawn = group.with(|group| group.as_ref().map(|group| group.indicators.clone()));
        drawn.unwrap_or_default()
    };
    view! {
        <div class="figures-group">
            <h3>
                {move || above().map(|above| view! { <small>{above}</small> })}
                {name}
            </h3>
            <div class="figures-indicators">
                {move || {
                    drawn()
                        .into_iter()
                        .map(|Drawn { id, name, figure }| {
                            view! { <IndicatorFigure id=id.to_string() name figure /> }
                        })
                        .collect_view()
                }}
            </div>
        </div>
    }
}

/// Prints the list of what is missing, and nothing else.
fn print_ledger() {
    page::set_root_attribute(PRINTED, PRINTED_MISSING);
    page::print();
}

/// The next print is of the whole screen again. Not at once: some browsers lay out the pages only
/// after the dialog has been asked for.
fn forget_printed() {
    let after = window_event_listener(ev::afterprint, |_| page::set_root_attribute(PRINTED, ""));
    on_cleanup(move || {
        after.remove();
        page::set_root_attribute(PRINTED, "");
    });
}
