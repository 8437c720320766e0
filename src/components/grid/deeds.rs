//! What a person does to the cells that are selected: writing, copying, pasting, clearing. Each is
//! one step.

use leptos::prelude::*;
use web_sys::DataTransfer;
use yoriai_plan::{CellState, Command, TextRef};

use super::at::At;
use super::map::{Area, Spot};
use super::sheet::{Cell, Content, Made};
use super::table_text;
use crate::components::fields;
use crate::components::splice;
use crate::words::fill;

impl At {
    /// A grade is chosen by its own key.
    pub(super) fn choose_by_key(self, key: &str) -> bool {
        let Some(Content::Choice(choice)) = self.content() else {
            return false;
        };
        let found = choice
            .options
            .iter()
            .find(|(word, _)| word.eq_ignore_ascii_case(key));
        let Some((word, _)) = found else { return false };
        self.desk
            .apply_some((choice.set)(word, &mut Made::default()));
        true
    }

    /// The command that makes a text read so; none if it does.
    pub(super) fn write(self, field: &TextRef, text: &str) -> Option<Command> {
        let now = self.desk.session().text(field);
        let end = text.encode_utf16().count() as u32;
        let splice = splice::between(&now, text, end)?;
        Some(Command::WriteText {
            field: field.clone(),
            at: splice.at,
            delete: splice.delete,
            insert: splice.insert,
            seen: None,
        })
    }

    /// What it takes for a cell to read so; `None` if it cannot.
    fn put(self, cell: &Cell, text: &str, made: &mut Made) -> Option<Vec<Command>> {
        match &cell.content {
            Content::Fixed(word) => (word == text || text.is_empty()).then(Vec::new),
            // One name in many rows: what is pasted over it would rename them all.
            Content::Text(field @ TextRef::Party(_)) => {
                (self.desk.session().text(field) == text.trim()).then(Vec::new)
            }
            Content::Text(field) => Some(self.write(field, text).into_iter().collect()),
            Content::Missing(_) if text.is_empty() => Some(Vec::new()),
            Content::Missing(make) => {
                let (mut commands, field) = make.commands(made);
                commands.push(first_words(field, text));
                Some(commands)
            }
            Content::Choice(choice) => {
                let word = text.trim();
                let known = choice.options.iter().any(|(option, _)| option == word);
                if (choice.read)() == word {
                    Some(Vec::new())
                } else {
                    (word.is_empty() || known).then(|| (choice.set)(word, made))
                }
            }
        }
    }

    fn shown(self, cell: &Cell) -> String {
        match &cell.content {
            Content::Fixed(word) => word.clone(),
            Content::Text(field) => self.desk.session().text(field),
            Content::Missing(_) => String::new(),
            Content::Choice(choice) => untrack(|| (choice.read)()),
        }
    }

    /// Copies what is selected.
    pub(super) fn copy(self, data: &DataTransfer) {
        let block = self.block();
        let rows = self.sheet.with_untracked(|sheet| {
            (block.from.row..block.end_row())
                .map(|row| {
                    (block.from.column..block.end_column())
                        .map(|column| {
                            let spot = Spot { row, column };
                            let cell = sheet.at(spot);
                            // A merged cell's text stands in its first spot, as in spreadsheets.
                            cell.filter(|cell| {
                                sheet
                                    .find(&cell.place)
                                    .is_some_and(|(_, from)| from == spot)
                            })
                            .map(|cell| self.shown(cell))
                            .unwrap_or_default()
                        })
                        .collect()
                })
                .collect::<Vec<Vec<String>>>()
        });
        let _ = data.set_data("text/plain", &table_text::write(&rows));
        let _ = data.set_data("text/html", &table_text::write_html(&rows));
    }

    /// Writes a block into the cells from the focused one on, in one step; a single text into
    /// every cell that is selected.
    pub(super) fn paste(self, text: &str) {
        let block = table_text::parse(text);
        let selected = self.block();
        if let [row] = block.as_slice()
            && let [text] = row.as_slice()
            && self.selection.get_untracked().is_some()
        {
            self.put_in_all(selected, text);
            return;
        }
        let from = selected.from;
        let (mut commands, mut written, mut not_fitting) = (Vec::new(), 0, Vec::new());
        let mut made = Made::default();
        self.sheet.with_untracked(|sheet| {
            let mut row = from.row;
            for texts in block {
                // A block goes on below a heading, not over it.
                while row > from.row && sheet.rows.get(row).is_some_and(|row| row.is_heading) {
                    row += 1;
                }
                for (offset, text) in texts.into_iter().enumerate() {
                    let column = from.column + offset;
                    let spot = Spot { row, column };
                    let cell = sheet.at(spot);
                    let begins = cell
                        .and_then(|cell| sheet.find(&cell.place))
                        .filter(|(_, from)| *from == spot);
                    match begins.and_then(|(cell, _)| self.put(cell, &text, &mut made)) {
                        Some(put) => {
                            written += usize::from(!put.is_empty());
                            commands.extend(put);
                        }
                        None if text.trim().is_empty() => {}
                        None => not_fitting.push(text),
                    }
                }
                row += 1;
            }
        });
        if self.desk.apply_some(commands) {
            let texts: String = not_fitting
                .iter()
                .map(|text| format!("「{text}」"))
                .collect();
            self.say_pasted(written, not_fitting.len(), &texts);
        }
    }

