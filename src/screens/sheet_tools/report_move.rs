//! A report that turns out to be someone else's, or of another year.
//!
//! Whose it is and for when is what makes it that report: a new one takes over what it says, and
//! it goes into the bin, in one step.

use yoriai_plan::{
    CellState, Command, NewRecord, PartyId, Place, Plan, RecordField, RecordId, Report, ReportId,
    ReportText, TextRef,
};

use crate::papers::progress::rows::Period;

/// Whose report it is, and for when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who reports; `None`: nobody named.
    pub party: Option<PartyId>,
    /// For when.
    pub period: Period,
}

impl Standing {
    /// That of a report.
    pub fn of(report: &Report) -> Self {
        Self {
            party: report.party.clone(),
            period: Period::of(report),
        }
    }
}

/// The commands that give a report another standing; none if it has it, or is of no item.
/// `new` is the id that it has afterwards.
pub fn commands(plan: &Plan, id: &ReportId, to: &Standing, new: &ReportId) -> Vec<Command> {
    let Some(report) = plan.reports.get(id) else {
        return Vec::new();
    };
    let Some(item) = report.item.clone().filter(|_| Standing::of(report) != *to) else {
        return Vec::new();
    };
    let record = NewRecord::Report {
        id: new.clone(),
        item,
        party: to.party.clone(),
        year: to.period.year,
        period: to.period.name.clone(),
    };
    let place = Place::After(RecordId::Report(id.clone()));
    let mut commands = vec![Command::AddRecord { record, place }];
    for which in ReportText::ALL {
        let text = match which {
            ReportText::Progress => &report.progress,
            ReportText::Issues => &report.issues,
            ReportText::Reason => &report.reason,
            ReportText::Next => &report.next,
        };
        if !text.is_empty() {
            commands.push(Command::WriteText {
                field: TextRef::Report(new.clone(), which),
                at: 0,
                delete: 0,
                insert: text.clone(),
                seen: None,
            });
        }
    }
    let states = [
        RecordField::ProgressState(report.progress_state),
        RecordField::IssuesState(report.issues_state),
    ];
    commands.extend(states.into_iter().filter(is_said).map(|field| {
        let id = RecordId::Report(new.clone());
        Command::SetRecord { id, field }
    }));
    commands.push(Command::BinRecord(RecordId::Report(id.clone())));
    commands
}

fn is_said(field: &RecordField) -> bool {
    matches!(
        field,
        RecordField::ProgressState(CellState::None | CellState::Lost)
            | RecordField::IssuesState(CellState::None | CellState::Lost)
    )
}
