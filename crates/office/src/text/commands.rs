//! A draft as commands that make a plan of it.

use std::collections::HashMap;

use yoriai_plan::{
    Command, FiscalYear, ItemId, ItemText, LevelId, LineId, Place, PlanText, SectionId,
    SectionKind, TextRef,
};

use super::draft::{Draft, DraftItem, DraftSection};
use super::fold::key;
use super::number;
use super::piece::{ItemKey, SectionKey};

/// UTF-16 units put into one field. Less than the plan's limit, so that people can write on.
const FIELD: usize = 90_000;

/// The commands of a draft, and which thing of the draft gets which id.
#[derive(Clone, Debug, Default)]
pub struct Planned {
    /// What to apply, in order, to a new plan.
    pub commands: Vec<Command>,
    /// The ids of the levels, topmost first.
    pub levels: Vec<LevelId>,
    /// The id of each item.
    pub items: HashMap<ItemKey, ItemId>,
    /// The id of each section. Prose too long for one field goes on in sections after it.
    pub sections: HashMap<SectionKey, SectionId>,
    /// The ids of the lines of each section.
    pub lines: HashMap<SectionKey, Vec<LineId>>,
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
        let mut plan = Planning {
            fresh,
            out: Planned::default(),
        };
        plan.head(self);
        plan.levels(self);
        plan.items(self);
        plan.out
    }

    /// For each item the number that the plan has to keep by hand, because the tree would give it
    /// another. `None`: the tree is right, or the source has no number.
    #[must_use]
    pub fn number_overrides(&self) -> Vec<Option<String>> {
        let mut places: Vec<u32> = Vec::new();
        // The bare numbers of the items above, topmost first: the 1 of 1-①.
        let mut above: Vec<String> = Vec::new();
        let mut overrides = Vec::with_capacity(self.items.len());
        for item in &self.items {
            let depth = item.depth.max(1);
            places.resize(depth, 0);
            places[depth - 1] += 1;
            above.resize(depth, String::new());
            let style = self
                .levels
                .get(depth - 1)
                .map_or(Default::default(), |level| level.style);
            let own = number::shown(style, places[depth - 1]).unwrap_or_default();
            let of_parent = style == yoriai_plan::NumberStyle::ParentCircled;
            let derived = match depth.checked_sub(2).and_then(|at| above.get(at)) {
                Some(parent) if of_parent && !parent.is_empty() => format!("{parent}-{own}"),
                _ => own,
            };
            let typed = item.number.as_ref().map(|number| {
                if of_parent && number.whole != number.last {
                    &number.whole
                } else {
                    &number.last
                }
            });
            let differs = typed.filter(|typed| {
                let shown = key(&derived);
                **typed != shown && !(of_parent && shown.ends_with(&format!("-{typed}")))
            });
            above[depth - 1] = bare(differs, places[depth - 1]);
            overrides.push(differs.cloned());
        }
        overrides
    }
}

/// The bare number of an item as the plan takes it for the 1 of 1-①.
fn bare(by_hand: Option<&String>, place: u32) -> String {
    let Some(text) = by_hand else {
        return place.to_string();
    };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        text.clone()
    } else {
        digits
    }
}

struct Planning<'a> {
    fresh: &'a mut dyn FnMut() -> [u8; 12],
    out: Planned,
}

