//! Commands for sections and their lines.

use yoriai_plan::{
    Command, ItemId, LineId, Place, Section, SectionId, SectionKind, SectionText, TextRef,
};

use super::Planning;
use crate::text::draft::{DraftLine, DraftSection};
use crate::text::fold::key;
use crate::text::join::{JoinPlace, JoinWhat};
use crate::text::piece::Target;

impl<'a> Planning<'a> {
    /// The section of the plan that a section of the draft is.
    fn known_section(&self, owner: Option<&ItemId>, section: &DraftSection) -> Option<&'a Section> {
        let plan = self.plan;
        let one_of_a_kind = !matches!(section.kind, SectionKind::Free | SectionKind::Direction);
        let heading = key(&section.heading);
        let sections = plan.sections(owner).iter();
        sections
            .filter(|id| !self.used.contains(id))
            .filter_map(|id| plan.section(id))
            .find(|known| {
                known.kind == section.kind && (one_of_a_kind || key(&known.heading) == heading)
            })
    }

    pub(super) fn section(&mut self, owner: Option<&ItemId>, section: &DraftSection) {
        let name = if section.heading.is_empty() {
            section.kind.word()
        } else {
            section.heading.as_str()
        };
        let place = Target::SectionText(section.key);
        let known = self.known_section(owner, section);
        let id = match known {
            Some(known) => {
                self.used.insert(known.id.clone());
                known.id.clone()
            }
            None => {
                let id = SectionId::from_random((self.fresh)());
                self.push(Command::AddSection {
                    id: id.clone(),
                    owner: owner.cloned(),
                    place: Place::Last,
                    kind: section.kind,
                    heading: section.heading.clone(),
                    text: String::new(),
                });
                self.row(JoinPlace::Field(place), name, JoinWhat::Added);
                id
            }
        };
        self.out.sections.insert(section.key, id.clone());
        let field = TextRef::Section(id.clone(), SectionText::Text);
        let before = known.map(|known| known.text.as_str());
        self.text((place, name), field, before, &section.text, owner);
        let plan = self.plan;
        let lines: Vec<(String, &LineId)> = plan
            .lines(&id)
            .iter()
            .filter_map(|id| Some((key(&plan.line(id)?.text), id)))
            .collect();
        for (at, line) in section.lines.iter().enumerate() {
            let same = lines.iter().find(|(text, _)| *text == key(&line.text));
            let line_id = match same {
                Some((_, id)) => (*id).clone(),
                None => {
                    if known.is_some() {
                        let place = JoinPlace::Field(Target::Line(section.key, at));
                        self.row(place, &line.text, JoinWhat::Added);
                    }
                    self.line(&id, line)
                }
            };
            self.out.lines.entry(section.key).or_default().push(line_id);
        }
    }

    fn line(&mut self, section: &SectionId, line: &DraftLine) -> LineId {
        let id = LineId::from_random((self.fresh)());
        self.push(Command::AddLine {
            id: id.clone(),
            section: section.clone(),
            place: Place::Last,
            text: line.text.clone(),
        });
        if !line.years.is_empty() {
            self.push(Command::SetLineYears {
                id: id.clone(),
                years: line.years.clone(),
            });
        }
        id
    }
}
