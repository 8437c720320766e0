//! A plan as it stood on a day, as one compact text for a link.
//!
//! The text is made to be deflated as UTF-16 and put into a link of at most 10,000 characters:
//! reading order says who stands below whom, one control character opens an element, what can be
//! derived is left out, and the commonest words of the field are one character each.
//!
//! ```text
//! edition = "Y1" element* U+001F
//! element = mark argument? text
//! mark    = U+0001 .. U+001F, see `Mark`; argument = one character where the mark has one
//! text    = any characters; a word of the list in `words` as U+E000 + its place in the list;
//!           other control characters (but tab and line feed) and private characters after U+001B
//! ```
//!
//! An item stands beside the one before it, one deeper, or some higher. Chart title, statement,
//! number, tags, years belong to the item before; a section to the item before or, ahead of all
//! items, to the plan; lines to the section before; their years and party to the line before.
//! Programmes stand ahead of all items, each below the category before (or none, ahead of all
//! categories); reports, evaluations and indicators belong to the item before or, ahead of all
//! items, to the programme; values and further evaluations to the indicator before. Number,
//! years (one, of all that has one), party and what else there is belong to the record before.

mod read;
mod words;
mod write;

use crate::plan::Plan;

/// A plan as it stood: no history, nothing from the bin, nobody's name but the publisher's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edition {
    /// The plan. After thawing its ids are counted, not random; people, versions, conflicts and
    /// findings are not in it.
    pub plan: Plan,
    /// The name of the version.
    pub label: String,
    /// By whom it was published.
    pub published_by: String,
    /// ISO date of the day.
    pub as_of: String,
}

/// Why a text is no edition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ThawError {
    /// Not such a text, changed, or cut off.
    #[error("版のデータではありません (位置 {at})")]
    Malformed {
        /// Where it stops making sense, in characters from the start.
        at: usize,
    },
    /// Written by a newer program.
    #[error("新しい形式の版です")]
    Newer,
    /// Past the limits of a plan.
    #[error("版のデータが大きすぎます")]
    TooLarge,
}

/// What opens an element. The numbers are the format: never change one, only add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// A field of the plan or the edition; argument: which (see `write`).
    Head = 0x01,
    /// A level; argument: style, and whether the chart shows it.
    Level = 0x02,
    /// A party (主体).
    Party = 0x03,
    /// An item beside the item before.
    Beside = 0x04,
    /// An item right below the item before (or the first).
    Below = 0x05,
    /// An item higher up; argument: by how much.
    Above = 0x06,
    ChartTitle = 0x07,
    Statement = 0x08,
    /// A number set by hand.
    Number = 0x0b,
    /// A tag: a digit for the common ones, `=` and the word for own ones.
    Tag = 0x0c,
    /// Years, one character each.
    Years = 0x0e,
    /// A section; argument: kind, upper case where the heading is the kind's own word.
    Section = 0x0f,
    /// The prose of the section.
    Text = 0x10,
    Line = 0x11,
    /// Whose line it is; argument: which of the parties.
    LineParty = 0x12,
    /// The plan's own words over a field or a column; argument: which of `Caption::ALL`.
    Caption = 0x13,
    /// A record with its first text; argument: which kind (see `write::records`).
    Record = 0x14,
    /// What else a record says; argument: which of its fields.
    Field = 0x15,
    /// The programme of an item or the district of a value; argument: which of them.
    Refer = 0x16,
    /// The end.
    End = 0x1f,
}

/// What stands before a character that would be taken for something else.
const ESCAPE: char = '\u{1b}';

/// What every edition of this form begins with.
const START: &str = "Y1";

/// The kinds of records, by argument; a term or a value also says which of its choices it is:
/// those stand from the place named here.
mod kind {
    pub(super) const CATEGORY: usize = 0;
    pub(super) const PROGRAMME: usize = 1;
    pub(super) const INDICATOR: usize = 2;
    pub(super) const REPORT: usize = 3;
    pub(super) const EVALUATION: usize = 4;
    pub(super) const SCALE: usize = 5;
    pub(super) const DISTRICT: usize = 6;
    pub(super) const TERM: usize = 16;
    pub(super) const VALUE: usize = 32;
}

/// The character of an argument.
fn argument(number: usize) -> char {
    // At most 50,000 are asked for, which ends below the surrogates; a plan cannot have more.
    u32::try_from(number + 0x30)
        .ok()
        .and_then(char::from_u32)
        .unwrap_or('\u{30}')
}

impl Mark {
    const ALL: [Self; 20] = [
        Self::Head,
        Self::Level,
        Self::Party,
        Self::Beside,
        Self::Below,
        Self::Above,
        Self::ChartTitle,
        Self::Statement,
        Self::Number,
        Self::Tag,
        Self::Years,
        Self::Section,
        Self::Text,
        Self::Line,
        Self::LineParty,
        Self::Caption,
        Self::Record,
        Self::Field,
        Self::Refer,
        Self::End,
    ];

    fn of(c: char) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.char() == c)
    }

    fn char(self) -> char {
        char::from(self as u8)
    }

    fn has_argument(self) -> bool {
        matches!(
            self,
            Self::Head
                | Self::Level
                | Self::Above
                | Self::Section
                | Self::LineParty
                | Self::Caption
                | Self::Record
                | Self::Field
                | Self::Refer
        )
    }
}

/// Whether a character cannot stand for itself in a text.
fn is_special(c: char) -> bool {
    (c < ' ' && c != '\t' && c != '\n') || ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests;
