//! Programmes, indicators, reports and what else stands beside the tree.

use yoriai_plan::{
    CategoryId, CategoryText, CellState, Command, DistrictId, EvaluationId, Indicator, IndicatorId,
    IndicatorText, NewRecord, Owner, Place, Programme, ProgrammeId, ProgrammeText, RecordField,
    RecordId, ReportId, ReportText, ScaleId, TermId, TextRef, ValueId, ValueText,
};

use super::Rebuilding;

impl Rebuilding<'_> {
    fn add(&mut self, record: NewRecord) {
        self.out.push(Command::AddRecord {
            record,
            place: Place::Last,
        });
    }

    fn set(&mut self, id: RecordId, field: RecordField) {
        self.out.push(Command::SetRecord { id, field });
    }

    pub(super) fn programmes(&mut self) {
        let plan = self.plan;
        for category in &plan.categories {
            let id = CategoryId::from_random((self.fresh)());
            self.categories.insert(category.id.clone(), id.clone());
            self.add(NewRecord::Category {
                id: id.clone(),
                name: category.name.clone(),
            });
            let description = TextRef::Category(id.clone(), CategoryText::Description);
            self.write(description, &category.description);
            if category.number_override.is_some() {
                let number = RecordField::Number(category.number_override.clone());
                self.set(RecordId::Category(id), number);
            }
        }
        for programme in plan.all_programmes() {
            self.programme(programme);
        }
    }

    fn programme(&mut self, programme: &Programme) {
        let id = ProgrammeId::from_random((self.fresh)());
        self.programmes.insert(programme.id.clone(), id.clone());
        let category = programme.category.as_ref();
        self.add(NewRecord::Programme {
            id: id.clone(),
            category: category.and_then(|id| self.categories.get(id)).cloned(),
            name: programme.name.clone(),
        });
        for (field, text) in [
            (ProgrammeText::Aliases, &programme.aliases),
            (ProgrammeText::Description, &programme.description),
            (ProgrammeText::Funding, &programme.funding),
            (ProgrammeText::Frequency, &programme.frequency),
            (ProgrammeText::Months, &programme.months),
            (ProgrammeText::Contract, &programme.contract),
            (ProgrammeText::Partners, &programme.partners),
        ] {
            self.write(TextRef::Programme(id.clone(), field), text);
        }
        if programme.number_override.is_some() {
            let number = RecordField::Number(programme.number_override.clone());
            self.set(RecordId::Programme(id.clone()), number);
        }
        if programme.lifecycle.is_some() {
            let lifecycle = RecordField::Lifecycle(programme.lifecycle);
            self.set(RecordId::Programme(id), lifecycle);
        }
    }

    /// All records but the programmes, once the items are there.
    pub(super) fn records(&mut self) {
        let plan = self.plan;
        self.lists();
        let items = plan.walk().map(|item| Owner::Item(item.id.clone()));
        let programmes = plan
            .all_programmes()
            .map(|one| Owner::Programme(one.id.clone()));
        for owner in items.chain(programmes) {
            self.evaluations(&owner);
            for id in plan.indicators_of(&owner) {
                if let Some(indicator) = plan.indicators.get(id) {
                    self.indicator(&owner, indicator);
                    self.evaluations(&Owner::Indicator(id.clone()));
                }
            }
            if let Owner::Item(id) = &owner {
                for report in plan.reports_of(id) {
                    self.report(report);
                }
            }
        }
    }

    fn lists(&mut self) {
        let plan = self.plan;
        for scale in &plan.scales {
            let id = ScaleId::from_random((self.fresh)());
            self.add(NewRecord::Scale {
                id,
                name: scale.name.clone(),
                grades: scale.grades.clone(),
            });
        }
        for district in &plan.districts {
            let id = DistrictId::from_random((self.fresh)());
            self.districts.insert(district.id.clone(), id.clone());
            self.add(NewRecord::District {
                id,
                name: district.name.clone(),
            });
        }
        for term in &plan.terms {
            let id = TermId::from_random((self.fresh)());
            self.add(NewRecord::Term {
                id,
                kind: term.kind,
                short: term.short.clone(),
                full: term.full.clone(),
                note: term.note.clone(),
            });
        }
    }

    fn renewed(&self, owner: &Owner) -> Option<Owner> {
        match owner {
            Owner::Item(id) => self.items.get(id).cloned().map(Owner::Item),
            Owner::Programme(id) => self.programmes.get(id).cloned().map(Owner::Programme),
            Owner::Indicator(id) => self.indicators.get(id).cloned().map(Owner::Indicator),
        }
    }

    fn indicator(&mut self, owner: &Owner, indicator: &Indicator) {
        let plan = self.plan;
        let Some(owner) = self.renewed(owner) else {
            return;
        };
        let id = IndicatorId::from_random((self.fresh)());
        self.indicators.insert(indicator.id.clone(), id.clone());
        self.add(NewRecord::Indicator {
            id: id.clone(),
            owner,
            name: indicator.name.clone(),
        });
        let breakdown = TextRef::Indicator(id.clone(), IndicatorText::Breakdown);
        self.write(breakdown, &indicator.breakdown);
        let record = RecordId::Indicator(id.clone());
        if indicator.kind.is_some() {
            self.set(record.clone(), RecordField::IndicatorKind(indicator.kind));
        }
        if indicator.trend.is_some() {
            self.set(record, RecordField::Trend(indicator.trend));
        }
        for value in plan.values_of(&indicator.id) {
            self.value(&id, value);
        }
    }

    fn value(&mut self, indicator: &IndicatorId, value: &ValueId) {
        let Some(value) = self.plan.values.get(value) else {
            return;
        };
        // A value of no year stands in no column; there is no such value to be made.
        let Some(year) = value.year else { return };
        let id = ValueId::from_random((self.fresh)());
        self.add(NewRecord::Value {
            id: id.clone(),
            indicator: indicator.clone(),
            year,
            role: value.role,
            text: value.text.clone(),
        });
        self.write(TextRef::Value(id.clone(), ValueText::Note), &value.note);
        let record = RecordId::Value(id);
        if is_state_of_its_own(value.state, &value.text) {
            self.set(record.clone(), RecordField::ValueState(value.state));
        }
        let district = value.district.as_ref();
        if let Some(district) = district.and_then(|id| self.districts.get(id)).cloned() {
            self.set(record, RecordField::District(Some(district)));
        }
    }

    fn report(&mut self, report: &ReportId) {
        let Some(report) = self.plan.reports.get(report) else {
            return;
        };
        let item = report.item.as_ref().and_then(|id| self.items.get(id));
        let Some(item) = item.cloned() else { return };
        let id = ReportId::from_random((self.fresh)());
        let party = report.party.as_ref();
        self.add(NewRecord::Report {
            id: id.clone(),
            item,
            party: party.and_then(|id| self.parties.get(id)).cloned(),
            year: report.year,
            period: report.period.clone(),
        });
        for (field, text) in [
            (ReportText::Progress, &report.progress),
            (ReportText::Issues, &report.issues),
            (ReportText::Reason, &report.reason),
            (ReportText::Next, &report.next),
        ] {
            self.write(TextRef::Report(id.clone(), field), text);
        }
        let record = RecordId::Report(id);
        if is_state_of_its_own(report.progress_state, &report.progress) {
            let state = RecordField::ProgressState(report.progress_state);
            self.set(record.clone(), state);
        }
        if is_state_of_its_own(report.issues_state, &report.issues) {
            self.set(record, RecordField::IssuesState(report.issues_state));
        }
    }

    fn evaluations(&mut self, owner: &Owner) {
        let plan = self.plan;
        let evaluations = plan.evaluations_of(owner).iter();
        for one in evaluations.filter_map(|id| plan.evaluations.get(id)) {
            let (Some(owner), Some(year)) = (self.renewed(owner), one.year) else {
                continue;
            };
            let id = EvaluationId::from_random((self.fresh)());
            self.add(NewRecord::Evaluation {
                id: id.clone(),
                owner,
                year,
                phase: one.phase,
                by: one.by,
            });
            self.write(TextRef::Evaluation(id.clone()), &one.comment);
            let record = RecordId::Evaluation(id);
            if !one.grade.is_empty() {
                self.set(record.clone(), RecordField::Grade(one.grade.clone()));
            }
            if one.course.is_some() {
                self.set(record, RecordField::Course(one.course));
            }
        }
    }
}

/// Whether a state says more than the text itself: blank and filled can be seen.
fn is_state_of_its_own(state: CellState, text: &str) -> bool {
    text.is_empty() && matches!(state, CellState::Lost | CellState::None)
}
