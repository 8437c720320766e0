//! Putting things into the bin, with a fingerprint of what was in them.
//!
//! Somebody else may be writing in the thing at that moment. After the merge the fingerprint
//! differs from what is there, and the bin asks instead of keeping silent.

use std::collections::HashSet;
use std::sync::Arc;

use automerge::transaction::Transactable;

use super::refused;
use crate::command::CommandError;
use crate::digest;
use crate::doc::PlanDoc;
use crate::doc::index::Shelf;
use crate::ids::{ItemId, LineId, SectionId};
use crate::plan::read;
use crate::schema as key;
use crate::touched::Touched;

impl PlanDoc {
    pub(super) fn bin(&mut self, shelf: Shelf, id: &Arc<str>) -> Result<Touched, CommandError> {
        let object = self.node(shelf, id)?.obj.clone();
        let mark = match shelf {
            Shelf::Items => self.mark_of_items(id),
            Shelf::Sections => self.mark_of_section(id),
            _ => self.mark_of_line(id),
        };
        self.auto.put(&object, key::BINNED, true).map_err(refused)?;
        self.auto.put(&object, key::MARK, mark).map_err(refused)?;
        let mut touched = Touched::nothing();
        touched.thing(shelf, id);
        Ok(touched)
    }

    fn mark_of_items(&self, top: &Arc<str>) -> i64 {
        let (mut sum, mut seen, mut stack) = (0_i64, HashSet::new(), vec![top]);
        while let Some(id) = stack.pop() {
            if !seen.insert(id) {
                continue;
            }
            if let (Some(node), Some(known)) =
                (self.index.node(Shelf::Items, id), ItemId::parse(id))
            {
                sum = sum.wrapping_add(digest::item(&read::item(self, &known, &node.obj).0));
            }
            for section in self.index.row(Shelf::Sections, Some(id)) {
                sum = sum.wrapping_add(self.mark_of_section(section));
            }
            stack.extend(self.index.row(Shelf::Items, Some(id)));
        }
        sum
    }

    fn mark_of_section(&self, id: &Arc<str>) -> i64 {
        let mut sum = 0_i64;
        if let (Some(node), Some(known)) =
            (self.index.node(Shelf::Sections, id), SectionId::parse(id))
        {
            sum = digest::section(&read::section(self, &known, &node.obj).0);
        }
        for line in self.index.row(Shelf::Lines, Some(id)) {
            sum = sum.wrapping_add(self.mark_of_line(line));
        }
        sum
    }

    fn mark_of_line(&self, id: &Arc<str>) -> i64 {
        match (self.index.node(Shelf::Lines, id), LineId::parse(id)) {
            (Some(node), Some(known)) => digest::line(&read::line(self, &known, &node.obj).0),
            _ => 0,
        }
    }
}
