//! Commands for what stands beside the tree.

use yoriai_plan::{
    By, CellState, Command, EvaluationId, IndicatorId, IndicatorText, ItemId, NewRecord, Owner,
    Phase, Place, RecordField, RecordId, Report, ReportId, ReportText, TextRef, ValueId, ValueText,
};

use super::Planning;
use crate::text::draft::{DraftEvaluation, DraftIndicator, DraftItem, DraftReport};
use crate::text::fold::key;
use crate::text::join::{JoinPlace, JoinWhat};
use crate::text::piece::Target;

impl Planning<'_> {
    pub(super) fn id<Id>(&mut self, make: fn([u8; 12]) -> Id) -> Id {
        make((self.fresh)())
    }

    pub(super) fn record(&mut self, record: NewRecord) {
        self.push(Command::AddRecord {
            record,
            place: Place::Last,
        });
    }

    pub(super) fn set(&mut self, id: RecordId, field: RecordField) {
        self.push(Command::SetRecord { id, field });
    }

    /// What belongs to an item.
    pub(super) fn item_records(&mut self, item: &DraftItem, id: &ItemId) {
        let known = self.plan.item(id);
        let programme = item
            .programme
            .and_then(|key| self.out.programmes.get(&key).cloned());
        let programme = programme.or_else(|| {
            let named = !item.years.is_empty();
            named.then(|| self.seek_names.find(&item.title)).flatten()
        });
        if let Some(programme) = programme
            && known.is_none_or(|known| known.programme.is_none())
        {
            self.push(Command::SetItemProgramme {
                id: id.clone(),
                programme: Some(programme),
            });
            if known.is_some() {
                let place = JoinPlace::Programme(item.key);
                self.row(place, &item.title, JoinWhat::Added);
            }
        }
        for indicator in &item.indicators {
            self.indicator(indicator, id);
        }
        for report in &item.reports {
            self.report(report, item, id);
        }
        for evaluation in &item.evaluations {
            self.evaluation(evaluation, item, id);
        }
    }

    fn indicator(&mut self, indicator: &DraftIndicator, item: &ItemId) {
        let plan = self.plan;
        let owner = Owner::Item(item.clone());
        let mut known = plan
            .indicators_of(&owner)
            .iter()
            .filter_map(|id| plan.indicators.get(id));
        let known = known.find(|known| {
            key(&known.name) == key(&indicator.name)
                && !self.used.contains(&RecordId::Indicator(known.id.clone()))
        });
        let name = indicator.name.as_str();
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let id = self.id(IndicatorId::from_random);
                self.record(NewRecord::Indicator {
                    id: id.clone(),
                    owner,
                    name: String::new(),
                });
                let place = Target::IndicatorName(indicator.key);
                let field = TextRef::Indicator(id.clone(), IndicatorText::Name);
                self.text((place, name), field, None, name, Some(item));
                self.row(JoinPlace::Field(place), name, JoinWhat::Added);
                id
            }
        };
        self.used.insert(RecordId::Indicator(id.clone()));
        self.out.indicators.insert(indicator.key, id.clone());
        for value in &indicator.values {
            let before = plan.values_at(&id, value.year, value.role, None).next();
            let value_id = match before {
                Some(before) => before.id.clone(),
                None => {
                    let value_id = self.id(ValueId::from_random);
                    self.record(NewRecord::Value {
                        id: value_id.clone(),
                        indicator: id.clone(),
                        year: value.year,
                        role: value.role,
                        text: String::new(),
                    });
                    if known.is_some() {
                        let place = JoinPlace::Field(Target::Value(value.key));
                        self.row(place, name, JoinWhat::Added);
                    }
                    value_id
                }
            };
            let field = TextRef::Value(value_id.clone(), ValueText::Text);
            let before = before.map(|value| value.text.as_str());
            let place = (Target::Value(value.key), name);
            self.text(place, field, before, &value.text, Some(item));
            self.out.values.insert(value.key, value_id);
        }
    }

    fn report(&mut self, report: &DraftReport, item: &DraftItem, id: &ItemId) {
        let plan = self.plan;
        let party = report
            .party
            .and_then(|key| self.out.parties.get(&key).cloned());
        let mut known = plan
            .reports_of(id)
            .iter()
            .filter_map(|id| plan.reports.get(id));
        let known: Option<&Report> = known.find(|known| {
            known.party == party
                && known.year == report.year
                && key(&known.period) == key(&report.period)
        });
        let place = |which| Target::Report(report.key, which);
        let name = item.title.as_str();
        let report_id = match known {
            Some(known) => known.id.clone(),
            None => {
                let report_id = self.id(ReportId::from_random);
                self.record(NewRecord::Report {
                    id: report_id.clone(),
                    item: id.clone(),
                    party,
                    year: report.year,
                    period: report.period.clone(),
                });
                let place = JoinPlace::Field(place(ReportText::Progress));
                self.row(place, name, JoinWhat::Added);
                report_id
            }
        };
        self.out.reports.insert(report.key, report_id.clone());
        let fields = [
            (
                ReportText::Progress,
                &report.progress,
                known.map(|k| &k.progress),
            ),
            (ReportText::Issues, &report.issues, known.map(|k| &k.issues)),
            (ReportText::Reason, &report.reason, known.map(|k| &k.reason)),
            (ReportText::Next, &report.next, known.map(|k| &k.next)),
        ];
        for (which, text, before) in fields {
            let field = TextRef::Report(report_id.clone(), which);
            let before = before.map(String::as_str);
            self.text((place(which), name), field, before, text, Some(id));
        }
        if known.is_some() {
            return;
        }
        // Where there is text, it says enough.
        if report.progress_state == CellState::Lost {
            let field = RecordField::ProgressState(CellState::Lost);
            self.set(RecordId::Report(report_id.clone()), field);
        }
        if report.issues_state == CellState::Lost {
            let field = RecordField::IssuesState(CellState::Lost);
            self.set(RecordId::Report(report_id.clone()), field);
        }
    }

    fn evaluation(&mut self, evaluation: &DraftEvaluation, item: &DraftItem, id: &ItemId) {
        let plan = self.plan;
        let owner = Owner::Item(id.clone());
        let mut known = plan
            .evaluations_of(&owner)
            .iter()
            .filter_map(|id| plan.evaluations.get(id));
        let known = known.find(|known| {
            known.year == Some(evaluation.year)
                && known.phase == Phase::Year
                && known.by == By::Internal
        });
        let evaluation_id = match known {
            Some(known) => known.id.clone(),
            None => {
                let evaluation_id = self.id(EvaluationId::from_random);
                self.record(NewRecord::Evaluation {
                    id: evaluation_id.clone(),
                    owner,
                    year: evaluation.year,
                    phase: Phase::Year,
                    by: By::Internal,
                });
                evaluation_id
            }
        };
        self.out
            .evaluations
            .insert(evaluation.key, evaluation_id.clone());
        let before = known.map(|known| known.grade.clone());
        let command = Command::SetRecord {
            id: RecordId::Evaluation(evaluation_id),
            field: RecordField::Grade(evaluation.grade.clone()),
        };
        let place = JoinPlace::Field(Target::Grade(evaluation.key));
        let before = before.filter(|grade| !grade.is_empty());
        self.scalar(
            place,
            &item.title,
            before,
            evaluation.grade.clone(),
            command,
        );
    }
}
