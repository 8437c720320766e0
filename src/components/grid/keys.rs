//! What a key means in a grid, as in a spreadsheet.

use super::map::Way;

/// What a grid is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Going from cell to cell; typing replaces what is in the cell.
    #[default]
    Navigate,
    /// Typing into a cell: an arrow finishes it, as in a spreadsheet.
    Type,
    /// Editing in place: an arrow moves the cursor within the text.
    Edit,
}

/// A key press.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Press {
    /// Its name, as the browser gives it.
    pub key: String,
    /// With Shift.
    pub shift: bool,
    /// With Ctrl or Command.
    pub control: bool,
    /// With Alt or Option.
    pub alt: bool,
    /// Whether the editing began by touch. A keyboard on glass has no Alt+Enter: its Enter makes
    /// a new line, and a tap elsewhere finishes.
    pub by_touch: bool,
}

/// What a person wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// To finish and go on.
    Go(Way),
    /// To finish and go to the next cell, or the one before.
    Neighbour(bool),
    /// To finish and go to the next row, back to the column in which Tab set out.
    NextRow,
    /// To select as far as there.
    Extend(Way),
    /// To select everything.
    SelectAll,
    /// To edit in place, the cursor at the end.
    Edit,
    /// To have back what was there.
    GiveUp,
    /// A new line in the cell.
    NewLine,
    /// To clear what is selected.
    Clear,
    /// Out of the grid, by the next Tab.
    Leave,
}

/// What a key means; `None`: what it means in any text field.
pub fn read(mode: Mode, press: &Press) -> Option<Intent> {
    if press.key == "Enter" && press.alt {
        return (mode != Mode::Navigate).then_some(Intent::NewLine);
    }
    if press.alt {
        return None;
    }
    match (press.key.as_str(), press.shift) {
        ("Enter", _) if mode == Mode::Edit && press.by_touch => return None,
        ("Enter", false) => return Some(Intent::NextRow),
        ("Enter", true) => return Some(Intent::Go(Way::Up)),
        ("Tab", back) => return Some(Intent::Neighbour(!back)),
        ("F2", _) => return Some(Intent::Edit),
        ("Escape", _) if mode != Mode::Navigate => return Some(Intent::GiveUp),
        ("Escape", _) => return Some(Intent::Leave),
        _ => {}
    }
    let way = way(&press.key, press.control);
    match mode {
        Mode::Edit => None,
        Mode::Type if press.shift || press.control => None,
        Mode::Type => way
            .filter(|_| press.key.starts_with("Arrow"))
            .map(Intent::Go),
        Mode::Navigate => match press.key.as_str() {
            "Delete" => Some(Intent::Clear),
            "a" | "A" if press.control => Some(Intent::SelectAll),
            _ if press.shift => way.map(Intent::Extend),
            _ => way.map(Intent::Go),
        },
    }
}

fn way(key: &str, control: bool) -> Option<Way> {
    Some(match (key, control) {
        ("ArrowUp", false) => Way::Up,
        ("ArrowDown", false) => Way::Down,
        ("ArrowLeft", false) => Way::Left,
        ("ArrowRight", false) => Way::Right,
        ("ArrowUp", true) => Way::Top,
        ("ArrowDown", true) => Way::Bottom,
        ("ArrowLeft", true) | ("Home", false) => Way::RowStart,
        ("ArrowRight", true) | ("End", false) => Way::RowEnd,
        ("Home", true) => Way::First,
        ("End", true) => Way::Last,
        _ => return None,
    })
}
