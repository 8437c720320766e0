//! Rows of progress summaries: item × party × {進捗状況, 課題}, with cells that got lost.

use std::ops::Range;

use yoriai_plan::CellState;

use super::Reader;
use super::columns::{self, SheetColumn, Spot};
use super::open::Origin;
use super::table::{LastRow, Table};
use crate::text::fold::{key, one_line, squeezed, trimmed};
use crate::text::heading;
use crate::text::line::Segment;
use crate::text::names::{self, LONGEST_PARTY};
use crate::text::number::Number;
use crate::text::piece::{ItemKey, Label, Role, Target};
use crate::text::table::ColumnMeaning;

/// What the items of a table are, where no head says it.
const LEAF_NAME: &str = "取組";

impl Reader<'_> {
    /// 取組 | | 進捗状況 | 課題
    pub(super) fn progress_head(&mut self, cells: &[Range<usize>], keys: &[String]) {
        let mut columns = Vec::new();
        let mut level = None;
        let items = names::item_column(keys);
        for (at, (cell, name)) in cells.iter().zip(keys).enumerate() {
            let canonical = names::canonical(name);
            let rank = names::row_rank(name).filter(|_| items == Some(at));
            let named = match rank {
                Some(_) if self.generic => {
                    let said = one_line(self.b.text(cell), "");
                    self.next_level(said)
                }
                Some(rank) => self.level_named(&canonical, rank).filter(|level| {
                    names::is_row_name(name) || self.b.levels[*level].canonical == canonical
                }),
                None => None,
            };
            columns.push(match named {
                _ if name.is_empty() => SheetColumn::default(),
                Some(named) => {
                    level = Some(named);
                    if self.b.names_level(named, cell) {
                        self.b.label_level(cell.clone(), named);
                    } else {
                        self.aside(cell.clone());
                    }
                    SheetColumn::of_items(self.b.text(cell))
                }
                _ if columns::names_party(name) => self.party_head(cell),
                _ => self.text_head(cell, true, &columns),
            });
        }
        let row = match &self.table {
            Table::Progress { row, .. } => LastRow { shift: 0, ..*row },
            _ => LastRow::default(),
        };
        let id = self.table_of(&columns, true);
        let level = level.or_else(|| self.leaf());
        let level = match level {
            None if self.generic => self.next_level(LEAF_NAME.to_owned()),
            known => known,
        };
        self.table = Table::Progress {
            columns,
            id,
            level,
            row,
        };
    }

    /// ① | 集いの場づくり | 市 … | …: whose it is may be a cell of its own or stand in front of the
    /// text, and cells may be lost. Returns whose row it was.
    pub(super) fn progress_row(
        &mut self,
        cells: &[Range<usize>],
        keys: &[String],
        columns: &mut [SheetColumn],
        (id, level): (Option<usize>, Option<usize>),
        mut row: LastRow,
    ) -> LastRow {
        let mut filled: Vec<usize> = (0..cells.len())
            .filter(|at| !keys[*at].is_empty())
            .collect();
        if self.spanning_heading(cells, &filled, level) {
            return LastRow::default();
        }
        let named = level.map(|level| self.progress_item(cells, keys, &filled, columns, level));
        if let Some(named) = named.filter(|named| !named.is_empty()) {
            filled.retain(|at| !named.contains(at));
            row = LastRow {
                party: None,
                // A title beside its number stands where the head has the next column already.
                shift: named
                    .get(1)
                    .and_then(|at| columns.get(*at))
                    .map_or(0, |c| usize::from(c.names_party)),
            };
        }
        let Some(node) = self.innermost() else {
            for at in filled {
                self.aside(cells[at].clone());
            }
            return LastRow::default();
        };
        let mut texts = Vec::new();
        // A party in a column of its own that the head has not pushes the texts out of theirs.
        let mut pushed = false;
        let mut named = false;
        for at in filled {
            let cell = cells[at].clone();
            let column = at.checked_sub(row.shift);
            let own = column.and_then(|column| columns.get(column));
            let own = own.is_some_and(|own| own.names_party);
            let who = if !named && (own || texts.is_empty()) {
                self.party_cell(&cell, &keys[at], own)
            } else {
                None
            };
            let Some((who, rest)) = who else {
                texts.push((column.unwrap_or(at), cell));
                continue;
            };
            let name = one_line(self.b.text(&who), " ");
            let found = self.b.records.party(&name);
            self.b.mark(who, Role::Label(Label::Party(found)));
            row.party = Some(found);
            named = true;
            match rest {
                Some(rest) => texts.push((column.unwrap_or(at), rest)),
                None => {
                    pushed = columns.get(at).is_some_and(|c| c.meaning.is_some()) && row.shift == 0
                }
            }
        }
        if !named && texts.is_empty() {
            return row;
        }
        let mut spot = Spot {
            node,
            party: row.party,
            year: self.sheet_year(),
            indicator: None,
            table: id,
        };
        self.open_report(
            &spot,
            cells.get(row.shift..).unwrap_or_default(),
            columns,
            pushed,
        );
        let places = places(&texts, columns, pushed, |cell| self.b.text(cell));
        for ((_, text), place) in texts.into_iter().zip(places) {
            match place {
                Some(at) => self.place(columns, at, &mut spot, text),
                None => self.cell_into(Target::Statement(ItemKey::new(node)), text),
            }
        }
        row
    }

    /// Makes the report of a row. What the row has no cell for is lost, not blank.
    fn open_report(
        &mut self,
        spot: &Spot,
        cells: &[Range<usize>],
        columns: &[SheetColumn],
        pushed: bool,
    ) {
        let column = |meaning| columns.iter().position(|c| c.meaning == Some(meaning));
        let state = |meaning| match column(meaning) {
            None => CellState::Blank,
            Some(at) if !pushed && cells.get(at).is_some_and(|cell| self.is_blank(cell)) => {
                CellState::Blank
            }
            Some(_) => CellState::Lost,
        };
        let (progress, issues) = (state(ColumnMeaning::Progress), state(ColumnMeaning::Issues));
        let source = cells.first().map_or(0..0, Clone::clone);
        let key = self
            .b
            .records
            .report(spot.node, spot.party, spot.year, source);
        if let Some((_, report)) = self.b.records.reports.get_mut(key.index()) {
            report.progress_state = progress;
            report.issues_state = issues;
        }
    }

    /// 基本目標2 支え合う | | |: a heading that goes across the table.
    fn spanning_heading(
        &mut self,
        cells: &[Range<usize>],
        filled: &[usize],
        items: Option<usize>,
    ) -> bool {
        let [only] = filled else { return false };
        let Some(segment) = Segment::of(self.b.source, cells[*only].clone()) else {
            return false;
        };
        let heading = heading::read(&segment).filter(|heading| heading.number.is_some());
        let Some(heading) = heading else { return false };
        let level = self.level_named(heading.level, heading.rank);
        let Some(level) = level.filter(|level| Some(*level) != items) else {
            return false;
        };
        self.b.mark_all(&segment.markup, &Role::Markup);
        self.named_heading(&segment, &heading, level);
        true
    }

    /// Opens the item of a row that begins with a number, or has a name in the column of items. The
    /// cells that named it; none if the row names no item.
    fn progress_item(
        &mut self,
        cells: &[Range<usize>],
        keys: &[String],
        filled: &[usize],
        columns: &[SheetColumn],
        level: usize,
    ) -> Vec<usize> {
        let column = columns.iter().position(|column| column.names_item);
        let column = column.filter(|at| filled.contains(at));
        let said = |at: usize| {
            columns
                .get(at)
                .is_some_and(|column| column.meaning.is_some())
        };
        let Some(first) = filled.first().map(|first| match column {
            // What stands before it under a head of its own is no part of its name.
            Some(column) if said(*first) => column,
            _ => *first,
        }) else {
            return Vec::new();
        };
        let Some(segment) = Segment::of(self.b.source, cells[first].clone()) else {
            return Vec::new();
        };
        let is_name = column == Some(first)
            && segment.is_short()
            && !self.is_of_party(&cells[first], &keys[first], columns, first);
        if segment.number.is_none() && !is_name || column.is_none() && said(first) {
            return Vec::new();
        }
        let start = segment.after_number().unwrap_or(0);
        let title = segment.folded.span(start..segment.folded.len());
        if let Some(title) = title.clone()
            && let Some(node) = self.open_item(level, &segment, &title)
        {
            // Written again in each row, as where merged cells were taken apart.
            let key = ItemKey::new(node);
            self.b.mark_all(&segment.markup, &Role::Markup);
            self.mark_bullets(&segment, Target::ItemTitle(key));
            let end = segment.number.as_ref().map_or(0, |number| number.end);
            self.mark_glyphs(&segment, 0..end, Role::Number(key));
            self.mark_glyphs(&segment, end..start, Role::Markup);
            self.b.give_title(node, title, false);
            return vec![first];
        }
        let node = self.entry(&segment, None, level, Origin::Body);
        self.b.mark_all(&segment.markup, &Role::Markup);
        self.mark_bullets(&segment, Target::ItemTitle(ItemKey::new(node)));
        let next = filled.iter().find(|at| **at > first);
        let next = next.filter(|_| title.is_none() && segment.number.is_some());
        let Some(next) = next.copied() else {
            return vec![first];
        };
        for text in self.texts(cells[next].clone()) {
            self.b.give_title(node, text, false);
        }
        vec![first, next]
    }

    /// The item that is open at a level, if a segment says its number and title again.
    fn open_item(&self, level: usize, segment: &Segment, title: &Range<usize>) -> Option<usize> {
        let open = self.open.get(level).copied().flatten()?;
        let node = &self.b.nodes[open];
        let number = node.number.as_ref().map(|number| number.value);
        let same = squeezed(self.b.text(title)) == squeezed(&node.title)
            && segment.number.as_ref().map(Number::value) == number;
        same.then_some(open)
    }

    /// Whether a cell in the column of items says who reports, as where the cell before it got lost.
    /// A programme may be called like an office; where parties have a column, nothing else is one.
    fn is_of_party(
        &self,
        cell: &Range<usize>,
        folded: &str,
        columns: &[SheetColumn],
        at: usize,
    ) -> bool {
        if columns.iter().any(|column| column.names_party) {
            return false;
        }
        let of_programmes = columns
            .get(at)
            .is_some_and(|column| names::is_row_name(&key(&column.name)));
        match self.party_cell(cell, folded, false) {
            Some((_, None)) => !of_programmes || names::is_plain_party(folded),
            Some((_, Some(_))) => true,
            None => false,
        }
    }

    /// 市, or `市 集いの場を…`: the party and its text. In a column of parties any short text is one.
    fn party_cell(
        &self,
        cell: &Range<usize>,
        folded: &str,
        own_column: bool,
    ) -> Option<(Range<usize>, Option<Range<usize>>)> {
        let span = trimmed(self.b.source, cell.clone())?;
        let short = folded.chars().count() <= LONGEST_PARTY && !folded.ends_with('。');
        if own_column && short || names::is_party(folded) {
            return Some((span, None));
        }
        let text = self.b.text(&span);
        let end = text.find(char::is_whitespace)?;
        if !names::is_party(&key(&text[..end])) {
            return None;
        }
        let rest = trimmed(self.b.source, span.start + end..span.end)?;
        Some((span.start..span.start + end, Some(rest)))
    }
}

