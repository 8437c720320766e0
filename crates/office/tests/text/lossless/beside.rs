//! The texts of what stands beside the tree, in the draft and in the plan.

use std::collections::HashMap;

use yoriai_office::text::{Draft, Planned, Role, Target};
use yoriai_plan::{CategoryText, Plan, ProgrammeText, ReportText, TermText};

use super::squeezed;

/// The texts of what stands beside the tree.
pub(super) fn records(draft: &Draft) -> HashMap<Target, &str> {
    let mut texts: Vec<(Target, &str)> = Vec::new();
    for (which, date) in &draft.dates {
        texts.push((Target::Date(*which), date));
    }
    for category in &draft.categories {
        let of = |which| Target::Category(category.key, which);
        texts.push((of(CategoryText::Name), &category.name));
        texts.push((of(CategoryText::Description), &category.description));
        for programme in &category.programmes {
            let of = |which| Target::Programme(programme.key, which);
            texts.push((of(ProgrammeText::Name), &programme.name));
            texts.push((of(ProgrammeText::Description), &programme.description));
        }
    }
    for term in &draft.terms {
        let of = |which| Target::Term(term.key, which);
        texts.push((of(TermText::Short), &term.short));
        texts.push((of(TermText::Full), &term.full));
        texts.push((of(TermText::Note), &term.note));
    }
    for item in &draft.items {
        for indicator in &item.indicators {
            texts.push((Target::IndicatorName(indicator.key), &indicator.name));
            for value in &indicator.values {
                texts.push((Target::Value(value.key), &value.text));
            }
        }
        for report in &item.reports {
            let of = |which| Target::Report(report.key, which);
            texts.push((of(ReportText::Progress), &report.progress));
            texts.push((of(ReportText::Issues), &report.issues));
            texts.push((of(ReportText::Reason), &report.reason));
            texts.push((of(ReportText::Next), &report.next));
        }
        for evaluation in &item.evaluations {
            texts.push((Target::Grade(evaluation.key), &evaluation.grade));
        }
    }
    texts.into_iter().collect()
}

/// A text beside the tree.
pub(super) fn record_text<'a>(plan: &'a Plan, planned: &Planned, target: Target) -> &'a String {
    match target {
        Target::Date(which) => &plan.head.dates[&which],
        Target::Category(key, which) => {
            let id = &planned.categories[&key];
            let category = plan
                .categories
                .iter()
                .find(|found| found.id == *id)
                .unwrap();
            match which {
                CategoryText::Name => &category.name,
                CategoryText::Description => &category.description,
            }
        }
        Target::Programme(key, which) => {
            let programme = &plan.programmes[&planned.programmes[&key]];
            match which {
                ProgrammeText::Name => &programme.name,
                ProgrammeText::Description => &programme.description,
                other => panic!("{other:?} is no text of the source"),
            }
        }
        Target::Term(key, which) => {
            let id = &planned.terms[&key];
            let term = plan.terms.iter().find(|found| found.id == *id).unwrap();
            match which {
                TermText::Short => &term.short,
                TermText::Full => &term.full,
                TermText::Note => &term.note,
            }
        }
        Target::IndicatorName(key) => &plan.indicators[&planned.indicators[&key]].name,
        Target::Value(key) => &plan.values[&planned.values[&key]].text,
        Target::Report(key, which) => {
            let report = &plan.reports[&planned.reports[&key]];
            match which {
                ReportText::Progress => &report.progress,
                ReportText::Issues => &report.issues,
                ReportText::Reason => &report.reason,
                ReportText::Next => &report.next,
            }
        }
        Target::Grade(key) => &plan.evaluations[&planned.evaluations[&key]].grade,
        other => panic!("{other:?} stands in the tree"),
    }
}

/// Checks that each text beside the tree is in the plan: what holds of an edited draft as well.
pub(crate) fn check_records(source: &str, draft: &Draft, plan: &Plan, planned: &Planned) {
    for piece in &draft.pieces {
        let Role::Text(
            target @ (Target::Value(_)
            | Target::IndicatorName(_)
            | Target::Grade(_)
            | Target::Report(..)
            | Target::Term(..)
            | Target::Category(..)),
        ) = piece.role
        else {
            continue;
        };
        let text = squeezed(&source[piece.source.clone()]);
        let field = squeezed(record_text(plan, planned, target));
        assert!(field.contains(&text), "{target:?} lost {text:?}");
    }
}
