//! Where the parts of a small chart lie: bars for what became of it, marks for what was aimed at.

use std::fmt::Write;

use yoriai_plan::{Amount, ValueRole};

use super::series::Series;

/// Width of what stands before the bars: the numbers of the scale.
const SCALE: f64 = 48.0;
/// Width for each year.
const YEAR: f64 = 68.0;
const BAR: f64 = 30.0;
/// How far a mark goes beyond its bar on either side.
const BEYOND: f64 = 10.0;
const TOP: f64 = 14.0;
/// How high the largest number of the scale stands above the foot.
const HEIGHT: f64 = 112.0;
const FOOT: f64 = TOP + HEIGHT;
/// Below the foot: the years.
const BELOW: f64 = 26.0;
/// How high a bar of nothing is: that it was nothing was said, and shows.
const THIN: f64 = 2.0;
/// Between the lines of a hatching.
const HATCH: f64 = 6.0;

/// A chart, laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawing {
    /// Its whole size.
    pub size: (f64, f64),
    /// Lines of the scale: height on the page, and the number.
    pub scale: Vec<(f64, String)>,
    /// Where the lines of the scale begin.
    pub left: f64,
    /// The years.
    pub columns: Vec<Column>,
}

/// A year.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The middle, across.
    pub middle: f64,
    /// 令和6.
    pub name: String,
    /// The bar.
    pub bar: Option<Bar>,
    /// The mark of the target, as a path.
    pub mark: Option<String>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it stands for: each has a filling of its own.
    pub role: ValueRole,
    /// Left, top, width, height.
    pub area: (f64, f64, f64, f64),
    /// The lines across it, as a path; empty where it has none.
    pub hatch: String,
}

impl Drawing {
    /// Lays out a series.
    pub fn of(series: &Series) -> Self {
        let fitting = step(series.largest());
        // Half a person is no place on a scale.
        let step = if series.is_whole() {
            fitting.max(1.0)
        } else {
            fitting
        };
        let steps = (series.largest() / step).ceil().max(1.0);
        let top = step * steps;
        let at = |number: f64| FOOT - HEIGHT * (number / top).clamp(0.0, 1.0);
        let scale = (0..=steps as u32).map(|index| {
            let number = step * f64::from(index);
            (at(number), plain(number))
        });
        let columns = series.points.iter().enumerate().map(|(index, point)| {
            let middle = SCALE + YEAR * (index as f64 + 0.5);
            let bar = point.done.map(|(role, number)| {
                let height = (FOOT - at(number.as_f64())).max(THIN);
                let area = (middle - BAR / 2.0, FOOT - height, BAR, height);
                let is_hatched = role == ValueRole::Actual;
                let hatch = if is_hatched {
                    hatch(area)
                } else {
                    String::new()
                };
                Bar { role, area, hatch }
            });
            Column {
                middle,
                name: point
                    .year
                    .label_wareki()
                    .trim_end_matches("年度")
                    .to_owned(),
                bar,
                mark: point.target.map(|number| mark(middle, at(number.as_f64()))),
            }
        });
        Self {
            columns: columns.collect(),
            scale: scale.collect(),
            left: SCALE,
            size: (
                SCALE + YEAR * series.points.len() as f64 + BEYOND,
                FOOT + BELOW,
            ),
        }
    }

    /// Where the bars stand.
    pub const fn foot(&self) -> f64 {
        FOOT
    }
}

/// The step of a scale of at most five, of the kind that people count by: 1, 2, 5, 10 …
fn step(largest: f64) -> f64 {
    if largest <= 0.0 {
        return 1.0;
    }
    let power = 10_f64.powf((largest / 4.0).log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    let fitting = steps.iter().map(|step| step * power);
    let mut fitting = fitting.filter(|step| largest / step <= 4.0);
    fitting.next().unwrap_or(10.0 * power)
}

/// A number of the scale, with as many digits as it needs.
fn plain(number: f64) -> String {
    let hundredths = (number * 100.0).round() as i64;
    Amount::new(hundredths, 2).unwrap_or_default().to_string()
}

/// A line with a diamond at either end: no bar looks like it, in no tone.
fn mark(middle: f64, at: f64) -> String {
    let (left, right) = (middle - BAR / 2.0 - BEYOND, middle + BAR / 2.0 + BEYOND);
    let mut path = format!("M{left} {at}H{right}");
    for end in [left, right] {
        let _ = write!(path, "M{} {at}l4 -5l4 5l-4 5z", end - 4.0);
    }
    path
}

/// Slanting lines across an area, none beyond its edges.
fn hatch((left, top, width, height): (f64, f64, f64, f64)) -> String {
    let mut path = String::new();
    let foot = top + height;
    let mut sum = HATCH;
    while sum < width + height {
        let (from, to) = ((sum - height).max(0.0), sum.min(width));
        let _ = write!(
            path,
            "M{} {}L{} {}",
            left + from,
            foot - (sum - from),
            left + to,
            foot - (sum - to)
        );
        sum += HATCH;
    }
    path
}
