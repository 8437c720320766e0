//! What a grid shows: rows of cells, each of which says what stands in it and how it is made.

use std::collections::HashMap;
use std::sync::Arc;

use yoriai_plan::{Command, ItemId, Owner, ProgrammeId, RecordId, TextRef};

use super::map::{Area, Map, Spot};
use crate::desk::WantedCell;
use crate::platform::random;

/// The rows of a grid.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its rows, topmost first.
    pub rows: Vec<Row>,
    map: Map,
    /// Row and place in it of each cell of the map.
    cells: Vec<(usize, usize)>,
    places: HashMap<String, usize>,
    keys: HashMap<String, usize>,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// What it is known by, while rows come and go.
    pub key: String,
    /// What a screen reader calls it.
    pub name: String,
    /// The item that it is about.
    pub item: Option<ItemId>,
    /// The programme that it is about.
    pub programme: Option<ProgrammeId>,
    /// Whether it heads the rows below it: a block that is pasted goes on past it.
    pub is_heading: bool,
    /// The cells that begin in it, left to right.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it is known by: it stays the same cell when the record that it waited for is made.
    pub place: String,
    /// Its column, from 0.
    pub column: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// The item whose number stands before its text.
    pub number: Option<ItemId>,
    /// The records whose details belong to this cell beside those of its own text.
    pub about: Vec<RecordId>,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Words that are not written here.
    Fixed(String),
    /// A text of the plan.
    Text(TextRef),
    /// A text whose record there is none for yet.
    Missing(Make),
    /// One of several words.
    Choice(Choice),
}

/// Makes the record that a cell waits for. Two are equal if they make it for the same thing.
#[derive(Clone)]
pub struct Make {
    of: String,
    make: Arc<Making>,
}

/// What is to be done, and the text that is there afterwards.
type Making = dyn Fn(&mut Made) -> (Vec<Command>, TextRef) + Send + Sync;

/// What sets a word.
pub type Setting = dyn Fn(&str, &mut Made) -> Vec<Command> + Send + Sync;

/// What one step has made so far: a block that fills two cells of one record makes it once.
#[derive(Debug, Default)]
pub struct Made(HashMap<String, [u8; 12]>);

impl Made {
    /// The randomness of the id of a thing, and whether it is still to be made.
    pub fn bytes(&mut self, of: &str) -> ([u8; 12], bool) {
        match self.0.get(of) {
            Some(bytes) => (*bytes, false),
            None => {
                let bytes = random::bytes();
                self.0.insert(of.to_owned(), bytes);
                (bytes, true)
            }
        }
    }
}

/// A choice of words. Two are equal if they offer the same for the same thing, and what they set
/// begins with the same.
#[derive(Clone)]
pub struct Choice {
    /// What is chosen for, by its ids.
    pub of: String,
    /// Whether what the words mean is still to be written down, with the first that is set.
    pub begins: bool,
    /// What can be chosen: the word, and what it means. Nothing can always be chosen.
    pub options: Vec<(String, String)>,
    /// The word that is chosen, or nothing. A signal's way of reading: whoever calls it follows.
    pub read: Arc<dyn Fn() -> String + Send + Sync>,
    /// What sets a word.
    pub set: Arc<Setting>,
}

impl Make {
    /// For this thing (by its ids, all that the function goes by) by this function: it gives what
    /// is to be done, and the text that is there afterwards.
    pub fn new(
        of: String,
        make: impl Fn(&mut Made) -> (Vec<Command>, TextRef) + Send + Sync + 'static,
    ) -> Self {
        let make = Arc::new(make);
        Self { of, make }
    }

    /// What is to be done, and the text that is there afterwards.
    pub fn commands(&self, made: &mut Made) -> (Vec<Command>, TextRef) {
        (self.make)(made)
    }
}

impl PartialEq for Make {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
    }
}

impl std::fmt::Debug for Make {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Make").field(&self.of).finish()
    }
}

impl PartialEq for Choice {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of && self.begins == other.begins && self.options == other.options
    }
}

impl std::fmt::Debug for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Choice").field(&self.options).finish()
    }
}

impl Cell {
    /// A cell of one row and one column.
    pub fn new(place: String, column: usize, content: Content) -> Self {
        Self {
            place,
            column,
            rows: 1,
            columns: 1,
            number: None,
            about: Vec::new(),
            content,
        }
    }

    /// The same with the details of these records.
    pub fn with_details(mut self, about: Vec<RecordId>) -> Self {
        self.about = about;
        self
    }

    /// The record that its text belongs to.
    pub fn record(&self) -> Option<RecordId> {
        match &self.content {
            Content::Text(field) => record_of(field),
            _ => None,
        }
    }

