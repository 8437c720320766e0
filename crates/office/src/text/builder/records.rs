//! What stands beside the tree, while it is being read.

use std::ops::Range;

use yoriai_plan::{
    CategoryText, FiscalYear, ProgrammeText, ReportText, TermKind, TermText, ValueRole,
};

use crate::text::draft::{
    DraftCategory, DraftEvaluation, DraftIndicator, DraftParty, DraftProgramme, DraftReport,
    DraftTerm, DraftValue,
};
use crate::text::fold::key;
use crate::text::piece::Target;
use crate::text::piece::{
    CategoryKey, EvaluationKey, IndicatorKey, PartyKey, ProgrammeKey, ReportKey, TermKey, ValueKey,
};
use crate::text::table::DraftTable;

/// All that stands beside the tree; each with what it belongs to, and named by its place here.
#[derive(Debug, Default)]
pub(crate) struct Records {
    pub(crate) categories: Vec<DraftCategory>,
    pub(crate) programmes: Vec<(CategoryKey, DraftProgramme)>,
    pub(crate) parties: Vec<DraftParty>,
    pub(crate) terms: Vec<DraftTerm>,
    /// With the node that each belongs to.
    pub(crate) indicators: Vec<(usize, DraftIndicator)>,
    pub(crate) values: Vec<(IndicatorKey, DraftValue)>,
    /// With the node that each belongs to.
    pub(crate) reports: Vec<(usize, DraftReport)>,
    /// With the node that each belongs to.
    pub(crate) evaluations: Vec<(usize, DraftEvaluation)>,
    pub(crate) tables: Vec<DraftTable>,
}

impl Records {
    pub(crate) fn len(&self) -> usize {
        self.categories.len()
            + self.programmes.len()
            + self.parties.len()
            + self.terms.len()
            + self.indicators.len()
            + self.values.len()
            + self.reports.len()
            + self.evaluations.len()
    }

    pub(crate) fn field(&mut self, target: Target) -> Option<&mut String> {
        Some(match target {
            Target::Category(key, which) => {
                let category = self.categories.get_mut(key.index())?;
                match which {
                    CategoryText::Name => &mut category.name,
                    CategoryText::Description => &mut category.description,
                }
            }
            Target::Programme(key, which) => {
                let programme = &mut self.programmes.get_mut(key.index())?.1;
                match which {
                    ProgrammeText::Name => &mut programme.name,
                    ProgrammeText::Description => &mut programme.description,
                    _ => return None,
                }
            }
            Target::IndicatorName(key) => &mut self.indicators.get_mut(key.index())?.1.name,
            Target::Value(key) => &mut self.values.get_mut(key.index())?.1.text,
            Target::Report(key, which) => {
                report_field(&mut self.reports.get_mut(key.index())?.1, which)
            }
            Target::Grade(key) => &mut self.evaluations.get_mut(key.index())?.1.grade,
            Target::Term(key, which) => {
                let term = self.terms.get_mut(key.index())?;
                match which {
                    TermText::Short => &mut term.short,
                    TermText::Full => &mut term.full,
                    TermText::Note => &mut term.note,
                }
            }
            _ => return None,
        })
    }

    pub(crate) fn add_category(&mut self, number: String, source: Range<usize>) -> CategoryKey {
        let key = CategoryKey::new(self.categories.len());
        self.categories.push(DraftCategory {
            key,
            number,
            name: String::new(),
            description: String::new(),
            programmes: Vec::new(),
            source,
        });
        key
    }

    pub(crate) fn add_programme(
        &mut self,
        category: CategoryKey,
        number: String,
        source: Range<usize>,
    ) -> ProgrammeKey {
        let key = ProgrammeKey::new(self.programmes.len());
        let programme = DraftProgramme {
            key,
            number,
            name: String::new(),
            description: String::new(),
            funding: String::new(),
            frequency: String::new(),
            months: String::new(),
            contract: String::new(),
            lifecycle: None,
            source,
        };
        self.programmes.push((category, programme));
        key
    }

