//! Tables by their heads: 体系図, 取組の方向性, 進捗, goal sheets, boxes side by side.
//!
//! A table goes on until a line that is no row. A row that fits no head is prose.

use std::ops::Range;

use yoriai_plan::{Caption, FiscalYear, SectionKind};

use super::columns::{self, SheetColumn};
use super::goals::Goals;
use super::open::Origin;
use super::{Reader, Segment};
use crate::text::builder::MAX_TITLE;
use crate::text::cells::{Row, Rows};
use crate::text::fold::{Folded, key, trimmed};
use crate::text::heading;
use crate::text::html;
use crate::text::line;
use crate::text::names;
use crate::text::number::{self, Care};
use crate::text::piece::{ItemKey, PartyKey, Role, SectionKey, Target};
use crate::text::scan::{self, Head};
use crate::text::years;

/// A row of more cells is no row.
const WIDEST: usize = 200;

/// The table that is open.
#[derive(Clone, Debug, Default)]
pub(super) enum Table {
    #[default]
    None,
    /// The level of each column.
    Chart(Vec<Option<usize>>),
    /// 取組の方向性 | 具体的な取組(令和3～7年度)
    Direction {
        years: Vec<FiscalYear>,
        section: Option<SectionKey>,
    },
    /// 取組 | | 進捗状況 | 課題
    Progress {
        columns: Vec<SheetColumn>,
        id: Option<usize>,
        /// The level of the items in the first column.
        level: Option<usize>,
        row: LastRow,
    },
    /// No. | 組織目標 | 指標 …
    Goals(Box<Goals>),
    /// One section of the plan per column.
    Boxes(Vec<SectionKey>),
}

/// The last row of a progress summary, for those after it that say less.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LastRow {
    /// Whose it was.
    pub(super) party: Option<PartyKey>,
    /// How many cells its item took more than the head has columns for it.
    pub(super) shift: usize,
}

