//! The table: what was measured, beside what design.md asks for.

/// What design.md sets, by the id of the row that shows it. Where a row differs from what is asked
/// for, its own name says how.
const TARGETS: [(&str, &str); 7] = [
    ("first-visit", "≤ 600 KB"),
    ("start-list", "≤ 300 ms"),
    ("open-500", "≤ 100 ms"),
    ("open-5000", "≤ 500 ms"),
    ("key-5000", "p95 ≤ 16 ms"),
    ("key-5000-4x", "p95 ≤ 50 ms"),
    ("link-activity", "≤ 10,000"),
];

/// One line.
pub(super) struct Row {
    id: String,
    what: String,
    measured: String,
}

impl Row {
    pub(super) fn new(id: &str, what: &str, measured: String) -> Self {
        Self {
            id: id.to_owned(),
            what: what.to_owned(),
            measured,
        }
    }

    fn target(&self) -> &'static str {
        TARGETS
            .iter()
            .find(|(id, _)| *id == self.id)
            .map_or("", |(_, target)| target)
    }
}

pub(super) fn print(rows: &[Row]) {
    let widest = |cell: &dyn Fn(&Row) -> usize| rows.iter().map(cell).max().unwrap_or(0);
    let what = widest(&|row| row.what.chars().count());
    let target = widest(&|row| row.target().chars().count()).max("target".len());
    println!("\n{:<what$}   {:<target$}   measured", "what", "target");
    for row in rows {
        println!(
            "{:<what$}   {:<target$}   {}",
            row.what,
            row.target(),
            row.measured
        );
    }
    println!();
}
