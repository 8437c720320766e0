//! The one form from which every format is written.

/// A document laid out, in no format yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// Its title, for the head of a file; it also stands in the blocks.
    pub title: String,
    /// On what it is printed.
    pub size: Size,
    /// What stands on it, top to bottom.
    pub blocks: Vec<Block>,
}

/// What a paper is printed on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// A4 upright: prose, and tables of few columns.
    #[default]
    Upright,
    /// A4 across: charts.
    Across,
    /// A3 across: sheets of many columns.
    Large,
}

/// A part of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 at the top, at most 6.
        depth: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph; line breaks by `\n`.
    Paragraph(String),
    /// Lines with a bullet each.
    List(Vec<String>),
    /// A table.
    Table(Table),
}

/// A table with merged cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows of its head; none in a table whose heads stand on the left.
    pub head: Vec<Vec<Cell>>,
    /// Its rows. A cell that began further up is not in a row again.
    pub body: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it; line breaks by `\n`.
    pub text: String,
    /// Over how many rows it goes, at least 1.
    pub rows: usize,
    /// Over how many columns it goes, at least 1.
    pub columns: usize,
    /// Whether it is a head of its row.
    pub is_head: bool,
}

/// A table as a plain grid: every row as wide as the table.
pub type Grid<'a> = Vec<Vec<Slot<'a>>>;

/// A place of a [`Grid`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'a> {
    /// Here a cell begins.
    Begins(&'a Cell),
    /// A cell goes on that began further left or further up.
    GoesOn(&'a Cell),
    /// No cell.
    Empty,
}

impl Cell {
    /// A cell of its own row and column.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            rows: 1,
            columns: 1,
            is_head: false,
        }
    }

    /// The head of a row.
    #[must_use]
    pub fn head(text: impl Into<String>) -> Self {
        Self {
            is_head: true,
            ..Self::new(text)
        }
    }

    /// The same over several rows; nothing goes over less than one.
    #[must_use]
    pub fn over_rows(self, rows: usize) -> Self {
        Self {
            rows: rows.max(1),
            ..self
        }
    }

    /// The same over several columns.
    #[must_use]
    pub fn over_columns(self, columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            ..self
        }
    }
}

impl Table {
    /// The head as a grid.
    #[must_use]
    pub fn head_grid(&self) -> Grid<'_> {
        grid(&self.head, self.width())
    }

    /// The rows as a grid.
    #[must_use]
    pub fn body_grid(&self) -> Grid<'_> {
        grid(&self.body, self.width())
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        let widest = |rows: &[Vec<Cell>]| grid(rows, 0).iter().map(Vec::len).max().unwrap_or(0);
        widest(&self.head).max(widest(&self.body))
    }
}

impl Paper {
    /// A paper with its title as the first heading.
    pub(crate) fn titled(title: &str) -> Self {
        let mut paper = Self {
            title: title.to_owned(),
            ..Self::default()
        };
        paper.heading(1, title);
        paper
    }

    /// A heading, unless it says nothing.
    pub(crate) fn heading(&mut self, depth: usize, text: &str) {
        if !text.trim().is_empty() {
            self.blocks.push(Block::Heading {
                depth: u8::try_from(depth.clamp(1, 6)).unwrap_or(6),
                text: text.trim().to_owned(),
            });
        }
    }

    /// Prose, a paragraph per line that says something.
    pub(crate) fn prose(&mut self, text: &str) {
        let lines = text.lines().map(str::trim_end);
        let paragraphs = lines.filter(|line| !line.trim().is_empty());
        self.blocks
            .extend(paragraphs.map(|line| Block::Paragraph(line.to_owned())));
    }

    /// A list, unless it is empty. Goes on with the list before, if that is the last thing.
    pub(crate) fn list(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        match self.blocks.last_mut() {
            _ if lines.is_empty() => {}
            Some(Block::List(before)) => before.extend(lines),
            _ => self.blocks.push(Block::List(lines)),
        }
    }

    /// A table, unless it has no rows.
    pub(crate) fn table(&mut self, table: Table) {
        if !table.body.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }
}

/// Lays cells out as HTML does: each goes to the first free place of its row.
fn grid(rows: &[Vec<Cell>], width: usize) -> Grid<'_> {
    let mut grid: Grid<'_> = vec![Vec::new(); rows.len()];
    for (down, row) in rows.iter().enumerate() {
        let mut across = 0;
        for cell in row {
            while matches!(
                grid.get(down).and_then(|row| row.get(across)),
                Some(Slot::Begins(_) | Slot::GoesOn(_))
            ) {
                across += 1;
            }
            for covered in grid.iter_mut().skip(down).take(cell.rows) {
                if covered.len() < across + cell.columns {
                    covered.resize(across + cell.columns, Slot::Empty);
                }
                for slot in covered.iter_mut().skip(across).take(cell.columns) {
                    *slot = Slot::GoesOn(cell);
                }
            }
            if let Some(slot) = grid.get_mut(down).and_then(|row| row.get_mut(across)) {
                *slot = Slot::Begins(cell);
            }
            across += cell.columns;
        }
    }
    for row in &mut grid {
        if row.len() < width {
            row.resize(width, Slot::Empty);
        }
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(grid: &Grid<'_>) -> Vec<String> {
        let letter = |slot: &Slot<'_>| match slot {
            Slot::Begins(cell) => cell.text.clone(),
            Slot::GoesOn(_) => "+".to_owned(),
            Slot::Empty => ".".to_owned(),
        };
        grid.iter()
            .map(|row| row.iter().map(letter).collect())
            .collect()
    }

    #[test]
    fn merged_cells_push_the_rest_of_their_rows_aside() {
        let table = Table {
            head: vec![
                vec![Cell::new("A").over_rows(2), Cell::new("B").over_columns(2)],
                vec![Cell::new("C"), Cell::new("D")],
            ],
            body: vec![
                vec![Cell::new("a").over_rows(2), Cell::new("b")],
                vec![Cell::new("c"), Cell::new("d")],
            ],
        };
        assert_eq!(table.width(), 3);
        assert_eq!(letters(&table.head_grid()), ["AB+", "+CD"]);
        assert_eq!(letters(&table.body_grid()), ["ab.", "+cd"]);
    }

    #[test]
    fn a_cell_that_goes_on_below_the_table_ends_with_it() {
        let table = Table {
            head: Vec::new(),
            body: vec![vec![Cell::new("a").over_rows(9), Cell::new("b")]],
        };
        assert_eq!(letters(&table.body_grid()), ["ab"]);
    }
}
