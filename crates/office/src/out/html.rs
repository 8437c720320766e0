//! A paper as one small HTML page that prints as the form does.

use super::paper::{Block, Cell, Paper, Size, Table};

const STYLE: &str = include_str!("print.css");

impl Paper {
    /// The paper as a whole page. Nothing in it is fetched from anywhere, and nothing of the plan
    /// can become markup.
    #[must_use]
    pub fn html(&self) -> String {
        let mut out = format!(
            "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body class=\"{}\">\n",
            escaped(&self.title),
            class(self.size)
        );
        for block in &self.blocks {
            match block {
                Block::Heading { depth, text } => {
                    out.push_str(&format!("<h{depth}>{}</h{depth}>\n", with_breaks(text)));
                }
                Block::Paragraph(text) => {
                    out.push_str(&format!("<p>{}</p>\n", with_breaks(text)));
                }
                Block::List(lines) => {
                    out.push_str("<ul>\n");
                    for line in lines {
                        out.push_str(&format!("<li>{}</li>\n", with_breaks(line)));
                    }
                    out.push_str("</ul>\n");
                }
                Block::Table(own) => table(own, &mut out),
            }
        }
        out.push_str("</body>\n</html>\n");
        out
    }
}

fn class(size: Size) -> &'static str {
    match size {
        Size::Upright => "upright",
        Size::Across => "across",
        Size::Large => "large",
    }
}

fn table(table: &Table, out: &mut String) {
    // Without a head, names stand on the left: as wide as a name, not as a column.
    out.push_str(if table.head.is_empty() {
        "<table class=\"pairs\">\n"
    } else {
        "<table>\n"
    });
    for (name, rows) in [("thead", &table.head), ("tbody", &table.body)] {
        if rows.is_empty() {
            continue;
        }
        out.push_str(&format!("<{name}>\n"));
        for row in rows {
            out.push_str("<tr>");
            for own in row {
                cell(own, name == "thead", out);
            }
            out.push_str("</tr>\n");
        }
        out.push_str(&format!("</{name}>\n"));
    }
    out.push_str("</table>\n");
}

fn cell(cell: &Cell, in_head: bool, out: &mut String) {
    let (name, scope) = match (in_head, cell.columns > 1, cell.rows > 1) {
        (true, true, _) => ("th", " scope=\"colgroup\""),
        (true, false, _) => ("th", " scope=\"col\""),
        (false, _, true) if cell.is_head => ("th", " scope=\"rowgroup\""),
        (false, _, false) if cell.is_head => ("th", " scope=\"row\""),
        _ => ("td", ""),
    };
    out.push_str(&format!("<{name}{scope}"));
    for (attribute, over) in [("rowspan", cell.rows), ("colspan", cell.columns)] {
        if over > 1 {
            out.push_str(&format!(" {attribute}=\"{over}\""));
        }
    }
    out.push_str(&format!(">{}</{name}>", with_breaks(&cell.text)));
}

fn with_breaks(text: &str) -> String {
    text.lines().map(escaped).collect::<Vec<_>>().join("<br>")
}

/// Words as words, in an element or an attribute. Control characters have no place in HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_plan_becomes_markup() {
        let mut paper = Paper::titled("</title><script>\"'&\u{1b}");
        paper.list(["<li>".to_owned()]);
        paper.table(Table {
            head: Vec::new(),
            body: vec![vec![Cell::new("</table>\n<p>")]],
        });
        let html = paper.html();
        for mark in ["<script", "<li><", "</table>\n<p", "\u{1b}"] {
            assert!(!html.contains(mark), "{mark}");
        }
        assert!(
            html.contains("<td>&lt;/table&gt;<br>&lt;p&gt;</td>"),
            "{html}"
        );
        assert!(html.contains("&lt;script&gt;&quot;&#39;&amp; "), "{html}");
    }

    #[test]
    fn merged_cells_span() {
        let mut paper = Paper::titled("");
        paper.table(Table {
            head: vec![vec![Cell::head("指標").over_columns(2)]],
            body: vec![
                vec![Cell::head("取組").over_rows(2), Cell::new("あ")],
                vec![Cell::new("い")],
            ],
        });
        let html = paper.html();
        assert!(html.contains("<thead>\n<tr><th scope=\"colgroup\" colspan=\"2\">指標</th></tr>"));
        assert!(html.contains(
            "<tr><th scope=\"rowgroup\" rowspan=\"2\">取組</th><td>あ</td></tr>\n<tr><td>い</td></tr>"
        ));
    }
}
