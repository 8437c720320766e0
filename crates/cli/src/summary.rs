//! A few lines of `name: value`, for people and for `grep`.

use std::fmt::Display;

use yoriai_plan::{Plan, PlanHead};

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
    summary
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
