//! Reading single records.

use automerge::ObjId;

use super::Findings;
use crate::doc::PlanDoc;
use crate::finding::ConflictField;
use crate::fiscal::FiscalYear;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, PartyId, ProgrammeId, ReportId, ScaleId,
    TermId, ValueId,
};
use crate::kinds::{
    By, CellState, Course, IndicatorKind, Lifecycle, Phase, TermKind, Trend, ValueRole,
};
use crate::plan::Raw;
use crate::plan::field::{Field, Reading};
use crate::records::{
    Category, District, Evaluation, Indicator, Programme, Report, Scale, Term, Value,
};
use crate::schema as key;
use crate::text::is_blank;

pub(crate) fn category(doc: &PlanDoc, id: &CategoryId, object: &ObjId) -> (Category, Findings) {
    let mut category = Category {
        id: id.clone(),
        number: String::new(),
        number_override: None,
        name: String::new(),
        description: String::new(),
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        match field.key.as_str() {
            key::NAME => category.name = reading.text(&field),
            key::DESCRIPTION => category.description = reading.text(&field),
            key::NUMBER => {
                category.number_override = reading.string(&field, Some(ConflictField::Number));
            }
            _ => reading.common(&field, None),
        }
    }
    reading.finish();
    (category.conflicts, category.raw) = (reading.conflicts, reading.raw);
    category.in_bin = category.raw.binned;
    (category, reading.findings)
}

pub(crate) fn programme(doc: &PlanDoc, id: &ProgrammeId, object: &ObjId) -> (Programme, Findings) {
    let mut programme = Programme {
        id: id.clone(),
        category: None,
        number: String::new(),
        number_override: None,
        name: String::new(),
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
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        let text = match field.key.as_str() {
            key::NAME => &mut programme.name,
            key::ALIASES => &mut programme.aliases,
            key::DESCRIPTION => &mut programme.description,
            key::FUNDING => &mut programme.funding,
            key::FREQUENCY => &mut programme.frequency,
            key::MONTHS => &mut programme.months,
            key::CONTRACT => &mut programme.contract,
            key::PARTNERS => &mut programme.partners,
            key::NUMBER => {
                programme.number_override = reading.string(&field, Some(ConflictField::Number));
                continue;
            }
            key::LIFECYCLE => {
                let of = Some(ConflictField::Lifecycle);
                programme.lifecycle = reading.word(&field, of, Lifecycle::parse);
                continue;
            }
            _ => {
                reading.common(&field, Some(key::CATEGORY));
                continue;
            }
        };
        *text = reading.text(&field);
    }
    reading.finish();
    (programme.conflicts, programme.raw) = (reading.conflicts, reading.raw);
    (programme, reading.findings)
}

pub(crate) fn indicator(doc: &PlanDoc, id: &IndicatorId, object: &ObjId) -> (Indicator, Findings) {
    let mut indicator = Indicator {
        id: id.clone(),
        owner: None,
        name: String::new(),
        kind: None,
        trend: None,
        breakdown: String::new(),
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        match field.key.as_str() {
            key::NAME => indicator.name = reading.text(&field),
            key::BREAKDOWN => indicator.breakdown = reading.text(&field),
            key::KIND => {
                let of = Some(ConflictField::Kind);
                indicator.kind = reading.word(&field, of, IndicatorKind::parse);
            }
            key::TREND => {
                indicator.trend = reading.word(&field, Some(ConflictField::Trend), Trend::parse);
            }
            _ => reading.common(&field, Some(key::OWNER)),
        }
    }
    reading.finish();
    (indicator.conflicts, indicator.raw) = (reading.conflicts, reading.raw);
    (indicator, reading.findings)
}

pub(crate) fn value(doc: &PlanDoc, id: &ValueId, object: &ObjId) -> (Value, Findings) {
    let mut value = Value {
        id: id.clone(),
        indicator: None,
        year: None,
        role: ValueRole::default(),
        district: None,
        text: String::new(),
        note: String::new(),
        state: CellState::default(),
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        match field.key.as_str() {
            key::TEXT => value.text = reading.text(&field),
            key::NOTE => value.note = reading.text(&field),
            key::YEAR => value.year = year(&mut reading, &field),
            key::ROLE => {
                let role = reading.word(&field, Some(ConflictField::Role), ValueRole::parse);
                value.role = role.unwrap_or_default();
            }
            key::DISTRICT => {
                let of = Some(ConflictField::District);
                value.district = reading.word(&field, of, DistrictId::parse);
            }
            key::STATE => value.state = state(&mut reading, &field, ConflictField::State),
            _ => reading.common(&field, Some(key::INDICATOR)),
        }
    }
    reading.finish();
    (value.conflicts, value.raw) = (reading.conflicts, reading.raw);
    value.state = value.state.with(&value.text);
    (value, reading.findings)
}

