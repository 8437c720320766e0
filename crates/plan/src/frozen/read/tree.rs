//! Thawing the tree.

use super::{Above, Current, Reader};
use crate::frozen::ThawError;
use crate::ids::{ItemId, LevelId, LineId, SectionId};
use crate::kinds::{NumberStyle, SectionKind};
use crate::plan::{Item, Level, Line, Section};

impl Reader<'_> {
    pub(super) fn level(&mut self, place: usize, name: String) -> Result<(), ThawError> {
        let id = LevelId::from_random(self.id()?);
        let style = *NumberStyle::ALL.get(place / 2).ok_or(ThawError::Newer)?;
        let in_chart = place % 2 == 1;
        self.edition.plan.levels.push(Level {
            id,
            name,
            style,
            in_chart,
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(None),
        });
        Ok(())
    }

    pub(super) fn item(&mut self, depth: usize, title: String) -> Result<(), ThawError> {
        if depth == 0 {
            return Err(self.malformed());
        }
        let id = ItemId::from_random(self.id()?);
        self.path.truncate(depth - 1);
        let item = Item {
            id: id.clone(),
            parent: None,
            depth: 0,
            number: String::new(),
            number_override: None,
            title,
            chart_title: String::new(),
            statement: String::new(),
            tags: Vec::new(),
            years: Vec::new(),
            programme: None,
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(self.path.last().map(ItemId::as_str)),
        };
        self.path.push(id.clone());
        self.section = None;
        self.above = Above::default();
        self.current = Current::Item(id.clone());
        self.edition.plan.items.insert(id, item);
        Ok(())
    }

    pub(super) fn section(&mut self, place: usize, heading: String) -> Result<(), ThawError> {
        let kind = *SectionKind::ALL.get(place / 2).ok_or(ThawError::Newer)?;
        let id = SectionId::from_random(self.id()?);
        let usual = place % 2 == 1;
        let section = Section {
            id: id.clone(),
            owner: None,
            kind,
            heading: if usual {
                kind.word().to_owned()
            } else {
                heading
            },
            text: String::new(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(self.path.last().map(ItemId::as_str)),
        };
        self.section = Some(id.clone());
        self.current = Current::Plan;
        self.edition.plan.sections.insert(id, section);
        Ok(())
    }

    pub(super) fn line(&mut self, text: String) -> Result<(), ThawError> {
        let id = LineId::from_random(self.id()?);
        let section = self.section.clone().ok_or_else(|| self.malformed())?;
        let line = Line {
            id: id.clone(),
            section: None,
            text,
            party: None,
            years: Vec::new(),
            in_bin: false,
            conflicts: Vec::new(),
            raw: self.raw(Some(section.as_str())),
        };
        self.current = Current::Line(id.clone());
        self.edition.plan.lines.insert(id, line);
        Ok(())
    }
}
