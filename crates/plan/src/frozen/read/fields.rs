//! Thawing what a record says besides.

use super::{Current, Reader};
use crate::fiscal::FiscalYear;
use crate::frozen::ThawError;
use crate::ids::PartyId;
use crate::kinds::{By, CellState, Course, IndicatorKind, Lifecycle, Phase, Trend};
use crate::records::RecordId;

impl Reader<'_> {
    /// What else the record before says.
    pub(super) fn record_field(&mut self, which: char, text: String) -> Result<(), ThawError> {
        let malformed = self.malformed();
        let Current::Record(id) = &self.current else {
            return Err(malformed);
        };
        let plan = &mut self.edition.plan;
        let missing = || malformed.clone();
        let place = match id {
            RecordId::Category(_) => {
                let category = plan.categories.last_mut().ok_or_else(missing)?;
                match which {
                    'd' => &mut category.description,
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Programme(id) => {
                let programme = plan.programmes.get_mut(id).ok_or_else(missing)?;
                match which {
                    'a' => &mut programme.aliases,
                    'd' => &mut programme.description,
                    'f' => &mut programme.funding,
                    'q' => &mut programme.frequency,
                    'm' => &mut programme.months,
                    'c' => &mut programme.contract,
                    'p' => &mut programme.partners,
                    'l' => return choose(Lifecycle::ALL, &text, &mut programme.lifecycle),
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Indicator(id) => {
                let indicator = plan.indicators.get_mut(id).ok_or_else(missing)?;
                match which {
                    'b' => &mut indicator.breakdown,
                    'k' => return choose(IndicatorKind::ALL, &text, &mut indicator.kind),
                    't' => return choose(Trend::ALL, &text, &mut indicator.trend),
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Value(id) => {
                let value = plan.values.get_mut(id).ok_or_else(missing)?;
                match which {
                    'n' => &mut value.note,
                    's' => return choose(CellState::ALL, &text, &mut value.state),
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Report(id) => {
                let report = plan.reports.get_mut(id).ok_or_else(missing)?;
                match which {
                    'e' => &mut report.period,
                    'i' => &mut report.issues,
                    'r' => &mut report.reason,
                    'n' => &mut report.next,
                    's' => return choose(CellState::ALL, &text, &mut report.progress_state),
                    't' => return choose(CellState::ALL, &text, &mut report.issues_state),
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Evaluation(id) => {
                let evaluation = plan.evaluations.get_mut(id).ok_or_else(missing)?;
                match which {
                    'g' => &mut evaluation.grade,
                    'h' => return choose(Phase::ALL, &text, &mut evaluation.phase),
                    'c' => return choose(Course::ALL, &text, &mut evaluation.course),
                    'b' => return choose(By::ALL, &text, &mut evaluation.by),
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::Scale(_) => {
                let scale = plan.scales.last_mut().ok_or_else(missing)?;
                match which {
                    'g' => &mut scale.grades,
                    _ => return Err(ThawError::Newer),
                }
            }
            RecordId::District(_) => return Err(ThawError::Newer),
            RecordId::Term(_) => {
                let term = plan.terms.last_mut().ok_or_else(missing)?;
                match which {
                    'f' => &mut term.full,
                    'n' => &mut term.note,
                    _ => return Err(ThawError::Newer),
                }
            }
        };
        *place = text;
        Ok(())
    }

    pub(super) fn record_year(&mut self, years: &[FiscalYear]) -> Result<(), ThawError> {
        let malformed = self.malformed();
        let plan = &mut self.edition.plan;
        let place = match &self.current {
            Current::Record(RecordId::Value(id)) => plan.values.get_mut(id).map(|v| &mut v.year),
            Current::Record(RecordId::Report(id)) => plan.reports.get_mut(id).map(|r| &mut r.year),
            Current::Record(RecordId::Evaluation(id)) => {
                plan.evaluations.get_mut(id).map(|e| &mut e.year)
            }
            _ => None,
        };
        match (place, years) {
            (Some(place), [year]) => {
                *place = Some(*year);
                Ok(())
            }
            _ => Err(malformed),
        }
    }

    /// The number by hand of the item, category or programme before.
    pub(super) fn current_number(&mut self) -> Result<&mut Option<String>, ThawError> {
        let malformed = self.malformed();
        let plan = &mut self.edition.plan;
        let number = match &self.current {
            Current::Item(id) => (plan.items.get_mut(id)).map(|i| &mut i.number_override),
            Current::Record(RecordId::Category(_)) => {
                (plan.categories.last_mut()).map(|c| &mut c.number_override)
            }
            Current::Record(RecordId::Programme(id)) => {
                (plan.programmes.get_mut(id)).map(|p| &mut p.number_override)
            }
            _ => None,
        };
        number.ok_or(malformed)
    }

    /// Whose the line or report before is.
    pub(super) fn current_party(&mut self) -> Result<&mut Option<PartyId>, ThawError> {
        if let Current::Record(RecordId::Report(id)) = &self.current {
            let malformed = self.malformed();
            let report = self.edition.plan.reports.get_mut(id);
            return report.map(|report| &mut report.party).ok_or(malformed);
        }
        Ok(&mut self.current_line()?.party)
    }

    /// The programme of the item before, or the district of the value before.
    pub(super) fn refer(&mut self, place: usize) -> Result<(), ThawError> {
        let malformed = self.malformed();
        let plan = &mut self.edition.plan;
        match &self.current {
            Current::Item(id) => {
                let programme = self.programmes.get(place).cloned();
                let item = plan.items.get_mut(id).ok_or_else(|| malformed.clone())?;
                item.programme = Some(programme.ok_or(malformed)?);
            }
            Current::Record(RecordId::Value(id)) => {
                let district = plan
                    .districts
                    .get(place)
                    .map(|district| district.id.clone());
                let value = plan.values.get_mut(id).ok_or_else(|| malformed.clone())?;
                value.district = Some(district.ok_or(malformed)?);
            }
            _ => return Err(malformed),
        }
        Ok(())
    }

    /// What cells say, once all that they say is there.
    pub(super) fn finish_records(&mut self) {
        for value in self.edition.plan.values.values_mut() {
            value.state = value.state.with(&value.text);
        }
        for report in self.edition.plan.reports.values_mut() {
            report.progress_state = report.progress_state.with(&report.progress);
            report.issues_state = report.issues_state.with(&report.issues);
        }
    }
}

/// Reads a choice by its place.
fn choose<T: Copy, P: From<T>>(all: &[T], text: &str, place: &mut P) -> Result<(), ThawError> {
    let choice = text.parse().ok().and_then(|place: usize| all.get(place));
    *place = P::from(*choice.ok_or(ThawError::Newer)?);
    Ok(())
}