    /// The same over several rows.
    pub fn over(mut self, rows: usize) -> Self {
        self.rows = rows.max(1);
        self
    }

    /// The same over several columns.
    pub fn across(mut self, columns: usize) -> Self {
        self.columns = columns.max(1);
        self
    }

    /// The same with an item's number before its text.
    pub fn numbered(mut self, item: ItemId) -> Self {
        self.number = Some(item);
        self
    }
}

impl Sheet {
    /// A grid of these rows.
    pub fn new(rows: Vec<Row>) -> Self {
        let mut areas = Vec::new();
        let mut cells = Vec::new();
        let mut places = HashMap::new();
        let mut keys = HashMap::new();
        for (
            row,
            Row {
                key, cells: begin, ..
            },
        ) in rows.iter().enumerate()
        {
            keys.insert(key.clone(), row);
            for (index, cell) in begin.iter().enumerate() {
                places.insert(cell.place.clone(), areas.len());
                cells.push((row, index));
                areas.push(Area {
                    from: Spot {
                        row,
                        column: cell.column,
                    },
                    rows: cell.rows,
                    columns: cell.columns,
                });
            }
        }
        Self {
            map: Map::new(areas),
            rows,
            cells,
            places,
            keys,
        }
    }

    /// Where its cells lie.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// A cell of the map.
    pub fn cell(&self, index: usize) -> Option<&Cell> {
        let (row, place) = *self.cells.get(index)?;
        self.rows.get(row)?.cells.get(place)
    }

    /// The cell that covers a spot.
    pub fn at(&self, spot: Spot) -> Option<&Cell> {
        self.cell(self.map.at(spot)?)
    }

    /// The cell with this place, and where it begins.
    pub fn find(&self, place: &str) -> Option<(&Cell, Spot)> {
        let index = *self.places.get(place)?;
        Some((self.cell(index)?, self.map.area(index)?.from))
    }

    /// Where the cell begins that somebody wants to go to.
    pub fn spot_of(&self, wanted: &WantedCell) -> Option<Spot> {
        match wanted {
            WantedCell::Caption(_) => None,
            WantedCell::Place(place) => self.find(place).map(|(_, spot)| spot),
            WantedCell::Text(text) => {
                self.spot_where(|cell| matches!(&cell.content, Content::Text(it) if it == text))
            }
        }
    }

    /// Where the cell begins whose details show a text.
    pub fn spot_with_details_of(&self, text: &TextRef) -> Option<Spot> {
        let record = record_of(text)?;
        self.spot_where(|cell| cell.record().as_ref() == Some(&record))
            .or_else(|| self.spot_where(|cell| cell.about.contains(&record)))
    }

    fn spot_where(&self, is_it: impl Fn(&Cell) -> bool) -> Option<Spot> {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        let cell = cells.find(|cell| is_it(cell))?;
        self.find(&cell.place).map(|(_, spot)| spot)
    }

    /// The cells that cover the row in which a cell begins, left to right.
    pub fn cells_beside(&self, place: &str) -> Vec<&Cell> {
        let Some((_, spot)) = self.find(place) else {
            return Vec::new();
        };
        let mut cells: Vec<&Cell> = Vec::new();
        for column in 0..self.map.width() {
            let row = spot.row;
            if let Some(cell) = self.at(Spot { row, column })
                && cells.last().is_none_or(|last| last.place != cell.place)
            {
                cells.push(cell);
            }
        }
        cells
    }

    /// The row in which a cell begins.
    pub fn row_of(&self, place: &str) -> Option<&Row> {
        let (row, _) = *self.cells.get(*self.places.get(place)?)?;
        self.rows.get(row)
    }

    /// The row with this key.
    pub fn row(&self, key: &str) -> Option<&Row> {
        self.rows.get(*self.keys.get(key)?)
    }
}

impl Row {
    /// What its indicators and evaluations are of.
    pub fn owner(&self) -> Option<Owner> {
        let item = self.item.clone().map(Owner::Item);
        item.or_else(|| self.programme.clone().map(Owner::Programme))
    }
}

/// The record that a text belongs to, of those whose details a sheet can show.
fn record_of(field: &TextRef) -> Option<RecordId> {
    Some(match field {
        TextRef::Indicator(id, _) => RecordId::Indicator(id.clone()),
        TextRef::Value(id, _) => RecordId::Value(id.clone()),
        TextRef::Report(id, _) => RecordId::Report(id.clone()),
        TextRef::Evaluation(id) => RecordId::Evaluation(id.clone()),
        _ => return None,
    })
}
