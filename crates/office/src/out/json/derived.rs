//! What is not stored but read out of what people wrote: parts of values, findings.

use super::Lines;
use serde::Serialize;
use yoriai_plan::amounts::{self, Amount, Extent};
use yoriai_plan::{Date, ItemId, Plan, checks};

use crate::out::notices;

#[derive(Serialize)]
pub(super) struct Part {
    label: Option<String>,
    number: Number,
    unit: Option<String>,
    per: Option<String>,
    total: bool,
    // Only where the text says so: most parts are plain amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<Number>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    about: bool,
}

/// `9`, not `9.0`, where the amount is whole.
#[derive(Serialize)]
#[serde(untagged)]
enum Number {
    Whole(i64),
    Decimal(f64),
}

impl From<Amount> for Number {
    fn from(amount: Amount) -> Self {
        match amount.as_whole() {
            Some(whole) => Self::Whole(whole),
            None => Self::Decimal(amount.as_f64()),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Finding {
    check: &'static str,
    severity: &'static str,
    item: Option<String>,
    message: String,
    source: Option<Source>,
}

#[derive(Serialize)]
struct Source {
    line: usize,
}

/// The parts of a value as typed.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let part = |part: amounts::Part| {
        let (to, of) = match part.extent {
            Some(Extent::To(end)) => (Some(end.into()), None),
            Some(Extent::Of(whole)) => (None, Some(whole.into())),
            None => (None, None),
        };
        Part {
            label: part.label,
            number: part.number.into(),
            unit: part.unit,
            per: part.per,
            total: part.total,
            to,
            of,
            about: part.about,
        }
    };
    amounts::read(text).into_iter().map(part).collect()
}

/// What reading found, and what the checks find but for what was dismissed.
pub(super) fn findings(plan: &Plan, today: Option<Date>, lines: &Lines) -> Vec<Finding> {
    let source = |item: Option<&ItemId>| {
        let line = item.and_then(|id| lines.get(id));
        line.map(|line| Source { line: *line })
    };
    let notices = notices(plan).into_iter().map(|notice| Finding {
        check: notice.code,
        severity: checks::Severity::Warning.code(),
        source: source(notice.item.as_ref()),
        item: notice.item.map(|id| id.as_str().to_owned()),
        message: notice.message,
    });
    let found = checks::check(plan, today).into_iter();
    let found = found
        .filter(|found| found.dismissed.is_none())
        .map(|found| {
            let item = found.about.item(plan);
            Finding {
                check: found.check.code(),
                severity: found.severity.code(),
                source: source(item.as_ref()),
                item: item.map(|id| id.as_str().to_owned()),
                message: found.message,
            }
        });
    notices.chain(found).collect()
}
