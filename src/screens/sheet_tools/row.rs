//! What can be done with the row that one is at: moving it, throwing it away.

use leptos::prelude::*;
use yoriai_plan::{
    Command, IndicatorId, IndicatorText, ItemId, ItemText, Owner, ProgrammeId, RecordId, ReportId,
    TextRef,
};

use super::At;
use super::adding::add_indicator;
use crate::components::choice::Choice;
use crate::components::fields::text_of;
use crate::desk::{part, use_desk};
use crate::screens::annual::moving::{MoveAndBin, Way, among_records, place_beside};
use crate::words::{self, fill, use_say};

/// The deeds.
#[component]
pub(super) fn RowDeeds(at: At) -> impl IntoView {
    let records = Memo::new(move |_| {
        at.standing.with(|standing| {
            // Of the values, the one that one is at.
            let is_meant = |record: &&RecordId| match record {
                RecordId::Value(_) => standing.record.as_ref() == Some(*record),
                _ => true,
            };
            let records = standing.beside.iter().filter(is_meant).cloned();
            records.collect::<Vec<_>>()
        })
    });
    let item = Memo::new(move |_| {
        at.standing.with(|standing| match &standing.owner {
            Some(Owner::Item(id)) => Some(id.clone()),
            _ => None,
        })
    });
    view! {
        <div class="sheet-deeds">
            <For each=move || records.get() key=RecordId::clone let:record>
                {match record {
                    RecordId::Indicator(id) => view! { <OfIndicator at id /> }.into_any(),
                    RecordId::Report(id) => view! { <OfReport at id /> }.into_any(),
                    RecordId::Value(_) => {
                        view! { <OfRecord at name=Signal::stored(words_of_value()) record /> }
                            .into_any()
                    }
                    _ => ().into_any(),
                }}
            </For>
            {move || item.get().map(|id| view! { <OfItem at id /> })}
            <OfProgrammes at />
        </div>
    }
}

fn words_of_value() -> String {
    use_say()(words::SHEET_VALUE).to_owned()
}

#[component]
fn OfIndicator(at: At, id: IndicatorId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let name = text_of(desk, &TextRef::Indicator(id.clone(), IndicatorText::Name));
    let heading = Signal::derive(move || fill(say(words::SHEET_INDICATOR), &[&name.get()]));
    let (record, moved) = (RecordId::Indicator(id.clone()), id.clone());
    let step = Callback::new(move |way: Way| {
        let owner = desk.indicator(&moved).get_untracked()?.owner?;
        let ids = desk.indicators(&owner).get_untracked();
        let place = among_records(place_beside(&ids, &moved, way)?, RecordId::Indicator);
        Some(Command::MoveRecord {
            id: RecordId::Indicator(moved.clone()),
            place,
        })
    });
    let bin = Callback::new(move |()| Command::BinRecord(record.clone()));
    view! { <Deeds at heading step=Some(step) bin /> }
}

#[component]
fn OfReport(at: At, id: ReportId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let party = part(&desk.report(&id), |report| report.party.clone());
    let parties = desk.session().board().parties.clone();
    let name = Signal::derive(move || {
        let party = party.get();
        let name = parties.with(|parties| {
            let party = parties.iter().find(|one| Some(&one.id) == party.as_ref());
            party.map(|party| party.name.clone())
        });
        match name {
            Some(name) => fill(say(words::SHEET_REPORT_OF), &[&name]),
            None => say(words::SHEET_REPORT).to_owned(),
        }
    });
    view! { <OfRecord at name record=RecordId::Report(id) /> }
}

/// A record that has no place among others.
#[component]
fn OfRecord(at: At, name: Signal<String>, record: RecordId) -> impl IntoView {
    let bin = Callback::new(move |()| Command::BinRecord(record.clone()));
    view! { <Deeds at heading=name step=None bin /> }
}

#[component]
fn OfItem(at: At, id: ItemId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let item = desk.item(&id);
    let title = text_of(desk, &TextRef::Item(id.clone(), ItemText::Title));
    let heading = Signal::derive(move || {
        let depth = item.with(|item| item.as_ref().map_or(1, |item| item.depth));
        let level = desk.level_name(depth, say(words::ITEM)).get();
        fill(say(words::SHEET_ITEM), &[&level, &title.get()])
    });
    let moved = id.clone();
    let step = Callback::new(move |way: Way| {
        let parent = desk.item(&moved).get_untracked()?.parent;
        let ids = desk.children(parent.clone()).get_untracked();
        Some(Command::MoveItem {
            id: moved.clone(),
            parent,
            place: place_beside(&ids, &moved, way)?,
        })
    });
    let bin = Callback::new(move |()| Command::BinItem(id.clone()));
    view! { <Deeds at heading step=Some(step) bin /> }
}

/// What can be done with one thing, under its name.
#[component]
fn Deeds(
    at: At,
    #[prop(into)] heading: Signal<String>,
    step: Option<Callback<Way, Option<Command>>>,
    bin: Callback<(), Command>,
) -> impl IntoView {
    view! {
        <div class="sheet-deed" role="group" aria-label=move || heading.get()>
            <p class="sheet-deed-name">{move || heading.get()}</p>
            <div class="buttons">
                <MoveAndBin
                    step
                    bin
                    on_binned=Callback::new(move |()| at.back_to_grid())
                />
            </div>
        </div>
    }
}

/// Adds an indicator to a programme: those without one have no row to add it from.
#[component]
fn OfProgrammes(at: At) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let options = Memo::new(move |_| {
        let categories = desk.session().board().categories.clone();
        categories.track();
        desk.session().with_plan(|plan| {
            let all = plan.all_programmes();
            all.map(|one| (one.id.to_string(), format!("{} {}", one.number, one.name)))
                .collect::<Vec<_>>()
        })
    });
    let chosen = RwSignal::new(None::<String>);
    let value = Signal::derive(move || {
        let first = || options.with(|all| all.first().map(|(id, _)| id.clone()));
        chosen.get().or_else(first).unwrap_or_default()
    });
    let add = move |_| {
        if let Some(id) = ProgrammeId::parse(&value.get_untracked()) {
            add_indicator(at, &Owner::Programme(id));
        }
    };
    view! {
        <Show when=move || {
            at.which == super::Which::Goals && options.with(|options| !options.is_empty())
        }>
            <div class="sheet-deed sheet-deed-choice">
                <Choice
                    name=Signal::stored(say(words::SHEET_OF_PROGRAMME).to_owned())
                    value
                    options
                    on_choose=move |id: String| chosen.set(Some(id))
                />
                <button type="button" class="button" on:click=add>
                    <span aria-hidden="true">"＋"</span>
                    {say(words::GOALS_INDICATOR_ADD)}
                </button>
            </div>
        </Show>
    }
}
