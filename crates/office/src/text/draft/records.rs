//! What a draft holds beside its tree: programmes, indicators, reports, evaluations, words.

use std::ops::Range;

use yoriai_plan::{CellState, FiscalYear, Lifecycle, TermKind, ValueRole};

use crate::text::piece::{
    CategoryKey, EvaluationKey, IndicatorKey, PartyKey, ProgrammeKey, ReportKey, TermKey, ValueKey,
};

/// A category of programmes (区分).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCategory {
    /// Its name within the draft.
    pub key: CategoryKey,
    /// Its number as typed, folded; may be empty.
    pub number: String,
    /// 区分名
    pub name: String,
    /// What stands under it before its first programme, paragraphs by `\n`.
    pub description: String,
    /// Its programmes.
    pub programmes: Vec<DraftProgramme>,
    /// Where its heading stands.
    pub source: Range<usize>,
}

/// A programme (事業).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftProgramme {
    /// Its name within the draft.
    pub key: ProgrammeKey,
    /// Its number as typed, folded.
    pub number: String,
    /// 事業名
    pub name: String,
    /// 内容: prose and marked lines (`①…`, `・…`), one per line, as typed.
    pub description: String,
    /// 財源, one per line, as understood from the description.
    pub funding: String,
    /// 頻度, as understood from the description.
    pub frequency: String,
    /// 実施月, as understood from the description.
    pub months: String,
    /// 契約期間, as understood from the description.
    pub contract: String,
    /// 新規, 継続 …, as understood from the name and the description.
    pub lifecycle: Option<Lifecycle>,
    /// Where its heading stands.
    pub source: Range<usize>,
}

/// One who reports (主体).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftParty {
    /// Its name within the draft.
    pub key: PartyKey,
    /// 市, 社協 …
    pub name: String,
}

/// An indicator (指標) of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftIndicator {
    /// Its name within the draft.
    pub key: IndicatorKey,
    /// 項目; may be empty.
    pub name: String,
    /// Its values, in the order of their columns.
    pub values: Vec<DraftValue>,
    /// Where its row stands.
    pub source: Range<usize>,
}

/// A value (指標値): fiscal year × role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftValue {
    /// Its name within the draft.
    pub key: ValueKey,
    /// The fiscal year.
    pub year: FiscalYear,
    /// 実績, 目標, 見込, 結果
    pub role: ValueRole,
    /// As typed.
    pub text: String,
}

/// A report (進捗): item × party × year or period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftReport {
    /// Its name within the draft.
    pub key: ReportKey,
    /// Who reports; `None`: nobody named.
    pub party: Option<PartyKey>,
    /// The fiscal year; `None`: [`DraftReport::period`].
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
    /// State of [`DraftReport::progress`].
    pub progress_state: CellState,
    /// State of [`DraftReport::issues`].
    pub issues_state: CellState,
    /// Where its row stands.
    pub source: Range<usize>,
}

/// An evaluation (評価) of an item in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEvaluation {
    /// Its name within the draft.
    pub key: EvaluationKey,
    /// The fiscal year.
    pub year: FiscalYear,
    /// The grade as typed.
    pub grade: String,
}

/// A short form of a name, or a note (略称・注).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftTerm {
    /// Its name within the draft.
    pub key: TermKey,
    /// 略称 or 注.
    pub kind: TermKind,
    /// SC; empty in a note.
    pub short: String,
    /// 生活支援コーディネーター; empty in a note.
    pub full: String,
    /// The text of a note without its ※, paragraphs by `\n`.
    pub note: String,
    /// Where it stands.
    pub source: Range<usize>,
}

impl DraftReport {
    /// Sets the states of the cells after their texts. One without text keeps its word for why
    /// there is none.
    pub(crate) fn set_states(&mut self) {
        self.progress_state = self.progress_state.with(&self.progress);
        self.issues_state = self.issues_state.with(&self.issues);
    }
}
