//! The rows that a browser measures: the JSON of `yoriai-measure`, put in words.

use std::io::Read;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::table::Row;
use crate::shell::Shell;

/// Runs the program that measures. What it could not measure becomes a row that says so, and the
/// exit code tells that there is one.
pub(super) fn measure(shell: &Shell, command: Command) -> (Vec<Row>, ExitCode) {
    match run(shell, command).and_then(|text| rows(&text)) {
        Ok((rows, 0)) => (rows, ExitCode::SUCCESS),
        Ok((rows, _)) => (rows, ExitCode::FAILURE),
        Err(error) => {
            let row = Row::new(
                "",
                "all that a browser measures",
                format!("error: {error:#}"),
            );
            (vec![row], ExitCode::FAILURE)
        }
    }
}

fn run(shell: &Shell, mut command: Command) -> Result<String> {
    shell.step("measuring in a browser", "4 min", || {
        let mut child = shell.spawn(command.stdout(Stdio::piped()))?;
        let mut text = String::new();
        let read = child
            .stdout
            .take()
            .map(|mut out| out.read_to_string(&mut text));
        let status = shell.wait(child)?;
        if !status.success() {
            bail!("the program that measures failed ({status})");
        }
        read.context("the program that measures has no output")??;
        Ok(text)
    })
}

/// The rows, and how many of them are errors.
fn rows(text: &str) -> Result<(Vec<Row>, usize)> {
    let report: Value = serde_json::from_str(text).context("what was measured is no JSON")?;
    let list = |name: &str| {
        report
            .get(name)
            .and_then(Value::as_array)
            .with_context(|| format!("what was measured has no `{name}`"))
    };
    let mut rows = Vec::new();
    for measure in list("measures")? {
        let word = |name: &str| word(measure, name);
        let values: Vec<f64> = measure
            .get("values")
            .and_then(Value::as_array)
            .map(|values| values.iter().filter_map(Value::as_f64).collect())
            .unwrap_or_default();
        let shown = show(word("shows")?, word("unit")?, values)?;
        rows.push(Row::new(word("id")?, word("what")?, shown));
    }
    let failed = list("failed")?;
    for failure in failed {
        let error = format!("error: {}", word(failure, "error")?);
        rows.push(Row::new("", word(failure, "what")?, error));
    }
    Ok((rows, failed.len()))
}

fn word<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    value
        .get(name)
        .and_then(Value::as_str)
        .with_context(|| format!("a row has no `{name}`"))
}

fn show(shows: &str, unit: &str, mut values: Vec<f64>) -> Result<String> {
    values.sort_by(f64::total_cmp);
    let runs = values.len();
    let at = |percent| percentile(&values, percent).context("a row has no values");
    Ok(match shows {
        "one" => format!("{} {unit}", at(50)?),
        "median-worst" => {
            format!(
                "median {:.0} {unit}, worst {:.0} {unit} of {runs}",
                at(50)?,
                at(100)?
            )
        }
        "p50-p95" => format!(
            "p50 {:.1} {unit}, p95 {:.1} {unit} of {runs}",
            at(50)?,
            at(95)?
        ),
        other => bail!("a row wants to be shown as `{other}`"),
    })
}

/// The smallest value that so many percent of all don't exceed (nearest rank). They are sorted.
fn percentile(sorted: &[f64], percent: usize) -> Option<f64> {
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_was_measured() {
        let values: Vec<f64> = (1..=100).map(f64::from).collect();
        assert_eq!(percentile(&values, 50), Some(50.0));
        assert_eq!(percentile(&values, 95), Some(95.0));
        assert_eq!(percentile(&values[..7], 50), Some(4.0));
        assert_eq!(percentile(&values[..7], 100), Some(7.0));
        assert_eq!(percentile(&[], 50), None);
    }

    #[test]
    fn a_failure_is_a_row_and_is_counted() {
        let report = r#"{"measures": [{"id": "a", "what": "A", "unit": "ms", "shows": "one",
            "values": [3.0]}], "failed": [{"what": "B", "error": "no B"}]}"#;
        let (rows, failed) = rows(report).unwrap();
        assert_eq!((rows.len(), failed), (2, 1));
    }

    #[test]
    fn a_row_without_values_is_no_row() {
        assert!(show("one", "ms", Vec::new()).is_err());
        assert!(rows("{}").is_err());
    }
}