pub(crate) fn report(doc: &PlanDoc, id: &ReportId, object: &ObjId) -> (Report, Findings) {
    let mut report = Report {
        id: id.clone(),
        item: None,
        party: None,
        year: None,
        period: String::new(),
        progress: String::new(),
        issues: String::new(),
        reason: String::new(),
        next: String::new(),
        progress_state: CellState::default(),
        issues_state: CellState::default(),
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        match field.key.as_str() {
            key::PROGRESS => report.progress = reading.text(&field),
            key::ISSUES => report.issues = reading.text(&field),
            key::REASON => report.reason = reading.text(&field),
            key::NEXT => report.next = reading.text(&field),
            key::PARTY => {
                report.party = reading.word(&field, Some(ConflictField::Party), PartyId::parse);
            }
            key::YEAR => report.year = year(&mut reading, &field),
            key::PERIOD => {
                let period = reading.string(&field, Some(ConflictField::Period));
                report.period = period.unwrap_or_default();
            }
            key::PROGRESS_STATE => {
                report.progress_state = state(&mut reading, &field, ConflictField::State);
            }
            key::ISSUES_STATE => {
                report.issues_state = state(&mut reading, &field, ConflictField::IssuesState);
            }
            _ => reading.common(&field, Some(key::ITEM)),
        }
    }
    reading.finish();
    (report.conflicts, report.raw) = (reading.conflicts, reading.raw);
    report.progress_state = report.progress_state.with(&report.progress);
    report.issues_state = report.issues_state.with(&report.issues);
    (report, reading.findings)
}

pub(crate) fn evaluation(
    doc: &PlanDoc,
    id: &EvaluationId,
    object: &ObjId,
) -> (Evaluation, Findings) {
    let mut evaluation = Evaluation {
        id: id.clone(),
        owner: None,
        year: None,
        phase: Phase::default(),
        grade: String::new(),
        course: None,
        by: By::default(),
        comment: String::new(),
        in_bin: false,
        conflicts: Vec::new(),
        raw: Raw::default(),
    };
    let mut reading = Reading::new(doc, object);
    for field in reading.fields() {
        match field.key.as_str() {
            key::COMMENT => evaluation.comment = reading.text(&field),
            key::YEAR => evaluation.year = year(&mut reading, &field),
            key::PHASE => {
                let phase = reading.word(&field, Some(ConflictField::Phase), Phase::parse);
                evaluation.phase = phase.unwrap_or_default();
            }
            key::GRADE => {
                let grade = reading.string(&field, Some(ConflictField::Grade));
                evaluation.grade = grade.unwrap_or_default();
            }
            key::COURSE => {
                let of = Some(ConflictField::Course);
                evaluation.course = reading.word(&field, of, Course::parse);
            }
            key::BY => {
                let by = reading.word(&field, Some(ConflictField::By), By::parse);
                evaluation.by = by.unwrap_or_default();
            }
            _ => reading.common(&field, Some(key::OWNER)),
        }
    }
    reading.finish();
    (evaluation.conflicts, evaluation.raw) = (reading.conflicts, reading.raw);
    (evaluation, reading.findings)
}

pub(crate) fn scale(doc: &PlanDoc, id: &ScaleId, object: &ObjId) -> (Scale, Findings) {
    let mut reading = Reading::new(doc, object);
    let (mut name, mut grades) = Default::default();
    for field in reading.fields() {
        match field.key.as_str() {
            key::NAME => name = reading.text(&field),
            key::GRADES => grades = reading.text(&field),
            _ => reading.common(&field, None),
        }
    }
    let scale = Scale {
        id: id.clone(),
        name,
        grades,
        in_bin: reading.raw.binned,
        raw: reading.raw,
    };
    (scale, reading.findings)
}

pub(crate) fn district(doc: &PlanDoc, id: &DistrictId, object: &ObjId) -> (District, Findings) {
    let mut reading = Reading::new(doc, object);
    let mut name = String::new();
    for field in reading.fields() {
        if field.key == key::NAME {
            name = reading.text(&field);
        } else {
            reading.common(&field, None);
        }
    }
    let district = District {
        id: id.clone(),
        name,
        in_bin: reading.raw.binned,
        raw: reading.raw,
    };
    (district, reading.findings)
}

pub(crate) fn term(doc: &PlanDoc, id: &TermId, object: &ObjId) -> (Term, Findings) {
    let mut reading = Reading::new(doc, object);
    let (mut short, mut full, mut note) = Default::default();
    let mut kind = TermKind::default();
    for field in reading.fields() {
        match field.key.as_str() {
            key::SHORT => short = reading.text(&field),
            key::FULL => full = reading.text(&field),
            key::NOTE => note = reading.text(&field),
            key::KIND => {
                kind = reading
                    .word(&field, Some(ConflictField::Kind), TermKind::parse)
                    .unwrap_or_default();
            }
            _ => reading.common(&field, None),
        }
    }
    reading.finish();
    let term = Term {
        id: id.clone(),
        kind,
        short,
        full,
        note,
        in_bin: reading.raw.binned,
        conflicts: reading.conflicts,
        raw: reading.raw,
    };
    (term, reading.findings)
}

fn year(reading: &mut Reading<'_>, field: &Field) -> Option<FiscalYear> {
    let year = |number: i64| i32::try_from(number).ok().and_then(FiscalYear::new);
    reading.whole(field, ConflictField::OfYear, year)
}

fn state(reading: &mut Reading<'_>, field: &Field, of: ConflictField) -> CellState {
    let state = reading.word(field, Some(of), CellState::parse);
    state.unwrap_or_default()
}

impl CellState {
    /// What a cell says: its text decides (just 該当なし is none), and only where there is no text
    /// what was set.
    #[must_use]
    pub fn with(self, text: &str) -> Self {
        match self {
            _ if text.trim() == Self::None.word() => Self::None,
            _ if !is_blank(text) => Self::Filled,
            Self::Filled => Self::Blank,
            set => set,
        }
    }
}
