//! 進捗のまとめ, edited where it is read: items and those who report on them, progress and issues.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, ItemId, PartyId, PlanText, Term, TermId, TermKind, TermText, TextRef,
    YearSpan,
};

use crate::components::choice::Choice;
use crate::components::fields::text_of;
use crate::components::grid::{Grid, Whereabouts};
use crate::components::level_switch::LevelSwitch;
use crate::components::text_field::{OnEnter, TextField};
use crate::desk::{Desk, Selection, part, use_desk};
use crate::papers::progress::rows::{self, COLUMNS, Period};
use crate::platform::random;
use crate::screens::sheet_captions::SheetCaptions;
use crate::screens::sheet_tools::{SheetTools, Which};
use crate::words::{self, use_say};

/// The names by which the style sheet gives the columns their widths.
const WIDTHS: [&str; COLUMNS] = ["item", "party", "progress", "issues"];

/// The summary.
#[component]
pub fn ProgressScreen() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let session = desk.session();
    let (head, levels) = (session.board().head.clone(), session.board().levels.clone());
    let parties = session.board().parties.clone();
    let structure = {
        let parties = parties.clone();
        // It must be read, not only tracked: a memo that nobody reads follows nothing.
        // Their names are texts; who there is decides the rows.
        let listed = Memo::new(move |_| {
            parties.with(|parties| {
                let ids = parties.iter().map(|party| party.id.clone());
                ids.collect::<Vec<PartyId>>()
            })
        });
        Memo::new(move |before: Option<&u64>| {
            let _ = listed.get();
            follow(desk, None);
            before.copied().unwrap_or_default() + 1
        })
    };
    let found = Memo::new(move |_| {
        let _ = structure.get();
        desk.session().with_plan(rows::periods)
    });
    let period = Memo::new(move |_| {
        let chosen = desk.sheet_period.get();
        chosen
            .or_else(|| found.with(|found| found.first().cloned()))
            .unwrap_or_default()
    });
    let level = Memo::new(move |_| {
        let _ = structure.get();
        let (chosen, period) = (desk.summary_level.get(), period.get());
        chosen.unwrap_or_else(|| {
            desk.session()
                .with_plan(|plan| rows::row_level(plan, &period))
        })
    });
    let sheet = {
        let levels = levels.clone();
        Memo::new(move |_| {
            let _ = structure.get();
            levels.track();
            let (period, level) = (period.get(), level.get());
            desk.session()
                .with_plan(|plan| rows::sheet(plan, &period, level))
        })
    };
    let names = {
        let head = head.clone();
        Memo::new(move |_| {
            let item = levels.with(|levels| {
                let at = level.get().checked_sub(1)?;
                levels.get(at).map(|level| level.name.clone())
            });
            head.with(|head| {
                vec![
                    item.unwrap_or_else(|| say(words::PROGRESS_ITEM).to_owned()),
                    say(words::PROGRESS_PARTY).to_owned(),
                    head.caption(Caption::Progress).to_owned(),
                    head.caption(Caption::Issues).to_owned(),
                ]
            })
        })
    };
    let heads = move || {
        view! {
            <tr role="row">
                {(0..COLUMNS)
                    .map(|index| {
                        view! {
                            <th role="columnheader" scope="col">
                                {move || {
                                    names.with(|names| names.get(index).cloned().unwrap_or_default())
                                }}
                            </th>
                        }
                    })
                    .collect_view()}
            </tr>
        }
    };
    let status = Memo::new(move |_| head.with(|head| head.status.word()));
    let whereabouts = Whereabouts::new();
    view! {
        <main class="progress" id="content" tabindex="-1">
            <article class="sheet full">
                <div class="goals-title">
                    <h1>{say(words::PLACE_PROGRESS)}</h1>
                    <LevelSwitch level chosen=desk.summary_level />
                    <PeriodSwitch found period />
                </div>
                <div class="progress-title">
                    <TextField
                        field=TextRef::Plan(PlanText::Title)
                        text=text_of(desk, &TextRef::Plan(PlanText::Title))
                        label=Signal::stored(say(words::PLAN_TITLE).to_owned())
                        selects=Some(Selection::Plan)
                        on_enter=OnEnter::Next
                        placeholder=say(words::UNTITLED)
                    />
                    <span class="tag">{move || status.get()}</span>
                </div>
                <Notes />
                <Grid
                    sheet
                    columns=names.into()
                    widths=Signal::stored(WIDTHS.to_vec())
                    name=Signal::stored(say(words::PLACE_PROGRESS).to_owned())
                    head=ViewFn::from(heads)
                    has_states=true
                    whereabouts
                />
                <Show when=move || sheet.with(|sheet| sheet.rows.is_empty())>
                    <p class="hint">{say(words::PROGRESS_EMPTY)}</p>
                </Show>
                <SheetCaptions captions=&[Caption::Progress, Caption::Issues] />
                <AddParty />
                <SheetTools
                    which=Which::Progress
                    sheet
                    whereabouts
                    level
                    year=Signal::derive(move || period.with(|period| period.year))
                />
            </article>
        </main>
    }
}

