//! Giving a column of a table another meaning: what stands in it goes where that meaning says.

use std::collections::BTreeSet;

use yoriai_plan::{SectionKind, ValueRole};

use crate::text::draft::{Draft, DraftSection};
use crate::text::edit::places::Meant;
use crate::text::edit::prose::paragraph;
use crate::text::piece::{Label, Role, SectionKey, Target};
use crate::text::table::{Cell, ColumnMeaning};

/// A column of a table of the source, for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftColumn {
    /// The table, counted from 0; tables with the same heads are one.
    pub table: usize,
    /// The column of the table, counted from 0.
    pub column: usize,
    /// Its head as typed, those of both rows together.
    pub head: String,
    /// What it was taken for.
    pub meaning: ColumnMeaning,
    /// How many of its cells have text.
    pub cells: usize,
    /// The first of those texts; may be empty.
    pub sample: String,
    /// What it can be taken for.
    pub choices: Vec<ColumnMeaning>,
}

impl Draft {
    /// The columns of progress summaries and goal sheets whose meaning can be changed.
    #[must_use]
    pub fn columns(&self) -> Vec<DraftColumn> {
        let mut found = Vec::new();
        for (table, of) in self.tables.iter().enumerate() {
            let choices = self.choices(table);
            for (column, said) in of.columns.iter().enumerate() {
                if let Some(meaning) = said.meaning {
                    found.push(DraftColumn {
                        table,
                        column,
                        head: said.head.clone(),
                        meaning,
                        cells: said.cells.len(),
                        sample: (said.cells.first())
                            .and_then(|cell| self.source.get(cell.source.clone()))
                            .map_or_else(String::new, |text| text.trim().to_owned()),
                        choices: choices.clone(),
                    });
                }
            }
        }
        found
    }

    fn choices(&self, table: usize) -> Vec<ColumnMeaning> {
        let Some(table) = self.tables.get(table) else {
            return Vec::new();
        };
        let mut values: BTreeSet<(yoriai_plan::FiscalYear, ValueRole)> = BTreeSet::new();
        for column in &table.columns {
            if let Some(ColumnMeaning::Value { year, role }) = column.meaning {
                values.insert((year, role));
            }
        }
        if let Some(year) = table.year.filter(|_| !table.progress) {
            values.extend([(year, ValueRole::Target), (year, ValueRole::Result)]);
            let before = year.previous();
            values.extend(before.map(|year| (year, ValueRole::Actual)));
            let before = before.and_then(yoriai_plan::FiscalYear::previous);
            values.extend(before.map(|year| (year, ValueRole::Actual)));
        }
        let mut choices = Vec::new();
        if !table.progress {
            choices.push(ColumnMeaning::IndicatorName);
            let values = values.into_iter();
            choices.extend(values.map(|(year, role)| ColumnMeaning::Value { year, role }));
            choices.push(ColumnMeaning::Actions);
        }
        choices.extend([
            ColumnMeaning::Progress,
            ColumnMeaning::Issues,
            ColumnMeaning::Reason,
            ColumnMeaning::Next,
        ]);
        if table.year.is_some() {
            choices.push(ColumnMeaning::Grade);
        }
        choices.extend([ColumnMeaning::Statement, ColumnMeaning::Section]);
        choices
    }

    /// Takes a column for something else: all that stands in it goes where that says. `false` if
    /// there is no such column, or it cannot be that.
    pub fn set_column(&mut self, table: usize, column: usize, meaning: ColumnMeaning) -> bool {
        let allowed = self.choices(table).contains(&meaning);
        let Some(of) = self.tables.get_mut(table).filter(|_| allowed) else {
            return false;
        };
        let year = of.year;
        let Some(found) = of.columns.get_mut(column) else {
            return false;
        };
        if found.meaning.is_none() {
            return false;
        }
        found.meaning = Some(meaning);
        let (head, cells) = (found.head.clone(), found.cells.clone());
        let mut reports = self.items.iter().flat_map(|item| &item.reports);
        let meant = Meant {
            meaning,
            head: &head,
            year,
            period: reports
                .find(|report| year.is_none() && !report.period.is_empty())
                .map_or_else(String::new, |report| report.period.clone()),
        };
        let mut left: BTreeSet<SectionKey> = BTreeSet::new();
        let mut gone_to = None;
        for cell in &cells {
            self.move_cell(cell, &meant, &mut left, &mut gone_to);
        }
        self.tidy(&left, gone_to);
        true
    }

