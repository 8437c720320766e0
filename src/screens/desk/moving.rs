//! Moving an item by a button: what each button would do, worked out on the plan as it stands.

use yoriai_plan::{Command, ItemId, LineId, Place, Plan};

use crate::desk::Selection;

/// A step that a button can make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Up,
    Down,
    Outdent,
    Indent,
}

/// The command for a step of an item; `None` where there is no way to go.
pub(super) fn item_step(plan: &Plan, id: &ItemId, step: Step) -> Option<Command> {
    let item = plan.item(id)?;
    let siblings = plan.children(item.parent.as_ref());
    let at = siblings.iter().position(|sibling| sibling == id)?;
    let (parent, place) = match step {
        Step::Up => (
            item.parent.clone(),
            Place::Before(siblings.get(at.checked_sub(1)?)?.clone()),
        ),
        Step::Down => (
            item.parent.clone(),
            Place::After(siblings.get(at + 1)?.clone()),
        ),
        Step::Outdent => {
            let parent = item.parent.clone()?;
            (plan.item(&parent)?.parent.clone(), Place::After(parent))
        }
        Step::Indent => (Some(siblings.get(at.checked_sub(1)?)?.clone()), Place::Last),
    };
    Some(Command::MoveItem {
        id: id.clone(),
        parent,
        place,
    })
}

/// The command for a step of a line within its section.
pub(super) fn line_step(plan: &Plan, id: &LineId, step: Step) -> Option<Command> {
    let section = plan.line(id)?.section.clone()?;
    let siblings = plan.lines(&section);
    let at = siblings.iter().position(|sibling| sibling == id)?;
    let place = match step {
        Step::Up => Place::Before(siblings.get(at.checked_sub(1)?)?.clone()),
        Step::Down => Place::After(siblings.get(at + 1)?.clone()),
        Step::Outdent | Step::Indent => return None,
    };
    Some(Command::MoveLine {
        id: id.clone(),
        section,
        place,
    })
}

/// What is at hand once an item is gone: the one after it, before it, or above it.
pub(super) fn beside(plan: &Plan, id: &ItemId) -> Selection {
    let parent = plan.item(id).and_then(|item| item.parent.clone());
    let next = neighbour(plan.children(parent.as_ref()), id).or(parent);
    next.map_or(Selection::Plan, Selection::Item)
}

/// What is at hand once a line is gone: the one after it, before it, or its section.
pub(super) fn beside_line(plan: &Plan, id: &LineId) -> Selection {
    let Some(section) = plan.line(id).and_then(|line| line.section.clone()) else {
        return Selection::Plan;
    };
    match neighbour(plan.lines(&section), id) {
        Some(line) => Selection::Line(line),
        None => Selection::Section(section),
    }
}

fn neighbour<Id: Clone + PartialEq>(row: &[Id], id: &Id) -> Option<Id> {
    let at = row.iter().position(|other| other == id)?;
    let before = at.checked_sub(1).and_then(|at| row.get(at));
    row.get(at + 1).or(before).cloned()
}

/// Where an item can be moved to and keep its level: all items of its parent's level, in reading
/// order, with the way to each.
pub(super) fn other_parents(plan: &Plan, id: &ItemId) -> Vec<(ItemId, String)> {
    let Some(item) = plan.item(id) else {
        return Vec::new();
    };
    let Some(parent_depth) = item.depth.checked_sub(1) else {
        return Vec::new();
    };
    plan.walk()
        .filter(|other| other.depth == parent_depth && Some(&other.id) != item.parent.as_ref())
        .map(|other| (other.id.clone(), path(plan, &other.id)))
        .collect()
}

/// The numbers on the way to an item, and its title: `1 (2) ① 気づき、支え合おう`.
pub(crate) fn path(plan: &Plan, id: &ItemId) -> String {
    let mut numbers = Vec::new();
    let mut at = plan.item(id);
    let title = at.map(|item| item.title.clone()).unwrap_or_default();
    while let Some(item) = at {
        numbers.push(item.number.clone());
        at = item.parent.as_ref().and_then(|parent| plan.item(parent));
    }
    numbers.reverse();
    numbers.push(title);
    numbers.join(" ")
}
