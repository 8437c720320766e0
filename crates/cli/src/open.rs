//! `yoriai open`: an edition link becomes a plan file, for those who were only sent the link.

use std::path::{Path, PathBuf};

use clap::Args;
use yoriai_plan::{Command, Edition, Plan, PlanDoc, Stamp, ThawError};
use yoriai_sync::{Link, snapshot};

use crate::files::{self, Existing};
use crate::refusal::Refusal;
use crate::{Said, chance, clock, rebuild, summary, words};

#[derive(Args)]
pub(crate) struct Flags {
    #[arg(value_name = "LINK", help = words::LINK_ARGUMENT)]
    link: String,
    #[arg(short, long, value_name = "PLAN.yoriai", help = words::OUTPUT)]
    output: PathBuf,
    #[arg(long, help = words::FORCE)]
    force: bool,
}

pub(crate) fn run(flags: &Flags) -> Result<Said, Refusal> {
    Existing::by(flags.force).check(&flags.output, &[])?;
    let edition = if flags.link == "-" {
        // The longest links are longer than what a command line may hold.
        let bytes = files::read_document(Path::new(&flags.link), files::DOCUMENT_BYTES)?;
        edition(String::from_utf8_lossy(&bytes).trim())?
    } else {
        edition(flags.link.trim())?
    };
    let commands = chance::with_ids(|fresh| rebuild::commands(&edition.plan, fresh))?;
    let mut doc = PlanDoc::new(chance::bytes()?);
    doc.apply(&Command::Batch(commands))?;
    doc.commit(&Stamp {
        author: None,
        seconds: clock::now_seconds(),
    });
    files::replace(&flags.output, &doc.save())?;
    let mut summary = summary::of_plan(&Plan::read(&doc));
    summary.field(words::PUBLISHED_BY, &edition.published_by);
    summary.field(words::AS_OF, &edition.as_of);
    Ok(Said::result(summary.text()))
}

/// The edition in a link. Of a whole address only the fragment counts.
fn edition(link: &str) -> Result<Edition, Refusal> {
    let fragment = link.find('#').and_then(|at| link.get(at..));
    let parsed = Link::parse(fragment.ok_or(Refusal::NotALink)?);
    let payload = match parsed {
        Ok(Link::Snapshot(payload)) => payload,
        Ok(_) => return Err(Refusal::LinkWithoutPlan),
        Err(_) => return Err(Refusal::NotALink),
    };
    let text = snapshot::unpack(&payload).map_err(|cause| match cause {
        snapshot::SnapshotError::UnknownVersion(_) => Refusal::NewerLink,
        other => Refusal::DamagedLink(other.to_string()),
    })?;
    Edition::thaw(&text).map_err(|cause| match cause {
        ThawError::Newer => Refusal::NewerLink,
        other => Refusal::DamagedLink(other.to_string()),
    })
}
