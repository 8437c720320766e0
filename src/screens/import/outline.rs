//! The rows of a preview: items with what was written, measured and reported of each, then
//! programmes by category, then short forms.

use std::ops::Range;

use yoriai_office::Draft;
use yoriai_office::text::{DraftItem, DraftReport, DraftSection, ItemKey, Target};
use yoriai_plan::{Caption, CellState};

/// A row.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Row {
    /// An item, to change.
    Item(ItemKey),
    /// Words that belong to the item before it.
    Prose(Prose),
    /// Something that is no item, to look at.
    Record(Record),
}

/// A line of prose, or a heading of a section.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Prose {
    /// The field that it stands in.
    pub(super) target: Target,
    /// Which line of the field.
    pub(super) line: usize,
    /// The depth of the item that it belongs to; 0: the plan itself.
    pub(super) depth: usize,
    /// Its words.
    pub(super) text: String,
    /// Where it came from.
    pub(super) source: Range<usize>,
}

/// A programme, a report …
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Record {
    /// The depth of the item that it belongs to; 0: the plan itself.
    pub(super) depth: usize,
    /// What it is called: its name, who reports …
    pub(super) name: String,
    /// What it says, each part with its name.
    pub(super) parts: Vec<(String, String)>,
    /// Where it came from.
    pub(super) source: Range<usize>,
}

/// The words that a row is made with, in the language of the interface.
#[derive(Clone, Copy)]
pub(super) struct Said {
    /// In place of a cell that the source has lost.
    pub(super) lost: &'static str,
    /// Before an indicator.
    pub(super) indicator: &'static str,
    /// Before a programme.
    pub(super) programme: &'static str,
    /// Over what did not work out.
    pub(super) reason: &'static str,
    /// Over what comes next.
    pub(super) next: &'static str,
    /// Over a note.
    pub(super) note: &'static str,
}

/// All rows of a draft.
pub(super) fn rows(draft: &Draft, said: Said) -> Vec<Row> {
    let mut rows = Vec::new();
    let finder = Finder::of(draft);
    for section in &draft.front {
        of_section(&mut rows, &finder, section, 0);
    }
    for item in &draft.items {
        rows.push(Row::Item(item.key));
        finder.prose(
            &mut rows,
            Target::Statement(item.key),
            &item.statement,
            item.depth,
            &item.source,
        );
        for section in &item.sections {
            of_section(&mut rows, &finder, section, item.depth);
        }
        of_records(&mut rows, draft, item, said);
    }
    of_programmes(&mut rows, draft, said);
    for term in &draft.terms {
        let (name, text) = match term.short.is_empty() {
            true => (said.note.to_owned(), term.note.clone()),
            false => (term.short.clone(), term.full.clone()),
        };
        rows.push(Row::Record(Record {
            depth: 0,
            name: format!("{} {name}", Caption::Terms.word()),
            parts: vec![(String::new(), text)],
            source: term.source.clone(),
        }));
    }
    rows
}

fn of_section(rows: &mut Vec<Row>, finder: &Finder<'_>, section: &DraftSection, depth: usize) {
    let heading = Target::SectionHeading(section.key);
    let name = match section.heading.trim() {
        "" => section.kind.word(),
        heading => heading,
    };
    rows.push(Row::Prose(Prose {
        target: heading,
        line: 0,
        depth,
        text: name.to_owned(),
        source: section.source.clone(),
    }));
    let text = Target::SectionText(section.key);
    finder.prose(rows, text, &section.text, depth, &section.source);
    for (index, line) in section.lines.iter().enumerate() {
        rows.push(Row::Prose(Prose {
            target: Target::Line(section.key, index),
            line: 0,
            depth,
            text: line.text.clone(),
            source: line.source.clone(),
        }));
    }
}

