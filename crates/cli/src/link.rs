//! `yoriai link`: the plan as it is now, whole, inside a link that anybody can read.

use std::path::PathBuf;

use clap::Args;
use yoriai_plan::{Edition, Plan};
use yoriai_sync::{Link, snapshot};

use crate::refusal::Refusal;
use crate::{Said, clock, plan_file, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "PLAN.yoriai", help = words::PLAN_FILE)]
    plan: PathBuf,
    #[arg(long, value_name = "URL", value_parser = base, help = words::BASE)]
    base: Option<String>,
}

/// The app's address up to where the fragment begins.
fn base(address: &str) -> Result<String, &'static str> {
    let base = address.split('#').next().unwrap_or_default();
    let host = base
        .strip_prefix("https://")
        .or_else(|| base.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !base.contains(char::is_whitespace) => {
            Ok(base.to_owned())
        }
        _ => Err(words::BASE_BAD),
    }
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    let doc = plan_file::open(&flags.plan)?;
    let plan = Plan::read(&doc);
    let edition = Edition {
        label: String::new(),
        // As the app proposes it.
        published_by: plan.head.organization.clone(),
        as_of: clock::today(),
        plan,
    };
    let payload = snapshot::pack(&edition.freeze()).map_err(|_| Refusal::TooLargeForLink)?;
    let base = flags.base.as_deref().unwrap_or_default();
    let link = format!("{base}{}", Link::Snapshot(payload).fragment());
    let length = link.chars().count();
    let mut asides = vec![words::link_length(length)];
    if length > snapshot::WARN_CHARACTERS {
        asides.push(words::LINK_LONG.to_owned());
    }
    if base.is_empty() {
        asides.push(words::LINK_WITHOUT_BASE.to_owned());
    }
    if doc.read_only() {
        asides.push(words::NEWER.to_owned());
    }
    Ok(Said {
        out: format!("{link}\n").into_bytes(),
        aside: asides.join("\n") + "\n",
        found: None,
    })
}
