//! What became of each stretch of the source.
//!
//! The pieces of a draft tile its source: every character but white space is in exactly one of
//! them. So a preview can show where a word went, and a test can count that none was lost.

use std::ops::Range;

use yoriai_plan::{
    Caption, CategoryText, FiscalYear, PlanDate, ProgrammeText, ReportText, Tag, TermText,
    ValueRole,
};

/// A stretch of the source and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the source; on character boundaries, never empty.
    pub source: Range<usize>,
    /// What became of it.
    pub role: Role,
}

/// What became of a stretch of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// It stands, word for word, in a field of the draft.
    Text(Target),
    /// The number of an item. The plan derives it, or keeps it as an override.
    Number(ItemKey),
    /// The number of a category. The plan derives it, or keeps it as an override.
    CategoryNumber(CategoryKey),
    /// The number of a programme. The plan derives it, or keeps it as an override.
    ProgrammeNumber(ProgrammeKey),
    /// The bullet before an item or a line; the plan draws its own.
    Bullet(Target),
    /// A word that the plan shows by itself.
    Label(Label),
    /// A tag of an item, without its brackets.
    Tag(ItemKey, Tag),
    /// Marks of the format: `#`, `**`, HTML, brackets of tags and headings, separators.
    Markup,
    /// A rule of a table or of the page.
    Rule,
}

/// A word that the plan shows by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The name of the level at this place in [`crate::text::Draft::levels`]; a year in front
    /// of it is in the years of the items.
    Level(usize),
    /// A part of the heading of a section.
    Section(SectionKey),
    /// What the views write over a field or a column; in [`crate::text::Draft::captions`] where
    /// it is not the usual one.
    Caption(Caption),
    /// The plan's period.
    Period,
    /// The name of one who reports.
    Party(PartyKey),
    /// The name of a date of the plan.
    Date(PlanDate),
    /// The head of a column of values.
    Values {
        /// The fiscal year of the values.
        year: FiscalYear,
        /// 実績, 目標, 見込, 結果
        role: ValueRole,
    },
    /// The head of a column for which every plan has the same word: 主体, 未達成理由, 次の一手.
    Column,
    /// What stands around a short form and its full form: については … と表記しています。
    Phrase,
}

/// A field of the draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// 計画の名称
    Title,
    /// 組織名
    Organization,
    /// 基本理念
    Philosophy,
    /// スローガン
    Slogan,
    /// 方針
    Policy,
    /// The title of an item.
    ItemTitle(ItemKey),
    /// The wording of an item in the 体系図.
    ChartTitle(ItemKey),
    /// The prose of an item.
    Statement(ItemKey),
    /// The heading of a section.
    SectionHeading(SectionKey),
    /// The prose of a section.
    SectionText(SectionKey),
    /// A line of a section, counted from 0.
    Line(SectionKey, usize),
    /// A date of the plan.
    Date(PlanDate),
    /// Of a category.
    Category(CategoryKey, CategoryText),
    /// Of a programme: its name or description.
    Programme(ProgrammeKey, ProgrammeText),
    /// The name of an indicator.
    IndicatorName(IndicatorKey),
    /// The text of a value.
    Value(ValueKey),
    /// A cell of a report.
    Report(ReportKey, ReportText),
    /// The grade of an evaluation.
    Grade(EvaluationKey),
    /// Of a short form or note.
    Term(TermKey, TermText),
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }

            #[allow(dead_code, reason = "not every sort of thing is made in the preview")]
            /// A key after the highest of those there are.
            pub(crate) fn after(keys: impl Iterator<Item = Self>) -> Self {
                keys.max().map_or(Self(0), |key| Self(key.0.saturating_add(1)))
            }
        }
    )+};
}

keys! {
    /// Names an item of a draft for as long as the draft lives, wherever it is moved.
    ItemKey,
    /// Names a section of a draft for as long as the draft lives, wherever it is moved.
    SectionKey,
    /// Names a category of programmes of a draft.
    CategoryKey,
    /// Names a programme of a draft.
    ProgrammeKey,
    /// Names one who reports in a draft.
    PartyKey,
    /// Names an indicator of a draft.
    IndicatorKey,
    /// Names a value of a draft.
    ValueKey,
    /// Names a report of a draft.
    ReportKey,
    /// Names an evaluation of a draft.
    EvaluationKey,
    /// Names a short form or note of a draft.
    TermKey,
}
