//! From what was read to the draft: items in reading order, styles of levels, pieces in order.

use std::collections::HashMap;

use yoriai_plan::{NumberStyle, SectionKind};

use super::builder::{Builder, Node, Records};
use super::draft::{
    DocumentKind, Draft, DraftEvaluation, DraftIndicator, DraftItem, DraftLevel, DraftNumber,
    DraftParty, DraftReport, DraftSection, DraftTerm,
};
use super::fold::trimmed;
use super::piece::{ItemKey, Piece, Role, SectionKey, Target};
use super::programmes;
use super::reader::Reader;
use super::table::DraftTable;

/// Makes the draft.
pub(crate) fn finish(reader: Reader<'_>, kind: DocumentKind) -> Draft {
    let (term, period, status) = (reader.term, reader.period, reader.status);
    let reported = reader.reported;
    let mut b = reader.b;
    in_source_order(&mut b);
    keep_the_rest(&mut b);
    let levels = levels(&b);
    let order = reading_order(&b);
    let mut sections: Vec<Option<DraftSection>> = std::mem::take(&mut b.sections)
        .into_iter()
        .map(Some)
        .collect();
    let mut take = |index: &usize| sections.get_mut(*index).and_then(Option::take);
    let records = std::mem::take(&mut b.records);
    let (categories, matched) = programmes::understood(&records);
    let mut beside = Beside::of(records, &reported);
    let front = b.front.iter().filter_map(&mut take).collect();
    let mut items = Vec::with_capacity(order.len());
    for (index, depth) in order {
        let node = std::mem::take(&mut b.nodes[index]);
        let own = node.sections.iter().filter_map(&mut take).collect();
        let mut item = item(node, ItemKey::new(index), depth, own);
        item.indicators = beside.indicators.remove(&index).unwrap_or_default();
        item.reports = beside.reports.remove(&index).unwrap_or_default();
        item.evaluations = beside.evaluations.remove(&index).unwrap_or_default();
        // Goals are no programmes; the initiatives of a year are.
        if !item.years.is_empty() {
            item.programme = matched.find(&item.title);
        }
        items.push(item);
    }
    Draft {
        kind,
        title: b.title,
        organization: b.organization,
        philosophy: b.philosophy,
        slogan: b.slogan,
        policy: b.policy,
        captions: b
            .captions
            .into_iter()
            .filter(|(which, words)| words != which.word())
            .collect(),
        term,
        first_year: period.map(|period| period.0),
        last_year: period.map(|period| period.1),
        levels,
        items,
        front,
        status,
        dates: b
            .dates
            .into_iter()
            .filter(|(_, date)| !date.is_empty())
            .collect(),
        categories,
        terms: beside.terms,
        parties: beside.parties,
        tables: beside.tables,
        pieces: b.pieces,
        source: b.source.to_owned(),
    }
}

/// What stands beside the tree, by the item that it belongs to.
#[derive(Default)]
struct Beside {
    indicators: HashMap<usize, Vec<DraftIndicator>>,
    reports: HashMap<usize, Vec<DraftReport>>,
    evaluations: HashMap<usize, Vec<DraftEvaluation>>,
    terms: Vec<DraftTerm>,
    parties: Vec<DraftParty>,
    tables: Vec<DraftTable>,
}

impl Beside {
    fn of(records: Records, reported: &str) -> Self {
        let mut beside = Self {
            terms: records.terms,
            parties: records.parties,
            tables: records.tables,
            ..Self::default()
        };
        let mut indicators = records.indicators;
        for (indicator, value) in records.values {
            if let Some((_, indicator)) = indicators.get_mut(indicator.index()) {
                indicator.values.push(value);
            }
        }
        for (node, indicator) in indicators {
            beside.indicators.entry(node).or_default().push(indicator);
        }
        for (node, mut report) in records.reports {
            report.set_states();
            if report.year.is_none() {
                reported.clone_into(&mut report.period);
            }
            beside.reports.entry(node).or_default().push(report);
        }
        for (node, evaluation) in records.evaluations {
            beside.evaluations.entry(node).or_default().push(evaluation);
        }
        beside
    }
}

fn item(node: Node, key: ItemKey, depth: usize, sections: Vec<DraftSection>) -> DraftItem {
    DraftItem {
        key,
        depth,
        title: node.title,
        chart_title: node.chart_title,
        statement: node.statement,
        number: node.number.map(|number| DraftNumber {
            whole: number.whole,
            last: number.last,
        }),
        tags: node.tags,
        years: node.years,
        programme: None,
        sections,
        indicators: Vec::new(),
        reports: Vec::new(),
        evaluations: Vec::new(),
        source: node.source,
    }
}

fn levels(b: &Builder<'_>) -> Vec<DraftLevel> {
    let charted = b.levels.iter().any(|level| level.in_chart);
    let count = b.levels.len();
    let lowest = b.levels.iter().enumerate();
    lowest
        .map(|(index, level)| DraftLevel {
            name: level.name.clone(),
            style: if count == 0 {
                NumberStyle::None
            } else {
                b.style_of(index)
            },
            // Without a chart in the text: all but the initiatives.
            in_chart: if charted {
                level.in_chart
            } else {
                index + 1 < count || count == 1
            },
        })
        .collect()
}

/// Each item with its depth. The tree may be as deep as its levels, never deeper.
fn reading_order(b: &Builder<'_>) -> Vec<(usize, usize)> {
    let mut order = Vec::with_capacity(b.nodes.len());
    let mut stack: Vec<(usize, usize)> = b.roots.iter().rev().map(|root| (*root, 1)).collect();
    while let Some((index, depth)) = stack.pop() {
        order.push((index, depth));
        stack.extend(
            b.nodes[index]
                .children
                .iter()
                .rev()
                .map(|child| (*child, depth + 1)),
        );
    }
    order
}

fn in_source_order(b: &mut Builder<'_>) {
    b.pieces.sort_by_key(|piece| piece.source.start);
    debug_assert!(
        b.pieces
            .windows(2)
            .all(|pair| pair[0].source.end <= pair[1].source.start),
        "two pieces for one stretch of the source",
    );
}

/// Whatever the reader passed over, by its fault, is kept with what has no heading. Characters
/// that show nothing (a byte order mark, a soft hyphen) are marks.
fn keep_the_rest(b: &mut Builder<'_>) {
    let mut gaps = Vec::new();
    let mut at = 0;
    for piece in &b.pieces {
        if at < piece.source.start {
            gaps.extend(trimmed(b.source, at..piece.source.start));
        }
        at = at.max(piece.source.end);
    }
    gaps.extend(trimmed(b.source, at..b.source.len()));
    if gaps.is_empty() {
        return;
    }
    let mut section = None;
    for gap in gaps {
        let invisible = |c: char| {
            c.is_control()
                || matches!(
                    c,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
                )
        };
        if b.text(&gap)
            .chars()
            .all(|c| c.is_whitespace() || invisible(c))
        {
            b.pieces.push(Piece {
                source: gap,
                role: Role::Markup,
            });
            continue;
        }
        let section: SectionKey =
            *section.get_or_insert_with(|| b.add_section(None, SectionKind::Free, gap.start));
        b.append(Target::SectionText(section), gap);
    }
    b.pieces.sort_by_key(|piece| piece.source.start);
}
