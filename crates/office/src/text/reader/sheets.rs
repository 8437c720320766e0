//! What stands around the table of a goal sheet: the fields at its head, the boxes under it.

use std::ops::Range;

use yoriai_plan::{Caption, FiscalYear, PlanDate, SectionKind};

use super::table::Table;
use super::{Cursor, Reader};
use crate::text::cells::Row;
use crate::text::fold::{Folded, key, trimmed};
use crate::text::names::one_spelling;
use crate::text::piece::{Label, Role, Target};

/// Longer dates are no dates.
const LONGEST_DATE: usize = 40;

/// 作成日, 修正日 …
fn date_of(folded: &str) -> Option<PlanDate> {
    PlanDate::ALL
        .iter()
        .copied()
        .find(|date| date.word() == folded)
}

/// Whether a field says whose sheet it is. 所属 and 部署 may well be a section's or a person's.
fn names_organization(name: &str, value: &str) -> bool {
    const OTHERS: [&str; 5] = ["団体名", "所属", "所属名", "部署", "部署名"];
    let council = ["社協", "社会福祉協議会"]
        .iter()
        .any(|word| value.contains(word));
    name == "組織名" || council && OTHERS.contains(&name)
}

/// The box that a head opens.
fn box_of(folded: &str) -> SectionKind {
    let name = one_spelling(folded);
    if name.starts_with("取組の結果") {
        SectionKind::Outcomes
    } else if name.starts_with("取組について") {
        SectionKind::Efforts
    } else {
        SectionKind::Free
    }
}

impl Reader<'_> {
    /// Whether a row is the name of a date and nothing else: it is left blank.
    pub(super) fn date_name(&self, cells: &[Range<usize>]) -> bool {
        cells.len() == 2
            && cells
                .first()
                .is_some_and(|cell| date_of(&key(self.b.text(cell))).is_some())
    }

    /// 組織名 | ○○社会福祉協議会: the fields at the head of a sheet.
    pub(super) fn field_row(&mut self, cells: &[Range<usize>], keys: &[String]) -> bool {
        let [name, value] = cells else { return false };
        if !self.b.nodes.is_empty() || !matches!(self.table, Table::None) {
            return false;
        }
        if let Some(date) = date_of(&keys[0]).filter(|date| !self.b.dates.contains_key(date))
            && keys[1].chars().count() <= LONGEST_DATE
            && date_of(&keys[1]).is_none()
        {
            self.b.mark(name.clone(), Role::Label(Label::Date(date)));
            self.cell_into(Target::Date(date), value.clone());
            return true;
        }
        if keys[1].is_empty() {
            return false;
        }
        let which = match keys[0].as_str() {
            name if self.b.organization.is_empty() && names_organization(name, &keys[1]) => {
                self.cell_into(Target::Organization, value.clone());
                Caption::Organization
            }
            "組織の方針" | "方針" if self.b.policy.is_empty() => {
                self.cell_into(Target::Policy, value.clone());
                Caption::SheetPolicy
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
    pub(super) fn boxes_row(&mut self, cells: &[Range<usize>], next: Option<Row>) -> bool {
        // Shorter cells make a table, not boxes, unless the heads say so.
        const LONG: usize = 60;
        let source = self.b.source;
        let kinds: Vec<SectionKind> = cells
            .iter()
            .map(|cell| box_of(&key(self.b.text(cell))))
            .collect();
        let named = kinds.iter().all(|kind| *kind != SectionKind::Free);
        let long = |cell: &Range<usize>| Folded::of(source, cell.clone()).len() > LONG;
        let filled =
            next.is_some_and(|row| row.cells.len() == cells.len() && row.cells.iter().any(long));
        let known = !matches!(
            self.table,
            Table::None | Table::Goals { .. } | Table::Boxes(_)
        );
        let heads = cells.iter().all(|cell| !self.is_blank(cell) && !long(cell));
        if known || !heads || !named && !filled {
            return false;
        }
        let sections = cells.iter().zip(kinds).map(|(cell, kind)| {
            let Some(span) = trimmed(source, cell.clone()) else {
                return self.unheaded_section(cell.start);
            };
            self.section(None, kind, span)
        });
        self.table = Table::Boxes(sections.collect());
        self.cursor = Cursor::Front;
        true
    }
}