impl Reader<'_> {
    /// Reads the row that begins with a line: where it ends, or `None` if it is none. What looks
    /// like a cell of several lines may be a stray quote; then the line is read alone.
    pub(super) fn row(&mut self, rows: &Rows<'_>, line: &Range<usize>) -> Option<usize> {
        let row = rows.row(line)?;
        if self.read_row(rows, &row) {
            return Some(row.span.end);
        }
        let row = Some(row).filter(|row| row.span.end > line.end);
        let own = row.and_then(|_| rows.row_within(line))?;
        self.read_row(rows, &own).then_some(own.span.end)
    }

    fn read_row(&mut self, rows: &Rows<'_>, row: &Row) -> bool {
        let cells = &row.cells;
        let filled = cells.iter().filter(|cell| !self.is_blank(cell)).count();
        let open = !matches!(self.table, Table::None);
        let date = filled == 1 && self.date_name(cells);
        if filled < 2 && !open && !date || filled == 0 || cells.len() > WIDEST || self.b.is_full() {
            return false;
        }
        let keys: Vec<String> = cells.iter().map(|cell| key(self.b.text(cell))).collect();
        let done = (filled >= 2 && self.head_row(cells, &keys))
            || self.field_row(cells, &keys)
            || (filled >= 2 && self.boxes_row(cells, rows.after(row)))
            || self.body_row(cells, &keys);
        if done {
            self.unfinished = None;
            self.b.mark_all(&row.bars, &Role::Rule);
            self.b.mark_all(&row.quotes, &Role::Markup);
        }
        done
    }

    pub(super) fn is_blank(&self, span: &Range<usize>) -> bool {
        self.b.text(span).trim().is_empty()
    }

    /// A row of heads opens a table.
    fn head_row(&mut self, cells: &[Range<usize>], keys: &[String]) -> bool {
        let Some(head) = scan::head(keys) else {
            return false;
        };
        // A row may well have the words of a head; the head of a table in a table has no others.
        let open = !matches!(self.table, Table::None);
        if open
            && head == Head::Progress
            && !keys.iter().all(|key| columns::is_progress_column(key))
        {
            return false;
        }
        self.awaiting = None;
        self.announced = None;
        match head {
            Head::Chart(names) => {
                let levels = names.into_iter().map(|name| {
                    let name = name?;
                    let rank = names::level_rank(&name).unwrap_or(0);
                    self.level_named(&name, rank)
                });
                let levels: Vec<_> = levels.collect();
                for (cell, level) in cells.iter().zip(&levels) {
                    match level.filter(|level| self.b.names_level(*level, cell)) {
                        Some(level) => self.b.label_level(cell.clone(), level),
                        None => self.aside(cell.clone()),
                    }
                }
                if let Some(first) = levels.iter().flatten().min() {
                    self.open
                        .iter_mut()
                        .skip(*first)
                        .for_each(|open| *open = None);
                }
                self.table = Table::Chart(levels);
            }
            Head::Direction => {
                let span = cells
                    .iter()
                    .find_map(|cell| years::span_in(&Folded::of(self.b.source, cell.clone())));
                let captions = [Caption::Direction, Caption::DirectionLines];
                for (column, cell) in cells.iter().enumerate() {
                    match captions.get(column) {
                        Some(which) if self.b.caption(cell.clone(), *which) => {}
                        _ => self.aside(cell.clone()),
                    }
                }
                let years = span.map(|span| span.years().collect()).unwrap_or_default();
                self.table = Table::Direction {
                    years,
                    section: None,
                };
            }
            Head::Progress => self.progress_head(cells, keys),
            Head::Goals => self.goals_head(cells, keys),
        }
        true
    }

    /// Keeps a cell that no view would show with what has no heading.
    pub(super) fn aside(&mut self, cell: Range<usize>) {
        if let Some(span) = trimmed(self.b.source, cell) {
            let section = self.unheaded_section(span.start);
            for line in line::paragraphs(self.b.source, span) {
                self.b.append(Target::SectionText(section), line);
            }
        }
    }

    fn body_row(&mut self, cells: &[Range<usize>], keys: &[String]) -> bool {
        match self.table.clone() {
            Table::None => false,
            Table::Chart(levels) => {
                for (column, cell) in cells.iter().enumerate() {
                    match levels.get(column).copied().flatten() {
                        Some(level) => self.chart_cell(cell.clone(), level),
                        None => self.aside(cell.clone()),
                    }
                }
                true
            }
            Table::Direction { years, section } => {
                let section = self.direction_row(cells, &years, section);
                self.table = Table::Direction { years, section };
                true
            }
            Table::Progress {
                mut columns,
                id,
                level,
                row,
            } => {
                let row = self.progress_row(cells, keys, &mut columns, (id, level), row);
                self.table = Table::Progress {
                    columns,
                    id,
                    level,
                    row,
                };
                true
            }
            Table::Goals(goals) => {
                self.table = Table::Goals(self.goals_row(cells, keys, goals));
                true
            }
            Table::Boxes(sections) => {
                for (column, cell) in cells.iter().enumerate() {
                    match sections.get(column) {
                        Some(section) => {
                            self.cell_into(Target::SectionText(*section), cell.clone())
                        }
                        None => self.aside(cell.clone()),
                    }
                }
                true
            }
        }
    }

    /// `①… ②…` in one cell are two items.
    fn chart_cell(&mut self, cell: Range<usize>, level: usize) {
        for text in self.texts(cell) {
            let folded = Folded::of(self.b.source, text.clone());
            let mut cuts = vec![text.start];
            if let Some(first) = number::read(&folded, 0, Care::Strict) {
                let mut next = first.value() + 1;
                for at in first.end..folded.len() {
                    if !folded.is_boundary(at)
                        || !(folded.gap_before(at) || folded.get(at).is_some_and(|c| !c.is_ascii()))
                    {
                        continue;
                    }
                    let Some(number) = number::read(&folded, at, Care::Strict) else {
                        continue;
                    };
                    if number.parts.len() == 1
                        && number.form() == first.form()
                        && number.value() == next
                    {
                        cuts.push(folded.glyphs[at].start);
                        next += 1;
                    }
                }
            }
            cuts.push(text.end);
            for pair in cuts.windows(2) {
                if let Some(segment) = Segment::of(self.b.source, pair[0]..pair[1]) {
                    self.chart_entry(&segment, level);
                }
            }
        }
    }

    fn chart_entry(&mut self, segment: &Segment, level: usize) {
        self.b.mark_all(&segment.markup, &Role::Markup);
        if segment.body.len() > MAX_TITLE || self.b.is_full() {
            self.aside(segment.with_mark());
            return;
        }
        let heading = heading::read(segment).filter(|heading| {
            heading.number.is_some() && self.level_named(heading.level, heading.rank) == Some(level)
        });
        let node = self.entry(segment, heading.as_ref(), level, Origin::Chart);
        self.mark_bullets(segment, Target::ItemTitle(ItemKey::new(node)));
        if !segment.bullets.is_empty() && segment.number.is_none() {
            self.b.nodes[node].bullet = segment.mark(self.b.source);
        }
    }

    /// 方向性 | ■ … ■ …: a section with a line for each ■.
    fn direction_row(
        &mut self,
        cells: &[Range<usize>],
        years: &[FiscalYear],
        last: Option<SectionKey>,
    ) -> Option<SectionKey> {
        let mut section = last;
        for (column, cell) in cells.iter().enumerate() {
            // The direction is one text; what is done stands line by line.
            let parts = match column {
                0 => vec![cell.clone()],
                _ => line::paragraphs(self.b.source, cell.clone()),
            };
            let texts: Vec<_> = parts
                .into_iter()
                .flat_map(|part| self.texts(part))
                .collect();
            for text in texts {
                let Some(segment) = Segment::of(self.b.source, text) else {
                    continue;
                };
                self.b.mark_all(&segment.markup, &Role::Markup);
                if column == 0 && !self.b.is_full() {
                    let owner = self.innermost_aim();
                    let cursor = self.cursor;
                    section =
                        Some(self.section(owner, SectionKind::Direction, segment.with_mark()));
                    self.cursor = cursor;
                    continue;
                }
                let section = match section {
                    Some(section) => section,
                    None => {
                        let owner = self.innermost_aim();
                        self.b
                            .add_section(owner, SectionKind::Direction, segment.body.start)
                    }
                };
                let target = self
                    .b
                    .add_line(section, segment.body.clone(), years.to_vec());
                self.mark_bullets(&segment, target);
            }
        }
        section
    }

    /// The texts of a cell between HTML tags; the tags are marks.
    pub(super) fn texts(&mut self, cell: Range<usize>) -> Vec<Range<usize>> {
        let (texts, tags) = html::without_html(self.b.source, cell);
        self.b.mark_all(&tags, &Role::Markup);
        texts
    }

    /// Puts a cell into a field, paragraph by paragraph.
    pub(super) fn cell_into(&mut self, target: Target, cell: Range<usize>) {
        for line in line::paragraphs(self.b.source, cell) {
            for text in self.texts(line) {
                self.b.append(target, text);
            }
        }
    }
}
