//! Where the cells of a column go, made where there is no such place yet.

use yoriai_plan::{FiscalYear, ReportText, SectionKind};

use crate::text::draft::{
    Draft, DraftEvaluation, DraftIndicator, DraftItem, DraftReport, DraftSection, DraftValue,
};
use crate::text::piece::{EvaluationKey, IndicatorKey, ReportKey, SectionKey, Target, ValueKey};
use crate::text::table::{Cell, ColumnMeaning};

/// The keys that new things of a draft get.
pub(super) struct Fresh {
    pub(super) section: SectionKey,
    pub(super) indicator: IndicatorKey,
    pub(super) value: ValueKey,
    pub(super) report: ReportKey,
    pub(super) evaluation: EvaluationKey,
}

/// What the cells of a column become.
pub(super) struct Meant<'a> {
    pub(super) meaning: ColumnMeaning,
    pub(super) head: &'a str,
    pub(super) year: Option<FiscalYear>,
    pub(super) period: String,
}

impl Draft {
    /// The field that a cell goes to, made where there is none.
    pub(super) fn place_of(&mut self, cell: &Cell, meant: &Meant<'_>) -> Option<Target> {
        let fresh = self.fresh();
        let party = cell.party;
        let who = self.parties.iter().find(|found| Some(found.key) == party);
        let who = who.map_or("", |found| found.name.as_str());
        let heading = [who, meant.head].join(" ").trim().to_owned();
        let item = self.items.iter_mut().find(|item| item.key == cell.item)?;
        let report = |item: &mut DraftItem, which| {
            let report = report_of(item, cell, meant, &fresh);
            Some(Target::Report(report, which))
        };
        match meant.meaning {
            ColumnMeaning::IndicatorName => {
                Some(Target::IndicatorName(indicator_of(item, cell, &fresh).key))
            }
            ColumnMeaning::Value { year, role } => {
                let indicator = indicator_of(item, cell, &fresh);
                let values = &mut indicator.values;
                let known = values.iter().find(|v| (v.year, v.role) == (year, role));
                let key = match known {
                    Some(known) => known.key,
                    None => {
                        values.push(DraftValue {
                            key: fresh.value,
                            year,
                            role,
                            text: String::new(),
                        });
                        fresh.value
                    }
                };
                Some(Target::Value(key))
            }
            ColumnMeaning::Progress => report(item, ReportText::Progress),
            ColumnMeaning::Issues => report(item, ReportText::Issues),
            ColumnMeaning::Reason => report(item, ReportText::Reason),
            ColumnMeaning::Next => report(item, ReportText::Next),
            ColumnMeaning::Grade => {
                let year = meant.year?;
                let known = item.evaluations.iter().find(|found| found.year == year);
                let key = match known {
                    Some(known) => known.key,
                    None => {
                        item.evaluations.push(DraftEvaluation {
                            key: fresh.evaluation,
                            year,
                            grade: String::new(),
                        });
                        fresh.evaluation
                    }
                };
                Some(Target::Grade(key))
            }
            ColumnMeaning::Statement => Some(Target::Statement(item.key)),
            ColumnMeaning::Actions => {
                Some(section_of(item, SectionKind::Actions, "", cell, &fresh))
            }
            ColumnMeaning::Section => {
                Some(section_of(item, SectionKind::Free, &heading, cell, &fresh))
            }
        }
    }

    pub(super) fn fresh(&self) -> Fresh {
        let items = || self.items.iter();
        let indicators = || items().flat_map(|item| &item.indicators);
        Fresh {
            section: SectionKey::after(self.sections().map(|section| section.key)),
            indicator: IndicatorKey::after(indicators().map(|found| found.key)),
            value: ValueKey::after(indicators().flat_map(|i| &i.values).map(|found| found.key)),
            report: ReportKey::after(items().flat_map(|i| &i.reports).map(|found| found.key)),
            evaluation: EvaluationKey::after(
                items().flat_map(|i| &i.evaluations).map(|found| found.key),
            ),
        }
    }
}

fn indicator_of<'a>(item: &'a mut DraftItem, cell: &Cell, fresh: &Fresh) -> &'a mut DraftIndicator {
    let named = cell.indicator;
    let at = item
        .indicators
        .iter()
        .position(|found| Some(found.key) == named)
        .or_else(|| (!item.indicators.is_empty()).then_some(0));
    let at = at.unwrap_or_else(|| {
        item.indicators.push(DraftIndicator {
            key: fresh.indicator,
            name: String::new(),
            values: Vec::new(),
            source: cell.source.clone(),
        });
        item.indicators.len() - 1
    });
    &mut item.indicators[at]
}

fn report_of(item: &mut DraftItem, cell: &Cell, meant: &Meant<'_>, fresh: &Fresh) -> ReportKey {
    let known = item
        .reports
        .iter()
        .find(|report| report.party == cell.party && report.year == meant.year);
    if let Some(known) = known {
        return known.key;
    }
    item.reports.push(DraftReport {
        key: fresh.report,
        party: cell.party,
        year: meant.year,
        period: meant.period.clone(),
        progress: String::new(),
        issues: String::new(),
        reason: String::new(),
        next: String::new(),
        progress_state: Default::default(),
        issues_state: Default::default(),
        source: cell.source.clone(),
    });
    fresh.report
}

fn section_of(
    item: &mut DraftItem,
    kind: SectionKind,
    heading: &str,
    cell: &Cell,
    fresh: &Fresh,
) -> Target {
    let mut known = item.sections.iter();
    let known = known.find(|section| {
        section.kind == kind && (kind == SectionKind::Actions || section.heading == heading)
    });
    let key = match known {
        Some(known) => known.key,
        None => {
            item.sections.push(DraftSection {
                key: fresh.section,
                kind,
                heading: heading.to_owned(),
                text: String::new(),
                lines: Vec::new(),
                source: cell.source.clone(),
            });
            fresh.section
        }
    };
    Target::SectionText(key)
}
