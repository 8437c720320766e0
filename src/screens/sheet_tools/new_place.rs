//! Where a new row of a sheet goes.

use yoriai_plan::{ItemId, Place, Plan};

/// Where a new item goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlace {
    /// What it stands in; `None`: the plan itself.
    pub parent: Option<ItemId>,
    /// Where in it.
    pub place: Place<ItemId>,
    /// The level that it has there, 1 at the top.
    pub depth: usize,
}

/// Where a new item of a level goes: after the one that one is at, or after what that stands in, if
/// it's of the level; at the end of the one that one is at, if it's of a level above. At none, at
/// the end of the last item of the lowest level above that has any. It's of the level below the one
/// it stands in, so that where levels between have nothing, they are filled first.
pub fn place_for_new(plan: &Plan, here: Option<&ItemId>, level: usize) -> NewPlace {
    let mut at = here.and_then(|id| plan.item(id));
    while let Some(item) = at {
        if item.depth == level {
            return NewPlace {
                parent: item.parent.clone(),
                place: Place::After(item.id.clone()),
                depth: level,
            };
        }
        if item.depth < level {
            return NewPlace {
                parent: Some(item.id.clone()),
                place: Place::Last,
                depth: item.depth + 1,
            };
        }
        at = item.parent.as_ref().and_then(|id| plan.item(id));
    }
    let above = plan.walk().filter(|item| item.depth < level);
    // Of the lowest there are, the last.
    let last = above.max_by_key(|item| item.depth);
    NewPlace {
        parent: last.map(|item| item.id.clone()),
        place: Place::Last,
        depth: last.map_or(1, |item| item.depth + 1),
    }
}
