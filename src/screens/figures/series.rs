//! What of an indicator's values can be drawn: one number a year, of one unit.
//!
//! A value is a text as somebody typed it. The table shows it so; the chart shows what can be
//! read of it as an amount. A stated total goes before its parts, and of several amounts of one
//! unit the first is drawn. Values of single districts show in the table alone: no bar may look
//! like the whole and be a part.

use std::collections::BTreeMap;

use yoriai_plan::amounts::read;
use yoriai_plan::{
    Amount, CellState, FiscalYear, IndicatorId, Part, Plan, Value, ValueRole, YearSpan,
};

/// More units than this are too many for small charts side by side: then only the first is drawn.
const MAX_UNITS: usize = 2;
/// A longer row of years is drawn without those in which nothing was written.
const MAX_YEARS: usize = 12;

/// What is shown of an indicator.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// The roles that have values, in the order of the table's columns.
    pub roles: Vec<ValueRole>,
    /// The years that have values, ascending, each with its cells by role.
    pub rows: Vec<(FiscalYear, Vec<Vec<Shown>>)>,
    /// The charts, one for each unit.
    pub series: Vec<Series>,
}

/// A value as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The name of its district.
    pub district: Option<String>,
    /// The text.
    pub text: String,
    /// The note.
    pub note: String,
    /// What can be said of it where there is no text.
    pub state: CellState,
}

/// The numbers of one unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// What is counted, where all its numbers are said of the same.
    pub label: Option<String>,
    /// How it is counted.
    pub unit: Unit,
    /// The years, ascending; those between the first and the last are all there.
    pub points: Vec<Point>,
}

/// How something is counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unit {
    /// 回, 人, か所 …
    pub name: Option<String>,
    /// What it recurs by: 週 of 週1回.
    pub per: Option<String>,
}

/// The numbers of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The fiscal year.
    pub year: FiscalYear,
    /// What was aimed at.
    pub target: Option<Amount>,
    /// What became of it: a result, or else an actual value, or else a forecast.
    pub done: Option<(ValueRole, Amount)>,
}

impl Unit {
    fn of(part: &Part) -> Self {
        Self {
            name: part.unit.clone(),
            per: part.per.clone(),
        }
    }

    /// An amount as people write it: 18回, 週1回.
    pub fn amount(&self, number: Amount) -> String {
        let per = self.per.as_deref().unwrap_or_default();
        let name = self.name.as_deref().unwrap_or_default();
        format!("{per}{number}{name}")
    }
}

impl Series {
    /// The largest number; what is below nothing cannot be drawn and counts as nothing.
    pub fn largest(&self) -> f64 {
        self.numbers().map(Amount::as_f64).fold(0.0, f64::max)
    }

    /// Whether none of its numbers has a fraction.
    pub fn is_whole(&self) -> bool {
        self.numbers().all(|number| number.as_whole().is_some())
    }

    fn numbers(&self) -> impl Iterator<Item = Amount> + '_ {
        self.points.iter().flat_map(|point| {
            let done = point.done.map(|(_, number)| number);
            point.target.into_iter().chain(done)
        })
    }
}

/// Reads what there is of an indicator.
pub fn figure(plan: &Plan, indicator: &IndicatorId) -> Figure {
    let values = plan.values_of(indicator).iter();
    let values: Vec<&Value> = values
        .filter_map(|id| plan.values.get(id))
        .filter(|value| says_something(value))
        .collect();
    let mut roles: Vec<ValueRole> = values.iter().map(|value| value.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let mut years: BTreeMap<FiscalYear, Vec<&Value>> = BTreeMap::new();
    for value in values {
        if let Some(year) = value.year {
            years.entry(year).or_default().push(value);
        }
    }
    let rows = years.iter().map(|(year, values)| {
        let cells = roles.iter().map(|role| {
            let of_role = values.iter().filter(|value| value.role == *role);
            of_role.map(|value| shown(plan, value)).collect()
        });
        (*year, cells.collect())
    });
    Figure {
        rows: rows.collect(),
        series: series(&years),
        roles,
    }
}

fn says_something(value: &Value) -> bool {
    !value.text.trim().is_empty()
        || !value.note.trim().is_empty()
        || value.state != CellState::Blank
}

fn shown(plan: &Plan, value: &Value) -> Shown {
    let district = value.district.as_ref().and_then(|id| plan.district(id));
    Shown {
        district: district.map(|district| district.name.clone()),
        text: value.text.trim().to_owned(),
        note: value.note.trim().to_owned(),
        state: value.state,
    }
}

/// What is read of a value of all districts.
struct Read {
    year: FiscalYear,
    role: ValueRole,
    parts: Vec<Part>,
}

fn series(years: &BTreeMap<FiscalYear, Vec<&Value>>) -> Vec<Series> {
    let whole = years.iter().flat_map(|(year, values)| {
        let whole = values.iter().filter(|value| value.district.is_none());
        whole.map(|value| Read {
            year: *year,
            role: value.role,
            parts: read(&value.text),
        })
    });
    let whole: Vec<Read> = whole.collect();
    let mut units: Vec<Unit> = Vec::new();
    for part in whole.iter().flat_map(|read| &read.parts) {
        let unit = Unit::of(part);
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    if units.len() > MAX_UNITS {
        units.truncate(1);
    }
    units
        .into_iter()
        .map(|unit| of_unit(&whole, unit))
        .collect()
}

fn of_unit(values: &[Read], unit: Unit) -> Series {
    let mut labels: Vec<Option<String>> = Vec::new();
    let mut points: BTreeMap<FiscalYear, Point> = BTreeMap::new();
    for value in values {
        let Some(part) = chosen(&value.parts, &unit) else {
            continue;
        };
        labels.push(part.label.clone());
        let point = points
            .entry(value.year)
            .or_insert_with(|| empty(value.year));
        if value.role == ValueRole::Target {
            point.target.get_or_insert(part.number);
        } else if point
            .done
            .is_none_or(|(role, _)| rank(value.role) > rank(role))
        {
            point.done = Some((value.role, part.number));
        }
    }
    labels.dedup();
    let label = match labels.as_slice() {
        [one] => one.clone(),
        _ => None,
    };
    let ends = points
        .keys()
        .next()
        .copied()
        .zip(points.keys().next_back().copied());
    let span = ends.map(|(first, last)| YearSpan::new(first, last));
    let span: Vec<FiscalYear> = span.into_iter().flat_map(YearSpan::years).collect();
    if span.len() <= MAX_YEARS {
        for year in span {
            points.entry(year).or_insert_with(|| empty(year));
        }
    }
    Series {
        label,
        unit,
        points: points.into_values().collect(),
    }
}

/// The amount that stands for a value: the last stated total, or else the first amount.
fn chosen<'a>(parts: &'a [Part], unit: &Unit) -> Option<&'a Part> {
    let of_unit = |part: &&Part| Unit::of(part) == *unit;
    let total = parts.iter().filter(of_unit).rfind(|part| part.total);
    total.or_else(|| parts.iter().find(of_unit))
}

const fn empty(year: FiscalYear) -> Point {
    Point {
        year,
        target: None,
        done: None,
    }
}

/// Which of several values of a year is the last word.
const fn rank(role: ValueRole) -> u8 {
    match role {
        ValueRole::Result => 3,
        ValueRole::Actual => 2,
        ValueRole::Forecast => 1,
        ValueRole::Target => 0,
    }
}
