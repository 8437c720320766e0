//! Which items have the rows of a sheet: those of one level of the plan.

use yoriai_plan::{Item, Plan};

/// The depth (1 at the top) at which most items stand that the sheet says something about; of two
/// the lower. Where it says nothing yet, the lowest level.
pub fn usual(plan: &Plan, says: impl Fn(&Item) -> bool) -> usize {
    let lowest = plan.levels.len().max(1);
    let mut counts = vec![0_usize; lowest];
    for item in plan.walk().filter(|item| says(item)) {
        let at = item.depth.clamp(1, lowest) - 1;
        if let Some(count) = counts.get_mut(at) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let found = counts.iter().rposition(|count| *count == most);
    found.filter(|_| most > 0).map_or(lowest, |at| at + 1)
}
