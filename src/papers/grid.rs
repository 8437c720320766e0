//! The 体系図 as a grid: which item stands in which column, over how many rows.

use yoriai_plan::{ItemId, Plan};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The item; `None` for the empty rest of a row.
    pub item: Option<ItemId>,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it spans.
    pub rows: usize,
    /// How many columns it spans.
    pub columns: usize,
}

/// The cells of a row, left to right. Cells that began further up are not in it.
pub type Row = Vec<Cell>;

/// The rows of a plan's 体系図, and the depths (1 is the topmost) of its columns.
pub fn rows(plan: &Plan) -> (Vec<usize>, Vec<Row>) {
    let depths: Vec<usize> = plan
        .levels
        .iter()
        .enumerate()
        .filter(|(_, level)| level.in_chart)
        .map(|(index, _)| index + 1)
        .collect();
    let mut rows = Vec::new();
    if let Some(deepest) = depths.last() {
        for root in plan.children(None) {
            rows.extend(below(plan, root, 1, &depths, *deepest));
        }
    }
    (depths, rows)
}

/// The rows of an item and all under it. Never empty for an item with a column of its own.
fn below(plan: &Plan, id: &ItemId, depth: usize, depths: &[usize], deepest: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = if depth < deepest {
        plan.children(Some(id))
            .iter()
            .flat_map(|child| below(plan, child, depth + 1, depths, deepest))
            .collect()
    } else {
        Vec::new()
    };
    let Some(column) = depths.iter().position(|other| *other == depth) else {
        return rows;
    };
    if rows.is_empty() {
        let rest = depths.len() - column - 1;
        let mut row = Row::new();
        if rest > 0 {
            row.push(Cell {
                item: None,
                column: column + 1,
                rows: 1,
                columns: rest,
            });
        }
        rows.push(row);
    }
    let cell = Cell {
        item: Some(id.clone()),
        column,
        rows: rows.len(),
        columns: 1,
    };
    if let Some(first) = rows.first_mut() {
        first.insert(0, cell);
    }
    rows
}
