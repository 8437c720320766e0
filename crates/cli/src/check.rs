//! `yoriai check`: what a careful reader would ask about before the plan is printed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use yoriai_office::out;
use yoriai_plan::checks::{self, Check, Found};
use yoriai_plan::{Command, Plan, PlanDoc, Stamp};

use crate::files::{self, Existing};
use crate::refusal::Refusal;
use crate::summary::Summary;
use crate::{Said, clock, plan_file, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "PLAN.yoriai", help = words::PLAN_FILE)]
    plan: PathBuf,
    #[arg(long, value_name = "CHECK", value_parser = code, requires = "output", help = words::MEND)]
    mend: Vec<Check>,
    #[arg(short, long, value_name = "FILE", requires = "mend", help = words::MEND_OUTPUT)]
    output: Option<PathBuf>,
    #[arg(long, help = words::FORCE)]
    force: bool,
}

fn code(text: &str) -> Result<Check, &'static str> {
    let found = Check::ALL.iter().find(|check| check.code() == text);
    found.copied().ok_or(words::MEND_BAD)
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    if let Some(output) = &flags.output {
        Existing::by(flags.force).check(output, &[&flags.plan])?;
    }
    let mut doc = plan_file::open(&flags.plan)?;
    let mut aside = String::new();
    if let Some(output) = &flags.output {
        plan_file::may_write(&doc, &flags.plan)?;
        if mend(&mut doc, &flags.mend)? == 0 {
            words::NOTHING_MENDED.clone_into(&mut aside);
        }
        files::replace(output, &doc.save())?;
    }
    let plan = Plan::read(&doc);
    let mut summary = Summary::default();
    let read = out::notices(&plan);
    for notice in &read {
        summary.line(&format!("- {}", notice.message));
    }
    let found = open_findings(&plan);
    for one in &found {
        let place = one.about.path(&plan).join(" › ");
        let (severity, check) = (one.severity.word(), one.check.word());
        summary.line(&words::found(severity, check, &place, &one.message));
        match one.mends.as_slice() {
            [mend] => summary.line(&words::mend(&mend.label, one.check.code())),
            mends => {
                for mend in mends {
                    summary.line(&words::choice(&mend.label));
                }
            }
        }
    }
    if doc.read_only() {
        summary.line(words::NEWER);
    }
    let count = read.len() + found.len();
    Ok(Said {
        aside,
        found: (count > 0).then_some(Refusal::Findings(count)),
        ..Said::result(summary.text())
    })
}

fn open_findings(plan: &Plan) -> Vec<Found> {
    let mut found = checks::check(plan, clock::date());
    found.retain(|one| one.dismissed.is_none());
    found
}

/// Mends what these checks find, where there is but one way to do so: which of two spellings is
/// meant, only a person knows. Returns how many were mended.
fn mend(doc: &mut PlanDoc, which: &[Check]) -> Result<usize, Refusal> {
    let mut tried = BTreeSet::new();
    // One at a time: what comes after in the same text has moved.
    while let Some(found) = open_findings(&Plan::read(doc)).into_iter().find(|found| {
        which.contains(&found.check) && found.mends.len() == 1 && !tried.contains(&found.key)
    }) {
        let mends = found.mends.into_iter();
        doc.apply(&Command::Batch(
            mends.flat_map(|mend| mend.commands).collect(),
        ))?;
        tried.insert(found.key);
    }
    doc.commit(&Stamp {
        author: None,
        seconds: clock::now_seconds(),
    });
    Ok(tried.len())
}
