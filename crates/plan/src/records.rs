//! Programmes, indicators, values, reports, evaluations and words: what stands beside the tree.
//!
//! Each is a flat record with an id of its own, so that two devices can make one for the same
//! place apart; reading shows both (see [`crate::FindingKind::DuplicateRecord`]).

mod ids;
mod new;

use crate::finding::Conflict;
use crate::fiscal::FiscalYear;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, PartyId, ProgrammeId, ReportId,
    ScaleId, TermId, ValueId,
};
use crate::kinds::{
    By, CellState, Course, IndicatorKind, Lifecycle, Phase, TermKind, Trend, ValueRole,
};
use crate::plan::Raw;
pub use new::{NewRecord, RecordField};

/// What an indicator or an evaluation is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// An item of the tree.
    Item(ItemId),
    /// A programme.
    Programme(ProgrammeId),
    /// An indicator (evaluations only).
    Indicator(IndicatorId),
}

/// A record, of whatever kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordId {
    /// A category of programmes.
    Category(CategoryId),
    /// A programme.
    Programme(ProgrammeId),
    /// An indicator.
    Indicator(IndicatorId),
    /// A value.
    Value(ValueId),
    /// A report.
    Report(ReportId),
    /// An evaluation.
    Evaluation(EvaluationId),
    /// A scale.
    Scale(ScaleId),
    /// A district.
    District(DistrictId),
    /// A term or note.
    Term(TermId),
}

/// A category of programmes (区分): 個別支援, 地域支援 …
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Its number: by hand if set, else its place: `1`, `2` …
    pub number: String,
    /// The number set by hand.
    pub number_override: Option<String>,
    /// Its name.
    pub name: String,
    /// What stands under it before its first programme, paragraphs by `\n`.
    pub description: String,
    /// Whether it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// A programme (事業).
#[derive(Clone, Debug, PartialEq)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its category; `None` if it has none (or the document names one that does not exist).
    pub category: Option<CategoryId>,
    /// Its number: by hand if set, else its place in the category: `1)`, `2)` …
    pub number: String,
    /// The number set by hand.
    pub number_override: Option<String>,
    /// 事業名
    pub name: String,
    /// 別名: other names of the same programme, one per line.
    pub aliases: String,
    /// 内容: prose and marked lines (`①…`, `・…`), one per line, as typed.
    pub description: String,
    /// 財源, one per line: 市補助金, 会費, 共同募金 …
    pub funding: String,
    /// 頻度: 年6回 …
    pub frequency: String,
    /// 実施月 as typed: 4月、6月 … The months are derived ([`Programme::months_read`]).
    pub months: String,
    /// 契約期間 as typed: 令和3年4月1日～令和8年3月31日.
    pub contract: String,
    /// 協力者
    pub partners: String,
    /// 新規, 継続 …
    pub lifecycle: Option<Lifecycle>,
    /// Whether it or its category is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// An indicator (指標).
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// What it measures; `None` if the document names nothing that exists.
    pub owner: Option<Owner>,
    /// 項目
    pub name: String,
    /// 過程, 活動, 成果
    pub kind: Option<IndicatorKind>,
    /// Whether more or less is better.
    pub trend: Option<Trend>,
    /// 内訳の名前, one per line.
    pub breakdown: String,
    /// Whether it or its owner is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// A value of an indicator (指標値): fiscal year × role.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Its id.
    pub id: ValueId,
    /// Its indicator.
    pub indicator: Option<IndicatorId>,
    /// The fiscal year.
    pub year: Option<FiscalYear>,
    /// 実績, 目標, 見込, 結果
    pub role: ValueRole,
    /// The district it belongs to; `None`: all of them.
    pub district: Option<DistrictId>,
    /// As typed. Its parts are derived (see [`crate::amounts`]).
    pub text: String,
    /// 備考
    pub note: String,
    /// Filled, blank, lost or none.
    pub state: CellState,
    /// Whether it or anything above it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// A report (進捗): item × party × year or period.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Its item.
    pub item: Option<ItemId>,
    /// Who reports; `None`: nobody named.
    pub party: Option<PartyId>,
    /// The fiscal year; `None`: [`Report::period`], or the plan's whole period.
    pub year: Option<FiscalYear>,
    /// The period where it is no year (第2期計画); may be empty.
    pub period: String,
    /// 進捗状況
    pub progress: String,
    /// 課題
    pub issues: String,
    /// 未達成理由
    pub reason: String,
    /// 次の一手
    pub next: String,
    /// State of [`Report::progress`].
    pub progress_state: CellState,
    /// State of [`Report::issues`].
    pub issues_state: CellState,
    /// Whether it or anything above it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// An evaluation (評価) of an item, programme or indicator, by year and phase.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// Its id.
    pub id: EvaluationId,
    /// What is evaluated.
    pub owner: Option<Owner>,
    /// The fiscal year.
    pub year: Option<FiscalYear>,
    /// 上半期, 年度, 中間, 最終
    pub phase: Phase,
    /// As set: one of the grades of the plan's scale, or empty.
    pub grade: String,
    /// 拡充, 継続, 見直し, 縮小, 廃止
    pub course: Option<Course>,
    /// 内部, 外部, 委員会
    pub by: By,
    /// 意見
    pub comment: String,
    /// Whether it or anything above it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}

/// A scale of grades (評価尺度). Its first is the one in use.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Its id.
    pub id: ScaleId,
    /// Its name.
    pub name: String,
    /// One grade a line with its definition: `A　計画を上回る` (see [`Scale::read`]).
    pub grades: String,
    /// Whether it is in the bin.
    pub in_bin: bool,
    pub(crate) raw: Raw,
}

/// A district (地区).
#[derive(Clone, Debug, PartialEq)]
pub struct District {
    /// Its id.
    pub id: DistrictId,
    /// Its name.
    pub name: String,
    /// Whether it is in the bin.
    pub in_bin: bool,
    pub(crate) raw: Raw,
}

/// A short form, a term or a note (略称・用語・注).
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: TermId,
    /// Which of the three.
    pub kind: TermKind,
    /// 略称: 区社協. Empty in a note.
    pub short: String,
    /// 正式名: 区社会福祉協議会. Empty in a note.
    pub full: String,
    /// The definition, or the text of a ※ note without its mark.
    pub note: String,
    /// Whether it is in the bin.
    pub in_bin: bool,
    /// Scalars that were set differently on two devices.
    pub conflicts: Vec<Conflict>,
    pub(crate) raw: Raw,
}