    fn move_cell(
        &mut self,
        cell: &Cell,
        meant: &Meant<'_>,
        left: &mut BTreeSet<SectionKey>,
        gone_to: &mut Option<SectionKey>,
    ) {
        let Some(target) = self.place_of(cell, meant) else {
            return;
        };
        if let Target::SectionText(section) = target {
            gone_to.get_or_insert(section);
        }
        let first = self
            .pieces
            .partition_point(|piece| piece.source.start < cell.source.start);
        for at in first..self.pieces.len() {
            let piece = &self.pieces[at];
            if piece.source.end > cell.source.end {
                break;
            }
            let Role::Text(from) = piece.role else {
                continue;
            };
            if from == target {
                continue;
            }
            let text = self.source.get(piece.source.clone()).unwrap_or_default();
            let text = text.to_owned();
            if let Some(field) = self.field_mut(from) {
                take_out(field, &text);
            }
            if let Some(field) = self.field_mut(target) {
                paragraph(field, &text);
            }
            self.pieces[at].role = Role::Text(target);
            if let Target::SectionText(section) = from {
                left.insert(section);
            }
        }
    }

    /// Takes out what has no words any more. The head of a column whose sections are gone is the
    /// head of those that it became, or prose of the plan.
    fn tidy(&mut self, left: &BTreeSet<SectionKey>, gone_to: Option<SectionKey>) {
        for item in &mut self.items {
            item.sections.retain(|section| {
                let empty = section.text.is_empty() && section.lines.is_empty();
                !(empty && left.contains(&section.key))
            });
            for indicator in &mut item.indicators {
                indicator.values.retain(|value| !value.text.is_empty());
            }
            item.indicators
                .retain(|found| !found.name.is_empty() || !found.values.is_empty());
            item.evaluations.retain(|found| !found.grade.is_empty());
            for report in &mut item.reports {
                report.set_states();
            }
            // One that has a party had a row of its own in the source.
            item.reports.retain(|report| {
                let texts = [
                    &report.progress,
                    &report.issues,
                    &report.reason,
                    &report.next,
                ];
                report.party.is_some() || texts.iter().any(|text| !text.is_empty())
            });
        }
        let there: BTreeSet<SectionKey> = self.sections().map(|section| section.key).collect();
        let mut orphans = Vec::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if let Role::Label(Label::Section(section)) = piece.role
                && !there.contains(&section)
            {
                orphans.push(at);
            }
        }
        for at in orphans {
            self.adopt(at, gone_to);
        }
    }

    fn adopt(&mut self, at: usize, gone_to: Option<SectionKey>) {
        let span = self.pieces[at].source.clone();
        let text = self.source.get(span.clone()).unwrap_or_default().to_owned();
        if let Some(section) = gone_to
            && let Some(heading) = self.field_mut(Target::SectionHeading(section))
        {
            if !heading.contains(text.trim()) {
                text.trim().clone_into(heading);
            }
            self.pieces[at].role = Role::Label(Label::Section(section));
            return;
        }
        let key = self.fresh().section;
        self.front.push(DraftSection {
            key,
            kind: SectionKind::Free,
            heading: String::new(),
            text,
            lines: Vec::new(),
            source: span,
        });
        self.pieces[at].role = Role::Text(Target::SectionText(key));
    }
}

/// Takes a paragraph out of a field, with the line feed or space that set it off.
fn take_out(field: &mut String, text: &str) {
    let whole = |(start, _): &(usize, &str)| {
        let (before, after) = (field.get(..*start), field.get(start + text.len()..));
        before.is_some_and(|before| before.is_empty() || before.ends_with(['\n', ' ']))
            && after.is_some_and(|after| after.is_empty() || after.starts_with(['\n', ' ']))
    };
    let found = field.match_indices(text).find(whole);
    let Some(start) = found.map(|(start, _)| start).or_else(|| field.find(text)) else {
        return;
    };
    let mut range = start..start + text.len();
    let rest = field.get(range.end..).unwrap_or_default();
    if rest.starts_with(['\n', ' ']) {
        range.end += 1;
    } else if rest.is_empty() && field.get(..start).is_some_and(|s| s.ends_with(['\n', ' '])) {
        range.start -= 1;
    }
    field.replace_range(range, "");
}
