//! Records: making them, moving them, setting their scalars.

use std::sync::Arc;

use automerge::ScalarValue;

use super::write::New;
use super::{check_length, number_or_null, text_or_null, year_or_null};
use crate::command::{CommandError, Place};
use crate::doc::PlanDoc;
use crate::doc::index::Shelf;
use crate::fiscal::FiscalYear;
use crate::ids::{CategoryId, DistrictId};
use crate::records::{NewRecord, RecordField, RecordId};
use crate::schema as key;
use crate::touched::Touched;

impl PlanDoc {
    pub(super) fn add_record(
        &mut self,
        record: &NewRecord,
        place: &Place<RecordId>,
    ) -> Result<Touched, CommandError> {
        let id = record.id();
        let place = beside(&id, place)?;
        let group = record.group();
        let mut add = |texts: &[(&'static str, &str)], scalars: &[(&'static str, ScalarValue)]| {
            self.add(&New {
                shelf: id.shelf(),
                id: id.shared(),
                group: group.as_ref(),
                place: &place,
                texts,
                scalars,
            })
        };
        match record {
            NewRecord::Category { name, .. } => {
                add(&[(key::NAME, name), (key::DESCRIPTION, "")], &[])
            }
            NewRecord::Programme { name, .. } => add(
                &[
                    (key::NAME, name),
                    (key::ALIASES, ""),
                    (key::DESCRIPTION, ""),
                    (key::FUNDING, ""),
                    (key::FREQUENCY, ""),
                    (key::MONTHS, ""),
                    (key::CONTRACT, ""),
                    (key::PARTNERS, ""),
                ],
                &[],
            ),
            NewRecord::Indicator { name, .. } => {
                add(&[(key::NAME, name), (key::BREAKDOWN, "")], &[])
            }
            NewRecord::Value {
                year, role, text, ..
            } => add(
                &[(key::TEXT, text), (key::NOTE, "")],
                &[(key::YEAR, of_year(*year)), (key::ROLE, role.word().into())],
            ),
            NewRecord::Report {
                party,
                year,
                period,
                ..
            } => {
                check_length(period)?;
                let mut scalars = Vec::new();
                if let Some(party) = party {
                    self.node(Shelf::Parties, party.shared())?;
                    scalars.push((key::PARTY, party.as_str().into()));
                }
                if year.is_some() {
                    scalars.push((key::YEAR, year_or_null(*year)));
                }
                if !period.is_empty() {
                    scalars.push((key::PERIOD, period.as_str().into()));
                }
                self.add(&New {
                    shelf: id.shelf(),
                    id: id.shared(),
                    group: group.as_ref(),
                    place: &place,
                    texts: &[
                        (key::PROGRESS, ""),
                        (key::ISSUES, ""),
                        (key::REASON, ""),
                        (key::NEXT, ""),
                    ],
                    scalars: &scalars,
                })
            }
            NewRecord::Evaluation {
                year, phase, by, ..
            } => add(
                &[(key::COMMENT, "")],
                &[
                    (key::YEAR, of_year(*year)),
                    (key::PHASE, phase.word().into()),
                    (key::BY, by.word().into()),
                ],
            ),
            NewRecord::Scale { name, grades, .. } => {
                add(&[(key::NAME, name), (key::GRADES, grades)], &[])
            }
            NewRecord::District { name, .. } => add(&[(key::NAME, name)], &[]),
            NewRecord::Term {
                kind,
                short,
                full,
                note,
                ..
            } => add(
                &[(key::SHORT, short), (key::FULL, full), (key::NOTE, note)],
                &[(key::KIND, kind.word().into())],
            ),
        }
    }

    pub(super) fn move_record(
        &mut self,
        id: &RecordId,
        place: &Place<RecordId>,
    ) -> Result<Touched, CommandError> {
        let place = beside(id, place)?;
        let group = self.node(id.shelf(), id.shared())?.group.clone();
        self.move_to(id.shelf(), id.shared(), group.as_ref(), &place)
    }

