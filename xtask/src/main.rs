//! Everything one does with this repository, as `cargo xtask COMMAND`.
//!
//! ```text
//! shell.rs    running programs: headings, times, Ctrl-C
//! place.rs    where things are in this checkout
//! setup.rs    the tools that cargo doesn't bring: trunk, wasm-bindgen, binaryen, a browser
//! web.rs      the app: trunk build, service worker, brotli
//! web/        its parts
//! relay.rs    the relay: build and run
//! e2e.rs      the programs that drive the app in a browser
//! node.rs     the programs that run under Node
//! serve.rs, checks.rs, bench.rs, look.rs, dist.rs    the commands
//! bench/      the tables of `bench`
//! ```
//!
//! It prints what it does and how long that usually takes, because the first run installs tools
//! for some minutes and a silent terminal looks broken.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod bench;
mod checks;
mod dist;
mod e2e;
mod look;
mod node;
mod place;
mod relay;
mod serve;
mod setup;
mod shell;
mod web;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::shell::Shell;

const HELP: &str = "\
cargo xtask serve [--port 8787] [--no-open]   set up, build, and run Yoriai at http://localhost:8787
cargo xtask test [--long]                     every check there is, as CI runs them
cargo xtask bench                             what is loaded, and how long one waits, beside the targets
cargo xtask bench relay [--quick]             the relay beside its peers; written into docs/benchmarks.md
cargo xtask look [FOLDER]                     a picture of every screen, into FOLDER (target/look)
cargo xtask dist                              the relay and the app, ready to copy, in target/dist
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    if args.is_empty() || args.iter().any(|arg| arg == "--help" || arg == "-h") {
        print!("{HELP}");
        return Ok(ExitCode::SUCCESS);
    }
    let command = args.remove(0);
    let shell = Shell::new()?;
    match command.as_str() {
        "serve" => serve::serve(&shell, serve::Options::parse(&args)?),
        "test" => {
            let long = take_flag(&mut args, "--long");
            nothing_left(&args)?;
            checks::test(
                &shell,
                if long {
                    checks::Depth::Long
                } else {
                    checks::Depth::Usual
                },
            )
        }
        "bench" if args.first().is_some_and(|what| what == "relay") => {
            args.remove(0);
            let quick = take_flag(&mut args, "--quick");
            nothing_left(&args)?;
            bench::relay::bench(
                &shell,
                if quick {
                    bench::relay::Size::Quick
                } else {
                    bench::relay::Size::Whole
                },
            )
        }
        "bench" => {
            nothing_left(&args)?;
            bench::bench(&shell)
        }
        "look" => {
            let folder = (!args.is_empty()).then(|| args.remove(0));
            nothing_left(&args)?;
            look::look(&shell, folder.as_deref())
        }
        "dist" => {
            nothing_left(&args)?;
            dist::dist(&shell)
        }
        other => bail!("there is no `cargo xtask {other}`\n\n{HELP}"),
    }
}

fn take_flag(args: &mut Vec<String>, flag: &str) -> bool {
    let before = args.len();
    args.retain(|arg| arg != flag);
    args.len() != before
}

fn nothing_left(args: &[String]) -> Result<()> {
    match args.first() {
        Some(arg) => bail!("`{arg}` is not understood\n\n{HELP}"),
        None => Ok(()),
    }
}
