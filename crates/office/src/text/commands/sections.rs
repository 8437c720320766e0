//! Commands for sections and their lines.

use std::collections::{HashMap, VecDeque};

use yoriai_plan::{
    Command, ItemId, LineId, Place, Section, SectionId, SectionKind, SectionText, TextRef,
};

use super::Planning;
use crate::text::draft::{DraftLine, DraftSection};
use crate::text::fold::key;
use crate::text::join::{JoinPlace, JoinWhat};
use crate::text::piece::Target;

impl<'a> Planning<'a> {
    /// The section of the plan that a section of the draft is; each is one only once.
    fn known_section(
        &mut self,
        owner: Option<&ItemId>,
        section: &DraftSection,
    ) -> Option<&'a Section> {
        let plan = self.plan;
        let own = self.sections.entry(owner.cloned()).or_insert_with(|| {
            let mut own: HashMap<_, VecDeque<&Section>> = HashMap::new();
            let known = plan.sections(owner).iter();
            for known in known.filter_map(|id| plan.section(id)) {
                let name = name(known.kind, &known.heading);
                own.entry(name).or_default().push_back(known);
            }
            own
        });
        own.get_mut(&name(section.kind, &section.heading))?
            .pop_front()
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
            Some(known) => known.id.clone(),
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
        let mut lines: HashMap<String, &LineId> = HashMap::new();
        for id in plan.lines(&id) {
            if let Some(line) = plan.line(id) {
                lines.entry(key(&line.text)).or_insert(id);
            }
        }
        for (at, line) in section.lines.iter().enumerate() {
            let line_id = match lines.get(&key(&line.text)) {
                Some(id) => (*id).clone(),
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

/// What a section is known by: its kind, and its heading where there may be several of the kind.
fn name(kind: SectionKind, heading: &str) -> (SectionKind, String) {
    let several = matches!(kind, SectionKind::Free | SectionKind::Direction);
    (kind, if several { key(heading) } else { String::new() })
}
