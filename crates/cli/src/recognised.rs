//! What an import made of its documents: which they are, what it did not understand, and what two
//! of them say differently. What was not understood is in the plan, word for word, as prose under
//! the nearest heading; somebody should look at it.

use std::collections::BTreeSet;

use yoriai_office::Draft;
use yoriai_office::text::{DocumentKind, Role, SectionKey, Target};
use yoriai_plan::{Caption, SectionKind};

use crate::summary::Summary;
use crate::words;

/// As many as one reads before one opens the app instead.
const SHOWN: usize = 5;
/// So much of a text is enough to find it.
const START: usize = 24;

/// A place where a document says something else than the plan that it came into.
pub(crate) struct Difference {
    pub(crate) name: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// Adds what was recognised and what was not.
pub(crate) fn add(
    drafts: &[Draft],
    differences: &[Difference],
    taken: bool,
    summary: &mut Summary,
) {
    let kinds: Vec<_> = drafts.iter().map(|draft| document(draft.kind)).collect();
    summary.field(words::DOCUMENT, &kinds.join("、"));
    let mut lines: Vec<String> = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        let which = (drafts.len() > 1).then_some(at + 1);
        let prose = prose(draft).into_iter();
        lines.extend(prose.map(|(number, text)| words::prose_line(which, number, &start(text))));
    }
    list(words::PROSE, lines, summary);
    if !differences.is_empty() {
        let lines = differences
            .iter()
            .map(|one| words::difference(&one.name, &start(&one.before), &start(&one.after)));
        let name = if taken {
            words::DIFFERENT_TAKEN
        } else {
            words::DIFFERENT_KEPT
        };
        list(name, lines.collect(), summary);
    }
}

/// How many there are, and the first of them.
fn list(name: &str, lines: Vec<String>, summary: &mut Summary) {
    summary.count(name, lines.len());
    for line in lines.iter().take(SHOWN) {
        summary.line(line);
    }
    if lines.len() > SHOWN {
        summary.line(&words::more(lines.len() - SHOWN));
    }
}

fn start(text: &str) -> String {
    text.chars().take(START).collect()
}

fn document(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Activity => words::DOCUMENT_ACTIVITY,
        DocumentKind::Annual => words::DOCUMENT_ANNUAL,
        DocumentKind::Progress => words::DOCUMENT_PROGRESS,
        DocumentKind::GoalSheet => words::DOCUMENT_GOAL_SHEET,
        DocumentKind::Other => words::DOCUMENT_OTHER,
    }
}

/// The lines of the source that became prose, each with its number from 1.
fn prose(draft: &Draft) -> Vec<(usize, &str)> {
    let plain: BTreeSet<SectionKey> = draft
        .sections()
        .filter(|section| {
            section.kind == SectionKind::Free && section.heading != Caption::Priorities.word()
        })
        .map(|section| section.key)
        .collect();
    let source = draft.source();
    let (mut at, mut number) = (0, 1);
    let mut lines: Vec<(usize, &str)> = Vec::new();
    for piece in &draft.pieces {
        let Role::Text(Target::SectionText(key)) = &piece.role else {
            continue;
        };
        if !plain.contains(key) {
            continue;
        }
        let before = source.get(at..piece.source.start).unwrap_or_default();
        number += before.matches('\n').count();
        at = piece.source.start;
        let text = source.get(piece.source.clone()).unwrap_or_default();
        for (below, line) in text.lines().enumerate() {
            let number = number + below;
            // Several pieces can come of one line.
            let is_counted = lines.last().is_some_and(|(last, _)| *last == number);
            if !line.trim().is_empty() && !is_counted {
                lines.push((number, line.trim()));
            }
        }
    }
    lines
}
