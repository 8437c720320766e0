//! Items into prose: their words, number and mark included, and what belongs to them.

use std::ops::Range;

use yoriai_plan::{ReportText, SectionKind};

use crate::text::builder::report_field;
use crate::text::draft::{Draft, DraftItem, DraftSection};
use crate::text::fold::squeezed;
use crate::text::piece::{ItemKey, Label, Role, SectionKey, Target};

const CELLS: [ReportText; 4] = [
    ReportText::Progress,
    ReportText::Issues,
    ReportText::Reason,
    ReportText::Next,
];

impl Draft {
    /// What was reported, measured and evaluated of an item goes to another.
    pub(super) fn absorb(&mut self, into: usize, item: DraftItem) {
        let Some(found) = self.items.get_mut(into) else {
            return;
        };
        let mut moved: Vec<(Target, Target)> = Vec::new();
        for mut report in item.reports {
            let same = found.reports.iter_mut().find(|known| {
                (known.party, known.year) == (report.party, report.year)
                    && known.period == report.period
            });
            let Some(known) = same else {
                found.reports.push(report);
                continue;
            };
            for which in CELLS {
                let text = std::mem::take(report_field(&mut report, which));
                paragraph(report_field(known, which), &text);
                moved.push((
                    Target::Report(report.key, which),
                    Target::Report(known.key, which),
                ));
            }
            known.set_states();
        }
        for evaluation in item.evaluations {
            let same = found.evaluations.iter_mut();
            let same = same.into_iter().find(|known| known.year == evaluation.year);
            let Some(known) = same else {
                found.evaluations.push(evaluation);
                continue;
            };
            paragraph(&mut known.grade, &evaluation.grade);
            moved.push((Target::Grade(evaluation.key), Target::Grade(known.key)));
        }
        found.indicators.extend(item.indicators);
        for piece in &mut self.pieces {
            if let Role::Text(target) = &mut piece.role
                && let Some((_, to)) = moved.iter().find(|(from, _)| from == target)
            {
                *target = *to;
            }
        }
    }

    /// The words of what was reported, measured and evaluated of an item; their pieces become
    /// text of `target`.
    fn record_words(&mut self, item: &DraftItem, target: Target) -> Vec<String> {
        let belongs = |of: &Target| match of {
            Target::Report(key, _) => item.reports.iter().any(|report| report.key == *key),
            Target::Grade(key) => item.evaluations.iter().any(|grade| grade.key == *key),
            Target::IndicatorName(key) => item.indicators.iter().any(|found| found.key == *key),
            Target::Value(key) => {
                let mut values = item.indicators.iter().flat_map(|found| &found.values);
                values.any(|value| value.key == *key)
            }
            _ => false,
        };
        let mut words = Vec::new();
        for piece in &mut self.pieces {
            if let Role::Text(of) = &mut piece.role
                && belongs(of)
            {
                let text = self.source.get(piece.source.clone()).unwrap_or_default();
                words.push(text.to_owned());
                *of = target;
            }
        }
        words
    }

    pub(super) fn append_to_item(&mut self, before: usize, mut item: DraftItem) {
        let target = Target::Statement(self.items[before].key);
        let words = self.words(&item, target);
        let field = &mut self.items[before].statement;
        for part in words
            .iter()
            .chain([&item.statement])
            .filter(|part| !part.is_empty())
        {
            if !field.is_empty() {
                field.push('\n');
            }
            field.push_str(part);
        }
        self.retarget(item.key, target);
        self.items[before].sections.append(&mut item.sections);
        self.absorb(before, item);
    }

    pub(super) fn append_to_front(&mut self, item: DraftItem) {
        let key = self.fresh_section(&item);
        let target = Target::SectionText(key);
        let mut words = self.words(&item, target);
        words.push(item.statement.clone());
        words.extend(self.record_words(&item, target));
        words.retain(|part| !part.is_empty());
        self.retarget(item.key, target);
        self.front.push(DraftSection {
            key,
            kind: SectionKind::Free,
            heading: String::new(),
            text: words.join("\n"),
            lines: Vec::new(),
            source: item.source,
        });
        self.front.extend(item.sections);
    }

    /// The words by which the source names an item, as they stand there; their pieces become
    /// text of `target`.
    pub(super) fn words(&mut self, item: &DraftItem, target: Target) -> Vec<String> {
        let mut words = Vec::new();
        let mut retitled = true;
        let mut at = 0;
        while at < self.pieces.len() {
            if !names(&self.pieces[at].role, item.key) {
                at += 1;
                continue;
            }
            let run = self.run(at, item.key);
            let stretch = self.pieces[run.start].source.start..self.pieces[run.end - 1].source.end;
            let text = self.source.get(stretch.clone()).unwrap_or_default();
            retitled &= !text.contains(item.title.trim());
            words.push(text.to_owned());
            self.pieces[run.start].source = stretch;
            self.pieces[run.start].role = Role::Text(target);
            self.pieces.drain(run.start + 1..run.end);
            at = run.start + 1;
        }
        if retitled && !item.title.trim().is_empty() {
            words.insert(0, item.title.clone());
        }
        // A chart and a body that say the same need not say it twice in prose.
        let mut seen: Vec<String> = Vec::new();
        words.retain(|word| {
            let news = !seen
                .iter()
                .any(|known| squeezed(known).contains(&squeezed(word)));
            seen.push(word.clone());
            news
        });
        words
    }

    /// The pieces around the one at `at` that make up one line of the source with it: number,
    /// mark, name of the level, brackets. Nothing that is text of something else.
    fn run(&self, at: usize, key: ItemKey) -> Range<usize> {
        let joins = |piece: usize, near: usize| {
            let (piece, near) = (&self.pieces[piece], &self.pieces[near]);
            let between =
                piece.source.end.min(near.source.end)..piece.source.start.max(near.source.start);
            let own = names(&piece.role, key)
                || matches!(piece.role, Role::Markup | Role::Label(Label::Level(_)));
            let line = self
                .source
                .get(between)
                .is_some_and(|text| !text.contains(['\n', '\t']));
            own && line
        };
        let mut run = at..at + 1;
        while run.start > 0 && joins(run.start - 1, run.start) {
            run.start -= 1;
        }
        while run.end < self.pieces.len() && joins(run.end, run.end - 1) {
            run.end += 1;
        }
        run
    }

    /// The pieces of an item's prose go where the prose goes.
    pub(super) fn retarget(&mut self, key: ItemKey, target: Target) {
        for piece in &mut self.pieces {
            if piece.role == Role::Text(Target::Statement(key)) {
                piece.role = Role::Text(target);
            }
        }
    }

    /// A key that no section has, those of the item that was just taken out included.
    fn fresh_section(&self, out: &DraftItem) -> SectionKey {
        let sections = self.sections().chain(&out.sections);
        SectionKey::after(sections.map(|section| section.key))
    }
}

/// Whether a piece belongs to the line that names an item.
fn names(role: &Role, key: ItemKey) -> bool {
    match role {
        Role::Number(of) | Role::Tag(of, _) => *of == key,
        Role::Bullet(target) | Role::Text(target) => {
            matches!(target, Target::ItemTitle(of) | Target::ChartTitle(of) if *of == key)
        }
        Role::CategoryNumber(_)
        | Role::ProgrammeNumber(_)
        | Role::Label(_)
        | Role::Markup
        | Role::Rule => false,
    }
}

/// Adds a paragraph to a field.
pub(super) fn paragraph(field: &mut String, text: &str) {
    if !text.is_empty() {
        if !field.is_empty() {
            field.push('\n');
        }
        field.push_str(text);
    }
}
