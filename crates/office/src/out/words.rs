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

/// What is nothing.
pub(super) const NOTHING: &str = "（なし）";

/// A finding: moved below each other.
pub(super) fn cycle(name: &str) -> String {
    format!("2台で互いの下へ移したため、「{name}」を一番上に置いています。")
}

/// A finding: its place is not there.
pub(super) fn orphan(name: &str) -> String {
    format!("「{name}」は、もとの場所が見つからないため、一番上にあります。")
}

/// A finding: a section that was made twice.
pub(super) fn duplicate(kind: &str, name: &str) -> String {
    format!("「{name}」に、2台が別々に「{kind}」を書きました。両方を残しています。")
}

/// What a record is.
pub(super) fn record(id: &yoriai_plan::RecordId) -> &'static str {
    use yoriai_plan::RecordId;
    match id {
        RecordId::Category(_) => "区分",
        RecordId::Programme(_) => "事業",
        RecordId::Indicator(_) => "指標",
        RecordId::Value(_) => "指標値",
        RecordId::Report(_) => "進捗の報告",
        RecordId::Evaluation(_) => "評価",
        RecordId::Scale(_) => "評価尺度",
        RecordId::District(_) => "地区",
        RecordId::Term(_) => "略称・用語・注",
    }
}

/// A finding: edited while in the bin.
pub(super) fn edited_in_bin(name: &str) -> String {
    format!("ごみ箱の「{name}」に、ほかの端末で続きが書かれました。")
}

/// A finding: a value that makes no sense.
pub(super) fn unreadable(raw: &str) -> String {
    format!("読めない値がありました（{raw}）。もとのまま残しています。")
}

/// A finding: a text beside the text.
pub(super) fn rival_text(name: &str, raw: &str) -> String {
    format!("「{name}」に、別の文もあります（{raw}）。もとのまま残しています。")
}

/// A scalar that was set differently on two devices.
pub(super) fn decided_apart(name: &str, values: &str) -> String {
    format!("「{name}」に、2か所で別々に決められたものがあります（{values}）。")
}
