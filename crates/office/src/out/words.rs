//! The words of the councils' own forms. They belong to the documents, not to the program.

pub(super) const CHART: &str = "体系図";
pub(super) const ACTIVITY: &str = "実施計画";
pub(super) const PROGRESS: &str = "進捗のまとめ";
pub(super) const GOAL_SHEET: &str = "組織目標管理シート";

pub(super) const YEAR: &str = "年度";
pub(super) const PARTY: &str = "主体";
pub(super) const SHORT_FORMS: &str = "略称について";
pub(super) const TERMS: &str = "用語";
pub(super) const SCALE: &str = "評価の基準";
pub(super) const INITIATIVE: &str = "取組";
pub(super) const VISION: &str = "ビジョン・基本目標";
pub(super) const GOAL: &str = "組織目標";

pub(super) const FUNDING: &str = "財源";
pub(super) const FREQUENCY: &str = "頻度";
pub(super) const MONTHS: &str = "実施月";
pub(super) const CONTRACT: &str = "契約期間";
pub(super) const PARTNERS: &str = "協力者";
pub(super) const LIFECYCLE: &str = "動き";

/// What stands in a cell whose words were lost on the way here: it is not blank.
pub(super) const LOST: &str = "（欠落）";
/// What stands in a cell to which nothing applies.
pub(super) const NOT_APPLICABLE: &str = "該当なし";
