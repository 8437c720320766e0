//! Rows of tables: tab tables, as they come from a spreadsheet, and Markdown tables.
//!
//! A spreadsheet puts a cell of several lines between quotes, so a row may go on over line feeds.
//! A quote that begins a cell is only taken for one of these if it is closed where a cell ends.

use std::ops::Range;

use super::line::Spans;

/// A longer cell is two stray quotes.
const LONGEST: usize = 20_000;

/// The rows of a source.
#[derive(Debug)]
pub(crate) struct Rows<'s> {
    source: &'s str,
    /// Where quotes stand in odd number: where such a run ends, and whether a cell ends there.
    odd: Vec<(usize, bool)>,
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row {
    /// All of it, without its line feed.
    pub(crate) span: Range<usize>,
    /// May be blank.
    pub(crate) cells: Spans,
    /// The bars between cells.
    pub(crate) bars: Spans,
    /// The quotes around cells.
    pub(crate) quotes: Spans,
}

impl<'s> Rows<'s> {
    pub(crate) fn of(source: &'s str) -> Self {
        let mut odd = Vec::new();
        let mut at = 0;
        while let Some(start) = source[at..].find('"').map(|offset| at + offset) {
            let length = run(&source[start..]);
            at = start + length;
            if length % 2 == 1 {
                odd.push((at, ends_cell(&source[at..])));
            }
        }
        Self { source, odd }
    }

    /// The row that begins with a line; `None` if the line has no cells.
    pub(crate) fn row(&self, line: &Range<usize>) -> Option<Row> {
        self.tabbed(line, self.source.len())
            .or_else(|| barred(self.source, line))
    }

    /// As [`Rows::row`], of the line alone.
    pub(crate) fn row_within(&self, line: &Range<usize>) -> Option<Row> {
        self.tabbed(line, line.end)
            .or_else(|| barred(self.source, line))
    }

    /// The row after one.
    pub(crate) fn after(&self, row: &Row) -> Option<Row> {
        let start = row.span.end + 1;
        let rest = self.source.get(start..)?;
        let length = rest.find('\n').unwrap_or(rest.len());
        self.row(&(start..start + length))
    }

    fn tabbed(&self, line: &Range<usize>, limit: usize) -> Option<Row> {
        let source = self.source;
        let first = source.get(line.clone())?;
        if !first.contains('\t') && !first.starts_with('"') || is_barred(first) {
            return None;
        }
        let (mut cells, mut quotes): (Spans, Spans) = (Vec::new(), Vec::new());
        let (mut at, mut end) = (line.start, line.end);
        loop {
            let close = self.quoted(at).filter(|close| *close <= limit);
            let cell_end = match close {
                Some(close) => {
                    quotes.extend([at..at + 1, close - 1..close]);
                    cells.push(at + 1..close - 1);
                    if close > end {
                        let rest = &source[close..];
                        end = close + rest.find('\n').unwrap_or(rest.len());
                    }
                    close
                }
                None => {
                    let length = source[at..end].find('\t').unwrap_or(end - at);
                    cells.push(at..at + length);
                    at + length
                }
            };
            if !source[cell_end..end].starts_with('\t') {
                break;
            }
            at = cell_end + 1;
        }
        (cells.len() > 1).then_some(Row {
            span: line.start..end,
            cells,
            bars: Vec::new(),
            quotes,
        })
    }

    /// Where the quoted cell ends that begins here, its quotes included.
    fn quoted(&self, at: usize) -> Option<usize> {
        let rest = &self.source[at..];
        let opening = run(rest);
        if opening == 2 && ends_cell(&rest[2..]) {
            return Some(at + 2);
        }
        if opening.is_multiple_of(2) {
            return None;
        }
        let next = self.odd.partition_point(|(end, _)| *end <= at + opening);
        let (end, closes) = *self.odd.get(next)?;
        (closes && end - at <= LONGEST).then_some(end)
    }
}

/// How many quotes a text begins with.
fn run(text: &str) -> usize {
    text.bytes().take_while(|b| *b == b'"').count()
}

/// Whether a cell ends where this text begins.
fn ends_cell(text: &str) -> bool {
    text.is_empty() || text.starts_with(['\t', '\n', '\r'])
}

fn is_barred(text: &str) -> bool {
    let inner = text.trim();
    inner.len() > 2 && inner.starts_with('|') && inner.ends_with('|')
}

fn barred(source: &str, line: &Range<usize>) -> Option<Row> {
    let text = source.get(line.clone()).filter(|text| is_barred(text))?;
    let mut cells = Vec::new();
    let mut bars = Vec::new();
    let mut start = line.start;
    for (offset, _) in text.match_indices('|') {
        let at = line.start + offset;
        cells.push(start..at);
        bars.push(at..at + 1);
        start = at + 1;
    }
    // Before the first bar there is no cell, nor after the last.
    cells.remove(0);
    Some(Row {
        span: line.clone(),
        cells,
        bars,
        quotes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<&[&str]>) {
        let rows = Rows::of(text);
        let line = 0..text.find('\n').unwrap_or(text.len());
        let cells = rows.row(&line).map(|row| row.cells);
        let cells: Option<Vec<&str>> =
            cells.map(|cells| cells.into_iter().map(|cell| &text[cell]).collect());
        assert_eq!(cells.as_deref(), expect, "{text:?}");
    }

    #[test]
    fn bars_and_tabs_part_cells() {
        check("| あ | い |", Some(&[" あ ", " い "]));
        check("あ\t\tい", Some(&["あ", "", "い"]));
        check("あ", None);
    }

    #[test]
    fn a_quoted_cell_goes_on_over_lines() {
        check("1\t\"あ\nい\"\tA\n次", Some(&["1", "あ\nい", "A"]));
        check("\"あ\nい\"\tA", Some(&["あ\nい", "A"]));
        check("1\t\"あ \"\"い\"\" う\"", Some(&["1", "あ \"\"い\"\" う"]));
        check("1\t\"\"\t2", Some(&["1", "", "2"]));
        let row = "1\t\"あ\r\nい\"\r\n2\tう";
        check(row, Some(&["1", "あ\r\nい"]));
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_quote() {
        check(
            "1\t\"縁側\"をひらく\tA",
            Some(&["1", "\"縁側\"をひらく", "A"]),
        );
        check("1\t\"あ\n2\tい", Some(&["1", "\"あ"]));
        check("\"あ\nい\"", None);
        let text = "1\t\"あ\nい\"";
        let row = Rows::of(text).row_within(&(0..6)).unwrap();
        assert_eq!(row.cells.len(), 2);
    }
}
