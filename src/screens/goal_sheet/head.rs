//! The head of a 目標管理シート: its year, whose it is, and its dates.

use leptos::prelude::*;
use yoriai_plan::{
    Caption, Command, Date, FiscalYear, PlanDate, PlanHead, PlanText, TextRef, Warning,
};

use crate::components::choice::Choice;
use crate::components::fields::text_of;
use crate::components::scalar_field::ScalarField;
use crate::components::text_field::TextField;
use crate::desk::{Selection, use_desk};
use crate::words::{self, fill, use_say};

/// Which year the sheet is of.
#[component]
pub(super) fn YearSwitch(
    years: Memo<(FiscalYear, Vec<FiscalYear>)>,
    year: Memo<FiscalYear>,
) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let value = |year: FiscalYear| year.year().to_string();
    let options = Signal::derive(move || {
        let years = years.get().1.into_iter();
        years
            .map(|year| (value(year), year.label_wareki()))
            .collect::<Vec<_>>()
    });
    view! {
        <Choice
            inline=true
            name=Signal::stored(say(words::GOALS_YEAR).to_owned())
            value=Signal::derive(move || value(year.get()))
            options
            on_choose=move |chosen: String| {
                desk.sheet_year.set(chosen.parse().ok().and_then(FiscalYear::new));
            }
        />
    }
}

/// 年度, 組織名, 組織の方針, and the dates.
#[component]
pub(super) fn GoalHead(year: Memo<FiscalYear>) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let organization =
        Signal::derive(move || head.with(|head| head.caption(Caption::Organization).to_owned()));
    let policy = {
        let head = desk.session().board().head.clone();
        Signal::derive(move || head.with(|head| head.caption(Caption::SheetPolicy).to_owned()))
    };
    let row = move |name: Signal<String>, which: PlanText| {
        view! {
            <tr>
                <th scope="row">{move || name.get()}</th>
                <td>
                    <TextField
                        field=TextRef::Plan(which)
                        text=text_of(desk, &TextRef::Plan(which))
                        label=name
                        selects=Some(Selection::Plan)
                        placeholder=say(words::CELL_BLANK)
                    />
                </td>
            </tr>
        }
    };
    view! {
        <div class="goals-head">
            <table class="goals-about">
                <tbody>
                    <tr>
                        <th scope="row">{say(words::GOALS_YEAR)}</th>
                        <td class="goals-year">{move || year.get().label_wareki()}</td>
                    </tr>
                    {row(organization, PlanText::Organization)}
                    {row(policy, PlanText::Policy)}
                </tbody>
            </table>
            <table class="goals-dates">
                <tbody>
                    {[PlanDate::Created, PlanDate::Revised, PlanDate::Evaluated]
                        .map(|which| view! { <DateRow which /> })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// A date as typed, and beside it what it was taken for.
#[component]
fn DateRow(which: PlanDate) -> impl IntoView {
    let say = use_say();
    let desk = use_desk();
    let head = desk.session().board().head.clone();
    let typed = Memo::new(move |_| {
        head.with(|head: &PlanHead| head.dates.get(&which).cloned().unwrap_or_default())
    });
    let understood = move || {
        let typed = typed.get();
        if typed.trim().is_empty() {
            return String::new();
        }
        match Date::parse(&typed) {
            None => say(words::DATE_UNREAD).to_owned(),
            Some(date) => match date.warning {
                Some(Warning::PastEra { .. } | Warning::BeforeEra { .. }) => {
                    fill(say(words::DATE_ASK), &[&date.value.label_wareki()])
                }
                None if date.value.label_wareki() == typed.trim() => String::new(),
                None => date.value.label_wareki(),
            },
        }
    };
    let set = move |date: Option<String>| Command::SetDate { which, date };
    view! {
        <tr>
            <th scope="row">{which.word()}</th>
            <td>
                <ScalarField
                    label=which.word()
                    placeholder=say(words::CELL_BLANK)
                    value=typed
                    set
                />
                <small>{understood}</small>
            </td>
        </tr>
    }
}
