//! The fields of an indicator, and all of its values: also those that no column of the sheet has.

use leptos::prelude::*;
use yoriai_plan::{
    Command, FiscalYear, IndicatorId, IndicatorKind, IndicatorText, NewRecord, Owner, Place,
    RecordField, RecordId, TextRef, Trend, ValueId, ValueRole, ValueText,
};

use super::At;
use super::details::{Field, with_none};
use super::evaluations::Evaluations;
use super::values::{ValueFields, year_options};
use crate::components::choice::Choice;
use crate::desk::{part, use_desk};
use crate::platform::{clock, random};
use crate::words::{self, use_say};

/// The fields.
#[component]
pub(super) fn IndicatorDetails(at: At, id: IndicatorId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let indicator = desk.indicator(&id);
    let kind = part(&indicator, |one| {
        one.kind.map_or("", IndicatorKind::word).to_owned()
    });
    let trend = part(&indicator, |one| {
        one.trend.map_or("", Trend::word).to_owned()
    });
    let none = say(words::PERIOD_NONE);
    let kinds = with_none(none, IndicatorKind::ALL.iter().map(|kind| kind.word()));
    let trends = with_none(none, Trend::ALL.iter().map(|trend| trend.word()));
    let (record, other) = (
        RecordId::Indicator(id.clone()),
        RecordId::Indicator(id.clone()),
    );
    let values = desk.values(&id);
    view! {
        <div class="sheet-record">
            <Field
                at
                field=TextRef::Indicator(id.clone(), IndicatorText::Breakdown)
                name=say(words::SHEET_BREAKDOWN).to_owned()
            />
            <Choice
                name=Signal::stored(say(words::SHEET_KIND).to_owned())
                value=kind
                options=Signal::stored(kinds)
                on_choose=move |chosen: String| {
                    let field = RecordField::IndicatorKind(IndicatorKind::parse(&chosen));
                    desk.apply(&Command::SetRecord { id: record.clone(), field });
                }
            />
            <Choice
                name=Signal::stored(say(words::SHEET_TREND).to_owned())
                value=trend
                options=Signal::stored(trends)
                on_choose=move |chosen: String| {
                    let field = RecordField::Trend(Trend::parse(&chosen));
                    desk.apply(&Command::SetRecord { id: other.clone(), field });
                }
            />
        </div>
        <h3>{say(words::SHEET_VALUES)}</h3>
        <For each=move || values.get() key=ValueId::clone let:id>
            <ValueFields at id />
        </For>
        <AddValue at indicator=id.clone() />
        <Evaluations at owner=Owner::Indicator(id) />
    }
}

/// Adds a value of any year and role.
#[component]
fn AddValue(at: At, indicator: IndicatorId) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let year = RwSignal::new(at.year.get_untracked().unwrap_or_else(clock::fiscal_year));
    let role = RwSignal::new(ValueRole::Forecast);
    let roles = ValueRole::ALL.iter().map(|role| role.word().to_owned());
    let roles: Vec<_> = roles.map(|word| (word.clone(), word)).collect();
    let add = move |_| {
        let id = ValueId::from_random(random::bytes());
        let added = desk.apply(&Command::AddRecord {
            record: NewRecord::Value {
                id: id.clone(),
                indicator: indicator.clone(),
                year: year.get_untracked(),
                role: role.get_untracked(),
                text: String::new(),
            },
            place: Place::Last,
        });
        if added {
            desk.focus_soon(&TextRef::Value(id, ValueText::Text));
        }
    };
    view! {
        <div class="sheet-deed sheet-deed-choice">
            <Choice
                name=Signal::stored(say(words::GOALS_YEAR).to_owned())
                value=Signal::derive(move || year.get().year().to_string())
                options=year_options(desk)
                on_choose=move |chosen: String| {
                    if let Some(chosen) = chosen.parse().ok().and_then(FiscalYear::new) {
                        year.set(chosen);
                    }
                }
            />
            <Choice
                name=Signal::stored(say(words::SHEET_ROLE).to_owned())
                value=Signal::derive(move || role.get().word().to_owned())
                options=Signal::stored(roles)
                on_choose=move |chosen: String| {
                    if let Some(chosen) = ValueRole::parse(&chosen) {
                        role.set(chosen);
                    }
                }
            />
            <button type="button" class="button" on:click=add>
                <span aria-hidden="true">"＋"</span>
                {say(words::SHEET_ADD_VALUE)}
            </button>
        </div>
    }
}