fn of_records(rows: &mut Vec<Row>, draft: &Draft, item: &DraftItem, said: Said) {
    let mut add = |name: String, parts: Vec<(String, String)>, source: &Range<usize>| {
        rows.push(Row::Record(Record {
            depth: item.depth,
            name,
            parts,
            source: source.clone(),
        }));
    };
    for indicator in &item.indicators {
        let values = indicator.values.iter().map(|value| {
            let role = value.role.word();
            let year = value.year.label_wareki();
            (format!("{year} {role}"), value.text.clone())
        });
        add(
            format!("{} {}", said.indicator, indicator.name),
            values.collect(),
            &indicator.source,
        );
    }
    for report in &item.reports {
        let party = draft
            .parties
            .iter()
            .find(|party| Some(party.key) == report.party)
            .map_or_else(
                || Caption::Progress.word().to_owned(),
                |party| party.name.clone(),
            );
        add(party, cells(report, said), &report.source);
    }
    for evaluation in &item.evaluations {
        add(
            Caption::Grade.word().to_owned(),
            vec![(evaluation.year.label_wareki(), evaluation.grade.clone())],
            &item.source,
        );
    }
}

fn cells(report: &DraftReport, said: Said) -> Vec<(String, String)> {
    let state = |text: &String, state: CellState| match state {
        CellState::Lost => said.lost.to_owned(),
        _ => text.clone(),
    };
    let cells = [
        (
            Caption::Progress.word(),
            state(&report.progress, report.progress_state),
        ),
        (
            Caption::Issues.word(),
            state(&report.issues, report.issues_state),
        ),
        (said.reason, report.reason.clone()),
        (said.next, report.next.clone()),
    ];
    let cells = cells.into_iter().filter(|(_, text)| !text.is_empty());
    cells.map(|(name, text)| (name.to_owned(), text)).collect()
}

fn of_programmes(rows: &mut Vec<Row>, draft: &Draft, said: Said) {
    for category in &draft.categories {
        rows.push(Row::Record(Record {
            depth: 0,
            name: format!("{} {}", category.number, category.name)
                .trim()
                .to_owned(),
            parts: vec![(String::new(), category.description.clone())],
            source: category.source.clone(),
        }));
        for programme in &category.programmes {
            let mut parts = vec![(String::new(), programme.description.clone())];
            let lifecycle = programme.lifecycle.map(|lifecycle| lifecycle.word());
            parts.extend(lifecycle.map(|word| (String::new(), word.to_owned())));
            rows.push(Row::Record(Record {
                depth: 1,
                name: format!("{} {} {}", said.programme, programme.number, programme.name),
                parts,
                source: programme.source.clone(),
            }));
        }
    }
}

/// Finds where a line of prose came from.
struct Finder<'a> {
    draft: &'a Draft,
    pieces: std::collections::HashMap<Target, Vec<&'a Range<usize>>>,
}

impl<'a> Finder<'a> {
    fn of(draft: &'a Draft) -> Self {
        let mut pieces = std::collections::HashMap::<_, Vec<_>>::new();
        for piece in &draft.pieces {
            if let yoriai_office::text::Role::Text(target) = piece.role {
                pieces.entry(target).or_default().push(&piece.source);
            }
        }
        Self { draft, pieces }
    }

    /// The lines of a field that have words.
    fn prose(
        &self,
        rows: &mut Vec<Row>,
        target: Target,
        field: &str,
        depth: usize,
        otherwise: &Range<usize>,
    ) {
        let known = self.pieces.get(&target).map_or(&[][..], Vec::as_slice);
        for (line, text) in field.split('\n').enumerate() {
            if text.trim().is_empty() {
                continue;
            }
            let own = known.iter().find(|span| {
                let said = self.draft.source().get((**span).clone());
                let said = said.map(str::trim).unwrap_or_default();
                !said.is_empty() && (text.contains(said) || said.contains(text.trim()))
            });
            rows.push(Row::Prose(Prose {
                target,
                line,
                depth,
                text: text.to_owned(),
                source: own.map_or_else(|| otherwise.clone(), |span| (*span).clone()),
            }));
        }
    }
}

/// Whether a line of this field can become an item.
pub(super) fn can_be_item(target: Target) -> bool {
    matches!(
        target,
        Target::Statement(_) | Target::SectionText(_) | Target::Line(..)
    )
}
