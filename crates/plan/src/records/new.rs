//! Records to be made, and scalars to be set.

use super::Owner;
use crate::fiscal::FiscalYear;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, PartyId, ProgrammeId, ReportId,
    ScaleId, TermId, ValueId,
};
use crate::kinds::{
    By, CellState, Course, IndicatorKind, Lifecycle, Phase, TermKind, Trend, ValueRole,
};

/// A record to be made. Its id must be new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewRecord {
    /// A category.
    Category {
        /// The new id.
        id: CategoryId,
        /// Its name.
        name: String,
    },
    /// A programme.
    Programme {
        /// The new id.
        id: ProgrammeId,
        /// Its category.
        category: Option<CategoryId>,
        /// 事業名
        name: String,
    },
    /// An indicator.
    Indicator {
        /// The new id.
        id: IndicatorId,
        /// What it measures: an item or a programme.
        owner: Owner,
        /// 項目
        name: String,
    },
    /// A value.
    Value {
        /// The new id.
        id: ValueId,
        /// Its indicator.
        indicator: IndicatorId,
        /// The fiscal year.
        year: FiscalYear,
        /// 実績, 目標, 見込, 結果
        role: ValueRole,
        /// As typed.
        text: String,
    },
    /// A report.
    Report {
        /// The new id.
        id: ReportId,
        /// Its item.
        item: ItemId,
        /// Who reports.
        party: Option<PartyId>,
        /// The fiscal year.
        year: Option<FiscalYear>,
        /// The period where it is no year.
        period: String,
    },
    /// An evaluation.
    Evaluation {
        /// The new id.
        id: EvaluationId,
        /// What is evaluated.
        owner: Owner,
        /// The fiscal year.
        year: FiscalYear,
        /// 上半期, 年度, 中間, 最終
        phase: Phase,
        /// By whom.
        by: By,
    },
    /// A scale.
    Scale {
        /// The new id.
        id: ScaleId,
        /// Its name.
        name: String,
        /// Its grades, one a line.
        grades: String,
    },
    /// A district.
    District {
        /// The new id.
        id: DistrictId,
        /// Its name.
        name: String,
    },
    /// A term or note.
    Term {
        /// The new id.
        id: TermId,
        /// Which.
        kind: TermKind,
        /// 略称
        short: String,
        /// 正式名
        full: String,
        /// Definition or note.
        note: String,
    },
}

/// A scalar of a record with its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordField {
    /// The number of a category or programme, by hand; `None`: by its place.
    Number(Option<String>),
    /// The category of a programme (it goes to its end).
    Category(Option<CategoryId>),
    /// The lifecycle of a programme.
    Lifecycle(Option<Lifecycle>),
    /// The kind of an indicator.
    IndicatorKind(Option<IndicatorKind>),
    /// The trend of an indicator.
    Trend(Option<Trend>),
    /// The state of a value's text, where it says nothing.
    ValueState(CellState),
    /// The district of a value.
    District(Option<DistrictId>),
    /// The year of a value.
    ValueYear(FiscalYear),
    /// The role of a value.
    ValueRole(ValueRole),
    /// The state of a report's progress.
    ProgressState(CellState),
    /// The state of a report's issues.
    IssuesState(CellState),
    /// The grade of an evaluation; empty: none.
    Grade(String),
    /// The course of an evaluation.
    Course(Option<Course>),
    /// Which of the three a term is.
    TermKind(TermKind),
}
