//! What leaves Yoriai: the five documents as pages and tables, and the whole plan as data.
//!
//! ```text
//! paper     one form for all: headings, paragraphs, lists, tables with merged cells
//! chart, activity, annual, progress, goal_sheet    a plan as each of the five documents
//! markdown, html, csv    a paper in a format          sjis    what Shift_JIS cannot hold
//! json      the whole plan, for programs: docs/json.md
//! ```
//!
//! A document is laid out once, as a [`Paper`]; the formats only write it down. So no two formats
//! can disagree on what stands in a cell.

mod activity;
mod annual;
mod chart;
mod csv;
mod findings;
mod goal_sheet;
mod html;
mod json;
mod markdown;
mod paper;
mod progress;
mod share;
mod sjis;
#[cfg(test)]
mod tests;
mod words;

use yoriai_plan::{FiscalYear, Plan};

pub use findings::{Notice, notices};
pub use json::{Lines, json, json_of_import};
pub use paper::{Block, Cell, Grid, Paper, Size, Slot, Table};
pub use sjis::{Replacements, Unfit, scan, shift_jis};

/// One of the five documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Document {
    /// 体系図
    Chart,
    /// 実施計画
    Activity,
    /// 事業計画
    Annual,
    /// 進捗のまとめ
    Progress,
    /// 目標管理シート
    GoalSheet,
}

impl Document {
    /// Every document, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::Chart,
        Self::Activity,
        Self::Annual,
        Self::Progress,
        Self::GoalSheet,
    ];

    /// The document that shows most of a plan of this kind.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        use yoriai_plan::PlanKind as Kind;
        match plan.head.kind {
            Kind::Annual => Self::Annual,
            Kind::GoalSheet => Self::GoalSheet,
            Kind::Activity | Kind::Welfare | Kind::Combined | Kind::District => Self::Activity,
        }
    }
}

/// A plan as one of the five documents, without what is in the bin.
///
/// `year` is the year that the annual plan, the progress summary and the goal sheet speak of;
/// `None`: the plan's own where it has one, else the latest that anything in it speaks of (the
/// progress summary then takes reports of all years).
#[must_use]
pub fn tables(plan: &Plan, document: Document, year: Option<FiscalYear>) -> Paper {
    match document {
        Document::Chart => chart::paper(plan),
        Document::Activity => activity::paper(plan),
        Document::Annual => annual::paper(plan, year),
        Document::Progress => progress::paper(plan, year),
        Document::GoalSheet => goal_sheet::paper(plan, year),
    }
}