/// The column of each text. If there is one for each column, they stand in their order; if cells
/// are lost, how a text ends tells: 〜ました is progress, 〜必要があります an issue.
fn places<'s>(
    texts: &[(usize, Range<usize>)],
    columns: &[SheetColumn],
    pushed: bool,
    read: impl Fn(&Range<usize>) -> &'s str,
) -> Vec<Option<usize>> {
    let open: Vec<usize> = (0..columns.len())
        .filter(|at| columns[*at].meaning.is_some())
        .collect();
    if texts.len() == open.len() {
        return open.into_iter().map(Some).collect();
    }
    let named = |meaning| {
        let column = columns.iter();
        column
            .map(|c| c.meaning)
            .position(|found| found == Some(meaning))
    };
    let mut places: Vec<Option<usize>> = Vec::new();
    for (at, cell) in texts {
        let by_ending = ending(read(cell)).and_then(named);
        let by_place = Some(*at).filter(|at| !pushed && open.contains(at));
        let free = open.iter().copied().find(|at| !places.contains(&Some(*at)));
        places.push(by_ending.or(by_place).or(free).or(open.last().copied()));
    }
    places
}

/// What the end of a text says that it is.
fn ending(text: &str) -> Option<ColumnMeaning> {
    let text = text.trim_end().trim_end_matches('。');
    if text.ends_with("必要があります") || text.ends_with("課題となっています") {
        Some(ColumnMeaning::Issues)
    } else if text.ends_with("ました") || text.ends_with("ています") {
        Some(ColumnMeaning::Progress)
    } else {
        None
    }
}