/// Subscribes to everything that decides which cell stands where, and to no text.
fn follow(desk: Desk, parent: Option<ItemId>) {
    for id in desk.children(parent).get() {
        desk.reports(&id).track();
        let number = part(&desk.item(&id), |item| item.number.clone());
        let _ = Memo::new(move |_| number.get()).get();
        follow(desk, Some(id));
    }
}

/// For which year or period the reports are.
#[component]
fn PeriodSwitch(found: Memo<Vec<Period>>, period: Memo<Period>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let offered = Memo::new(move |_| {
        let mut offered = found.get();
        let years = head.with(|head| head.first_year.zip(head.last_year));
        let years = years.map(|(first, last)| YearSpan::new(first, last));
        let years = years.into_iter().flat_map(YearSpan::years);
        let years = years.map(|year| Period {
            year: Some(year),
            name: String::new(),
        });
        for other in std::iter::once(Period::default()).chain(years) {
            if !offered.contains(&other) {
                offered.push(other);
            }
        }
        offered
    });
    let label = move |period: &Period| period.label(say(words::PROGRESS_WHOLE));
    let options = Signal::derive(move || {
        let offered = offered.get();
        let named = offered.iter().enumerate();
        named
            .map(|(index, period)| (index.to_string(), label(period)))
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let at = offered.with(|all| period.with(|period| all.iter().position(|it| it == period)));
        at.map(|at| at.to_string()).unwrap_or_default()
    });
    view! {
        <Choice
            inline=true
            name=Signal::stored(say(words::PROGRESS_PERIOD).to_owned())
            value
            options
            on_choose=move |chosen: String| {
                let index: Option<usize> = chosen.parse().ok();
                let chosen = offered
                    .with_untracked(|all| index.and_then(|index| all.get(index).cloned()));
                desk.sheet_period.set(chosen);
            }
        />
    }
}

/// The notes (※) that stand over the summary.
#[component]
fn Notes() -> impl IntoView {
    let desk = use_desk();
    let terms = desk.session().board().terms.clone();
    let notes = Memo::new(move |_| {
        terms.with(|terms| {
            let notes = terms.iter().filter(|term| term.kind == TermKind::Note);
            notes
                .map(|term: &Term| term.id.clone())
                .collect::<Vec<TermId>>()
        })
    });
    view! {
        <For each=move || notes.get() key=TermId::clone let:id>
            {
                let field = TextRef::Term(id, TermText::Note);
                view! {
                    <div class="progress-note">
                        <span aria-hidden="true">"※"</span>
                        <TextField
                            field=field.clone()
                            text=text_of(desk, &field)
                            label=Signal::stored(TermKind::Note.word().to_owned())
                        />
                    </div>
                }
            }
        </For>
    }
}

/// Adds one who reports.
#[component]
fn AddParty() -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let name = RwSignal::new(String::new());
    let input = NodeRef::<leptos::html::Input>::new();
    let add = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let given = name.get_untracked().trim().to_owned();
        if given.is_empty() {
            // Without a name there is nobody to add: the next thing is to write one.
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
            return;
        }
        let id = PartyId::from_random(random::bytes());
        if desk.apply(&Command::AddParty { id, name: given }) {
            name.set(String::new());
        }
    };
    view! {
        <Show when=move || !desk.session().is_read_only()>
            <form class="progress-add" on:submit=add>
                <label class="field">
                    <span>{say(words::PARTY_NAME)}</span>
                    <input
                        node_ref=input
                        type="text"
                        autocomplete="off"
                        placeholder=say(words::PARTY_NAME_HINT)
                        prop:value=move || name.get()
                        on:input=move |event| name.set(event_target_value(&event))
                        // Enter ends a composition; it adds nobody by itself.
                        on:keydown=move |event: ev::KeyboardEvent| {
                            if event.key() == "Enter" && (event.is_composing() || event.key_code() == 229)
                            {
                                event.prevent_default();
                            }
                        }
                    />
                </label>
                <button type="submit" class="button add">
                    <span aria-hidden="true">"＋"</span>
                    {say(words::PARTY_ADD)}
                </button>
            </form>
        </Show>
    }
}
