//! A paper as CSV for a spreadsheet: RFC 4180, with the line ends that Excel writes.
//!
//! Merged cells are written as Excel writes them: the text in the first, the rest blank. Headings
//! and paragraphs are rows of one cell, and a blank row stands before each table, so that nothing
//! of the document is left out.

use super::paper::{Block, Paper, Slot};

/// Tells Excel that the file is UTF-8; without it it takes Japanese for Shift_JIS.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Paper {
    /// The paper as CSV, as text: for [`super::shift_jis`], which has no mark in front.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => {
                    row([text.as_str()], &mut out)
                }
                Block::List(lines) => lines.iter().for_each(|line| row([line.as_str()], &mut out)),
                Block::Table(table) => {
                    row([], &mut out);
                    for cells in table.head_grid().iter().chain(&table.body_grid()) {
                        let texts = cells.iter().map(|slot| match slot {
                            Slot::Begins(cell) => cell.text.as_str(),
                            Slot::GoesOn(_) | Slot::Empty => "",
                        });
                        row(texts, &mut out);
                    }
                }
            }
        }
        out
    }

    /// The paper as CSV in UTF-8, with the mark that Excel needs.
    #[must_use]
    pub fn csv_utf8(&self) -> Vec<u8> {
        [BYTE_ORDER_MARK, &self.csv()].concat().into_bytes()
    }
}

fn row<'a>(cells: impl IntoIterator<Item = &'a str>, out: &mut String) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        put(cell, out);
    }
    out.push_str("\r\n");
}

/// A spreadsheet takes a cell that begins with one of these for a formula and computes it when the
/// file is opened, quotes or not; a plan comes from many hands, and a formula can send what is
/// beside it away. Such a cell stays as it is, behind an apostrophe: the sign by which
/// spreadsheets mark text, and which a person can take away. The wide forms count too, as Japanese
/// Excel reads them like the narrow ones; so do the blanks that it skips.
fn is_taken_for_formula(cell: &str) -> bool {
    // A sign alone is no formula: － says that there is nothing.
    let alone = cell.chars().nth(1).is_none() && !cell.contains(char::is_control);
    !alone && cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
}

fn put(cell: &str, out: &mut String) {
    let dangerous = is_taken_for_formula(cell);
    if !dangerous && !cell.contains([',', '"', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if dangerous {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::super::paper::{Cell, Table};
    use super::*;

    fn csv(cell: &str) -> String {
        let mut out = String::new();
        row([cell], &mut out);
        out
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        assert_eq!(csv("9地区18回"), "9地区18回\r\n");
        assert_eq!(csv("あ,い"), "\"あ,い\"\r\n");
        assert_eq!(csv("あ\"い\"\nう"), "\"あ\"\"い\"\"\nう\"\r\n");
    }

    #[test]
    fn a_cell_is_never_a_formula_and_never_loses_a_character() {
        for cell in ["=1+1", "+81", "-3", "@SUM(A1)", "＝A1", "\t=1", "=\"a\""] {
            let written = csv(cell);
            let inner = written
                .strip_prefix("\"'")
                .and_then(|rest| rest.strip_suffix("\"\r\n"))
                .unwrap();
            assert_eq!(inner.replace("\"\"", "\""), cell);
        }
        assert_eq!(csv("=\"a\""), "\"'=\"\"a\"\"\"\r\n");
        assert_eq!(csv("1-①"), "1-①\r\n");
        assert_eq!(csv("－"), "－\r\n");
        assert_eq!(csv("-"), "-\r\n");
        assert_eq!(csv("－3"), "\"'－3\"\r\n");
    }

    #[test]
    fn merged_cells_are_blank_where_they_go_on() {
        let mut paper = Paper::titled("題");
        paper.table(Table {
            head: vec![vec![Cell::head("取組"), Cell::head("主体")]],
            body: vec![
                vec![Cell::new("①").over_rows(2), Cell::new("市")],
                vec![Cell::new("社協")],
            ],
        });
        assert_eq!(paper.csv(), "題\r\n\r\n取組,主体\r\n①,市\r\n,社協\r\n");
        assert_eq!(paper.csv_utf8().get(..3), Some(&b"\xef\xbb\xbf"[..]));
    }
}
