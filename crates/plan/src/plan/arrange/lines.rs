//! Lines below their sections.

use std::collections::BTreeSet;

use super::{Dirty, MANY, Wake, by_order};
use crate::finding::{Entity, FindingKind};
use crate::ids::{LineId, SectionId};
use crate::plan::tree::Rows;
use crate::plan::{DomainChange, Plan};

impl Plan {
    pub(super) fn arrange_lines(
        &mut self,
        dirty: &Dirty,
        wake: &mut Wake,
        changes: &mut BTreeSet<DomainChange>,
    ) {
        let loose = self
            .tree
            .loose_others
            .keys()
            .any(|entity| matches!(entity, Entity::Line(_)));
        let all = dirty.sections_gone || dirty.lines_gone || loose || dirty.lines.len() > MANY;
        let mut look: Vec<LineId> = if all {
            self.lines.keys().cloned().collect()
        } else {
            dirty.lines.iter().cloned().collect()
        };
        if all {
            wake.line_rows
                .extend(self.tree.all_lines.parents().cloned());
            self.tree
                .loose_others
                .retain(|entity, _| !matches!(entity, Entity::Line(_)));
        }
        for id in &look {
            let Some(line) = self.lines.get_mut(id) else {
                continue;
            };
            if !all {
                self.tree.all_lines.take(&line.section, id);
            }
            wake.line_rows.insert(line.section.clone());
            let named = line.raw.parent.as_ref();
            let section = named
                .and_then(|id| SectionId::parse(id))
                .filter(|id| self.sections.contains_key(id));
            if section.is_none() {
                let parent = named.cloned().unwrap_or_default();
                let kind = FindingKind::Orphan { parent };
                self.tree
                    .loose_others
                    .insert(Entity::Line(id.clone()), kind);
            }
            if line.section != section {
                line.section = section;
                changes.insert(DomainChange::LineChanged(id.clone()));
            }
            wake.line_rows.insert(line.section.clone());
        }
        let lines = &self.lines;
        let compare = |a: &LineId, b: &LineId| {
            by_order(
                lines.get(a).map(|l| &l.raw),
                a,
                lines.get(b).map(|l| &l.raw),
                b,
            )
        };
        let owned = |id: &LineId| lines.get(id).map(|line| (line.section.clone(), id.clone()));
        if all {
            self.tree.all_lines = Rows::gather(look.iter().filter_map(owned), compare);
        } else {
            for (section, id) in look.iter().filter_map(owned) {
                self.tree.all_lines.put(section, id, compare);
            }
        }
        for section in &wake.line_rows {
            let row = self.tree.all_lines.row(section.as_ref());
            let shown = row
                .iter()
                .filter(|id| self.lines.get(id).is_some_and(|line| !line.raw.binned));
            let shown = shown.cloned().collect();
            if self.tree.lines.set(section.clone(), shown)
                && let Some(section) = section
            {
                changes.insert(DomainChange::LinesChanged(section.clone()));
            }
        }
        for section in &wake.section_bin {
            look.extend(self.tree.all_lines.row(Some(section)).iter().cloned());
        }
        for id in look {
            let Some(line) = self.lines.get_mut(&id) else {
                continue;
            };
            let section = line
                .section
                .as_ref()
                .and_then(|section| self.sections.get(section));
            let in_bin = line.raw.binned || section.is_some_and(|section| section.in_bin);
            if line.in_bin != in_bin {
                line.in_bin = in_bin;
                changes.insert(DomainChange::LineChanged(id));
            }
        }
    }
}
