//! Putting things into the bin, with a fingerprint of what was in them.
//!
//! Somebody else may be writing in the thing at that moment. After the merge the fingerprint
//! differs from what is there, and the bin asks instead of keeping silent.

use std::collections::HashSet;
use std::sync::Arc;

use automerge::transaction::Transactable;

use super::refused;
use crate::command::CommandError;
use crate::doc::PlanDoc;
use crate::doc::index::Shelf;
use crate::plan::thing;
use crate::schema as key;
use crate::touched::Touched;

impl PlanDoc {
    pub(super) fn bin(&mut self, shelf: Shelf, id: &Arc<str>) -> Result<Touched, CommandError> {
        let object = self.node(shelf, id)?.obj.clone();
        let mark = self.mark(shelf, id);
        self.auto.put(&object, key::BINNED, true).map_err(refused)?;
        self.auto.put(&object, key::MARK, mark).map_err(refused)?;
        let mut touched = Touched::nothing();
        touched.thing(shelf, id);
        Ok(touched)
    }

    /// The fingerprint of a thing with all below it.
    fn mark(&self, shelf: Shelf, top: &Arc<str>) -> i64 {
        let (mut sum, mut seen) = (0_i64, HashSet::new());
        let mut stack = vec![(shelf, top.clone())];
        while let Some((shelf, id)) = stack.pop() {
            if !seen.insert((shelf, id.clone())) {
                continue;
            }
            if let Some(node) = self.index.node(shelf, &id) {
                sum = sum.wrapping_add(thing::print(self, shelf, &id, &node.obj));
            }
            for (shelf, group) in shelf.below(&id) {
                let row = self.index.row(shelf, Some(&group));
                stack.extend(row.map(|id| (shelf, id.clone())));
            }
        }
        sum
    }
}
