//! Where the cells of a grid lie, with merged ones, and how one moves among them.

/// A place in a grid, from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Its row.
    pub row: usize,
    /// Its column.
    pub column: usize,
}

/// A rectangle of spots: what a merged cell covers, or what is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its upper left.
    pub from: Spot,
    /// How many rows, never 0.
    pub rows: usize,
    /// How many columns, never 0.
    pub columns: usize,
}

/// A way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A row up.
    Up,
    /// A row down.
    Down,
    /// A column to the left.
    Left,
    /// A column to the right.
    Right,
    /// To the first column.
    RowStart,
    /// To the last column.
    RowEnd,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To the first cell of all.
    First,
    /// To the last cell of all.
    Last,
}

/// The cells of a grid by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    areas: Vec<Area>,
    width: usize,
    height: usize,
    at: Vec<Option<usize>>,
}

impl Area {
    /// The row below it.
    pub fn end_row(&self) -> usize {
        self.from.row + self.rows
    }

    /// The column to its right.
    pub fn end_column(&self) -> usize {
        self.from.column + self.columns
    }

    /// Whether a spot lies in it.
    pub fn holds(&self, spot: Spot) -> bool {
        (self.from.row..self.end_row()).contains(&spot.row)
            && (self.from.column..self.end_column()).contains(&spot.column)
    }

    fn meets(&self, other: &Self) -> bool {
        self.from.row < other.end_row()
            && other.from.row < self.end_row()
            && self.from.column < other.end_column()
            && other.from.column < self.end_column()
    }

    fn around(&self, other: &Self) -> Self {
        let from = Spot {
            row: self.from.row.min(other.from.row),
            column: self.from.column.min(other.from.column),
        };
        Self {
            from,
            rows: self.end_row().max(other.end_row()) - from.row,
            columns: self.end_column().max(other.end_column()) - from.column,
        }
    }
}

impl Map {
    /// A map of cells, each by what it covers.
    pub fn new(areas: Vec<Area>) -> Self {
        let width = areas.iter().map(Area::end_column).max().unwrap_or(0);
        let height = areas.iter().map(Area::end_row).max().unwrap_or(0);
        let mut at = vec![None; width * height];
        for (index, area) in areas.iter().enumerate() {
            for row in area.from.row..area.end_row() {
                for column in area.from.column..area.end_column() {
                    if let Some(slot) = at.get_mut(row * width + column) {
                        *slot = Some(index);
                    }
                }
            }
        }
        Self {
            areas,
            width,
            height,
            at,
        }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The cell that covers a spot.
    pub fn at(&self, spot: Spot) -> Option<usize> {
        if spot.column >= self.width {
            return None;
        }
        *self.at.get(spot.row * self.width + spot.column)?
    }

    /// What a cell covers.
    pub fn area(&self, cell: usize) -> Option<Area> {
        self.areas.get(cell).copied()
    }

    /// Where one comes to on a way: out of a merged cell in one step, and never off the grid.
    pub fn step(&self, from: Spot, way: Way) -> Spot {
        let here = self.area_at(from);
        let right = self.width.saturating_sub(1);
        let bottom = self.height.saturating_sub(1);
        let (row, column) = match way {
            Way::Up => (here.from.row.checked_sub(1), Some(from.column)),
            Way::Down => (Some(here.end_row()), Some(from.column)),
            Way::Left => (Some(from.row), here.from.column.checked_sub(1)),
            Way::Right => (Some(from.row), Some(here.end_column())),
            Way::RowStart => (Some(from.row), Some(0)),
            Way::RowEnd => (Some(from.row), Some(right)),
            Way::Top => (Some(0), Some(from.column)),
            Way::Bottom => (Some(bottom), Some(from.column)),
            Way::First => (Some(0), Some(0)),
            Way::Last => (Some(bottom), Some(right)),
        };
        let to = row.zip(column).map(|(row, column)| Spot { row, column });
        to.filter(|to| self.at(*to).is_some()).unwrap_or(from)
    }

    /// Where one comes to in the row below: in a column, where a cell of that row begins in it, else
    /// straight down; `from` on the last row.
    pub fn next_row(&self, from: Spot, column: usize) -> Spot {
        let below = Spot {
            row: self.area_at(from).end_row(),
            column,
        };
        let begins =
            |spot: &Spot| self.at(*spot).is_some() && self.area_at(*spot).from.row == spot.row;
        Some(below)
            .filter(begins)
            .unwrap_or_else(|| self.step(from, Way::Down))
    }

    /// The cell after, or before, the one at a spot in reading order; `None` at either end.
    pub fn neighbour(&self, from: Spot, forward: bool) -> Option<Spot> {
        let here = self.area_at(from).from;
        let starts = self.areas.iter().map(|area| area.from);
        if forward {
            starts.filter(|start| *start > here).min()
        } else {
            starts.filter(|start| *start < here).max()
        }
    }

    /// The rectangle from one spot to another, made larger until it cuts no cell.
    pub fn block(&self, one: Spot, other: Spot) -> Area {
        let mut block = self.area_at(one).around(&self.area_at(other));
        loop {
            let larger = self
                .areas
                .iter()
                .filter(|area| area.meets(&block))
                .fold(block, |block, area| block.around(area));
            if larger == block {
                return block;
            }
            block = larger;
        }
    }

    /// The cells that begin in a rectangle, in reading order.
    pub fn cells_in(&self, block: Area) -> Vec<usize> {
        let mut cells: Vec<(Spot, usize)> = self
            .areas
            .iter()
            .enumerate()
            .filter(|(_, area)| block.holds(area.from))
            .map(|(index, area)| (area.from, index))
            .collect();
        cells.sort_unstable();
        cells.into_iter().map(|(_, index)| index).collect()
    }

    fn area_at(&self, spot: Spot) -> Area {
        self.at(spot)
            .and_then(|cell| self.area(cell))
            .unwrap_or(Area {
                from: spot,
                rows: 1,
                columns: 1,
            })
    }
}
