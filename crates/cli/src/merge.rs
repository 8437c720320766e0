//! `yoriai merge`: two copies of a plan become one that has all edits of both.

use std::path::PathBuf;

use clap::Args;
use yoriai_office::out;
use yoriai_plan::{Plan, PlanDoc};

use crate::refusal::Refusal;
use crate::{Said, files, plan_file, summary, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "A.yoriai", help = words::PLAN_FILE)]
    one: PathBuf,
    #[arg(value_name = "B.yoriai", help = words::COPY_FILE)]
    other: PathBuf,
    // It may be one of the two: all that was in it is in the result.
    #[arg(short, long, value_name = "C.yoriai", help = words::OUTPUT)]
    output: PathBuf,
    #[arg(long, help = words::FORCE)]
    force: bool,
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    files::Existing::by(flags.force).check(&flags.output, &[&flags.one, &flags.other])?;
    let mut doc = plan_file::open(&flags.one)?;
    let saved = files::read(&flags.other)?;
    let other = plan_file::parse(&flags.other, &saved)?;
    let own = doc.change_count();
    let merged = doc.merge_saved(&saved).map_err(|cause| Refusal::NotAPlan {
        path: flags.other.clone(),
        cause,
    })?;
    if merged.refused > 0 {
        return Err(Refusal::Refused {
            path: flags.other.clone(),
            count: merged.refused,
        });
    }
    let fresh = merged.fresh.len();
    if are_strangers(own, &other, fresh) {
        return Err(Refusal::Strangers {
            one: flags.one.clone(),
            other: flags.other.clone(),
        });
    }
    files::replace(&flags.output, &doc.save())?;
    let plan = Plan::read(&doc);
    let mut summary = summary::of_plan(&plan);
    let findings = out::notices(&plan);
    summary.count(words::FINDINGS, findings.len());
    for finding in &findings {
        summary.line(&format!("- {}", finding.message));
    }
    summary.line(&words::merged(fresh));
    Ok(Said::result(summary.text()))
}

/// Whether two plans have nothing in common but the first change, which is the same in all plans.
/// Automerge would merge them all the same: two plans' goals under the title of one.
fn are_strangers(own: usize, other: &PlanDoc, fresh: usize) -> bool {
    /// The first change alone: a plan in which nothing was written yet goes with any.
    const EMPTY: usize = 1;
    let in_common = other.change_count().saturating_sub(fresh);
    own > EMPTY && other.change_count() > EMPTY && in_common <= EMPTY
}