    pub(super) fn set_record(
        &mut self,
        id: &RecordId,
        field: &RecordField,
    ) -> Result<Touched, CommandError> {
        use RecordField as Field;
        let (name, value) = match (id, field) {
            (RecordId::Category(_) | RecordId::Programme(_), Field::Number(number)) => {
                check_length(number.as_deref().unwrap_or_default())?;
                (key::NUMBER, text_or_null(number.as_deref()))
            }
            (RecordId::Programme(programme), Field::Category(category)) => {
                let category = category.as_ref().map(CategoryId::shared);
                let shelf = Shelf::Programmes;
                return self.move_to(shelf, programme.shared(), category, &Place::Last);
            }
            (RecordId::Programme(_), Field::Lifecycle(lifecycle)) => (
                key::LIFECYCLE,
                text_or_null(lifecycle.map(|lifecycle| lifecycle.word())),
            ),
            (RecordId::Indicator(_), Field::IndicatorKind(kind)) => {
                (key::KIND, text_or_null(kind.map(|kind| kind.word())))
            }
            (RecordId::Indicator(_), Field::Trend(trend)) => {
                (key::TREND, text_or_null(trend.map(|trend| trend.word())))
            }
            (RecordId::Value(_), Field::ValueState(state)) => (key::STATE, state.word().into()),
            (RecordId::Value(_), Field::District(district)) => {
                if let Some(district) = district {
                    self.node(Shelf::Districts, district.shared())?;
                }
                let district = text_or_null(district.as_ref().map(DistrictId::as_str));
                (key::DISTRICT, district)
            }
            (RecordId::Value(_), Field::ValueYear(year)) => (key::YEAR, of_year(*year)),
            (RecordId::Value(_), Field::ValueRole(role)) => (key::ROLE, role.word().into()),
            (RecordId::Report(_), Field::ProgressState(state)) => {
                (key::PROGRESS_STATE, state.word().into())
            }
            (RecordId::Report(_), Field::IssuesState(state)) => {
                (key::ISSUES_STATE, state.word().into())
            }
            (RecordId::Evaluation(_), Field::Grade(grade)) => {
                check_length(grade)?;
                let grade = Some(grade.as_str()).filter(|grade| !grade.is_empty());
                (key::GRADE, text_or_null(grade))
            }
            (RecordId::Evaluation(_), Field::Course(course)) => (
                key::COURSE,
                text_or_null(course.map(|course| course.word())),
            ),
            (RecordId::Term(_), Field::TermKind(kind)) => (key::KIND, kind.word().into()),
            // The record is of another kind and has no such scalar.
            _ => return Err(CommandError::Missing(format!("{id:?} {field:?}"))),
        };
        self.set(id.shelf(), id.shared(), name, value)
    }
}

fn of_year(year: FiscalYear) -> ScalarValue {
    number_or_null(Some(i64::from(year.year())))
}

/// The place, if the neighbour named is of the same kind.
fn beside(id: &RecordId, place: &Place<RecordId>) -> Result<Place<Arc<str>>, CommandError> {
    let same = |other: &RecordId| {
        if other.shelf() == id.shelf() {
            Ok(other.shared().clone())
        } else {
            Err(CommandError::Missing(format!("{other:?}")))
        }
    };
    Ok(match place {
        Place::First => Place::First,
        Place::Last => Place::Last,
        Place::Before(other) => Place::Before(same(other)?),
        Place::After(other) => Place::After(same(other)?),
    })
}

impl NewRecord {
    /// The record that it will be.
    #[must_use]
    pub fn id(&self) -> RecordId {
        match self {
            Self::Category { id, .. } => RecordId::Category(id.clone()),
            Self::Programme { id, .. } => RecordId::Programme(id.clone()),
            Self::Indicator { id, .. } => RecordId::Indicator(id.clone()),
            Self::Value { id, .. } => RecordId::Value(id.clone()),
            Self::Report { id, .. } => RecordId::Report(id.clone()),
            Self::Evaluation { id, .. } => RecordId::Evaluation(id.clone()),
            Self::Scale { id, .. } => RecordId::Scale(id.clone()),
            Self::District { id, .. } => RecordId::District(id.clone()),
            Self::Term { id, .. } => RecordId::Term(id.clone()),
        }
    }

    /// What it stands below, as stored.
    fn group(&self) -> Option<Arc<str>> {
        match self {
            Self::Programme { category, .. } => category.as_ref().map(|id| id.shared().clone()),
            Self::Indicator { owner, .. } | Self::Evaluation { owner, .. } => {
                Some(owner.stored().into())
            }
            Self::Value { indicator, .. } => Some(indicator.shared().clone()),
            Self::Report { item, .. } => Some(item.shared().clone()),
            Self::Category { .. }
            | Self::Scale { .. }
            | Self::District { .. }
            | Self::Term { .. } => None,
        }
    }
}