    pub(crate) fn add_term(&mut self, kind: TermKind, source: Range<usize>) -> TermKey {
        let key = TermKey::new(self.terms.len());
        self.terms.push(DraftTerm {
            key,
            kind,
            short: String::new(),
            full: String::new(),
            note: String::new(),
            source,
        });
        key
    }

    /// The party of a name, made if it is the first time that it is named.
    pub(crate) fn party(&mut self, name: &str) -> PartyKey {
        let known = self
            .parties
            .iter()
            .find(|party| key(&party.name) == key(name));
        if let Some(known) = known {
            return known.key;
        }
        let key = PartyKey::new(self.parties.len());
        self.parties.push(DraftParty {
            key,
            name: name.to_owned(),
        });
        key
    }

    pub(crate) fn add_indicator(&mut self, node: usize, source: Range<usize>) -> IndicatorKey {
        let key = IndicatorKey::new(self.indicators.len());
        let indicator = DraftIndicator {
            key,
            name: String::new(),
            values: Vec::new(),
            source,
        };
        self.indicators.push((node, indicator));
        key
    }

    pub(crate) fn add_value(
        &mut self,
        indicator: IndicatorKey,
        year: FiscalYear,
        role: ValueRole,
    ) -> ValueKey {
        let key = ValueKey::new(self.values.len());
        let text = String::new();
        let value = DraftValue {
            key,
            year,
            role,
            text,
        };
        self.values.push((indicator, value));
        key
    }

    /// The report of a party, if it is among those of the item that was reported last, else a
    /// new one.
    pub(crate) fn report(
        &mut self,
        node: usize,
        party: Option<PartyKey>,
        year: Option<FiscalYear>,
        source: Range<usize>,
    ) -> ReportKey {
        let mut last = self.reports.iter().rev().take_while(|(of, _)| *of == node);
        if let Some((_, known)) = last.find(|(_, r)| r.party == party && r.year == year) {
            return known.key;
        }
        let key = ReportKey::new(self.reports.len());
        let report = DraftReport {
            key,
            party,
            year,
            period: String::new(),
            progress: String::new(),
            issues: String::new(),
            reason: String::new(),
            next: String::new(),
            progress_state: Default::default(),
            issues_state: Default::default(),
            source,
        };
        self.reports.push((node, report));
        key
    }

    /// The last evaluation of an item, or a new one.
    pub(crate) fn evaluation(&mut self, node: usize, year: FiscalYear) -> EvaluationKey {
        if let Some((of, last)) = self.evaluations.last()
            && *of == node
            && last.year == year
        {
            return last.key;
        }
        let key = EvaluationKey::new(self.evaluations.len());
        let grade = String::new();
        self.evaluations
            .push((node, DraftEvaluation { key, year, grade }));
        key
    }

    /// The table with these heads, made if it is the first time that they are seen; `None` if
    /// there are more kinds of tables than a person would look through.
    pub(crate) fn table(&mut self, table: DraftTable) -> Option<usize> {
        const MOST: usize = 64;
        let same = |known: &DraftTable| {
            known.progress == table.progress
                && known.year == table.year
                && known.columns.len() == table.columns.len()
                && known
                    .columns
                    .iter()
                    .zip(&table.columns)
                    .all(|(a, b)| a.head == b.head && a.meaning == b.meaning)
        };
        match self.tables.iter().position(same) {
            Some(at) => Some(at),
            None if self.tables.len() >= MOST => None,
            None => {
                self.tables.push(table);
                Some(self.tables.len() - 1)
            }
        }
    }
}

/// A cell of a report.
pub(crate) fn report_field(report: &mut DraftReport, which: ReportText) -> &mut String {
    match which {
        ReportText::Progress => &mut report.progress,
        ReportText::Issues => &mut report.issues,
        ReportText::Reason => &mut report.reason,
        ReportText::Next => &mut report.next,
    }
}
