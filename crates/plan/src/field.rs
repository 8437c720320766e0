//! Names for the places of a plan that people write in.

use std::sync::Arc;

use crate::doc::index::Shelf;
use crate::ids::{
    CategoryId, DistrictId, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId, PersonId,
    ProgrammeId, ReportId, ScaleId, SectionId, TermId, ValueId,
};
use crate::schema;

/// A text field of a plan. Every one of them merges by character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextRef {
    /// Of the plan itself.
    Plan(PlanText),
    /// The name of a level.
    Level(LevelId),
    /// Of an item.
    Item(ItemId, ItemText),
    /// Of a section.
    Section(SectionId, SectionText),
    /// The text of a line.
    Line(LineId),
    /// The name of a party (主体).
    Party(PartyId),
    /// The name of a person.
    Person(PersonId),
    /// The name of a category.
    Category(CategoryId, CategoryText),
    /// Of a programme.
    Programme(ProgrammeId, ProgrammeText),
    /// Of an indicator.
    Indicator(IndicatorId, IndicatorText),
    /// Of a value.
    Value(ValueId, ValueText),
    /// Of a report.
    Report(ReportId, ReportText),
    /// The comment of an evaluation.
    Evaluation(EvaluationId),
    /// Of a scale.
    Scale(ScaleId, ScaleText),
    /// The name of a district.
    District(DistrictId),
    /// Of a term.
    Term(TermId, TermText),
}

/// A text of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CategoryText {
    /// Its name.
    Name,
    /// What stands under it.
    Description,
}

/// A text of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProgrammeText {
    /// 事業名
    Name,
    /// 別名
    Aliases,
    /// 内容
    Description,
    /// 財源
    Funding,
    /// 頻度
    Frequency,
    /// 実施月
    Months,
    /// 契約期間
    Contract,
    /// 協力者
    Partners,
}

/// A text of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndicatorText {
    /// 項目
    Name,
    /// 内訳の名前
    Breakdown,
}

/// A text of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueText {
    /// As typed.
    Text,
    /// 備考
    Note,
}

/// A text of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReportText {
    /// 進捗状況
    Progress,
    /// 課題
    Issues,
    /// 未達成理由
    Reason,
    /// 次の一手
    Next,
}

/// A text of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ScaleText {
    /// Its name.
    Name,
    /// Its grades.
    Grades,
}

/// A text of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermText {
    /// 略称
    Short,
    /// 正式名
    Full,
    /// Definition or note.
    Note,
}

/// A text of the plan itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanText {
    /// 計画の名称
    Title,
    /// 組織名
    Organization,
    /// 対象地域
    Area,
    /// 基本理念
    Philosophy,
    /// スローガン, one line per `\n`.
    Slogan,
    /// 方針
    Policy,
}

/// A text of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemText {
    /// The wording of the item in the body.
    Title,
    /// The wording in the 体系図 where it differs; empty means the same as the title.
    ChartTitle,
    /// 説明: whole sentences below the title.
    Statement,
}

/// A text of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionText {
    /// 見出し
    Heading,
    /// 本文
    Text,
}

impl TextRef {
    /// Where a document keeps it: the thing (`None`: the plan itself), and the key in it.
    pub(crate) fn stored(&self) -> (Option<(Shelf, &Arc<str>)>, &'static str) {
        let (shelf, id, key) = match self {
            Self::Plan(text) => return (None, text.key()),
            Self::Level(id) => (Shelf::Levels, id.shared(), schema::NAME),
            Self::Item(id, text) => (
                Shelf::Items,
                id.shared(),
                match text {
                    ItemText::Title => schema::TITLE,
                    ItemText::ChartTitle => schema::CHART_TITLE,
                    ItemText::Statement => schema::STATEMENT,
                },
            ),
            Self::Section(id, text) => (
                Shelf::Sections,
                id.shared(),
                match text {
                    SectionText::Heading => schema::HEADING,
                    SectionText::Text => schema::TEXT,
                },
            ),
            Self::Line(id) => (Shelf::Lines, id.shared(), schema::TEXT),
            Self::Party(id) => (Shelf::Parties, id.shared(), schema::NAME),
            Self::Person(id) => (Shelf::People, id.shared(), schema::NAME),
            Self::Category(id, text) => (
                Shelf::Categories,
                id.shared(),
                match text {
                    CategoryText::Name => schema::NAME,
                    CategoryText::Description => schema::DESCRIPTION,
                },
            ),
            Self::Programme(id, text) => (Shelf::Programmes, id.shared(), text.key()),
            Self::Indicator(id, text) => (
                Shelf::Indicators,
                id.shared(),
                match text {
                    IndicatorText::Name => schema::NAME,
                    IndicatorText::Breakdown => schema::BREAKDOWN,
                },
            ),
            Self::Value(id, text) => (
                Shelf::Values,
                id.shared(),
                match text {
                    ValueText::Text => schema::TEXT,
                    ValueText::Note => schema::NOTE,
                },
            ),
            Self::Report(id, text) => (Shelf::Reports, id.shared(), text.key()),
            Self::Evaluation(id) => (Shelf::Evaluations, id.shared(), schema::COMMENT),
            Self::Scale(id, text) => (
                Shelf::Scales,
                id.shared(),
                match text {
                    ScaleText::Name => schema::NAME,
                    ScaleText::Grades => schema::GRADES,
                },
            ),
            Self::District(id) => (Shelf::Districts, id.shared(), schema::NAME),
            Self::Term(id, text) => (
                Shelf::Terms,
                id.shared(),
                match text {
                    TermText::Short => schema::SHORT,
                    TermText::Full => schema::FULL,
                    TermText::Note => schema::NOTE,
                },
            ),
        };
        (Some((shelf, id)), key)
    }
}

impl PlanText {
    /// Every text of the plan itself.
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Organization,
        Self::Area,
        Self::Philosophy,
        Self::Slogan,
        Self::Policy,
    ];

    /// The key in the document.
    fn key(self) -> &'static str {
        // Both are in the order of the choices above.
        schema::PLAN_TEXTS[self as usize]
    }
}

impl ProgrammeText {
    /// Every text of a programme, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Aliases,
        Self::Description,
        Self::Funding,
        Self::Frequency,
        Self::Months,
        Self::Contract,
        Self::Partners,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Name => schema::NAME,
            Self::Aliases => schema::ALIASES,
            Self::Description => schema::DESCRIPTION,
            Self::Funding => schema::FUNDING,
            Self::Frequency => schema::FREQUENCY,
            Self::Months => schema::MONTHS,
            Self::Contract => schema::CONTRACT,
            Self::Partners => schema::PARTNERS,
        }
    }
}

impl ReportText {
    /// Every text of a report, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Progress, Self::Issues, Self::Reason, Self::Next];

    fn key(self) -> &'static str {
        match self {
            Self::Progress => schema::PROGRESS,
            Self::Issues => schema::ISSUES,
            Self::Reason => schema::REASON,
            Self::Next => schema::NEXT,
        }
    }
}
