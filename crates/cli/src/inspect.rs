//! `yoriai inspect`: what a plan file holds.

use std::path::PathBuf;

use clap::Args;
use yoriai_office::out;
use yoriai_plan::{Plan, checks};

use crate::refusal::Refusal;
use crate::{Said, clock, plan_file, summary, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "PLAN.yoriai", help = words::PLAN_FILE)]
    plan: PathBuf,
    #[arg(long, help = words::JSON_FLAG)]
    json: bool,
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    let doc = plan_file::open(&flags.plan)?;
    let plan = Plan::read(&doc);
    if flags.json {
        let aside = if doc.read_only() {
            format!("{}\n", words::NEWER)
        } else {
            String::new()
        };
        return Ok(Said {
            aside,
            ..Said::result(out::json(&plan, clock::date()))
        });
    }
    let mut summary = summary::of_plan(&plan);
    summary.count(words::IN_BIN, plan.bin().len());
    summary.count(words::CHANGES, doc.change_count());
    if doc.read_only() {
        summary.line(words::NEWER);
    }
    // What the data lists under `findings`.
    let mut messages: Vec<_> = out::notices(&plan)
        .into_iter()
        .map(|one| one.message)
        .collect();
    let found = checks::check(&plan, clock::date()).into_iter();
    messages.extend(
        found
            .filter(|one| one.dismissed.is_none())
            .map(|one| one.message),
    );
    summary.count(words::FINDINGS, messages.len());
    for message in &messages {
        summary.line(&format!("- {message}"));
    }
    Ok(Said::result(summary.text()))
}
