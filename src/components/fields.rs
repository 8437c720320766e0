//! Any text of a plan as a signal, and the state of its cell.

use leptos::prelude::*;
use yoriai_plan::{
    CellState, Command, Plan, RecordField, RecordId, ReportText, TextRef, ValueText,
};

use crate::desk::{Desk, part};

/// A text of the plan. It repaints whoever reads it when that text changes, and for little else.
pub fn text_of(desk: Desk, field: &TextRef) -> Signal<String> {
    let (follow, field) = (follow(desk, field), field.clone());
    Signal::derive(move || {
        follow();
        desk.session()
            .with_plan(|plan| plan.text(&field).unwrap_or_default().to_owned())
    })
}

/// Subscribes to the thing that a text is of.
fn follow(desk: Desk, field: &TextRef) -> Box<dyn Fn() + Send + Sync> {
    let session = desk.session();
    let board = session.board();
    match field {
        TextRef::Plan(_) => tracking(&board.head),
        TextRef::Level(_) => tracking(&board.levels),
        TextRef::Item(id, _) => tracking(&desk.item(id)),
        TextRef::Section(id, _) => tracking(&desk.section(id)),
        TextRef::Line(id) => tracking(&desk.line(id)),
        TextRef::Party(_) => tracking(&board.parties),
        // People have no signals: nothing shows them but lists of their own.
        TextRef::Person(_) => Box::new(|| ()),
        TextRef::Category(..) => tracking(&board.categories),
        TextRef::Programme(id, _) => tracking(&desk.programme(id)),
        TextRef::Indicator(id, _) => tracking(&desk.indicator(id)),
        TextRef::Value(id, _) => tracking(&desk.value(id)),
        TextRef::Report(id, _) => tracking(&desk.report(id)),
        TextRef::Evaluation(id) => tracking(&desk.evaluation(id)),
        TextRef::Scale(..) => tracking(&board.scales),
        TextRef::District(_) => tracking(&board.districts),
        TextRef::Term(..) => tracking(&board.terms),
    }
}

fn tracking<T: Send + Sync + 'static>(signal: &ArcRwSignal<T>) -> Box<dyn Fn() + Send + Sync> {
    let signal = signal.clone();
    Box::new(move || signal.track())
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
