//! A few lines of `name: value`, for people and for `grep`.

use std::fmt::Display;

use yoriai_plan::{CellState, Plan, PlanHead, TermKind};

use crate::words;

/// Lines of `name: value`.
#[derive(Default)]
pub(crate) struct Summary(String);

impl Summary {
    /// A line with a text. A value of several lines becomes one, so that every line stays a pair.
    pub(crate) fn field(&mut self, name: &str, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = if value.is_empty() {
            words::NOTHING
        } else {
            &value
        };
        self.pair(name, value);
    }

    /// A line with a number.
    pub(crate) fn count(&mut self, name: &str, count: usize) {
        self.pair(name, count);
    }

    fn pair(&mut self, name: &str, value: impl Display) {
        self.line(&format!("{name}: {value}"));
    }

    /// A line of words. What a stranger's plan may hold to steer a terminal does not come through.
    pub(crate) fn line(&mut self, line: &str) {
        let harmless = line
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c });
        self.0.extend(harmless.chain(['\n']));
    }

    /// The lines.
    pub(crate) fn text(self) -> String {
        self.0
    }
}

/// A plan without what is in its bin.
pub(crate) fn of_plan(plan: &Plan) -> Summary {
    let mut summary = Summary::default();
    let head = &plan.head;
    summary.field(words::TITLE, &head.title);
    summary.field(words::ORGANIZATION, &head.organization);
    summary.field(words::KIND, head.kind.word());
    summary.field(words::STATUS, head.status.word());
    if let Some(term) = head.term {
        summary.field(words::TERM, &format!("第{term}期"));
    }
    summary.field(words::PERIOD, &period(head));
    for (at, level) in plan.levels.iter().enumerate() {
        let count = plan.walk().filter(|item| item.depth == at + 1).count();
        summary.count(&level.name, count);
    }
    let below = plan
        .walk()
        .filter(|item| item.depth > plan.levels.len())
        .count();
    if below > 0 {
        summary.count(words::BELOW_LEVELS, below);
    }
    summary.count(
        words::SECTIONS,
        plan.sections
            .values()
            .filter(|section| !section.in_bin)
            .count(),
    );
    summary.count(
        words::LINES,
        plan.lines.values().filter(|line| !line.in_bin).count(),
    );
    beside_the_tree(plan, &mut summary);
    summary
}

/// The records, where there are any: an activity plan has none, and zeros say nothing.
fn beside_the_tree(plan: &Plan, summary: &mut Summary) {
    let mut count = |name, count: usize| {
        if count > 0 {
            summary.count(name, count);
        }
    };
    count(words::CATEGORIES, plan.categories.len());
    count(words::PROGRAMMES, plan.all_programmes().count());
    let indicators = plan.indicators.values().filter(|one| !one.in_bin);
    count(words::INDICATORS, indicators.count());
    let values = plan.values.values().filter(|one| !one.in_bin);
    count(words::VALUES, values.count());
    let reports = || plan.reports.values().filter(|one| !one.in_bin);
    count(words::REPORTS, reports().count());
    let cells = reports().flat_map(|one| {
        [
            (&one.progress, one.progress_state),
            (&one.issues, one.issues_state),
        ]
    });
    let (mut filled, mut lost) = (0, 0);
    for (text, state) in cells {
        if !text.trim().is_empty() {
            filled += 1;
        } else if state == CellState::Lost {
            lost += 1;
        }
    }
    count(words::CELLS_FILLED, filled);
    count(words::CELLS_LOST, lost);
    let evaluations = plan.evaluations.values().filter(|one| !one.in_bin);
    count(words::EVALUATIONS, evaluations.count());
    let is_note = |term: &&yoriai_plan::Term| term.kind == TermKind::Note;
    let notes = plan.terms.iter().filter(is_note).count();
    count(words::TERMS, plan.terms.len() - notes);
    count(words::NOTES, notes);
}

fn period(head: &PlanHead) -> String {
    let label = |year: yoriai_plan::FiscalYear| year.label_wareki();
    match (head.first_year, head.last_year) {
        (None, None) => String::new(),
        (Some(first), Some(last)) if first == last => label(first),
        (first, last) => format!(
            "{}～{}",
            first.map(label).unwrap_or_default(),
            last.map(label).unwrap_or_default()
        ),
    }
}
