//! 委員会までに埋まっていないもの, as a list to work through and to print.

use leptos::prelude::*;
use yoriai_plan::PartyId;

use super::ledger::{Gap, Kind, Spot};
use super::look::Look;
use super::print_ledger;
use crate::desk::{Desk, use_desk};
use crate::platform::page;
use crate::route::{Place, Route};
use crate::words::{self, Words, fill, use_say};
use yoriai_plan::{ProgrammeText, TextRef};

impl Kind {
    const fn name(self) -> Words {
        match self {
            Self::Lost => words::FIGURES_LOST,
            Self::Blank => words::FIGURES_BLANK,
            Self::NoResult => words::FIGURES_NO_RESULT,
            Self::NoValue => words::FIGURES_NO_VALUE,
            Self::NoGrade => words::FIGURES_NO_GRADE,
        }
    }
}

/// The list.
#[component]
pub(super) fn Missing(look: Memo<Look>) -> impl IntoView {
    let say = use_say();
    let gaps = Memo::new(move |_| look.with(|look| look.gaps.clone()));
    let who = Memo::new(move |_| {
        gaps.with(|gaps| {
            let mut who: Vec<Option<PartyId>> = gaps.iter().map(|gap| gap.party.clone()).collect();
            who.dedup();
            who
        })
    });
    let status = move || match gaps.with(Vec::len) {
        0 => say(words::FIGURES_NOTHING_MISSING).to_owned(),
        count => fill(say(words::FIGURES_MISSING_SOME), &[&count.to_string()]),
    };
    view! {
        <section class="figures-part figures-missing" aria-labelledby="figures-missing">
            <div class="figures-head">
                <h2 id="figures-missing">
                    {say(words::FIGURES_MISSING)}
                </h2>
                <Show when=move || gaps.with(|gaps| !gaps.is_empty())>
                    <button type="button" class="button" on:click=move |_| print_ledger()>
                        {say(words::FIGURES_PRINT)}
                    </button>
                </Show>
            </div>
            <p role="status">{status}</p>
            <For each=move || who.get() key=Option::clone let:party>
                <OfParty party look gaps />
            </For>
        </section>
    }
}

/// What one of those who report has not filled, by kind.
#[component]
fn OfParty(party: Option<PartyId>, look: Memo<Look>, gaps: Memo<Vec<Gap>>) -> impl IntoView {
    let say = use_say();
    let party = StoredValue::new(party);
    let name = Memo::new(move |_| match party.get_value() {
        Some(id) => look.with(|look| {
            let found = look.parties.iter().find(|(other, _)| *other == id);
            found.map_or_else(String::new, |(_, name)| name.clone())
        }),
        None => say(words::FIGURES_NOBODY).to_owned(),
    });
    let kinds = Memo::new(move |_| {
        gaps.with(|gaps| {
            let own = gaps.iter().filter(|gap| gap.party == party.get_value());
            let mut kinds: Vec<Kind> = own.map(|gap| gap.kind).collect();
            kinds.dedup();
            kinds
        })
    });
    view! {
        <div class="figures-who">
            <h3>{move || name.get()}</h3>
            <For each=move || kinds.get() key=|kind| *kind let:kind>
                <OfKind kind party gaps name />
            </For>
        </div>
    }
}

#[component]
fn OfKind(
    kind: Kind,
    party: StoredValue<Option<PartyId>>,
    gaps: Memo<Vec<Gap>>,
    name: Memo<String>,
) -> impl IntoView {
    let say = use_say();
    let own = Memo::new(move |_| {
        gaps.with(|gaps| {
            let own = gaps
                .iter()
                .filter(|gap| gap.kind == kind && gap.party == party.get_value());
            own.cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <table class="figures-table figures-gaps">
            <caption>
                {move || {
                    let count = own.with(Vec::len).to_string();
                    fill(say(words::FIGURES_COUNT), &[say(kind.name()), &count])
                }}
                <span class="visually-hidden">" " {move || name.get()}</span>
            </caption>
            <thead>
                <tr>
                    <th scope="col">{say(words::FIGURES_PLACE)}</th>
                    <th scope="col" class="figures-open">
                        <span class="visually-hidden">{say(words::CHECKS_OPEN)}</span>
                    </th>
                </tr>
            </thead>
            <tbody>
                <For each=move || own.get() key=|gap| (gap.key.clone(), gap.path.clone()) let:gap>
                    <GapRow gap kind />
                </For>
            </tbody>
        </table>
    }
}

#[component]
fn GapRow(gap: Gap, kind: Kind) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let path = gap.path.join(" › ");
    let label = fill(say(words::FIGURES_OPEN_AT), &[&path, say(kind.name())]);
    let spot = gap.spot.clone();
    view! {
        <tr>
            <th scope="row">{path}</th>
            <td class="figures-open">
                <button
                    type="button"
                    class="button"
                    aria-label=label
                    on:click=move |_| open(desk, &spot)
                >
                    {say(words::CHECKS_OPEN)}
                </button>
            </td>
        </tr>
    }
}

/// Opens the sheet with the cell, and goes there.
fn open(desk: Desk, spot: &Spot) {
    let place = match spot {
        Spot::Progress(period, cell) => {
            desk.sheet_period.set(Some(period.clone()));
            desk.wanted_cell.set(Some(cell.clone()));
            Place::Progress
        }
        Spot::Goals(year, cell) => {
            if year.is_some() {
                desk.sheet_year.set(*year);
            }
            desk.wanted_cell.set(Some(cell.clone()));
            Place::GoalSheet
        }
        Spot::Programme(id) => {
            desk.focus_soon(&TextRef::Programme(id.clone(), ProgrammeText::Name));
            Place::Annual
        }
    };
    let id = desk.session().id().to_owned();
    page::go(&Route::Plan { id, place }.fragment());
}
