//! Any text of a plan as a signal, and the state of its cell.

use leptos::prelude::*;
use yoriai_plan::{
    CategoryText, CellState, Command, IndicatorText, Item, ItemText, Plan, PlanHead, PlanText,
    Programme, ProgrammeText, RecordField, RecordId, ReportText, ScaleText, SectionText, TermText,
    TextRef, ValueText,
};

use crate::desk::{Desk, part};

/// A text of the plan. It repaints whoever reads it when that text changes, and for little else.
pub fn text_of(desk: Desk, field: &TextRef) -> Signal<String> {
    let board = || desk.session();
    match field.clone() {
        TextRef::Plan(which) => {
            let head = board().board().head.clone();
            Signal::derive(move || head.with(|head| plan_text(head, which)))
        }
        TextRef::Level(id) => listed(&board().board().levels, move |levels| {
            let level = levels.iter().find(|level| level.id == id)?;
            Some(level.name.clone())
        }),
        TextRef::Item(id, which) => {
            let item = desk.item(&id);
            Signal::derive(move || item.with(|item| item.as_ref().map(|i| item_text(i, which))))
                .or_empty()
        }
        TextRef::Section(id, SectionText::Heading) => {
            part(&desk.section(&id), |s| s.heading.clone())
        }
        TextRef::Section(id, SectionText::Text) => part(&desk.section(&id), |s| s.text.clone()),
        TextRef::Line(id) => part(&desk.line(&id), |line| line.text.clone()),
        TextRef::Party(id) => listed(&board().board().parties, move |parties| {
            let party = parties.iter().find(|party| party.id == id)?;
            Some(party.name.clone())
        }),
        // People have no signals: nothing shows them but lists of their own.
        TextRef::Person(_) => Signal::stored(desk.session().text(field)),
        TextRef::Category(id, which) => listed(&board().board().categories, move |categories| {
            let category = categories.iter().find(|category| category.id == id)?;
            Some(match which {
                CategoryText::Name => category.name.clone(),
                CategoryText::Description => category.description.clone(),
            })
        }),
        TextRef::Programme(id, which) => {
            let programme = desk.programme(&id);
            Signal::derive(move || {
                programme.with(|programme| programme.as_ref().map(|p| programme_text(p, which)))
            })
            .or_empty()
        }
        TextRef::Indicator(id, IndicatorText::Name) => {
            part(&desk.indicator(&id), |i| i.name.clone())
        }
        TextRef::Indicator(id, IndicatorText::Breakdown) => {
            part(&desk.indicator(&id), |i| i.breakdown.clone())
        }
        TextRef::Value(id, ValueText::Text) => part(&desk.value(&id), |value| value.text.clone()),
        TextRef::Value(id, ValueText::Note) => part(&desk.value(&id), |value| value.note.clone()),
        TextRef::Report(id, which) => part(
            &desk.report(&id),
            match which {
                ReportText::Progress => |report| report.progress.clone(),
                ReportText::Issues => |report| report.issues.clone(),
                ReportText::Reason => |report| report.reason.clone(),
                ReportText::Next => |report| report.next.clone(),
            },
        ),
        TextRef::Evaluation(id) => part(&desk.evaluation(&id), |e| e.comment.clone()),
        TextRef::Scale(id, which) => listed(&board().board().scales, move |scales| {
            let scale = scales.iter().find(|scale| scale.id == id)?;
            Some(match which {
                ScaleText::Name => scale.name.clone(),
                ScaleText::Grades => scale.grades.clone(),
            })
        }),
        TextRef::District(id) => listed(&board().board().districts, move |districts| {
            let district = districts.iter().find(|district| district.id == id)?;
            Some(district.name.clone())
        }),
        TextRef::Term(id, which) => listed(&board().board().terms, move |terms| {
            let term = terms.iter().find(|term| term.id == id)?;
            Some(match which {
                TermText::Short => term.short.clone(),
                TermText::Full => term.full.clone(),
                TermText::Note => term.note.clone(),
            })
        }),
    }
}

/// The state of the cell that a text stands in; `None` for texts that have no state of their own.
pub fn state_of(desk: Desk, field: &TextRef) -> Option<Signal<CellState>> {
    Some(match field {
        TextRef::Value(id, ValueText::Text) => part(&desk.value(id), |value| value.state),
        TextRef::Report(id, ReportText::Progress) => {
            part(&desk.report(id), |report| report.progress_state)
        }
        TextRef::Report(id, ReportText::Issues) => {
            part(&desk.report(id), |report| report.issues_state)
        }
        _ => return None,
    })
}

/// The state of the cell that a text stands in, in a plan as it is.
pub fn state_in(plan: &Plan, field: &TextRef) -> Option<CellState> {
    match field {
        TextRef::Value(id, ValueText::Text) => plan.values.get(id).map(|value| value.state),
        TextRef::Report(id, ReportText::Progress) => {
            plan.reports.get(id).map(|report| report.progress_state)
        }
        TextRef::Report(id, ReportText::Issues) => {
            plan.reports.get(id).map(|report| report.issues_state)
        }
        _ => None,
    }
}

/// The command that sets the state of the cell that a text stands in.
pub fn set_state(field: &TextRef, state: CellState) -> Option<Command> {
    let (id, field) = match field {
        TextRef::Value(id, ValueText::Text) => {
            (RecordId::Value(id.clone()), RecordField::ValueState(state))
        }
        TextRef::Report(id, ReportText::Progress) => (
            RecordId::Report(id.clone()),
            RecordField::ProgressState(state),
        ),
        TextRef::Report(id, ReportText::Issues) => (
            RecordId::Report(id.clone()),
            RecordField::IssuesState(state),
        ),
        _ => return None,
    };
    Some(Command::SetRecord { id, field })
}

trait OrEmpty {
    fn or_empty(self) -> Signal<String>;
}

impl OrEmpty for Signal<Option<String>> {
    fn or_empty(self) -> Signal<String> {
        Signal::derive(move || self.get().unwrap_or_default())
    }
}

fn listed<T: Send + Sync + 'static>(
    list: &ArcRwSignal<Vec<T>>,
    find: impl Fn(&[T]) -> Option<String> + Send + Sync + 'static,
) -> Signal<String> {
    let list = list.clone();
    Signal::derive(move || list.with(|list| find(list)).unwrap_or_default())
}

fn plan_text(head: &PlanHead, which: PlanText) -> String {
    match which {
        PlanText::Title => &head.title,
        PlanText::Organization => &head.organization,
        PlanText::Area => &head.area,
        PlanText::Philosophy => &head.philosophy,
        PlanText::Slogan => &head.slogan,
        PlanText::Policy => &head.policy,
    }
    .clone()
}

fn item_text(item: &Item, which: ItemText) -> String {
    match which {
        ItemText::Title => &item.title,
        ItemText::ChartTitle => &item.chart_title,
        ItemText::Statement => &item.statement,
    }
    .clone()
}

fn programme_text(programme: &Programme, which: ProgrammeText) -> String {
    match which {
        ProgrammeText::Name => &programme.name,
        ProgrammeText::Aliases => &programme.aliases,
        ProgrammeText::Description => &programme.description,
        ProgrammeText::Funding => &programme.funding,
        ProgrammeText::Frequency => &programme.frequency,
        ProgrammeText::Months => &programme.months,
        ProgrammeText::Contract => &programme.contract,
        ProgrammeText::Partners => &programme.partners,
    }
    .clone()
}
