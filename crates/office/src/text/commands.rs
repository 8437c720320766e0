//! A draft as commands that make a plan of it, or bring it into one that is there.

mod head;
mod lists;
mod numbers;
mod planning;
mod records;
mod sections;
mod seek;

use std::collections::HashMap;

use yoriai_plan::{
    CategoryId, Command, EvaluationId, IndicatorId, ItemId, LevelId, LineId, PartyId, Plan,
    ProgrammeId, ReportId, SectionId, TermId, ValueId,
};

use super::draft::Draft;
use super::piece::{
    CategoryKey, EvaluationKey, IndicatorKey, ItemKey, PartyKey, ProgrammeKey, ReportKey,
    SectionKey, TermKey, ValueKey,
};
pub(crate) use planning::Planning;

/// The commands of a draft, and which thing of the draft gets which id.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// What to apply, in order.
    pub commands: Vec<Command>,
    /// The ids of the levels, topmost first.
    pub levels: Vec<LevelId>,
    /// The id of each item.
    pub items: HashMap<ItemKey, ItemId>,
    /// The id of each section. Prose too long for one field goes on in sections after it.
    pub sections: HashMap<SectionKey, SectionId>,
    /// The ids of the lines of each section.
    pub lines: HashMap<SectionKey, Vec<LineId>>,
    /// The id of each party.
    pub parties: HashMap<PartyKey, PartyId>,
    /// The id of each short form and note.
    pub terms: HashMap<TermKey, TermId>,
    /// The id of each category of programmes.
    pub categories: HashMap<CategoryKey, CategoryId>,
    /// The id of each programme.
    pub programmes: HashMap<ProgrammeKey, ProgrammeId>,
    /// The id of each indicator.
    pub indicators: HashMap<IndicatorKey, IndicatorId>,
    /// The id of each value.
    pub values: HashMap<ValueKey, ValueId>,
    /// The id of each report.
    pub reports: HashMap<ReportKey, ReportId>,
    /// The id of each evaluation.
    pub evaluations: HashMap<EvaluationKey, EvaluationId>,
}

impl Draft {
    /// The commands that make a new plan of this draft. `fresh` gives twelve random bytes for
    /// each new id.
    #[must_use]
    pub fn commands(&self, fresh: &mut dyn FnMut() -> [u8; 12]) -> Vec<Command> {
        self.planned(fresh).commands
    }

    /// As [`Draft::commands`], with the ids, so that one can go from the draft to the plan.
    #[must_use]
    pub fn planned(&self, fresh: &mut dyn FnMut() -> [u8; 12]) -> Planned {
        Planning::run(self, &Plan::default(), true, fresh).0
    }

    /// For each item the number that the plan has to keep by hand, because the tree would give it
    /// another. `None`: the tree is right, or the source has no number.
    #[must_use]
    pub fn number_overrides(&self) -> Vec<Option<String>> {
        numbers::overrides(self)
    }
}

/// A text in parts of at most `limit` UTF-16 units.
pub(crate) fn split(text: &str, limit: usize) -> Vec<&str> {
    // A UTF-16 unit is at least one byte of UTF-8, so short texts need no counting.
    if text.len() <= limit {
        return vec![text];
    }
    let mut parts = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, c) in text.char_indices() {
        if units + c.len_utf16() > limit {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += c.len_utf16();
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_prose_is_split_and_complete() {
        let text = "あ𠮷b".repeat(10);
        let parts = split(&text, 7);
        assert!(parts.iter().all(|part| part.encode_utf16().count() <= 7));
        assert_eq!(parts.concat(), text);
        assert_eq!(split("", 7), [""]);
    }

    #[test]
    fn a_number_used_twice_is_kept() {
        let draft = crate::read_text("具体的な取組\n5) あ\n5) い");
        assert_eq!(
            draft.number_overrides(),
            [Some("5)".into()), Some("5)".into())]
        );
        let draft = crate::read_text("基本目標1 あ\n具体的な取組\n1) い\n1) う");
        assert_eq!(draft.number_overrides(), [None, None, Some("1)".into())]);
    }
}
