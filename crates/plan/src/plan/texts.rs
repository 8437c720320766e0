//! Everything that people wrote, field by field.

use super::Plan;
use crate::field::{ItemText, PlanText, SectionText, TextRef};

impl Plan {
    /// The text of a field; `None` if there is no such thing.
    #[must_use]
    pub fn text(&self, field: &TextRef) -> Option<&str> {
        Some(match field {
            TextRef::Plan(text) => match text {
                PlanText::Title => &self.head.title,
                PlanText::Organization => &self.head.organization,
                PlanText::Area => &self.head.area,
                PlanText::Philosophy => &self.head.philosophy,
                PlanText::Slogan => &self.head.slogan,
                PlanText::Policy => &self.head.policy,
            },
            TextRef::Level(id) => &self.level(id)?.name,
            TextRef::Item(id, text) => {
                let item = self.items.get(id)?;
                match text {
                    ItemText::Title => &item.title,
                    ItemText::ChartTitle => &item.chart_title,
                    ItemText::Statement => &item.statement,
                }
            }
            TextRef::Section(id, text) => {
                let section = self.sections.get(id)?;
                match text {
                    SectionText::Heading => &section.heading,
                    SectionText::Text => &section.text,
                }
            }
            TextRef::Line(id) => &self.lines.get(id)?.text,
            TextRef::Party(id) => &self.party(id)?.name,
            TextRef::Person(id) => &self.people.iter().find(|person| person.id == *id)?.name,
        })
    }

    /// Every field there is, those in the bin as well, in the order of [`TextRef`].
    #[must_use]
    pub fn fields(&self) -> Vec<TextRef> {
        let mut fields: Vec<TextRef> = PlanText::ALL.into_iter().map(TextRef::Plan).collect();
        let levels = self.levels.iter().chain(&self.binned_levels);
        fields.extend(levels.map(|level| TextRef::Level(level.id.clone())));
        for id in self.items.keys() {
            for text in [ItemText::Title, ItemText::ChartTitle, ItemText::Statement] {
                fields.push(TextRef::Item(id.clone(), text));
            }
        }
        for id in self.sections.keys() {
            for text in [SectionText::Heading, SectionText::Text] {
                fields.push(TextRef::Section(id.clone(), text));
            }
        }
        fields.extend(self.lines.keys().map(|id| TextRef::Line(id.clone())));
        fields.extend(
            self.parties
                .iter()
                .map(|party| TextRef::Party(party.id.clone())),
        );
        fields.extend(
            self.people
                .iter()
                .map(|person| TextRef::Person(person.id.clone())),
        );
        fields.sort();
        fields
    }
}
