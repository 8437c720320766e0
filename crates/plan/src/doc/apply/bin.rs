//! Putting things into the bin, with a fingerprint of what was in them.
//!
//! Somebody else may be writing in the thing at that moment. After the merge the fingerprint
//! differs from what is there, and the bin asks instead of keeping silent.

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
        let auto = self.auto_mut();
        auto.put(&object, key::BINNED, true).map_err(refused)?;
        auto.put(&object, key::MARK, mark).map_err(refused)?;
        let mut touched = Touched::nothing();
        touched.thing(shelf, id);
        Ok(touched)
    }

    /// The fingerprint of a thing with all below it.
    fn mark(&self, shelf: Shelf, top: &Arc<str>) -> i64 {
        let mut sum = 0_i64;
        // Where items go round in a circle, the plan hangs one of them at the top, which is then
        // not below the others. What stands below an item that is in no circle is in none.
        let loose = (shelf == Shelf::Items)
            .then(|| self.index.loose_in_circle(top))
            .flatten();
        let mut stack = vec![(shelf, top.clone())];
        while let Some((shelf, id)) = stack.pop() {
            if let Some(node) = self.index.node(shelf, &id) {
                sum = sum.wrapping_add(thing::print(self, shelf, &id, &node.obj));
            }
            for (shelf, group) in shelf.below(&id) {
                let row = self.index.row(shelf, Some(&group));
                let hangs_here =
                    |id: &&Arc<str>| shelf != Shelf::Items || Some(*id) != loose.as_ref();
                stack.extend(row.filter(hangs_here).map(|id| (shelf, id.clone())));
            }
        }
        sum
    }
}
