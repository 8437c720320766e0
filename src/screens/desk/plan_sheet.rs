//! The plan's own sheet: what stands on its cover, and how its levels are named and numbered.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, FiscalYear, ItemId, Level, LevelId, NumberStyle, Place, PlanHead, PlanKind,
    PlanStatus, PlanText, SectionId, TextRef,
};

use super::section_view::{AddSection, SectionView};
use crate::components::choice::Choice;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Selection, use_desk};
use crate::platform::{clock, random};
use crate::words::{self, Words, fill, use_say};

/// How many fiscal years before and after this one a period may begin or end.
const YEARS_AROUND: i32 = 12;

/// The plan's own sheet.
#[component]
pub(super) fn PlanSheet() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let sections = desk.sections(None);
    let part = move |pick: fn(&PlanHead) -> String| {
        let head = head.clone();
        Signal::derive(move || head.with(pick))
    };
    let title = part(|head| head.title.clone());
    let area = part(|head| head.area.clone());
    view! {
        <article class="sheet">
            <div class="sheet-title">
                <h1 class="visually-hidden">{move || title.get()}</h1>
                <PlanField
                    text=title
                    which=PlanText::Title
                    name=Signal::stored(say(words::PLAN_TITLE).to_owned())
                />
            </div>
            <div class="form">
                <Captioned
                    text=part(|head| head.organization.clone())
                    which=PlanText::Organization
                    name=part(|head| head.caption(Caption::Organization).to_owned())
                />
                <Captioned
                    text=area
                    which=PlanText::Area
                    name=Signal::stored(say(words::AREA).to_owned())
                />
                <Choices />
                <Captioned
                    text=part(|head| head.slogan.clone())
                    which=PlanText::Slogan
                    name=part(|head| head.caption(Caption::Slogan).to_owned())
                    hint=say(words::SLOGAN_HINT)
                />
                <Captioned
                    text=part(|head| head.philosophy.clone())
                    which=PlanText::Philosophy
                    name=part(|head| head.caption(Caption::Philosophy).to_owned())
                />
                <Captioned
                    text=part(|head| head.policy.clone())
                    which=PlanText::Policy
                    name=part(|head| head.caption(Caption::Policy).to_owned())
                />
            </div>
            <Goals />
            <Levels />
            <For each=move || sections.get() key=SectionId::clone let:id>
                <SectionView id />
            </For>
            <AddSection owner=None />
        </article>
    }
}

/// A field with its name beside it.
#[component]
fn Captioned(
    text: Signal<String>,
    which: PlanText,
    name: Signal<String>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    view! {
        <div class="form-row">
            <span class="form-name" aria-hidden="true">{move || name.get()}</span>
            <PlanField text which name hint />
        </div>
    }
}

#[component]
fn PlanField(
    text: Signal<String>,
    which: PlanText,
    name: Signal<String>,
    #[prop(optional)] hint: &'static str,
) -> impl IntoView {
    let say = use_say();
    let prose = matches!(
        which,
        PlanText::Slogan | PlanText::Philosophy | PlanText::Policy
    );
    let on_enter = if prose {
        OnEnter::NewLine
    } else {
        OnEnter::Next
    };
    let placeholder = if hint.is_empty() {
        say(words::WRITE_HERE)
    } else {
        hint
    };
    view! {
        <TextField
            field=TextRef::Plan(which)
            text
            label=name
            selects=Some(Selection::Plan)
            on_enter
            placeholder
        />
    }
}

/// Kind, term, status and period.
#[component]
fn Choices() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let read = move |pick: fn(&PlanHead) -> String| {
        let head = head.clone();
        Signal::derive(move || head.with(pick))
    };
    let stored = move |words: Words| Signal::stored(say(words).to_owned());
    let period = read(|head| head.caption(Caption::Period).to_owned());
    let of_period = move |words: Words| Signal::derive(move || fill(say(words), &[&period.get()]));
    let kind = read(|head| head.kind.word().to_owned());
    let status = read(|head| head.status.word().to_owned());
    let term = read(|head| head.term.map(|term| term.to_string()).unwrap_or_default());
    let first = read(|head| year_value(head.first_year));
    let last = read(|head| year_value(head.last_year));
    let kinds: Vec<_> = PlanKind::ALL.iter().map(|kind| both(kind.word())).collect();
    let statuses: Vec<_> = PlanStatus::ALL
        .iter()
        .map(|status| both(status.word()))
        .collect();
    let terms: Vec<_> = std::iter::once((String::new(), say(words::PERIOD_NONE).to_owned()))
        .chain((1..=12).map(|term| {
            let term = term.to_string();
            let shown = fill(say(words::TERM_OF), &[&term]);
            (term, shown)
        }))
        .collect();
    let years = years(say(words::PERIOD_NONE));
    let set_period = move |is_first: bool, value: &str| {
        let head = desk.session().with_plan(|plan| plan.head.clone());
        let year = value.parse().ok().and_then(FiscalYear::new);
        let (first, last) = if is_first {
            (year, head.last_year)
        } else {
            (head.first_year, year)
        };
        desk.apply(&Command::SetPeriod { first, last });
    };
    view! {
        <div class="form-choices">
            <Choice name=stored(words::KIND) value=kind options=kinds on_choose=move |value: String| {
                if let Some(kind) = PlanKind::parse(&value) {
                    desk.apply(&Command::SetKind(kind));
                }
            } />
            <Choice name=stored(words::TERM) value=term options=terms on_choose=move |value: String| {
                desk.apply(&Command::SetTerm(value.parse().ok()));
            } />
            <Choice name=stored(words::STATUS) value=status options=statuses on_choose=move |value: String| {
                if let Some(status) = PlanStatus::parse(&value) {
                    desk.apply(&Command::SetStatus(status));
                }
            } />
            <Choice
                name=of_period(words::PERIOD_FROM)
                value=first
                options=years.clone()
                on_choose=move |value: String| set_period(true, &value)
            />
            <Choice
                name=of_period(words::PERIOD_TO)
                value=last
                options=years
                on_choose=move |value: String| set_period(false, &value)
            />
        </div>
    }
}

