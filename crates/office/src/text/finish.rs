//! From what was read to the draft: items in reading order, styles of levels, pieces in order.

use yoriai_plan::{NumberStyle, SectionKind};

use super::builder::{Builder, Node};
use super::draft::{DocumentKind, Draft, DraftItem, DraftLevel, DraftNumber, DraftSection};
use super::fold::{squeezed, trimmed};
use super::piece::{ItemKey, Label, Piece, Role, SectionKey, Target};
use super::reader::Reader;

/// Makes the draft.
pub(crate) fn finish(reader: Reader<'_>, kind: DocumentKind) -> Draft {
    let (term, period) = (reader.term, reader.period);
    let mut b = reader.b;
    in_source_order(&mut b);
    keep_the_rest(&mut b);
    keep_column_heads(&mut b);
    let levels = levels(&b);
    let order = reading_order(&b);
    let mut sections: Vec<Option<DraftSection>> = std::mem::take(&mut b.sections)
        .into_iter()
        .map(Some)
        .collect();
    let mut take = |index: &usize| sections.get_mut(*index).and_then(Option::take);
    let front = b.front.iter().filter_map(&mut take).collect();
    let mut items = Vec::with_capacity(order.len());
    for (index, depth) in order {
        let node = std::mem::take(&mut b.nodes[index]);
        let own = node.sections.iter().filter_map(&mut take).collect();
        items.push(item(node, ItemKey::new(index), depth, own));
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
        categories: b.categories,
        terms: b.terms,
        pieces: b.pieces,
        source: b.source.to_owned(),
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
        sections,
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

/// The head of a column in which nothing stands is in no heading: it is kept as prose.
fn keep_column_heads(b: &mut Builder<'_>) {
    let headings: String = b
        .sections
        .iter()
        .map(|section| squeezed(&section.heading) + "\n")
        .collect();
    let bare: Vec<usize> = (0..b.pieces.len())
        .filter(|at| {
            let piece = &b.pieces[*at];
            piece.role == Role::Label(Label::Column)
                && !headings.contains(&squeezed(b.text(&piece.source)))
        })
        .collect();
    let Some(first) = bare.first().map(|at| b.pieces[*at].source.start) else {
        return;
    };
    let section = b.add_section(None, SectionKind::Free, first);
    let spans: Vec<_> = bare.iter().map(|at| b.pieces[*at].source.clone()).collect();
    let mut at = 0;
    b.pieces.retain(|_| {
        at += 1;
        bare.binary_search(&(at - 1)).is_err()
    });
    for span in spans {
        b.append(Target::SectionText(section), span);
    }
    b.pieces.sort_by_key(|piece| piece.source.start);
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