impl Planning<'_> {
    fn push(&mut self, command: Command) {
        self.out.commands.push(command);
    }

    fn head(&mut self, draft: &Draft) {
        self.push(Command::SetKind(draft.kind.plan_kind()));
        if draft.term.is_some() {
            self.push(Command::SetTerm(draft.term));
        }
        if draft.first_year.is_some() || draft.last_year.is_some() {
            self.push(Command::SetPeriod {
                first: draft.first_year,
                last: draft.last_year,
            });
        }
        for (which, words) in &draft.captions {
            self.push(Command::SetCaption {
                which: *which,
                words: Some(words.clone()),
            });
        }
        let texts = [
            (PlanText::Title, &draft.title, ""),
            (PlanText::Organization, &draft.organization, ""),
            (PlanText::Philosophy, &draft.philosophy, "基本理念"),
            (PlanText::Slogan, &draft.slogan, "スローガン"),
            (PlanText::Policy, &draft.policy, "方針"),
        ];
        let mut rests = Vec::new();
        for (field, text, name) in texts {
            let mut parts = split(text, FIELD).into_iter();
            self.write(TextRef::Plan(field), parts.next().unwrap_or_default());
            rests.extend(parts.map(|part| (name, part)));
        }
        for section in &draft.front {
            self.section(None, section);
        }
        for (name, text) in rests {
            self.plain_section(None, name, text);
        }
    }

    fn write(&mut self, field: TextRef, text: &str) {
        if !text.is_empty() {
            let insert = text.to_owned();
            self.push(Command::WriteText {
                field,
                at: 0,
                delete: 0,
                insert,
                seen: None,
            });
        }
    }

    fn levels(&mut self, draft: &Draft) {
        for level in &draft.levels {
            let id = LevelId::from_random((self.fresh)());
            self.out.levels.push(id.clone());
            self.push(Command::AddLevel {
                id,
                place: Place::Last,
                name: level.name.clone(),
                style: level.style,
                in_chart: level.in_chart,
            });
        }
    }

    fn items(&mut self, draft: &Draft) {
        let mut above: Vec<ItemId> = Vec::new();
        for (item, number) in draft.items.iter().zip(draft.number_overrides()) {
            above.truncate(item.depth.saturating_sub(1));
            let id = ItemId::from_random((self.fresh)());
            self.out.items.insert(item.key, id.clone());
            self.item(item, &id, above.last().cloned(), number);
            above.push(id);
        }
    }

    fn item(
        &mut self,
        item: &DraftItem,
        id: &ItemId,
        parent: Option<ItemId>,
        number: Option<String>,
    ) {
        let title = item.title.clone();
        self.push(Command::AddItem {
            id: id.clone(),
            parent,
            place: Place::Last,
            title,
        });
        self.write(
            TextRef::Item(id.clone(), ItemText::ChartTitle),
            &item.chart_title,
        );
        let mut statement = split(&item.statement, FIELD).into_iter();
        let first = statement.next().unwrap_or_default();
        self.write(TextRef::Item(id.clone(), ItemText::Statement), first);
        for tag in &item.tags {
            self.push(Command::TagItem {
                id: id.clone(),
                tag: tag.clone(),
            });
        }
        if !item.years.is_empty() {
            self.push(Command::SetItemYears {
                id: id.clone(),
                years: item.years.clone(),
            });
        }
        if number.is_some() {
            self.push(Command::SetNumber {
                id: id.clone(),
                number,
            });
        }
        for part in statement {
            self.plain_section(Some(id), "", part);
        }
        for section in &item.sections {
            self.section(Some(id), section);
        }
    }

    fn section(&mut self, owner: Option<&ItemId>, section: &DraftSection) {
        let mut parts = split(&section.text, FIELD).into_iter();
        let id = SectionId::from_random((self.fresh)());
        self.out.sections.insert(section.key, id.clone());
        self.push(Command::AddSection {
            id: id.clone(),
            owner: owner.cloned(),
            place: Place::Last,
            kind: section.kind,
            heading: section.heading.clone(),
            text: parts.next().unwrap_or_default().to_owned(),
        });
        for line in &section.lines {
            let line_id = self.line(&id, &line.text, &line.years);
            self.out.lines.entry(section.key).or_default().push(line_id);
        }
        for part in parts {
            self.plain_section(owner, &section.heading, part);
        }
    }

    fn line(&mut self, section: &SectionId, text: &str, years: &[FiscalYear]) -> LineId {
        let id = LineId::from_random((self.fresh)());
        self.push(Command::AddLine {
            id: id.clone(),
            section: section.clone(),
            place: Place::Last,
            text: text.to_owned(),
        });
        if !years.is_empty() {
            self.push(Command::SetLineYears {
                id: id.clone(),
                years: years.to_vec(),
            });
        }
        id
    }

    fn plain_section(&mut self, owner: Option<&ItemId>, heading: &str, text: &str) {
        let id = SectionId::from_random((self.fresh)());
        self.push(Command::AddSection {
            id,
            owner: owner.cloned(),
            place: Place::Last,
            kind: SectionKind::Free,
            heading: heading.to_owned(),
            text: text.to_owned(),
        });
    }
}

/// A text in parts of at most `limit` UTF-16 units.
fn split(text: &str, limit: usize) -> Vec<&str> {
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
