//! Yoriai on the command line: what one does with a plan's file without a browser.
//!
//! ```text
//! import    texts become a plan file          inspect   what a plan file holds
//! merge     two copies become one             check     what a careful reader would ask
//! export    a plan file as a document         link      a plan file as a link to read
//! open      such a link as a plan file
//!
//! plan_file   reading and writing .yoriai: the bytes that the app exports
//! rebuild     a plan that has lost its history as a new document
//! progress    a bar on long work, for people
//! decode      bytes as text, in any encoding that offices use
//! files       bytes in and out; a target is replaced whole or not at all
//! recognised  what an import made of its documents, and what it did not understand
//! summary     a plan in a few lines
//! words       every phrase of this program    refusal   why something was not done
//! usage       arguments, help, and what to say where they can't be carried out
//! chance, clock   the two things that `yoriai_plan` asks its callers for
//! ```
//!
//! Exit status: 0 done, 1 refused or something found by `check` (the reason is on stderr), 2 wrong
//! usage.

mod chance;
mod check;
mod clock;
mod decode;
mod export;
mod files;
mod import;
mod inspect;
mod link;
mod merge;
mod open;
mod plan_file;
mod progress;
mod rebuild;
mod recognised;
mod refusal;
mod summary;
mod usage;
mod words;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::refusal::Refusal;

#[derive(Parser)]
#[command(name = "yoriai", version, disable_version_flag = true, about = words::ABOUT)]
struct Flags {
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help = words::VERSION)]
    version: Option<bool>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    #[command(about = words::CHECK)]
    Check(check::Flags),
    #[command(about = words::EXPORT)]
    Export(export::Flags),
    #[command(about = words::IMPORT)]
    Import(import::Flags),
    #[command(about = words::INSPECT)]
    Inspect(inspect::Flags),
    #[command(about = words::LINK)]
    Link(link::Flags),
    #[command(about = words::MERGE)]
    Merge(merge::Flags),
    #[command(about = words::OPEN)]
    Open(open::Flags),
}

/// What a command has to say: `out` is the result, `aside` is about it.
#[derive(Default)]
struct Said {
    out: Vec<u8>,
    aside: String,
    /// What was found that a script should hear of: it is said after `out`, and ends in status 1.
    found: Option<Refusal>,
}

impl Said {
    /// A result with nothing beside it.
    fn result(text: String) -> Self {
        Self {
            out: text.into_bytes(),
            ..Self::default()
        }
    }
}

fn main() -> ExitCode {
    let flags = match usage::read::<Flags>(std::env::args_os()) {
        Ok(flags) => flags,
        Err(status) => return status,
    };
    let done = match flags.action {
        Action::Check(flags) => check::run(&flags),
        Action::Export(flags) => export::run(&flags),
        Action::Import(flags) => import::run(&flags),
        Action::Inspect(flags) => inspect::run(&flags),
        Action::Link(flags) => link::run(&flags),
        Action::Merge(flags) => merge::run(&flags),
        Action::Open(flags) => open::run(&flags),
    };
    match done.and_then(say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // If stderr is gone as well, the status has to say it alone.
            let _ = writeln!(io::stderr(), "{refusal}");
            match refusal {
                Refusal::Usage(_) => ExitCode::from(2),
                _ => ExitCode::FAILURE,
            }
        }
    }
}

fn say(said: Said) -> Result<(), Refusal> {
    // Not print!, which panics when whoever reads has gone (`yoriai inspect … | head -1`).
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(&said.out).and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Refusal::Output(error)),
        _ => {
            let _ = io::stderr().write_all(said.aside.as_bytes());
            said.found.map_or(Ok(()), Err)
        }
    }
}
