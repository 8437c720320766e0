//! Documents as they are printed and handed out: read-only, from a plain plan.

pub mod activity;
pub mod chart;
pub mod grid;
pub mod head;

/// Which document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 体系図.
    Chart,
    /// 実施計画.
    Activity,
}
