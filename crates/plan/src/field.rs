//! Names for the places of a plan that people write in.

use crate::ids::{ItemId, LevelId, LineId, PartyId, PersonId, SectionId};

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
}
