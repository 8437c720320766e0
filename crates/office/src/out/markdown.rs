//! A paper as Markdown (GitHub's, for the tables).
//!
//! Markdown knows no merged cells: a cell that goes on is blank where it goes on. Of a head of two
//! rows one is made, `指標 項目 | 指標 R4 目標`, as the format has but one.

use super::paper::{Block, Paper, Slot, Table};

impl Paper {
    /// The paper as Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for block in &self.blocks {
            if !out.is_empty() {
                out.push('\n');
            }
            match block {
                Block::Heading { depth, text } => {
                    let marks = "#".repeat(usize::from(*depth));
                    // Marks at the end of a heading would be taken for its frame.
                    let words: Vec<_> = text.lines().map(escaped).collect();
                    let words = words.join(" ").replace('#', "\\#");
                    out.push_str(&format!("{marks} {words}\n"));
                }
                Block::Paragraph(text) => {
                    // Two spaces before a line break keep it.
                    let lines: Vec<_> = text.lines().map(line).collect();
                    out.push_str(&lines.join("  \n"));
                    out.push('\n');
                }
                Block::List(lines) => {
                    for text in lines {
                        out.push_str(&format!("- {}\n", on_one_line(text, "  \n  ")));
                    }
                }
                Block::Table(own) => table(own, &mut out),
            }
        }
        out
    }
}

fn table(table: &Table, out: &mut String) {
    let width = table.width();
    let mut head = vec![String::new(); width];
    let mut above: Vec<Slot<'_>> = Vec::new();
    for row in table.head_grid() {
        for (at, (text, slot)) in head.iter_mut().zip(&row).enumerate() {
            // A cell that goes on to the right names every column that it stands over; one that
            // goes on downwards has been named.
            let (Slot::Begins(cell) | Slot::GoesOn(cell)) = slot else {
                continue;
            };
            let from_above = matches!(slot, Slot::GoesOn(_))
                && matches!(above.get(at), Some(Slot::Begins(over) | Slot::GoesOn(over)) if std::ptr::eq(*over, *cell));
            let words = cell_text(&cell.text);
            if !from_above && !words.is_empty() {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&words);
            }
        }
        above = row;
    }
    row(head.into_iter(), out);
    row(std::iter::repeat_n("---".to_owned(), width), out);
    for cells in table.body_grid() {
        let texts = cells.iter().map(|slot| match slot {
            Slot::Begins(cell) => cell_text(&cell.text),
            Slot::GoesOn(_) | Slot::Empty => String::new(),
        });
        row(texts, out);
    }
}

fn row(cells: impl Iterator<Item = String>, out: &mut String) {
    out.push('|');
    for cell in cells {
        out.push_str(&format!(" {cell} |"));
    }
    out.push('\n');
}

fn cell_text(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(escaped).collect();
    lines.join("<br>")
}

fn on_one_line(text: &str, between: &str) -> String {
    text.lines().map(line).collect::<Vec<_>>().join(between)
}

/// A line that stays what it is at the beginning of a line as well.
fn line(text: &str) -> String {
    let text = escaped(text.trim_end());
    let body = text.trim_start_matches([' ', '\t']);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let after = body.as_bytes().get(digits).copied();
    if digits > 0 && matches!(after, Some(b'.' | b')')) {
        // `1)` would begin a list and be counted anew.
        let (number, rest) = body.split_at(digits);
        return format!("{number}\\{rest}");
    }
    match body.chars().next() {
        Some('#' | '+' | '-' | '=') => format!("\\{body}"),
        _ => body.to_owned(),
    }
}

/// Words as they are, whatever Markdown would make of them.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::paper::Cell;
    use super::*;

    fn of(block: Block) -> String {
        let paper = Paper {
            blocks: vec![block],
            ..Paper::default()
        };
        paper.markdown()
    }

    #[test]
    fn words_are_not_taken_for_marks() {
        let check = |text: &str, expected: &str| {
            assert_eq!(of(Block::Paragraph(text.into())), format!("{expected}\n"));
        };
        check("# 1", "\\# 1");
        check("- あ", "\\- あ");
        check("1) あ", "1\\) あ");
        check("2022.4", "2022\\.4");
        check("あ*い*_う_<br>", "あ\\*い\\*\\_う\\_\\<br\\>");
        check("あ\nい", "あ  \nい");
    }

    #[test]
    fn a_table_with_merged_cells() {
        let table = Table {
            head: vec![
                vec![
                    Cell::head("No.").over_rows(2),
                    Cell::head("指標").over_columns(2),
                ],
                vec![Cell::head("項目"), Cell::head("R4 目標")],
            ],
            body: vec![
                vec![
                    Cell::new("1").over_rows(2),
                    Cell::new("a|b"),
                    Cell::new("9地区\n18回"),
                ],
                vec![Cell::new("c"), Cell::new("")],
            ],
        };
        assert_eq!(
            of(Block::Table(table)),
            "| No. | 指標 項目 | 指標 R4 目標 |\n\
             | --- | --- | --- |\n\
             | 1 | a\\|b | 9地区<br>18回 |\n\
             |  | c |  |\n"
        );
    }

    #[test]
    fn a_head_of_two_rows_says_each_word_once() {
        let table = Table {
            head: vec![
                vec![
                    Cell::head("R4 目標").over_rows(2),
                    Cell::head("指標").over_columns(2),
                ],
                vec![Cell::head("指標"), Cell::head("R4 結果")],
            ],
            body: Vec::new(),
        };
        let written = of(Block::Table(table));
        let head = written.lines().next();
        assert_eq!(head, Some("| R4 目標 | 指標 指標 | 指標 R4 結果 |"));
    }

    #[test]
    fn a_list_keeps_its_lines_together() {
        let list = Block::List(vec!["あ\nい".into(), "う".into()]);
        assert_eq!(of(list), "- あ  \n  い\n- う\n");
    }
}
