//! Freezing what stands beside the tree.

use std::collections::HashMap;

use super::{Writer, place_of};
use crate::fiscal::FiscalYear;
use crate::frozen::{Edition, Mark, argument, kind};
use crate::ids::{PartyId, ProgrammeId};
use crate::kinds::{
    By, CellState, Course, IndicatorKind, Lifecycle, Phase, TermKind, Trend, ValueRole,
};
use crate::records::{Indicator, Owner, Programme, Report, Value};

impl Edition {
    /// Writes the short lists and the programmes. Returns which programme stands where.
    pub(super) fn write_lists(&self, writer: &mut Writer) -> HashMap<ProgrammeId, usize> {
        let plan = &self.plan;
        for district in &plan.districts {
            writer.record(kind::DISTRICT, &district.name);
        }
        for scale in &plan.scales {
            writer.record(kind::SCALE, &scale.name);
            writer.field('g', &scale.grades);
        }
        for term in &plan.terms {
            let place = place_of(TermKind::ALL, &term.kind);
            writer.record(kind::TERM + place, &term.short);
            writer.field('f', &term.full);
            writer.field('n', &term.note);
        }
        let mut places = HashMap::new();
        // Those without a category ahead of all categories.
        let categories = plan.categories.iter().map(Some);
        for category in [None].into_iter().chain(categories) {
            if let Some(category) = category {
                writer.record(kind::CATEGORY, &category.name);
                writer.number(category.number_override.as_deref());
                writer.field('d', &category.description);
            }
            let row = plan.programmes_of(category.map(|category| &category.id));
            for programme in row.iter().filter_map(|id| plan.programmes.get(id)) {
                places.insert(programme.id.clone(), places.len());
                writer.programme(programme);
                self.write_records_of(writer, &Owner::Programme(programme.id.clone()));
            }
        }
        places
    }

    /// Writes what belongs to an item, a programme or an indicator.
    pub(super) fn write_records_of(&self, writer: &mut Writer, owner: &Owner) {
        let plan = &self.plan;
        if let Owner::Item(item) = owner {
            let reports = plan.reports_of(item).iter();
            for report in reports.filter_map(|id| plan.reports.get(id)) {
                let party = report.party.as_ref();
                writer.report(report, party.and_then(|id| self.place_of_party(id)));
            }
        }
        let evaluations = plan.evaluations_of(owner).iter();
        for evaluation in evaluations.filter_map(|id| plan.evaluations.get(id)) {
            writer.record(kind::EVALUATION, &evaluation.comment);
            writer.year(evaluation.year);
            writer.choice('h', Phase::ALL, evaluation.phase);
            writer.field('g', &evaluation.grade);
            writer.chosen('c', Course::ALL, evaluation.course);
            writer.choice('b', By::ALL, evaluation.by);
        }
        let indicators = plan.indicators_of(owner).iter();
        for indicator in indicators.filter_map(|id| plan.indicators.get(id)) {
            writer.indicator(indicator);
            let values = plan.values_of(&indicator.id).iter();
            for value in values.filter_map(|id| plan.values.get(id)) {
                let district = value.district.as_ref();
                let district =
                    district.and_then(|id| plan.districts.iter().position(|d| d.id == *id));
                writer.value(value, district);
            }
            self.write_records_of(writer, &Owner::Indicator(indicator.id.clone()));
        }
    }

    pub(super) fn place_of_party(&self, id: &PartyId) -> Option<usize> {
        self.plan.parties.iter().position(|party| party.id == *id)
    }
}

impl Writer {
    fn record(&mut self, kind: usize, text: &str) {
        self.element(Mark::Record, Some(argument(kind)), text);
    }

    /// What a record says besides; nothing is left out.
    fn field(&mut self, which: char, text: &str) {
        if !text.is_empty() {
            self.element(Mark::Field, Some(which), text);
        }
    }

    /// A choice that is not the usual one.
    fn choice<T: PartialEq + Default>(&mut self, which: char, all: &[T], one: T) {
        if one != T::default() {
            self.chosen(which, all, Some(one));
        }
    }

    /// A choice where there need not be one.
    fn chosen<T: PartialEq>(&mut self, which: char, all: &[T], one: Option<T>) {
        if let Some(one) = one {
            self.field(which, &place_of(all, &one).to_string());
        }
    }

    /// What a cell without a text is; an empty one says nothing.
    fn state(&mut self, which: char, state: CellState) {
        if !matches!(state, CellState::Filled | CellState::Blank) {
            self.chosen(which, CellState::ALL, Some(state));
        }
    }

    fn number(&mut self, number: Option<&str>) {
        if let Some(number) = number {
            self.element(Mark::Number, None, number);
        }
    }

    fn year(&mut self, year: Option<FiscalYear>) {
        self.years(year.as_slice());
    }

    fn programme(&mut self, programme: &Programme) {
        self.record(kind::PROGRAMME, &programme.name);
        self.number(programme.number_override.as_deref());
        self.field('a', &programme.aliases);
        self.field('d', &programme.description);
        self.field('f', &programme.funding);
        self.field('q', &programme.frequency);
        self.field('m', &programme.months);
        self.field('c', &programme.contract);
        self.field('p', &programme.partners);
        self.chosen('l', Lifecycle::ALL, programme.lifecycle);
    }

    fn indicator(&mut self, indicator: &Indicator) {
        self.record(kind::INDICATOR, &indicator.name);
        self.chosen('k', IndicatorKind::ALL, indicator.kind);
        self.chosen('t', Trend::ALL, indicator.trend);
        self.field('b', &indicator.breakdown);
    }

    fn value(&mut self, value: &Value, district: Option<usize>) {
        let role = place_of(ValueRole::ALL, &value.role);
        self.record(kind::VALUE + role, &value.text);
        self.year(value.year);
        self.field('n', &value.note);
        self.state('s', value.state);
        if let Some(district) = district {
            self.element(Mark::Refer, Some(argument(district)), "");
        }
    }

    fn report(&mut self, report: &Report, party: Option<usize>) {
        self.record(kind::REPORT, &report.progress);
        if let Some(party) = party {
            self.element(Mark::LineParty, Some(argument(party)), "");
        }
        self.year(report.year);
        self.field('e', &report.period);
        self.field('i', &report.issues);
        self.field('r', &report.reason);
        self.field('n', &report.next);
        self.state('s', report.progress_state);
        self.state('t', report.issues_state);
    }
}