fn both(word: &str) -> (String, String) {
    (word.to_owned(), word.to_owned())
}

fn year_value(year: Option<FiscalYear>) -> String {
    year.map(|year| year.year().to_string()).unwrap_or_default()
}

fn years(none: &str) -> Vec<(String, String)> {
    let (this_year, _, _) = clock::today();
    std::iter::once((String::new(), none.to_owned()))
        .chain(
            (this_year - YEARS_AROUND..=this_year + YEARS_AROUND).filter_map(|year| {
                let year = FiscalYear::new(year)?;
                Some((year.year().to_string(), year.label_wareki()))
            }),
        )
        .collect()
}

/// The topmost items, as a list to open and add to.
#[component]
fn Goals() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let roots = desk.children(None);
    let name = desk.level_name(1, say(words::ITEM));
    view! {
        <section class="part">
            <h2 class="rows-head">{move || name.get()}</h2>
            <ul class="rows links">
                <For each=move || roots.get() key=ItemId::clone let:id>
                    <super::line_row::ItemTitleRow id />
                </For>
            </ul>
            <button
                type="button"
                class="button add"
                on:click=move |_| desk.add_item(None, Place::Last)
            >
                <span aria-hidden="true">"＋"</span>
                {move || fill(say(words::ADD_CHILD), &[&name.get()])}
            </button>
        </section>
    }
}

/// The levels: names, numbering, and whether the chart shows them.
#[component]
fn Levels() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let levels = desk.session().board().levels.clone();
    let add = move |_| {
        let id = LevelId::from_random(random::bytes());
        let added = desk.apply(&Command::AddLevel {
            id: id.clone(),
            place: Place::Last,
            name: String::new(),
            style: NumberStyle::Paren,
            in_chart: true,
        });
        if added {
            desk.focus_soon(&TextRef::Level(id));
        }
    };
    let ids = Memo::new(move |_| {
        levels.with(|levels| {
            levels
                .iter()
                .map(|level| level.id.clone())
                .collect::<Vec<_>>()
        })
    });
    view! {
        <section class="part">
            <h2 class="rows-head">{say(words::LEVELS)}</h2>
            <ol class="levels">
                <For
                    each=move || ids.get()
                    key=LevelId::clone
                    let:id
                >
                    <LevelRow id />
                </For>
            </ol>
            <button type="button" class="button add" on:click=add>
                <span aria-hidden="true">"＋"</span>
                {say(words::LEVEL_ADD)}
            </button>
        </section>
    }
}

#[component]
fn LevelRow(id: LevelId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let levels = desk.session().board().levels.clone();
    let level = {
        let id = id.clone();
        Memo::new(move |_| {
            levels.with(|levels| {
                let at = levels.iter().position(|level| level.id == id)?;
                Some((at + 1, levels.get(at)?.clone()))
            })
        })
    };
    let read = move |pick: fn(&Level) -> String| {
        Signal::derive(move || {
            level
                .get()
                .map(|(_, level)| pick(&level))
                .unwrap_or_default()
        })
    };
    let label = Signal::derive(move || {
        let at = level.get().map_or(0, |(at, _)| at);
        fill(say(words::LEVEL_NAME), &[&at.to_string()])
    });
    let styles: Vec<_> = NumberStyle::ALL
        .iter()
        .map(|style| both(style.word()))
        .collect();
    let in_chart = move || level.get().is_some_and(|(_, level)| level.in_chart);
    let level_name = read(|level| level.name.clone());
    let (styled, charted, binned) = (id.clone(), id.clone(), id.clone());
    view! {
        <li class="level">
            <TextField
                field=TextRef::Level(id)
                text=level_name
                label
                selects=Some(Selection::Plan)
                on_enter=OnEnter::Next
                placeholder=say(words::WRITE_HERE)
            />
            <Choice
                name=Signal::stored(say(words::LEVEL_STYLE).to_owned())
                value=read(|level| level.style.word().to_owned())
                options=styles
                on_choose=move |value: String| {
                    if let Some(style) = NumberStyle::parse(&value) {
                        desk.apply(&Command::SetLevelStyle { id: styled.clone(), style });
                    }
                }
            />
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=in_chart
                    on:change=move |event: ev::Event| {
                        desk.apply(
                            &Command::SetLevelInChart {
                                id: charted.clone(),
                                in_chart: event_target_checked(&event),
                            },
                        );
                    }
                />
                {say(words::LEVEL_IN_CHART)}
            </label>
            <button
                type="button"
                class="button quiet"
                aria-label=move || fill(say(words::LEVEL_BIN_NAME), &[&level_name.get()])
                on:click=move |_| {
                    desk.apply(&Command::BinLevel(binned.clone()));
                }
            >
                {say(words::LEVEL_BIN)}
            </button>
        </li>
    }
}
