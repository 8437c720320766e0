//! Documents of みどり野市社会福祉協議会, a council that does not exist.

/// The text of an activity plan as a council would paste it out of its word processor: 体系図,
/// 基本理念, then each 重点目標 with 現状と課題, 活動方針, 具体的な取組 and the residents' part.
pub const SAMPLE_ACTIVITY_PLAN: &str = include_str!("../samples/activity-plan.txt");
