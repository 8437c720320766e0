//! Thawing what stands beside the tree.

use super::{Current, Reader};
use crate::frozen::{ThawError, kind};
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ProgrammeId, ReportId, ScaleId, TermId,
    ValueId,
};
use crate::kinds::{By, CellState, Phase, TermKind, ValueRole};
use crate::records::{
    Category, District, Evaluation, Indicator, Owner, Programme, RecordId, Report, Scale, Term,
    Value,
};

/// What the next records belong to.
#[derive(Default)]
pub(super) struct Above {
    category: Option<CategoryId>,
    programme: Option<ProgrammeId>,
    indicator: Option<IndicatorId>,
}

impl Reader<'_> {
    pub(super) fn record(&mut self, place: usize, text: String) -> Result<(), ThawError> {
        let id = self.id()?;
        let id = match place {
            kind::CATEGORY => RecordId::Category(self.category(id, text)?),
            kind::PROGRAMME => RecordId::Programme(self.programme(id, text)?),
            kind::INDICATOR => RecordId::Indicator(self.indicator(id, text)?),
            kind::REPORT => RecordId::Report(self.report(id, text)?),
            kind::EVALUATION => RecordId::Evaluation(self.evaluation(id, text)?),
            kind::SCALE => RecordId::Scale(self.scale(id, text)),
            kind::DISTRICT => RecordId::District(self.district(id, text)),
            kind::TERM..kind::VALUE => {
                let kind = TermKind::ALL.get(place - kind::TERM);
                RecordId::Term(self.term(id, *kind.ok_or(ThawError::Newer)?, text))
            }
            _ => {
                let role = place.checked_sub(kind::VALUE);
                let role = role.and_then(|place| ValueRole::ALL.get(place));
                RecordId::Value(self.value(id, *role.ok_or(ThawError::Newer)?, text)?)
            }
        };
        self.current = Current::Record(id);
        Ok(())
    }

    fn category(&mut self, id: [u8; 12], name: String) -> Result<CategoryId, ThawError> {
        self.ahead_of_items()?;
        let id = CategoryId::from_random(id);
        let category = Category {
            id: id.clone(),
            number: String::new(),
            number_override: None,
            name,
            description: String::new(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(None),
        };
        self.edition.plan.categories.push(category);
        self.above = Above {
            category: Some(id.clone()),
            ..Above::default()
        };
        Ok(id)
    }

    fn programme(&mut self, id: [u8; 12], name: String) -> Result<ProgrammeId, ThawError> {
        self.ahead_of_items()?;
        let id = ProgrammeId::from_random(id);
        let programme = Programme {
            id: id.clone(),
            category: None,
            number: String::new(),
            number_override: None,
            name,
            aliases: String::new(),
            description: String::new(),
            funding: String::new(),
            frequency: String::new(),
            months: String::new(),
            contract: String::new(),
            partners: String::new(),
            lifecycle: None,
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(self.above.category.as_ref().map(CategoryId::as_str)),
        };
        self.edition.plan.programmes.insert(id.clone(), programme);
        self.programmes.push(id.clone());
        self.above.programme = Some(id.clone());
        self.above.indicator = None;
        Ok(id)
    }

    fn indicator(&mut self, id: [u8; 12], name: String) -> Result<IndicatorId, ThawError> {
        self.above.indicator = None;
        let owner = self.owner()?;
        let id = IndicatorId::from_random(id);
        let indicator = Indicator {
            id: id.clone(),
            owner: None,
            name,
            kind: None,
            trend: None,
            breakdown: String::new(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(Some(&owner.stored())),
        };
        self.edition.plan.indicators.insert(id.clone(), indicator);
        self.above.indicator = Some(id.clone());
        Ok(id)
    }

    fn value(&mut self, id: [u8; 12], role: ValueRole, text: String) -> Result<ValueId, ThawError> {
        let above = self.above.indicator.clone();
        let above = above.ok_or_else(|| self.malformed())?;
        let id = ValueId::from_random(id);
        let value = Value {
            id: id.clone(),
            indicator: None,
            year: None,
            role,
            district: None,
            text,
            note: String::new(),
            state: CellState::default(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(Some(above.as_str())),
        };
        self.edition.plan.values.insert(id.clone(), value);
        Ok(id)
    }

    fn report(&mut self, id: [u8; 12], progress: String) -> Result<ReportId, ThawError> {
        let item = self.path.last().cloned();
        let item = item.ok_or_else(|| self.malformed())?;
        let id = ReportId::from_random(id);
        let report = Report {
            id: id.clone(),
            item: None,
            party: None,
            year: None,
            period: String::new(),
            progress,
            issues: String::new(),
            reason: String::new(),
            next: String::new(),
            progress_state: CellState::default(),
            issues_state: CellState::default(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(Some(item.as_str())),
        };
        self.edition.plan.reports.insert(id.clone(), report);
        Ok(id)
    }

    fn evaluation(&mut self, id: [u8; 12], comment: String) -> Result<EvaluationId, ThawError> {
        let owner = self.owner()?;
        let id = EvaluationId::from_random(id);
        let evaluation = Evaluation {
            id: id.clone(),
            owner: None,
            year: None,
            phase: Phase::default(),
            grade: String::new(),
            course: None,
            by: By::default(),
            comment,
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(Some(&owner.stored())),
        };
        self.edition.plan.evaluations.insert(id.clone(), evaluation);
        Ok(id)
    }

    fn scale(&mut self, id: [u8; 12], name: String) -> ScaleId {
        let id = ScaleId::from_random(id);
        let raw = self.raw(None);
        self.edition.plan.scales.push(Scale {
            id: id.clone(),
            name,
            grades: String::new(),
            in_bin: false,
            raw,
        });
        id
    }

    fn district(&mut self, id: [u8; 12], name: String) -> DistrictId {
        let id = DistrictId::from_random(id);
        let raw = self.raw(None);
        self.edition.plan.districts.push(District {
            id: id.clone(),
            name,
            in_bin: false,
            raw,
        });
        id
    }

    fn term(&mut self, id: [u8; 12], kind: TermKind, short: String) -> TermId {
        let id = TermId::from_random(id);
        let raw = self.raw(None);
        self.edition.plan.terms.push(Term {
            id: id.clone(),
            kind,
            short,
            full: String::new(),
            note: String::new(),
            in_bin: false,
            conflicts: Vec::new(),
            raw,
        });
        id
    }

    fn ahead_of_items(&self) -> Result<(), ThawError> {
        if self.path.is_empty() {
            Ok(())
        } else {
            Err(self.malformed())
        }
    }

    /// What the next indicator or evaluation belongs to.
    fn owner(&self) -> Result<Owner, ThawError> {
        if let Some(indicator) = &self.above.indicator {
            return Ok(Owner::Indicator(indicator.clone()));
        }
        let item = self.path.last().cloned().map(Owner::Item);
        let programme = self.above.programme.clone().map(Owner::Programme);
        item.or(programme).ok_or_else(|| self.malformed())
    }
}
