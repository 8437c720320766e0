//! The fields of a draft by the targets of its pieces.

use yoriai_plan::{CategoryText, ProgrammeText, TermText};

use crate::text::builder::report_field;
use crate::text::draft::{Draft, DraftItem, DraftProgramme};
use crate::text::piece::{ItemKey, ProgrammeKey, Target};

impl Draft {
    /// The item of a key.
    #[must_use]
    pub fn item(&self, key: ItemKey) -> Option<&DraftItem> {
        self.items.iter().find(|item| item.key == key)
    }

    fn item_mut(&mut self, key: ItemKey) -> Option<&mut DraftItem> {
        self.items.iter_mut().find(|item| item.key == key)
    }

    fn programme_mut(&mut self, key: ProgrammeKey) -> Option<&mut DraftProgramme> {
        let mut all = self.categories.iter_mut().flat_map(|c| &mut c.programmes);
        all.find(|programme| programme.key == key)
    }

    /// The field that a piece names.
    pub(super) fn field_mut(&mut self, target: Target) -> Option<&mut String> {
        Some(match target {
            Target::Title => &mut self.title,
            Target::Organization => &mut self.organization,
            Target::Philosophy => &mut self.philosophy,
            Target::Slogan => &mut self.slogan,
            Target::Policy => &mut self.policy,
            Target::Date(which) => self.dates.get_mut(&which)?,
            Target::ItemTitle(key) => &mut self.item_mut(key)?.title,
            Target::ChartTitle(key) => &mut self.item_mut(key)?.chart_title,
            Target::Statement(key) => &mut self.item_mut(key)?.statement,
            Target::SectionHeading(_) | Target::SectionText(_) | Target::Line(..) => {
                return self.section_field(target);
            }
            Target::Category(key, which) => {
                let category = self.categories.iter_mut().find(|c| c.key == key)?;
                match which {
                    CategoryText::Name => &mut category.name,
                    CategoryText::Description => &mut category.description,
                }
            }
            Target::Programme(key, which) => {
                let programme = self.programme_mut(key)?;
                match which {
                    ProgrammeText::Name => &mut programme.name,
                    ProgrammeText::Description => &mut programme.description,
                    _ => return None,
                }
            }
            Target::Term(key, which) => {
                let term = self.terms.iter_mut().find(|term| term.key == key)?;
                match which {
                    TermText::Short => &mut term.short,
                    TermText::Full => &mut term.full,
                    TermText::Note => &mut term.note,
                }
            }
            Target::IndicatorName(key) => {
                let mut all = self.items.iter_mut().flat_map(|item| &mut item.indicators);
                &mut all.find(|found| found.key == key)?.name
            }
            Target::Value(key) => {
                let all = self.items.iter_mut().flat_map(|item| &mut item.indicators);
                let mut values = all.flat_map(|indicator| &mut indicator.values);
                &mut values.find(|value| value.key == key)?.text
            }
            Target::Report(key, which) => {
                let mut all = self.items.iter_mut().flat_map(|item| &mut item.reports);
                report_field(all.find(|report| report.key == key)?, which)
            }
            Target::Grade(key) => {
                let mut all = self.items.iter_mut().flat_map(|item| &mut item.evaluations);
                &mut all.find(|found| found.key == key)?.grade
            }
        })
    }

    fn section_field(&mut self, target: Target) -> Option<&mut String> {
        let (Target::SectionHeading(key) | Target::SectionText(key) | Target::Line(key, _)) =
            target
        else {
            return None;
        };
        let mut all = self
            .front
            .iter_mut()
            .chain(self.items.iter_mut().flat_map(|item| &mut item.sections));
        let section = all.find(|section| section.key == key)?;
        Some(match target {
            Target::SectionHeading(_) => &mut section.heading,
            Target::Line(_, line) => &mut section.lines.get_mut(line)?.text,
            _ => &mut section.text,
        })
    }
}
