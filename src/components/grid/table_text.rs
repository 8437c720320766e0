//! A block of cells as text, as spreadsheets write it to the clipboard and read it from there:
//! cells by tab, rows by line, and quotes around a cell that holds either.

/// Reads a block. A cell may be quoted: then it may hold tabs, line ends and doubled quotes.
///
/// Line ends of every kind become `\n`; the one that ends the last row makes no row of its own.
/// A quote that is never closed is a quote like any other: nothing of what follows is lost.
pub fn parse(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text.as_str();
    loop {
        let (cell, after) = match quoted(rest) {
            Some(found) => found,
            None => {
                let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
                let (cell, after) = rest.split_at(end);
                (cell.to_owned(), after)
            }
        };
        row.push(cell);
        if let Some(after) = after.strip_prefix('\t') {
            rest = after;
        } else {
            rows.push(std::mem::take(&mut row));
            match after.strip_prefix('\n') {
                Some(after) if !after.is_empty() => rest = after,
                _ => return rows,
            }
        }
    }
}

/// A quoted cell at the start of `text`, and what comes after it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut cell = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let (before, after) = rest.split_once('"')?;
        cell.push_str(before);
        if let Some(after) = after.strip_prefix('"') {
            cell.push('"');
            rest = after;
        } else if after.is_empty() || after.starts_with(['\t', '\n']) {
            return Some((cell, after));
        } else {
            // Words that only begin with a quotation.
            return None;
        }
    }
}

/// Writes a block so that a spreadsheet, and [`parse`], read the same cells.
pub fn write(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| quote(cell)).collect();
        cells.join("\t")
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    lines.join("\r\n")
}

fn quote(cell: &str) -> String {
    if cell.contains(['\t', '\n', '\r']) || cell.starts_with('"') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Writes a block as an HTML table, for word processors.
pub fn write_html(rows: &[Vec<String>]) -> String {
    let mut html = String::from("<table>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            html.push_str("<td>");
            html.push_str(&escaped(cell));
            html.push_str("</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</table>");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\n', "<br>")
}
