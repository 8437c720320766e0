//! What became of each stretch of the source.
//!
//! The pieces of a draft tile its source: every character but white space is in exactly one of
//! them. So a preview can show where a word went, and a test can count that none was lost.

use std::ops::Range;

use yoriai_plan::{Caption, Tag};

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
    /// The head of a column: part of the headings of the sections that its cells became.
    Column,
    /// What the views write over a field or a column; in [`crate::text::Draft::captions`] where
    /// it is not the usual one.
    Caption(Caption),
    /// The plan's period.
    Period,
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
}

/// Names an item of a draft for as long as the draft lives, wherever it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemKey(pub(crate) u32);

/// Names a section of a draft for as long as the draft lives, wherever it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionKey(pub(crate) u32);

impl ItemKey {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl SectionKey {
    pub(crate) fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}
