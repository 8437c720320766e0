//! The columns of a table, as they were understood, with the cells that stand in them: what a
//! person has to see in order to say that a column means something else.

use std::ops::Range;

use yoriai_plan::{FiscalYear, ValueRole};

use super::piece::{IndicatorKey, ItemKey, PartyKey};

/// What the cells of a column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnMeaning {
    /// 項目: the name of the indicator.
    IndicatorName,
    /// A value of the indicator.
    Value {
        /// Its fiscal year.
        year: FiscalYear,
        /// 実績, 目標, 見込, 結果
        role: ValueRole,
    },
    /// 主な取り組み内容
    Actions,
    /// 進捗状況; in a goal sheet 目標達成状況.
    Progress,
    /// 課題
    Issues,
    /// 未達成理由
    Reason,
    /// 次の一手
    Next,
    /// 評価
    Grade,
    /// 説明: prose of the item itself.
    Statement,
    /// A section of the item under the head of the column.
    Section,
}

/// A table, or several with the same heads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DraftTable {
    /// Whether it is a progress summary; else a goal sheet.
    pub(crate) progress: bool,
    /// The year of its reports and grades.
    pub(crate) year: Option<FiscalYear>,
    pub(crate) columns: Vec<Column>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Its head, those of both rows together.
    pub(crate) head: String,
    /// `None`: it names the item, and stays what it is.
    pub(crate) meaning: Option<ColumnMeaning>,
    pub(crate) cells: Vec<Cell>,
}

/// A cell with text in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) item: ItemKey,
    pub(crate) party: Option<PartyKey>,
    /// The indicator of its row, if it has one.
    pub(crate) indicator: Option<IndicatorKey>,
    pub(crate) source: Range<usize>,
}