    /// Writes one text into all cells of a block, in one step.
    fn put_in_all(self, block: Area, text: &str) {
        let (mut commands, mut written, mut not_fitting) = (Vec::new(), 0, 0);
        let mut made = Made::default();
        self.sheet.with_untracked(|sheet| {
            let cells = sheet.map().cells_in(block);
            let cells: Vec<&Cell> = cells
                .into_iter()
                .filter_map(|index| sheet.cell(index))
                .filter(|cell| !matches!(cell.content, Content::Fixed(_)))
                .collect();
            // What heads a row stays when its cells are filled.
            let only_heads = cells.iter().all(|cell| heads(cell));
            for cell in cells {
                if heads(cell) && !only_heads {
                    continue;
                }
                match self.put(cell, text, &mut made) {
                    Some(put) => {
                        written += usize::from(!put.is_empty());
                        commands.extend(put);
                    }
                    None => not_fitting += 1,
                }
            }
        });
        if self.desk.apply_some(commands) {
            self.say_pasted(written, not_fitting, &format!("「{text}」"));
        }
    }

    fn say_pasted(self, written: usize, not_fitting: usize, texts: &str) {
        let mut said = fill(self.phrases.pasted, &[&written.to_string()]);
        if not_fitting > 0 {
            let count = not_fitting.to_string();
            said.push_str(&fill(self.phrases.not_fitting, &[&count, texts]));
        }
        self.said.set(said);
        self.select_text();
    }

    /// Clears what is selected, in one step.
    pub(super) fn clear(self) {
        let block = self.block();
        let commands: Vec<Command> = self.sheet.with_untracked(|sheet| {
            let cells = sheet.map().cells_in(block);
            // What heads a row stays when the row is cleared.
            let is_one = cells.len() == 1;
            let cells = cells.into_iter().filter_map(|index| sheet.cell(index));
            cells
                .filter(|cell| is_one || !heads(cell))
                .flat_map(|cell| self.clear_cell(cell))
                .collect()
        });
        if commands.is_empty() || !self.desk.apply_some(commands) {
            return;
        }
        self.said.set(self.phrases.cleared.to_owned());
        self.select_text();
    }

    fn clear_cell(self, cell: &Cell) -> Vec<Command> {
        let mut commands = self.put(cell, "", &mut Made::default()).unwrap_or_default();
        if let Content::Text(field) = &cell.content
            && self
                .desk
                .session()
                .with_plan(|plan| fields::state_in(plan, field))
                .is_some_and(|state| state != CellState::Blank)
        {
            commands.extend(fields::set_state(field, CellState::Blank));
        }
        commands
    }

    /// Sets the state of all cells that are selected and say nothing.
    pub(super) fn set_state(self, state: CellState) {
        let block = self.block();
        let mut made = Made::default();
        let commands: Vec<Command> = self.sheet.with_untracked(|sheet| {
            let cells = sheet.map().cells_in(block);
            cells
                .into_iter()
                .filter_map(|index| sheet.cell(index))
                .flat_map(|cell| match &cell.content {
                    Content::Text(field) if self.desk.session().text(field).is_empty() => {
                        fields::set_state(field, state).into_iter().collect()
                    }
                    Content::Missing(make) if state != CellState::Blank => {
                        let (mut commands, field) = make.commands(&mut made);
                        match fields::set_state(&field, state) {
                            Some(set) => {
                                commands.push(set);
                                commands
                            }
                            None => Vec::new(),
                        }
                    }
                    _ => Vec::new(),
                })
                .collect()
        });
        self.desk.apply_some(commands);
        self.focus();
    }
}

/// Whether a cell names what its row is about: a goal, a programme, or who reports.
fn heads(cell: &Cell) -> bool {
    matches!(
        cell.content,
        Content::Text(
            TextRef::Item(..) | TextRef::Party(_) | TextRef::Programme(..) | TextRef::Category(..)
        )
    )
}

/// The command that writes the first words of a text.
pub(super) fn first_words(field: TextRef, text: &str) -> Command {
    Command::WriteText {
        field,
        at: 0,
        delete: 0,
        insert: text.to_owned(),
        seen: None,
    }
}
