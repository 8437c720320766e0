//! Rows of goal sheets: No., ビジョン, 組織目標, 指標 {項目, R2 実績 …}, what is done, what came of it.

use std::ops::Range;

use yoriai_plan::{Caption, SectionKind};

use super::Reader;
use super::columns::{SheetColumn, Spot, values_head};
use super::open::Origin;
use super::table::Table;
use crate::text::fold::trimmed;
use crate::text::line::Segment;
use crate::text::piece::{ItemKey, Label, Role, SectionKey, Target};
use crate::text::scan::{GOAL, VISION, goal_column};
use crate::text::table::ColumnMeaning;

/// The table of a goal sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Goals {
    columns: Vec<SheetColumn>,
    number: Option<usize>,
    vision: Option<usize>,
    goal: usize,
    /// The columns under 指標.
    indicator: Range<usize>,
    /// No row has been read yet: the next may be a second row of heads.
    fresh: bool,
    table: Option<usize>,
    /// What the grades mean, once that has begun.
    legend: Option<SectionKey>,
}

impl Reader<'_> {
    fn level_ranked(&self, rank: u8) -> Option<usize> {
        self.b.levels.iter().position(|level| level.rank == rank)
    }

    /// The first row of heads.
    pub(super) fn goals_head(&mut self, cells: &[Range<usize>], keys: &[String]) {
        let mut goals = Goals {
            fresh: true,
            goal: goal_column(keys).unwrap_or(0),
            ..Goals::default()
        };
        for (at, cell) in cells.iter().enumerate() {
            let column = self.goals_column(&mut goals, at, cell, keys);
            goals.columns.push(column);
        }
        self.table = Table::Goals(Box::new(goals));
    }

    fn goals_column(
        &mut self,
        goals: &mut Goals,
        at: usize,
        cell: &Range<usize>,
        keys: &[String],
    ) -> SheetColumn {
        let said = self.b.text(cell).trim();
        let name = keys.get(at).map_or("", String::as_str);
        let bare = name.trim_end_matches(['.', ':']);
        if name.is_empty() {
            if goals.indicator.end == at {
                goals.indicator.end += 1;
            }
            return SheetColumn::default();
        }
        if at == goals.goal {
            self.named_level(cell, self.level_ranked(GOAL));
            return SheetColumn::new(said, None);
        }
        if at < goals.goal && matches!(bare, "No" | "NO" | "no" | "番号") {
            goals.number = Some(at);
            if !self.b.caption(cell.clone(), Caption::Number) {
                self.aside(cell.clone());
            }
            return SheetColumn::new(said, None);
        }
        if at < goals.goal
            && goals.vision.is_none()
            && let Some(level) = self.level_ranked(VISION)
        {
            goals.vision = Some(at);
            self.named_level(cell, Some(level));
            return SheetColumn::new(said, None);
        }
        if name == "指標" {
            goals.indicator = at..at + 1;
            let group = keys.get(at + 1).is_some_and(String::is_empty);
            let which = if group {
                Caption::Indicator
            } else {
                Caption::IndicatorName
            };
            if !self.b.caption(cell.clone(), which) {
                self.aside(cell.clone());
            }
            let meaning = (!group).then_some(ColumnMeaning::IndicatorName);
            return SheetColumn::new(said, meaning);
        }
        self.values_column(cell, name)
            .unwrap_or_else(|| self.text_head(cell, false, &goals.columns))
    }

    /// The head of a column of items. A second sheet may head it otherwise, which the plan would not
    /// show.
    fn named_level(&mut self, cell: &Range<usize>, level: Option<usize>) {
        match level.filter(|level| self.b.names_level(*level, cell)) {
            Some(level) => self.b.label_level(cell.clone(), level),
            None => self.aside(cell.clone()),
        }
    }

    /// 項目, R2 実績 …
    fn values_column(&mut self, cell: &Range<usize>, name: &str) -> Option<SheetColumn> {
        let said = self.b.text(cell).trim().to_owned();
        if let Some((year, role)) = values_head(name) {
            let label = Label::Values { year, role };
            self.b.mark(cell.clone(), Role::Label(label));
            let meaning = ColumnMeaning::Value { year, role };
            return Some(SheetColumn::new(&said, Some(meaning)));
        }
        let named = matches!(name, "項目" | "指標名" | "指標項目");
        if named && self.b.caption(cell.clone(), Caption::IndicatorName) {
            return Some(SheetColumn::new(&said, Some(ColumnMeaning::IndicatorName)));
        }
        None
    }

    /// A row under the heads: the second row of them, or a goal.
    pub(super) fn goals_row(
        &mut self,
        cells: &[Range<usize>],
        keys: &[String],
        mut goals: Box<Goals>,
    ) -> Box<Goals> {
        let under = |at: &usize| goals.indicator.contains(at);
        let second = goals.fresh
            && keys
                .iter()
                .enumerate()
                .all(|(at, k)| k.is_empty() || under(&at))
            && keys.iter().any(|k| k == "項目" || values_head(k).is_some());
        goals.fresh = false;
        if second {
            for (at, cell) in cells.iter().enumerate() {
                let Some(name) = keys.get(at).filter(|name| !name.is_empty()) else {
                    continue;
                };
                let column = match self.values_column(cell, name) {
                    Some(column) => column,
                    None => self.text_head(cell, false, &goals.columns),
                };
                goals
                    .columns
                    .resize(goals.columns.len().max(at + 1), SheetColumn::default());
                goals.columns[at] = column;
            }
            return goals;
        }
        if self.legend(cells, keys, &mut goals) {
            return goals;
        }
        if goals.table.is_none() {
            goals.table = self.table_of(&goals.columns, false);
        }
        self.goal(cells, &mut goals);
        goals
    }

    /// 評価基準 | A:目標以上 …: what the grades mean stands under the goals, in one row or in one a
    /// grade, and is none of them.
    fn legend(&mut self, cells: &[Range<usize>], keys: &[String], goals: &mut Goals) -> bool {
        let mut filled: Vec<usize> = (0..cells.len())
            .filter(|at| !keys[*at].is_empty())
            .collect();
        let Some(first) = filled.first().copied() else {
            return false;
        };
        let number = goals.number.and_then(|at| keys.get(at));
        let section = match goals.legend {
            _ if is_legend(&keys[first]) => {
                filled.remove(0);
                let Some(span) = trimmed(self.b.source, cells[first].clone()) else {
                    return false;
                };
                let cursor = self.cursor;
                let section = self.section(None, SectionKind::Free, span);
                self.cursor = cursor;
                section
            }
            Some(section) if number.is_none_or(String::is_empty) => section,
            _ => {
                goals.legend = None;
                return false;
            }
        };
        goals.legend = Some(section);
        for at in filled {
            self.cell_into(Target::SectionText(section), cells[at].clone());
        }
        true
    }

    fn goal(&mut self, cells: &[Range<usize>], goals: &mut Goals) {
        if let Some(cell) = goals.vision.and_then(|at| cells.get(at)) {
            self.vision(cell.clone());
        }
        let number = goals.number.and_then(|at| cells.get(at)).cloned();
        let title = cells.get(goals.goal).cloned();
        self.goal_item(number.clone(), title.clone());
        let Some(node) = self.innermost() else {
            for cell in cells {
                if !self.is_blank(cell) && !goals.takes(cell, cells) {
                    self.aside(cell.clone());
                }
            }
            return;
        };
        let mut spot = Spot {
            node,
            party: None,
            year: self.sheet_year(),
            indicator: None,
            table: goals.table,
        };
        for (at, cell) in cells.iter().enumerate() {
            if !self.is_blank(cell) && !goals.takes(cell, cells) {
                self.place(&mut goals.columns, at, &mut spot, cell.clone());
            }
        }
    }

    /// The item above the goals: what stands in the column of the vision is its title.
    fn vision(&mut self, cell: Range<usize>) {
        let (Some(span), Some(level)) = (
            trimmed(self.b.source, cell.clone()),
            self.level_ranked(VISION),
        ) else {
            return;
        };
        let texts = self.texts(cell);
        let node = self.enter(level, None, texts.first(), Origin::Body, span);
        for text in texts {
            self.b.give_title(node, text, false);
        }
    }

    /// The goal of a row. Without number and title, the row goes on with the goal above.
    fn goal_item(&mut self, number: Option<Range<usize>>, title: Option<Range<usize>>) {
        let number = number.and_then(|cell| Segment::of(self.b.source, cell));
        let texts = title.map_or_else(Vec::new, |cell| self.texts(cell));
        let Some(level) = self.level_ranked(GOAL) else {
            return;
        };
        if number.is_none() && texts.is_empty() {
            return;
        }
        let read = number.as_ref().and_then(|segment| segment.number.clone());
        let source = number
            .as_ref()
            .map(|segment| segment.body.clone())
            .or_else(|| texts.first().cloned())
            .unwrap_or_default();
        let node = self.enter(level, read.as_ref(), texts.first(), Origin::Body, source);
        let key = ItemKey::new(node);
        if let Some(segment) = &number {
            self.b.mark_all(&segment.markup, &Role::Markup);
            let end = read.as_ref().map_or(0, |number| number.end);
            if let Some(number) = &read {
                self.b.mark_all(&segment.bullets, &Role::Markup);
                let whole = segment.folded.part(0..number.end);
                let last = segment.folded.part(number.last_at..number.end);
                self.b.give_number(node, number, whole, last);
                self.mark_glyphs(segment, 0..end, Role::Number(key));
            }
            // What stands there in place of a number, or behind it, is prose.
            let rest = match read {
                Some(_) => segment.folded.span(end..segment.folded.len()),
                None => Some(segment.with_mark()),
            };
            if let Some(rest) = rest {
                self.b.append(Target::Statement(key), rest);
            }
        }
        for text in texts {
            self.b.give_title(node, text, false);
        }
    }
}

fn is_legend(folded: &str) -> bool {
    const NAMES: [&str; 4] = ["評価基準", "評価の基準", "評価区分", "凡例"];
    let after = NAMES.iter().find_map(|name| folded.strip_prefix(name));
    after.is_some_and(|after| after.is_empty() || after.starts_with([':', '(']))
}

impl Goals {
    /// Whether a cell of a row says which item it is about.
    fn takes(&self, cell: &Range<usize>, cells: &[Range<usize>]) -> bool {
        [self.number, self.vision, Some(self.goal)]
            .into_iter()
            .flatten()
            .any(|at| cells.get(at) == Some(cell))
    }
}
