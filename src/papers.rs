//! Documents as they are printed and handed out: read-only, from a plain plan.

pub mod activity;
pub mod annual;
pub mod chart;
pub mod goal_sheet;
pub mod grid;
pub mod head;
pub mod progress;
pub mod row_level;
pub mod table;
pub mod year;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 体系図.
    Chart,
    /// 実施計画.
    Activity,
    /// 進捗のまとめ.
    Progress,
    /// 目標管理シート.
    GoalSheet,
    /// 事業計画.
    Annual,
}
