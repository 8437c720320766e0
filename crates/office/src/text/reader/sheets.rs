//! Rows of progress summaries and goal sheets, as far as they become items and prose.

use std::ops::Range;

use yoriai_plan::{Caption, FiscalYear, SectionKind};

use super::open::Origin;
use super::table::Table;
use super::{Cursor, Reader, Segment};
use crate::text::fold::{Folded, key, trimmed};
use crate::text::names;
use crate::text::piece::{ItemKey, Label, Role, SectionKey, Target};

impl Reader<'_> {
    /// ① | 集いの場づくり | 市 … | …: whose it is may be a cell of its own or stand in front of the
    /// text, and cells may be lost. Returns whose row it was.
    pub(super) fn progress_row(
        &mut self,
        cells: &[Range<usize>],
        keys: &[String],
        heads: &[String],
        mut party: Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let mut filled: Vec<usize> = (0..cells.len())
            .filter(|at| !keys[*at].is_empty())
            .collect();
        if let Some(item) = self.progress_item(cells, &filled) {
            filled.drain(..item);
            party = None;
        }
        let mut texts = Vec::new();
        let mut new_party = None;
        for at in filled {
            let cell = cells[at].clone();
            if texts.is_empty() && names::is_party(&keys[at]) {
                new_party = trimmed(self.b.source, cell);
            } else if let (true, Some((who, rest))) = (texts.is_empty(), self.party_prefix(&cell)) {
                new_party = Some(who);
                texts.push(rest);
            } else {
                texts.push(cell);
            }
        }
        let news = new_party.is_some();
        let party = new_party.or(party);
        let owner = self.innermost();
        let count = texts.len();
        let mut labelled = !news;
        for (at, text) in texts.into_iter().enumerate() {
            let column = column_of(self.b.text(&text), heads, at, count);
            let who = party.as_ref().map_or("", |who| self.b.text(who));
            let heading = [who, column].join(" ").trim().to_owned();
            let section = self.titled_section(owner, heading, text.start);
            if let (false, Some(who)) = (labelled, party.clone()) {
                self.b.mark(who, Role::Label(Label::Section(section)));
                labelled = true;
            }
            self.cell_into(Target::SectionText(section), text);
        }
        if let (false, Some(who)) = (labelled, party.clone()) {
            // All of its cells are lost; that it had a row is not.
            let section = self.titled_section(owner, String::new(), who.start);
            self.b.append(Target::SectionHeading(section), who);
        }
        party
    }

    /// Opens the item of a row that begins with a number; how many cells named it.
    fn progress_item(&mut self, cells: &[Range<usize>], filled: &[usize]) -> Option<usize> {
        let first = filled.first()?;
        let segment = Segment::of(self.b.source, cells[*first].clone())?;
        segment.number.as_ref()?;
        let level = self.leaf()?;
        let node = self.entry(&segment, None, level, Origin::Body);
        self.b.mark_all(&segment.markup, &Role::Markup);
        self.mark_bullets(&segment, Target::ItemTitle(ItemKey::new(node)));
        let titled = segment
            .after_number()
            .is_some_and(|at| at < segment.folded.len());
        let next = filled.get(1).filter(|_| !titled);
        let Some(next) = next else { return Some(1) };
        for text in self.texts(cells[*next].clone()) {
            self.b.give_title(node, text, false);
        }
        Some(2)
    }

    /// `市 集いの場を…` is 市 and its text.
    fn party_prefix(&self, cell: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let span = trimmed(self.b.source, cell.clone())?;
        let text = self.b.text(&span);
        let end = text.find(char::is_whitespace)?;
        if end > "地域住民".len() || !names::is_party(&key(&text[..end])) {
            return None;
        }
        let rest = trimmed(self.b.source, span.start + end..span.end)?;
        Some((span.start..span.start + end, rest))
    }

    /// No. | … | 組織目標 | 指標 …: the goal is an item, what the other columns say its sections.
    /// Returns the heads, which a second row of heads completes.
    pub(super) fn goals_row(
        &mut self,
        cells: &[Range<usize>],
        keys: &[String],
        mut heads: Vec<String>,
        goal: usize,
        second: bool,
    ) -> Vec<String> {
        if second && keys.first().is_some_and(String::is_empty) {
            let mut group = String::new();
            for (column, cell) in cells.iter().enumerate() {
                let above = heads.get(column).cloned().unwrap_or_default();
                if !above.is_empty() {
                    group = above;
                }
                if keys[column].is_empty() {
                    continue;
                }
                let head = [group.as_str(), self.b.text(cell).trim()].join(" ");
                heads.resize(heads.len().max(column + 1), String::new());
                heads[column] = head.trim().to_owned();
                self.b.mark(cell.clone(), Role::Label(Label::Column));
            }
            return heads;
        }
        let number = cells
            .first()
            .and_then(|cell| Segment::of(self.b.source, cell.clone()));
        let level = self
            .b
            .levels
            .iter()
            .position(|level| level.canonical == "組織目標");
        let start = match (number, level) {
            (Some(segment), Some(level)) if segment.number.is_some() => {
                let node = self.entry(&segment, None, level, Origin::Body);
                self.b.mark_all(&segment.markup, &Role::Markup);
                self.mark_bullets(&segment, Target::ItemTitle(ItemKey::new(node)));
                if let Some(cell) = cells.get(goal).filter(|_| goal > 0) {
                    for text in self.texts(cell.clone()) {
                        self.b.give_title(node, text, false);
                    }
                }
                1
            }
            _ => 0,
        };
        let owner = self.innermost();
        for (column, cell) in cells.iter().enumerate().skip(start) {
            if self.is_blank(cell) || start == 1 && column == goal {
                continue;
            }
            let heading = heads.get(column).cloned().unwrap_or_default();
            let section = self.titled_section(owner, heading, cell.start);
            self.cell_into(Target::SectionText(section), cell.clone());
        }
        heads
    }

    /// A section with a heading that is put together from heads of the table.
    fn titled_section(&mut self, owner: Option<usize>, heading: String, at: usize) -> SectionKey {
        let section = self.b.add_section(owner, SectionKind::Free, at);
        if let Some(field) = self.b.field(Target::SectionHeading(section)) {
            *field = heading;
        }
        section
    }

    /// 組織名 | ○○社会福祉協議会: the fields at the head of a sheet.
    pub(super) fn field_row(&mut self, cells: &[Range<usize>], keys: &[String]) -> bool {
        let [name, value] = cells else { return false };
        if !self.b.nodes.is_empty() || !matches!(self.table, Table::None) || keys[1].is_empty() {
            return false;
        }
        let which = match keys[0].as_str() {
            "組織名" if self.b.organization.is_empty() => {
                self.cell_into(Target::Organization, value.clone());
                Caption::Organization
            }
            "組織の方針" | "方針" if self.b.policy.is_empty() => {
                self.cell_into(Target::Policy, value.clone());
                Caption::Policy
            }
            "年度" if self.period.is_none() => {
                let Some(parsed) = FiscalYear::parse(&keys[1]).filter(|p| p.warning.is_none())
                else {
                    return false;
                };
                self.period = Some((parsed.value, parsed.value));
                self.b.mark(value.clone(), Role::Label(Label::Period));
                Caption::Period
            }
            _ => return false,
        };
        if !self.b.caption(name.clone(), which) {
            self.aside(name.clone());
        }
        true
    }

    /// Two heads side by side with long texts under them become two sections of the plan.
    pub(super) fn boxes_row(
        &mut self,
        cells: &[Range<usize>],
        next: Option<&Range<usize>>,
    ) -> bool {
        // Shorter cells make a table, not boxes.
        const LONG: usize = 60;
        let source = self.b.source;
        let below = next.and_then(|next| crate::text::line::cells(source, next));
        let Some((below, _)) = below else {
            return false;
        };
        let long = |cell: &Range<usize>| Folded::of(source, cell.clone()).len() > LONG;
        let known = !matches!(
            self.table,
            Table::None | Table::Goals { .. } | Table::Boxes(_)
        );
        let heads = cells.iter().all(|cell| !self.is_blank(cell) && !long(cell));
        if known || !heads || below.len() != cells.len() || !below.iter().any(long) {
            return false;
        }
        let sections = cells.iter().map(|cell| {
            let Some(span) = trimmed(source, cell.clone()) else {
                return self.unheaded_section(cell.start);
            };
            self.section(None, SectionKind::Free, span)
        });
        self.table = Table::Boxes(sections.collect());
        self.cursor = Cursor::Front;
        true
    }
}

/// The head of the column that a text belongs to. Where cells are lost, how it ends tells: 〜ました
/// is progress, 〜必要があります an issue.
fn column_of<'a>(text: &str, heads: &'a [String], at: usize, count: usize) -> &'a str {
    let text = text.trim_end().trim_end_matches('。');
    let issue = text.ends_with("必要があります") || text.ends_with("課題となっています");
    let done = text.ends_with("ました") || text.ends_with("ています") && !issue;
    let named = |word: &str| heads.iter().find(|head| head.contains(word));
    let by_ending = match () {
        () if issue => named("課題"),
        () if done => named("進捗"),
        () => None,
    };
    let by_place = if count == heads.len() {
        heads.get(at)
    } else {
        None
    };
    by_place.or(by_ending).map_or("", String::as_str)
}
