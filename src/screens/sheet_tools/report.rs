//! The fields of a report: what its cells say, why something was not reached, what comes next, whose
//! it is and for when.

use leptos::ev;
use leptos::prelude::*;
use yoriai_plan::{Caption, FiscalYear, PartyId, ReportId, ReportText, TextRef};

use super::At;
use super::details::Field;
use super::report_move::{Standing, commands};
use super::values::year_options;
use crate::components::choice::Choice;
use crate::components::grid::Beside;
use crate::desk::{WantedCell, part, use_desk};
use crate::platform::random;
use crate::screens::sheet_tools::Which;
use crate::words::{self, use_say};

/// The fields.
#[component]
pub(super) fn ReportDetails(at: At, id: ReportId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let report = desk.report(&id);
    let head = desk.session().board().head.clone();
    let caption = move |which: Caption| {
        let head = head.clone();
        Signal::derive(move || head.with(|head| head.caption(which).to_owned()))
    };
    let progress = match at.which {
        Which::Goals => Caption::Achievement,
        Which::Progress => Caption::Progress,
    };
    let names = [
        caption(progress),
        caption(Caption::Issues),
        Signal::stored(say(words::IMPORT_REASON).to_owned()),
        Signal::stored(say(words::IMPORT_NEXT).to_owned()),
    ];
    let party = part(&report, |one| {
        one.party
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    });
    let year = part(&report, |one| one.year);
    let period = part(&report, |one| one.period.clone());
    let parties = desk.session().board().parties.clone();
    let offered = Signal::derive(move || {
        let nobody = (String::new(), say(words::FIGURES_NOBODY).to_owned());
        let named = parties.with(|parties| {
            let named = parties.iter();
            named
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect::<Vec<_>>()
        });
        std::iter::once(nobody).chain(named).collect::<Vec<_>>()
    });
    let years = year_options(desk);
    let years = Signal::derive(move || {
        let whole = (String::new(), say(words::PROGRESS_WHOLE).to_owned());
        std::iter::once(whole)
            .chain(years.get())
            .collect::<Vec<_>>()
    });
    let moved = id.clone();
    let change = Callback::new(move |change: Change| {
        let session = desk.session();
        let new = ReportId::from_random(random::bytes());
        let (to, commands) = session.with_plan(|plan| {
            let mut to = plan.reports.get(&moved).map(Standing::of)?;
            match change {
                Change::Party(party) => to.party = party,
                Change::Year(year) => to.period.year = year,
                Change::Period(name) => to.period.name = name,
            }
            let commands = commands(plan, &moved, &to, &new);
            Some((to, commands))
        })?;
        if commands.is_empty() || !desk.apply_some(commands) {
            return None;
        }
        // The sheet goes along to where the report stands now.
        match at.which {
            Which::Progress => desk.sheet_period.set(Some(to.period)),
            Which::Goals => desk.sheet_year.set(to.period.year),
        }
        let field = TextRef::Report(new, ReportText::Progress);
        desk.wanted_cell.set(Some(WantedCell::Text(field)));
        at.whereabouts.shown.set(Beside::Details);
        Some(())
    });
    view! {
        <div class="sheet-record">
            {ReportText::ALL
                .into_iter()
                .zip(names)
                .map(|(which, name)| {
                    view! { <Field at field=TextRef::Report(id.clone(), which) name /> }
                })
                .collect_view()}
            <Choice
                name=Signal::stored(say(words::PROGRESS_PARTY).to_owned())
                value=party
                options=offered
                on_choose=move |chosen: String| {
                    change.run(Change::Party(PartyId::parse(&chosen)));
                }
            />
            <Choice
                name=Signal::stored(say(words::GOALS_YEAR).to_owned())
                value=Signal::derive(move || {
                    year.get().map(|year| year.year().to_string()).unwrap_or_default()
                })
                options=years
                on_choose=move |chosen: String| {
                    change.run(Change::Year(chosen.parse().ok().and_then(FiscalYear::new)));
                }
            />
            <label class="form-choice">
                <span>{say(words::SHEET_PERIOD)}</span>
                <input
                    type="text"
                    autocomplete="off"
                    prop:value=move || period.get()
                    on:change=move |event: ev::Event| {
                        change.run(Change::Period(event_target_value(&event).trim().to_owned()));
                    }
                />
            </label>
        </div>
    }
}

/// What is changed of whose report it is, and for when.
enum Change {
    Party(Option<PartyId>),
    Year(Option<FiscalYear>),
    Period(String),
}
