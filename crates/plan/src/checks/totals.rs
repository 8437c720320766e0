//! Stated totals, held against the parts that stand beside them: 24回、6回、2回、計32回.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use super::place::Field;
use super::texts::{Change, Written, rewrite};
use super::{Check, Found, Severity, words};
use crate::amounts::{self, Part, Total};
use crate::field::{TextRef, ValueText};
use crate::plan::Plan;

pub(super) fn check(plan: &Plan, found: &mut Vec<Found>) {
    let indicators = plan.all_indicators();
    for value in indicators.flat_map(|indicator| plan.values_in(&indicator.id)) {
        // Most values state no total, and reading them all takes its time.
        if amounts::may_state_total(&value.text) {
            let field = TextRef::Value(value.id.clone(), ValueText::Text);
            let written = Written {
                field: Field::Text(field),
                text: &value.text,
            };
            of_text(&written, found);
        }
    }
}

fn of_text(written: &Written<'_>, found: &mut Vec<Found>) {
    let parts = amounts::read(written.text);
    for total in amounts::totals_of(&parts) {
        found.extend(judge(written, &parts, &total));
    }
}

fn judge(written: &Written<'_>, parts: &[Part], total: &Total) -> Option<Found> {
    let stated = parts.get(total.total)?;
    let text_of = |part: &Part| written.text.get(part.span.clone());
    let texts = |of: &[usize]| -> Vec<&str> {
        let parts = of.iter().filter_map(|at| parts.get(*at));
        parts.filter_map(text_of).collect()
    };
    let total_text = text_of(stated)?;
    let (counted, left_out) = (texts(&total.parts), texts(&total.left_out));
    let about = (&written.field).into();
    let concerns = format!("{total_text}={}", counted.join("+"));
    if total.differs() {
        let unit = stated.unit.as_deref().unwrap_or_default();
        let right = format!("{}{unit}", total.sum);
        let message = words::total_differs(total_text, &counted, &right);
        let finding = Found::new(Check::Total, about, &concerns, message);
        return Some(match correction(written.text, stated, total) {
            Some(change) => finding.mend(words::write_total(&right), rewrite(written, &[change])),
            None => finding,
        });
    }
    // It adds up; but something of the same kind stands beside it and was not counted.
    if !total.agrees() || left_out.is_empty() {
        return None;
    }
    let message = words::left_out_of_total(total_text, &counted, &left_out);
    let mut finding = Found::new(Check::Total, about, &concerns, message);
    finding.severity = Severity::Notice;
    Some(finding)
}

/// The sum in the place of the stated number; `None` where the number is not written in plain
/// digits (3万円, 三十回).
fn correction(text: &str, stated: &Part, total: &Total) -> Option<Change> {
    let is_digit = |c: char| {
        c.nfkc()
            .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    };
    let span = text.get(stated.span.clone())?;
    let start = span.find(is_digit)?;
    let digits = span.get(start..)?;
    let length = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
    let typed: String = digits.get(..length)?.nfkc().filter(|c| *c != ',').collect();
    let from = stated.span.start + start;
    (typed == total.stated.to_string()).then(|| Change {
        range: from..from + length,
        new: Cow::Owned(total.sum.to_string()),
    })
}

#[cfg(test)]
mod tests;
